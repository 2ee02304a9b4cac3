//! Checks one written value against the rules of its schema.
//!
//! Takes JSON text, so that values of every type are checked by the same few
//! lines. Knows nothing of Rust types.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::mem::discriminant;

use super::path::Segment;
use super::pattern::matches_pattern;
use super::{Digits, Kind, Reader, Rule, Violation};
use crate::values::Value;

/// What in `json` breaks `rules`. Paths begin at the value: `$`, `$[3]`.
/// A null is never wrong here, nor is text that is not JSON.
#[must_use]
pub fn check(rules: &[Rule], json: &str) -> Vec<Violation> {
    if rules.is_empty() {
        return Vec::new();
    }
    let subject = Subject::of(json);
    rules
        .iter()
        .flat_map(|rule| check_rule(rule, json, &subject))
        .collect()
}

/// A value, as far as rules look at it.
enum Subject<'j> {
    Number(&'j str),
    Text(Cow<'j, str>),
    Array(Vec<&'j str>),
    Object(Vec<(Cow<'j, str>, &'j str)>),
    Other,
}

impl<'j> Subject<'j> {
    fn of(json: &'j str) -> Self {
        Self::read(json).unwrap_or(Self::Other)
    }

    fn read(json: &'j str) -> Option<Self> {
        let mut reader = Reader::new(json);
        Some(match reader.kind().ok()? {
            Kind::Number => Self::Number(json.trim()),
            Kind::String => Self::Text(reader.string().ok()?),
            Kind::Array => Self::Array(reader.raw_items().ok()?),
            Kind::Object => Self::Object(reader.raw_members().ok()?),
            Kind::Null | Kind::Bool => Self::Other,
        })
    }

    /// Characters, if it is a string.
    fn characters(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Number(_) | Self::Array(_) | Self::Object(_) | Self::Other => None,
        }
    }

    /// How many items, if it is an array.
    fn items(&self) -> Option<usize> {
        match self {
            Self::Array(items) => Some(items.len()),
            Self::Number(_) | Self::Text(_) | Self::Object(_) | Self::Other => None,
        }
    }

    /// How many members, if it is an object.
    fn members(&self) -> Option<usize> {
        match self {
            Self::Object(members) => Some(members.len()),
            Self::Number(_) | Self::Text(_) | Self::Array(_) | Self::Other => None,
        }
    }
}

fn check_rule(rule: &Rule, json: &str, subject: &Subject<'_>) -> Vec<Violation> {
    let one = match *rule {
        Rule::Minimum(bound) => check_bound(subject, Ordering::is_ge, "at least", bound),
        Rule::Maximum(bound) => check_bound(subject, Ordering::is_le, "at most", bound),
        Rule::ExclusiveMinimum(bound) => check_bound(subject, Ordering::is_gt, "more than", bound),
        Rule::ExclusiveMaximum(bound) => check_bound(subject, Ordering::is_lt, "less than", bound),
        Rule::MultipleOf(divisor) => check_multiple(subject, divisor),
        Rule::MinLength(least) => is_at_least(subject.characters(), least, "character"),
        Rule::MaxLength(most) => is_at_most(subject.characters(), most, "character"),
        Rule::MinItems(least) => is_at_least(subject.items(), least, "item"),
        Rule::MaxItems(most) => is_at_most(subject.items(), most, "item"),
        Rule::MinProperties(least) => is_at_least(subject.members(), least, "member"),
        Rule::MaxProperties(most) => is_at_most(subject.members(), most, "member"),
        Rule::Pattern(pattern) => check_pattern(subject, pattern),
        Rule::Const(constant) => check_constant(json, constant),
        Rule::UniqueItems => return check_unique_items(subject),
        Rule::Each(rules) => return check_value(subject, rules),
        Rule::Positions(rules) => return check_positions(subject, rules),
        Rule::AnyOf(alternatives) => check_alternatives(json, alternatives),
    };
    one.map(Violation::here).into_iter().collect()
}

fn check_bound(
    subject: &Subject<'_>,
    is_within: fn(Ordering) -> bool,
    words: &str,
    bound: &str,
) -> Option<String> {
    let Subject::Number(text) = subject else {
        return None;
    };
    let order = Digits::new(text).compare(Digits::new(bound));
    (!is_within(order)).then(|| format!("must be {words} {bound}, not {text}"))
}

fn check_multiple(subject: &Subject<'_>, divisor: &str) -> Option<String> {
    let Subject::Number(text) = subject else {
        return None;
    };
    let is_multiple = Digits::new(text).is_multiple_of(Digits::new(divisor));
    (!is_multiple).then(|| format!("must be a multiple of {divisor}, not {text}"))
}

fn is_at_least(size: Option<usize>, least: u64, unit: &str) -> Option<String> {
    let size = size? as u64;
    (size < least).then(|| explain_size(size, "at least", least, unit))
}

fn is_at_most(size: Option<usize>, most: u64, unit: &str) -> Option<String> {
    let size = size? as u64;
    (size > most).then(|| explain_size(size, "at most", most, unit))
}

fn explain_size(size: u64, words: &str, limit: u64, unit: &str) -> String {
    let plural = if limit == 1 { "" } else { "s" };
    format!("must have {words} {limit} {unit}{plural}, not {size}")
}

/// Equal as JSON values: however numbers are written and members are ordered.
fn check_unique_items(subject: &Subject<'_>) -> Vec<Violation> {
    let Subject::Array(items) = subject else {
        return Vec::new();
    };
    let mut seen = HashMap::new();
    let mut broken = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Ok(value) = Reader::new(item).read::<Value>() else {
            break;
        };
        if let Some(before) = seen.insert(value.canonical(), index) {
            let message = format!("must not repeat an item: {index} is the same as {before}");
            broken.push(Violation::here(message));
        }
    }
    broken
}

fn check_value(subject: &Subject<'_>, rules: &[Rule]) -> Vec<Violation> {
    match subject {
        Subject::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(index, item)| check_inside(rules, item, &Segment::Index(index)))
                .collect()
        }
        Subject::Object(members) => {
            let name = |name: &str| Segment::member(name.to_owned());
            let members = members.iter();
            members
                .flat_map(|(key, value)| check_inside(rules, value, &name(key)))
                .collect()
        }
        Subject::Number(_) | Subject::Text(_) | Subject::Other => Vec::new(),
    }
}

/// An array that is shorter or longer than its positions is a matter of its type.
fn check_positions(subject: &Subject<'_>, rules: &[&[Rule]]) -> Vec<Violation> {
    let Subject::Array(items) = subject else {
        return Vec::new();
    };
    let items = items.iter().zip(rules).enumerate();
    items
        .flat_map(|(index, (item, rules))| check_inside(rules, item, &Segment::Index(index)))
        .collect()
}

/// One message for all alternatives: which of them is meant, only the caller knows.
fn check_alternatives(json: &str, alternatives: &[&[Rule]]) -> Option<String> {
    let mut reasons: Vec<String> = Vec::new();
    for rules in alternatives {
        let broken = check(rules, json);
        let reason = broken.first()?;
        reasons.push(reason.message.clone());
    }
    Some(reasons.join(", or "))
}

/// Equal as JSON values, as items are: `1.0` is `1`. Like all rules it says nothing of values of
/// another JSON type, which may be those of another alternative. The message does not repeat
/// what was found, because it may be of any length.
fn check_constant(json: &str, constant: &str) -> Option<String> {
    let read = |json: &str| Reader::new(json).read::<Value>().ok();
    let (found, wanted) = (read(json)?, read(constant)?);
    let is_other =
        discriminant(&found) == discriminant(&wanted) && found.canonical() != wanted.canonical();
    is_other.then(|| format!("must be {constant}"))
}

fn check_pattern(subject: &Subject<'_>, pattern: &'static str) -> Option<String> {
    let Subject::Text(text) = subject else {
        return None;
    };
    (!matches_pattern(text, pattern)?).then(|| format!("must match `{pattern}`"))
}

fn check_inside(rules: &[Rule], json: &str, segment: &Segment) -> Vec<Violation> {
    let mut broken = check(rules, json);
    for violation in &mut broken {
        violation.move_into(segment);
    }
    broken
}
