//! Strongly connected components of a graph of types, without recursion:
//! documents nest deeper than stacks.

use std::collections::BTreeMap;

use super::types::TypeId;

/// The edges of each type, in the order of the types.
pub(crate) type Graph = Vec<(TypeId, Vec<TypeId>)>;

/// For each node that is on a cycle, a number that it shares with all nodes
/// that it is on a cycle with.
pub(crate) fn find_type_cycles(graph: &Graph) -> BTreeMap<TypeId, usize> {
    let mut walk = Walk {
        graph,
        states: vec![State::New; graph.len()],
        met: 0,
        open: Vec::new(),
        calls: Vec::new(),
        cycles: BTreeMap::new(),
        components: 0,
    };
    for &(node, _) in graph {
        if walk.state(node) == State::New {
            walk.component(node);
        }
    }
    walk.cycles
}

/// Tarjan's algorithm with its call stack as data.
struct Walk<'g> {
    graph: &'g Graph,
    states: Vec<State>,
    /// How many nodes were met so far.
    met: usize,
    open: Vec<TypeId>,
    calls: Vec<(TypeId, usize)>,
    cycles: BTreeMap<TypeId, usize>,
    components: usize,
}

/// What is known of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing.
    New,
    /// When it was met, and the earliest node that it leads back to.
    Open { index: usize, low: usize },
    /// Its component is complete.
    Closed,
}

impl Walk<'_> {
    fn state(&self, node: TypeId) -> State {
        let state = self.states.get(node.index()).copied();
        state.unwrap_or(State::Closed)
    }

    fn set(&mut self, node: TypeId, state: State) {
        if let Some(known) = self.states.get_mut(node.index()) {
            *known = state;
        }
    }

    fn component(&mut self, root: TypeId) {
        let graph = self.graph;
        self.enter(root);
        while let Some((node, next)) = self.calls.pop() {
            let edges = graph.get(node.index());
            match edges.and_then(|(_, edges)| edges.get(next)) {
                Some(&target) => {
                    self.calls.push((node, next + 1));
                    self.follow(node, target);
                }
                None => self.leave(node),
            }
        }
    }

    fn enter(&mut self, node: TypeId) {
        let (index, low) = (self.met, self.met);
        self.met += 1;
        self.set(node, State::Open { index, low });
        self.open.push(node);
        self.calls.push((node, 0));
    }

    fn follow(&mut self, node: TypeId, target: TypeId) {
        match self.state(target) {
            State::New => self.enter(target),
            State::Open { index, .. } => self.lower(node, index),
            // Its component is complete and does not lead back here, or it would still be open.
            State::Closed => {}
        }
    }

    fn leave(&mut self, node: TypeId) {
        let State::Open { index, low } = self.state(node) else {
            return;
        };
        if let Some(&(caller, _)) = self.calls.last() {
            self.lower(caller, low);
        }
        if index == low {
            self.close(node);
        }
    }

    fn close(&mut self, root: TypeId) {
        let start = self
            .open
            .iter()
            .rposition(|&node| node == root)
            .unwrap_or_default();
        let members = self.open.split_off(start);
        for &node in &members {
            self.set(node, State::Closed);
        }
        let edges = self.graph.get(root.index());
        let own_target = edges.is_some_and(|(_, edges)| edges.contains(&root));
        // A component of one is a cycle only if it leads to itself.
        if members.len() > 1 || own_target {
            self.components += 1;
            let number = self.components;
            self.cycles
                .extend(members.into_iter().map(|node| (node, number)));
        }
    }

    fn lower(&mut self, node: TypeId, to: usize) {
        if let State::Open { index, low } = self.state(node) {
            let low = to.min(low);
            self.set(node, State::Open { index, low });
        }
    }
}
