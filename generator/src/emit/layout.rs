//! Makes text of one item.

use proc_macro2::TokenStream;

/// The item's text, formatted.
pub(super) fn item(tokens: TokenStream) -> String {
    let fallback = tokens.to_string();
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        // Text that is no Rust shows itself to the compiler, with its place.
        Err(_) => fallback,
    }
}

/// An empty line between the functions of an `impl`.
fn spaced(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut source = text.trim_end().lines().peekable();
    while let Some(line) = source.next() {
        lines.push(line);
        let next_ends = source.peek().is_none_or(|next| next.starts_with('}'));
        if line == "    }" && !next_ends {
            lines.push("");
        }
    }
    lines.join("\n")
}
