//! Reads the names that a document gives for programs, under the keys of [`name_keys`].

use indexmap::IndexMap;
use serde_json::Value;

use super::types::GivenName;
use crate::name_keys::{self, NameForm, NamedPart, OWN_KEY, OWN_VALUES_KEY};

/// The members under which an object may hold a name, and the languages that may stand
/// around them: Rust's own first, then what is said for all.
const MEMBERS: [&str; 6] = [
    "rust",
    "name",
    "type_name",
    "property_name",
    "method_name",
    "method_argument",
];

/// The name that an object gives a part, by the first key that has one.
pub(crate) fn read_given_name(
    extensions: &IndexMap<String, Value>,
    part: NamedPart,
) -> Option<GivenName> {
    name_keys::list_name_keys(part).find_map(|row| {
        let name = read_name_form(extensions.get(row.key)?, row.form)?;
        Some(mark_given_name(row.key, name))
    })
}

/// The name of a key, as what it is.
pub(crate) fn mark_given_name(key: &str, name: String) -> GivenName {
    if key == OWN_KEY || key == OWN_VALUES_KEY {
        GivenName::Chosen(name)
    } else {
        GivenName::Suggested(name)
    }
}

fn read_name_form(value: &Value, form: NameForm) -> Option<String> {
    match form {
        NameForm::Text => read_name_text(value),
        NameForm::Texts => match value {
            Value::Array(texts) => {
                let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
                keep_name(&texts.join("."))
            }
            _ => read_name_text(value),
        },
        NameForm::Member(member) => read_name_text(value.get(member)?),
        NameForm::ByLanguage => read_name_by_language(value),
        // What names several values is no name of one thing.
        NameForm::List | NameForm::Objects | NameForm::Entries => None,
    }
}

/// A text, or one below the members that may hold it.
fn read_name_by_language(value: &Value) -> Option<String> {
    let inner = || MEMBERS.iter().find_map(|member| value.get(member));
    read_name_text(value).or_else(|| {
        let inner = inner()?;
        let deeper = || MEMBERS.iter().find_map(|member| inner.get(member));
        read_name_text(inner).or_else(|| read_name_text(deeper()?))
    })
}

fn read_name_text(value: &Value) -> Option<String> {
    value.as_str().and_then(keep_name)
}

/// A text that has anything of which a name can be made.
fn keep_name(text: &str) -> Option<String> {
    text.contains(char::is_alphanumeric)
        .then(|| text.to_owned())
}
