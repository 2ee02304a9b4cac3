//! Why a text cannot be read, as findings.

use super::repeated::report_repeated_keys;
use super::visitor::Refusal;
use crate::diagnostics::{Code, Diagnostic, Errors, Place};
use crate::limits::MOST_LEVELS_OF_FILE;
use crate::place::lines::LineIndex;
use crate::place::text::{FileFormat, FileText};

/// What a parser says.
pub(super) struct SyntaxError {
    /// Line and column, from 1.
    pub position: Option<(usize, usize)>,
    /// Its own words, which repeat the position.
    pub text: String,
    /// Set if the syntax is fine, but the value is refused.
    pub refusal: Option<Refusal>,
}

impl SyntaxError {
    /// The findings for it.
    pub(super) fn report(&self, source: &FileText) -> Errors {
        match self.refusal {
            Some(refusal) => report_refusal(source, refusal, self),
            None => self.report_syntax(source).into(),
        }
    }

    fn place(&self, source: &FileText) -> Place {
        match self.position {
            Some((line, column)) => Place::Position(source.path.clone(), line, column),
            None => Place::File(source.path.clone()),
        }
    }

    fn report_syntax(&self, source: &FileText) -> Diagnostic {
        let (code, name) = match source.format {
            FileFormat::Json => (Code::InvalidJson, "JSON"),
            FileFormat::Yaml => (Code::InvalidYaml, "YAML"),
        };
        // Both parsers put the position into their words. Ours stands before the excerpt, and
        // theirs would count lines of the mended text.
        let (what, context) = match self.text.split_once(" at line ") {
            Some((what, rest)) => (what, rest.split_once(", ").map(|(_, context)| context)),
            None => (self.text.as_str(), None),
        };
        let mut finding = Diagnostic::new(
            code,
            self.place(source),
            format!("the file is not valid {name}: {what}"),
        );
        if let Some(context) = context {
            finding = finding.note(context);
        }
        finding.help(syntax_help(source.format, what))
    }
}

/// Line and column of a byte, for an error.
pub(super) fn position_of(text: &str, byte: usize) -> (usize, usize) {
    LineIndex::of(text).line_and_column(byte)
}

/// What to look for where a parser stopped.
fn syntax_help(format: FileFormat, what: &str) -> &'static str {
    match format {
        FileFormat::Json => {
            "look for a comma, quote or bracket too many or too few, here or before"
        }
        FileFormat::Yaml if what.contains("cannot start any token") => {
            "indent with blanks, not tabs; quote text that starts with `@`, `` ` `` or `%`"
        }
        FileFormat::Yaml if what.contains("mapping values are not allowed") => {
            "look at the indentation of this line and the one before; quote text that holds `: `"
        }
        FileFormat::Yaml => "look at the indentation, quotes and brackets, here and before",
    }
}

/// The findings for a text that is valid but refused.
fn report_refusal(source: &FileText, refusal: Refusal, error: &SyntaxError) -> Errors {
    let (code, place, message, help) = match refusal {
        Refusal::RepeatedKey => {
            let found = report_repeated_keys(source, Code::DuplicateKey);
            if let Some(found) = Errors::from_list(found) {
                return found;
            }
            // the positions of a broken text end before it
            (
                Code::DuplicateKey,
                error.place(source),
                "a key stands twice in the map that ends here, or the text is broken before"
                    .to_owned(),
                "look at the brackets and quotes here and before, and for a key that is there twice",
            )
        }
        Refusal::TooDeep => (
            Code::TooDeep,
            error.place(source),
            format!("lists and maps are nested more than {MOST_LEVELS_OF_FILE} levels deep"),
            "move the inner parts to `components` and refer to them with `$ref`",
        ),
        Refusal::TooLarge => (
            Code::TooLarge,
            Place::File(source.path.clone()),
            "the aliases of this file expand to far more than it holds".to_owned(),
            "use `$ref` instead of aliases of aliases",
        ),
        Refusal::LongPaths => (
            Code::LongPaths,
            error.place(source),
            "the keys around here are too long for all that stands below them".to_owned(),
            "give paths and names a length that people can read",
        ),
    };
    Diagnostic::new(code, place, message).help(help).into()
}
