//! Finds the word that somebody meant.

/// The known word that is at most two letters away from a misspelt one.
pub(super) fn meant<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let plain = |text: &str| text.replace(['_', '-', ' '], "").to_lowercase();
    let word = plain(word);
    // Short words are close to everything.
    let allowed = word.chars().count() / 4;
    known
        .map(|known| (distance(&word, &plain(known)), known))
        // Two slips at the most: a proposal that is wrong sends its reader astray, one that is
        // missing costs a look into the specification.
        .filter(|(distance, _)| *distance <= allowed.min(2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How many letters have to be added, removed or replaced (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, to) in row.iter_mut().skip(1).zip(&right) {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = *cell;
            *cell = replaced.min(before + 1).min(diagonal + 1);
            before = *cell;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, meant};

    #[test]
    fn distances_count_letters() {
        let cases = [
            ("", "", 0),
            ("title", "title", 0),
            ("tittle", "title", 1),
            ("mininum", "minimum", 1),
            ("decription", "description", 1),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
        ];
        for (left, right, expected) in cases {
            assert_eq!(distance(left, right), expected, "{left} {right}");
            assert_eq!(distance(right, left), expected, "{right} {left}");
        }
    }

    #[test]
    fn only_close_words_are_meant() {
        let known = ["title", "maxItems", "in", "operationId"];
        let meant = |word| meant(word, known.into_iter());
        assert_eq!(meant("tittle"), Some("title"));
        assert_eq!(meant("max_items"), Some("maxItems"));
        assert_eq!(meant("operationID"), Some("operationId"));
        assert_eq!(meant("id"), None);
        assert_eq!(meant("order"), None);
    }
}
