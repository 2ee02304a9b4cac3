//! Absolute URLs of the WHATWG standard, which writes some of them differently from how they
//! came: `https://api.example` gets its `/`.

use crate::encode_by_text;

encode_by_text!(::url::Url, "an absolute URL");
