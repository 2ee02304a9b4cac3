//! Keywords of Rust 2024, and how an identifier gets around them.

/// Reserved words that cannot even be raw identifiers.
const NEVER_RAW: [&str; 5] = ["self", "super", "crate", "Self", "_"];

/// All other words that no plain identifier may be (Rust reference, "Keywords").
const RAW: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Makes an identifier's text valid: a trailing `_` where even `r#` is no help.
pub(super) fn escape_keyword(name: String) -> String {
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Whether the identifier is written with `r#`.
pub(super) fn needs_raw_identifier(name: &str) -> bool {
    RAW.contains(&name)
}
