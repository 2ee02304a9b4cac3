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
    // naming and shaping
    NumberedName = "W0401": "A name needs a number to be unique",
    OtherMediaTypes = "W0402": "A request body is offered in one of its media types only",
    BytesBody = "W0403": "A body is handled as plain bytes",
    UnfitPagination = "W0404": "A declared pagination does not fit the operation",
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
