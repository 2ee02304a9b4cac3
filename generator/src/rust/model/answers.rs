//! What an operation may be answered with.

use super::{Allow, ItemDocs, Ty};
pub use crate::api::EmbeddedFailure;
pub use crate::api::StatusPattern;
use crate::rust::names::{StaticIdent, TypeIdent, VariantIdent};

/// A documented answer in one media type. Its index is the `case` that the
/// runtime reports.
#[derive(Debug, Clone)]
pub struct AnswerRow {
    /// Whether it is a success.
    pub success: bool,
    /// For which status.
    pub status: StatusPattern,
    /// Media type; empty when there is no body.
    pub media_type: String,
    /// Whether the body is read while it comes.
    pub streamed: bool,
    /// A failure that travels inside.
    pub embedded: Option<EmbeddedTable>,
    /// Examples for tests: their names and JSON texts.
    pub examples: Vec<(String, String)>,
}

impl AnswerRow {
    /// What its row in the operation's description says; `None` where that refers to a
    /// table of the operation.
    pub fn row(&self) -> Option<impl PartialEq + '_> {
        let row = (self.success, self.status, &self.media_type, self.streamed);
        self.embedded.is_none().then_some(row)
    }
}

/// A failure inside a success, with the name of its table.
#[derive(Debug, Clone)]
pub struct EmbeddedTable {
    /// Name.
    pub ident: StaticIdent,
    /// Where it stands.
    pub failure: EmbeddedFailure,
}

/// How a body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BodyReader {
    /// As JSON.
    Json,
    /// As text.
    Text,
    /// As a text that stands for a value, or as JSON.
    Plain,
    /// As bytes.
    Bytes,
    /// As events with JSON as their data.
    Events,
    /// As events that are JSON as a whole.
    WholeEvents,
    /// As events with text as their data.
    TextEvents,
    /// As lines of JSON.
    Lines,
    /// Not at all.
    Empty,
}

impl BodyReader {
    /// The name of the runtime's function for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Text => "text",
            Self::Plain => "plain",
            Self::Bytes => "bytes",
            Self::Events => "events",
            Self::WholeEvents => "whole_events",
            Self::TextEvents => "text_events",
            Self::Lines => "lines",
            Self::Empty => "empty",
        }
    }

    /// Whether the body is read while it comes.
    pub fn is_stream(self) -> bool {
        match self {
            Self::Events | Self::WholeEvents | Self::TextEvents | Self::Lines => true,
            Self::Json | Self::Text | Self::Plain | Self::Bytes | Self::Empty => false,
        }
    }
}

/// What a successful call gives.
#[derive(Debug, Clone)]
pub enum Success {
    /// One type, however it is answered.
    One(Ty, BodyReader),
    /// One of several.
    Several(OperationOutcome),
}

/// What a refused call gives.
#[derive(Debug, Clone)]
pub enum FailureType {
    /// The document describes no failure.
    None,
    /// One of those that it describes.
    Some(OperationOutcome),
}

/// An enum over documented answers.
#[derive(Debug, Clone)]
pub struct OperationOutcome {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// The enum.
    pub definition: OutcomeEnum,
    /// The equal enum of an operation before it; then the name is an alias.
    pub same: Option<TypeIdent>,
}

/// The definition of an enum over answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeEnum {
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// Variants.
    pub variants: Vec<OutcomeVariant>,
    /// Which answer is read as which variant.
    pub cases: Vec<Case>,
}

/// A variant of an enum over answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeVariant {
    /// Name.
    pub ident: VariantIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// What it holds.
    pub payload: Option<Ty>,
}

/// Answers that are read as one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Indices of the answers.
    pub answers: Vec<usize>,
    /// The variant.
    pub variant: VariantIdent,
    /// How the body is read.
    pub read: BodyReader,
}
