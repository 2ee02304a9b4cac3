//! Documents that grow: a template of a few lines → a text of any size.
//!
//! The templates are the files below `generator/tests/scale/`. Every line is kept as it
//! is, except that
//!
//! - `%repeat 1000` … `%end` stands for the lines between, a thousand times the factor;
//! - `%join 1000` … `%end` does the same without any line break, also at its end;
//! - a line break after `%-` is left out;
//! - in what is repeated, `%n` is the number of the repetition, from 0; `%n+1` the next
//!   one; `%8n` has eight digits; `%m` are its binary digits as `-` and `_`, which no
//!   identifier keeps;
//! - `%N` is the number of repetitions of the block before.

use std::path::{Path, PathBuf};

/// How large a document is made: the count of each template times `times`, divided by
/// `parts`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Factor {
    pub(crate) times: usize,
    pub(crate) parts: usize,
}

/// The templates of a folder in order, without the overlays that belong to some of them.
pub(crate) fn templates(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.retain(|path| !path.to_string_lossy().ends_with(".overlay.yaml"));
    paths.sort();
    Ok(paths)
}

/// The overlay that belongs to a template, if it has one.
pub(crate) fn overlay_beside(template: &Path) -> Option<PathBuf> {
    let overlay = template.with_extension("overlay.yaml");
    overlay.exists().then_some(overlay)
}

/// The text that a template stands for at a size.
pub(crate) fn grow(template: &str, factor: Factor) -> String {
    let mut text = String::new();
    let mut count = 0;
    let mut lines = template.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some((is_joined, written)) = block(line) else {
            text.push_str(&continued(line).replace("%N", &count.to_string()));
            continue;
        };
        let body: String = lines
            .by_ref()
            .take_while(|line| line.trim_end() != "%end")
            .map(|line| {
                if is_joined {
                    line.trim_end_matches('\n')
                } else {
                    continued(line)
                }
            })
            .collect();
        count = (written * factor.times / factor.parts).max(1);
        for number in 0..count {
            text.push_str(&numbered(&body, number));
        }
    }
    text
}

/// Whether a line opens a block, whether its lines are joined, and its count.
fn block(line: &str) -> Option<(bool, usize)> {
    let (word, count) = line.trim_end().split_once(' ')?;
    let is_joined = match word {
        "%repeat" => false,
        "%join" => true,
        _ => return None,
    };
    Some((is_joined, count.parse().ok()?))
}

fn continued(line: &str) -> &str {
    line.strip_suffix("%-\n").unwrap_or(line)
}

fn numbered(body: &str, number: usize) -> String {
    let marks = format!("{number:b}").replace('1', "_").replace('0', "-");
    body.replace("%n+1", &(number + 1).to_string())
        .replace("%8n", &format!("{number:08}"))
        .replace("%n", &number.to_string())
        .replace("%m", &marks)
}
