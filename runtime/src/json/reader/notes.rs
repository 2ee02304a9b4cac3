//! What a reader notes about a text: where it departs from the document.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::Reader;
use super::whole::WholeValues;
use crate::json::DriftKind;
use crate::limits::MOST_NOTES_OF_TEXT;

/// What a reader does besides reading, and what it has found.
#[derive(Debug, Default)]
pub(in crate::json) struct Notes {
    /// Whether it makes do with what does not keep to the document.
    pub(super) forgives: bool,
    /// Whether it tells of what the document does not know.
    pub(super) watches: bool,
    /// While nothing is read as a value of some type.
    pub(super) nothing: Option<Nothing>,
    /// The tables of the objects that are being made of nothing.
    pub(super) made_of_nothing: Vec<usize>,
    /// By the place of a value the table by which the innermost union that begins there
    /// has chosen its variant.
    pub(super) chosen: BTreeMap<usize, usize>,
    /// Choices that do not count, as what they chose cannot be read.
    pub(super) taken_back: BTreeSet<(usize, usize)>,
    /// What must not lose any of its items.
    pub(super) whole: WholeValues,
    list: Vec<Note>,
    /// How many were not kept.
    more: usize,
}

/// Nothing, which is read as a value of some type.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nothing {
    /// The empty value that it was read as, if that has a short name.
    pub(super) read_as: Option<&'static str>,
}

/// Something that departs from the document.
#[derive(Debug, Clone)]
pub(in crate::json) struct Note {
    /// Where the value begins; of a member that is missing, its object.
    pub(in crate::json) offset: usize,
    /// The member that is missing.
    pub(in crate::json) member: Option<&'static str>,
    pub(in crate::json) kind: DriftKind,
    pub(in crate::json) expected: Cow<'static, str>,
    pub(in crate::json) found: Cow<'static, str>,
    /// The empty value that stands for it.
    pub(in crate::json) read_as: Option<&'static str>,
    /// Of something unknown what it is, as a hash: it is noted once.
    name: u64,
}

/// How many notes there were at some time.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NoteMark {
    kept: usize,
    more: usize,
}

impl Notes {
    pub(in crate::json) fn new(forgives: bool, watches: bool) -> Self {
        Self {
            forgives,
            watches,
            ..Self::default()
        }
    }

    /// The notes in the order of their places.
    pub(in crate::json) fn into_list(mut self) -> Vec<Note> {
        self.list.sort_by_key(|note| note.offset);
        self.list
    }

    fn push(&mut self, note: Note) {
        if self.list.len() < MOST_NOTES_OF_TEXT {
            self.list.push(note);
        } else {
            self.more += 1;
        }
    }

    /// Adds to the note that was made last which empty value stands for what it is about.
    pub(super) fn add_read_as(&mut self, read_as: Option<&'static str>) {
        // With more notes than are kept, the last one is about something else.
        if self.more == 0
            && let Some(note) = self.list.last_mut()
        {
            note.read_as = read_as;
        }
    }

    /// Whether a union has chosen its variant for the value at `start`, and the choice counts.
    pub(super) fn is_chosen(&self, start: usize) -> bool {
        let table = self.chosen.get(&start);
        table.is_some_and(|table| !self.taken_back.contains(&(start, *table)))
    }

    /// The first place from `offset` on where something was corrected.
    pub(super) fn corrected_from(&self, offset: usize) -> Option<usize> {
        let notes = self.list.iter();
        let corrected = notes.filter(|note| note.offset >= offset && note.kind.is_correction());
        corrected.map(|note| note.offset).min()
    }

    pub(super) fn mark(&self) -> NoteMark {
        NoteMark {
            kept: self.list.len(),
            more: self.more,
        }
    }

    /// How many corrections have come since.
    pub(super) fn corrections_since(&self, mark: NoteMark) -> usize {
        let kept = self.list.get(mark.kept..).unwrap_or_default();
        let kept = kept.iter().filter(|note| note.kind.is_correction()).count();
        kept + self.more.saturating_sub(mark.more)
    }

    /// Forgets what was noted since, about the value that begins at `start`.
    pub(super) fn forget_since(&mut self, mark: NoteMark, start: usize) {
        self.list.truncate(mark.kept);
        self.more = mark.more;
        // Choices that were taken back have been told by notes: whoever reads the value again
        // has to take them back again. That of `start` itself may be an outer union's.
        drop(self.chosen.split_off(&(start + 1)));
        drop(self.taken_back.split_off(&(start, 0)));
    }

    /// Forgets the notes about the value that begins at `offset`, and about all that
    /// comes later.
    pub(super) fn forget_from(&mut self, offset: usize) {
        self.list.retain(|note| note.offset < offset);
    }
}

impl Reader<'_> {
    /// Whether it makes do with what does not keep to the document.
    pub(crate) fn is_forgiving(&self) -> bool {
        matches!(&self.notes, Some(notes) if notes.forgives)
    }

    /// Whether nothing is read as a value of some type, which gives the empty one.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(&self.notes, Some(notes) if notes.nothing.is_some())
    }

    /// Says which empty value nothing was read as, so that a correction can tell.
    #[cold]
    pub(crate) fn name_empty_value(&mut self, value: &'static str) {
        if let Some(notes) = &mut self.notes
            && let Some(nothing) = &mut notes.nothing
        {
            nothing.read_as = Some(value);
        }
    }

    /// Where the next value begins, if what the document does not know is noted.
    #[inline]
    pub(in crate::json) fn watched_offset(&mut self) -> Option<usize> {
        match &self.notes {
            Some(notes) if notes.watches => Some(self.offset()),
            Some(_) | None => None,
        }
    }

    /// Notes a value at `offset` that is of the same variant as one which is unknown.
    #[cold]
    pub(in crate::json) fn note_if_unknown<T>(&mut self, offset: usize, value: &T, unknown: &T) {
        if std::mem::discriminant(value) == std::mem::discriminant(unknown) {
            let name = self.text().get(offset..self.at).unwrap_or_default();
            self.note_unknown(DriftKind::UnknownValue, offset, name);
        }
    }

    /// Notes what became of the value at `offset`.
    #[cold]
    pub(crate) fn note(
        &mut self,
        kind: DriftKind,
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) {
        self.note_member(kind, offset, None, expected.into(), found.into());
    }

    /// Notes what became of a member of the object at `offset`, or of a value.
    #[cold]
    pub(super) fn note_member(
        &mut self,
        kind: DriftKind,
        offset: usize,
        member: Option<&'static str>,
        expected: Cow<'static, str>,
        found: Cow<'static, str>,
    ) {
        if let Some(notes) = &mut self.notes
            && notes.nothing.is_none()
        {
            notes.push(Note {
                offset,
                member,
                kind,
                expected,
                found,
                read_as: None,
                name: 0,
            });
        }
    }

    /// Notes that the document does not know what stands at `offset`; `name` says what
    /// it is, so that it is told once.
    #[cold]
    pub(super) fn note_unknown(&mut self, kind: DriftKind, offset: usize, name: &str) {
        let expected = match kind {
            DriftKind::UnknownVariant => "a tag that the document has",
            DriftKind::UnknownMember => "no such member",
            _ => "a value that the document has",
        };
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let name = hasher.finish();
        if let Some(notes) = &mut self.notes
            && notes.watches
            && notes.nothing.is_none()
            && notes
                .list
                .iter()
                .all(|note| note.kind != kind || note.name != name)
        {
            notes.push(Note {
                offset,
                member: None,
                kind,
                expected: expected.into(),
                found: "another".into(),
                read_as: None,
                name,
            });
        }
    }
}
