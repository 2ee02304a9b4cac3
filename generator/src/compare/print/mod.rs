//! A comparison as text, as Markdown and as JSON.

mod json;
mod markdown;
mod plain;

pub use json::comparison_as_json;
pub use markdown::comparison_as_markdown;
pub use plain::comparison_as_text;
