//! How the pages of an operation follow each other: what generated code says.

/// How the pages of an operation follow each other, and where a page tells of it. All
/// places in a page are JSON Pointers (RFC 6901); the empty one is the page itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    pub(super) step: PageStep,
    pub(super) items: &'static str,
    pub(super) more: Option<&'static str>,
    pub(super) total: Option<&'static str>,
    pub(super) total_pages: Option<&'static str>,
}

/// How one page leads to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageStep {
    /// An offset that grows by the number of items.
    Offset(PageInput),
    /// A page number, and that of the first page.
    Number(PageInput, u64),
    /// A cursor in the page.
    Cursor(PageInput, &'static str),
    /// A cursor in the last item of the page.
    LastItem(PageInput, &'static str),
    /// The URL of the next page, in the page.
    Url(&'static str),
    /// The URL of the next page, in a link of this relation (RFC 8288).
    Link(&'static str),
}

/// Where a request says which page it wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageInput {
    /// A query parameter.
    Query(&'static str),
    /// A header.
    Header(&'static str),
    /// A property of the JSON body.
    Body(&'static str),
}

impl Paging {
    /// By an offset, which grows by the number of items that came.
    #[must_use]
    pub const fn offset(input: PageInput, items: &'static str) -> Self {
        Self::new(PageStep::Offset(input), items)
    }

    /// By the number of the page; `first` is that of the first page.
    #[must_use]
    pub const fn page(input: PageInput, first: u64, items: &'static str) -> Self {
        Self::new(PageStep::Number(input, first), items)
    }

    /// By a cursor that stands in the page at `next`. The last page has none: it is
    /// absent, null or empty.
    #[must_use]
    pub const fn cursor(input: PageInput, next: &'static str, items: &'static str) -> Self {
        Self::new(PageStep::Cursor(input, next), items)
    }

    /// By a cursor that stands in the last item at `last`.
    #[must_use]
    pub const fn last_item(input: PageInput, last: &'static str, items: &'static str) -> Self {
        Self::new(PageStep::LastItem(input, last), items)
    }

    /// By a URL that stands in the page at `next`, absolute or relative.
    #[must_use]
    pub const fn next_url(next: &'static str, items: &'static str) -> Self {
        Self::new(PageStep::Url(next), items)
    }

    /// By the `Link` header of this relation, mostly `next` (RFC 8288).
    #[must_use]
    pub const fn link(relation: &'static str, items: &'static str) -> Self {
        Self::new(PageStep::Link(relation), items)
    }

    /// Where the page says whether there are more; `false` ends the walk.
    #[must_use]
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// Where the page says how many items there are on all pages.
    #[must_use]
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    /// Where the page says how many pages there are.
    #[must_use]
    pub const fn total_pages(mut self, pointer: &'static str) -> Self {
        self.total_pages = Some(pointer);
        self
    }

    const fn new(step: PageStep, items: &'static str) -> Self {
        Self {
            step,
            items,
            more: None,
            total: None,
            total_pages: None,
        }
    }
}
