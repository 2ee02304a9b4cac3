//! What `bindery operations` says of a document's methods.

use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::slot::Slot;

/// The methods of a document's operations.
pub(crate) fn list_operations(slot: &Slot, document: &Path) -> io::Result<Vec<Operation>> {
    let text = slot.ask(&["operations", "--message-format", "json"], document)?;
    let lines = String::from_utf8_lossy(&text);
    let operations = lines.lines().map(serde_json::from_str);
    Ok(operations.collect::<Result<Vec<Operation>, _>>()?)
}

/// An operation and its method.
#[derive(Debug, Deserialize)]
pub(crate) struct Operation {
    pub(crate) operation: String,
    pub(crate) method: String,
    /// In capitals.
    pub(crate) http: String,
    pub(crate) path: String,
    pub(crate) arguments: Vec<Argument>,
    /// The parameters that the call is given, and not the method.
    pub(crate) params: Option<Argument>,
    /// How a success is read, where all are read in one way: `json`, `events`.
    pub(crate) gives: Option<String>,
}

impl Operation {
    /// Everything that a caller gives.
    pub(crate) fn given(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().chain(&self.params)
    }
}

/// An argument: a parameter, a struct of parameters, or the body.
#[derive(Debug, Deserialize)]
pub(crate) struct Argument {
    #[serde(rename = "type")]
    pub(crate) ty: String,
    pub(crate) reference: bool,
    pub(crate) optional: bool,
    pub(crate) parameter: Option<Wire>,
    pub(crate) parameters: Option<Structure>,
    pub(crate) body: Option<Vec<Content>>,
}

/// A struct that the driver fills.
#[derive(Debug, Deserialize)]
pub(crate) struct Structure {
    #[serde(rename = "type")]
    pub(crate) ty: String,
    /// What makes it.
    pub(crate) new: Option<Constructor>,
    pub(crate) fields: Vec<Field>,
}

/// What makes a struct.
#[derive(Debug, Deserialize)]
pub(crate) struct Constructor {
    pub(crate) function: String,
    /// The struct of what it takes, where that is several fields.
    pub(crate) of: Option<String>,
    pub(crate) takes: Vec<Taken>,
}

/// A field that a constructor takes.
#[derive(Debug, Deserialize)]
pub(crate) struct Taken {
    pub(crate) field: String,
    #[serde(rename = "type")]
    pub(crate) ty: String,
}

/// A field of a struct.
#[derive(Debug, Deserialize)]
pub(crate) struct Field {
    pub(crate) wire: Wire,
    pub(crate) field: String,
    #[serde(rename = "type")]
    pub(crate) ty: String,
}

/// What a value is called in the document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Wire {
    pub(crate) name: String,
    /// Where a parameter travels; nothing for parts.
    #[serde(rename = "in")]
    pub(crate) place: Option<String>,
    /// The header of the part that it is.
    pub(crate) header: Option<String>,
}

impl Wire {
    /// The key of the value in a row of the driver.
    pub(crate) fn key(&self) -> String {
        let place = self.place.as_deref().unwrap_or("part");
        let header = self.header.as_deref().unwrap_or_default();
        format!("{place} {} {header}", self.name)
            .trim_end()
            .to_owned()
    }
}

/// A media type of a body.
#[derive(Debug, Deserialize)]
pub(crate) struct Content {
    pub(crate) media_type: String,
    #[serde(rename = "as")]
    pub(crate) kind: Kind,
    #[serde(rename = "type")]
    pub(crate) ty: String,
    /// The variant of an enum over several media types.
    pub(crate) variant: Option<String>,
    /// The struct of its parts, if some are files.
    pub(crate) form: Option<Structure>,
}

/// How a body becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Json,
    Lines,
    Form,
    Parts,
    Multipart,
    Bytes,
    Text,
}

/// A call in one media type: what the driver has a function for.
pub(crate) struct Shape<'o> {
    pub(crate) operation: &'o Operation,
    pub(crate) content: Option<&'o Content>,
}

/// All shapes of all operations.
pub(crate) fn list_call_shapes(operations: &[Operation]) -> Vec<Shape<'_>> {
    let mut shapes = Vec::new();
    for operation in operations {
        let bodies = operation.arguments.iter().flat_map(|one| &one.body);
        let contents: Vec<&Content> = bodies.flatten().collect();
        if contents.is_empty() {
            shapes.push(Shape {
                operation,
                content: None,
            });
        }
        shapes.extend(contents.into_iter().map(|content| Shape {
            operation,
            content: Some(content),
        }));
    }
    shapes
}
