//! The tables of generated structs: which properties an object has.
//!
//! Data only: [`Reader::record`](super::Reader::record) and
//! [`Writer::record`](super::Writer::record) follow these tables.

use super::pattern::matches_any_pattern;
use super::{RestSlot, Rule};

/// The properties of an object, in the order of the document.
#[derive(Debug)]
pub struct Record {
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) any_of: &'static [&'static [&'static str]],
    pub(crate) rules: &'static [Rule],
    pub(crate) rest_rules: &'static [Rule],
    pub(crate) is_strict: bool,
    pub(crate) is_closed: bool,
    pub(crate) patterns: &'static [&'static str],
    pub(crate) constants: &'static [(&'static str, &'static str)],
}

impl Record {
    /// Makes a table; `name` is the Rust name of the type.
    #[must_use]
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self {
            name,
            fields,
            any_of: &[],
            rules: &[],
            rest_rules: &[],
            is_strict: false,
            is_closed: false,
            patterns: &[],
            constants: &[],
        }
    }

    /// Adds what the document demands of the object as a whole, such as the number of its
    /// members; checked when it is written.
    #[must_use]
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// Adds what the document demands of each value whose name it does not give
    /// (`additionalProperties`); checked when it is written.
    #[must_use]
    pub const fn rest_rules(mut self, rules: &'static [Rule]) -> Self {
        self.rest_rules = rules;
        self
    }

    /// Closes the object (`additionalProperties: false`): what the table does not name
    /// is kept when it is read, as a server may be newer than the document, and left out
    /// when it is written, as the server takes no others.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.is_closed = true;
        self
    }

    /// Lets members beyond those of the table belong to a closed object whose names match one
    /// of these expressions (`patternProperties`).
    #[must_use]
    pub const fn patterns(mut self, patterns: &'static [&'static str]) -> Self {
        self.patterns = patterns;
        self
    }

    /// Names properties that always have one value, and that value as JSON: an object
    /// in which one of them is there with another value is not of this type (JSON
    /// Schema 2020-12, Validation §6.1.3).
    #[must_use]
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static str)]) -> Self {
        self.constants = constants;
        self
    }

    /// Demands that all properties of at least one set are there.
    #[must_use]
    pub const fn any_of(mut self, sets: &'static [&'static [&'static str]]) -> Self {
        self.any_of = sets;
        self
    }

    /// Says that responses in which such an object does not keep to the document are errors,
    /// also where others are read as far as they go.
    #[must_use]
    pub const fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Rust name of the type.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The properties, in the order of the document.
    #[must_use]
    pub const fn fields(&self) -> &'static [Field] {
        self.fields
    }

    /// The sets of properties of which one must be there: "`a` and `b`, or `c`".
    pub(crate) fn alternatives(&self) -> String {
        let all = |set: &&[&str]| {
            let names: Vec<String> = set.iter().map(|name| format!("`{name}`")).collect();
            names.join(" and ")
        };
        let sets: Vec<String> = self.any_of.iter().map(all).collect();
        sets.join(", or ")
    }

    /// Whether the document speaks of members called `name` beyond those of the table, which
    /// it does of all where `rest` is documented, or of those that an expression matches.
    pub(crate) fn has_place_for(&self, name: &str, rest: &dyn RestSlot) -> bool {
        match self.patterns {
            [] => rest.is_documented(),
            patterns => matches_any_pattern(name, patterns),
        }
    }

    /// Position of the property `name`. The search begins at `from` and goes
    /// around, because properties mostly come in the order of the document.
    pub(crate) fn find(&self, name: &str, from: usize) -> Option<usize> {
        let (before, after) = self.fields.split_at_checked(from)?;
        let position = |fields: &[Field]| fields.iter().position(|field| field.name == name);
        position(after)
            .map(|found| from + found)
            .or_else(|| position(before))
    }
}

/// A property of an object.
#[derive(Debug)]
pub struct Field {
    pub(crate) name: &'static str,
    /// Whether the name can be written without escapes.
    pub(crate) is_plain: bool,
    pub(crate) presence: Presence,
    pub(crate) rules: &'static [Rule],
    pub(crate) is_strict: bool,
}

/// Whether a property must be there, and whether it may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null (unless the type itself has a null).
    Required,
    /// Always there, may be null: `Option<T>`, which writes `null`.
    Nullable,
    /// May be absent: `Option<T>`. A null that is read counts as absent.
    Optional,
    /// May be absent, may be null, and these differ: [`Maybe<T>`](crate::Maybe).
    OptionalNullable,
}

impl Presence {
    /// Whether an object without the property is wrong.
    pub(crate) const fn must_be_there(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }
}

impl Field {
    /// A property that is always there and never null.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A property that is always there and may be null.
    #[must_use]
    pub const fn nullable(name: &'static str) -> Self {
        Self::new(name, Presence::Nullable)
    }

    /// A property that may be absent.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// A property that may be absent, and may be null.
    #[must_use]
    pub const fn optional_nullable(name: &'static str) -> Self {
        Self::new(name, Presence::OptionalNullable)
    }

    /// Adds what the document demands of the value; checked when it is written.
    #[must_use]
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// Says that the name cannot stand in JSON as it is: it has a quote, a backslash
    /// or a control character. Nobody looks for them here, because tables are
    /// evaluated whenever generated code is compiled.
    #[must_use]
    pub const fn escaped(mut self) -> Self {
        self.is_plain = false;
        self
    }

    /// Says that responses in which the property does not keep to the document are errors,
    /// also where others are read as far as they go.
    #[must_use]
    pub const fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the property must be there.
    #[must_use]
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    const fn new(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            is_plain: true,
            presence,
            rules: &[],
            is_strict: false,
        }
    }
}
