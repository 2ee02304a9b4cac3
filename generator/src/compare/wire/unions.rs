//! Unions of both versions.

use super::{Direction, TypePair, WireWalk, follow_aliases, kinds};
use crate::api::{Api, Shape, Union, Variant};
use crate::compare::ChangeKind;

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
        // A tag that nobody knows is told and kept.
        let is_tagged = old.select.tag_property().is_some();
        if pair.direction == Direction::Request {
            return;
        }
        for (index, after) in new.variants.iter().enumerate() {
            let is_kept = is_tagged && !after.tags.is_empty();
            if !is_kept && !matches.contains(&Some(index)) {
                let name = name_variant(self.new, after);
                self.tell(ChangeKind::AnswerHasNewVariant, pair, "", &name);
            }
        }
    }
}

/// Whether a variant of the old union is one of the new union.
type VariantRule<'r> = &'r dyn Fn(&Variant, &Variant) -> bool;

/// For each variant of the old union its index in the new one: by tag or title, by what it
/// looks like, and last by the order of what is left.
fn match_variants(old_api: &Api, new_api: &Api, old: &Union, new: &Union) -> Vec<Option<usize>> {
    let mut matches = vec![None; old.variants.len()];
    let rules: [VariantRule<'_>; 4] = [
        &|old, new| old.tags.iter().any(|tag| new.tags.contains(tag)),
        &|old, new| old.hint.is_some() && old.hint == new.hint,
        &|old, new| describe_variant(old_api, old) == describe_variant(new_api, new),
        &|old, new| find_kind(old_api, old) == find_kind(new_api, new),
    ];
    // Tags are all that tells variants apart where there are any.
    let is_tagged = [old, new]
        .iter()
        .all(|union| union.select.tag_property().is_some());
    let are_told_by_tag =
        |old: &Variant, new: &Variant| is_tagged && !old.tags.is_empty() && !new.tags.is_empty();
    for (rank, fits) in rules.into_iter().enumerate() {
        for (index, before) in old.variants.iter().enumerate() {
            if matches.get(index) != Some(&None) {
                continue;
            }
            let mut free = new.variants.iter().enumerate();
            let found = free.find(|(at, after)| {
                let counts = rank == 0 || !are_told_by_tag(before, after);
                counts && !matches.contains(&Some(*at)) && fits(before, after)
            });
            if let (Some((at, _)), Some(slot)) = (found, matches.get_mut(index)) {
                *slot = Some(at);
            }
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
