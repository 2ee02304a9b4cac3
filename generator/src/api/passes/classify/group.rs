//! Variants of a union that are taken together as a union of their own.

use crate::api::context::{ResolveCx, Tagged};
use crate::api::types::{
    ApiDocs, HintStep, JsonType, NameHint, Select, Shape, Type, TypeId, Union, Variant,
};
use crate::maps::HashSet;

/// A partition of the variants of a union, by their places.
pub(super) struct Grouping {
    /// Groups in the order of their first members.
    pub(super) groups: Vec<Vec<usize>>,
}

/// The places of some variants.
pub(super) fn list_variant_places(union: &Union, wanted: impl Fn(&Variant) -> bool) -> Vec<usize> {
    let variants = union.variants.iter().enumerate();
    let wanted = variants.filter(|(_, variant)| wanted(variant));
    wanted.map(|(place, _)| place).collect()
}

impl Grouping {
    /// One group, and each other variant by itself.
    pub(super) fn of_one(union: &Union, group: Vec<usize>) -> Self {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let members: HashSet<usize> = group.iter().copied().collect();
        for place in 0..union.variants.len() {
            if group.first() == Some(&place) {
                groups.push(group.clone());
            } else if !members.contains(&place) {
                groups.push(vec![place]);
            }
        }
        Self { groups }
    }

    /// The union with its one group as a new type, and that type.
    pub(super) fn single(
        &self,
        cx: &mut ResolveCx<'_>,
        id: TypeId,
        union: &Union,
        hint: Option<&str>,
    ) -> Option<(TypeId, Union)> {
        let mut variants = Vec::new();
        let mut made = None;
        for (index, places) in self.groups.iter().enumerate() {
            let hint = hint.map(str::to_owned);
            let (variant, inner) = self::make_group_variant(cx, id, union, (index, places), hint);
            made = made.or(inner);
            variants.push(variant);
        }
        let (inner_id, inner) = made?;
        cx.arena.get_mut(inner_id)?.shape = Shape::Union(inner);
        let select = Select::First;
        Some((inner_id, Union { select, variants }))
    }

    /// What a discriminator says of the members of the group.
    pub(super) fn narrowed(&self, tagged: &Tagged) -> Tagged {
        let group = self.groups.iter().find(|group| group.len() > 1);
        let places = group.into_iter().flatten();
        Tagged {
            names: places
                .filter_map(|place| tagged.names.get(*place).cloned())
                .collect(),
            ..tagged.clone()
        }
    }
}

/// The variant that stands for a group: the only member, or a new type, which is
/// given too.
pub(super) fn make_group_variant(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    union: &Union,
    (index, places): (usize, &[usize]),
    hint: Option<String>,
) -> (Variant, Option<(TypeId, Union)>) {
    let members = places.iter().filter_map(|place| union.variants.get(*place));
    let members: Vec<Variant> = members.cloned().collect();
    // A group of one needs no type.
    if let [only] = members.as_slice() {
        return (only.clone(), None);
    }
    let outer = cx.arena.get(id);
    let origin = outer.map(|ty| ty.origin.clone());
    let usage = outer.map(|ty| ty.usage).unwrap_or_default();
    let ty = cx.arena.add(Type {
        rust_type: None,
        origin: origin.unwrap_or_default(),
        // No schema of the document is this type, so that it is named after the union and its
        // place in it, which do not change when other parts of the document do.
        hint: NameHint::Inside(id, HintStep::Variant(index, hint.clone())),
        suggested: None,
        docs: ApiDocs::default(),
        shape: Shape::Any,
        usage,
    });
    if cx.arena.overlapping.contains(&id) {
        cx.arena.overlapping.insert(ty);
    }
    let variant = Variant {
        takes_rest: members.iter().any(|member| member.takes_rest),
        ..Variant::bare(ty, hint, ApiDocs::default())
    };
    let inner = Union {
        select: Select::First,
        variants: members,
    };
    (variant, Some((ty, inner)))
}

/// The union `outer` of type `id` with the variants of its group, type `group`, in place of the
/// group: a text and an object of three kinds are four variants, and nobody has to look into a
/// union for the other one.
pub(super) fn spread_group(
    cx: &mut ResolveCx<'_>,
    (id, group): (TypeId, TypeId),
    outer: Union,
    inner: Union,
) -> Union {
    let mut variants = outer.variants;
    // What a discriminator says of a list is no tag of an object.
    for variant in &mut variants {
        variant.tags.clear();
        variant.added_tag = None;
    }
    let Some(place) = variants.iter().position(|variant| variant.ty == group) else {
        return Union { variants, ..outer };
    };
    for variant in &inner.variants {
        if let Some(ty) = cx.arena.get_mut(variant.ty)
            && let NameHint::Inside(outside, _) = &mut ty.hint
            && *outside == group
        {
            *outside = id;
        }
    }
    let select = match inner.select {
        Select::Keys(order) => Select::Keys(order.into_iter().map(|at| at + place).collect()),
        select => select,
    };
    let objects = inner.variants.into_iter().map(|variant| Variant {
        json_types: vec![JsonType::Object],
        ..variant
    });
    variants.splice(place..=place, objects);
    Union {
        select: Select::ObjectsBy(Box::new(select)),
        variants,
    }
}
