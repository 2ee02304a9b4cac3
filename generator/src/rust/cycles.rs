//! Strongly connected components of a graph of types, without recursion:
//! documents nest deeper than stacks.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::TypeId;

/// The edges of each node.
pub(super) type Graph = BTreeMap<TypeId, Vec<TypeId>>;

/// For each node that is on a cycle, a number that it shares with all nodes
/// that it is on a cycle with.
pub(super) fn cycles(graph: &Graph) -> BTreeMap<TypeId, usize> {
    let mut walk = Walk::default();
    for &node in graph.keys() {
        if !walk.index.contains_key(&node) {
            walk.component(graph, node);
        }
    }
    walk.cycles
}

/// Tarjan's algorithm with its call stack as data.
#[derive(Default)]
struct Walk {
    index: BTreeMap<TypeId, usize>,
    low: BTreeMap<TypeId, usize>,
    open: Vec<TypeId>,
    closed: BTreeSet<TypeId>,
    calls: Vec<(TypeId, usize)>,
    cycles: BTreeMap<TypeId, usize>,
    components: usize,
}

impl Walk {
    fn component(&mut self, graph: &Graph, root: TypeId) {
        self.enter(root);
        while let Some((node, next)) = self.calls.pop() {
            match graph.get(&node).and_then(|edges| edges.get(next)) {
                Some(&target) => {
                    self.calls.push((node, next + 1));
                    self.follow(node, target);
                }
                None => self.leave(graph, node),
            }
        }
    }

    fn enter(&mut self, node: TypeId) {
        let index = self.index.len();
        self.index.insert(node, index);
        self.low.insert(node, index);
        self.open.push(node);
        self.calls.push((node, 0));
    }

    fn follow(&mut self, node: TypeId, target: TypeId) {
        match self.index.get(&target).copied() {
            None => self.enter(target),
            Some(index) if !self.closed.contains(&target) => self.lower(node, index),
            Some(_) => {}
        }
    }

    fn leave(&mut self, graph: &Graph, node: TypeId) {
        let low = self.low.get(&node).copied().unwrap_or_default();
        if let Some(&(caller, _)) = self.calls.last() {
            self.lower(caller, low);
        }
        if self.index.get(&node) == Some(&low) {
            self.close(graph, node);
        }
    }

    fn close(&mut self, graph: &Graph, root: TypeId) {
        let start = self
            .open
            .iter()
            .rposition(|&node| node == root)
            .unwrap_or_default();
        let members = self.open.split_off(start);
        self.closed.extend(&members);
        let own_target = graph.get(&root).is_some_and(|edges| edges.contains(&root));
        if members.len() > 1 || own_target {
            self.components += 1;
            let number = self.components;
            self.cycles
                .extend(members.into_iter().map(|node| (node, number)));
        }
    }

    fn lower(&mut self, node: TypeId, low: usize) {
        if let Some(own) = self.low.get_mut(&node) {
            *own = low.min(*own);
        }
    }
}
