//! All limits of the compiler, each with its reason: how deep, how long, how many, how much.
//!
//! No document may end the compiler, or take more of the machine than a multiple of its
//! size; what goes on without a limit ends by marks (`trail.rs`). What is style and no limit,
//! such as the columns of a line (`emit/layout/`) and the words of a name
//! (`rust/names/types/cut.rs`), stands where it is decided.

use std::time::Duration;

// Reading files.

/// Bytes of the largest file that is read. The largest real documents have 40 MB, and a pipe
/// or a device may never end.
pub(crate) const LARGEST_FILE: u64 = 512 << 20;

/// Lists and maps inside each other. Real documents have up to 26. Low enough for
/// every later stage to recurse, and below serde_json's and serde_yaml's own limit
/// of 128, so that ours is the one that is reported.
pub(crate) const MOST_LEVELS_OF_FILE: usize = 64;

/// Bytes of stack for the deepest document that is read. An unoptimised build,
/// which build scripts are, needs about 50 kB for a schema inside a schema, most
/// of it for the model's deserialisation.
pub(crate) const STACK_OF_STAGES: usize = 64 << 20;

/// How many repairs of a kind have a finding each: a text of nothing but comments would
/// have a million.
pub(crate) const MOST_REPAIRS_TOLD: usize = 100;

/// So many brackets must seem to be open before the search for nesting reads again: more than
/// may be, because brackets in texts and
/// comments are counted as well, and less than the 255 of which the parser with levels
/// lets nobody see any more.
pub(crate) const SUSPICIOUS_BRACKETS: usize = 200;

/// Bytes that a search for lists that are nested too deep reads again in vain, at the most,
/// besides four times the text: the search may not cost more than reading did.
pub(crate) const MOST_BYTES_READ_AGAIN: usize = 1 << 20;

/// Nodes that a file may have beyond its bytes. A file without aliases has fewer nodes than
/// bytes; the rest is for aliases in honest use.
pub(crate) const MOST_NODES_BEYOND_BYTES: usize = 1_000_000;

/// Bytes of keys and texts for each byte of a file, and beyond them: an escape of two bytes
/// stands for three at the most, and the rest is for aliases.
pub(crate) const TEXT_OF_BYTE: usize = 2;
pub(crate) const MOST_TEXT_BEYOND: usize = 16 << 20;

/// Bytes of the pointers of all nodes for each byte of a file, and beyond them: ten times
/// those of real documents. Later stages hold a pointer for each schema.
pub(crate) const POINTERS_OF_BYTE: usize = 32;
pub(crate) const MOST_POINTERS_BEYOND: usize = 4 << 20;

/// Bytes that the actions of one overlay may write, with the places that they are written to:
/// an overlay that describes each of 10,000 operations writes about 4 MB. An action may change
/// all that those before it have written, so that thirty short ones would write a thousand
/// million.
pub(crate) const MOST_BYTES_OF_OVERLAY: usize = 64 << 20;

// Normalising.

/// How many references may refer to each other in a row. Real documents have three or four;
/// more are taken for a circle that grows.
pub(crate) const LONGEST_CHAIN_OF_REFERENCES: usize = 50;

/// Nodes that may be set in where they were set in elsewhere, all in all: each needs
/// about 500 bytes. Path items and media types are hardly ever referred to twice.
pub(crate) const MOST_NODES_SET_IN: usize = 400_000;

/// How many copies a document may need; templates of templates multiply. What is
/// beyond is the template itself.
pub(crate) const MOST_COPIES_OF_TEMPLATES: usize = 1_000;

/// How many schemas are looked at for the dynamic references of one template: what they
/// stand in is looked for outwards, once for each reference.
pub(crate) const MOST_SCHEMAS_OF_TEMPLATE: usize = 1_000;

/// How many schemas are looked at for all templates of a document, as templates and the
/// schemas of each multiply.
pub(crate) const MOST_SCHEMAS_OF_TEMPLATES: usize = 100_000;

/// Nodes of shared fields that are copied into forms, all in all. Everything else that is shared
/// is referred to; fields of forms have no place of their own in OpenAPI 3, and a large one in
/// each of many operations would take the product of both.
pub(crate) const MOST_NODES_COPIED_INTO_FORMS: usize = 400_000;

/// Media types of one list that count. Each has a content of its own in OpenAPI 3; the lists of
/// real documents have up to ten.
pub(crate) const MOST_MEDIA_TYPES_OF_LIST: usize = 16;

// Resolving.

/// Bytes that a document may let be copied from one place to others, as `allOf` copies
/// properties and a reference what an operation needs of it. A chain of 1,600 schemas that
/// extend each other takes 200 KB, and its 1,300,000 properties 1.5 GB. What comes of a byte
/// later takes up to twenty: twelve schemas that are each one of the others take 500 MB until
/// this ends them. Of the real documents that are tried, the one that copies most copies less
/// than a third of this.
pub(crate) const MOST_BYTES_COPIED: usize = 32 << 20;

/// Paths of one document. Each takes about 12 KB in the model, however little it says: half a
/// gigabyte for as many as this. The largest documents that are known have less than half.
pub(crate) const MOST_PATHS: usize = 40_000;

/// Operations of one client, for what each takes behind the model. The largest documents that
/// are known have less than half.
pub(crate) const MOST_OPERATIONS: usize = 50_000;

/// Comparisons of letters that all proposals of a document may take: about a tenth of a
/// second. With thousands of references that lead nowhere, later ones get no proposal.
pub(crate) const MOST_COMPARED_LETTERS: usize = 20_000_000;

/// So many schemas may stand around each other while one gets its name or its shape: each
/// takes stack, and no sound document has more than the levels of a file.
pub(crate) const MOST_SCHEMAS_AROUND: usize = 100;

/// More references on the way to a place than this are a circle: a place inside of what a
/// reference stands for may be behind a reference again.
pub(crate) const MOST_DETOURS: usize = 100;

/// How many schemas may stand for each other in a row, not counting components,
/// which have types of their own. More are taken for a circle.
pub(crate) const LONGEST_CHAIN_OF_SCHEMAS: usize = 100;

/// How many intersections may stand inside one another: each level may double what the one
/// outside of it has to merge.
pub(crate) const MOST_NESTED_INTERSECTIONS: usize = 4;

/// How many combinations of several groups of alternatives are written out. Three groups of
/// two are; more have names that nobody reads, and they multiply.
pub(crate) const MOST_COMBINED_ALTERNATIVES: usize = 8;

/// References that are followed from an alternative to the object behind it, at the most, so
/// that a circle of alternatives ends.
pub(crate) const MOST_REFERENCES_OF_ALTERNATIVE: usize = 100;

/// How many alternatives of alternatives are looked at: each may stand inside the one
/// before.
pub(crate) const MOST_ALTERNATIVES_SEARCHED: usize = 500;

/// Levels of alternatives of events that are looked through for the schemas of data: streams
/// have one or two, and alternatives may lead back to themselves.
pub(crate) const MOST_LEVELS_OF_EVENTS: usize = 8;

/// Levels of objects around what a page tells of itself: `links.pages.next`. Further inside,
/// words such as `next` and `total` belong to items.
pub(crate) const MOST_LEVELS_OF_PAGE: usize = 3;

// Passes over the types.

/// How many levels a type may have that is written without a name of its own: sound documents
/// have three, and rustc takes time for more.
pub(crate) const MOST_LEVELS_OF_TYPE: usize = 24;

/// How many types may hold each other in a row, in steps as rustc counts them: its own limit is
/// 128 (`recursion_limit`), and what users hold such types in comes on top.
pub(crate) const LONGEST_CHAIN_OF_TYPES: usize = 100;

/// How often chains are looked for: to cut a circle makes a chain of it, which may be too
/// long again.
pub(crate) const MOST_ROUNDS_OF_CUTTING: usize = 8;

/// How many unions of parts of a union may stand inside each other. What would stand
/// deeper is guessed.
pub(crate) const MOST_NESTED_UNIONS: usize = 8;

/// So deep the types of two properties are compared, since types may lead in circles; what is
/// equal further down is taken to differ.
pub(crate) const MOST_COMPARED_LEVELS: usize = 8;

/// More variants than this are not ordered: it costs the square of their number,
/// and required properties hardly tell that many apart.
pub(crate) const MOST_ORDERED_VARIANTS: usize = 64;

// Shaping Rust.

/// Quotes, lists and their items that may stand inside each other in a description. Real ones
/// have up to six; each level costs letters in each line, so that 45 KB of quotes inside of
/// quotes took 500 MB.
pub(crate) const MOST_LEVELS_OF_MARKDOWN: usize = 16;

/// Marks of quotes and lists with which a line of a description may begin: the parser looks at
/// each open one again for each line.
pub(crate) const MOST_MARKS_OF_LINE: usize = 100;

/// So many types may stand around each other that one is named after; names after more
/// would be longer than lines.
pub(crate) const MOST_TYPES_AROUND: usize = 40;

/// Most bytes of the name of a file or a feature. File systems take 255, encrypted ones 143, and a folder of 80
/// is not rare where a path may have 260.
pub(crate) const LONGEST_FILE_NAME: usize = 100;

/// Most bytes of the words of a component that a type is named after: rustdoc writes a page for
/// each type, and file systems take names of 255 bytes. What other names put behind it, and what
/// rustdoc puts around it, has the rest.
pub(crate) const LONGEST_TYPE_NAME: usize = 180;

/// The largest compiled expression, in bytes. The engine visits each of its states for each
/// character, so that this bounds what a check costs: `^.{1,4096}$` would take four thousand
/// steps for each character. The expressions of ordinary documents stay under a tenth of it.
pub(crate) const LARGEST_PATTERN: usize = 64 * 1024;

/// Characters of `1000000,1000000}`, which is more than any engine takes.
pub(crate) const LONGEST_QUANTIFIER: usize = 16;

/// How deep lists of lists are looked into for constraints: real documents have three levels.
pub(crate) const MOST_CHECKED_LEVELS: usize = 8;

/// How many types are looked at for one value: tuples and unions of each other would else
/// multiply. What comes after them is not checked.
pub(crate) const MOST_CHECKED_TYPES: usize = 200;

/// So many values are looked at for one example, alternatives inside alternatives too; an
/// example that takes more counts as right.
pub(crate) const MOST_CHECKED_VALUES: usize = 20_000;

/// Most arguments that clippy lets a function have, without `self` (`too_many_arguments`).
/// Generated code has to pass clippy in crates that deny warnings.
pub(crate) const MOST_ARGUMENTS: usize = 6;

/// The score from which clippy's default settings complain of a type (`type_complexity`).
pub(crate) const MOST_COMPLEX_TYPE: u64 = 250;

/// Types from which there are eight files. A type takes about fifty lines, so that no file
/// has much more than eight thousand of them.
pub(crate) const TYPES_OF_ONE_FILE: usize = 160;

/// Types from which there are sixty-four files, for the same reason.
pub(crate) const TYPES_OF_EIGHT_FILES: usize = 1_280;

/// Most tags that reach a type which is left out when none of them is wanted (`--tag-features`).
/// What more reach is always compiled: thousands of tags over shared types would else take the
/// product of both, in time and in the manifest, and hardly any choice of tags goes without it.
pub(crate) const MOST_TAGS_OF_TYPE: usize = 32;

/// Aliases of aliases that two versions are compared through. What is recursive is a newtype
/// and no alias, so that a chain this long has no end.
pub(crate) const LONGEST_CHAIN_OF_ALIASES: usize = 32;

// Writing.

/// How long a run waits for another one, which writes for less than a second.
pub(crate) const LONGEST_WAIT_FOR_LOCK: Duration = Duration::from_secs(60);

// Showing.

/// How many further places of a group of findings are named: people mend the first one, and
/// then know the others.
pub(crate) const SHOWN_PLACES_OF_GROUP: usize = 3;

/// How many labels of a finding are shown, each with its excerpt.
pub(crate) const SHOWN_LABELS: usize = 10;

/// How many characters of a message are shown: a pattern may be as long as its document.
pub(crate) const LONGEST_MESSAGE: usize = 2_000;

/// Lines longer than this are named, not shown: minified JSON.
pub(crate) const LONGEST_SHOWN_LINE: usize = 2_000;

/// How many bytes before and behind a place are shown of a line that is too long: both fit on
/// a line of a terminal.
pub(crate) const SHOWN_BYTES_AROUND: usize = 40;

/// Labels further away than this many lines get an excerpt of their own: what is between two
/// labels of one excerpt is read, and laid out.
pub(crate) const MOST_LINES_BETWEEN_LABELS: usize = 200;

/// Labels further away than this many bytes do, too, as lines may be long.
pub(crate) const MOST_BYTES_BETWEEN_LABELS: usize = 16_000;

/// How many groups of one code are shown: more are not read either, and a document that
/// somebody made for it has hundreds of thousands.
pub(crate) const SHOWN_GROUPS_OF_CODE: usize = 20;

/// Bytes in which the quote is looked for that ends a text; what is longer is underlined up to
/// here.
pub(crate) const LONGEST_QUOTED_WORD: usize = 1_000;

/// How many further places of a circle of references are shown: a circle may be as long as
/// the document.
pub(crate) const SHOWN_PLACES_OF_CIRCLE: usize = 8;

/// How many places a summary of missing ids shows: where one is missing, most are.
pub(crate) const SHOWN_MISSING_IDS: usize = 3;

/// How many further places are shown of one kind of thing that is not built yet.
pub(crate) const SHOWN_UNBUILT_PLACES: usize = 2;

/// Combinations of alternatives beyond this are not told by their number: sixty-four groups of
/// two have more than a number holds.
pub(crate) const MOST_COMBINATIONS_TOLD: usize = 1_000_000;

/// So many wrong examples are named. One example is mostly like the next, and a report of
/// thousands is read by nobody.
pub(crate) const SHOWN_WRONG_EXAMPLES: usize = 64;

/// Characters of the longest default or constant that documentation shows: two lines.
pub(crate) const LONGEST_SHOWN_VALUE: usize = 160;
