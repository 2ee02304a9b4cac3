//! How long, how often, how deep and how large: all limits of the runtime, with their reasons.
//!
//! Most of them are what holds when nobody says otherwise; [`Builder`](crate::Builder) and
//! [`Call`](crate::Call) have a method for each that users may set.

use std::time::Duration;

// Calls.

/// How long connecting may take when nobody says: a first packet that is lost twice is
/// sent again after one second and after two more (RFC 6298 §2), so five seconds let
/// both repetitions through.
#[cfg(all(
    feature = "reqwest",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one attempt may take when nobody says: twice the minute after which gateways
/// commonly end a request (nginx's `proxy_read_timeout`), so that their response comes
/// first and says more than a time limit does.
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(120);

/// Attempts after the first when nobody says: two help over a moment's overload or a
/// connection that broke; more would add to an overload that lasts.
pub(crate) const RETRIES: u32 = 2;

/// Bytes of the largest body that is read when nobody says: more than any page of a
/// list has, and little enough that some of them fit into a small container. Larger
/// things are downloads, which [`Call::stream`](crate::Call::stream) reads without a
/// limit.
pub(crate) const MAX_BODY: usize = 64 << 20;

/// Bytes of a body that an error shows: failures are short, and errors are kept in logs.
pub(crate) const SHOWN_BODY: usize = 16 << 10;

/// Bytes of a body that an error keeps: more than it shows, so that a secret at the end
/// of what is shown is recognised.
pub(crate) const KEPT_BODY: usize = SHOWN_BODY + (8 << 10);

/// What a client may spend on retries when nobody says, and what each costs: a hundred in a
/// row. Sizes are those of AWS's SDKs ("standard" mode).
pub(crate) const RETRY_BUDGET: u32 = 500;
pub(crate) const COST_OF_RETRY: u32 = 5;

/// The wait after the first attempt; doubled after each.
pub(crate) const FIRST_RETRY_WAIT: Duration = Duration::from_millis(500);

/// The longest wait before a retry that nobody asked for.
pub(crate) const LONGEST_RETRY_WAIT: Duration = Duration::from_secs(8);

/// The longest wait before a retry that is kept when a server asks for it: whoever made
/// the call waits for it, and may decide better what to do in so long a time.
pub(crate) const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Pages that are read when nobody says otherwise: a server whose pages never end is
/// found out, and no list that is read by pages is meant to be longer.
pub(crate) const MOST_PAGES: u64 = 10_000;

/// How many places of a client's responses are told as drift: then it is known that the
/// document is another, and what is remembered of them does not grow for ever.
pub(crate) const MOST_DRIFT_PLACES: usize = 10_000;

/// How long a stream of events waits before it connects again when the server says
/// nothing: "a few seconds", says WHATWG HTML §9.2.3, and browsers take three.
pub(crate) const RECONNECT_WAIT: Duration = Duration::from_secs(3);

/// How long it waits at least, as a client may (WHATWG HTML §9.2.3): a server that ends
/// each connection and asks for no wait would be called without a pause.
pub(crate) const LEAST_RECONNECT_WAIT: Duration = Duration::from_millis(50);

/// The longest wait before connecting again that a server may ask for: what is longer
/// would be silence without an error.
pub(crate) const LONGEST_RECONNECT_WAIT: Duration = Duration::from_secs(3600);

/// The longest time before its end at which a token is replaced: calls that were sent
/// with it may still be on their way, and clocks differ.
pub(crate) const TOKEN_MARGIN: Duration = Duration::from_secs(60);

/// How long is waited for another program that may be replacing the same tokens in a store,
/// before each look at it: at once, and later by as much as a slow server of tokens takes.
#[cfg(feature = "oauth")]
pub(crate) const WAITS_FOR_OTHERS: [Duration; 3] = [
    Duration::ZERO,
    Duration::from_millis(500),
    Duration::from_millis(1500),
];

/// How long a device waits between two questions whether its user has signed in, when the
/// server says nothing, and how much longer after each `slow_down` (RFC 8628 §3.2, §3.5).
#[cfg(feature = "oauth")]
pub(crate) const DEVICE_POLL_WAIT: Duration = Duration::from_secs(5);

/// The longest wait between two of them while the server is not reached: a user who has
/// signed in waits for it.
#[cfg(feature = "oauth")]
pub(crate) const LONGEST_DEVICE_POLL_WAIT: Duration = Duration::from_secs(60);

/// How long a user has at most to sign in on another device: no server gives more than half
/// an hour, and without an end the program would ask for ever.
#[cfg(feature = "oauth")]
pub(crate) const LONGEST_DEVICE_CODE: Duration = Duration::from_secs(3600);

// Reading JSON.

/// Levels that may stand inside each other: as many as serde_json reads.
pub(crate) const MOST_LEVELS_OF_JSON: u32 = 128;

/// Bytes of the stack that reading may take. Threads of Rust's standard library and of
/// Tokio have 2 MiB, so half of one is left for what called the reader, and for writing,
/// cloning and dropping what was read. The main thread of Windows and the stack of
/// WebAssembly have 1 MiB as a whole.
pub(crate) const READING_STACK: usize = if cfg!(any(windows, target_family = "wasm")) {
    512 << 10
} else {
    1 << 20
};

/// Bytes that a decoded value may take unless its text is large: four times the largest
/// response that clients read by default.
pub(crate) const DECODED_MEMORY: usize = 256 << 20;

/// So many bytes of a decoded value may come from one byte of text. Numbers of one digit
/// become 8 bytes for 2, items of a [`Value`](crate::Value) 32, but an object of two
/// bytes, `{}`, may become some thousands: those are what the limit is for.
pub(crate) const DECODED_MEMORY_OF_BYTE: usize = 4;

/// A limit that follows the size of a text is never lower than this, as small texts may
/// become values of many times their size without harm.
pub(crate) const LEAST_DECODED_MEMORY: usize = 16 << 20;

/// How many bytes may be read in vain for each byte of the text, before
/// alternatives inside alternatives are given up: else a text could make them
/// multiply with its depth.
pub(crate) const MOST_READ_AGAIN: usize = 64;

/// How many bytes may be read in vain for each byte of the text while there is still
/// looked for a variant that keeps more. After that the first that fits is taken, which
/// is never refused for what looking on would cost.
pub(crate) const MOST_READ_FOR_CHOICE: usize = MOST_READ_AGAIN / 2;

/// A tag is searched for in so many bytes: most objects that have one are smaller, and a
/// search through all of a large text for each of its objects would take the square of
/// its length.
pub(crate) const TAG_WINDOW: usize = 4096;

// Secrets.

/// Characters of the shortest text that is looked for as a secret: shorter ones stand
/// everywhere by chance. Some APIs take a key as the user, and `x` as the password.
pub(crate) const SHORTEST_SECRET: usize = 4;

/// Characters of the shortest piece of a token that is secret by itself: `v1` and `Basic` are
/// none.
pub(crate) const SHORTEST_PIECE_OF_TOKEN: usize = 8;

/// Characters of the shortest start of a secret that is one where a text was cut: less stands
/// before cuts by chance.
pub(crate) const SHORTEST_START_OF_SECRET: usize = 4;

/// Escapes inside of escapes that are undone: JSON in a form in JSON in a
/// debugging output has three, and each layer that there is costs a look at the text.
pub(crate) const MOST_LAYERS_OF_ESCAPES: usize = 8;

// Showing and keeping.

/// How many departures from the document are noted of a text: a list of a thousand items that
/// depart alike is known after the first.
pub(crate) const MOST_NOTES_OF_TEXT: usize = 64;

/// Characters of a value that a note shows, as values may be as large as the text.
pub(crate) const SHOWN_VALUE: usize = 80;

/// Characters of a name that a path keeps: names of maps are the server's.
pub(crate) const LONGEST_NAME_OF_PATH: usize = 80;

/// Bytes of a path, about: more levels than this shows are none that anybody follows.
pub(crate) const LONGEST_PATH: usize = 1000;

/// Bytes of the text of an error: unions inside unions tell of each alternative, and errors
/// end up in logs.
pub(crate) const LONGEST_TEXT_OF_ERROR: usize = 8000;

/// Of so many unions inside each other the variants' reasons are kept: they multiply.
pub(crate) const MOST_LEVELS_OF_VARIANTS: usize = 3;

/// Of so many variants a message says what they lack; with more it would be a page.
pub(crate) const SHOWN_VARIANTS: usize = 8;

/// Characters of a body that a message shows: two lines.
pub(crate) const SHOWN_CHARACTERS_OF_BODY: usize = 200;

/// Characters of a text of the API that a message shows: it is written for people, so that
/// there may be more of it than of a body.
pub(crate) const SHOWN_CHARACTERS_OF_MESSAGE: usize = 500;

/// Violations that are shown; a long list may have one for each item.
pub(crate) const SHOWN_VIOLATIONS: usize = 20;

/// Texts of a list that are joined to the message of an error.
pub(crate) const MOST_JOINED_TEXTS: usize = 10;

/// Bytes of a body in plain text that is taken for the message of an error: one that is longer
/// is a page or a trace.
pub(crate) const LONGEST_PLAIN_REASON: usize = 300;

/// Levels of a body that are looked through for the message of an error: real ones have it on
/// the third at the latest.
pub(crate) const MOST_LEVELS_OF_ERROR: usize = 6;

/// Characters of a content type that are shown, as it is the server's.
pub(crate) const SHOWN_CONTENT_TYPE: usize = 100;

// Moving bytes.

/// Bytes of a piece of an upload that is at hand: what a connection mostly takes at once, so
/// that progress can be told after each.
pub(crate) const PIECE_OF_UPLOAD: usize = 64 << 10;

/// Bytes of a file that are read or written at once: large enough that handing the work to
/// another thread costs little, small enough that progress is seen.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) const PIECE_OF_FILE: usize = 256 << 10;

// Time.

/// How old a signature may be when nobody says: what Standard Webhooks and Stripe advise.
#[cfg(feature = "webhooks")]
pub(crate) const OLDEST_SIGNATURE: Duration = Duration::from_secs(5 * 60);
