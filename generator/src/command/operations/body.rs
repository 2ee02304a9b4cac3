//! What a body takes, in each of its media types.

use bindery::rust::model::{
    Body, BodyRow, ChoiceVariant, Crate, EntryRow, Item, Named, PartKind, Sent, SentAs, Struct, Ty,
};
use serde_json::{Value as Json, json};

use super::{structure, ty, with};

/// Each media type that a caller can send; `argument` is what the method takes.
pub(super) fn contents(krate: &Crate, body: &Body, argument: &Ty) -> Json {
    Json::Array(match &body.sent {
        Sent::One(sent) => vec![content(krate, sent, argument)],
        Sent::Choice(choice) => {
            let variant = |one: &ChoiceVariant| {
                let variant = format!("{}::{}", ty::text(argument), one.ident.written());
                let described = content(krate, &one.sent, &one.ty);
                with(described, "variant", json!(variant))
            };
            choice.variants.iter().map(variant).collect()
        }
    })
}

fn content(krate: &Crate, sent: &SentAs, held: &Ty) -> Json {
    let (kind, rows) = match &sent.row {
        BodyRow::Json => ("json", None),
        BodyRow::Lines => ("lines", None),
        BodyRow::UrlEncoded(_) => ("form", None),
        BodyRow::Form(rows, _) => ("parts", Some(rows)),
        BodyRow::Parts => ("multipart", None),
        BodyRow::Bytes => ("bytes", None),
        BodyRow::Text | BodyRow::Plain => ("text", None),
    };
    let described = json!({"media_type": sent.media_type, "as": kind, "type": ty::text(held)});
    // without files and headers the struct is one that JSON is read into
    let is_part = |row: &EntryRow| row.kind != PartKind::Value || !row.headers.is_empty();
    let rows = rows.filter(|rows| rows.iter().any(is_part));
    match rows.zip(form(krate, sent, held)) {
        Some((rows, object)) => {
            let form = structure(held, object, |field| entry(rows, field));
            with(described, "form", form)
        }
        None => described,
    }
}

/// The struct of a form's parts.
fn form<'c>(krate: &'c Crate, sent: &'c SentAs, held: &Ty) -> Option<&'c Struct> {
    if sent.form.is_some() {
        return sent.form.as_ref();
    }
    let Ty::Named(Named::Types(ident)) = held else {
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
fn entry(rows: &[EntryRow], field: &str) -> Json {
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
