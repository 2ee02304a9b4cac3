//! The time: the operating system's, or the browser's.

use self::source::{SystemTime, UNIX_EPOCH};

pub(crate) use self::source::Instant;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::time as source;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use web_time as source;

/// Seconds since 1970.
pub(crate) fn read_unix_seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}
