//! Looks through schemas that only stand for another one: a reference, `allOf`
//! around one schema, `anyOf` of one schema and `null`.

use super::lineage;
use crate::api::context::ResolveCx;
use crate::api::reference::{self, component_of};
use crate::api::view::{AlternativeGroup, SchemaNode, SchemaType, View};
use crate::limits::LONGEST_CHAIN_OF_SCHEMAS;
use crate::maps::HashSet;
use crate::source::Pointer;

/// What stands behind a schema.
pub(crate) struct Seen {
    /// The schema that says something itself, or a component.
    pub(crate) node: SchemaNode,
    /// Whether `null` was allowed on the way.
    pub(crate) nullable: bool,
    /// Whether a reference was followed on the way.
    pub(crate) referred: bool,
    /// Whether `readOnly` was met on the way or at the end.
    pub(crate) read_only: bool,
    /// Whether `writeOnly` was met on the way or at the end.
    pub(crate) write_only: bool,
}

/// Goes to the schema that `node` stands for; to itself when it says anything.
/// Stops at a component, because that has a type of its own.
pub(crate) fn see_through(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> Seen {
    let mut passed: HashSet<String> = HashSet::default();
    let mut places: Vec<Pointer> = Vec::new();
    let mut seen = Seen {
        node: node.clone(),
        nullable: false,
        referred: false,
        read_only: false,
        write_only: false,
    };
    loop {
        // Also on the way: `allOf: [{$ref: …}]` with `readOnly` beside it is how 3.0 says it of a
        // reference.
        seen.read_only |= seen.node.view.notes.read_only;
        seen.write_only |= seen.node.view.notes.write_only;
        // Only behind a reference: the component itself has to be looked through where its own
        // shape is read.
        if seen.referred && component_of(&seen.node.at, "schemas").is_some() {
            return seen;
        }
        let Some(inner) = find_inner_schema(cx, &seen.node) else {
            return seen;
        };
        places.push(seen.node.at.clone());
        let is_known = !passed.insert(seen.node.key().to_owned());
        if is_known || places.len() > LONGEST_CHAIN_OF_SCHEMAS {
            reference::report_reference_circle(cx, places);
            seen.node = SchemaNode::new(node.at.clone(), View::default());
            return seen;
        }
        seen.nullable |= seen.node.view.nullable || inner.nullable;
        seen.referred |= inner.referred;
        seen.node = inner.node;
    }
}

/// The one schema that another stands for.
struct Inner {
    node: SchemaNode,
    nullable: bool,
    referred: bool,
}

fn find_inner_schema(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> Option<Inner> {
    let view = &node.view;
    let typed = !view.rules.is_empty();
    // A discriminator makes it a family, and any keyword but `type` makes it say more than what it
    // stands for.
    if lineage::own_discriminator(node).is_some() || (typed && !view.rules.is_type_only()) {
        return None;
    }
    let inner = match (
        &view.reference,
        view.all_of.as_slice(),
        view.unions.as_slice(),
    ) {
        (Some(reference), [], []) => follow_referred_schema(cx, reference, &node.at),
        (None, [_, ..], []) => only_member(view)?,
        (None, [], [group]) => only_branch(cx, group)?,
        _ => return None,
    };
    // A type beside a reference counts when the target does not say one.
    (!typed || says_type(&inner.node)).then_some(inner)
}

fn follow_referred_schema(cx: &mut ResolveCx<'_>, reference: &str, at: &Pointer) -> Inner {
    let target = reference::resolve_schema_reference(cx, reference, at);
    // what leads nowhere stands where it stands, and is named after that place
    let referred = target.is_some();
    Inner {
        node: target.unwrap_or_else(|| SchemaNode::new(at.clone(), View::default())),
        nullable: false,
        referred,
    }
}

/// The only member of `allOf` that says more than annotations.
fn only_member(view: &View) -> Option<Inner> {
    let mut telling = view.all_of.iter().filter(|node| !node.view.is_silent());
    let node = telling.next()?.clone();
    // The same member twice is one: generators of documents write that.
    if telling.any(|other| *other != node) {
        return None;
    }
    let silent = view.all_of.iter().filter(|node| node.view.is_silent());
    Some(Inner {
        node,
        nullable: silent.fold(false, |nullable, node| nullable | node.view.nullable),
        referred: false,
    })
}

/// The only alternative besides `null`.
fn only_branch(cx: &mut ResolveCx<'_>, group: &AlternativeGroup) -> Option<Inner> {
    if group.discriminator.is_some() {
        return None;
    }
    let says_null = |cx: &mut ResolveCx<'_>, node: &SchemaNode| {
        is_null(cx, node) || is_null_beside_object(group, node)
    };
    let mut rest: Vec<&SchemaNode> = Vec::new();
    for branch in &group.branches {
        if !says_null(cx, branch) && !rest.contains(&branch) {
            rest.push(branch);
        }
        if rest.len() > 1 {
            return None;
        }
    }
    let [node] = rest.as_slice() else {
        return None;
    };
    Some(Inner {
        node: (*node).clone(),
        nullable: group.branches.iter().any(|branch| says_null(cx, branch)),
        referred: false,
    })
}

/// Whether an alternative is how OpenAPI 3.0 says that a reference may be null:
/// `anyOf: [{$ref: …}, {type: object, nullable: true}]`, as 3.0 has no type for null and
/// allows no `nullable` beside `$ref`.
pub(crate) fn is_null_beside_object(group: &AlternativeGroup, node: &SchemaNode) -> bool {
    let view = &node.view;
    let is_bare = view.nullable && view.is_merged() && view.unions.is_empty();
    let refers = |other: &&SchemaNode| other.view.reference.is_some();
    is_bare
        && view.rules.types == [SchemaType::Object]
        && view.rules.is_type_only()
        && group.overlapping
        && group.branches.len() == 2
        && group.branches.iter().filter(refers).count() == 1
}

/// Whether a schema allows `null` and nothing else.
pub(crate) fn is_null(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> bool {
    let mut node = node.clone();
    // A chain of references to a null type is short, or a circle that is
    // reported where it is followed as a type.
    for _ in 0..16 {
        let Some(reference) = &node.view.reference else {
            break;
        };
        let found = cx
            .source
            .pointer(reference)
            .and_then(|at| cx.source.schema(&at));
        match found {
            Some(target) => node = target,
            None => return false,
        }
    }
    let rules = &node.view.rules;
    let values = rules.enumeration.as_ref().map(|all| all.values.as_slice());
    rules.types == [SchemaType::Null]
        || rules
            .constant
            .as_ref()
            .is_some_and(serde_json::Value::is_null)
        || values.is_some_and(|values| {
            !values.is_empty() && values.iter().all(serde_json::Value::is_null)
        })
}

fn says_type(node: &SchemaNode) -> bool {
    let view = &node.view;
    !view.is_merged()
        || !view.unions.is_empty()
        || !view.rules.types.is_empty()
        || view.rules.enumeration.is_some()
        || view.rules.constant.is_some()
        || super::find_implied_type(&view.rules).is_some()
}
