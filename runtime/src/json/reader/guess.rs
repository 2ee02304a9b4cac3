//! Guesses which tag an object has without reading it twice.
//!
//! Where the tag of a union does not come first, finding it means to pass over
//! the object, only to read it again. So the first place that looks like the tag
//! is taken for it, by a plain search through the bytes, and the object is read
//! at once as the variant that this tells. [`Reader::record`] notices whether
//! that place was really a member of the object. It nearly always is; if not, or
//! if anything else goes wrong, all is read again from the beginning without
//! guesses, so that a guess never changes what comes out.
//!
//! The invariant: what is read with guesses is handed out only if each guess has been
//! confirmed, that is, if a member of the very object begins at the very place that was
//! guessed. A guess is first `pending`, from [`Reader::guess_text`] until the object is
//! read; then `open`, from [`Reader::promised`] until [`Reader::keep_promise`] sees the
//! member. So `pending` is empty and `open` is 0 at the end, unless a guess was `wrong`,
//! belonged to something else, or was about a place inside a string or a deeper object.
//! Errors are never believed while a guess was made, as a wrong variant may be their
//! reason. The second reading allows no guesses, so there is never a third.

use super::{Notes, Reader};
use crate::json::error::Reason;
use crate::json::scan::{find_name, measure_plain_text};
use crate::json::{Decode, DecodeError};
use crate::limits::TAG_WINDOW;

/// A place at which no member stands.
pub(super) const NOWHERE: usize = usize::MAX;

/// What is known of guesses.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    /// Whether guessing is allowed.
    allowed: bool,
    /// Whether any guess was made.
    made: bool,
    /// Whether one of them was wrong, or nobody could tell.
    wrong: bool,
    /// The guess about the object that is read next.
    pending: Option<Guess>,
    /// How many objects are read in which the guessed tag has not turned up.
    open: usize,
}

/// A place that looks like the tag of an object.
#[derive(Debug, Clone, Copy)]
struct Guess {
    object: usize,
    tag: usize,
}

impl<'a> Reader<'a> {
    /// Reads all of the text as one value.
    fn entire<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let value = T::decode(self)?;
        self.finish()?;
        Ok(value)
    }

    /// Allows guesses: who does so asks [`Reader::must_read_again`] in the end.
    fn allow_guesses(&mut self) {
        self.guesses.allowed = true;
    }

    /// Whether what was read cannot be trusted. Then goes back to the beginning.
    fn must_read_again(&mut self, failed: bool) -> bool {
        let Guesses {
            made,
            wrong,
            pending,
            open,
            ..
        } = self.guesses;
        let again = made && (failed || wrong || pending.is_some() || open > 0);
        if again {
            self.begin_again();
        }
        again
    }

    /// Goes back to the beginning, where nothing is known but the limits.
    fn begin_again(&mut self) {
        let watches = matches!(&self.notes, Some(notes) if notes.watches);
        *self = Self::within(self.text, self.limits);
        if watches {
            self.notes = Some(Box::new(Notes::new(false, true)));
        }
    }

    /// Reads all of the text as one value that keeps to the document; `watches` says
    /// whether what the document does not know is noted.
    pub(in crate::json) fn strictly<T: Decode>(&mut self, watches: bool) -> Result<T, DecodeError> {
        if watches {
            self.notes = Some(Box::new(Notes::new(false, true)));
        }
        self.allow_guesses();
        loop {
            let read = self.entire();
            if !self.must_read_again(read.is_err()) {
                return read;
            }
        }
    }

    /// Reads all of the text as one value, once more and as far as it goes.
    #[cold]
    pub(in crate::json) fn forgivingly<T: Decode>(
        &mut self,
        watches: bool,
    ) -> Result<T, DecodeError> {
        *self = Self::within(self.text, self.limits);
        self.notes = Some(Box::new(Notes::new(true, watches)));
        let before = self.before_value();
        let value = match T::decode(self) {
            Ok(value) => value,
            Err(error) => {
                let kept = error.clone();
                self.instead(error, before)?.ok_or(kept)?
            }
        };
        self.finish()?;
        Ok(value)
    }

    /// The notes so far.
    pub(in crate::json) fn take_notes(&mut self) -> Option<Notes> {
        self.notes.take().map(|notes| *notes)
    }

    /// All of the text.
    pub(in crate::json) fn text(&self) -> &'a str {
        self.text
    }

    /// What is probably the text of the tag `property` of the object that comes.
    /// The object must be read by [`Reader::record`] next.
    pub(super) fn guess_text(&mut self, property: &str) -> Option<&'a str> {
        if !self.guesses.allowed || self.peek_value() != Some(b'{') {
            return None;
        }
        // the object of another guess has not been read as a record
        self.guesses.wrong |= self.guesses.pending.is_some();
        let window = self.rest();
        let window = window.get(..TAG_WINDOW).unwrap_or(window);
        let place = self.at + find_name(window, property.as_bytes())?;
        let rest = self.text.get(place + property.len() + 2..)?;
        let rest = rest.trim_start().strip_prefix(':')?;
        let rest = rest.trim_start().strip_prefix('"')?;
        let (text, rest) = rest.split_at_checked(measure_plain_text(rest.as_bytes()))?;
        if !rest.starts_with('"') {
            return None;
        }
        self.guesses.made = true;
        self.guesses.pending = Some(Guess {
            object: self.at,
            tag: place,
        });
        Some(text)
    }

    /// Takes back the guess that was made last.
    pub(super) fn take_back(&mut self) {
        self.guesses.pending = None;
    }

    /// Where the member must stand that makes a guess about the object at
    /// `object` right; [`NOWHERE`] if there was none.
    #[inline]
    pub(super) fn promised(&mut self, object: usize) -> usize {
        match self.guesses.pending.take() {
            None => NOWHERE,
            Some(guess) => {
                self.guesses.wrong |= guess.object != object;
                self.guesses.open += 1;
                guess.tag
            }
        }
    }

    /// Notes that a member stands at `place`.
    #[inline]
    pub(super) fn keep_promise(&mut self, promised: &mut usize, place: usize) {
        if *promised == place {
            *promised = NOWHERE;
            self.guesses.open -= 1;
        }
    }

    /// The error when a guess was wrong. Nobody sees it, because all is read again.
    #[cold]
    pub(super) fn wrong_guess(&self) -> DecodeError {
        DecodeError::new(self.at, Reason::Effort)
    }
}
