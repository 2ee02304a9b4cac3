//! Finds the name that was probably meant.

/// Comparisons of letters that all proposals of a document may take: about a tenth of a
/// second. With thousands of references that lead nowhere, later ones get no proposal.
pub(crate) const MOST_COMPARISONS: usize = 20_000_000;

/// The name with the fewest edits, if they are few enough for a slip. `None` also when
/// no comparisons are left.
pub(crate) fn to<'n>(
    wanted: &str,
    names: impl Iterator<Item = &'n str>,
    comparisons: &mut usize,
) -> Option<&'n str> {
    let lower = wanted.to_lowercase();
    let letters = wanted.chars().count();
    let limit = 1 + letters / 3;
    names
        .map_while(|name| {
            // What the algorithm takes: a cell for each pair of letters, and one more, so that
            // empty names are not free.
            *comparisons = comparisons.checked_sub(1 + letters * name.len())?;
            Some((edits(&lower, &name.to_lowercase()), name))
        })
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

/// The Levenshtein distance of two texts.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, a) in from.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (slot, b) in row
            .iter_mut()
            .zip(std::iter::once(None).chain(to.iter().map(Some)))
        {
            let Some(b) = b else {
                *slot = above + 1;
                continue;
            };
            let replaced = diagonal + usize::from(a != *b);
            diagonal = *slot;
            left = replaced.min(*slot + 1).min(left + 1);
            *slot = left;
        }
    }
    row.last().copied().unwrap_or_default()
}
