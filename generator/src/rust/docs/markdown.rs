//! Reads CommonMark the way rustdoc reads it, and tidies its events.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::render::Renderer;
use super::text;
use crate::limits::{MOST_LEVELS_OF_MARKDOWN, MOST_MARKS_OF_LINE};
use crate::printable::{WebLink, is_hidden, is_line_break};

/// Columns of text behind `/// `.
pub(super) const WIDTH: usize = 92;

/// Clean lines for some Markdown; none for a text that says nothing.
pub(crate) fn clean_markdown(markdown: &str) -> Vec<String> {
    render_markdown(markdown, WIDTH)
}

/// The first paragraph on one line, for tables and summaries.
pub(crate) fn one_line(markdown: &str) -> String {
    render_markdown(markdown, usize::MAX)
        .into_iter()
        .next()
        .unwrap_or_default()
}

fn render_markdown(markdown: &str, width: usize) -> Vec<String> {
    let printable = escape_unprintable(markdown);
    let printable = shorten_marks(&printable);
    let mut renderer = Renderer::new(width);
    let mut tidy = Tidy::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    // The parser that rustdoc has: what is escaped here is what rustdoc would take for markup.
    for event in Parser::new_ext(&printable, options) {
        tidy.event(event, &mut renderer);
    }
    renderer.finish()
}

/// The text without marks of quotes and lists that are more than anybody opens in a line.
fn shorten_marks(text: &str) -> Cow<'_, str> {
    let is_before_text = |letter: char| " \t>-*+.)0123456789".contains(letter);
    let is_mark = |letter: char| ">-*+.)".contains(letter);
    let find_excess = |line: &str| {
        let end = line.find(|letter| !is_before_text(letter));
        let marks = line.get(..end.unwrap_or(line.len()))?;
        let (excess, _) = marks.match_indices(is_mark).nth(MOST_MARKS_OF_LINE)?;
        Some(excess..marks.len())
    };
    if text.lines().all(|line| find_excess(line).is_none()) {
        return text.into();
    }
    let lines = text.split_inclusive('\n').map(|line| {
        let mut line = line.to_owned();
        if let Some(excess) = find_excess(&line) {
            // A blank, as a mark is none without one behind it. Line breaks are no marks.
            line.replace_range(excess, " ");
        }
        line
    });
    lines.collect()
}

fn escape_unprintable(text: &str) -> Cow<'_, str> {
    let is_plain = |byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~');
    if text.bytes().all(is_plain) {
        return text.into();
    }
    let shown = |letter: char| match letter {
        '\t' => Some('\t'),
        letter if is_line_break(letter) => Some('\n'),
        letter => (!is_hidden(letter)).then_some(letter),
    };
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(shown)
        .collect()
}

/// Drops what rustdoc cannot show, and keeps its text.
#[derive(Default)]
struct Tidy {
    /// Text that is not yet whole: the parser cuts it at every special letter.
    text: String,
    /// Whether each open link is shown as a link.
    links: Vec<Option<WebLink>>,
    /// Code inside of a block.
    in_code: bool,
    /// Quotes, lists and their items that are open.
    containers: usize,
}

impl Tidy {
    fn event(&mut self, event: Event, to: &mut Renderer) {
        match event {
            Event::Text(words) if self.in_code => to.code_text(&words),
            Event::Text(words) => self.text.push_str(&words),
            Event::SoftBreak if !self.in_code => self.text.push(' '),
            // what stands before and behind a tag is one text: `<<b>script>`
            Event::Html(html) | Event::InlineHtml(html) => {
                self.text.push_str(&text::without_tags(&html));
            }
            other => {
                self.flush(to);
                self.other(other, to);
            }
        }
    }

    fn flush(&mut self, to: &mut Renderer) {
        if !self.text.is_empty() {
            let in_link = self.links.iter().any(Option::is_some);
            to.inline(&text::escape_doc_markup(
                &std::mem::take(&mut self.text),
                !in_link,
            ));
        }
    }

    fn other(&mut self, event: Event, to: &mut Renderer) {
        match event {
            Event::Start(tag) => self.start(tag, to),
            Event::End(tag) => self.end(tag, to),
            Event::Code(code) => to.code_span(&code),
            Event::HardBreak => to.hard_break(),
            Event::Rule => to.rule(),
            Event::SoftBreak
            | Event::Text(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, to: &mut Renderer) {
        match tag {
            Tag::CodeBlock(_) => {
                self.in_code = true;
                to.start_code();
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let url = WebLink::new(&dest_url);
                if url.is_some() {
                    // A link that leads to no address that may be shown stays as its text.
                    to.inline("[");
                }
                self.links.push(url);
            }
            Tag::Emphasis => to.open("*"),
            Tag::Strong => to.open("**"),
            Tag::Strikethrough => to.open("~~"),
            Tag::Heading { level, .. } => to.start_heading(level as usize),
            Tag::List(_) | Tag::Item | Tag::BlockQuote(_) => self.start_container(tag, to),
            Tag::Table(columns) => to.start_table(columns.len()),
            Tag::Paragraph
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    /// What stands deeper than anybody writes is a block of what stands around it: each level
    /// costs letters in each line.
    fn start_container(&mut self, tag: Tag, to: &mut Renderer) {
        self.containers += 1;
        match tag {
            _ if self.containers > MOST_LEVELS_OF_MARKDOWN => to.end_block(),
            Tag::List(first) => to.start_list(first),
            Tag::Item => to.start_item(),
            _ => to.start_quote(),
        }
    }

    fn end_container(&mut self, tag: TagEnd, to: &mut Renderer) {
        let is_shown = self.containers <= MOST_LEVELS_OF_MARKDOWN;
        self.containers = self.containers.saturating_sub(1);
        match tag {
            _ if !is_shown => to.end_block(),
            TagEnd::List(_) => to.end_list(),
            TagEnd::Item => to.end_item(),
            _ => to.end_quote(),
        }
    }

    fn end(&mut self, tag: TagEnd, to: &mut Renderer) {
        match tag {
            TagEnd::CodeBlock => {
                self.in_code = false;
                to.end_code();
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some(Some(url)) = self.links.pop() {
                    to.inline(&format!("](<{url}>)"));
                }
            }
            TagEnd::Emphasis => to.close("*"),
            TagEnd::Strong => to.close("**"),
            TagEnd::Strikethrough => to.close("~~"),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock => to.end_block(),
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) => self.end_container(tag, to),
            TagEnd::TableCell => to.end_cell(),
            TagEnd::TableHead => to.end_table_head(),
            TagEnd::TableRow => to.end_table_row(),
            TagEnd::Table => to.end_table(),
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }
}
