//! One alternative of a union.

use std::rc::Rc;

use super::only_group;
use crate::api::context::ResolveCx;
use crate::api::reference::component_of;
use crate::api::schemas::lineage;
use crate::api::schemas::merge_whole_schema;
use crate::api::schemas::through::{is_null, is_null_beside_object};
use crate::api::types::ApiDocs;
use crate::api::view::{Additional, AlternativeGroup, Rules, SchemaNode, SchemaType, View};
use crate::limits::MOST_REFERENCES_OF_ALTERNATIVE;
use crate::maps::{HashSet, IndexSet};
use crate::source::Pointer;

/// One alternative.
#[derive(Debug, Clone)]
pub(in crate::api::schemas) struct Branch {
    /// The schema, with what stands beside the union.
    pub(super) node: SchemaNode,
    /// Its rules, merged.
    pub(super) view: Rc<View>,
    /// The component that it is, by key.
    pub(super) component: Option<String>,
    /// Its title.
    pub(super) title: Option<String>,
    /// What it says to people at its place in the union.
    pub(super) docs: ApiDocs,
    /// The schemas that it refers to, one after the other.
    pub(super) places: Vec<Pointer>,
}

/// The alternatives of a group, and whether `null` is one of them.
pub(super) struct FoundAlternatives {
    pub(super) branches: Vec<Branch>,
    pub(super) nullable: bool,
}

/// All alternatives of a group but `null`, unnamed unions taken apart, equal
/// ones once.
pub(super) fn of_group(cx: &mut ResolveCx<'_>, group: &AlternativeGroup) -> FoundAlternatives {
    let mut found = FoundAlternatives {
        branches: Vec::new(),
        nullable: false,
    };
    let mut met: HashSet<SchemaNode> = HashSet::default();
    let mut open: Vec<SchemaNode> = group.branches.iter().rev().cloned().collect();
    while let Some(node) = open.pop() {
        if is_null(cx, &node) || is_null_beside_object(group, &node) {
            found.nullable = true;
        } else if let Some(inner) = only_group(&node.view) {
            found.nullable |= node.view.nullable;
            // In place, so that the order of alternatives stays that of the document.
            open.extend(inner.branches.iter().rev().cloned());
        } else if met.insert(node.clone()) {
            let branch = Branch::of(cx, node);
            found.branches.push(branch);
        }
    }
    found
}

impl Branch {
    fn of(cx: &mut ResolveCx<'_>, node: SchemaNode) -> Self {
        let places = list_chain_places(cx, &node);
        let view = merge_whole_schema(cx, &node);
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
    pub(super) fn of_type(node: &SchemaNode, rules: &Rules, ty: SchemaType) -> Self {
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
    pub(super) fn made(node: SchemaNode) -> Self {
        Self {
            view: Rc::clone(&node.view),
            component: None,
            title: None,
            docs: ApiDocs::default(),
            places: Vec::new(),
            node,
        }
    }

    /// The alternative together with what stands beside the union.
    pub(super) fn within(self, cx: &mut ResolveCx<'_>, base: Option<&UnionBase>) -> Self {
        let Some(base) = base else {
            return self;
        };
        // A child that extends the schema in which the alternatives stand has the base already. An
        // intersection would have no name, and where it changes nothing the component's own type
        // serves.
        if lineage::extends_schema(cx, &self.node, &base.of) || base.adds_nothing(&self.view) {
            return self;
        }
        // What stands beside the alternatives counts where they contradict it.
        let further = self.node.further(1);
        let Some(node) = SchemaNode::all_of(vec![base.node.clone(), further]) else {
            return self;
        };
        let view = merge_whole_schema(cx, &node);
        Self { node, view, ..self }
    }
}

/// What stands beside the alternatives of a union.
pub(super) struct UnionBase {
    node: SchemaNode,
    /// The key of the schema in which the alternatives stand.
    of: String,
    /// Whether it says nothing but a type.
    is_type_only: bool,
    /// Whether it says more than types, properties and which of them must be there.
    says_more: bool,
    /// The discriminator's property, which each alternative is sent with in any case.
    tag: Option<String>,
}

impl UnionBase {
    /// What a schema says beside its alternatives.
    pub(super) fn of(node: SchemaNode, schema: &SchemaNode, tag: Option<&String>) -> Self {
        let rules = &node.view.rules;
        let rest = Rules {
            types: Vec::new(),
            properties: crate::maps::IndexMap::default(),
            required: Vec::new(),
            additional: Additional::Unsaid,
            ..rules.clone()
        };
        Self {
            is_type_only: rules.is_type_only(),
            says_more: !rest.is_empty(),
            of: schema.key().to_owned(),
            tag: tag.cloned(),
            node,
        }
    }

    /// Whether an alternative already says all that stands beside the union.
    fn adds_nothing(&self, branch: &View) -> bool {
        let view = &self.node.view;
        let (ours, theirs) = (&view.rules, &branch.rules);
        if self.is_type_only {
            return view.unions.is_empty()
                && (!theirs.types.is_empty()
                    || theirs.speaks_of_objects()
                    || theirs.constant.is_some()
                    || !branch.unions.is_empty());
        }
        let open = matches!(ours.additional, Additional::Unsaid | Additional::Allowed);
        view.unions.is_empty()
            && !self.says_more
            && (open || ours.additional == theirs.additional)
            && ours
                .properties
                .keys()
                .all(|name| theirs.properties.contains_key(name))
            && self.is_required_by(theirs)
    }

    /// Whether rules require all that is required here. Of the tag it is enough that they
    /// name it.
    fn is_required_by(&self, rules: &Rules) -> bool {
        let required: HashSet<&String> = rules.required.iter().collect();
        let is_tag = |name| self.tag.as_ref() == Some(name) && rules.properties.contains_key(name);
        let names = &self.node.view.rules.required;
        names
            .iter()
            .all(|name| required.contains(name) || is_tag(name))
    }
}

/// The places that a chain of references leads through.
fn list_chain_places(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> Vec<Pointer> {
    let mut places: IndexSet<Pointer> = IndexSet::default();
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
        places.insert(at);
        node = target;
        if places.len() >= MOST_REFERENCES_OF_ALTERNATIVE {
            break;
        }
    }
    places.into_iter().collect()
}
