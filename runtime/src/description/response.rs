//! What a document says about the responses of an operation.

/// One documented response in one media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseInfo {
    pub(crate) status: Status,
    pub(crate) media_type: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) embedded: Option<&'static EmbeddedFailure>,
    /// Whether its body is read while it comes.
    pub(crate) streamed: bool,
    /// By what number readers know it, where that is not its place in the list.
    pub(crate) case: Option<usize>,
}

impl ResponseInfo {
    /// A response that means success. An empty media type says that the document
    /// describes no body.
    #[must_use]
    pub const fn success(status: Status, media_type: &'static str) -> Self {
        Self::new(status, media_type, Outcome::Success)
    }

    /// A response that means failure.
    #[must_use]
    pub const fn failure(status: Status, media_type: &'static str) -> Self {
        Self::new(status, media_type, Outcome::Failure)
    }

    /// A success whose body is read while it comes: only calls that are
    /// [`streamed`](crate::Call::streamed) take it.
    #[must_use]
    pub const fn streamed(mut self) -> Self {
        self.streamed = true;
        self
    }

    /// A success that may carry a failure in its body.
    #[must_use]
    pub const fn embedded(mut self, failure: &'static EmbeddedFailure) -> Self {
        self.embedded = Some(failure);
        self
    }

    /// By what number the reader of its outcome knows it, where that is not its place in
    /// the operation's list: operations that fail alike share one reader, wherever their
    /// lists have those failures.
    #[must_use]
    pub const fn case(mut self, number: usize) -> Self {
        self.case = Some(number);
        self
    }

    /// By what number the reader of an outcome knows the response at this place of its
    /// operation's list; `None` where it cannot have that outcome.
    pub(crate) fn number(&self, place: usize, outcome: Outcome) -> Option<usize> {
        if self.outcome == outcome {
            return Some(self.case.unwrap_or(place));
        }
        let inside = self.embedded.filter(|_| outcome == Outcome::Failure);
        inside.map(|failure| failure.case.unwrap_or(place))
    }

    const fn new(status: Status, media_type: &'static str, outcome: Outcome) -> Self {
        Self {
            status,
            media_type,
            outcome,
            embedded: None,
            streamed: false,
            case: None,
        }
    }
}

/// For which status a response is documented (OAS 3.1 §4.8.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// One code, such as 404.
    Code(u16),
    /// A hundred codes: 4 for `4XX`.
    Range(u16),
    /// All that is not listed.
    Default,
}

/// How an API tells of a failure inside a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbeddedFailure {
    /// JSON Pointer (RFC 6901) into the body.
    pub(crate) pointer: &'static str,
    /// The JSON text that means success there.
    pub(crate) success: &'static str,
    /// JSON Pointer to the failure's code.
    pub(crate) code: Option<&'static str>,
    /// JSON Pointer to its text.
    pub(crate) message: Option<&'static str>,
    /// As [`ResponseInfo::case`].
    pub(crate) case: Option<usize>,
}

impl EmbeddedFailure {
    /// A failure that is told at this JSON Pointer (RFC 6901) into the body: `success`
    /// is the JSON text that means success there, anything else is a failure. A member
    /// that is not there counts as `null`.
    #[must_use]
    pub const fn new(pointer: &'static str, success: &'static str) -> Self {
        Self {
            pointer,
            success,
            code: None,
            message: None,
            case: None,
        }
    }

    /// By what number the reader of failures knows it, where that is not the place of its
    /// success in the operation's list.
    #[must_use]
    pub const fn case(mut self, number: usize) -> Self {
        self.case = Some(number);
        self
    }

    /// Sets the JSON Pointer to the failure's code.
    #[must_use]
    pub const fn code(mut self, pointer: &'static str) -> Self {
        self.code = Some(pointer);
        self
    }

    /// Sets the JSON Pointer to the failure's text.
    #[must_use]
    pub const fn message(mut self, pointer: &'static str) -> Self {
        self.message = Some(pointer);
        self
    }
}

/// Which documented successes a call takes, and how their bodies are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Those that are no streams, each as a whole.
    Whole,
    /// Those that are streams.
    Streamed,
    /// Any, as a stream of bytes.
    Bytes,
}

impl Reading {
    /// Whether a call takes this response. Failures are always taken.
    pub(crate) fn takes(self, response: &ResponseInfo) -> bool {
        match (self, response.outcome) {
            (Self::Bytes, _) | (_, Outcome::Failure) => true,
            (Self::Whole, Outcome::Success) => !response.streamed,
            (Self::Streamed, Outcome::Success) => response.streamed,
        }
    }
}

/// Whether a response is what the caller hoped for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    Failure,
}
