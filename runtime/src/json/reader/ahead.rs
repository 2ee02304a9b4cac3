//! Looking ahead into an object: its tag, or which properties it has.
//!
//! Nothing is consumed. The ends of arrays and objects that are passed on the
//! way are noted, so that looking ahead again from inside jumps over them and
//! the whole work stays linear, wherever the tags stand.

use std::borrow::Cow;

use super::{Kind, Reader};
use crate::json::DecodeError;
use crate::json::error::Reason;
use crate::json::scan::plain_length;

impl<'a> Reader<'a> {
    /// Which of `tags` stands under `property` in the object that comes; its
    /// index. `None` when it is another value or the property is missing.
    /// Numbers and booleans are compared as their text. Consumes nothing.
    ///
    /// # Errors
    ///
    /// When something other than an object comes, or the text is not JSON.
    pub fn tag(&mut self, property: &str, tags: &[&str]) -> Result<Option<usize>, DecodeError> {
        let index = |tag: &str| tags.iter().position(|known| *known == tag);
        if let Some(tag) = self.first_text(property) {
            return Ok(index(tag));
        }
        if let Some(tag) = self.guess_text(property) {
            match index(tag) {
                Some(index) => return Ok(Some(index)),
                None => self.take_back(),
            }
        }
        self.look(|reader| {
            while let Some(name) = reader.look_name()? {
                if name == property {
                    return Ok(reader.scalar()?.and_then(|tag| index(&tag)));
                }
                reader
                    .skip()
                    .map_err(|error| error.in_member(name.into_owned()))?;
            }
            Ok(None)
        })
    }

    /// As [`Reader::tag`], for a property that must be there, with a value of
    /// `kind`: else nothing that is known can come.
    ///
    /// # Errors
    ///
    /// When something other than an object comes, the property is missing or of
    /// another kind, or the text is not JSON.
    pub fn tag_of(
        &mut self,
        kind: Kind,
        property: &'static str,
        tags: &[&str],
    ) -> Result<Option<usize>, DecodeError> {
        let found = self.tag(property, tags)?;
        if found.is_none() {
            self.look(|reader| reader.member_of(kind, property, true))?;
        }
        Ok(found)
    }

    /// As [`Reader::tag_of`], for a property that may be absent, or null.
    ///
    /// # Errors
    ///
    /// When something other than an object comes, the property is of another
    /// kind, or the text is not JSON.
    pub fn tag_if(
        &mut self,
        kind: Kind,
        property: &'static str,
        tags: &[&str],
    ) -> Result<Option<usize>, DecodeError> {
        let found = self.tag(property, tags)?;
        if found.is_none() {
            self.look(|reader| reader.member_of(kind, property, false))?;
        }
        Ok(found)
    }

    /// Makes sure that a member is there, with a value of `kind`; or that it has no
    /// other value, where it is not `required`.
    fn member_of(
        &mut self,
        kind: Kind,
        property: &'static str,
        required: bool,
    ) -> Result<(), DecodeError> {
        let start = self.at - 1;
        while let Some(name) = self.look_name()? {
            let found = self.kind()?;
            let absent = !required && found == Kind::Null;
            if name == property && found != kind && !absent {
                let error = self.unexpected(found, kind.to_string());
                return Err(error.in_member(property));
            }
            if name == property {
                return Ok(());
            }
            self.skip()
                .map_err(|error| error.in_member(name.into_owned()))?;
        }
        if required {
            return Err(DecodeError::new(start, Reason::Missing(property)));
        }
        Ok(())
    }

    /// The first of `sets` whose properties are all there in the object that
    /// comes; its index. Consumes nothing.
    ///
    /// # Errors
    ///
    /// When something other than an object comes, or the text is not JSON.
    pub fn keys(&mut self, sets: &[&[&str]]) -> Result<Option<usize>, DecodeError> {
        let names = self.look(|reader| {
            let mut names = Vec::new();
            while let Some(name) = reader.look_name()? {
                match reader.skip() {
                    Ok(()) => names.push(name),
                    Err(error) => return Err(error.in_member(name.into_owned())),
                }
            }
            Ok(names)
        })?;
        let has = |wanted: &&str| names.iter().any(|name| name == wanted);
        Ok(sets.iter().position(|set| set.iter().all(has)))
    }

    /// The text under `property` where it is the first member, in compact JSON
    /// and without escapes: the fast path for tags.
    fn first_text(&mut self, property: &str) -> Option<&'a str> {
        self.skip_space();
        let text = self.text.get(self.at..)?.strip_prefix("{\"")?;
        let text = text.strip_prefix(property)?.strip_prefix("\":\"")?;
        let (text, rest) = text.split_at_checked(plain_length(text.as_bytes()))?;
        rest.starts_with('"').then_some(text)
    }

    /// Runs `look` inside the object that comes, then goes back.
    fn look<T>(
        &mut self,
        look: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        self.object()?;
        let (start, depth) = (self.at - 1, self.depth - 1);
        self.spans.begin(start);
        let found = look(self);
        self.spans.end(self.at);
        self.at = start;
        self.depth = depth;
        found
    }

    /// The name of the next member, up to its value; `None` at the end.
    #[inline]
    fn look_name(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        // An object's first member stands right behind its brace, any other
        // behind a comma: no flag is needed between the calls.
        let mut first = self.is_behind_brace();
        if !self.next_member(&mut first)? {
            return Ok(None);
        }
        let name = self.string()?;
        self.colon()?;
        Ok(Some(name))
    }

    fn is_behind_brace(&self) -> bool {
        let before = self.at.checked_sub(1);
        before.and_then(|at| self.text.as_bytes().get(at)) == Some(&b'{')
    }

    /// The text of a scalar: a string's characters, else as written.
    fn scalar(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        match self.kind()? {
            Kind::String => self.string().map(Some),
            Kind::Number | Kind::Bool => self.raw().map(|text| Some(Cow::Borrowed(text))),
            Kind::Null | Kind::Array | Kind::Object => Ok(None),
        }
    }
}

/// Where arrays and objects end that were passed while looking ahead.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// Beginning and end of each, in the order of their beginnings. Complete
    /// for all that lies between `from` and `to`.
    list: Vec<(usize, usize)>,
    from: usize,
    to: usize,
    /// Whether what is passed now is noted.
    noting: bool,
}

impl Spans {
    /// Looking ahead begins at `at`.
    fn begin(&mut self, at: usize) {
        if !(self.from..self.to).contains(&at) {
            self.list.clear();
            self.from = at;
            self.to = at;
        }
        self.noting = true;
    }

    /// Looking ahead has come to `at`.
    fn end(&mut self, at: usize) {
        self.noting = false;
        self.to = self.to.max(at);
    }

    /// The end of what begins at `start`, if it has been passed before.
    #[inline]
    pub(super) fn end_of(&self, start: usize) -> Option<usize> {
        if self.list.is_empty() {
            return None;
        }
        let found = self.list.binary_search_by_key(&start, |span| span.0).ok()?;
        self.list.get(found).map(|span| span.1)
    }

    /// Notes where something begins; gives the place of the note.
    #[inline]
    pub(super) fn open(&mut self, start: usize) -> Option<usize> {
        self.noting.then(|| {
            self.list.push((start, start));
            self.list.len() - 1
        })
    }

    /// Completes a note.
    #[inline]
    pub(super) fn close(&mut self, note: Option<usize>, end: usize) {
        if let Some(span) = note.and_then(|note| self.list.get_mut(note)) {
            span.1 = end;
        }
    }
}
