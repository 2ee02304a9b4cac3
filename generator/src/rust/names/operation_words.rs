//! What everything that belongs to an operation begins with: chosen over all operations at
//! once, so that no name depends on what stands before it.

use std::collections::BTreeMap;

use super::{Words, by_path, fastapi};
use crate::api::{GivenName, Operation};
use crate::maps::HashMap;
use crate::rust::calls::find_operation_group;
use crate::rust::options::{ClientGrouping, Options};

/// The words of each operation, by its place in [`Api::operations`](crate::api::Api::operations).
#[derive(Debug)]
pub(in crate::rust) struct OperationWords {
    words: Vec<Words>,
    /// Components that FastAPI makes of the parameters of a form, by their keys.
    bodies: HashMap<String, Words>,
}

impl OperationWords {
    /// The words of an operation.
    pub(in crate::rust) fn get(&self, index: usize) -> Words {
        let words = self.words.get(index).cloned();
        words.unwrap_or_else(|| Words::of("operation").numbered(index + 1))
    }

    /// What a component is called that FastAPI makes for one operation: `Body_` and the id.
    pub(in crate::rust) fn body(&self, key: &str) -> Option<&Words> {
        self.bodies.get(key)
    }

    /// Chooses the words of all operations.
    ///
    /// Each has candidates, the best first. A word that several want belongs to none of them:
    /// all of those that have another candidate take it. Were it given to the first of them, its
    /// meaning would change as soon as another one came before it.
    pub(in crate::rust) fn choose(operations: &[Operation], options: &Options) -> Self {
        let is_fastapi = fastapi::is_fastapi(operations);
        let candidates = operations.iter();
        let candidates: Vec<Vec<Words>> = candidates
            .map(|one| list_candidates(one, options, is_fastapi))
            .collect();
        let mut places = vec![0usize; candidates.len()];
        loop {
            let mut wanted: BTreeMap<&Words, usize> = BTreeMap::new();
            for (all, place) in candidates.iter().zip(&places) {
                if let Some(words) = all.get(*place) {
                    *wanted.entry(words).or_default() += 1;
                }
            }
            let mut is_settled = true;
            let is_contested = |words: Option<&Words>| {
                let number = words.and_then(|words| wanted.get(words));
                number.is_some_and(|number| *number > 1)
            };
            for (all, place) in candidates.iter().zip(&mut places) {
                if is_contested(all.get(*place)) && *place + 1 < all.len() {
                    *place += 1;
                    is_settled = false;
                }
            }
            // Each round takes a candidate off a list, so that it ends.
            if is_settled {
                break;
            }
        }
        let chosen = candidates.iter().zip(places);
        let words = chosen.map(|(all, place)| all.get(place).cloned().unwrap_or_default());
        let words: Vec<Words> = words.collect();
        let made = operations.iter().zip(&words).filter(|_| is_fastapi);
        let bodies = made.map(|(one, words)| (format!("Body_{}", one.id), words.and("body")));
        Self {
            bodies: bodies.collect(),
            words,
        }
    }
}

/// What an operation may be called: as an overlay says; by a rule; as another generator is
/// told to; its function where FastAPI has made the id; its id. Without an id, what a person
/// would make of method and path.
fn list_candidates(operation: &Operation, options: &Options, is_fastapi: bool) -> Vec<Words> {
    let rule = &options.names.operations;
    let name = rule.read_name(&operation.id, operation.given.as_ref(), 0);
    if name.is_chosen {
        // Where groups have clients of their own, several of them may have a `list`.
        let group = match options.clients {
            ClientGrouping::Flat => None,
            ClientGrouping::ByTag | ClientGrouping::ByPath => {
                find_operation_group(operation, options.clients)
            }
        };
        let name = name.preferred.unwrap_or_default();
        let longer = in_group(&name, group.as_deref());
        return [name].into_iter().chain(longer).collect();
    }
    let is_ruled = rule.rewrite(&operation.id) != operation.id;
    let mut all = Vec::new();
    if !is_ruled && let Some(suggested) = GivenName::suggested(operation.given.as_ref()) {
        let suggested = rule.split(suggested);
        all.extend(in_group(&suggested, operation.group.as_deref()));
        all.push(suggested);
    } else {
        all.extend(name.preferred);
    }
    if !is_ruled && is_fastapi {
        let function = fastapi::find_function_name(operation);
        all.extend(function.map(|name| rule.split(&name)));
    }
    if operation.is_id_made {
        all.extend(by_path::name_by_path(&operation.method, &operation.path));
    }
    all.push(name.own);
    all.push(Words::of(&operation.method).and(&operation.path));
    all.retain(|words| !words.is_empty());
    all
}

/// A suggested name behind the group that it is suggested in: `list` of `pets` is `pets_list`.
fn in_group(suggested: &Words, group: Option<&str>) -> Option<Words> {
    let group = Words::of(&group?.replace('.', " "));
    (!suggested.starts_with(&group)).then(|| group.then(suggested))
}
