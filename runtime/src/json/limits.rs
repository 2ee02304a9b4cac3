//! How much a text may ask of whoever reads it.

use crate::limits::{
    DECODED_MEMORY, DECODED_MEMORY_OF_BYTE, LEAST_DECODED_MEMORY, MOST_LEVELS_OF_JSON,
    READING_STACK,
};

/// How much a JSON text may ask of whoever reads it. What asks for more is refused with
/// an error, before it is too late.
///
/// ```
/// use bindery_runtime::Value;
/// use bindery_runtime::json::{ReadLimits, from_json_within};
///
/// let limits = ReadLimits { nesting: 2, ..ReadLimits::DEFAULT };
/// let error = from_json_within::<Value>("[[[]]]", limits).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "$[0][0]: more than 2 levels inside each other (at byte 2)"
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// How many arrays and objects may stand inside each other. 128 by default.
    pub nesting: u32,
    /// Bytes of the stack that reading may take: 1 MiB by default, half of it on Windows
    /// and in WebAssembly. How many levels fit depends on the types, and on whether the
    /// program is optimised. It grows from the higher to the lower addresses wherever
    /// Rust runs.
    pub stack: usize,
    /// Bytes that lists, maps, boxes and [`Value`](crate::Value)s may take of the heap,
    /// about. The characters of strings do not count, as there are no more than in the
    /// text. 256 MiB by default.
    pub memory: usize,
}

impl ReadLimits {
    /// What holds when nobody says otherwise.
    pub const DEFAULT: Self = Self {
        nesting: MOST_LEVELS_OF_JSON,
        stack: READING_STACK,
        memory: DECODED_MEMORY,
    };

    /// The defaults for a text of so many bytes that is at hand: of a larger text more
    /// may become.
    pub(crate) const fn of_text(length: usize) -> Self {
        let memory = length.saturating_mul(DECODED_MEMORY_OF_BYTE);
        Self {
            memory: if memory > DECODED_MEMORY {
                memory
            } else {
                DECODED_MEMORY
            },
            ..Self::DEFAULT
        }
    }
}

/// Bytes that a decoded response may take by default where responses may have so many bytes:
/// four times as many, and 16 MiB at least.
pub(crate) const fn choose_memory_limit(max_body: usize) -> usize {
    let memory = max_body.saturating_mul(DECODED_MEMORY_OF_BYTE);
    if memory > LEAST_DECODED_MEMORY {
        memory
    } else {
        LEAST_DECODED_MEMORY
    }
}
