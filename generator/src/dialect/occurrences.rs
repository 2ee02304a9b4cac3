//! Where a document has the keywords of the grammar, for tests that have to see all of them.

use serde_json::Value;

use super::grammar::{Object, RestKeys, ValueKind};
use super::{objects, schema};

/// A keyword of the grammar.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Keyword {
    /// The name of its object in the specification.
    pub(crate) object: &'static str,
    pub(crate) key: &'static str,
}

/// All places of keywords in a document, in its order; those that bindery passes over are left
/// out.
pub(crate) fn find_keywords(document: &Value) -> Vec<(Keyword, String)> {
    let mut found = Vec::new();
    visit_keywords_of_object(&objects::OPENAPI, document, "", &mut found);
    found
}

/// All keywords that the grammar has, but for those that bindery passes over.
pub(crate) fn list_keywords() -> Vec<Keyword> {
    let mut seen: Vec<&'static Object> = Vec::new();
    let mut open: Vec<&'static Object> = vec![&objects::OPENAPI, &schema::SCHEMA];
    while let Some(object) = open.pop() {
        // Three objects of flows have one name.
        if seen.iter().any(|other| std::ptr::eq(*other, object)) {
            continue;
        }
        seen.push(object);
        let fields = object.fields.iter().map(|field| field.kind);
        let rest = match object.rest {
            RestKeys::All(kind) => Some(kind),
            RestKeys::Unknown => None,
        };
        open.extend(fields.chain(rest).filter_map(find_object_of_kind));
    }
    let mut keywords: Vec<Keyword> = Vec::new();
    for object in seen {
        let fields = object.fields.iter();
        let known = fields.filter(|field| is_heeded_kind(field.kind));
        keywords.extend(known.map(|field| Keyword {
            object: object.name,
            key: field.key,
        }));
    }
    keywords.sort();
    keywords.dedup();
    keywords
}

fn is_heeded_kind(kind: ValueKind) -> bool {
    !matches!(kind, ValueKind::Ignored | ValueKind::Unsupported)
}

fn find_object_of_kind(kind: ValueKind) -> Option<&'static Object> {
    match kind {
        ValueKind::List(inner) | ValueKind::Map(inner) => find_object_of_kind(*inner),
        ValueKind::Object(object)
        | ValueKind::Referable(object, _)
        | ValueKind::Inlined(object) => Some(object),
        ValueKind::Schema | ValueKind::BooleanOrSchema => Some(&schema::SCHEMA),
        ValueKind::Any
        | ValueKind::Text
        | ValueKind::Types
        | ValueKind::Boolean
        | ValueKind::Size
        | ValueKind::Digits
        | ValueKind::Ignored
        | ValueKind::Unsupported => None,
    }
}

fn visit_keywords_of_object(
    object: &'static Object,
    value: &Value,
    at: &str,
    found: &mut Vec<(Keyword, String)>,
) {
    let Some(members) = value.as_object() else {
        return;
    };
    for (key, value) in members {
        let step = key.replace('~', "~0").replace('/', "~1");
        let place = format!("{at}/{step}");
        let field = object.fields.iter().find(|field| field.key == key);
        match (field, object.rest) {
            (Some(field), _) => {
                if is_heeded_kind(field.kind) {
                    let keyword = Keyword {
                        object: object.name,
                        key: field.key,
                    };
                    found.push((keyword, place.clone()));
                }
                visit_keywords_of_value(field.kind, value, &place, found);
            }
            (None, RestKeys::All(kind)) => visit_keywords_of_value(kind, value, &place, found),
            (None, RestKeys::Unknown) => {}
        }
    }
}

fn visit_keywords_of_value(
    kind: ValueKind,
    value: &Value,
    at: &str,
    found: &mut Vec<(Keyword, String)>,
) {
    match (kind, value) {
        (ValueKind::List(inner), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                visit_keywords_of_value(*inner, item, &format!("{at}/{index}"), found);
            }
        }
        (ValueKind::Map(inner), Value::Object(members)) => {
            for (key, value) in members {
                let step = key.replace('~', "~0").replace('/', "~1");
                visit_keywords_of_value(*inner, value, &format!("{at}/{step}"), found);
            }
        }
        _ => {
            if let Some(object) = find_object_of_kind(kind) {
                visit_keywords_of_object(object, value, at, found);
            }
        }
    }
}
