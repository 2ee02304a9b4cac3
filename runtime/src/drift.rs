//! Tells where responses depart from their documents.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;

use crate::call_limits::CallLimits;
use crate::error::Origin;
use crate::json::{
    Correction, Decode, DecodeError, DriftKind, DriftReport, ReadOptions, from_json_within,
    read_json,
};
use crate::limits::MOST_DRIFT_PLACES;
use crate::retirement::find_retirement;
use crate::trace;

/// A place where responses depart from their document, as
/// [`Builder::on_drift`](crate::Builder::on_drift) tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// `operationId` of the operation that was answered.
    pub operation: &'static str,
    /// The place in its responses, as a JSON path of all items: `$.items[].price`; of what a
    /// header says, `header sunset`.
    pub place: String,
    /// How the response departs from the document.
    pub kind: DriftKind,
    /// What the document asks for.
    pub expected: Cow<'static, str>,
    /// What came; of [`DriftKind::Deprecated`] and [`DriftKind::Sunset`] since or until when, in
    /// UTC: `2027-01-31T00:00:00Z`.
    pub found: Cow<'static, str>,
    /// The start of the value as JSON, up to 80 characters, where
    /// [`Builder::drift_values`](crate::Builder::drift_values) asks for it.
    pub value: Option<String>,
}

/// What is told of drift.
type DriftListener = Arc<dyn Fn(&Drift) + Send + Sync>;

/// Who hears of drift, and what has been told.
#[derive(Default)]
pub(crate) struct DriftLog {
    pub(crate) listener: Option<DriftListener>,
    pub(crate) with_values: bool,
    /// Hashes of places that have been told.
    told: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

impl DriftLog {
    /// Tells of a place, if it has not been told before.
    fn tell(&self, drift: &Drift) {
        let Some(listener) = &self.listener else {
            return;
        };
        let place = (drift.operation, &drift.place, drift.kind);
        let place = self.hasher.hash_one(place);
        let is_new = {
            let mut all = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            all.len() < MOST_DRIFT_PLACES && all.insert(place)
        };
        if is_new {
            listener(drift);
        }
    }
}

impl fmt::Debug for DriftLog {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("DriftLog")
            .field("listens", &self.listener.is_some())
            .finish_non_exhaustive()
    }
}

/// How the responses of a call are read.
#[derive(Debug, Clone)]
pub(crate) struct Manner {
    pub(crate) limits: CallLimits,
    /// Whether all that departs from the document is an error.
    pub(crate) strict: bool,
    pub(crate) drift: Arc<DriftLog>,
}

impl Manner {
    /// Reads JSON, and tells where it departs from the document. Gives what was corrected.
    pub(crate) fn read<T: Decode>(
        &self,
        origin: &Origin,
        json: &[u8],
    ) -> Result<(T, Vec<Correction>), DecodeError> {
        let (value, told) = read_json(json, self.options())?;
        Ok((value, self.tell(origin, told)))
    }

    /// Reads the JSON of a failure. One that lacks what the document requires of it is
    /// another than the documented one, about which nothing is made up.
    pub(crate) fn read_failure<T: Decode>(
        &self,
        origin: &Origin,
        json: &[u8],
    ) -> Result<(T, Vec<Correction>), DecodeError> {
        let (value, told) = read_json(json, self.options())?;
        if told.iter().any(DriftReport::is_missing_at_the_root) {
            return from_json_within(json, self.limits.of_reading()).map(|value| (value, vec![]));
        }
        Ok((value, self.tell(origin, told)))
    }

    /// Tells of an operation that its server means to take away.
    pub(crate) fn tell_retirement(&self, origin: &Origin, headers: &HeaderMap) {
        if self.drift.listener.is_none() {
            return;
        }
        for told in find_retirement(headers) {
            self.drift.tell(&Drift {
                operation: origin.operation.id,
                place: format!("header {}", told.header),
                kind: told.kind,
                expected: "an operation that stays".into(),
                found: origin.secrets.mask(&told.at).into_owned().into(),
                value: None,
            });
        }
    }

    fn options(&self) -> ReadOptions {
        ReadOptions {
            limits: self.limits.of_reading(),
            forgives: !self.strict,
            watches: self.drift.listener.is_some(),
            with_values: self.drift.with_values,
        }
    }

    fn tell(&self, origin: &Origin, mut told: Vec<DriftReport>) -> Vec<Correction> {
        if told.is_empty() {
            return Vec::new();
        }
        let operation = origin.operation;
        for one in &mut told {
            one.mask(&origin.secrets);
            self.drift.tell(&Drift {
                operation: operation.id,
                place: one.place.clone(),
                kind: one.correction.kind,
                expected: one.correction.expected.clone(),
                found: one.correction.found.clone(),
                value: one.value.clone(),
            });
        }
        let corrections = told.into_iter().map(|told| told.correction);
        let corrections: Vec<_> = corrections.filter(|one| one.kind.is_correction()).collect();
        trace::trace_corrections(operation, &corrections);
        corrections
    }
}
