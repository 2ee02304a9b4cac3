//! Reads responses: strictly first, and what is refused so, as far as it goes.

use std::borrow::Cow;

use super::place::find_paths;
use super::reader::{Note, Notes};
use super::{Correction, Decode, DecodeError, DriftKind, ReadLimits, Reader};
use crate::limits::SHOWN_VALUE;
use crate::secrets::Secrets;

/// How a response is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadOptions {
    /// How much it may ask for.
    pub(crate) limits: ReadLimits,
    /// Whether what does not keep to the document is read as far as it goes.
    pub(crate) forgives: bool,
    /// Whether what the document does not know is told.
    pub(crate) watches: bool,
    /// Whether the values are told, too.
    pub(crate) with_values: bool,
}

/// A place where a response departs from its document.
#[derive(Debug, Clone)]
pub(crate) struct DriftReport {
    pub(crate) correction: Correction,
    /// The place among all responses: `$.items[].price`.
    pub(crate) place: String,
    /// The start of the value, as JSON.
    pub(crate) value: Option<String>,
    /// Whether it is a member of the text as a whole.
    is_at_the_root: bool,
}

impl DriftReport {
    /// Hides secrets: names of members come from servers, and so do values.
    pub(crate) fn mask(&mut self, secrets: &Secrets) {
        let texts = [&mut self.correction.path, &mut self.place].into_iter();
        for text in texts.chain(&mut self.value) {
            if let Cow::Owned(masked) = secrets.mask(text) {
                *text = masked;
            }
        }
        for text in [&mut self.correction.expected, &mut self.correction.found] {
            if let Cow::Owned(masked) = secrets.mask(text) {
                *text = masked.into();
            }
        }
    }

    /// Whether it is a member that the document requires of the text as a whole.
    pub(crate) fn is_missing_at_the_root(&self) -> bool {
        self.is_at_the_root && self.correction.kind == DriftKind::Missing
    }
}

/// Reads a value from JSON text that may depart from its document, as clients read responses
/// by default, and gives what was corrected: at most 64 places. No amount of money
/// ([`Decimal`](crate::Decimal)) is ever made up.
///
/// ```
/// use bindery_runtime::json::from_json_forgiving;
///
/// let (list, corrections) = from_json_forgiving::<Vec<i64>>(r#"[1, "2", null, {}]"#)?;
/// assert_eq!(list, [1, 2, 0]);
/// let told: Vec<String> = corrections.iter().map(ToString::to_string).collect();
/// assert_eq!(told[0], "$[1]: expected a number, found a string");
/// assert_eq!(told.len(), 3);
/// # Ok::<(), bindery_runtime::json::DecodeError>(())
/// ```
///
/// # Errors
///
/// When nothing can be made of the text: it is not JSON, says a thing twice, is of another
/// kind as a whole, or lacks an amount of money.
pub fn from_json_forgiving<T: Decode>(
    json: &(impl AsRef<[u8]> + ?Sized),
) -> Result<(T, Vec<Correction>), DecodeError> {
    let json = json.as_ref();
    let options = ReadOptions {
        limits: ReadLimits::of_text(json.len()),
        forgives: true,
        watches: false,
        with_values: false,
    };
    let (value, told) = read_json(json, options)?;
    Ok((
        value,
        told.into_iter().map(|told| told.correction).collect(),
    ))
}

/// Reads a value, and tells where its text departs from the document.
pub(crate) fn read_json<T: Decode>(
    json: &[u8],
    options: ReadOptions,
) -> Result<(T, Vec<DriftReport>), DecodeError> {
    let mut reader = Reader::from_bytes_within(json, options.limits)?;
    let read = reader.strictly(options.watches);
    if let Ok(value) = read {
        return Ok((value, reader.told(options)));
    }
    read_again(read, options, reader)
}

/// Reads what was refused as far as it goes.
#[cold]
fn read_again<T: Decode>(
    refused: Result<T, DecodeError>,
    options: ReadOptions,
    mut reader: Reader<'_>,
) -> Result<(T, Vec<DriftReport>), DecodeError> {
    match refused {
        Err(error) if options.forgives && error.may_be_forgiven() => {
            let value = reader.forgivingly(options.watches)?;
            Ok((value, reader.told(options)))
        }
        refused => refused.map(|value| (value, Vec::new())),
    }
}

impl Reader<'_> {
    /// What was noted, with the places.
    fn told(&mut self, options: ReadOptions) -> Vec<DriftReport> {
        match self.take_notes() {
            None => Vec::new(),
            Some(notes) => self.told_notes(notes, options.with_values),
        }
    }

    #[cold]
    fn told_notes(&self, notes: Notes, with_values: bool) -> Vec<DriftReport> {
        let notes = notes.into_list();
        let offsets: Vec<usize> = notes.iter().map(|note| note.offset).collect();
        let ways = find_paths(self.text(), &offsets);
        let told = notes.into_iter().zip(ways).map(|(note, way)| {
            let Note {
                offset,
                member,
                kind,
                expected,
                found,
                read_as,
                ..
            } = note;
            let way = match member {
                Some(name) => way.member(name),
                None => way,
            };
            let value = with_values && kind != DriftKind::Missing;
            let correction = Correction {
                path: way.path(),
                kind,
                expected,
                found,
                read_as,
            };
            DriftReport {
                correction,
                place: way.pattern(),
                value: value.then(|| self.value_at(offset)),
                is_at_the_root: way.len() <= 1,
            }
        });
        told.collect()
    }

    /// The start of the value at `offset`.
    fn value_at(&self, offset: usize) -> String {
        let rest = self.text().get(offset..).unwrap_or_default();
        let value = Reader::new(rest).raw().unwrap_or_default();
        value.chars().take(SHOWN_VALUE).collect()
    }
}
