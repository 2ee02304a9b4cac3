//! Times and durations of jiff, for whoever wants them in place of
//! [`Timestamp`](super::Timestamp), which keeps how a time was written.

use ::jiff::civil::{DateTime, Time};
use ::jiff::{SignedDuration, Span, Timestamp};

use crate::encode_by_text;

encode_by_text!(Timestamp, "a time with its offset (2026-01-31T12:00:00Z)");
encode_by_text!(DateTime, "a date and time (2026-01-31T12:00:00)");
encode_by_text!(Time, "a time of day (12:00:00)");
encode_by_text!(SignedDuration, "a duration in hours and less (PT1H30M)");
encode_by_text!(Span, "a duration (P1DT12H)");
