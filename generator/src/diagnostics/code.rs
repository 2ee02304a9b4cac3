//! The stable codes of all findings.
//!
//! `E01xx`/`W01xx` reading, `E02xx`/`W02xx` normalising, `E03xx`/`W03xx`
//! resolving, `E04xx`/`W04xx` naming and shaping, `E05xx`/`W05xx` configuration
//! and output. To add one: a line in the table below, its page in
//! `explanations/<code>.md`, and a fixture under `tests/diagnostics/` that is
//! named after it.

use super::Severity;

macro_rules! codes {
    ($($name:ident = $text:literal: $title:literal,)*) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code's text, such as `E0203`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What the code stands for, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The long explanation, as CommonMark.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explanations/", $text, ".md")),)* }
            }
        }
    };
}

codes! {
    // reading
    FileNotFound = "E0101": "A file cannot be read",
    // resolving
    UnresolvedReference = "E0301": "A reference leads nowhere",
    ReferenceCycle = "E0302": "References go round in a circle",
    WrongExtension = "E0303": "An x-bindery key has the wrong form",
    AllOfContradiction = "W0301": "Members of allOf contradict each other",
    RecursiveAllOf = "W0302": "allOf leads back to itself",
    IgnoredKeyword = "W0303": "A keyword does not shape types",
    AmbiguousUnion = "W0304": "Nothing tells alternatives apart",
    EnumFallback = "W0305": "An enum becomes a plain type",
    DiscriminatorMapping = "W0306": "A discriminator does not fit its alternatives",
    UndeclaredPathParameter = "W0307": "A variable of the path is not declared",
    UnusedPathParameter = "W0308": "A path parameter has no place in the path",
    MissingOperationId = "W0309": "An operation has no operationId",
    DuplicateOperationId = "W0310": "Two operations have one operationId",
    UndeclaredSecurityScheme = "W0311": "A security scheme is not declared",
    ParameterStyle = "W0312": "The style of a parameter has no meaning for its type",
    XmlAsText = "W0313": "XML is carried as text",
    NoSuccess = "W0314": "An operation documents no success",
    UnsupportedSchema = "W0315": "A type cannot show this schema",
    UnionFallback = "W0316": "Alternatives become one object",
}

impl Code {
    /// Errors start with `E`, warnings with `W`.
    pub fn severity(self) -> Severity {
        if self.as_str().starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }

    /// Finds a code by its text, without regard to case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}
