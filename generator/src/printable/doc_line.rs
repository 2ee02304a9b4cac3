//! Lines of documentation.

use std::borrow::Cow;
use std::fmt;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::letters::fold_to_one_line;
use super::web_link::leads_to_the_web;

/// A line of documentation, without the slashes.
///
/// It has no line break, so that the comment ends where the line does, and together with
/// its paragraph it is no HTML, no code that `cargo test` would run and no link that a
/// browser would run. `rust::docs` writes Markdown that way; that nothing else gets
/// through, whatever a caller joins, is looked at here with the parser that rustdoc has.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct DocLine(String);

impl DocLine {
    /// A paragraph, list, table or any other blocks that are whole by themselves.
    ///
    /// What is not, or holds what documentation must not hold, is shown as the text that
    /// it is.
    pub(crate) fn paragraph(lines: Vec<String>) -> Vec<Self> {
        let lines: Vec<Self> = lines.into_iter().map(Self::new).collect();
        // Two looks: a cheap one that lets no harm through and stops much that is harmless, and
        // the parser's for what it stops.
        if !lines.iter().any(Self::needs_a_look) || is_harmless(&lines) {
            return lines;
        }
        lines.iter().map(Self::escaped).collect()
    }

    /// An example in Rust, fences included, which is a test of the crate. Only what
    /// identifiers are made of may stand in it.
    pub(crate) fn example(lines: Vec<String>) -> Vec<Self> {
        lines.into_iter().map(Self::new).collect()
    }

    /// The empty line between two blocks.
    pub(crate) fn gap() -> Self {
        Self::default()
    }

    /// The text, without blanks at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn new(line: String) -> Self {
        let mut line = match fold_to_one_line(&line) {
            Cow::Owned(clean) => clean,
            Cow::Borrowed(_) => line,
        };
        line.truncate(line.trim_end().len());
        Self(line)
    }

    /// Whether the line holds the beginning of anything that could do harm. Parsing all of
    /// them would cost more than making them; hardly any has HTML or a fence.
    fn needs_a_look(&self) -> bool {
        let line = self.as_str();
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        is_indented
            || line.contains("```")
            || line.contains("~~~")
            || line.contains("]:")
            || line.match_indices('<').any(|(at, _)| is_tag(line, at))
            || line
                .match_indices("](")
                .any(|(at, _)| is_odd_link(line, at))
    }

    /// The line with everything that could be markup as plain text.
    fn escaped(&self) -> Self {
        let line = self.0.trim_start();
        let mut escaped = String::with_capacity(line.len());
        for letter in line.chars() {
            if letter.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        Self(escaped)
    }
}

/// Whether a bracket may begin a tag, comment or declaration of HTML, or a link that leads
/// elsewhere than to the web. `https` and a colon are no name of a tag.
fn is_tag(line: &str, at: usize) -> bool {
    let (before, bracket) = line.split_at_checked(at).unwrap_or((line, ""));
    let behind = bracket.strip_prefix('<').unwrap_or_default();
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    let escaped = backslashes % 2 == 1;
    let begins =
        behind.starts_with(|first: char| first.is_ascii_alphabetic() || "/!?".contains(first));
    begins && !escaped && !leads_to_the_web(behind)
}

/// Whether the target of a link is neither on the web nor a path of Rust that begins in a
/// way that generated code has.
fn is_odd_link(line: &str, at: usize) -> bool {
    let target = line.get(at + "](".len()..).unwrap_or_default();
    let inside = target.strip_prefix('<').unwrap_or(target);
    !leads_to_the_web(inside) && !target.starts_with("Client::")
}

/// Whether lines are text and nothing else, and end what they begin.
fn is_harmless(lines: &[DocLine]) -> bool {
    let text: Vec<&str> = lines.iter().map(DocLine::as_str).collect();
    // what is still open would swallow the paragraph behind it
    let text = text.join("\n") + "\n\nnext";
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let events: Vec<Event> = Parser::new_ext(&text, options).collect();
    let ends = matches!(
        events.as_slice(),
        [.., Event::Start(Tag::Paragraph), Event::Text(next), Event::End(TagEnd::Paragraph)]
            if &**next == "next"
    );
    ends && events.iter().all(is_printable_text)
}

fn is_printable_text(event: &Event) -> bool {
    match event {
        Event::Html(_) | Event::InlineHtml(_) => false,
        Event::Start(Tag::HtmlBlock | Tag::Image { .. } | Tag::MetadataBlock(_)) => false,
        Event::Start(Tag::CodeBlock(kind)) => {
            matches!(kind, CodeBlockKind::Fenced(language) if &**language == "text")
        }
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) => *link_type == LinkType::Email || leads_to_the_web(dest_url) || is_path(dest_url),
        _ => true,
    }
}

/// Whether the target of a link is a path of Rust.
fn is_path(target: &str) -> bool {
    let is_part = |part: &str| {
        let name = part.strip_prefix("r#").unwrap_or(part);
        !name.is_empty() && name.chars().all(unicode_ident::is_xid_continue)
    };
    target.split("::").all(is_part)
}

impl fmt::Display for DocLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DocLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
