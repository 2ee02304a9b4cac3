//! Keywords of a schema for which the model has no field.

use openapiv3::{ReferenceOr, Schema};

use super::read::{ModelResult, Reader, read_text, read_texts, read_value, read_values};
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
pub(super) fn read_beyond_keyword(
    reader: &mut Reader,
    found: &mut Found,
    key: &str,
    node: Node,
) -> ModelResult<()> {
    match key {
        "$ref" => found.add().reference = Some(read_text(node)?),
        "type" => found.add().types = read_texts(node)?,
        "const" => found.add().constant = Some(read_value(node)?),
        "examples" => found.add().examples = read_values(node)?,
        "minimum" => found.add().minimum = Some(read_text(node)?),
        "exclusiveMinimum" => found.add().exclusive_minimum = Some(read_text(node)?),
        "maximum" => found.add().maximum = Some(read_text(node)?),
        "exclusiveMaximum" => found.add().exclusive_maximum = Some(read_text(node)?),
        "multipleOf" => found.add().multiple_of = Some(read_text(node)?),
        "contentEncoding" => found.add().content_encoding = Some(read_text(node)?),
        "contentMediaType" => found.add().content_media_type = Some(read_text(node)?),
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
            let unshown = read_unshown(reader, other, node)?;
            found.add().unshown.insert(other.to_owned(), unshown);
        }
    }
    Ok(())
}

/// Takes `defaultMapping` out of a discriminator, as the model has no field for it.
pub(super) fn take_default_mapping(found: &mut Found, discriminator: &mut Node) -> ModelResult<()> {
    if let Node::Map(entries) = discriminator
        && let Some(target) = entries.shift_remove("defaultMapping")
    {
        found.add().default_mapping = Some(read_text(target)?);
    }
    Ok(())
}

fn read_unshown(reader: &mut Reader, key: &str, node: Node) -> ModelResult<Unshown> {
    Ok(match key {
        "if" | "then" | "else" | "contains" | "propertyNames" | "unevaluatedItems" => {
            let schema: ReferenceOr<Schema> = schema_or_reference(reader, node)?;
            Unshown::Schema(Box::new(schema))
        }
        "dependentSchemas" => Unshown::Schemas(reader.map(node, schema_or_reference)?),
        _ => Unshown::Value(read_value(node)?),
    })
}
