//! Places in a text as JavaScript counts them: in units of UTF-16.

use std::collections::BTreeMap;

use serde::Serialize;

/// What the page underlines and leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PageSpan {
    /// Units of UTF-16 before the start.
    pub start: usize,
    /// Units of UTF-16 before the end.
    pub end: usize,
    /// Line of the start, from 1.
    pub line: usize,
    /// Column of the start in characters, from 1.
    pub column: usize,
}

/// Units of UTF-16 before bytes of a text, counted in one walk: a minified document of megabytes
/// is one line with thousands of places.
pub(crate) fn count_utf16_units(
    text: &str,
    bytes: impl IntoIterator<Item = usize>,
) -> BTreeMap<usize, usize> {
    let mut units: BTreeMap<usize, usize> = bytes.into_iter().map(|byte| (byte, 0)).collect();
    let (mut last, mut count) = (0, 0);
    for (byte, before) in &mut units {
        let between = text.get(last..*byte).unwrap_or_default();
        count += between.encode_utf16().count();
        last = *byte;
        *before = count;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::count_utf16_units;

    #[test]
    fn letters_outside_of_the_basic_plane_are_two_units() {
        let units = count_utf16_units("aä😀b", [8, 0, 3, 7]);
        assert_eq!(
            units.into_iter().collect::<Vec<_>>(),
            [(0, 0), (3, 2), (7, 4), (8, 5)]
        );
    }
}
