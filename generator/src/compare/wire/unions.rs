//! Unions of both versions.

use std::collections::VecDeque;

use super::{Direction, TypePair, WireWalk, follow_aliases, kinds};
use crate::api::{Api, Shape, Union, Variant};
use crate::compare::ChangeKind;
use crate::maps::{HashMap, HashSet};

impl WireWalk<'_, '_> {
    pub(super) fn compare_unions(&mut self, pair: &TypePair, old: &Union, new: &Union) {
        let matches = match_variants(self.old, self.new, old, new);
        for (before, index) in old.variants.iter().zip(&matches) {
            let name = name_variant(self.old, before);
            match index.and_then(|index| new.variants.get(index)) {
                Some(after) => {
                    // The first tag is the one that is sent.
                    let sent = before.tags.first();
                    let is_taken = |tag: &String| after.tags.is_empty() || after.tags.contains(tag);
                    if pair.direction == Direction::Request && !sent.is_none_or(is_taken) {
                        self.tell(ChangeKind::RequestTakesLess, pair, &name, "");
                    }
                    let trail = format!("{}<{name}>", pair.trail);
                    self.push(before.ty, after.ty, pair.direction, trail);
                }
                None if pair.direction == Direction::Request => {
                    self.tell(ChangeKind::RequestTakesLess, pair, &name, "");
                }
                None => {}
            }
        }
        self.compare_tag_properties(pair, old, new);
        // A tag that nobody knows is told and kept.
        let is_tagged = old.select.tag_property().is_some();
        if pair.direction == Direction::Request {
            return;
        }
        let matched: HashSet<usize> = matches.iter().copied().flatten().collect();
        for (index, after) in new.variants.iter().enumerate() {
            let is_kept = is_tagged && !after.tags.is_empty();
            if !is_kept && !matched.contains(&index) {
                let name = name_variant(self.new, after);
                self.tell(ChangeKind::AnswerHasNewVariant, pair, "", &name);
            }
        }
    }

    /// Old clients look for the tag where it was, and write it there.
    fn compare_tag_properties(&mut self, pair: &TypePair, old: &Union, new: &Union) {
        let [was, is] = [old, new].map(|union| union.select.tag_property());
        let (Some(was), Some(is)) = (was, is) else {
            return;
        };
        // Where all alternatives have both, either tells them apart.
        let (api, union, wanted) = match pair.direction {
            Direction::Request => (self.old, old, is),
            Direction::Response => (self.new, new, was),
        };
        let has_wanted = |variant: &Variant| {
            let ty = follow_aliases(api, variant.ty).map(|ty| &ty.shape);
            matches!(ty, Some(Shape::Struct(object)) if object
                .fields
                .get(wanted)
                .is_some_and(|field| field.presence.is_required()))
        };
        if was != is && !union.variants.iter().all(has_wanted) {
            let [was, is] = [was, is].map(|name| format!("told apart by `{name}`"));
            self.tell(pair.direction.name_misfit(), pair, &was, &is);
        }
    }
}

/// What variants of two unions are taken for one by.
type VariantRule = fn(&Api, &Variant) -> Vec<String>;

/// In their order: by tag, by title, by what a variant looks like, and last by the order of what
/// is left of a kind.
const VARIANT_RULES: [VariantRule; 4] = [
    |_, variant| variant.tags.clone(),
    |_, variant| variant.hint.iter().cloned().collect(),
    |api, variant| vec![describe_variant(api, variant)],
    |api, variant| vec![find_kind(api, variant).unwrap_or_default().to_owned()],
];

/// For each variant of the old union its index in the new one.
fn match_variants(old_api: &Api, new_api: &Api, old: &Union, new: &Union) -> Vec<Option<usize>> {
    let mut matches = vec![None; old.variants.len()];
    let mut taken = HashSet::default();
    // Tags are all that tells variants apart where there are any.
    let is_tagged = [old, new]
        .iter()
        .all(|union| union.select.tag_property().is_some());
    for (rank, rule) in VARIANT_RULES.into_iter().enumerate() {
        // By what the rule says, and by whether a tag says something else: unions of thousands of
        // alternatives are compared as well.
        let mut places: HashMap<(String, bool), VecDeque<usize>> = HashMap::default();
        for (place, variant) in new.variants.iter().enumerate() {
            let is_told = is_tagged && !variant.tags.is_empty();
            for key in rule(new_api, variant) {
                places.entry((key, is_told)).or_default().push_back(place);
            }
        }
        for (before, found) in old.variants.iter().zip(&mut matches) {
            if found.is_some() {
                continue;
            }
            let is_told = is_tagged && !before.tags.is_empty();
            let may_be_told = rank == 0 || !is_told;
            let keys = rule(old_api, before);
            let keys = keys.iter().flat_map(|key| {
                let told = may_be_told.then(|| (key.clone(), true));
                [Some((key.clone(), false)), told].into_iter().flatten()
            });
            let free = keys.filter_map(|key| {
                let places = places.get_mut(&key)?;
                while places.front().is_some_and(|place| taken.contains(place)) {
                    places.pop_front();
                }
                places.front().copied()
            });
            *found = free.min();
            taken.extend(*found);
        }
    }
    matches
}

/// What a variant is called in what is told.
fn name_variant(api: &Api, variant: &Variant) -> String {
    let name = variant.tags.first().or(variant.hint.as_ref());
    name.cloned()
        .unwrap_or_else(|| describe_variant(api, variant))
}

/// What its values look like: objects by their properties.
fn describe_variant(api: &Api, variant: &Variant) -> String {
    match follow_aliases(api, variant.ty).map(|ty| &ty.shape) {
        Some(Shape::Struct(object)) => {
            let mut names: Vec<&str> = object.fields.keys().map(String::as_str).collect();
            names.sort_unstable();
            format!("object of {}", names.join(", "))
        }
        Some(shape) => kinds::describe_shape(shape),
        None => String::new(),
    }
}

fn find_kind(api: &Api, variant: &Variant) -> Option<&'static str> {
    follow_aliases(api, variant.ty).and_then(|ty| kinds::find_json_kind(&ty.shape))
}
