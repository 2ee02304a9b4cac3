//! Positions of YAML, from saphyr's events.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::Tracker;

/// Feeds the events of the first document to the tracker.
pub(super) fn walk_yaml_events(text: &str, tracker: &mut Tracker<'_>) {
    let mut offsets = Offsets::of(text);
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::Scalar(value, style, ..) => {
                let range = offsets.range(span);
                tracker.scalar(&value, trim_block_scalar(text, range, style));
            }
            Event::Alias(_) => {
                let range = offsets.range(span);
                tracker.scalar("", range);
            }
            Event::SequenceStart(..) => tracker.open(offsets.range(span), false),
            Event::MappingStart(..) => tracker.open(offsets.range(span), true),
            Event::SequenceEnd | Event::MappingEnd => tracker.close(),
            Event::DocumentEnd => return,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
}

/// The byte at which lists and maps are nested deeper than so many levels; `None` if they
/// never are in the first document.
pub(crate) fn deeper_than(text: &str, most: usize) -> Option<usize> {
    let mut offsets = Offsets::of(text);
    let mut parser = Parser::new_from_str(text);
    let mut depth = 0usize;
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::DocumentEnd => return None,
            Event::Scalar(..)
            | Event::Alias(_)
            | Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_) => {}
        }
        if depth > most {
            return Some(offsets.range(span).start);
        }
    }
    None
}

/// A block scalar's range is its header alone: its text has many lines.
fn trim_block_scalar(
    text: &str,
    range: std::ops::Range<usize>,
    style: ScalarStyle,
) -> std::ops::Range<usize> {
    let raw = text.get(range.clone()).unwrap_or_default();
    let len = match style {
        ScalarStyle::Literal | ScalarStyle::Folded => raw.find('\n').unwrap_or(raw.len()),
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            raw.trim_end().len()
        }
    };
    range.start..range.start + len
}

/// Converts saphyr's character positions, which mostly grow, to bytes.
struct Offsets<'t> {
    text: &'t str,
    chars: usize,
    bytes: usize,
}

impl<'t> Offsets<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            chars: 0,
            bytes: 0,
        }
    }

    fn range(&mut self, span: Span) -> std::ops::Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn byte(&mut self, chars: usize) -> usize {
        // Positions mostly grow, so that counting goes on from the last one; where they do not (a
        // key is told after its value has begun), a few characters back.
        if let Some(back) = self.chars.checked_sub(chars).filter(|back| *back > 0) {
            let before = self.text.get(..self.bytes).unwrap_or_default();
            let there = before.char_indices().rev().nth(back - 1);
            (self.chars, self.bytes) = (chars, there.map_or(0, |(at, _)| at));
        }
        let rest = self.text.get(self.bytes..).unwrap_or_default();
        let step = chars - self.chars;
        self.bytes += rest
            .char_indices()
            .nth(step)
            .map_or(rest.len(), |(at, _)| at);
        self.chars = chars;
        self.bytes
    }
}
