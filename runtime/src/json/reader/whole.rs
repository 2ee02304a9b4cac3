//! Lists and maps that are alternatives of a union, and must be read whole or not at all.
//!
//! A list keeps its other items where one cannot be read. Where the list is but one of several
//! alternatives, though, an item that does not fit says that the alternative may be the wrong
//! one: then another is taken that can be read whole, or the value is kept as it came. So the
//! reader has to know, where an item is to be left out, whether the list belongs to an
//! alternative, by itself or as an item of lists and maps that do. Objects of known
//! properties are their own: what is left out inside of them is no item of the alternative.
//!
//! All of it happens while a text is read for the second time.

use super::Reader;

/// Lists and maps that are being read, and alternatives that are one.
#[derive(Debug, Default)]
pub(super) struct WholeValues {
    /// Where alternatives begin that are tried.
    tried: Vec<usize>,
    /// Lists and maps from the outside in. What has ended stays until another begins at its
    /// depth: nothing has to be done where most end.
    open: Vec<OpenContainer>,
}

/// A list or a map that is being read, or has been.
#[derive(Debug, Clone, Copy)]
struct OpenContainer {
    start: usize,
    depth: u32,
    /// Where it ends, once it was asked for.
    end: Option<usize>,
}

impl WholeValues {
    /// Begins to try an alternative for the value at `start`.
    pub(super) fn begin_alternative(&mut self, start: usize) {
        self.tried.push(start);
    }

    /// Ends what was begun last.
    pub(super) fn end_alternative(&mut self) {
        self.tried.pop();
    }
}

impl Reader<'_> {
    /// Notes that a list or a map is read whose bracket is the last thing before this place.
    #[cold]
    #[inline(never)]
    pub(super) fn note_container(&mut self) {
        let (text, at, depth) = (self.text, self.at, self.depth);
        let Some(notes) = self.notes.as_mut().filter(|notes| notes.forgives) else {
            return;
        };
        let before = text.get(..at).unwrap_or_default();
        let open = &mut notes.whole.open;
        open.retain(|known| known.depth < depth);
        open.push(OpenContainer {
            start: before.trim_end().len().saturating_sub(1),
            depth,
            end: None,
        });
    }

    /// Whether the list or map around this place must not lose what comes: it is an alternative
    /// of a union, or an item of one.
    pub(super) fn must_stay_whole(&mut self) -> bool {
        let mut depth = self.depth;
        while let Some(start) = self.container_start(depth) {
            let Some(notes) = &self.notes else {
                return false;
            };
            if notes.whole.tried.contains(&start) || notes.is_chosen(start) {
                return true;
            }
            depth -= 1;
        }
        false
    }

    /// Where the list or map begins that is around this place, at this depth.
    fn container_start(&mut self, depth: u32) -> Option<usize> {
        let text = self.text;
        let open = &mut self.notes.as_mut()?.whole.open;
        let known = open.iter_mut().find(|known| known.depth == depth)?;
        let start = known.start;
        // Each is passed over once at most.
        let end = *known.end.get_or_insert_with(|| {
            let mut inside = Self::new(text.get(start..).unwrap_or_default());
            inside.skip().map_or(start, |()| start + inside.at)
        });
        (end > self.at).then_some(start)
    }
}
