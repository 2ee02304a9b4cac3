//! What a body takes, in each of its media types.

use bindery::rust::model::{
    Body, BodyRow, ChoiceVariant, Crate, EntryRow, Item, NamedType, PartKind, Sent, SentAs, Struct,
    Ty,
};
use serde_json::{Value as Json, json};

use super::{add_json_member, describe_struct, ty};

/// Each media type that a caller can send; `argument` is what the method takes.
pub(super) fn describe_contents(krate: &Crate, body: &Body, argument: &Ty) -> Json {
    Json::Array(match &body.sent {
        Sent::One(sent) => vec![describe_content(krate, sent, argument)],
        Sent::Choice(choice) => {
            let variant = |one: &ChoiceVariant| {
                let variant = format!("{}::{}", ty::print_type_path(argument), one.ident.written());
                let described = describe_content(krate, &one.sent, &one.ty);
                add_json_member(described, "variant", json!(variant))
            };
            choice.variants.iter().map(variant).collect()
        }
    })
}

fn describe_content(krate: &Crate, sent: &SentAs, held: &Ty) -> Json {
    let (kind, rows) = match &sent.row {
        BodyRow::Json => ("json", None),
        BodyRow::Lines => ("lines", None),
        BodyRow::UrlEncoded(_) => ("form", None),
        BodyRow::Form(rows, _) => ("parts", Some(rows)),
        BodyRow::Parts => ("multipart", None),
        BodyRow::Bytes => ("bytes", None),
        BodyRow::Text | BodyRow::Plain => ("text", None),
    };
    let described =
        json!({"media_type": sent.media_type, "as": kind, "type": ty::print_type_path(held)});
    // without files and headers the struct is one that JSON is read into
    let is_part = |row: &EntryRow| row.kind != PartKind::Value || !row.headers.is_empty();
    let rows = rows.filter(|rows| rows.iter().any(is_part));
    match rows.zip(find_form_struct(krate, sent, held)) {
        Some((rows, object)) => {
            let form = describe_struct(held, object, |field| describe_form_entry(rows, field));
            add_json_member(described, "form", form)
        }
        None => described,
    }
}

/// The struct of a form's parts.
fn find_form_struct<'c>(krate: &'c Crate, sent: &'c SentAs, held: &Ty) -> Option<&'c Struct> {
    if sent.form.is_some() {
        return sent.form.as_ref();
    }
    let Ty::Named(NamedType::Types(ident)) = held else {
        return None;
    };
    let mut items = krate.types.items.iter();
    items.find_map(|item| match &item.item {
        Item::Form(object) if object.ident == *ident => Some(object),
        Item::Form(_)
        | Item::Struct(..)
        | Item::Enum(_)
        | Item::Union(_)
        | Item::Alias(_)
        | Item::Newtype(_) => None,
    })
}

/// The part that a field is, or the header of a part.
fn describe_form_entry(rows: &[EntryRow], field: &str) -> Json {
    let headers = rows
        .iter()
        .flat_map(|row| row.headers.iter().map(move |header| (row, header)));
    for (row, header) in headers {
        if header.field.written() == field {
            return json!({"name": row.name, "header": header.name});
        }
    }
    let row = rows.iter().find(|row| row.field.written() == field);
    row.map_or(Json::Null, |row| {
        let kind = match row.kind {
            PartKind::Value => "value",
            PartKind::File => "file",
            PartKind::Files => "files",
        };
        json!({"name": row.name, "as": kind})
    })
}
