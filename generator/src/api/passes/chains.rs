//! Structs, unions and lists that hold each other in long chains.
//!
//! rustc gives up where what a type holds goes deeper than 128 steps (`recursion_limit`,
//! E0320 "overflow while adding drop-check rules"), and so it does for every crate that uses
//! such a client; boxes are steps of their own. Sound documents stay far below. Where a chain
//! gets longer, any value stands in it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::take_any_value;
use super::usage::TypeMarks;
use crate::api::context::ResolveCx;
use crate::api::cycles::{Graph, find_type_cycles};
use crate::api::types::{Shape, TypeId};
use crate::limits::{LONGEST_CHAIN_OF_TYPES, MOST_ROUNDS_OF_CUTTING};

/// Lets any value stand where chains would get longer.
pub(super) fn cut_chains(cx: &mut ResolveCx<'_>) {
    for _ in 0..MOST_ROUNDS_OF_CUTTING {
        let too_deep = find_too_deep(cx);
        for &id in &too_deep {
            let what = format!(
                "a chain of more than {LONGEST_CHAIN_OF_TYPES} schemas that hold each other"
            );
            take_any_value(cx, id, &what);
        }
        if too_deep.is_empty() {
            return;
        }
    }
}

/// How many steps a type is: the type itself, what a union boxes, the parts of a map.
const fn count_chain_steps(shape: &Shape) -> usize {
    match shape {
        Shape::Map(_) => 3,
        Shape::Union(_) => 2,
        Shape::Struct(_) | Shape::List(_) | Shape::Tuple(_) => 1,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Alias(_) => 0,
    }
}

/// The types below which chains are as long as they may be, so that what is above them must
/// not hold them.
fn find_too_deep(cx: &ResolveCx<'_>) -> Vec<TypeId> {
    let arena = &cx.arena;
    let graph: Graph = arena
        .ids()
        .map(|id| (id, arena.shape(id).inner()))
        .collect();
    let mut heights = Heights {
        steps: arena
            .ids()
            .map(|id| count_chain_steps(arena.shape(id)))
            .collect(),
        circles: find_type_cycles(&graph),
        firsts: BTreeMap::new(),
        of_types: vec![0; graph.len()],
        of_circles: BTreeMap::new(),
        too_deep: Vec::new(),
        graph: &graph,
    };
    heights.measure(TypeMarks::new(arena));
    heights.too_deep
}

/// How many steps the longest chain has that starts at a type.
struct Heights<'g> {
    graph: &'g Graph,
    steps: Vec<usize>,
    /// The circle that a type is on, and of each circle the type that was met first.
    circles: BTreeMap<TypeId, usize>,
    firsts: BTreeMap<usize, TypeId>,
    of_types: Vec<usize>,
    /// All types of a circle have one height.
    of_circles: BTreeMap<usize, usize>,
    too_deep: Vec<TypeId>,
}

impl<'g> Heights<'g> {
    /// Measures what a type holds before the type itself.
    fn measure(&mut self, mut met: TypeMarks) {
        for &(start, _) in self.graph {
            let mut open = vec![(start, false)];
            while let Some((id, is_left)) = open.pop() {
                if is_left {
                    self.leave(id);
                } else if met.add(id) {
                    if let Some(circle) = self.circles.get(&id) {
                        self.firsts.entry(*circle).or_insert(id);
                    }
                    open.push((id, true));
                    open.extend(self.inside(id).iter().map(|inner| (*inner, false)));
                }
            }
        }
    }

    fn inside(&self, id: TypeId) -> &'g [TypeId] {
        let inside = self.graph.get(id.index());
        inside.map_or(&[], |(_, inside)| inside.as_slice())
    }

    fn steps(&self, id: TypeId) -> usize {
        self.steps.get(id.index()).copied().unwrap_or_default()
    }

    fn height(&self, id: TypeId) -> usize {
        let height = match self.circles.get(&id) {
            Some(circle) => self.of_circles.get(circle),
            None => self.of_types.get(id.index()),
        };
        height.copied().unwrap_or_default()
    }

    /// Everything inside the type is measured.
    fn leave(&mut self, id: TypeId) {
        match self.circles.get(&id).copied() {
            // of a circle, the type that was met first is left last
            Some(circle) if self.firsts.get(&circle) == Some(&id) => self.leave_circle(id, circle),
            Some(_) => {}
            None => {
                let inside = self.inside(id).iter();
                let below = inside.map(|inner| self.height(*inner)).max();
                let mut height = below.unwrap_or_default() + self.steps(id);
                if height > LONGEST_CHAIN_OF_TYPES {
                    self.too_deep.push(id);
                    height = 0;
                }
                if let Some(slot) = self.of_types.get_mut(id.index()) {
                    *slot = height;
                }
            }
        }
    }

    fn leave_circle(&mut self, first: TypeId, circle: usize) {
        let (own, members) = self.walk_circle(first, circle);
        let mut height = own;
        for id in members {
            for &outside in self.inside(id) {
                let sum = own + self.height(outside);
                match self.circles.get(&outside) {
                    Some(other) if *other == circle => {}
                    _ if sum > LONGEST_CHAIN_OF_TYPES => self.too_deep.push(outside),
                    _ => height = height.max(sum),
                }
            }
        }
        self.of_circles.insert(circle, height);
    }

    /// The depth of a circle from its first type, and its types. The shortest way to each
    /// type counts: a type counts as met from the first that holds it, so that the hundreds
    /// of types of some sound documents that all hold each other are no long chain.
    fn walk_circle(&mut self, first: TypeId, circle: usize) -> (usize, Vec<TypeId>) {
        let mut met = BTreeSet::from([first]);
        let mut open = VecDeque::from([(first, 0)]);
        let mut deepest = 0;
        while let Some((id, above)) = open.pop_front() {
            // types of a circle are in boxes
            let depth = above + self.steps(id) + 1;
            if depth > LONGEST_CHAIN_OF_TYPES {
                self.too_deep.push(id);
                continue;
            }
            deepest = deepest.max(depth);
            for inner in self.inside(id) {
                if self.circles.get(inner) == Some(&circle) && met.insert(*inner) {
                    open.push_back((*inner, depth));
                }
            }
        }
        (deepest, met.into_iter().collect())
    }
}
