//! Fields that one call sends beyond those that its body's type has.

use bytes::Bytes;

use super::form;
use crate::json::{Encode, from_json, to_json};
use crate::values::Value;

/// The body with one more field: a member of a JSON object, where it replaces
/// one of the same name, or a pair of a form.
pub(super) fn add(
    body: &[u8],
    media_type: &str,
    name: &str,
    value: &dyn Encode,
) -> Result<Bytes, &'static str> {
    if media_type.starts_with(form::MEDIA_TYPE) {
        return Ok(Bytes::from(pair(body, name, value)));
    }
    if !media_type.contains("json") {
        return Err("can only be added to a JSON object or a form");
    }
    let (Ok(Value::Object(mut members)), Ok(value)) = (
        from_json::<Value>(body),
        from_json::<Value>(&to_json(value)),
    ) else {
        return Err("can only be added to an object");
    };
    members.insert(name, value);
    Ok(Bytes::from(to_json(&members)))
}

/// The form with one more pair, encoded as a property without an Encoding
/// Object.
fn pair(form: &[u8], name: &str, value: &dyn Encode) -> String {
    let mut single = crate::values::Object::new();
    single.insert(
        name,
        from_json::<Value>(&to_json(value)).unwrap_or_default(),
    );
    let added = form::encode(&to_json(&single), &[]);
    let form = String::from_utf8_lossy(form);
    let both = [form.as_ref(), added.as_str()];
    let both: Vec<&str> = both.into_iter().filter(|part| !part.is_empty()).collect();
    both.join("&")
}
