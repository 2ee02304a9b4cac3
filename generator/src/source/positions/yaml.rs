//! Positions of YAML, from saphyr's events.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::Tracker;

/// Feeds the events of the first document to the tracker.
pub(super) fn walk(text: &str, tracker: &mut Tracker<'_>) {
    let mut offsets = Offsets {
        text,
        chars: 0,
        bytes: 0,
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::Scalar(value, style, ..) => {
                let range = offsets.range(span);
                tracker.scalar(&value, trimmed(text, range, style));
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

/// A block scalar's range is its header alone: its text has many lines.
fn trimmed(
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

impl Offsets<'_> {
    fn range(&mut self, span: Span) -> std::ops::Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn byte(&mut self, chars: usize) -> usize {
        if chars < self.chars {
            (self.chars, self.bytes) = (0, 0);
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
