//! Regular expressions of documents.
//!
//! The compiler of documents has translated them into the dialect of `regex-lite`, whose
//! time is linear in text and expression, so that no text can make a program slow.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

use super::Violation;

/// Whether `text` matches one of the expressions somewhere. One that cannot be compiled
/// matches everything, as nothing can be said against the text.
pub(super) fn matches_any_pattern(text: &str, patterns: &[&'static str]) -> bool {
    let mut patterns = patterns.iter();
    patterns.any(|pattern| matches_pattern(text, pattern).unwrap_or(true))
}

/// What is wrong with the name of a property that a closed object may only have if it matches
/// one of the expressions.
pub(crate) fn find_name_violation(name: &str, patterns: &[&'static str]) -> Option<Violation> {
    if patterns.is_empty() || matches_any_pattern(name, patterns) {
        return None;
    }
    let patterns: Vec<String> = patterns.iter().map(|it| format!("`{it}`")).collect();
    let message = format!("must have a name that matches {}", patterns.join(" or "));
    Some(Violation::here(message))
}

/// What has been compiled, by the expression. It is bounded, as expressions stand in tables
/// of the program.
type CompiledPatterns = HashMap<&'static str, Option<Regex>>;

/// Whether `text` matches somewhere. `None` if the expression is none that `regex-lite`
/// knows, which only a table written by hand can have.
///
/// An expression is compiled when it is first met: most programs send few of the types that
/// a document has.
pub(super) fn matches_pattern(text: &str, pattern: &'static str) -> Option<bool> {
    static COMPILED: OnceLock<Mutex<CompiledPatterns>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Mutex::default);
    // A panic elsewhere leaves whole entries, so that the map can be used on.
    let mut compiled = compiled.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled
        .entry(pattern)
        .or_insert_with(|| Regex::new(pattern).ok());
    // A clone shares the program, so that others do not wait while this one matches.
    let regex = regex.clone();
    drop(compiled);
    regex.map(|regex| regex.is_match(text))
}
