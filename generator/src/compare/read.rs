//! A crate → its [`Surface`].

use super::read_calls::{read_method_of_operation, read_operation_types};
use super::surface::TakenType;
use super::written::WrittenNames;
use super::{ApiVersion, Member, MemberKind, Surface, SurfaceConstructor, SurfaceType, TypeForm};
use crate::api::places::{CanonicalPlaces, index_operation_places};
use crate::maps::HashMap;
use crate::rust::model::{
    Accept, Constructor, DefaultImpl, EnumItem, HeldFrom, Initial, Item, Newtype, NewtypeCodec,
    Pick, Struct, Takes, Ty, UnionItem,
};
use crate::source::Pointer;

/// Lists all that programs can name of a version: what two versions are compared by.
pub fn read_surface(version: &ApiVersion) -> Surface {
    let places = CanonicalPlaces::of(&version.api);
    let schemas = version.krate.index.iter();
    let schemas: HashMap<&str, &Pointer> = schemas
        .map(|one| (one.ident.as_str(), &one.schema))
        .collect();
    let mut surface = Surface::default();
    let written = WrittenNames::of(&version.krate.types);
    for item in &version.krate.types.items {
        let Some(ident) = written.name_item(item.item.ident()) else {
            continue;
        };
        let pointer = schemas.get(ident.as_str()).copied();
        let mut ty = read_item(&item.item, format!("types::{ident}"));
        ty.place = pointer.map_or_else(|| ty.name.clone(), |pointer| places.name(pointer));
        ty.pointer = pointer.cloned();
        surface.types.push(ty);
    }
    let places = index_operation_places(&version.api);
    for module in &version.krate.operations {
        for operation in &module.operations {
            let place = places.get(operation.origin.as_str());
            let place = place.cloned().unwrap_or_default();
            let read = read_method_of_operation(operation, module.client.as_ref(), place);
            read_operation_types(operation, &read, &mut surface.types);
            surface.operations.push(read);
        }
    }
    let headers = version.krate.headers.iter().map(|header| {
        let ty = Some(header.ty.clone());
        make_member(MemberKind::Header, header.ident.as_str(), &header.name, ty)
    });
    surface.headers = headers.collect();
    written.rename_types(&mut surface);
    surface
}

fn read_item(item: &Item, name: String) -> SurfaceType {
    match item {
        Item::Struct(object, record) => {
            let rows = record.rows.iter().map(|row| row.wire.as_str());
            let wires = object.fields.iter().map(|field| field.ident.as_str());
            read_struct(object, name, &wires.zip(rows).collect())
        }
        Item::Form(object) => read_struct(object, name, &HashMap::default()),
        Item::Enum(list) => read_enum(list, name),
        Item::Union(union) => read_union(union, name),
        Item::Alias(alias) => SurfaceType {
            alias: Some(alias.ty.clone()),
            ..make_type(name, TypeForm::Alias)
        },
        Item::Newtype(newtype) => read_newtype(newtype, name),
    }
}

/// A type of which nothing is known but its name.
pub(super) fn make_type(name: String, form: TypeForm) -> SurfaceType {
    SurfaceType {
        name,
        place: String::new(),
        pointer: None,
        form,
        alias: None,
        members: Vec::new(),
        constructor: None,
        default: false,
        rest: None,
    }
}

/// A member that takes, gives or holds a type.
pub(super) fn make_member(kind: MemberKind, name: &str, key: &str, ty: Option<Ty>) -> Member {
    Member {
        kind,
        name: name.to_owned(),
        key: key.to_owned(),
        ty: ty.map(|ty| TakenType { around: "_", ty }),
        tags: Vec::new(),
    }
}

/// A struct; `wires` says which field is which property.
pub(super) fn read_struct(
    object: &Struct,
    name: String,
    wires: &HashMap<&str, &str>,
) -> SurfaceType {
    let wire = |field: &str| wires.get(field).copied().unwrap_or(field).to_owned();
    let mut members = Vec::new();
    for field in &object.fields {
        let ident = field.ident.as_str();
        let ty = Some(field.ty.clone());
        members.push(make_member(MemberKind::Field, ident, &wire(ident), ty));
    }
    for setter in &object.setters {
        let key = wire(setter.field.as_str());
        let mut member = make_member(MemberKind::Setter, setter.method.as_str(), &key, None);
        member.ty = Some(read_accepted(&setter.accept));
        members.push(member);
    }
    if let Some(rest) = &object.rest {
        let ty = Some(rest.ty.clone());
        members.push(make_member(MemberKind::Field, rest.ident.as_str(), "*", ty));
    }
    let constructor = object.constructor.as_ref();
    SurfaceType {
        members,
        constructor: constructor.map(|new| read_constructor(new, &wire)),
        default: object.default != DefaultImpl::None,
        ..make_type(name, TypeForm::Struct)
    }
}

/// What a constructor takes, each with the property that it fills.
fn read_constructor(
    constructor: &Constructor,
    wire: &impl Fn(&str) -> String,
) -> SurfaceConstructor {
    let make = |field: &str, ty| Member {
        ty: Some(ty),
        ..make_member(MemberKind::Argument, field, &wire(field), None)
    };
    let (of, mut arguments) = match &constructor.takes {
        Takes::Nothing => (None, Vec::new()),
        Takes::One(argument) => {
            let fills = constructor.fills.iter();
            let filled = fills.filter(|fill| matches!(fill.initial, Initial::Argument(..)));
            let filled =
                filled.map(|fill| make(fill.ident.as_str(), read_accepted(&argument.accept)));
            (None, filled.collect())
        }
        Takes::Several(required) => {
            let fields = required.fields.iter().map(|field| {
                let accept = Accept::Value(field.ty.clone());
                make(field.ident.as_str(), read_accepted(&accept))
            });
            (
                Some(required.ident.as_str().to_owned()),
                fields.collect::<Vec<_>>(),
            )
        }
    };
    // Callers name them, in any order.
    arguments.sort_by(|one, two| one.name.cmp(&two.name));
    SurfaceConstructor {
        function: constructor.ident.as_str().to_owned(),
        of,
        arguments,
    }
}

fn read_accepted(accept: &Accept) -> TakenType {
    let (around, ty) = match accept {
        Accept::Value(ty) => ("_", ty),
        // A box is made inside, which callers do not see.
        Accept::Into(ty) | Accept::IntoBox(ty) => ("impl Into<_>", ty),
        Accept::IntoMaybe(ty) => ("impl IntoMaybe<_>", ty),
        Accept::Items(ty) => ("impl IntoIterator<Item = _>", ty),
        Accept::IntoItems(ty) => ("impl IntoIterator<Item: Into<_>>", ty),
    };
    TakenType {
        around,
        ty: ty.clone(),
    }
}

fn read_enum(list: &EnumItem, name: String) -> SurfaceType {
    let form = if list.integer {
        TypeForm::Numbers
    } else {
        TypeForm::Enum
    };
    let variants = list.variants.iter();
    let variants = variants
        .map(|one| make_member(MemberKind::Variant, one.ident.as_str(), &one.wire, None))
        .collect();
    SurfaceType {
        members: variants,
        ..make_type(name, form)
    }
}

fn read_union(union: &UnionItem, name: String) -> SurfaceType {
    let mut members = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let ident = variant.ident.as_str();
        let ty = Some(variant.ty.clone());
        members.push(Member {
            tags: list_tags(&union.pick, index),
            ..make_member(MemberKind::Variant, ident, ident, ty)
        });
    }
    for getter in &union.getters {
        let ident = getter.method.as_str();
        let mut member = make_member(MemberKind::Getter, ident, &getter.wire, None);
        member.ty = super::read_calls::read_deep(&getter.deep);
        members.push(member);
    }
    // What literals convert into is no other type than what the variant holds.
    let is_held = |made| matches!(made, HeldFrom::Same | HeldFrom::Boxed);
    for from in union.froms.iter().filter(|from| is_held(from.made)) {
        let variant = from.variant.as_str();
        let ty = Some(from.ty.clone());
        members.push(make_member(MemberKind::Conversion, variant, variant, ty));
    }
    let rest = find_rest_variant(&union.pick).and_then(|index| union.variants.get(index));
    let rest = rest.map(|variant| {
        let ident = variant.ident.as_str();
        make_member(MemberKind::Variant, ident, ident, Some(variant.ty.clone()))
    });
    SurfaceType {
        members,
        rest,
        ..make_type(name, TypeForm::Union)
    }
}

fn find_rest_variant(pick: &Pick) -> Option<usize> {
    let mut pick = pick;
    loop {
        match pick {
            Pick::Tag { rest, .. } => return *rest,
            Pick::Kind { objects, .. } => pick = objects.as_deref()?,
            Pick::Keys(_) | Pick::First(_) => return None,
        }
    }
}

/// The values by which a variant is chosen.
fn list_tags(pick: &Pick, variant: usize) -> Vec<String> {
    match pick {
        Pick::Tag { tags, .. } => {
            let tags = tags.iter().filter(|(_, index)| *index == variant);
            tags.map(|(tag, _)| tag.clone()).collect()
        }
        Pick::Kind {
            objects: Some(objects),
            ..
        } => list_tags(objects, variant),
        Pick::Kind { objects: None, .. } | Pick::Keys(_) | Pick::First(_) => Vec::new(),
    }
}

fn read_newtype(newtype: &Newtype, name: String) -> SurfaceType {
    let held = match &newtype.codec {
        NewtypeCodec::Inner(ty) | NewtypeCodec::Whole(ty) => Some(ty.clone()),
        NewtypeCodec::Text => Some(Ty::String),
        NewtypeCodec::Civil(_) => None,
    };
    SurfaceType {
        members: vec![make_member(MemberKind::Field, "0", "0", held)],
        ..make_type(name, TypeForm::Newtype)
    }
}
