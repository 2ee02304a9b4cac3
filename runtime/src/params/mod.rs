//! Parameters: their descriptions, and how values become text (OAS 3.1
//! §4.8.12). Takes JSON values, gives pieces of paths, queries, headers and
//! cookies; knows nothing of requests.

mod empty;
mod escape;
mod style;

pub use empty::OrEmpty;
pub(crate) use escape::EscapeSet;
pub(crate) use style::{is_undefined, print_plain_value, style_fields, style_inline, style_pairs};

use crate::json::{Encode, Rule};

/// Parameters of an operation that can all be left out.
pub trait Parameters {
    /// Gives their values, in the order in which the operation describes them behind those of
    /// its path.
    fn give(&self, take: &mut dyn FnMut(&[&dyn Encode]));
}

/// One parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) encoding: ParameterEncoding,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) allow_empty: bool,
    pub(crate) rules: &'static [Rule],
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    /// The whole query (OAS 3.2).
    QueryString,
    Header,
    Cookie,
}

impl Location {
    /// What a violation's path begins with.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query | Self::QueryString => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterEncoding {
    Style {
        style: Style,
        explode: bool,
        allow_reserved: bool,
    },
    /// `content` with a JSON media type.
    Json,
    /// `content` with `application/x-www-form-urlencoded`.
    Form,
    /// `content` with any other media type: the plain text of the value.
    Text,
}

/// Parameter styles (OAS 3.2 §4.12.3; before 3.2 without `Cookie`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;color=blue`, in paths.
    Matrix,
    /// `.blue`, in paths.
    Label,
    /// `blue`, in paths and headers.
    Simple,
    /// `color=blue`, in queries and cookies.
    Form,
    /// `color=blue%20black`, in queries.
    SpaceDelimited,
    /// `color=blue%7Cblack`, in queries.
    PipeDelimited,
    /// `color%5BR%5D=100`, in queries. What the specification leaves open:
    /// lists have an index (`color%5B0%5D=blue`), deeper values more brackets.
    DeepObject,
    /// `color=blue`, in cookies, without percent-encoding.
    Cookie,
}

impl Parameter {
    /// A parameter in the path: style `simple`, not exploded, required.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple, false).required()
    }

    /// A parameter in the query: style `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form, true)
    }

    /// A parameter that is the whole query (OAS 3.2): a form by default,
    /// [`json`](Self::json) makes it a JSON text, [`text`](Self::text) a plain one.
    /// The name is for errors.
    #[must_use]
    pub const fn query_string(name: &'static str) -> Self {
        Self::new(name, Location::QueryString, Style::Form, true).form()
    }

    /// A parameter in a header: style `simple`, not exploded.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple, false)
    }

    /// A parameter in a cookie: style `form`, exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form, true)
    }

    const fn new(name: &'static str, location: Location, style: Style, explode: bool) -> Self {
        Self {
            name,
            location,
            encoding: ParameterEncoding::Style {
                style,
                explode,
                allow_reserved: false,
            },
            required: false,
            nullable: false,
            allow_empty: false,
            rules: &[],
        }
    }

    /// Sets `style` and `explode`.
    #[must_use]
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        let allow_reserved = match self.encoding {
            ParameterEncoding::Style { allow_reserved, .. } => allow_reserved,
            ParameterEncoding::Json | ParameterEncoding::Form | ParameterEncoding::Text => false,
        };
        self.encoding = ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        };
        self
    }

    /// Sets `allowReserved`: reserved characters and what is already
    /// percent-encoded stay as they are.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        if let ParameterEncoding::Style { style, explode, .. } = self.encoding {
            self.encoding = ParameterEncoding::Style {
                style,
                explode,
                allow_reserved: true,
            };
        }
        self
    }

    /// Makes it a parameter with `content` of a JSON media type.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.encoding = ParameterEncoding::Json;
        self
    }

    /// Makes it a parameter with `content` of `application/x-www-form-urlencoded`.
    #[must_use]
    pub const fn form(mut self) -> Self {
        self.encoding = ParameterEncoding::Form;
        self
    }

    /// Makes it a parameter with `content` of `text/plain` or the like: the text of
    /// the value, which for a list or an object is JSON.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.encoding = ParameterEncoding::Text;
        self
    }

    /// Makes it required: an absent value is a violation.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Allows null for a required parameter, which is sent as what its style has for
    /// an undefined value (the column of that name in OAS 3.1 §4.8.12.4): `color=`.
    /// What is JSON has `null`; a style without such a form makes it a violation.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// Sets `allowEmptyValue`: the empty text need not keep to the rules.
    #[must_use]
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Sets what values must keep to.
    #[must_use]
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }
}
