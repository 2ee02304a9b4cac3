//! Walking pages: streams over calls, with guards against pages that never
//! end.
//!
//! A page is read twice: as the value that the caller gets, and as plain JSON, in which
//! [`Paging`] finds what the walk has to know by JSON Pointers. So the walk lives here
//! once, and generated code says no more than where things are.

mod facts;
mod items;
mod link;
mod next_url;
mod pages;
mod paging;
mod turn;

pub use items::Items;
pub use pages::Pages;
pub use paging::{PageInput, Paging};
