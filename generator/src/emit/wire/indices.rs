//! Patterns for indices into a table.

use crate::emit::syntax::SourceText;

/// Patterns for some indices, each printed by `wrap`: a range where all follow
/// each other, as clippy wants it.
pub(super) fn print_index_patterns(
    indices: &[usize],
    wrap: impl Fn(String) -> String,
) -> Vec<SourceText<'static>> {
    if let [first, _, .., last] = indices
        // Indices grow, so that first, last and count tell whether one is missing.
        && last - first + 1 == indices.len()
    {
        return vec![wrap(format!("{first}..={last}")).into()];
    }
    let each = indices.iter().map(|index| wrap(index.to_string()).into());
    each.collect()
}
