//! How the pages of an operation follow each other, whoever says so: the operation itself,
//! in the words of bindery or of another tool, a rule of `bindery.toml`, or, where what is
//! meant is plain, the names and types of its parameters and its response.
//!
//! Which of them counts is decided by the pass `passes/pages.rs`, when all types are known.

mod fit;
mod forms;
mod infer;
mod list;
mod roles;
mod rules;
mod vendor;
mod words;

pub(super) use fit::{explain_misfit, find_page_type};
pub(super) use forms::print_pagination;
pub use forms::read_pagination;
pub(super) use infer::{infer_pagination, number_first_page};
pub(super) use list::find_items;
pub(crate) use roles::PageRole;
pub(super) use roles::{find_role_pagination, read_page_role};
pub use rules::{PageRule, PageRules};
pub(super) use vendor::read_vendor_wish;

use crate::api::types::{PageStep, Pagination};

/// What an operation itself says of its pages.
#[derive(Debug, Clone)]
pub(super) enum PageWish {
    /// It has none: `x-bindery-pagination: false`.
    None,
    /// They follow each other like this.
    Declared(Pagination),
    /// They follow each other like this, in the words of another tool.
    Vendor(VendorPagination),
    /// A key of another tool says so in words that are not known.
    Unknown(String),
}

/// What a key of another tool says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VendorPagination {
    /// The key.
    pub(super) key: &'static str,
    /// How one page leads to the next.
    pub(super) step: PageStep,
    /// Where the items are, if it says so.
    pub(super) items: Option<String>,
    pub(super) more: Option<String>,
    pub(super) total: Option<String>,
    pub(super) total_pages: Option<String>,
}
