//! Fields that one call sends beyond those that its body's type has.

use super::content::Content;
use super::form;
use super::multipart::{self, Multipart};
use super::upload::Upload;
use crate::json::{Encode, from_json, to_json};
use crate::media_type::{find_essence, is_json_media_type};
use crate::values::{Object, Value};

/// The body with one more field: a member of a JSON object, where it replaces
/// one of the same name, or a pair or the parts of a form.
pub(super) fn add_body_field(
    body: &Content,
    media_type: &str,
    name: &str,
    value: &dyn Encode,
) -> Result<Content, &'static str> {
    let value = from_json::<Value>(&to_json(value)).unwrap_or_default();
    let mut field = Object::new();
    field.insert(name, value);
    let essence = find_essence(media_type);
    if essence == multipart::FORM_DATA {
        return add_form_parts(body, media_type, &field);
    }
    let body = body.bytes().ok_or("cannot be added to a stream")?;
    let body = if essence == form::MEDIA_TYPE {
        add_form_pair(&body, &field)
    } else if is_json_media_type(&essence) {
        add_json_member(&body, field)?
    } else {
        return Err("can only be added to a JSON object or a form");
    };
    Ok(Upload::from(body).into())
}

fn add_json_member(body: &[u8], field: Object) -> Result<String, &'static str> {
    let Ok(Value::Object(mut members)) = from_json::<Value>(body) else {
        return Err("can only be added to an object");
    };
    for (name, value) in field {
        members.insert(name, value);
    }
    Ok(to_json(&members))
}

/// The form with the parts of one more property before its end, encoded as a
/// property without an Encoding Object. What comes before may be streams.
fn add_form_parts(
    body: &Content,
    media_type: &str,
    field: &Object,
) -> Result<Content, &'static str> {
    const NO_END: &str = "can only be added before the end of a form";
    let boundary = multipart::read_boundary(media_type).ok_or(NO_END)?;
    let added = Multipart::of_fields(field).boundary(&*boundary);
    let added = added.encode(multipart::FORM_DATA);
    if !added.violations.is_empty() {
        return Err("holds the boundary of the form");
    }
    body.with_end(&multipart::print_closing_line(&boundary), added.content)
        .ok_or(NO_END)
}

/// The form with one more pair, encoded as a property without an Encoding
/// Object.
fn add_form_pair(form: &[u8], field: &Object) -> String {
    let added = form::encode_form(&to_json(field), &[]);
    let form = String::from_utf8_lossy(form);
    let both = [form.as_ref(), added.as_str()];
    let both: Vec<&str> = both.into_iter().filter(|part| !part.is_empty()).collect();
    both.join("&")
}
