//! One alternative of a union.

use std::rc::Rc;

use super::only_group;
use crate::api::context::Cx;
use crate::api::reference::component_of;
use crate::api::schemas::through::is_null;
use crate::api::schemas::whole;
use crate::api::types::Docs;
use crate::api::view::{Additional, Group, Node, Rules, SchemaType, View};
use crate::source::Pointer;

/// One alternative.
#[derive(Debug, Clone)]
pub(in crate::api::schemas) struct Branch {
    /// The schema, with what stands beside the union.
    pub(super) node: Node,
    /// Its rules, merged.
    pub(super) view: Rc<View>,
    /// The component that it is, by key.
    pub(super) component: Option<String>,
    /// Its title.
    pub(super) title: Option<String>,
    /// What it says to people at its place in the union.
    pub(super) docs: Docs,
    /// The schemas that it refers to, one after the other.
    pub(super) places: Vec<Pointer>,
}

/// The alternatives of a group, and whether `null` is one of them.
pub(super) struct Found {
    pub(super) branches: Vec<Branch>,
    pub(super) nullable: bool,
}

/// All alternatives of a group but `null`, unnamed unions taken apart, equal
/// ones once.
pub(super) fn of_group(cx: &mut Cx<'_>, group: &Group) -> Found {
    let mut found = Found {
        branches: Vec::new(),
        nullable: false,
    };
    let mut open: Vec<Node> = group.branches.iter().rev().cloned().collect();
    while let Some(node) = open.pop() {
        if is_null(cx, &node) {
            found.nullable = true;
        } else if let Some(inner) = only_group(&node.view) {
            found.nullable |= node.view.nullable;
            open.extend(inner.branches.iter().rev().cloned());
        } else if !found.branches.iter().any(|branch| branch.node == node) {
            let branch = Branch::of(cx, node);
            found.branches.push(branch);
        }
    }
    found
}

impl Branch {
    fn of(cx: &mut Cx<'_>, node: Node) -> Self {
        let places = places(cx, &node);
        let view = whole(cx, &node);
        Self {
            component: places.iter().find_map(|at| component_of(at, "schemas")),
            title: view.notes.docs.title.clone(),
            docs: node.view.notes.docs.clone(),
            node,
            view,
            places,
        }
    }

    /// The alternative of one type, where several are allowed.
    pub(super) fn of_type(node: &Node, rules: &Rules, ty: SchemaType) -> Self {
        let mut rules = rules.clone();
        rules.types = vec![ty];
        if let Some(values) = &mut rules.enumeration {
            values.values.retain(|value| ty.holds(value));
            values.names.clear();
            values.descriptions.clear();
        }
        rules.enumeration = rules.enumeration.filter(|values| !values.values.is_empty());
        Self::made(node.part(
            ty.word(),
            View {
                rules,
                ..View::default()
            },
        ))
    }

    /// An alternative that no schema of the document is.
    pub(super) fn made(node: Node) -> Self {
        Self {
            view: Rc::clone(&node.view),
            component: None,
            title: None,
            docs: Docs::default(),
            places: Vec::new(),
            node,
        }
    }

    /// The alternative together with what stands beside the union.
    pub(super) fn within(self, cx: &mut Cx<'_>, base: Option<&Node>) -> Self {
        let Some(base) = base else {
            return self;
        };
        if adds_nothing(&base.view, &self.view) {
            return self;
        }
        let Some(node) = Node::all_of(vec![base.clone(), self.node.clone()]) else {
            return self;
        };
        let view = whole(cx, &node);
        Self { node, view, ..self }
    }
}

/// Whether the alternative already says all that stands beside the union.
fn adds_nothing(base: &View, branch: &View) -> bool {
    let (ours, theirs) = (&base.rules, &branch.rules);
    if ours.is_type_only() {
        return base.unions.is_empty()
            && (!theirs.types.is_empty()
                || theirs.speaks_of_objects()
                || theirs.constant.is_some()
                || !branch.unions.is_empty());
    }
    let rest = Rules {
        types: Vec::new(),
        properties: crate::maps::IndexMap::default(),
        required: Vec::new(),
        additional: Additional::Unsaid,
        ..ours.clone()
    };
    let open = matches!(ours.additional, Additional::Unsaid | Additional::Allowed);
    base.unions.is_empty()
        && rest.is_empty()
        && (open || ours.additional == theirs.additional)
        && ours
            .properties
            .keys()
            .all(|name| theirs.properties.contains_key(name))
        && ours
            .required
            .iter()
            .all(|name| theirs.required.contains(name))
}

/// The places that a chain of references leads through.
fn places(cx: &mut Cx<'_>, node: &Node) -> Vec<Pointer> {
    let mut places: Vec<Pointer> = Vec::new();
    let mut node = node.clone();
    while let Some(reference) = node.view.reference.clone() {
        let Some(at) = cx.source.pointer(&reference) else {
            break;
        };
        if places.contains(&at) {
            break;
        }
        let Some(target) = cx.source.schema(&at) else {
            break;
        };
        places.push(at);
        node = target;
    }
    places
}
