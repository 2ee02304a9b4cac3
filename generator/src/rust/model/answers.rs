//! What an operation may be answered with.

use super::{Allow, ItemDocs, Ty};
pub use crate::api::EmbeddedFailure;
pub use crate::api::StatusPattern;
use crate::rust::names::{MethodIdent, StaticIdent, TypeIdent, VariantIdent};

/// A documented response in one media type. Its index is the `case` that the
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
    /// The number of its [`Case`], where that is not its place among the rows.
    pub case: Option<usize>,
}

impl AnswerRow {
    /// What its row in the operation's description says; `None` where that refers to a
    /// table of the operation.
    pub fn row(&self) -> Option<impl PartialEq + '_> {
        let row = (
            self.success,
            self.status,
            &self.media_type,
            self.streamed,
            self.case,
        );
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
    /// As [`AnswerRow::case`].
    pub case: Option<usize>,
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
    /// The document describes no failure. There is a name for it all the same: programs that
    /// use it go on to compile when the document describes the first one.
    None(NoFailure),
    /// One of those that it describes.
    Some(OperationOutcome),
}

/// The name of the failure of an operation whose document describes none.
#[derive(Debug, Clone)]
pub struct NoFailure {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub docs: ItemDocs,
}

/// An enum over documented responses.
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

/// The definition of an enum over responses.
#[derive(Debug, Clone)]
pub struct OutcomeEnum {
    /// Allowed lints.
    pub allows: Vec<Allow>,
    /// Variants.
    pub variants: Vec<OutcomeVariant>,
    /// How each variant is read, in order.
    pub cases: Vec<Case>,
}

impl OutcomeEnum {
    /// What holds of all enums that are read alike, whatever is said of their variants and
    /// wherever their operations list the responses.
    pub fn shape(&self) -> impl PartialEq {
        let variants = self.variants.iter().zip(&self.cases);
        let variants = variants.map(|(one, case)| (&one.ident, &one.payload, case));
        variants.collect::<Vec<_>>()
    }
}

/// A variant of an enum over responses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeVariant {
    /// Name.
    pub ident: VariantIdent,
    /// Documentation.
    pub docs: ItemDocs,
    /// What it holds.
    pub payload: Option<Ty>,
    /// Methods that give what it holds.
    pub access: Option<OutcomeAccess>,
}

/// Methods that give what a variant holds, where all that tells the variants apart is the media
/// type: whoever has asked for one need not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeAccess {
    /// `as_json`; a stream can only be taken.
    pub borrowed: Option<MethodIdent>,
    /// `into_json`.
    pub owned: MethodIdent,
    /// Documentation of both.
    pub docs: ItemDocs,
}

/// Responses that are read as one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The number by which the descriptions of operations refer to it. It follows from the
    /// variants alone, so that operations that are answered alike can share the enum: the place
    /// of the variant, for failures from 1 on, as most operations list one success before.
    pub number: usize,
    /// The variant.
    pub variant: VariantIdent,
    /// How the body is read.
    pub read: BodyReader,
}
