//! What `bindery operations` says of a document's methods.

use serde::Deserialize;

/// An operation and its method.
#[derive(Debug, Deserialize)]
pub(super) struct Operation {
    pub(super) operation: String,
    pub(super) method: String,
    /// In capitals.
    pub(super) http: String,
    pub(super) path: String,
    pub(super) arguments: Vec<Argument>,
}

/// An argument: a parameter, a struct of parameters, or the body.
#[derive(Debug, Deserialize)]
pub(super) struct Argument {
    #[serde(rename = "type")]
    pub(super) ty: String,
    pub(super) reference: bool,
    pub(super) optional: bool,
    pub(super) parameter: Option<Wire>,
    pub(super) parameters: Option<Structure>,
    pub(super) body: Option<Vec<Content>>,
}

/// A struct that the driver fills.
#[derive(Debug, Deserialize)]
pub(super) struct Structure {
    #[serde(rename = "type")]
    pub(super) ty: String,
    /// What `new` takes; without it there is `default`.
    pub(super) new: Option<Vec<Taken>>,
    pub(super) fields: Vec<Field>,
}

/// An argument of `new`.
#[derive(Debug, Deserialize)]
pub(super) struct Taken {
    pub(super) field: String,
    #[serde(rename = "type")]
    pub(super) ty: String,
}

/// A field of a struct.
#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) wire: Wire,
    pub(super) field: String,
    #[serde(rename = "type")]
    pub(super) ty: String,
}

/// What a value is called in the document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Wire {
    pub(super) name: String,
    /// Where a parameter travels; nothing for parts.
    #[serde(rename = "in")]
    pub(super) place: Option<String>,
    /// The header of the part that it is.
    pub(super) header: Option<String>,
}

impl Wire {
    /// The key of the value in a row of the driver.
    pub(super) fn key(&self) -> String {
        let place = self.place.as_deref().unwrap_or("part");
        let header = self.header.as_deref().unwrap_or_default();
        format!("{place} {} {header}", self.name)
            .trim_end()
            .to_owned()
    }
}

/// A media type of a body.
#[derive(Debug, Deserialize)]
pub(super) struct Content {
    pub(super) media_type: String,
    #[serde(rename = "as")]
    pub(super) kind: Kind,
    #[serde(rename = "type")]
    pub(super) ty: String,
    /// The variant of an enum over several media types.
    pub(super) variant: Option<String>,
    /// The struct of its parts, if some are files.
    pub(super) form: Option<Structure>,
}

/// How a body becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Json,
    Lines,
    Form,
    Parts,
    Multipart,
    Bytes,
    Text,
}

/// A call in one media type: what the driver has a function for.
pub(super) struct Shape<'o> {
    pub(super) operation: &'o Operation,
    pub(super) content: Option<&'o Content>,
}

/// All shapes of all operations.
pub(super) fn shapes(operations: &[Operation]) -> Vec<Shape<'_>> {
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
