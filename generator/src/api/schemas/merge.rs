//! `allOf`, and `$ref` with keywords beside it: several schemas that a value must
//! all meet → one schema.
//!
//! Each property stands once; one that stands twice becomes the intersection of
//! both. Where schemas contradict each other, [`contradictions`](super::contradictions) says
//! which counts.

use std::rc::Rc;

use super::contradictions::{self, Overruled, Part};
use super::lineage;
use crate::api::bounds;
use crate::api::context::ResolveCx;
use crate::api::reference;
use crate::api::view::{Additional, Rules, SchemaNode, SchemaType, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::limits::MOST_NESTED_INTERSECTIONS;
use crate::maps::{HashSet, IndexMap, IndexSet};
use crate::source::Pointer;

/// All that a schema says, with what it takes over from others.
pub(crate) fn merge_effective_schema(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> Rc<View> {
    if node.view.is_merged() {
        return Rc::clone(&node.view);
    }
    if let Some(known) = cx.merged.get(node.key()) {
        return Rc::clone(known);
    }
    let view = Rc::new(merge_schema_parts(cx, node));
    cx.merged.insert(node.key().to_owned(), Rc::clone(&view));
    view
}

fn merge_schema_parts(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> View {
    if cx.has_spent_all() {
        return View::default();
    }
    let parts = collect_merge_parts(cx, node);
    let nodes: Vec<SchemaNode> = parts.iter().map(|part| part.node.clone()).collect();
    let unions = lineage::groups_of(cx, &nodes);
    let branches = unions.iter().map(|group| group.branches.len());
    // About what a variant takes in the code that comes of it, as in `cost`.
    let branches = 256 * branches.sum::<usize>();
    if !cx.spend(
        &node.at,
        branches + nodes.iter().map(estimate_view_size).sum::<usize>(),
    ) {
        return View::default();
    }
    let overruled = contradictions::find_overruled(cx, &parts);
    let mut merge = Merge::default();
    for (part, overruled) in parts.iter().zip(&overruled) {
        merge.add(part, *overruled);
    }
    // what a part takes over from others is a part of its own
    let telling = || nodes.iter().filter(|part| part.view.restricts());
    // A value must meet all members, so null has to be allowed by each; members that only annotate
    // forbid nothing.
    let nullable = telling().next().is_some() && telling().all(|part| part.view.nullable);
    // What contradicts another part may still be right in that there may be null.
    let may_be_null = overruled.iter().any(|one| one.is_whole) && nodes.iter().any(allows_null);
    let nullable = nullable || may_be_null;
    let mut view = View {
        notes: node.view.notes.clone(),
        nullable: node.view.nullable || nullable,
        discriminator: lineage::own_discriminator(node).cloned(),
        unions,
        ignored: nodes
            .iter()
            .flat_map(|part| part.view.ignored.clone())
            .collect(),
        rules: merge.finish(),
        ..View::default()
    };
    inherit_notes(&mut view, node, &nodes);
    view
}

fn allows_null(part: &SchemaNode) -> bool {
    part.view.nullable || part.view.rules.types == [SchemaType::Null]
}

/// About how many bytes what one part says takes in the schema that takes it over, and
/// in the code that comes of it.
fn estimate_view_size(part: &SchemaNode) -> usize {
    let rules = &part.view.rules;
    let properties = rules.properties.iter();
    let properties = properties.map(|(name, node)| 256 + name.len() + node.view.notes.docs.cost());
    let values = rules.enumeration.as_ref().map_or(0, |list| list.cost());
    let required = rules.required.iter().map(|name| 32 + name.len());
    64 + properties.sum::<usize>() + values + required.sum::<usize>()
}

/// Members that stand inside the schema speak for it where it is silent.
fn inherit_notes(view: &mut View, node: &SchemaNode, parts: &[SchemaNode]) {
    let inside = node.at.join("allOf");
    let mut notes = crate::api::view::Notes::default();
    for part in parts {
        if part.at.as_str().starts_with(inside.as_str()) {
            notes.override_with(&part.view.notes);
        }
    }
    notes.override_with(&view.notes);
    notes.name.clone_from(&view.notes.name);
    view.notes = notes;
}

/// One step of the walk over `allOf`.
enum MergeStep {
    Enter(SchemaNode, usize),
    Leave(Part),
}

/// The schema itself and all that it refers to, each once: the targets of
/// references first, then the members of `allOf`, then the schema.
fn collect_merge_parts(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut entered: HashSet<String> = HashSet::default();
    let mut open: HashSet<String> = HashSet::default();
    // An explicit stack: a chain of `allOf` may be as long as the document is large.
    let mut steps = vec![MergeStep::Enter(node.clone(), 0)];
    while let Some(step) = steps.pop() {
        match step {
            MergeStep::Leave(part) => {
                open.remove(part.node.key());
                parts.push(part);
            }
            MergeStep::Enter(node, distance) => {
                // Met again while it is open: a circle, which is told. Met again after it was
                // closed: a diamond, which is how inheritance is often written and adds nothing
                // twice.
                if open.contains(node.key()) {
                    report_recursive_merge(cx, &node.at);
                }
                if !entered.insert(node.key().to_owned()) {
                    continue;
                }
                open.insert(node.key().to_owned());
                let part = |node: &SchemaNode| Part {
                    node: node.clone(),
                    distance,
                };
                steps.push(MergeStep::Leave(part(&node)));
                let enter = |member: SchemaNode| {
                    let distance = distance + 1 + member.distance;
                    MergeStep::Enter(member, distance)
                };
                let members = node.view.all_of.iter().rev();
                steps.extend(members.cloned().map(enter));
                let target = node.view.reference.as_ref();
                let target = target
                    .and_then(|target| reference::resolve_schema_reference(cx, target, &node.at));
                steps.extend(target.map(enter));
            }
        }
    }
    parts
}

fn report_recursive_merge(cx: &mut ResolveCx<'_>, at: &Pointer) {
    let message = "`allOf` leads back to this schema; the repetition adds nothing";
    let finding = Diagnostic::at(Code::RecursiveAllOf, at, message);
    cx.report_once(at.as_str(), finding);
}

/// The rules of several schemas on their way to becoming one.
#[derive(Default)]
struct Merge {
    rules: Rules,
    properties: IndexMap<String, Vec<SchemaNode>>,
    required: IndexSet<String>,
    items: Vec<SchemaNode>,
    additional: Vec<SchemaNode>,
}

impl Merge {
    fn add(&mut self, part: &Part, overruled: Overruled) {
        let theirs = &part.node.view.rules;
        self.rules.never |= theirs.never;
        if overruled.is_whole {
            return;
        }
        if !theirs.types.is_empty() {
            let ours = &mut self.rules.types;
            *ours = match ours.as_slice() {
                [] => theirs.types.clone(),
                ours => contradictions::common_types(ours, &theirs.types),
            };
        }
        if let Some(list) = theirs
            .enumeration
            .as_ref()
            .filter(|_| !overruled.enumeration)
        {
            let ours = &mut self.rules.enumeration;
            *ours = Some(
                ours.as_ref()
                    .map_or_else(|| list.clone(), |ours| ours.common(list)),
            );
        }
        if !overruled.constant {
            take_first(&mut self.rules.constant, &theirs.constant);
        }
        if !overruled.format {
            take_first(&mut self.rules.format, &theirs.format);
        }
        self.scalars(theirs);
        self.objects(theirs, part.distance);
        self.arrays(theirs, part.distance);
    }

    fn scalars(&mut self, theirs: &Rules) {
        let rules = &mut self.rules;
        take_first(&mut rules.encoding, &theirs.encoding);
        take_first(&mut rules.media_type, &theirs.media_type);
        take_first(&mut rules.time_format, &theirs.time_format);
        for pattern in &theirs.patterns {
            if !rules.patterns.contains(pattern) {
                rules.patterns.push(pattern.clone());
            }
        }
        take_first(&mut rules.content_schema, &theirs.content_schema);
        rules.min_length = rules.min_length.max(theirs.min_length);
        rules.max_length = choose_smaller_count(rules.max_length, theirs.max_length);
        // Bounds, lengths and counts meet: of all members the narrowest holds.
        rules.bounds =
            bounds::merge_number_bounds(std::mem::take(&mut rules.bounds), theirs.bounds.clone());
    }

    fn objects(&mut self, theirs: &Rules, distance: usize) {
        for (name, node) in &theirs.properties {
            let nodes = self.properties.entry(name.clone()).or_default();
            nodes.push(node.further(distance));
        }
        self.required.extend(theirs.required.iter().cloned());
        let rules = &mut self.rules;
        rules
            .pattern_properties
            .extend(theirs.pattern_properties.iter().cloned());
        rules.min_properties = rules.min_properties.max(theirs.min_properties);
        rules.max_properties = choose_smaller_count(rules.max_properties, theirs.max_properties);
        match (&theirs.additional, &rules.additional) {
            (Additional::Unsaid, _) | (_, Additional::Closed) => {}
            (Additional::Of(node), _) => self.additional.push(node.further(distance)),
            // Another schema allows, and so evaluates, all properties.
            (Additional::Unevaluated, Additional::Allowed) => {}
            (Additional::Allowed | Additional::Closed | Additional::Unevaluated, _) => {
                rules.additional = theirs.additional.clone();
            }
        }
    }

    fn arrays(&mut self, theirs: &Rules, distance: usize) {
        let items = theirs.items.iter().map(|items| items.further(distance));
        self.items.extend(items);
        let rules = &mut self.rules;
        if rules.prefix_items.is_empty() {
            rules.prefix_items.clone_from(&theirs.prefix_items);
        }
        rules.min_items = rules.min_items.max(theirs.min_items);
        rules.max_items = choose_smaller_count(rules.max_items, theirs.max_items);
        rules.unique |= theirs.unique;
    }

    fn finish(self) -> Rules {
        let mut rules = self.rules;
        rules.required = self.required.into_iter().collect();
        rules.properties = self
            .properties
            .into_iter()
            .filter_map(|(name, nodes)| Some((name, intersect_property_schemas(nodes)?)))
            .collect();
        rules.items = intersect_property_schemas(self.items);
        if rules.additional != Additional::Closed
            && let Some(node) = intersect_property_schemas(self.additional)
        {
            rules.additional = Additional::Of(node);
        }
        rules
    }
}

/// The schemas of one property that stands in several members. Equal ones count
/// once; schemas beyond the depth that documents need give way to the first.
fn intersect_property_schemas(mut nodes: Vec<SchemaNode>) -> Option<SchemaNode> {
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let distinct: IndexSet<SchemaNode> = nodes.into_iter().collect();
    let mut distinct: Vec<SchemaNode> = distinct.into_iter().collect();
    if distinct
        .iter()
        .any(|node| node.depth() >= MOST_NESTED_INTERSECTIONS)
    {
        // Properties that intersect properties that intersect grow without end in schemas that
        // extend each other; the first alone is a wider type, never a wrong one.
        distinct.truncate(1);
    }
    SchemaNode::all_of(distinct)
}

fn take_first<T: Clone>(ours: &mut Option<T>, theirs: &Option<T>) {
    if ours.is_none() {
        ours.clone_from(theirs);
    }
}

fn choose_smaller_count(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
