//! What an overlay does about a complaint.

use serde_json::{Map, Value, json};

use super::Examined;
use crate::diagnostics::{Code, Diagnostic};
use crate::rust::Crate;
use crate::rust::model::OperationItem;
use crate::source::{Node, Pointer};

/// An action of an overlay.
#[derive(Debug, Clone, PartialEq)]
pub struct Mend {
    /// The node that is changed, as a JSONPath (RFC 9535 §2.7).
    pub target: String,
    /// What is merged into it.
    pub update: Value,
    /// Whether it is a guess, which somebody has to look at.
    pub is_guess: bool,
}

impl Mend {
    /// Sets texts of an object.
    pub(super) fn update(root: &Node, at: &Pointer, texts: &[(&str, &str)]) -> Option<Self> {
        let texts = texts.iter();
        let members = texts.map(|(key, text)| ((*key).to_owned(), Value::from(*text)));
        Self::merge(root, at, members.collect())
    }

    fn merge(root: &Node, at: &Pointer, members: Map<String, Value>) -> Option<Self> {
        root.at(at)?.as_map()?;
        Some(Self {
            target: print_json_path(root, at)?,
            update: Value::Object(members),
            is_guess: false,
        })
    }

    fn guessed(mut self) -> Self {
        self.is_guess = true;
        self
    }
}

/// What mends the place of a finding, if anything does that is certain enough to be written
/// down. It always leaves the document as it is read now, or better.
pub(super) fn mend_finding(
    finding: &Diagnostic,
    examined: &Examined,
    krate: &Crate,
) -> Option<Mend> {
    let at = examined.find_own_place(finding.place.as_ref()?)?;
    let root = &examined.root;
    match finding.code {
        Code::MissingOperationId => {
            let name = find_method(krate, at)?;
            Mend::update(root, at, &[("operationId", &name)])
        }
        Code::OptionalPathParameter => {
            let required = Map::from_iter([("required".to_owned(), json!(true))]);
            Mend::merge(root, at, required)
        }
        Code::UnknownType => {
            let meant = find_meant_type(finding)?;
            Mend::update(root, &at.parent()?, &[("type", meant)])
        }
        Code::UnresolvedReference => {
            let help = finding.help.as_deref()?;
            let meant = help.strip_prefix("did you mean `")?.split_once('`')?.0;
            let holds_reference = |at: &Pointer| Some(root.at(at)?.get("$ref").is_some());
            let owner = match holds_reference(at)? {
                true => at.clone(),
                false => at.parent()?,
            };
            holds_reference(&owner)?.then_some(())?;
            Mend::update(root, &owner, &[("$ref", meant)]).map(Mend::guessed)
        }
        _ => None,
    }
}

/// The method that an operation has now, which goes on to be called so.
fn find_method(krate: &Crate, operation: &Pointer) -> Option<String> {
    let mut steps = operation.segments();
    let (_, path, method) = (steps.next()?, steps.next()?, steps.next()?);
    let mut all = krate
        .operations
        .iter()
        .flat_map(|module| &module.operations);
    let is_it =
        |item: &&OperationItem| item.path == path && item.http_method.eq_ignore_ascii_case(&method);
    all.find(is_it)
        .map(|item| item.method.written().into_owned())
}

/// The type that an unknown one is read as, if it is.
pub(super) fn find_meant_type(finding: &Diagnostic) -> Option<&str> {
    let (_, meant) = finding.message.split_once("it is read as `")?;
    meant.strip_suffix('`')
}

/// A place as a normalised path (RFC 9535 §2.7). Whether a step is a name or an index depends on
/// what it leads into.
fn print_json_path(root: &Node, at: &Pointer) -> Option<String> {
    let mut path = String::from("$");
    let mut here = Pointer::root();
    for step in at.segments() {
        match root.at(&here)? {
            Node::List(_) => path.push_str(&format!("[{step}]")),
            _ => path.push_str(&format!("['{}']", escape_name(&step))),
        }
        here = here.join(&step);
    }
    Some(path)
}

fn escape_name(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        match letter {
            '\'' | '\\' => text.extend(['\\', letter]),
            letter if letter.is_control() => {
                text.push_str(&format!("\\u{:04x}", u32::from(letter)))
            }
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json_path::JsonPath;

    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::source::from_text;

    #[test]
    fn paths_lead_to_their_places() {
        let text = "paths: {\"/a'b\\\\c\": {parameters: [{}, {name: x}]}}";
        let mut diagnostics = Diagnostics::new();
        let document = from_text("a.yaml", text.to_owned(), &mut diagnostics);
        let root = document.map(|document| document.root).unwrap_or(Node::Null);
        let at = Pointer::root()
            .join("paths")
            .join("/a'b\\c")
            .join("parameters")
            .join(1);
        let path = print_json_path(&root, &at).unwrap_or_default();
        assert_eq!(path, r"$['paths']['/a\'b\\c']['parameters'][1]");
        assert!(JsonPath::parse(&path).is_ok());
    }
}
