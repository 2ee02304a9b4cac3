//! Where types stand in unions, worked out once: a union may have thousands of alternatives,
//! and each of them asks.

use std::borrow::Cow;

use crate::api::{NameHint, Shape, Type, TypeId};
use crate::maps::HashMap;
use crate::rust::arena::TypeArena;
use crate::rust::names::variants::name_value_sort;

/// What a type looks like from outside: the names of its properties, or what sort of value
/// it holds.
type Look<'a> = Vec<Cow<'a, str>>;

/// Which variants of which unions hold which types.
pub(super) struct UnionPlaces<'a> {
    /// The unions in a union that some of its variants were taken together to.
    inner: HashMap<TypeId, Vec<TypeId>>,
    /// The first variant of a union that holds a type.
    variants: HashMap<(TypeId, TypeId), usize>,
    /// The first variant of a union that holds what is behind the aliases of a type.
    variants_behind: HashMap<(TypeId, TypeId), usize>,
    /// The variant of a union that looks so, if it is the only one. Of equal unions only one is
    /// kept, and what stands inside of the others is none of its alternatives.
    looks: HashMap<(TypeId, Look<'a>), Option<usize>>,
}

impl<'a> UnionPlaces<'a> {
    /// Looks at every variant of every union.
    pub(super) fn of(arena: &TypeArena<'a>) -> Self {
        let mut all = Self {
            inner: HashMap::default(),
            variants: HashMap::default(),
            variants_behind: HashMap::default(),
            looks: HashMap::default(),
        };
        for (union, ty) in arena.iter() {
            let Shape::Union(of) = &ty.shape else {
                continue;
            };
            for (place, variant) in of.variants.iter().enumerate() {
                let behind = arena.behind(variant.ty).id;
                all.variants.entry((union, variant.ty)).or_insert(place);
                all.variants_behind.entry((union, behind)).or_insert(place);
                let look = (union, describe_look(arena, variant.ty));
                let known = all.looks.entry(look);
                known.and_modify(|one| *one = None).or_insert(Some(place));
                if is_inside(arena.get(variant.ty), union) && is_union(arena, variant.ty) {
                    all.inner.entry(union).or_default().push(variant.ty);
                }
            }
        }
        all
    }

    /// A union, and those in it that some of its variants were taken together to.
    pub(super) fn list_unions(&self, union: TypeId) -> Vec<TypeId> {
        let mut open = vec![union];
        let mut met: Vec<TypeId> = Vec::new();
        while let Some(union) = open.pop() {
            // Nested no deeper than documents are, so that a list will do.
            if !met.contains(&union) {
                met.push(union);
                open.extend(self.inner.get(&union).into_iter().flatten());
            }
        }
        met
    }

    /// The variant of a union that holds a type, best as it is, else behind aliases, else what
    /// alone looks like it.
    pub(super) fn find_variant(
        &self,
        arena: &TypeArena<'a>,
        union: TypeId,
        (id, behind): (TypeId, TypeId),
    ) -> Option<usize> {
        let known = self.variants.get(&(union, id));
        let known = known.or_else(|| self.variants_behind.get(&(union, behind)));
        match known {
            Some(place) => Some(*place),
            None => *self.looks.get(&(union, describe_look(arena, id)))?,
        }
    }
}

fn describe_look<'a>(arena: &TypeArena<'a>, id: TypeId) -> Look<'a> {
    match arena.known(arena.behind(id).id).map(|ty| &ty.shape) {
        Some(Shape::Struct(object)) => object
            .fields
            .keys()
            .map(|name| name.as_str().into())
            .collect(),
        _ => vec![name_value_sort(arena, id).into()],
    }
}

fn is_union(arena: &TypeArena<'_>, id: TypeId) -> bool {
    matches!(arena.shape(id), Shape::Union(_))
}

/// Whether a type is named after another one.
fn is_inside(ty: &Type, outer: TypeId) -> bool {
    matches!(ty.hint, NameHint::Inside(found, _) if found == outer)
}
