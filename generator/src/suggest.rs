//! The one "did you mean": the name that somebody probably meant.

/// The name that is few slips away from a misspelt one.
pub(crate) fn nearest_name<'n>(
    wanted: &str,
    names: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    nearest_name_within(wanted, names, &mut { usize::MAX })
}

/// As [`nearest_name`], for lists that documents make as long as they like: `comparisons`
/// of letters may be made, and each takes some of them. `None` also when none are left.
pub(crate) fn nearest_name_within<'n>(
    wanted: &str,
    names: impl Iterator<Item = &'n str>,
    comparisons: &mut usize,
) -> Option<&'n str> {
    let wanted = fold_case_and_separators(wanted);
    let letters = wanted.chars().count();
    names
        .map_while(|name| {
            // What the algorithm takes: a cell for each pair of letters, and one more, so that
            // empty names are not free.
            *comparisons = comparisons.checked_sub(1 + letters * name.len())?;
            Some((
                strsim::levenshtein(&wanted, &fold_case_and_separators(name)),
                name,
            ))
        })
        .filter(|(slips, _)| is_slip(*slips, letters))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// Whether so many letters added, removed or replaced are a slip. A third of the letters,
/// as short words are close to everything; three at the most, as a wrong proposal sends its
/// reader astray, and one that is missing costs a look.
fn is_slip(slips: usize, letters: usize) -> bool {
    slips <= 3 && slips * 3 <= letters
}

/// Nobody misspells case and separators: they are written in several ways.
fn fold_case_and_separators(name: &str) -> String {
    name.replace(['_', '-', ' '], "").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{nearest_name, nearest_name_within};

    #[test]
    fn only_close_names_are_meant() {
        let names = [
            "title",
            "maxItems",
            "in",
            "operationId",
            "Pet",
            "Person",
            "",
        ];
        let meant = |word| nearest_name(word, names.into_iter());
        assert_eq!(meant("tittle"), Some("title"));
        assert_eq!(meant("max_items"), Some("maxItems"));
        assert_eq!(meant("operationID"), Some("operationId"));
        assert_eq!(meant("pets"), Some("Pet"));
        assert_eq!(meant("Prson"), Some("Person"));
        for word in ["id", "order", "Invoice", ""] {
            assert!(meant(word).is_none_or(str::is_empty), "{word}");
        }
    }

    #[test]
    fn a_document_cannot_make_it_slow() {
        let names = ["Pet", "Person"];
        let mut comparisons = 10;
        let meant = nearest_name_within("Prson", names.into_iter(), &mut comparisons);
        assert_eq!(meant, None);
    }
}
