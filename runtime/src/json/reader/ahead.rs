//! Looking ahead into an object: its tag, or which properties it has.
//!
//! Nothing is consumed. The ends of arrays and objects that are passed on the
//! way are noted, so that looking ahead again from inside jumps over them and
//! the whole work stays linear, wherever the tags stand.

use std::borrow::Cow;

use super::{Kind, Reader, Tries};
use crate::json::decimal::Digits;
use crate::json::error::Reason;
use crate::json::scan::measure_plain_text;
use crate::json::{DecodeError, DriftKind};

/// What stands under the property that tells the variants of a union apart.
enum FoundTag {
    /// One of the values that are known.
    Known(usize),
    /// Another value, or none.
    Other,
    /// Nothing that counts: what comes is kept as it is.
    Kept,
}

impl<'a> Reader<'a> {
    /// Which of `tags` stands under `property` in the object that comes; its
    /// index. `None` when it is another value or the property is missing.
    /// Numbers and booleans are compared as their text. Consumes nothing.
    ///
    /// # Errors
    ///
    /// When something other than an object comes, or the text is not JSON.
    pub fn tag(
        &mut self,
        property: &'static str,
        tags: &[&str],
    ) -> Result<Option<usize>, DecodeError> {
        match self.find_tag(property, tags)? {
            FoundTag::Known(index) => Ok(Some(index)),
            FoundTag::Other => self.unknown_tag(property),
            FoundTag::Kept => Ok(None),
        }
    }

    /// As [`Reader::tag`], for a union of which one variant is what all other objects are:
    /// its index is behind those of `tags`. `None` only for what is kept as it came.
    ///
    /// # Errors
    ///
    /// When something other than an object comes, or the text is not JSON.
    pub fn tag_or_rest(
        &mut self,
        property: &'static str,
        tags: &[&str],
    ) -> Result<Option<usize>, DecodeError> {
        Ok(match self.find_tag(property, tags)? {
            FoundTag::Known(index) => Some(index),
            FoundTag::Other => Some(tags.len()),
            FoundTag::Kept => None,
        })
    }

    /// Looks for one of `tags`.
    fn find_tag(&mut self, property: &'static str, tags: &[&str]) -> Result<FoundTag, DecodeError> {
        let index = |tag: &str| tags.iter().position(|known| *known == tag);
        if self.notes.is_some() {
            if self.is_taken_back(tags) {
                return Ok(FoundTag::Kept);
            }
            self.note_choice(tags);
        }
        if let Some(tag) = self.first_text(property) {
            return Ok(index(tag).map_or(FoundTag::Other, FoundTag::Known));
        }
        if let Some(tag) = self.guess_text(property) {
            match index(tag) {
                Some(index) => return Ok(FoundTag::Known(index)),
                None => self.take_back(),
            }
        }
        let found = self.look(|reader| {
            while let Some(name) = reader.look_name()? {
                if name == property {
                    return Ok(reader.scalar()?.and_then(|tag| index(&tag)));
                }
                reader
                    .skip()
                    .map_err(|error| error.in_member(name.into_owned()))?;
            }
            Ok(None)
        });
        match found {
            Ok(found) => Ok(found.map_or(FoundTag::Other, FoundTag::Known)),
            Err(error) => self.keep_unknown(error).map(|()| FoundTag::Kept),
        }
    }

    /// No tag that is known. Variants that are known refuse a tag that stands there
    /// twice; so does this, as who keeps the whole object would keep the other one.
    #[cold]
    fn unknown_tag(&mut self, property: &'static str) -> Result<Option<usize>, DecodeError> {
        let start = self.offset();
        self.note_unknown(DriftKind::UnknownVariant, start, property);
        self.look(|reader| {
            let mut found = false;
            while let Some(name) = reader.look_name()? {
                let is_tag = name == property;
                if is_tag && std::mem::replace(&mut found, true) {
                    return Err(DecodeError::new(reader.at, Reason::Twice(property)));
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
            return self.no_tag_of(kind, (property, tags), true);
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
            return self.no_tag_of(kind, (property, tags), false);
        }
        Ok(found)
    }

    /// No tag that is known: then the member must be another value of `kind`.
    #[cold]
    fn no_tag_of(
        &mut self,
        kind: Kind,
        (property, tags): (&'static str, &[&str]),
        required: bool,
    ) -> Result<Option<usize>, DecodeError> {
        if self.notes.is_some() && self.is_taken_back(tags) {
            return Ok(None);
        }
        // What is not an object was refused by `tag`, or told by it: once is enough.
        if self.peek_value() != Some(b'{') {
            return Ok(None);
        }
        match self.look(|reader| reader.member_of(kind, property, required)) {
            Ok(()) => Ok(None),
            Err(error) => self.keep_unknown(error).map(|()| None),
        }
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

    /// Whether an object comes. Consumes nothing.
    pub fn is_object(&mut self) -> bool {
        !self.is_nothing() && self.peek_value() == Some(b'{')
    }

    /// Begins to try the variants of `union` (both by their Rust names) whose properties are
    /// all there in the object that comes, in this order: the first that can be read is the
    /// value. Mostly there is one; `{"data": ["a"], "error": null}` has the properties of a
    /// success and of a failure, and only its values tell which it is. None is tried when
    /// something other than an object comes, or properties of each variant are missing;
    /// [`Reader::unknown`] says so then.
    #[must_use]
    pub fn tries_of_keys(
        &mut self,
        union: &'static str,
        variants: &[(&'static str, &[&'static str])],
    ) -> Tries {
        if self.is_nothing() {
            return self.tries_among(union, Vec::new());
        }
        // Only names that are asked for, so that no object takes more room than others.
        let wanted = |name: &str| variants.iter().any(|(_, keys)| keys.contains(&name));
        let names = self.look(|reader| {
            let mut names = Vec::new();
            while let Some(name) = reader.look_name()? {
                match reader.skip() {
                    Ok(()) if wanted(&name) && !names.contains(&name) => names.push(name),
                    Ok(()) => {}
                    Err(error) => return Err(error.in_member(name.into_owned())),
                }
            }
            Ok(names)
        });
        let names = match names {
            Ok(names) => names,
            Err(error) => return self.tries_of_none(union, error),
        };
        let has = |wanted: &&str| names.iter().any(|name| name == wanted);
        let whole = (0..).zip(variants);
        let whole = whole.filter(|(_, (_, keys))| keys.iter().all(has));
        let whole: Vec<usize> = whole.map(|(place, _)| place).collect();
        match whole.is_empty() {
            true => self.tries_of_nearest(union, variants, has),
            false => self.tries_among(union, whole),
        }
    }

    /// Makes do with an object that has not all properties of any variant: with the one of
    /// which most are there.
    #[cold]
    fn tries_of_nearest(
        &mut self,
        union: &'static str,
        variants: &[(&'static str, &[&'static str])],
        has: impl Fn(&&str) -> bool,
    ) -> Tries {
        if self.is_forgiving()
            && let Some(nearest) = find_nearest_variant(variants, &has)
        {
            return self.tries_among(union, vec![nearest]);
        }
        let variants = variants.iter().map(|(variant, keys)| {
            let lacking = keys.iter().filter(|key| !has(key));
            (*variant, lacking.copied().collect())
        });
        let variants = variants.collect();
        let error = DecodeError::new(self.offset(), Reason::Lacking { union, variants });
        self.tries_of_none(union, error)
    }

    /// The text under `property` where it is the first member, in compact JSON
    /// and without escapes: the fast path for tags.
    fn first_text(&mut self, property: &str) -> Option<&'a str> {
        self.skip_space();
        let text = self.text.get(self.at..)?.strip_prefix("{\"")?;
        let text = text.strip_prefix(property)?.strip_prefix("\":\"")?;
        let (text, rest) = text.split_at_checked(measure_plain_text(text.as_bytes()))?;
        rest.starts_with('"').then_some(text)
    }

    /// Runs `look` inside the object that comes, then goes back.
    fn look<T>(
        &mut self,
        look: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        self.object()?;
        let (start, depth) = (self.at - 1, self.depth - 1);
        let dropped = self.spans.begin(start);
        self.refund(dropped * SPAN);
        let found = look(self);
        self.spans.end(self.at);
        self.at = start;
        self.depth = depth;
        found
    }

    /// Notes where an array or object begins, while looking ahead.
    #[inline]
    pub(super) fn note_span(&mut self) -> Result<Option<usize>, DecodeError> {
        if !self.spans.noting {
            return Ok(None);
        }
        self.charge(SPAN)?;
        Ok(Some(self.spans.open(self.at)))
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

    /// The text of a scalar: a string's characters, else as written; a whole number as its
    /// digits, for `2.0` and `2e0` are 2.
    fn scalar(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        match self.kind()? {
            Kind::String => self.string().map(Some),
            Kind::Number => {
                let text = self.raw()?;
                let is_plain = !text.contains(['.', 'e', 'E']);
                let whole = (!is_plain).then(|| Digits::new(text).whole()).flatten();
                Ok(Some(match whole {
                    Some((negative, magnitude)) => {
                        let sign = if negative && magnitude > 0 { "-" } else { "" };
                        Cow::Owned(format!("{sign}{magnitude}"))
                    }
                    None => Cow::Borrowed(text),
                }))
            }
            Kind::Bool => self.raw().map(|text| Some(Cow::Borrowed(text))),
            Kind::Null | Kind::Array | Kind::Object => Ok(None),
        }
    }
}

/// Of variants the one of whose properties most are there, and fewest are missing.
#[cold]
fn find_nearest_variant(
    variants: &[(&'static str, &[&'static str])],
    has: impl Fn(&&str) -> bool,
) -> Option<usize> {
    let places = variants.iter().enumerate().map(|(place, (_, keys))| {
        let there = keys.iter().filter(|key| has(key)).count();
        (there, std::cmp::Reverse((keys.len() - there, place)))
    });
    let (there, std::cmp::Reverse((_, place))) = places.max()?;
    (there > 0).then_some(place)
}

/// Bytes of a note, in a list that doubles.
const SPAN: usize = 2 * size_of::<(usize, usize)>();

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
    /// Looking ahead begins at `at`. Gives how many notes were dropped.
    fn begin(&mut self, at: usize) -> usize {
        self.noting = true;
        if (self.from..self.to).contains(&at) {
            return 0;
        }
        let dropped = self.list.len();
        self.list.clear();
        self.from = at;
        self.to = at;
        dropped
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
    fn open(&mut self, start: usize) -> usize {
        self.list.push((start, start));
        self.list.len() - 1
    }

    /// Completes a note.
    #[inline]
    pub(super) fn close(&mut self, note: Option<usize>, end: usize) {
        if let Some(span) = note.and_then(|note| self.list.get_mut(note)) {
            span.1 = end;
        }
    }
}
