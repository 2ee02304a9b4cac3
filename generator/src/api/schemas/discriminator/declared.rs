//! Whether alternatives have the property that a discriminator looks at.
//!
//! "This property SHOULD be required in the payload schema, as the behavior when the
//! property is absent is undefined" (OAS 3.1.1 §4.8.25.1). One that is declared and
//! may be absent is what many documents have and is no finding; one that is not
//! declared at all is a slip of the pen, or a message that nobody can tell.

use std::rc::Rc;

use crate::api::context::ResolveCx;
use crate::api::schemas::merge_whole_schema;
use crate::api::schemas::through::is_null;
use crate::api::view::{Discriminator, SchemaNode, View};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::limits::MOST_ALTERNATIVES_SEARCHED;
use crate::maps::HashMap;
use crate::normalised::WEBHOOK_TAG;
use crate::source::Pointer;

/// Reports the alternatives that do not have the property, all in one finding.
pub(in crate::api::schemas) fn check_declared_discriminator(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    found: &Discriminator,
    alternatives: &[(Pointer, Rc<View>)],
) {
    let property = &found.property;
    if property == WEBHOOK_TAG {
        return;
    }
    let mut without: Vec<&Pointer> = Vec::new();
    let mut known = KnownDeclarations::default();
    for (place, view) in alternatives {
        if !view.rules.properties.is_empty() && !declares_property(cx, view, property, &mut known) {
            without.push(place);
        }
    }
    if without.is_empty() {
        return;
    }
    let place = at.join("discriminator").join("propertyName");
    let message = format!(
        "{} of {} alternatives {} not declare the discriminator's property `{property}`",
        without.len(),
        alternatives.len(),
        if without.len() == 1 { "does" } else { "do" }
    );
    let mut finding = Diagnostic::at(Code::DiscriminatorMapping, &place, message)
        .help("declare and require the property in each alternative, or correct `propertyName`");
    for at in without {
        let label = (Place::Node(at.clone()), "it is not here".to_owned());
        finding.labels.push(label);
    }
    cx.report_once(place.as_str(), finding);
}

/// What is known of schemas by their keys. One that is being looked at counts as having
/// the property: what stands in a circle with it decides.
type KnownDeclarations = HashMap<String, bool>;

/// Whether a schema has the property itself, or in all alternatives of a group. What
/// stands deeper than unions of sound documents counts as having it.
fn declares_property(
    cx: &mut ResolveCx<'_>,
    view: &View,
    property: &str,
    known: &mut KnownDeclarations,
) -> bool {
    if view.rules.properties.contains_key(property) || known.len() > MOST_ALTERNATIVES_SEARCHED {
        return true;
    }
    view.unions.iter().any(|group| {
        let all = |node: &SchemaNode| {
            is_null(cx, node) || alternative_declares(cx, node, property, known)
        };
        !group.branches.is_empty() && group.branches.iter().all(all)
    })
}

fn alternative_declares(
    cx: &mut ResolveCx<'_>,
    node: &SchemaNode,
    property: &str,
    known: &mut KnownDeclarations,
) -> bool {
    if let Some(declares) = known.get(node.key()) {
        return *declares;
    }
    known.insert(node.key().to_owned(), true);
    let view = merge_whole_schema(cx, node);
    let declares = declares_property(cx, &view, property, known);
    known.insert(node.key().to_owned(), declares);
    declares
}
