//! A generated file in few lines, for reviewers.

use std::fmt::Write as _;

/// Lines of a sample; of a longer one the middle is left out.
const SAMPLE: usize = 60;

/// What tells items apart that begin with the same words.
const MARKS: [&str; 6] = [
    "Default)]",
    "#[non_exhaustive]",
    "pub fn new(",
    "match self",
    ".any_of(",
    "let mut value = Self::default()",
];

/// Items that are alike but for what the document calls them.
struct Kind<'t> {
    heading: String,
    items: Vec<&'t str>,
}

/// The imports and what is public, then a line and a sample for each kind of item.
pub(crate) fn summarise_source(text: &str) -> String {
    let (head, items): (Vec<&str>, Vec<&str>) = split_items(text).partition(|item| is_head(item));
    let mut summary = format!(
        "// A summary of {} lines; the whole file is in `generated/`.\n\n{}\n",
        text.lines().count(),
        head.join("\n\n")
    );
    let mut surface = String::new();
    for item in &items {
        write_surface(item, &mut surface);
    }
    if !surface.is_empty() {
        write!(summary, "\n// What is public:\n\n{surface}").unwrap();
    }
    let kinds = group_by_kind(&items);
    summary.push_str("\n// Kinds of items, how many, and the digest of all of them:\n\n");
    for kind in &kinds {
        let digest = digest_texts(&kind.items);
        writeln!(
            summary,
            "// {:4}  {digest:016x}  {}",
            kind.items.len(),
            kind.heading
        )
        .unwrap();
    }
    summary.push_str("\n// The first item of each kind:\n");
    for first in kinds.iter().filter_map(|kind| kind.items.first()) {
        write!(summary, "\n{}\n", cut_middle(first)).unwrap();
    }
    summary
}

/// Items stand behind an empty line and begin at the margin; what is inside of them is indented.
fn split_items(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices("\n\n").map(|(at, _)| at).filter(|at| {
        let behind = text.get(at + 2..).unwrap_or_default();
        behind.starts_with(|first: char| !first.is_whitespace())
    });
    let ends = starts.chain([text.trim_end().len()]);
    let mut begin = 0;
    ends.map(move |end| {
        let item = text.get(begin..end).unwrap_or_default();
        begin = end + 2;
        item
    })
}

/// Whether it is the header, the documentation of the file, attributes of it, or imports.
fn is_head(item: &str) -> bool {
    ["// ", "//!", "#![", "use "]
        .iter()
        .any(|start| item.starts_with(start))
}

/// The lines of an item that programs depend on: fields, variants and getters. Constructors and
/// setters follow from the fields.
fn write_surface(item: &str, summary: &mut String) {
    let is_type = ["pub struct ", "pub enum ", "pub type "];
    let mut lines = item.lines().filter(|line| !is_remark(line));
    let Some(first) = lines.next() else {
        return;
    };
    if is_type.iter().any(|start| first.starts_with(start)) {
        summary.push_str(first);
        summary.push('\n');
        for line in lines {
            summary.push_str(line);
            summary.push('\n');
        }
    } else if first.starts_with("impl ") {
        let is_getter = |line: &&str| line.starts_with("    pub fn ") && line.contains("(&self");
        let getters: Vec<&str> = item.lines().filter(is_getter).collect();
        if !getters.is_empty() {
            writeln!(summary, "{first}\n{}\n}}", getters.join("\n")).unwrap();
        }
    }
}

/// Documentation and attributes.
fn is_remark(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("///") || line.starts_with("#[")
}

fn group_by_kind<'t>(items: &[&'t str]) -> Vec<Kind<'t>> {
    let mut kinds: Vec<Kind<'t>> = Vec::new();
    for item in items {
        let heading = name_kind(item);
        match kinds.iter_mut().find(|kind| kind.heading == heading) {
            Some(kind) => kind.items.push(item),
            None => kinds.push(Kind {
                heading,
                items: vec![item],
            }),
        }
    }
    kinds
}

/// The first line of code without names of the document, and how it reads and writes.
fn name_kind(item: &str) -> String {
    let first = item
        .lines()
        .find(|line| !is_remark(line))
        .unwrap_or_default();
    let mut heading = blank_names(first);
    let marks = MARKS.iter().filter(|mark| item.contains(**mark));
    for mark in marks {
        write!(heading, "  {mark}").unwrap();
    }
    for verb in [
        "tag_of", "tag_if", "tag", "kind", "keys", "attempt", "unknown",
    ] {
        if item.contains(&format!("from.{verb}(")) {
            write!(heading, "  from.{verb}").unwrap();
        }
    }
    heading
}

/// A line with `_` in place of each word that begins with a capital and is none of ours.
fn blank_names(line: &str) -> String {
    const OURS: [&str; 8] = [
        "Self", "Encode", "Decode", "From", "Default", "Record", "Option", "Box",
    ];
    let mut blanked = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end.max(first.len_utf8()));
        let is_name = first.is_uppercase() && !OURS.contains(&word);
        blanked.push_str(if is_name { "_" } else { word });
        rest = behind;
    }
    blanked
}

/// FNV-1a: it shows that something has changed, and that is all.
fn digest_texts(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn cut_middle(item: &str) -> String {
    let lines: Vec<&str> = item.lines().collect();
    let Some(left_out) = lines.len().checked_sub(SAMPLE).filter(|count| *count > 0) else {
        return item.to_owned();
    };
    let (start, rest) = lines.split_at(SAMPLE / 2);
    let (_, end) = rest.split_at(left_out);
    format!(
        "{}\n// … {left_out} lines …\n{}",
        start.join("\n"),
        end.join("\n")
    )
}
