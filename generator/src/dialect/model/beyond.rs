//! Keywords of a schema for which the model has no field.

use openapiv3::{ReferenceOr, Schema};

use super::read::{Read, Reader, text, texts, value, values};
use super::schema::schema_or_reference;
use crate::normalised::{SchemaBeyond, Unshown};
use crate::source::Node;

/// What was found of one schema; nothing for nearly all of them.
#[derive(Default)]
pub(super) struct Found(Option<Box<SchemaBeyond>>);

impl Found {
    /// Where to put what is found.
    pub(super) fn add(&mut self) -> &mut SchemaBeyond {
        self.0.get_or_insert_default()
    }

    /// Hands on what was found at the place that is being read.
    pub(super) fn keep(self, reader: &mut Reader) {
        if let Some(found) = self.0 {
            reader.beyond.schemas.insert(reader.place(), found);
        }
    }
}

/// Takes in a keyword.
pub(super) fn keyword(reader: &mut Reader, found: &mut Found, key: &str, node: Node) -> Read<()> {
    match key {
        "$ref" => found.add().reference = Some(text(node)?),
        "type" => found.add().types = texts(node)?,
        "const" => found.add().constant = Some(value(node)?),
        "examples" => found.add().examples = values(node)?,
        "minimum" => found.add().minimum = Some(text(node)?),
        "exclusiveMinimum" => found.add().exclusive_minimum = Some(text(node)?),
        "maximum" => found.add().maximum = Some(text(node)?),
        "exclusiveMaximum" => found.add().exclusive_maximum = Some(text(node)?),
        "multipleOf" => found.add().multiple_of = Some(text(node)?),
        "contentEncoding" => found.add().content_encoding = Some(text(node)?),
        "contentMediaType" => found.add().content_media_type = Some(text(node)?),
        "contentSchema" => found.add().content_schema = Some(schema_or_reference(reader, node)?),
        "prefixItems" => {
            found.add().prefix_items = reader.list(node, schema_or_reference)?;
        }
        "patternProperties" => {
            found.add().pattern_properties = reader.map(node, schema_or_reference)?;
        }
        "unevaluatedProperties" => {
            found.add().unevaluated_properties = Some(schema_or_reference(reader, node)?);
        }
        "$defs" | "definitions" => {
            let schemas = reader.map(node, schema_or_reference)?;
            found.add().definitions.insert(key.to_owned(), schemas);
        }
        // Whatever keyword the grammar lets through and nothing here gives a meaning to is
        // named to the user by the next stage, so that a new one cannot be forgotten.
        other => {
            let unshown = unshown(reader, other, node)?;
            found.add().unshown.insert(other.to_owned(), unshown);
        }
    }
    Ok(())
}

fn unshown(reader: &mut Reader, key: &str, node: Node) -> Read<Unshown> {
    Ok(match key {
        "if" | "then" | "else" | "contains" | "propertyNames" | "unevaluatedItems" => {
            let schema: ReferenceOr<Schema> = schema_or_reference(reader, node)?;
            Unshown::Schema(Box::new(schema))
        }
        "dependentSchemas" => Unshown::Schemas(reader.map(node, schema_or_reference)?),
        _ => Unshown::Value(value(node)?),
    })
}
