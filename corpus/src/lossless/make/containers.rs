//! Arrays and objects: how many items, which properties.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{DEEP, LARGE, Maker, Parts, Place};
use crate::lossless::{number, text};

impl<'d> Maker<'_, 'd> {
    pub(super) fn array(&mut self, parts: &Parts<'d>, depth: usize) -> Option<Value> {
        let least = number::find_highest_keyword(&parts.schemas, "minItems", 0.0) as usize;
        let most = number::find_lowest_keyword(&parts.schemas, "maxItems", f64::MAX) as usize;
        let prefix: Vec<&'d Value> = parts
            .schemas
            .iter()
            .find_map(|schema| schema.get("prefixItems")?.as_array())
            .into_iter()
            .flatten()
            .collect();
        let items: Vec<&'d Value> = parts
            .schemas
            .iter()
            .filter_map(|schema| schema.get("items"))
            .collect();
        let wanted = if self.is_modest(depth) {
            least
        } else {
            least.max(prefix.len()) + self.random.below(3)
        };
        let mut made = Vec::new();
        for index in 0..wanted.min(most).min(least.max(60)) {
            let item = match prefix.get(index) {
                Some(schema) => self.inside(&[*schema], depth + 1),
                None => self.inside(&items, depth + 1),
            };
            match item {
                Some(item) => made.push(item),
                None if made.len() < least => return None,
                None => break,
            }
        }
        let unique = parts
            .schemas
            .iter()
            .any(|schema| schema.get("uniqueItems") == Some(&Value::Bool(true)));
        if unique {
            let mut seen = Vec::new();
            made.retain(|item| {
                let new = !seen.contains(item);
                seen.push(item.clone());
                new
            });
        }
        Some(Value::Array(made))
    }

    /// Whether only what must be there is made.
    fn is_modest(&self, depth: usize) -> bool {
        depth >= DEEP || self.size > LARGE || self.fullness == 0
    }

    pub(super) fn object(&mut self, parts: &Parts<'d>, depth: usize) -> Option<Value> {
        let mut properties: BTreeMap<&'d String, Vec<&'d Value>> = BTreeMap::new();
        let mut order: Vec<&'d String> = Vec::new();
        for schema in &parts.schemas {
            for (name, property) in schema
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                let known = properties.entry(name).or_default();
                if known.is_empty() {
                    order.push(name);
                }
                known.push(property);
            }
        }
        let required: Vec<&str> = parts
            .schemas
            .iter()
            .filter_map(|schema| schema.get("required")?.as_array())
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut object = Map::new();
        for name in order {
            let must = required.contains(&name.as_str());
            if !must && (self.is_modest(depth) || !self.random.percent(self.fullness)) {
                continue;
            }
            let schemas = properties.get(name).cloned().unwrap_or_default();
            match self.inside(&schemas, depth + 1) {
                Some(value) => {
                    object.insert(name.clone(), value);
                }
                None if must => return None,
                None => {}
            }
        }
        for name in required {
            if !object.contains_key(name) {
                let value = self.other(name, parts, depth)?;
                object.insert(name.to_owned(), value);
            }
        }
        self.tag(parts, &mut object);
        self.others(parts, depth, &mut object);
        Some(Value::Object(object))
    }

    /// Writes what discriminators demand, unless a list of values stands against it.
    fn tag(&mut self, parts: &Parts<'d>, object: &mut Map<String, Value>) {
        for (property, value) in &parts.tags {
            let mut found = Parts::default();
            for schema in &parts.schemas {
                let schema = schema
                    .get("properties")
                    .and_then(|properties| properties.get(property));
                // what cannot be collected is judged later
                let _ = schema.map(|schema| self.collect(schema, Place::Value, &mut found));
            }
            let value = json!(value);
            let may = found.schemas.iter().all(|schema| {
                let listed = schema
                    .get("enum")
                    .and_then(Value::as_array)
                    .is_none_or(|list| list.contains(&value));
                listed
                    && schema
                        .get("const")
                        .is_none_or(|constant| *constant == value)
            });
            if may {
                object.insert(property.clone(), value);
            }
        }
    }

    /// The value of a property that `properties` does not name.
    fn other(&mut self, name: &str, parts: &Parts<'d>, depth: usize) -> Option<Value> {
        let _ = name;
        let schemas: Vec<&'d Value> = parts
            .schemas
            .iter()
            .filter_map(|schema| schema.get("additionalProperties"))
            .collect();
        if schemas.iter().any(|schema| **schema == Value::Bool(false)) {
            return None;
        }
        self.inside(&schemas, depth + 1)
    }

    /// Properties under free names.
    fn others(&mut self, parts: &Parts<'d>, depth: usize, object: &mut Map<String, Value>) {
        let least = parts
            .schemas
            .iter()
            .filter_map(|schema| schema.get("minProperties")?.as_u64())
            .max()
            .unwrap_or_default();
        let missing = usize::try_from(least)
            .unwrap_or_default()
            .saturating_sub(object.len());
        let is_map = parts.schemas.iter().any(|schema| {
            schema
                .get("additionalProperties")
                .is_some_and(Value::is_object)
        });
        let wanted = if self.is_modest(depth) {
            0
        } else if is_map {
            self.random.below(3)
        } else {
            usize::from(self.random.percent(15))
        };
        let names = parts
            .schemas
            .iter()
            .find_map(|schema| schema.get("propertyNames"));
        let patterns: Vec<(&'d String, &'d Value)> = parts
            .schemas
            .iter()
            .filter_map(|schema| schema.get("patternProperties")?.as_object())
            .flatten()
            .collect();
        let closed = parts
            .schemas
            .iter()
            .any(|schema| schema.get("additionalProperties") == Some(&Value::Bool(false)));
        for index in 0..wanted.max(missing).min(20) {
            if let Some((pattern, schema)) = self.random.pick(&patterns).copied() {
                if let (Some(name), Some(value)) = (
                    text::make_matching_text(self.random, pattern),
                    self.inside(&[schema], depth + 1),
                ) {
                    object.insert(name, value);
                }
                continue;
            }
            if closed {
                return;
            }
            let name = match names.map(|names| self.inside(&[names], depth + 1)) {
                Some(Some(Value::String(name))) => name,
                _ => format!("extra {index}"),
            };
            if !object.contains_key(&name)
                && let Some(value) = self.other(&name, parts, depth)
            {
                object.insert(name, value);
            }
        }
    }
}
