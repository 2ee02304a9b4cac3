use bindery_runtime::Extra;

/// Error of the API.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    pub title: String,
    pub status: i64,
    pub detail: Option<String>,
    /// Properties that the document does not name.
    pub extra: Extra,
}

/// What is billed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Metric {
    /// `domains`
    Domains,
    /// `requests`
    Requests,
    /// A value that the document does not name.
    Unknown(String),
}

/// One resource.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Resource {
    pub name: String,
    pub extra: Extra,
}

/// A page of resources.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page {
    pub count: i64,
    pub resources: Vec<Resource>,
    pub extra: Extra,
}

/// What a report is about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReportRequest {
    pub from: String,
    pub limit: Option<i64>,
    pub offset: Option<i64>,
    pub extra: Extra,
}

impl ReportRequest {
    /// Makes a value of what is required.
    #[inline]
    pub fn new(from: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            limit: None,
            offset: None,
            extra: Extra::new(),
        }
    }

    #[inline]
    #[must_use]
    pub fn limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// A request for a history.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HistoryRequest {
    pub session: String,
    pub starttime: String,
    pub extra: Extra,
}

impl HistoryRequest {
    /// Makes a value of what is required.
    #[inline]
    pub fn new(session: impl Into<String>, starttime: impl Into<String>) -> Self {
        Self {
            session: session.into(),
            starttime: starttime.into(),
            extra: Extra::new(),
        }
    }
}

/// A history, or why there is none.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct History {
    pub result: i64,
    pub error: Option<String>,
    pub array: Option<Vec<Resource>>,
    pub extra: Extra,
}
