//! Walking pages: streams over calls, with guards against pages that never
//! end.

mod items;
mod pages;

pub use items::Items;
pub use pages::{PageInfo, Pages};
