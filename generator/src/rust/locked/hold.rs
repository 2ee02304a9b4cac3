//! Keeps texts and numbers as loose as an earlier run had them.
//!
//! A document that says more of a value than before, a `format` or a list of words, takes nothing
//! from a program that was ready for any text or number. Where that is so, the shapes are made
//! what they were before anything is named, so that all that follows is of one mind. What is sent
//! is held only where what the document says now can be checked before it is.

use std::collections::BTreeMap;

use super::scalar::{
    LockedScalar, ScalarKind, choose_locked_type, find_scalar_at, find_scalar_inside,
};
use super::{LockedApi, LockedType};
use crate::api::places::{index_operation_places, list_lasting_keys, name_location};
use crate::api::{
    Api, BodyKind, Bound, Bounds, Integer, NumberShape, Select, Shape, TextShape, TypeId, Usage,
};
use crate::formats::WireClass;
use crate::rust::arena::TypeArena;
use crate::rust::model::Ty;
use crate::rust::options::Options;
use crate::rust::status::name_answer_key;

/// What the document says of the texts and numbers that are held, by their types.
pub(in crate::rust) type HeldScalars = BTreeMap<TypeId, String>;

/// The API with all that a lock holds looser than its document has it; nothing where that is
/// nothing.
pub(in crate::rust) fn hold_scalars(
    api: &Api,
    arena: &TypeArena,
    places: &BTreeMap<TypeId, String>,
    options: &Options,
) -> Option<(Api, HeldScalars)> {
    let locked = options.locked.as_ref()?;
    let mut changed: BTreeMap<TypeId, Shape> = BTreeMap::new();
    let mut held = HeldScalars::new();
    for (id, scalar) in list_locked_scalars(api, arena, places, locked) {
        let ty = arena.get(id);
        if let Some(shape) = loosen_shape(scalar, &ty.shape, ty.usage, options) {
            held.insert(id, describe_stated_value(&ty.shape));
            changed.insert(id, shape);
        }
    }
    if changed.is_empty() {
        return None;
    }
    let mut api = api.clone();
    for (id, shape) in changed {
        if let Some(ty) = api.types.get_mut(id) {
            ty.shape = shape;
        }
    }
    Some((api, held))
}

/// The texts and numbers of an API of which the lock says something.
fn list_locked_scalars<'l>(
    api: &Api,
    arena: &TypeArena,
    places: &BTreeMap<TypeId, String>,
    locked: &'l LockedApi,
) -> Vec<(TypeId, &'l LockedScalar)> {
    let mut found = Vec::new();
    for (id, place) in places {
        let Some(held) = locked.types.get(place).filter(|held| !held.is_gone) else {
            continue;
        };
        let inside = find_scalar_inside(arena, *id)
            .filter(|inner| inner == id || is_made_of_items(arena, *id));
        found.extend(inside.zip(held.scalar.as_ref()));
        let member = |key: &str| find_member_scalar(held, key);
        match arena.shape(*id) {
            Shape::Struct(object) => {
                for (name, field) in &object.fields {
                    found.extend(find_scalar_at(arena, field.ty).zip(member(name)));
                }
            }
            Shape::Union(union)
                if matches!(union.select, Select::JsonType | Select::ObjectsBy(_)) =>
            {
                for variant in &union.variants {
                    let keys = list_lasting_keys(api, variant);
                    let scalar = keys.iter().find_map(|key| member(key));
                    let is_enum = matches!(arena.shape(variant.ty), Shape::Enum(_));
                    let at = find_scalar_at(arena, variant.ty).filter(|_| !is_enum);
                    found.extend(at.zip(scalar));
                }
            }
            _ => {}
        }
    }
    for (key, id) in list_operation_scalars(api, arena) {
        let at = key.rsplit_once('#');
        let operation = at.and_then(|(place, part)| Some((locked.operations.get(place)?, part)));
        let scalar = operation.and_then(|(operation, part)| operation.scalar(part));
        let parameter = at.and_then(|(place, part)| {
            find_member_scalar(locked.types.get(&format!("{place}#params"))?, part)
        });
        found.extend(scalar.or(parameter).map(|scalar| (id, scalar)));
    }
    for (name, id) in list_header_scalars(api, arena) {
        // Of two that differ nobody knows which one it was.
        if let Some([scalar]) = locked.headers.get(&name).map(Vec::as_slice) {
            found.push((id, scalar));
        }
    }
    found
}

fn is_made_of_items(arena: &TypeArena, id: TypeId) -> bool {
    matches!(arena.shape(id), Shape::List(_) | Shape::Map(_))
}

fn find_member_scalar<'l>(held: &'l LockedType, key: &str) -> Option<&'l LockedScalar> {
    held.member(key)?.scalar.as_ref()
}

/// The texts and numbers that operations take and give by themselves, by the place of the
/// operation and what they are there: `GET /pets/{}#path:0`.
pub(in crate::rust) fn list_operation_scalars(
    api: &Api,
    arena: &TypeArena,
) -> Vec<(String, TypeId)> {
    let mut found = Vec::new();
    let places = index_operation_places(api);
    for operation in &api.operations {
        let Some(place) = places.get(operation.origin.as_str()) else {
            continue;
        };
        let mut add = |part: String, id: TypeId| {
            let scalar = find_scalar_at(arena, id);
            found.extend(scalar.map(|scalar| (format!("{place}#{part}"), scalar)));
        };
        let mut in_path = 0;
        for parameter in &operation.parameters {
            let location = name_location(parameter.location);
            // What it is called in a path does not travel.
            if location == "path" {
                add(format!("path:{in_path}"), parameter.ty.id);
                in_path += 1;
            } else {
                add(format!("{location}:{}", parameter.name), parameter.ty.id);
            }
        }
        for content in operation
            .request_body
            .iter()
            .flat_map(|body| &body.contents)
        {
            if let BodyKind::Json(of) = content.body {
                add(format!("body:{}", content.media_type), of.id);
            }
        }
        for answer in operation.successes.iter().chain(&operation.failures) {
            for content in &answer.contents {
                if let BodyKind::Json(of) = content.body {
                    let key = name_answer_key(answer.status, &content.media_type);
                    add(key, of.id);
                }
            }
        }
    }
    found
}

/// The texts and numbers of headers of answers, by the names of the headers in lower case.
pub(in crate::rust) fn list_header_scalars(api: &Api, arena: &TypeArena) -> Vec<(String, TypeId)> {
    let operations = api.operations.iter();
    let answers = operations.flat_map(|one| one.successes.iter().chain(&one.failures));
    let headers = answers.flat_map(|answer| &answer.headers);
    let scalars = headers.filter_map(|header| {
        let scalar = find_scalar_at(arena, header.ty.id)?;
        Some((header.name.to_ascii_lowercase(), scalar))
    });
    scalars.collect()
}

/// The shape that values had in an earlier run, if it can go on to stand for those of now.
fn loosen_shape(
    scalar: &LockedScalar,
    shape: &Shape,
    usage: Usage,
    options: &Options,
) -> Option<Shape> {
    let format = scalar.format.clone();
    match (scalar.kind, shape) {
        (ScalarKind::Text, Shape::Text(text)) => {
            let said = text.encoding.as_ref().or(text.format.as_ref());
            // A pattern of an overlay is the user's own word.
            let is_tighter = said != format.as_ref()
                && text.time_format.is_none()
                && choose_locked_type(shape, options) != Some(Ty::String);
            let mut patterns = text.patterns.clone();
            if usage.request {
                patterns.push(find_format_pattern(text)?.to_owned());
            }
            let loose = Shape::Text(TextShape {
                format,
                encoding: None,
                patterns,
                ..text.clone()
            });
            (is_tighter && choose_locked_type(&loose, options) == Some(Ty::String)).then_some(loose)
        }
        (ScalarKind::Text, Shape::Enum(_)) if !usage.request => {
            let loose = Shape::Text(TextShape {
                format,
                ..TextShape::default()
            });
            (choose_locked_type(&loose, options) == Some(Ty::String)).then_some(loose)
        }
        (ScalarKind::Integer, Shape::Integer(integer)) if format != integer.format => {
            let before = choose_locked_type(
                &Shape::Integer(Integer {
                    format: format.clone(),
                    bounds: Bounds::default(),
                }),
                options,
            )?;
            let now = choose_locked_type(shape, options);
            let range = match (&before, &now) {
                (Ty::I64, Some(Ty::I32)) => Some(("-2147483648", "2147483647")),
                (Ty::I64 | Ty::U64, Some(Ty::U32)) => Some(("0", "4294967295")),
                // A type of somebody else, of which nothing is known.
                (Ty::I64 | Ty::U64, None) if !usage.request => None,
                _ => return None,
            };
            let bounds = match range {
                Some(range) => narrow_bounds(&integer.bounds, range),
                None => integer.bounds.clone(),
            };
            Some(Shape::Integer(Integer { format, bounds }))
        }
        (ScalarKind::Number, Shape::Integer(integer)) if !usage.request => loosen_number(
            NumberShape {
                format,
                bounds: integer.bounds.clone(),
                keeps_digits: false,
            },
            options,
        ),
        (ScalarKind::Number, Shape::Number(number)) if format != number.format => {
            let now = choose_locked_type(shape, options);
            let is_tighter = now != Some(Ty::F64);
            // Of a type of somebody else nothing is known.
            let is_checked = !usage.request || now.is_some();
            let number = NumberShape {
                format,
                ..number.clone()
            };
            loosen_number(number, options).filter(|_| is_tighter && is_checked)
        }
        _ => None,
    }
}

fn loosen_number(number: NumberShape, options: &Options) -> Option<Shape> {
    let loose = Shape::Number(number);
    (choose_locked_type(&loose, options) == Some(Ty::F64)).then_some(loose)
}

/// What values of a format look like, for what is sent as any text.
fn find_format_pattern(text: &TextShape) -> Option<&'static str> {
    match text.class() {
        WireClass::Timestamp => Some(
            r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
        ),
        WireClass::Date => Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        WireClass::Base64 => Some("^[A-Za-z0-9+/]*={0,2}$"),
        WireClass::Base64Url => Some("^[A-Za-z0-9_-]*={0,2}$"),
        _ if text.format.as_deref() == Some("uuid") => {
            Some("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$")
        }
        _ => None,
    }
}

/// The bounds, and no further than a type reaches.
fn narrow_bounds(bounds: &Bounds, (least, most): (&str, &str)) -> Bounds {
    let number = |text: &str| text.parse::<i128>().ok();
    let choose = |stated: &Option<Bound>, limit: &str, is_closer: fn(i128, i128) -> bool| {
        let closer = stated.as_ref().filter(|bound| {
            let both = number(&bound.value).zip(number(limit));
            both.is_none_or(|(bound, limit)| is_closer(bound, limit))
        });
        let limit = Bound {
            value: limit.to_owned(),
            exclusive: false,
        };
        Some(closer.cloned().unwrap_or(limit))
    };
    Bounds {
        minimum: choose(&bounds.minimum, least, |bound, limit| bound >= limit),
        maximum: choose(&bounds.maximum, most, |bound, limit| bound <= limit),
        multiple_of: bounds.multiple_of.clone(),
    }
}

/// What a document says of a text or a number, in a few words.
fn describe_stated_value(shape: &Shape) -> String {
    let format = |kind: &str, format: Option<&String>| match format {
        Some(format) => format!("{kind} of the format `{format}`"),
        None => kind.to_owned(),
    };
    match shape {
        Shape::Text(text) => format("a text", text.encoding.as_ref().or(text.format.as_ref())),
        Shape::Integer(integer) => format("a whole number", integer.format.as_ref()),
        Shape::Number(number) => format("a number", number.format.as_ref()),
        _ => "one of a few texts".to_owned(),
    }
}
