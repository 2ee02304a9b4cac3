//! How the pages of an operation follow each other.

/// How the pages of an operation follow each other, and where a page tells of it. All
/// places in a page are JSON Pointers (RFC 6901).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// Who says so.
    pub source: PaginationSource,
    /// How one page leads to the next.
    pub step: PageStep,
    /// The items; the empty pointer is the page itself.
    pub items: String,
    /// Whether there are more pages.
    pub more: Option<String>,
    /// The number of all items.
    pub total: Option<String>,
    /// The number of all pages.
    pub total_pages: Option<String>,
}

/// Who says how the pages of an operation follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaginationSource {
    /// A key of the operation: bindery's own, or that of another tool.
    Key(&'static str),
    /// A rule of `bindery.toml`.
    Rule,
    /// The names and types of its parameters and its response.
    Names,
}

/// How one page leads to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStep {
    /// An offset that grows by the number of items received.
    Offset(PageInput),
    /// A page number, and that of the first page.
    Number(PageInput, u64),
    /// A cursor in the page.
    Cursor(PageInput, String),
    /// A cursor in the last item.
    LastItem(PageInput, String),
    /// The URL of the next page, in the page.
    Url(String),
    /// The URL of the next page, in the `Link` header with this relation (RFC 8288).
    Link(String),
}

impl PageStep {
    /// Where a request says which page it wants; `None` where URLs lead on.
    pub fn input(&self) -> Option<&PageInput> {
        match self {
            Self::Offset(input)
            | Self::Number(input, _)
            | Self::Cursor(input, _)
            | Self::LastItem(input, _) => Some(input),
            Self::Url(_) | Self::Link(_) => None,
        }
    }
}

/// Where a request says which page it wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageInput {
    /// A query parameter.
    Query(String),
    /// A header parameter.
    Header(String),
    /// A property of the JSON body.
    Body(String),
}

impl PageInput {
    /// The name of the parameter or the property.
    pub fn name(&self) -> &str {
        match self {
            Self::Query(name) | Self::Header(name) | Self::Body(name) => name,
        }
    }
}
