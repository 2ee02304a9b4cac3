//! Writes Markdown: blocks with their margins, wrapped.

use super::wrap::{guard_block_start, wrap_at_blanks};
use crate::printable::CodeSpan;

/// Writes events back as Markdown of one style.
pub(super) struct Renderer {
    width: usize,
    lines: Vec<String>,
    /// The paragraph, heading, item or cell that is being written.
    block: String,
    heading: usize,
    /// What each line begins with: quotes and items that are open.
    margins: Vec<Margin>,
    /// What the next block has instead of the innermost margin.
    marker: Option<String>,
    lists: Vec<Option<u64>>,
    /// How many items of the innermost list have begun.
    items: usize,
    row: Vec<String>,
    columns: usize,
}

enum Margin {
    Quote,
    Item(usize),
}

impl Renderer {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
            block: String::new(),
            heading: 0,
            margins: Vec::new(),
            marker: None,
            lists: Vec::new(),
            items: 0,
            row: Vec::new(),
            columns: 0,
        }
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_block();
        while self
            .lines
            .last()
            .is_some_and(|line| line.trim_matches(['>', ' ']).is_empty())
        {
            self.lines.pop();
        }
        self.lines
    }

    pub(super) fn inline(&mut self, text: &str) {
        self.block.push_str(text);
    }

    /// Opens emphasis; marks that the text before runs into are kept apart.
    pub(super) fn open(&mut self, mark: &str) {
        self.block.push_str(mark);
    }

    /// Closes emphasis; an empty one vanishes.
    pub(super) fn close(&mut self, mark: &str) {
        if self.block.ends_with(mark) {
            let end = self.block.len() - mark.len();
            self.block.truncate(end);
        } else {
            self.block.push_str(mark);
        }
    }

    pub(super) fn code_span(&mut self, code: &str) {
        let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(span) = CodeSpan::new(&code) {
            self.block.push_str(&span.to_string());
        }
    }

    pub(super) fn hard_break(&mut self) {
        if self.columns == 0 && self.heading == 0 {
            self.end_block();
        } else {
            self.block.push(' ');
        }
    }

    pub(super) fn rule(&mut self) {
        self.gap();
        self.line("---");
    }

    pub(super) fn start_heading(&mut self, level: usize) {
        self.end_block();
        self.heading = level;
    }

    pub(super) fn end_block(&mut self) {
        let text = std::mem::take(&mut self.block);
        let heading = std::mem::take(&mut self.heading);
        if text.trim().is_empty() {
            return;
        }
        self.gap();
        if heading > 0 {
            let words: Vec<&str> = text.split_whitespace().collect();
            self.line(&format!("{} {}", "#".repeat(heading), words.join(" ")));
        } else {
            let margin: usize = self.margins.iter().map(Margin::width).sum();
            // Guarded before it is wrapped: only the first line begins a block, and `wrap` begins
            // no other with what looks like one.
            for line in wrap_at_blanks(
                &guard_block_start(text.trim()),
                self.width.saturating_sub(margin),
            ) {
                self.line(&line);
            }
        }
    }

    pub(super) fn start_list(&mut self, first: Option<u64>) {
        self.end_block();
        self.lists.push(first);
        self.items = 0;
    }

    pub(super) fn end_list(&mut self) {
        self.end_block();
        self.lists.pop();
        // Behind a list inside, the outer one goes on.
        self.items += 1;
    }

    pub(super) fn start_item(&mut self) {
        self.end_block();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number += 1;
                marker
            }
            Some(None) | None => "- ".to_owned(),
        };
        self.items += 1;
        self.margins.push(Margin::Item(marker.len()));
        self.marker = Some(marker);
    }

    pub(super) fn end_item(&mut self) {
        self.end_block();
        self.marker = None;
        self.margins.pop();
    }

    pub(super) fn start_quote(&mut self) {
        self.end_block();
        self.gap();
        self.margins.push(Margin::Quote);
    }

    pub(super) fn end_quote(&mut self) {
        self.end_block();
        self.margins.pop();
    }

    /// Begins a block of code. Its language is text, whatever the document says: what
    /// rustdoc takes for Rust, in any spelling, becomes a test of the crate.
    pub(super) fn start_code(&mut self) {
        self.end_block();
        self.gap();
        self.line("```text");
    }

    pub(super) fn code_text(&mut self, text: &str) {
        for line in text.lines() {
            // A fence inside would end the block.
            let line = line.replace("```", "'''").replace('\t', "    ");
            self.line(line.trim_end());
        }
    }

    pub(super) fn end_code(&mut self) {
        self.line("```");
    }

    pub(super) fn start_table(&mut self, columns: usize) {
        self.end_block();
        self.gap();
        self.columns = columns;
    }

    pub(super) fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.block).replace('|', "\\|");
        self.row
            .push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    pub(super) fn end_table_row(&mut self) {
        let row = std::mem::take(&mut self.row).join(" | ");
        self.line(&format!("| {row} |"));
    }

    pub(super) fn end_table_head(&mut self) {
        self.end_table_row();
        let rule = vec!["---"; self.columns].join(" | ");
        self.line(&format!("| {rule} |"));
    }

    pub(super) fn end_table(&mut self) {
        self.columns = 0;
    }

    /// An empty line before a block, if there is something to keep it from.
    /// Items follow each other, and what they stand in, closely.
    fn gap(&mut self) {
        let starts_item = self.marker.is_some();
        // The first item of an outer list is kept from the paragraph before it: a numbered list
        // that does not start at 1 cannot interrupt one (CommonMark 0.31 §5.3).
        let first_of_all = self.lists.len() == 1 && self.items == 1;
        if self.lines.is_empty() || (starts_item && !first_of_all) {
            return;
        }
        let margin = self.margin(!starts_item);
        self.lines.push(margin.trim_end().to_owned());
    }

    fn margin(&self, innermost: bool) -> String {
        let depth = if innermost {
            self.margins.len()
        } else {
            self.margins.len().saturating_sub(1)
        };
        self.margins.iter().take(depth).map(Margin::text).collect()
    }

    fn line(&mut self, text: &str) {
        let mut line = match self.marker.take() {
            Some(marker) => self.margin(false) + &marker,
            None => self.margin(true),
        };
        line.push_str(text);
        line.truncate(line.trim_end().len());
        self.lines.push(line);
    }
}

impl Margin {
    fn width(&self) -> usize {
        match self {
            Self::Quote => 2,
            Self::Item(width) => *width,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Quote => "> ".to_owned(),
            Self::Item(width) => " ".repeat(*width),
        }
    }
}
