//! `types` of an API: which types of Rust stand for what the document describes.

use toml::{Table, Value};

use crate::printable::{RustAttribute, RustPath};
use crate::rust::{NumberType, TypeRules};

/// The keys that are no formats.
#[cfg(test)]
pub(super) const TYPE_KEYS: [&str; 7] = [
    "attributes",
    "derive",
    "make-responses",
    "newtypes",
    "number",
    "replace",
    "secrets",
];

/// What `types` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeOptions {
    /// What `type: number` becomes.
    pub number: NumberType,
    /// Which types stand for which, and what is written above others.
    pub rules: TypeRules,
}

/// Reads `types`. A key that means nothing else is a format.
///
/// # Errors
///
/// A sentence for each key that has a wrong value.
pub fn read_type_options(table: &Table) -> Result<TypeOptions, Vec<String>> {
    let mut options = TypeOptions::default();
    let faults: Vec<String> = table
        .iter()
        .filter_map(|(key, value)| read_type_key(&mut options, key, value).err())
        .collect();
    if faults.is_empty() {
        Ok(options)
    } else {
        Err(faults)
    }
}

/// Makes a table of keys of `types` as a command line has them: `uuid=uuid::Uuid`,
/// `replace.Money=my_types::Money`, `newtypes=*Id`.
///
/// # Errors
///
/// For what has no `=`.
pub fn make_type_table(assignments: &[String]) -> Result<Table, String> {
    let mut table = Table::new();
    for assignment in assignments {
        let Some((key, value)) = assignment.split_once('=') else {
            return Err(format!("`{assignment}` has no `=` behind its key"));
        };
        let value = toml::from_str(&format!("value = {value}")).ok();
        let value = value.and_then(|mut table: Table| table.remove("value"));
        let text = || {
            Value::String(
                assignment
                    .split_once('=')
                    .map_or("", |(_, text)| text)
                    .to_owned(),
            )
        };
        let value = value.unwrap_or_else(text);
        match key.split_once('.') {
            Some((outer, inner)) => {
                let outer = table.entry(outer).or_insert_with(|| Table::new().into());
                if let Some(outer) = outer.as_table_mut() {
                    add_assigned_value(outer, inner, value);
                }
            }
            None => add_assigned_value(&mut table, key, value),
        }
    }
    Ok(table)
}

/// What is given twice becomes a list.
fn add_assigned_value(table: &mut Table, key: &str, value: Value) {
    let value = match (table.remove(key), value) {
        (Some(Value::Array(known)), Value::Array(more)) => [known, more].concat().into(),
        (Some(Value::Array(known)), one) => [known, vec![one]].concat().into(),
        (Some(known), Value::Array(more)) => [vec![known], more].concat().into(),
        (Some(known), one) => Value::Array(vec![known, one]),
        (None, value) => value,
    };
    table.insert(key.to_owned(), value);
}

fn read_type_key(options: &mut TypeOptions, key: &str, value: &Value) -> Result<(), String> {
    let rules = &mut options.rules;
    match key {
        "number" => options.number = read_number_type(value)?,
        "replace" => {
            for (schema, path) in read_table(key, value)? {
                rules
                    .replace
                    .insert(schema.clone(), read_rust_path(key, path)?);
            }
        }
        "newtypes" => {
            rules.newtypes = match value {
                Value::Boolean(true) => vec!["*".to_owned()],
                Value::Boolean(false) => Vec::new(),
                list => read_text_list(key, list)?.map(str::to_owned).collect(),
            }
        }
        "make-responses" => {
            let yes = value.as_bool();
            rules.make_responses = yes.ok_or("`types.make-responses` is `true` or `false`")?;
        }
        "secrets" => rules.secrets = read_text_list(key, value)?.map(str::to_owned).collect(),
        "derive" => {
            for (pattern, traits) in read_table(key, value)? {
                let traits = read_text_list(key, traits)?.map(|text| parse_rust_path(key, text));
                let traits: Result<_, String> = traits.collect();
                rules.derive.push((pattern.clone(), traits?));
            }
        }
        "attributes" => {
            for (pattern, attributes) in read_table(key, value)? {
                let attributes = read_text_list(key, attributes)?.map(|text| {
                    let read = RustAttribute::parse(text);
                    read.ok_or_else(|| {
                        format!("`{text}` in `types.{key}` is no attribute on one line")
                    })
                });
                let attributes: Result<_, String> = attributes.collect();
                rules.attributes.push((pattern.clone(), attributes?));
            }
        }
        format => {
            let path = read_rust_path(format, value)?;
            rules.formats.insert(format.to_owned(), path);
        }
    }
    Ok(())
}

fn read_number_type(value: &Value) -> Result<NumberType, String> {
    match value.as_str() {
        Some("f64") => Ok(NumberType::F64),
        Some("decimal") => Ok(NumberType::Decimal),
        _ => Err("`types.number` is \"f64\" or \"decimal\"".to_owned()),
    }
}

fn read_table<'v>(key: &str, value: &'v Value) -> Result<&'v Table, String> {
    let table = value.as_table();
    table.ok_or_else(|| format!("`types.{key}` is a table: `{key} = {{ NAME = … }}`"))
}

fn read_text_list<'v>(
    key: &str,
    value: &'v Value,
) -> Result<impl Iterator<Item = &'v str>, String> {
    let texts = match value {
        Value::String(one) => Some(vec![one.as_str()]),
        Value::Array(list) => list.iter().map(Value::as_str).collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let texts = texts.ok_or_else(|| format!("`types.{key}` takes lists of texts"))?;
    Ok(texts.into_iter())
}

fn read_rust_path(key: &str, value: &Value) -> Result<RustPath, String> {
    let text = value.as_str();
    let text = text.ok_or_else(|| format!("`types.{key}` names types: `\"uuid::Uuid\"`"))?;
    let path = parse_rust_path(key, text)?;
    // A type that stands alone would be another one in each module.
    if crate::rust::is_absolute_path(&path) {
        Ok(path)
    } else {
        let fault = format!("`{text}` in `types.{key}` begins with no crate");
        Err(fault + ": write `crate::Money`, or `my_types::Money`")
    }
}

fn parse_rust_path(key: &str, text: &str) -> Result<RustPath, String> {
    let path = RustPath::parse(text);
    path.ok_or_else(|| format!("`{text}` in `types.{key}` is no path of Rust"))
}
