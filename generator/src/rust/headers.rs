//! Documented headers of responses: a constant for each name and type.

use super::cx::ShapeCx;
use super::docs;
use super::model::{FeatureName, HeaderForm, HeaderItem, ItemDocs, NamedType, Ty, TypeItem};
use super::names::{Scope, StaticIdent, TypeIdent, Words};
use crate::api::{self, Api, Const, EnumKind, Shape, TypeId, TypedHeader};
use crate::maps::HashMap;

/// The headers of wanted operations, in the order of the document. Names are given to all.
pub(super) fn shape_headers(cx: &ShapeCx, api: &Api, types: &[TypeItem]) -> Vec<HeaderItem> {
    let features = types.iter().map(|one| (one.item.ident(), &one.feature));
    let features: TypeFeatures<'_> = features.collect();
    let mut scope = Scope::<StaticIdent>::reserving(&[]);
    let mut items: Vec<(HeaderItem, bool)> = Vec::new();
    // By names in lower case, as those of headers have no case.
    let mut known: HashMap<String, Vec<usize>> = HashMap::default();
    for (index, operation) in api.operations.iter().enumerate() {
        let wanted = api.selected.has_operation(index);
        let answers = operation.successes.iter().chain(&operation.failures);
        for header in answers.flat_map(|answer| &answer.headers) {
            let (form, ty) = choose_header_form(cx, header);
            let places = known.entry(header.name.to_ascii_lowercase()).or_default();
            let mut same = places.iter().copied().filter(|place| {
                let one = items.get(*place);
                one.is_some_and(|(one, _)| (&one.form, &one.ty) == (&form, &ty))
            });
            // One constant for a name and type, however many operations describe it: callers read
            // the same header of all of them.
            if let Some((_, is_wanted)) = same.next().and_then(|place| items.get_mut(place)) {
                *is_wanted |= wanted;
                continue;
            }
            places.push(items.len());
            let words = Words::of(&header.name);
            let candidates = [words.clone(), words.and(find_header_word(&form))];
            let ident = scope.claim(&candidates).ident;
            let item = HeaderItem {
                docs: self::describe_header(header, &ident),
                ident,
                name: header.name.clone(),
                feature: find_header_feature(&ty, &features),
                ty,
                form,
            };
            items.push((item, wanted));
        }
    }
    let wanted = items.into_iter().filter(|(_, is_wanted)| *is_wanted);
    wanted.map(|(item, _)| item).collect()
}

fn describe_header(header: &TypedHeader, ident: &StaticIdent) -> ItemDocs {
    let mut writer = docs::Writer::default();
    writer.docs(&header.name, &header.docs);
    let own = docs::make_code_span(&header.name)
        .filter(|_| !docs::repeats_name(&header.name, ident.as_str()));
    let own = own.map_or_else(String::new, |name| format!("The header {name}."));
    writer.finish(false, &own)
}

/// The features of types, by their names.
type TypeFeatures<'a> = HashMap<&'a TypeIdent, &'a Option<FeatureName>>;

/// The feature of the one type of the document that it is made of.
fn find_header_feature(ty: &Ty, types: &TypeFeatures<'_>) -> Option<FeatureName> {
    match ty {
        Ty::Named(NamedType::Types(ident)) => types.get(ident).copied().cloned().flatten(),
        ty => ty
            .inner()
            .iter()
            .find_map(|inner| find_header_feature(inner, types)),
    }
}

/// How the text of a header is read. What style `simple` cannot tell apart stays
/// text.
fn choose_header_form(cx: &ShapeCx, header: &TypedHeader) -> (HeaderForm, Ty) {
    let (id, explode) = (header.ty.id, header.explode);
    if header.json {
        return (HeaderForm::Json, cx.without_aliases(id));
    }
    match cx.arena.bare(id) {
        Shape::List(list) => match choose_scalar_type(cx, list.item.id) {
            Some(ty) => (HeaderForm::Bares, Ty::Vec(Box::new(ty))),
            None => (
                HeaderForm::Texts,
                Ty::Vec(Box::new(choose_header_text(cx, list.item.id))),
            ),
        },
        Shape::Struct(object)
            if object
                .fields
                .values()
                .all(|one| is_plain_member(cx, one.ty)) =>
        {
            let bare = |field: &api::ObjectField| choose_scalar_type(cx, field.ty).is_some();
            let bare = object.fields.iter().filter(|(_, field)| bare(field));
            let bare = bare.map(|(name, _)| name.clone()).collect();
            (HeaderForm::Object(explode, bare), cx.without_aliases(id))
        }
        Shape::Map(values) => match choose_scalar_type(cx, values.value.id) {
            Some(ty) => (HeaderForm::BareObject(explode), Ty::Map(Box::new(ty))),
            None => {
                let values = Ty::Map(Box::new(choose_header_text(cx, values.value.id)));
                (HeaderForm::Object(explode, Vec::new()), values)
            }
        },
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => match choose_scalar_type(cx, id) {
            Some(ty) => (HeaderForm::Bare, ty),
            None => (HeaderForm::Text, choose_header_text(cx, id)),
        },
    }
}

/// Whether a member of an object can be told without its text being looked at.
fn is_plain_member(cx: &ShapeCx, id: TypeId) -> bool {
    match cx.arena.bare(id) {
        Shape::Any
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_) => true,
        Shape::Never
        | Shape::Null
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => false,
    }
}

/// The type of a number or a boolean.
fn choose_scalar_type(cx: &ShapeCx, id: TypeId) -> Option<Ty> {
    match cx.arena.bare(id) {
        Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Const(Const::Integer(_) | Const::Boolean(_)) => Some(cx.without_aliases(id)),
        Shape::Enum(list) if list.kind == EnumKind::Integer => Some(cx.without_aliases(id)),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(Const::Text(_))
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    }
}

/// The type of a text.
fn choose_header_text(cx: &ShapeCx, id: TypeId) -> Ty {
    match cx.arena.bare(id) {
        Shape::Text(_) | Shape::Const(Const::Text(_)) => cx.without_aliases(id),
        Shape::Enum(list) if list.kind == EnumKind::Text => cx.without_aliases(id),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => Ty::String,
    }
}

/// What tells headers of one name apart.
fn find_header_word(form: &HeaderForm) -> &'static str {
    match form {
        HeaderForm::Text => "text",
        HeaderForm::Bare => "value",
        HeaderForm::Texts | HeaderForm::Bares => "list",
        HeaderForm::Object(..) | HeaderForm::BareObject(_) => "object",
        HeaderForm::Json => "json",
    }
}
