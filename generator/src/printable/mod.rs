//! Text of a document in the places that generated files and terminals have for it.
//!
//! A document is somebody else's. Each kind of place has a type here whose constructor
//! leaves nothing in a text that could end the place: a comment has no line break, a
//! string no quote, a code span no fence of its own length. What prints files takes these
//! types, so that no caller can forget to escape.
//!
//! | place | type |
//! |---|---|
//! | a line of documentation | [`DocLine`] |
//! | a value inside documentation | [`CodeSpan`] |
//! | a URL inside documentation | [`WebLink`] |
//! | a text inside a file of Markdown | [`PlainMarkdown`] |
//! | a string of Rust | [`StringLiteral`] |
//! | a whole number of Rust | [`IntegerLiteral`] |
//! | a type or an attribute of Rust | [`RustPath`], [`RustAttribute`] |
//! | a comment at the head of a file | [`Comment`] |
//! | a string or key of TOML | [`TomlString`], [`TomlKey`] |
//! | a terminal | [`for_terminal`], [`json_for_terminal`] |
//!
//! Identifiers, and the names of files that are made of them, have one owner as well:
//! `rust::names`.

mod code_span;
mod comment;
mod doc_line;
mod letters;
mod plain_markdown;
mod rust_attribute;
mod rust_literal;
mod rust_path;
mod terminal;
mod toml_text;
mod web_link;

pub use code_span::CodeSpan;
pub use comment::Comment;
pub use doc_line::DocLine;
pub(crate) use letters::{is_hidden, is_line_break};
pub use plain_markdown::PlainMarkdown;
pub use rust_attribute::RustAttribute;
pub use rust_literal::{IntegerLiteral, StringLiteral};
pub use rust_path::RustPath;
pub(crate) use terminal::for_styled_terminal;
pub use terminal::{for_terminal, json_for_terminal};
pub use toml_text::{TomlKey, TomlString};
pub use web_link::WebLink;
