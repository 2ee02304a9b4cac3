//! `bindery.lock`: the names that bindery has given, by what they stand for, and how much documents
//! said of values.
//!
//! Written and read by `bindery generate` where the file is there or `bindery.toml` says
//! `lock = true`. A text with a line for each item, sorted by place, so that people can review
//! it and git can merge it: what both sides of a conflict say is taken together, unless they
//! name one thing differently.

mod line;
mod merge;
mod print;
mod read;

pub use print::print_lockfile;
pub use read::{parse_lockfile, read_lockfile};

use std::collections::BTreeMap;

use crate::rust::LockedApi;

/// Name of the file, beside `bindery.toml`.
pub const FILE_NAME: &str = "bindery.lock";

/// The version of the file's grammar. The first one said nothing of boxes.
const GRAMMAR: u32 = 2;

/// From which version on the file says which fields are boxed.
const GRAMMAR_WITH_BOXES: u32 = 2;

/// The edition of the rules by which what is new is named. It changes when bindery would name
/// something differently than before; names in the file stay as they are all the same.
const EDITION: u32 = 1;

/// The names of all APIs of a project, by their modules: `gcore::waap`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lockfile {
    /// By module path.
    pub apis: BTreeMap<String, LockedApi>,
}
