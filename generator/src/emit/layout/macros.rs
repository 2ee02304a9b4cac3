//! Calls of macros as items.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{ItemMacro, Macro, MacroDelimiter};

use super::flat::flat;
use super::{At, INDENT, margin, width};

/// Columns of arguments on one line.
const ARGUMENTS: usize = 60;

/// The text of the call.
pub(super) fn item(call: &ItemMacro) -> String {
    let head = format!("{}!", flat(&call.mac.path));
    match call.mac.delimiter {
        // rustfmt leaves what is between braces as it is.
        MacroDelimiter::Brace(_) => {
            format!("{head} {{\n{}}}", lines(call.mac.tokens.clone(), INDENT))
        }
        MacroDelimiter::Paren(_) | MacroDelimiter::Bracket(_) => {
            let line = format!("{head}({});", flat(&call.mac.tokens));
            if is_narrow(&call.mac.tokens) && At::line(0).fits(&line) {
                line
            } else {
                broken(&call.mac, At::line(0)) + ";"
            }
        }
    }
}

/// Whether the arguments may stand on one line.
pub(super) fn is_narrow(tokens: &TokenStream) -> bool {
    arguments(tokens.clone()).len() == 1 || width(&flat(tokens)) <= ARGUMENTS
}

/// The call with an argument a line; the last one has no comma.
pub(super) fn broken(call: &Macro, at: At) -> String {
    let inner = margin(at.deeper().indent);
    let args = arguments(call.tokens.clone()).join(&format!(",\n{inner}"));
    format!(
        "{}!(\n{inner}{args}\n{})",
        flat(&call.path),
        margin(at.indent)
    )
}

/// Tokens between commas.
fn arguments(tokens: TokenStream) -> Vec<String> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => {
                parts.push(TokenStream::new())
            }
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(flat)
        .collect()
}

/// A part a line; groups in braces open a level.
fn lines(tokens: TokenStream, indent: usize) -> String {
    let mut text = String::new();
    let mut line = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inner = indent + INDENT;
                let entries = arguments(group.stream());
                let entries: String = entries
                    .iter()
                    .map(|entry| format!("{}{entry},\n", margin(inner)))
                    .collect();
                let head = flat(std::mem::take(&mut line));
                let indent = margin(indent);
                text.push_str(&format!("{indent}{head} {{\n{entries}{indent}}}\n"));
            }
            token => line.extend([token]),
        }
    }
    text
}
