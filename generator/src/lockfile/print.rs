//! Names → the text of the file.

use super::line::{print_header, print_operation, print_type};
use super::{EDITION, GRAMMAR, Lockfile};
use crate::rust::LockedApi;

const PREFACE: &str = "\
# The names that bindery has given, by what they stand for: whatever stands here keeps its name.
# Written and read by `bindery generate`; commit it. A line that is deleted is written anew with
# the name that bindery would give today: delete `never` and `was` lines with a major version.
";

/// Writes the file.
pub fn print_lockfile(lockfile: &Lockfile) -> String {
    let mut text = format!("{PREFACE}lock {GRAMMAR} edition {EDITION}\n");
    for (module, api) in &lockfile.apis {
        text.push_str(&format!("\napi {module}\n"));
        for line in list_lines(api) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// The lines of an API, by place.
fn list_lines(api: &LockedApi) -> Vec<String> {
    let mut lines: Vec<(&str, u8, String)> = Vec::new();
    for (place, operation) in &api.operations {
        lines.push((place, 0, print_operation(place, operation)));
    }
    for (place, ty) in &api.types {
        let first = if ty.is_gone { "never type" } else { "type" };
        lines.push((place, 1, print_type(first, place, ty)));
    }
    for (place, ty) in &api.own {
        let first = if ty.is_gone { "never own" } else { "own" };
        lines.push((place, 3, print_type(first, place, ty)));
    }
    for (name, scalars) in &api.headers {
        for scalar in scalars {
            lines.push((name, 4, print_header(name, scalar)));
        }
    }
    for ((place, _), ty) in &api.former {
        lines.push((place, 2, print_type("was type", place, ty)));
    }
    // By path before method: what belongs together stands together.
    let by_path = |place: &str| match place.split_once(' ') {
        Some((method, path)) if !place.starts_with('/') => (path.to_owned(), method.to_owned()),
        _ => (place.to_owned(), String::new()),
    };
    lines.sort_by_cached_key(|(place, kind, line)| (by_path(place), *kind, line.clone()));
    lines.into_iter().map(|(.., line)| line).collect()
}
