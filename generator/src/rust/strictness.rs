//! Which responses must keep to the document: of a whole API, or where types and properties
//! are named.

use super::model::{Item, Record, Struct, TypeItem};
use super::options::Strictness;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Pointer;
use crate::wildcard::fits_wildcard;

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
        let matches = fits_wildcard(pattern, name);
        record.strict |= matches;
        return matches;
    };
    if !fits_wildcard(ty, name) {
        return false;
    }
    let mut found = false;
    for row in &mut record.rows {
        let matches = fits_wildcard(property, &row.wire);
        row.strict |= matches;
        found |= matches;
    }
    found
}

fn make_unmatched_finding(pattern: &str) -> Diagnostic {
    let schemas = Pointer::root().join("components").join("schemas");
    let message = format!("nothing is called `{pattern}`, which `strict` names");
    Diagnostic::at(Code::NothingSelected, &schemas, message).help(
        "write the name of a type in Rust (`Invoice`), or of a property of one as the document \
         has it (`Invoice.total`); `*` stands for any part of a name",
    )
}
