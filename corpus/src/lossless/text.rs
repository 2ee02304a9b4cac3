//! Texts that a schema allows: by format, by pattern, by length.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};
use serde_json::{Map, Value};

use super::number;
use super::random::Random;

/// The longest text that is made; longer ones show nothing new.
const LONGEST: usize = 400;
/// How often an unbounded repetition of a pattern is repeated at most.
const REPEATS: u32 = 3;

const WORDS: [&str; 12] = [
    "alpha",
    "beta",
    "value-1",
    "x",
    "Ärger",
    "日本語",
    "two words",
    "a/b",
    "q\"uote",
    "tab\there",
    "0",
    "true",
];

/// A text for all of several schemas.
pub(crate) fn make_text(random: &mut Random, parts: &[&Map<String, Value>]) -> String {
    let word = |key: &str| parts.iter().find_map(|part| part.get(key)?.as_str());
    let least = number::find_highest_keyword(parts, "minLength", 0.0) as usize;
    let most = number::find_lowest_keyword(parts, "maxLength", LONGEST as f64) as usize;
    if let Some(text) = word("pattern").and_then(|pattern| make_matching_text(random, pattern)) {
        return text;
    }
    if let Some("base64" | "base64url") = word("contentEncoding") {
        return make_base64_text(random);
    }
    if let Some(text) = word("format").and_then(|format| make_formatted_text(random, format)) {
        return text;
    }
    make_sized_text(random, least, most)
}

/// A text of so many characters.
fn make_sized_text(random: &mut Random, least: usize, most: usize) -> String {
    if least == 0 && random.percent(5) {
        return String::new();
    }
    let mut text = String::new();
    text.push_str(random.pick(&WORDS).copied().unwrap_or_default());
    let missing = least.saturating_sub(text.chars().count());
    text.extend((0..missing).map(|_| char::from(b'a' + random.below(26) as u8)));
    text.chars().take(most).collect()
}

fn make_base64_text(random: &mut Random) -> String {
    random
        .pick(&["", "YQ==", "aGVsbG8=", "AAEC", "cXVpdGUgbG9uZyB0ZXh0"])
        .copied()
        .unwrap_or_default()
        .to_owned()
}

/// A text of a known format; `None` for formats that say nothing.
fn make_formatted_text(random: &mut Random, format: &str) -> Option<String> {
    let choices: &[&str] = match format {
        "date-time" => &[
            "2024-02-29T12:30:45Z",
            "1985-04-12T23:20:50.52Z",
            "2026-01-31T00:00:00.123456789Z",
            "1969-07-20T20:17:40Z",
            "1996-12-19T16:39:57-08:00",
            "2020-01-01T00:00:00.000Z",
            "2021-06-01T10:00:00+00:00",
            "2021-06-01t10:00:00z",
            "1990-12-31T23:59:60Z",
        ],
        "date" => &["2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"],
        "time" => &["12:30:45Z", "23:20:50.52+01:00", "00:00:00Z"],
        "duration" => &["P1D", "PT36H", "P1Y2M3DT4H5M6S", "P3W"],
        "uuid" => &[
            "00000000-0000-0000-0000-000000000000",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
        ],
        "email" | "idn-email" => &["joe@example.com", "a.b+c@example.org"],
        "hostname" | "idn-hostname" => &["example.com", "a-1.example"],
        "ipv4" => &["127.0.0.1", "255.255.255.255"],
        "ipv6" => &["::1", "2001:db8::8a2e:370:7334", "2001:DB8:0:0:0:0:0:1"],
        "uri" | "url" | "iri" => &[
            "https://example.com/a?b=c#d",
            "urn:isbn:0451450523",
            "http://[::1]:80/",
        ],
        "uri-reference" | "iri-reference" => &["/a/b?c", "https://example.com", "#x", ""],
        "uri-template" => &["/a/{b}{?c*}"],
        "json-pointer" => &["", "/a~1b/0"],
        "relative-json-pointer" => &["0/a", "1#"],
        "regex" => &["^a+$"],
        "byte" | "base64" => return Some(make_base64_text(random)),
        "decimal" => &["12.50", "-0.001", "0", "79228162514264337593543950335"],
        "int64" | "uint64" | "int32" => &["0", "42"],
        _ => return None,
    };
    random.pick(choices).map(|text| (*text).to_owned())
}

/// A text that a pattern matches. `None` where the pattern is of a dialect that
/// cannot be read here.
pub(crate) fn make_matching_text(random: &mut Random, pattern: &str) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    append_matching_text(random, &hir, &mut text);
    Some(text)
}

fn append_matching_text(random: &mut Random, hir: &Hir, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(random.pick(&list_class_members(class))),
        HirKind::Repetition(repetition) => append_repetition(random, repetition, text),
        HirKind::Capture(capture) => append_matching_text(random, &capture.sub, text),
        HirKind::Concat(parts) => parts
            .iter()
            .for_each(|part| append_matching_text(random, part, text)),
        HirKind::Alternation(parts) => {
            if let Some(part) = random.pick(parts) {
                append_matching_text(random, part, text);
            }
        }
    }
}

fn append_repetition(random: &mut Random, repetition: &Repetition, text: &mut String) {
    let least = repetition.min;
    let most = repetition.max.unwrap_or(u32::MAX);
    let most = most.min(least.saturating_add(REPEATS));
    let times = random
        .between(least.into(), most.into())
        .min(LONGEST as i64);
    if let HirKind::Class(class) = repetition.sub.kind() {
        let members = list_class_members(class);
        (0..times).for_each(|_| text.extend(random.pick(&members)));
    } else {
        (0..times).for_each(|_| append_matching_text(random, &repetition.sub, text));
    }
}

/// Characters of a class: printable ASCII where it has any, else its first.
fn list_class_members(class: &Class) -> Vec<char> {
    let Class::Unicode(class) = class else {
        return vec!['a'];
    };
    let holds = |letter: &char| {
        let mut ranges = class.ranges().iter();
        ranges.any(|range| (range.start()..=range.end()).contains(letter))
    };
    let plain: Vec<char> = (' '..='~').filter(holds).collect();
    if plain.is_empty() {
        return class
            .ranges()
            .first()
            .map(|range| range.start())
            .into_iter()
            .collect();
    }
    plain
}
