//! Names that Cargo and Rust have rules for.

use syn::Ident;

/// Names of crates that stand for something else in every program, or for a folder of
/// Cargo's (`cargo new` refuses them as well).
const TAKEN: [&str; 12] = [
    "alloc",
    "bindery_runtime",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc_macro",
    "std",
    "test",
    "con",
    "nul",
];

/// Why a new crate cannot have a name; `None` where it can.
pub fn wrong_crate_name(name: &str) -> Option<String> {
    if !is_package_name(name) {
        return Some(format!(
            "`{name}` is no name for a crate: use ASCII letters, digits, `-` and `_`, a letter first"
        ));
    }
    let ident = name.replace('-', "_");
    // By the parser of Rust, which knows the keywords.
    if syn::parse_str::<Ident>(&ident).is_err() {
        return Some(format!(
            "`{name}` is a word of Rust and no name for a crate: try `{name}-api`"
        ));
    }
    let is_taken = TAKEN.contains(&ident.to_lowercase().as_str());
    is_taken.then(|| format!("the name `{name}` means something else: try `{name}-api`"))
}

/// Whether Cargo takes the name for a package.
pub(super) fn is_package_name(name: &str) -> bool {
    let start = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    start && name.chars().all(is_part)
}

/// Whether Cargo takes the name for a feature
/// (<https://doc.rust-lang.org/cargo/reference/features.html#the-features-section>).
pub(super) fn is_feature_name(name: &str) -> bool {
    let is_start = |c: char| unicode_ident::is_xid_start(c) || c.is_numeric() || c == '_';
    let is_part = |c: char| unicode_ident::is_xid_continue(c) || "-+.".contains(c);
    name.starts_with(is_start) && name.chars().all(is_part)
}

/// Whether the name is one of a module that has a file: an identifier, and in ASCII
/// (E0754).
pub(super) fn is_module_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.chars().all(is_part) && syn::parse_str::<Ident>(name).is_ok()
}
