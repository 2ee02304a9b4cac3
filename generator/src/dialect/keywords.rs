//! Repairs of a schema that need more than one keyword.

use crate::diagnostics::Code;
use crate::maps::HashSet;
use crate::source::{Node, references};

use super::at::DocumentPlace;
use super::follow::{Lead, chase_reference};
use super::grammar::{ComponentSection, Entries, Version};
use super::repairs;
use super::reuse::{self, Otherwise, check_lead_fits};
use super::schema::SCHEMA;
use super::walker::Walker;
use super::{types, values};

/// Brings the keywords of all versions to one form.
pub(super) fn prepare_schema_keywords(
    walker: &mut Walker<'_>,
    schema: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    // Before types: `normalise` writes `nullable` itself, and that must not look outdated.
    outdated_nullable(walker, schema, at);
    types::normalise_type_keyword(walker, schema, at);
    // Behind types, as it compares values with them.
    values::check_value_types(walker, schema, at);
    report_missing_items(walker, schema, at);
    move_exclusive_bound(walker, schema, at, "minimum", "exclusiveMinimum");
    move_exclusive_bound(walker, schema, at, "maximum", "exclusiveMaximum");
    // Before the fields are walked, which would leave a list of `items` out.
    tuple_items(walker, schema, at);
    required_properties(walker, schema, at);
    unwrap_schema_examples(walker, schema, at);
    discriminator_name(walker, schema, at);
    if let Some(dialect) = schema.get("$schema") {
        repairs::known_dialect(walker, dialect, &at.key("$schema"));
    }
    true
}

/// Says that a keyword belongs to another version and is honoured.
pub(super) fn other_version(
    walker: &mut Walker<'_>,
    at: &DocumentPlace<'_>,
    what: &str,
    version: Version,
) {
    let message = format!(
        "{what} belongs to OpenAPI {}, but the document says {}; it is honoured",
        version.as_str(),
        walker.version.as_str()
    );
    walker.warn_key(Code::OtherVersion, at, message, "");
}

fn outdated_nullable(walker: &mut Walker<'_>, schema: &Entries, at: &DocumentPlace<'_>) {
    if walker.version > Version::V30 && schema.get("nullable") == Some(&Node::Bool(true)) {
        other_version(walker, &at.key("nullable"), "`nullable`", Version::V30);
    }
}

/// Turns 3.0's `minimum: 1, exclusiveMinimum: true` into 3.1's
/// `exclusiveMinimum: 1`.
fn move_exclusive_bound(
    walker: &mut Walker<'_>,
    schema: &mut Entries,
    at: &DocumentPlace<'_>,
    limit: &str,
    exclusive: &'static str,
) {
    let what = || format!("this form of `{exclusive}`");
    match schema.get(exclusive) {
        Some(Node::Bool(is_exclusive)) => {
            let is_exclusive = *is_exclusive;
            schema.shift_remove(exclusive);
            if walker.version > Version::V30 {
                other_version(walker, &at.key(exclusive), &what(), Version::V30);
            }
            // The newer form is the one that can say both bounds at once; the model carries
            // neither, so that they travel as digits.
            if is_exclusive && let Some(value) = schema.shift_remove(limit) {
                schema.insert(exclusive.into(), value);
            }
        }
        Some(Node::Number(_)) if walker.version == Version::V30 => {
            other_version(walker, &at.key(exclusive), &what(), Version::V31);
        }
        Some(_) | None => {}
    }
}

/// Says that OpenAPI 3.0 wants an array to have `items`.
fn report_missing_items(walker: &mut Walker<'_>, schema: &Entries, at: &DocumentPlace<'_>) {
    let is_array = schema.get("type").and_then(Node::as_str) == Some("array");
    if is_array && walker.version == Version::V30 && !schema.contains_key("items") {
        let message = "the array has no `items`; any value counts as one".to_owned();
        walker.warn(Code::MissingMember, at, message, "");
    }
}

/// Turns draft 4's `items: [A, B]` into `prefixItems: [A, B]`.
fn tuple_items(walker: &mut Walker<'_>, schema: &mut Entries, at: &DocumentPlace<'_>) {
    let rest = schema.shift_remove("additionalItems");
    if !matches!(schema.get("items"), Some(Node::List(_))) {
        return;
    }
    let message = "a list of `items` is read as `prefixItems`".to_owned();
    let help = "JSON Schema 2020-12 renamed it; OpenAPI 3.0 has no tuples";
    walker.warn_key(Code::TupleItems, &at.key("items"), message, help);
    if let Some(items) = schema.shift_remove("items") {
        walker
            .bundle
            // Findings in the items must lead to where the file has them.
            .rename(&at.key("items"), &at.key("prefixItems"));
        schema.entry("prefixItems".into()).or_insert(items);
    }
    if let Some(rest) = rest {
        schema.insert("items".into(), rest);
    }
}

/// Moves draft 3's `required: true` from a property to the list around it.
fn required_properties(walker: &mut Walker<'_>, schema: &mut Entries, at: &DocumentPlace<'_>) {
    let Some(Node::Map(properties)) = schema.get_mut("properties") else {
        return;
    };
    let mut required = Vec::new();
    for (name, property) in properties.iter_mut() {
        let Node::Map(property) = property else {
            continue;
        };
        let Some(Node::Bool(is_required)) = property.get("required") else {
            continue;
        };
        if *is_required {
            required.push(name.clone());
        }
        property.shift_remove("required");
        let message =
            "a boolean `required` on a property counts for the object around it".to_owned();
        let help = "list the property's name under `required` of the object";
        let properties = at.key("properties");
        let property = properties.key(name);
        walker.warn_key(
            Code::RequiredProperty,
            &property.key("required"),
            message,
            help,
        );
    }
    add_required(schema, required);
}

fn add_required(schema: &mut Entries, names: Vec<Box<str>>) {
    if names.is_empty() {
        return;
    }
    let entry = schema
        .entry("required".into())
        .or_insert_with(|| Node::List(Vec::new()));
    if !matches!(entry, Node::List(_)) {
        *entry = Node::List(Vec::new());
    }
    if let Node::List(required) = entry {
        let known = required.iter().filter_map(Node::as_str);
        let mut known: HashSet<Box<str>> = known.map(Box::from).collect();
        let new = names.into_iter().filter(|name| known.insert(name.clone()));
        required.extend(new.map(Node::String));
    }
}

/// Takes the values out of a map of examples, which belongs to other objects.
fn unwrap_schema_examples(walker: &mut Walker<'_>, schema: &mut Entries, at: &DocumentPlace<'_>) {
    let Some(Node::Map(examples)) = schema.get("examples") else {
        return;
    };
    let values = examples
        .values()
        .map(|example| example.get("value").unwrap_or(example).clone())
        .collect();
    schema.insert("examples".into(), Node::List(values));
    let message =
        "`examples` of a schema should be a list, but is a map; its values are taken".to_owned();
    walker.warn(Code::WrongType, &at.key("examples"), message, "");
}

/// Reads Swagger 2.0's `discriminator: petType`.
fn discriminator_name(walker: &mut Walker<'_>, schema: &mut Entries, at: &DocumentPlace<'_>) {
    let Some(Node::String(name)) = schema.get("discriminator") else {
        return;
    };
    let entries = Entries::from_iter([("propertyName".into(), Node::String(name.clone()))]);
    schema.insert("discriminator".into(), Node::Map(entries));
    let message =
        "`discriminator` should be a map, but is a string; it is read as its `propertyName`"
            .to_owned();
    walker.warn(Code::WrongType, &at.key("discriminator"), message, "");
}

/// Makes the mapping of a discriminator refer to the components that the places
/// in other files become.
pub(super) fn repair_discriminator(
    walker: &mut Walker<'_>,
    discriminator: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    if let Some(Node::String(text)) = discriminator.get_mut("defaultMapping")
        && let Some(reference) = map_discriminator_value(walker, text, &at.key("defaultMapping"))
    {
        *text = reference.into();
    }
    let mapping = at.key("mapping");
    if let Some(Node::Map(entries)) = discriminator.get_mut("mapping") {
        for (tag, target) in entries.iter_mut() {
            if let Node::String(text) = target
                && let Some(reference) = map_discriminator_value(walker, text, &mapping.key(tag))
            {
                *target = reference.into();
            }
        }
    }
    true
}

/// The reference that a value of a mapping becomes; `None` keeps it.
fn map_discriminator_value(
    walker: &mut Walker<'_>,
    text: &str,
    at: &DocumentPlace<'_>,
) -> Option<String> {
    let is_place = references::names_a_place(text);
    let lead = if is_place {
        chase_reference(walker.document, text, at)
    } else {
        // A name means a component of the file that it stands in.
        at.file()?;
        chase_reference(walker.document, &format!("#/components/schemas/{text}"), at)
    };
    match lead.and_then(|lead| check_lead_fits(walker, &SCHEMA, lead)) {
        Ok(Lead::Local(reference)) => Some(reference),
        Ok(Lead::File(spot)) => Some(walker.bundle.component(ComponentSection::Schemas, spot)),
        Err(trouble) => {
            if !is_place {
                // the next stage looks for the name among the document's components
                return None;
            }
            reuse::report_dead_reference(walker, trouble, text, Otherwise::LeftOut, at);
            None
        }
    }
}
