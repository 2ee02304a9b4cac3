//! Where something stands in `bindery.toml`.

use std::path::Path;

use crate::diagnostics::Place;

/// Turns a byte offset into a line and a column.
pub(super) fn locate_offset(file: &Path, text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |rest| rest.chars().count())
        + 1;
    Place::Position(file.to_path_buf(), line, column)
}
