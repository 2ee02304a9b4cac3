//! Where a document declares what calls are made of.

use serde_json::Value;

use super::plan::{Operation, Wire};
use crate::lossless::decode_fragment;

/// A document as it is.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'d>(pub(crate) &'d Value);

impl<'d> Declared<'d> {
    /// The parameter object of an operation or of its path, and where it stands.
    pub(crate) fn parameter(
        &self,
        operation: &Operation,
        wire: &Wire,
    ) -> Option<(String, &'d Value)> {
        let at = self.operation(operation)?;
        let (path, _) = at.rsplit_once('/')?;
        let lists = [&at, path].map(|place| format!("{place}/parameters"));
        lists.iter().find_map(|list| {
            let count = self.0.pointer(list)?.as_array()?.len();
            (0..count).find_map(|index| {
                let (at, found) = self.follow(format!("{list}/{index}"));
                let found = found?;
                let says = |key: &str| found.get(key).and_then(Value::as_str);
                let is_it = says("in") == wire.place.as_deref()
                    && says("name").is_some_and(|name| name.eq_ignore_ascii_case(&wire.name));
                is_it.then_some((at, found))
            })
        })
    }

    /// Where the operation stands.
    pub(crate) fn operation(&self, operation: &Operation) -> Option<String> {
        let item = format!("/paths/{}", escape_parameter_step(&operation.path));
        let (at, item) = self.follow(item);
        let method = operation.http.to_lowercase();
        item?.get(&method).map(|_| format!("{at}/{method}"))
    }

    /// What stands at a pointer, behind references.
    pub(crate) fn follow(&self, mut pointer: String) -> (String, Option<&'d Value>) {
        for _ in 0..16 {
            let found = self.0.pointer(&pointer);
            let reference = found.and_then(|found| found.get("$ref")?.as_str()?.strip_prefix('#'));
            match reference {
                Some(reference) => pointer = decode_fragment(reference),
                None => return (pointer, found),
            }
        }
        (pointer, None)
    }
}

/// The pointer of a parameter's schema: its own, or that of its media type.
pub(crate) fn find_parameter_schema(at: &str, parameter: &Value) -> String {
    let content = parameter.get("content").and_then(Value::as_object);
    match content.and_then(|content| content.keys().next()) {
        Some(media_type) => format!("{at}/content/{}/schema", escape_parameter_step(media_type)),
        None => format!("{at}/schema"),
    }
}

/// A name as a step of a JSON Pointer.
pub(crate) fn escape_parameter_step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
