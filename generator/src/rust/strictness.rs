//! Which answers must keep to the document: of a whole API, or where types and properties
//! are named.

use super::model::{Item, Record, Struct, TypeItem};
use super::options::Strictness;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Pointer;

/// Marks the tables of what is named, and reports each name that matches nothing.
pub(super) fn mark_strict_tables(
    strictness: &Strictness,
    items: &mut [TypeItem],
    diagnostics: &mut Diagnostics,
) {
    let Strictness::Of(patterns) = strictness else {
        return;
    };
    for pattern in patterns {
        let mut found = false;
        for item in items.iter_mut() {
            if let Item::Struct(object, record) = &mut item.item {
                found |= mark_table(pattern, object, record);
            }
        }
        if !found {
            diagnostics.push(make_unmatched_finding(pattern));
        }
    }
}

/// Marks what a pattern names in a table, and says whether it names anything.
fn mark_table(pattern: &str, object: &Struct, record: &mut Record) -> bool {
    let name = object.ident.as_str();
    let Some((ty, property)) = pattern.split_once('.') else {
        let matches = is_match(pattern, name);
        record.strict |= matches;
        return matches;
    };
    if !is_match(ty, name) {
        return false;
    }
    let mut found = false;
    for row in &mut record.rows {
        let matches = is_match(property, &row.wire);
        row.strict |= matches;
        found |= matches;
    }
    found
}

/// Whether a name fits a pattern, in which each `*` stands for any text.
fn is_match(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(name) = name.strip_prefix(start) else {
        return false;
    };
    let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
    let mut ends = ends.filter_map(|at| name.get(at..));
    ends.any(|name| is_match(rest, name))
}

fn make_unmatched_finding(pattern: &str) -> Diagnostic {
    let schemas = Pointer::root().join("components").join("schemas");
    let message = format!("nothing is called `{pattern}`, which `strict` names");
    Diagnostic::at(Code::NothingSelected, &schemas, message).help(
        "write the name of a type in Rust (`Invoice`), or of a property of one as the document \
         has it (`Invoice.total`); `*` stands for any part of a name",
    )
}

#[cfg(test)]
mod tests {
    use super::is_match;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, name) in [
            ("a", "a"),
            ("*", ""),
            ("*", "é"),
            ("a*", "abc"),
            ("*c*", "abcd"),
            ("a*b*", "ab"),
        ] {
            assert!(is_match(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("a", "ab"), ("a*c", "ab"), ("*b", "ba"), ("", "a")] {
            assert!(!is_match(pattern, name), "{pattern} {name}");
        }
    }
}
