//! Objects: known properties by their table, then the rest.

use std::collections::BTreeMap;

use super::Writer;
use crate::json::path::Segment;
use crate::json::pattern::{find_name_violation, matches_any_pattern};
use crate::json::{Encode, Field, Presence, Reader, Record, Rule, check};
use crate::values::{Extra, Object};

impl Writer {
    /// Writes an object: `values`, one for each field of `record`, then `rest`.
    ///
    /// Absent optional properties are left out; a nullable one that is always
    /// there is written as `null`; of a closed record `rest` is left out, but what an
    /// expression of the table matches, and in what mocks answer. Checks what the table demands.
    pub fn record(&mut self, record: &Record, values: &[&dyn Encode], rest: &dyn Rest) {
        let start = self.out.len();
        let mut members = Members::begin(self, record.fields, record.rest_rules);
        members.patterns = record.patterns;
        for (field, value) in record.fields.iter().zip(values) {
            if !(may_be_absent(field.presence) && value.is_absent()) {
                members.field(field, *value);
            }
        }
        if !record.is_closed || !record.patterns.is_empty() || members.to.is_response {
            rest.write(&mut members);
        }
        members.end();
        if !record.any_of.is_empty() {
            self.check_any_of(record, start);
        }
        // Most records have none, and even adding nothing to the violations takes time.
        if !record.rules.is_empty() {
            let broken = check(record.rules, self.written(start));
            self.violations.extend(broken);
        }
    }

    /// Writes a variant of a union, with the tag by which others find it: the object gets
    /// the property `property` with the text `tag`, unless it has one already.
    pub fn tagged(&mut self, property: &str, tag: &str, value: &dyn Encode) {
        let start = self.out.len();
        value.encode(self);
        let Ok(members) = Reader::new(self.written(start)).raw_members() else {
            return;
        };
        if members.iter().any(|(name, _)| name == property) {
            return;
        }
        let is_last = members.is_empty();
        let mut member = Self::new();
        member.string(property);
        member.out.push(':');
        member.string(tag);
        if !is_last {
            member.out.push(',');
        }
        self.out.insert_str(start + "{".len(), &member.out);
    }

    /// Writes an object of which no property is known.
    pub fn map(&mut self, rest: &dyn Rest) {
        let mut members = Members::begin(self, &[], &[]);
        rest.write(&mut members);
        members.end();
    }

    #[cold]
    fn check_any_of(&mut self, record: &Record, start: usize) {
        let members = Reader::new(self.written(start)).raw_members();
        let members = members.unwrap_or_default();
        let has = |name: &&str| members.iter().any(|(known, _)| known == name);
        if !record.any_of.iter().any(|set| set.iter().all(has)) {
            self.violation(format!("must have {}", record.alternatives()));
        }
    }
}

const fn may_be_absent(presence: Presence) -> bool {
    !presence.must_be_there()
}

/// The members of an object that is being written.
#[derive(Debug)]
pub struct Members<'w> {
    to: &'w mut Writer,
    /// Properties that have been dealt with; the rest may not repeat them.
    known: &'static [Field],
    /// What is demanded of the values of the rest.
    rest_rules: &'static [Rule],
    /// What names of the rest must match, where not all may be sent.
    patterns: &'static [&'static str],
    first: bool,
}

impl<'w> Members<'w> {
    fn begin(to: &'w mut Writer, known: &'static [Field], rest_rules: &'static [Rule]) -> Self {
        to.out.push('{');
        Self {
            to,
            known,
            rest_rules,
            patterns: &[],
            first: true,
        }
    }

    fn end(self) {
        self.to.out.push('}');
    }

    /// Writes a member that the table does not have; one that it has is left
    /// out, so that no name stands there twice, and one that a closed object does not take.
    pub fn member(&mut self, name: &str, value: &dyn Encode) {
        if self.takes(name) {
            self.other_member(name, value);
        }
    }

    /// Writes a member that belongs to those whose names match an expression of the document.
    /// One that does not breaks a rule: nobody but the program can have put it there.
    pub(crate) fn matched_member(&mut self, name: &str, value: &dyn Encode) {
        self.other_member(name, value);
        if let Some(mut violation) = find_name_violation(name, self.patterns) {
            violation.move_into(&Segment::member(name.to_owned()));
            self.to.violations.push(violation);
        }
    }

    /// Whether a closed object takes a member of this name.
    fn takes(&self, name: &str) -> bool {
        self.patterns.is_empty() || self.to.is_response || matches_any_pattern(name, self.patterns)
    }

    fn other_member(&mut self, name: &str, value: &dyn Encode) {
        if self.known.iter().all(|field| field.name != name) {
            self.comma();
            self.to.string(name);
            self.to.out.push(':');
            self.value(name, value, self.rest_rules);
        }
    }

    fn field(&mut self, field: &Field, value: &dyn Encode) {
        if field.is_plain {
            let first = std::mem::take(&mut self.first);
            self.to.raw(if first { "\"" } else { ",\"" });
            self.to.raw(field.name);
            self.to.raw("\":");
        } else {
            self.comma();
            self.to.string(field.name);
            self.to.out.push(':');
        }
        self.value(field.name, value, field.rules);
    }

    #[inline]
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.to.out.push(',');
        }
    }

    /// Writes the value behind its name and checks it.
    #[inline]
    fn value(&mut self, name: &str, value: &dyn Encode, rules: &[Rule]) {
        let mark = self.to.violations.len();
        let start = self.to.out.len();
        value.encode(self.to);
        // Most fields have none, and even adding nothing to the violations takes time.
        if !rules.is_empty() {
            let broken = check(rules, self.to.written(start));
            self.to.violations.extend(broken);
        }
        self.to
            .move_violations(mark, || Segment::member(name.to_owned()));
    }
}

/// What an object holds besides the properties of its table.
pub trait Rest {
    /// Writes all of it, by [`Members::member`].
    fn write(&self, to: &mut Members<'_>);
}

impl Rest for () {
    fn write(&self, _to: &mut Members<'_>) {}
}

impl Rest for Object {
    fn write(&self, to: &mut Members<'_>) {
        for (name, value) in self {
            to.member(name, value);
        }
    }
}

impl Rest for Extra {
    fn write(&self, to: &mut Members<'_>) {
        Object::write(self, to);
    }
}

impl<T: Encode> Rest for BTreeMap<String, T> {
    fn write(&self, to: &mut Members<'_>) {
        for (name, value) in self {
            to.member(name, value);
        }
    }
}
