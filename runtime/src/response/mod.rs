//! Responses: from a status, headers and bytes to what the document calls them
//! and to a value. No input, no output, no clock: a body that is read while it comes
//! is kept here, and read in `streaming`.

pub(crate) mod read;
mod text;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::description::{EmbeddedFailure, Outcome, Reading};
use crate::drift::Manner;
use crate::error::{BodyMisfit, Failure, FailureCause, Head, Origin};
use crate::exchange::RawResponse;
use crate::json::{Correction, Decode, DecodeError, Reader, from_json_within, to_json};
use crate::matching::{Chosen, choose_response, explain_no_bytes, list_fitting_failures};
use crate::media_type::{find_content_type, is_json_media_type, looks_like_json};
use crate::plan::Plan;
use crate::timeout::RunningLimit;
use crate::transport::ResponseBody;

/// A response that the document describes: what generated code reads values
/// from.
#[derive(Debug)]
pub struct Received {
    origin: Origin,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    chosen: Chosen,
    manner: Manner,
    corrections: Mutex<Vec<Correction>>,
    live: Mutex<Unread>,
}

/// A body that is yet to be read.
#[derive(Debug, Default)]
struct Unread {
    body: Option<ResponseBody>,
    /// What is left of the time for the whole call.
    limit: Option<RunningLimit>,
    /// The call that it answers.
    plan: Option<Box<Plan>>,
}

impl Received {
    /// Finds what the document calls this response.
    pub(crate) fn new(
        origin: Origin,
        response: RawResponse,
        reading: Reading,
        manner: Manner,
    ) -> Result<Self, Box<Failure>> {
        let RawResponse {
            status,
            headers,
            body,
            live,
            limit,
        } = response;
        // Before anything can fail: whoever gets errors has to hear of it all the more.
        manner.tell_retirement(&origin, &headers);
        let within = manner.limits.of_reading();
        let chosen = choose_response(origin.operation, reading, status, &headers, &body, within);
        let chosen = chosen.and_then(|chosen| {
            let wants_bytes = reading == Reading::Bytes && chosen.success;
            let why = wants_bytes
                .then(|| explain_no_bytes(origin.operation, status, &headers, &chosen))
                .flatten();
            why.map_or(Ok(chosen), |why| Err(why.to_owned()))
        });
        match chosen {
            Ok(chosen) => Ok(Self {
                origin,
                status,
                headers,
                body,
                chosen,
                manner,
                corrections: Mutex::default(),
                live: Mutex::new(Unread {
                    body: live,
                    limit,
                    plan: None,
                }),
            }),
            Err(why) => {
                let head = Head::new(status, headers, &body);
                Err(origin.failure(FailureCause::Undocumented(why), Some(head)))
            }
        }
    }

    /// Keeps the call that was answered, for streams that make it again.
    pub(crate) fn by(self, plan: Box<Plan>) -> Self {
        self.lock().plan = Some(plan);
        self
    }

    /// The body that is read while it comes, with what is left of the time for the whole call
    /// and the call that it answers. Taken once: whoever asks again reads nothing.
    pub(crate) fn take_live(&self) -> (ResponseBody, Option<RunningLimit>, Option<Box<Plan>>) {
        let Unread { body, limit, plan } = std::mem::take(&mut *self.lock());
        (
            body.unwrap_or_else(|| self.body.clone().into()),
            limit,
            plan,
        )
    }

    /// Where the document says that a piece of this response tells of a failure.
    pub(crate) fn embedded(&self) -> Option<&'static EmbeddedFailure> {
        let responses = self.origin.operation.responses;
        responses.get(self.chosen.case)?.embedded
    }

    /// What errors about the rest of the body tell of this response, and how it is read.
    pub(crate) fn to_parts(&self) -> (Origin, StatusCode, HeaderMap, Manner) {
        (
            self.origin.clone(),
            self.status,
            self.headers.clone(),
            self.manner.clone(),
        )
    }

    fn lock(&self) -> MutexGuard<'_, Unread> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which of the operation's responses this is, by the number that generated readers know
    /// it by: `ResponseInfo::case`, else its place in the operation's list.
    #[must_use]
    pub fn case(&self) -> usize {
        let place = self.chosen.case;
        let outcome = if self.chosen.success {
            Outcome::Success
        } else {
            Outcome::Failure
        };
        let response = self.origin.operation.responses.get(place);
        let number = response.and_then(|response| response.number(place, outcome));
        number.unwrap_or(place)
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as JSON. A success without a body is `null`; where its status says that
    /// it never has one (204, 205; RFC 9110 §15.3.5), it is an empty object or list as
    /// well, if `T` can be one.
    ///
    /// # Errors
    ///
    /// When the body is not JSON, or not what `T` is.
    pub fn json<T: Decode>(&self) -> Result<T, DecodeError> {
        self.read_json().or_else(|error| {
            let limits = self.manner.limits.of_reading();
            let mut others = self.instead_of_nothing().iter();
            let read = |text: &&str| from_json_within(text, limits).ok();
            others.find_map(read).ok_or(error)
        })
    }

    /// Reads the body, and keeps what was corrected.
    fn read_json<T: Decode>(&self) -> Result<T, DecodeError> {
        let (manner, origin) = (&self.manner, &self.origin);
        let (value, corrections) = if self.is_success() {
            manner.read(origin, &self.body)?
        } else {
            manner.read_failure(origin, &self.body)?
        };
        if !corrections.is_empty() {
            let kept = self.corrections.lock();
            *kept.unwrap_or_else(PoisonError::into_inner) = corrections;
        }
        Ok(value)
    }

    /// What a body that is not there may stand for.
    fn instead_of_nothing(&self) -> &'static [&'static str] {
        let is_nothing = self.chosen.success && self.body.trim_ascii().is_empty();
        match self.status {
            _ if !is_nothing => &[],
            StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT => &["null", "{}", "[]"],
            _ => &["null"],
        }
    }

    /// The body as text: in UTF-8, or where the content type says so, in Latin-1 or
    /// Windows-1252. Of texts in other encodings those that are ASCII are read.
    ///
    /// # Errors
    ///
    /// When the body is not text in that encoding.
    pub fn text(&self) -> Result<String, DecodeError> {
        let content_type = find_content_type(&self.headers).unwrap_or_default();
        text::decode_text(&self.body, content_type).map_err(|why| make_body_error(&why))
    }

    /// A text that stands for a value, such as a date or a word of an enum: as JSON
    /// where the content type says so and the body is JSON, else as plain text (RFC 9110
    /// §8.3).
    ///
    /// # Errors
    ///
    /// When the body is no text, or not what `T` is.
    pub fn plain<T: Decode>(&self) -> Result<T, DecodeError> {
        let limits = self.manner.limits.of_reading();
        let as_text = || from_json_within(&self.quoted()?, limits);
        if !self.may_be_json() {
            // An object or a list that is labelled as text, as servers do that do not care; what
            // is but a text is no such value.
            let labelled_wrongly = looks_like_json(&self.body)
                .then(|| from_json_within(&self.body, limits).ok())
                .flatten();
            return labelled_wrongly.map_or_else(as_text, Ok);
        }
        // Frameworks label plain texts as JSON, too.
        self.json().or_else(|error| as_text().map_err(|_| error))
    }

    /// The text of the body as a JSON string.
    fn quoted(&self) -> Result<String, DecodeError> {
        Ok(to_json(&self.text()?))
    }

    /// Whether the content type is one of JSON, or not there.
    fn may_be_json(&self) -> bool {
        find_content_type(&self.headers).is_none_or(is_json_media_type)
    }

    /// The body as it is.
    ///
    /// # Errors
    ///
    /// Never: it returns a `Result` because all readers have one signature.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.body.clone())
    }

    /// Nothing; whatever the body holds is ignored.
    ///
    /// # Errors
    ///
    /// Never: it returns a `Result` because all readers have one signature.
    pub fn empty(&self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// An error for a case that generated code does not know, which cannot
    /// happen as long as it belongs to its operation.
    #[must_use]
    pub fn undocumented(&self) -> DecodeError {
        make_body_error("this answer is not one of those that were generated")
    }

    /// Where the body departs from the document.
    pub(crate) fn take_corrections(&self) -> Vec<Correction> {
        let kept = self.corrections.lock();
        std::mem::take(&mut *kept.unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn is_success(&self) -> bool {
        self.chosen.success
    }

    /// The body as JSON of any form; null if it is none.
    pub(crate) fn read_plain_json(&self) -> crate::values::Value {
        let limits = self.manner.limits.of_reading();
        from_json_within(&self.body, limits).unwrap_or_default()
    }

    /// A number that is the same for equal bodies, and hardly for others.
    pub(crate) fn looks(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.body.hash(&mut hasher);
        hasher.finish()
    }

    pub(crate) fn into_head(self) -> (StatusCode, HeaderMap, Option<String>) {
        let request_id = self.origin.settings.find_request_id(&self.headers);
        (self.status, self.headers, request_id)
    }

    /// Why the body of this failure cannot be the documented one, if it cannot.
    pub(crate) fn misfit(&self) -> Option<&str> {
        self.chosen.misfit.as_deref()
    }

    /// The API said no.
    pub(crate) fn refused(self) -> Box<Failure> {
        let embedded = self.chosen.embedded;
        self.failure(FailureCause::Api(embedded, None))
    }

    /// The API said no, with a body of another form than documented.
    pub(crate) fn refused_otherwise(mut self, error: Option<DecodeError>) -> Box<Failure> {
        let misfit = self.chosen.misfit.take();
        let unread = match (misfit, error) {
            (Some(why), _) => Some(BodyMisfit::MediaType(why)),
            (None, Some(_)) if self.body.is_empty() => Some(BodyMisfit::Empty),
            (None, error) => error.map(BodyMisfit::Content),
        };
        let embedded = self.chosen.embedded;
        self.failure(FailureCause::Api(embedded, unread))
    }

    /// Takes the response, whose body is a success by its status alone, for one failure
    /// after another that the document describes in the same media type, until one can
    /// be read.
    pub(crate) fn read_as_failure<E>(
        &mut self,
        read: fn(&Self) -> Result<E, DecodeError>,
    ) -> Option<E> {
        let success = self.chosen.clone();
        for case in list_fitting_failures(self.origin.operation, &self.headers) {
            self.chosen = Chosen {
                case,
                success: false,
                embedded: Some(&NO_SUCCESS),
                misfit: None,
            };
            if let Ok(failure) = read(self) {
                return Some(failure);
            }
        }
        self.chosen = success;
        None
    }

    /// The body is not what the document says.
    pub(crate) fn undecoded(self, error: DecodeError) -> Box<Failure> {
        self.failure(FailureCause::Decode(error))
    }

    fn failure(self, trouble: FailureCause) -> Box<Failure> {
        let head = Head::new(self.status, self.headers, &self.body);
        let documented = self.origin.operation.responses.get(self.chosen.case);
        let mut failure = self.origin.failure(trouble, Some(head));
        failure.documented = documented;
        failure
    }
}

/// A failure in a response whose status says that it is a success: code and text are
/// looked for where failures mostly have them.
static NO_SUCCESS: EmbeddedFailure = EmbeddedFailure::new("", "");

/// An error about the body as a whole.
fn make_body_error(message: &str) -> DecodeError {
    Reader::new("").error(message)
}
