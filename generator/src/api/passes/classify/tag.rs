//! Telling variants apart by the value of one property.

use super::constants::{self, Constants, KnownConstants};
use super::kinds;
use crate::api::context::{ArenaBuilder, Tagged};
use crate::api::passes::leaves;
use crate::api::types::{
    JsonType, ObjectField, OtherProperties, Presence, Select, Shape, TagType, Union, Variant,
};
use crate::maps::{HashMap, HashSet, IndexMap};
use crate::normalised::{WEBHOOK_PAYLOAD, WEBHOOK_TAG};

/// The union by its discriminator, if every variant has a value.
///
/// A value belongs to the variant that the mapping gives it to; else to the one
/// whose property has it as its constant; else to the component of that name,
/// unless its property rules the name out; else to the only one whose property
/// lists it. A component that is left without any value keeps its name.
pub(super) fn classify_by_discriminator(
    arena: &ArenaBuilder,
    union: &Union,
    tagged: &Tagged,
) -> Option<Union> {
    let mut known = KnownConstants::default();
    let constants: Vec<Option<Constants>> = union
        .variants
        .iter()
        .map(|variant| {
            constants::find_property_constants(
                arena,
                &mut known,
                variant.ty,
                &tagged.property,
                |_| true,
            )
        })
        .collect();
    let values_of = |index: usize| constants.get(index).and_then(Option::as_ref);
    // In the order of their certainty; whoever claims a value first keeps it. The mapping is
    // explicit, a constant is what the value must be, a name is only the convention (OAS 3.1
    // §4.8.25), and a value in a list is a last resort.
    let mut claims = Claims::of_mapping(union);
    for (index, values) in constants.iter().enumerate() {
        if let Some([value]) = values.as_ref().map(|values| values.listed()) {
            claims.claim(value, index);
        }
    }
    if tagged.property == WEBHOOK_TAG {
        // Components of calls of the provider are bindery's own: nobody sends their names. What
        // such a call says of itself may be another name than the document's key for it.
        for (value, index) in list_unique_values(&list_sent_names(arena, union)) {
            claims.claim(&value, index);
        }
    } else {
        claims.names(tagged, |index, name| {
            values_of(index).is_none_or(|values| values.contain(name))
        });
    }
    let bare = claims.without(union.variants.len());
    for (value, index) in list_unique_values(&constants) {
        if bare.contains(&index) {
            claims.claim(&value, index);
        }
    }
    let bare = claims.without(union.variants.len());
    claims.names(tagged, |index, _| {
        bare.contains(&index) && values_of(index).is_none_or(|values| values.listed().len() > 1)
    });
    // A union in which one variant has no value cannot be read by the tag: better another way for
    // all than a variant that is never met.
    claims.applied(arena, union, &tagged.property)
}

/// For each webhook the constants of its body's `type`, which is where the runtime looks for a
/// name if nobody says otherwise.
fn list_sent_names(arena: &ArenaBuilder, union: &Union) -> Vec<Option<Constants>> {
    let mut known = KnownConstants::default();
    let payload = |variant: &Variant| match arena.shape(arena.resolved(variant.ty)) {
        Shape::Struct(object) => object.fields.get(WEBHOOK_PAYLOAD).map(|field| field.ty),
        _ => None,
    };
    let payloads = union.variants.iter().map(payload);
    let names = payloads
        .map(|ty| constants::find_property_constants(arena, &mut known, ty?, "type", |_| true));
    names.collect()
}

/// Which variant each value belongs to, in the order of the claims.
struct Claims {
    owners: crate::maps::IndexMap<String, usize>,
}

impl Claims {
    fn of_mapping(union: &Union) -> Self {
        let mut claims = Self {
            owners: crate::maps::IndexMap::default(),
        };
        for (index, variant) in union.variants.iter().enumerate() {
            for tag in &variant.tags {
                claims.claim(tag, index);
            }
        }
        claims
    }

    fn claim(&mut self, value: &str, index: usize) {
        self.owners.entry(value.to_owned()).or_insert(index);
    }

    /// Claims the names of components, where `may` lets it.
    fn names(&mut self, tagged: &Tagged, may: impl Fn(usize, &String) -> bool) {
        for (index, name) in tagged.names.iter().enumerate() {
            if let Some(name) = name.as_ref().filter(|name| may(index, name)) {
                self.claim(name, index);
            }
        }
    }

    /// Variants without any value.
    fn without(&self, count: usize) -> HashSet<usize> {
        let owners: HashSet<usize> = self.owners.values().copied().collect();
        (0..count).filter(|index| !owners.contains(index)).collect()
    }

    /// The union with the claims as tags, if every variant has one.
    fn applied(&self, arena: &ArenaBuilder, union: &Union, property: &str) -> Option<Union> {
        let mut union = union.clone();
        for variant in &mut union.variants {
            variant.tags.clear();
        }
        for (value, owner) in &self.owners {
            if let Some(variant) = union.variants.get_mut(*owner) {
                variant.tags.push(value.clone());
            }
        }
        if union.variants.iter().any(|variant| variant.tags.is_empty()) {
            return None;
        }
        for variant in &mut union.variants {
            variant.added_tag = added_tag(arena, variant, property);
        }
        union.select = Select::Tag {
            property: property.to_owned(),
            of: tag_type(arena, &union, property),
        };
        Some(union)
    }
}

/// The value of the tag that objects of a variant need besides what they hold. None where
/// the variant requires the property, or rules it out, or is what an object without it is.
fn added_tag(arena: &ArenaBuilder, variant: &Variant, property: &str) -> Option<String> {
    let may_lack = |shape: &Shape| match shape {
        Shape::Struct(object) => match object.fields.get(property) {
            Some(field) => {
                !field.presence.is_required()
                    && kinds::list_json_types(arena, field.ty) == [JsonType::String]
            }
            None => object.rest != OtherProperties::Closed && object.patterns.is_empty(),
        },
        _ => false,
    };
    let leaves = leaves::list_leaf_types(arena, variant.ty);
    let lacks = leaves.into_iter().any(|leaf| may_lack(arena.shape(leaf)));
    let tag = variant.tags.first();
    tag.filter(|_| lacks && !variant.takes_rest).cloned()
}

/// Values that only one variant lists.
fn list_unique_values(constants: &[Option<Constants>]) -> Vec<(String, usize)> {
    // A list that several variants share is no reason to go through it for each.
    let mut lists: HashMap<usize, (&Constants, Vec<usize>)> = HashMap::default();
    for (index, values) in constants.iter().enumerate() {
        if let Some(values) = values {
            let (_, users) = lists.entry(values.id()).or_insert((values, Vec::new()));
            users.push(index);
        }
    }
    let mut owners: HashMap<&String, usize> = HashMap::default();
    for (values, users) in lists.values() {
        for value in values.listed() {
            *owners.entry(value).or_default() += users.len();
        }
    }
    let mut unique = Vec::new();
    for (index, values) in constants.iter().enumerate() {
        let own = values.iter().filter(|values| {
            let list = lists.get(&values.id());
            list.is_some_and(|(_, users)| users.len() == 1)
        });
        for value in own.flat_map(|values| values.listed()) {
            if owners.get(value) == Some(&1) {
                unique.push((value.clone(), index));
            }
        }
    }
    unique
}

/// The union by a property that has constants of its own in each variant:
/// first one that is always there, else one that may be absent.
pub(super) fn classify_by_constant_property(arena: &ArenaBuilder, union: &Union) -> Option<Union> {
    by_property(arena, union, |field| field.presence.is_required())
        .or_else(|| by_property(arena, union, |_| true))
}

fn by_property(
    arena: &ArenaBuilder,
    union: &Union,
    counts: fn(&ObjectField) -> bool,
) -> Option<Union> {
    let first = leaves::list_leaf_types(arena, union.variants.first()?.ty);
    let Shape::Struct(object) = arena.shape(*first.first()?) else {
        return None;
    };
    let mut known = KnownConstants::default();
    // A property that tells all variants apart is in the first one, too, so that its properties
    // are all candidates there are.
    object.fields.keys().find_map(|property| {
        let mut taken: HashSet<String> = HashSet::default();
        let mut tags: Vec<Vec<String>> = Vec::new();
        for variant in &union.variants {
            let values = constants::find_property_constants(
                arena, &mut known, variant.ty, property, counts,
            )?;
            if !values
                .listed()
                .iter()
                .all(|value| taken.insert(value.clone()))
            {
                return None;
            }
            tags.push(values.listed().to_vec());
        }
        let mut tagged = union.clone();
        for (variant, tags) in tagged.variants.iter_mut().zip(tags) {
            variant.tags = tags;
        }
        tagged.select = Select::Tag {
            property: property.clone(),
            of: tag_type(arena, union, property),
        };
        Some(tagged)
    })
}

/// The type of a property that all objects have, with a value of one type that is
/// never null.
pub(super) fn tag_type(arena: &ArenaBuilder, union: &Union, property: &str) -> Option<TagType> {
    let variants = union.variants.iter();
    let leaves = variants.flat_map(|variant| leaves::list_leaf_types(arena, variant.ty));
    let mut found: Option<TagType> = None;
    for leaf in leaves {
        let Shape::Struct(object) = arena.shape(leaf) else {
            return None;
        };
        let field = object.fields.get(property)?;
        let kinds = kinds::list_json_types(arena, field.ty);
        let [json_type] = *kinds.as_slice() else {
            return None;
        };
        let required = match field.presence {
            Presence::Required => true,
            Presence::Optional => false,
            // A tag that may be null is not read ahead by its type.
            Presence::RequiredNullable | Presence::OptionalNullable => return None,
        };
        if found.is_some_and(|found| found.json_type != json_type) {
            return None;
        }
        let required = required && found.is_none_or(|found| found.required);
        found = Some(TagType {
            json_type,
            required,
        });
    }
    found
}

/// A property whose constants tell groups of variants apart.
pub(super) struct SharedConstants {
    pub(super) property: String,
    /// The places of the members of each group.
    pub(super) groups: Vec<Vec<usize>>,
    /// The values of each group.
    pub(super) tags: Vec<Vec<String>>,
}

/// The property that has constants in every variant and the most groups of
/// variants with values of their own, more than one; the discriminator's first.
pub(super) fn find_shared_property(
    arena: &ArenaBuilder,
    union: &Union,
    explicit: Option<&str>,
) -> Option<SharedConstants> {
    let by_explicit = explicit.and_then(|property| group_by_constants(arena, union, property));
    if by_explicit.is_some() {
        return by_explicit;
    }
    let first = leaves::list_leaf_types(arena, union.variants.first()?.ty);
    let Shape::Struct(object) = arena.shape(*first.first()?) else {
        return None;
    };
    let properties = object.fields.keys();
    let found = properties.filter_map(|property| group_by_constants(arena, union, property));
    // `max_by_key` gives the last of equals; reversed, it is the first in the document.
    found.rev().max_by_key(|shared| shared.groups.len())
}

/// Groups of variants in the order of their first members; all that share a value are in
/// one group.
fn group_by_constants(
    arena: &ArenaBuilder,
    union: &Union,
    property: &str,
) -> Option<SharedConstants> {
    let mut known = KnownConstants::default();
    // By value the first variant that has it; by variant one of its group before it.
    let mut owners: IndexMap<String, usize> = IndexMap::default();
    let mut earlier: Vec<usize> = Vec::new();
    let mut met: HashSet<(usize, usize)> = HashSet::default();
    for (place, variant) in union.variants.iter().enumerate() {
        earlier.push(place);
        let values =
            constants::find_property_constants(arena, &mut known, variant.ty, property, |_| true)?;
        let list = values.listed().first().and_then(|value| owners.get(value));
        let is_met = list.is_some_and(|first| !met.insert((values.id(), *first)));
        if let (true, Some(first)) = (is_met, list) {
            join_groups(&mut earlier, *first, place);
            continue;
        }
        for value in values.listed() {
            let owner = *owners.entry(value.clone()).or_insert(place);
            join_groups(&mut earlier, owner, place);
        }
    }
    let mut members: IndexMap<usize, (Vec<usize>, Vec<String>)> = IndexMap::default();
    for place in 0..union.variants.len() {
        let (places, _) = members.entry(first_of(&mut earlier, place)).or_default();
        places.push(place);
    }
    for (value, owner) in owners {
        let group = members.get_mut(&first_of(&mut earlier, owner));
        group
            .into_iter()
            .for_each(|(_, tags)| tags.push(value.clone()));
    }
    let (groups, tags): (Vec<_>, Vec<_>) = members.into_values().unzip();
    (groups.len() > 1).then(|| SharedConstants {
        property: property.to_owned(),
        groups,
        tags,
    })
}

/// Joins the groups of two variants.
fn join_groups(earlier: &mut [usize], one: usize, two: usize) {
    let (one, two) = (first_of(earlier, one), first_of(earlier, two));
    if let Some(slot) = earlier.get_mut(one.max(two)) {
        *slot = one.min(two);
    }
}

/// The first variant of a group; shortens the way for whoever asks again.
fn first_of(earlier: &mut [usize], place: usize) -> usize {
    let mut first = place;
    while let Some(before) = earlier
        .get(first)
        .copied()
        .filter(|before| *before != first)
    {
        let further = earlier.get(before).copied().unwrap_or(before);
        if let Some(slot) = earlier.get_mut(first) {
            *slot = further;
        }
        first = before;
    }
    first
}
