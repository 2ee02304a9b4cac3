//! How much a text may ask of whoever reads it.

/// Levels that may stand inside each other: as many as serde_json reads.
const NESTING: u32 = 128;

/// Bytes of the stack that reading may take. Threads of Rust's standard library and of
/// Tokio have 2 MiB, so half of one is left for what called the reader, and for writing,
/// cloning and dropping what was read. The main thread of Windows and the stack of
/// WebAssembly have 1 MiB as a whole.
const STACK: usize = if cfg!(any(windows, target_family = "wasm")) {
    512 << 10
} else {
    1 << 20
};

/// Bytes that a decoded value may take unless its text is large: four times the largest
/// response that clients read by default.
const MEMORY: usize = 256 << 20;

/// So many bytes of a decoded value may come from one byte of text. Numbers of one digit
/// become 8 bytes for 2, items of a [`Value`](crate::Value) 32, but an object of two
/// bytes, `{}`, may become some thousands: those are what the limit is for.
const FACTOR: usize = 4;

/// A limit that follows the size of a text is never lower than this, as small texts may
/// become values of many times their size without harm.
const LEAST_MEMORY: usize = 16 << 20;

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
        nesting: NESTING,
        stack: STACK,
        memory: MEMORY,
    };

    /// The defaults for a text of so many bytes that is at hand: of a larger text more
    /// may become.
    pub(crate) const fn of_text(length: usize) -> Self {
        let memory = length.saturating_mul(FACTOR);
        Self {
            memory: if memory > MEMORY { memory } else { MEMORY },
            ..Self::DEFAULT
        }
    }
}

/// Bytes that a decoded response may take by default where responses may have so many bytes:
/// four times as many, and 16 MiB at least.
pub(crate) const fn choose_memory_limit(max_body: usize) -> usize {
    let memory = max_body.saturating_mul(FACTOR);
    if memory > LEAST_MEMORY {
        memory
    } else {
        LEAST_MEMORY
    }
}
