//! UUIDs (RFC 9562).

use crate::encode_by_text;

encode_by_text!(::uuid::Uuid, "a UUID");
