//! Regular expressions of documents, for the engine of generated clients.
//!
//! Documents write the dialect of ECMA-262 (JSON Schema 2020-12, Core §6.4). Clients match
//! with `regex-lite`, which is linear in time and knows neither look-around nor references
//! to groups. A translation matches whatever the document's expression matches: a value that
//! is right must never be refused. What cannot be said so is not checked, and a finding
//! tells of it.

use std::iter::Peekable;
use std::str::Chars;

use regex_lite::{Regex, RegexBuilder};

use crate::api::ApiDocs;
use crate::limits::{LARGEST_PATTERN, LONGEST_QUANTIFIER};

/// White space of ECMA-262 (§12.2, §12.3) beyond that of ASCII.
const MORE_SPACES: &str =
    r"\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

/// The expression that clients check a text by; `None` where they cannot.
pub(super) fn checked_pattern(pattern: &str, docs: &ApiDocs) -> Option<String> {
    let (pattern, regex) = compile_pattern(pattern)?;
    // An expression that refuses the document's own examples is not what the server checks.
    let examples = docs.examples.iter().chain(&docs.default);
    let mut texts = examples.filter_map(|json| serde_json::from_str::<String>(json).ok());
    texts.all(|text| regex.is_match(&text)).then_some(pattern)
}

/// The expression that clients check the name of a property by; `None` where they cannot.
pub(super) fn checked_name_pattern(pattern: &str) -> Option<String> {
    compile_pattern(pattern).map(|(pattern, _)| pattern)
}

fn compile_pattern(pattern: &str) -> Option<(String, Regex)> {
    // Translated, never searched for what the engine might take: a text that means something else
    // in the two dialects would be refused without a finding.
    let pattern = translate_pattern(pattern)?;
    let regex = RegexBuilder::new(&pattern)
        .size_limit(LARGEST_PATTERN)
        .build()
        .ok()?;
    Some((pattern, regex))
}

/// What an expression cannot say in linear time: look-around, and groups that never give
/// back what they have taken.
const LOOKS: [&str; 5] = ["?=", "?!", "?<=", "?<!", "?>"];

fn translate_pattern(pattern: &str) -> Option<String> {
    if is_delimited(pattern) {
        return None;
    }
    let mut translation = Translation {
        from: pattern.chars().peekable(),
        to: String::with_capacity(pattern.len()),
    };
    while let Some(character) = translation.from.next() {
        translation.take(character)?;
    }
    Some(translation.to)
}

/// `/^a$/i`: written as in a program, with slashes that no text has.
fn is_delimited(pattern: &str) -> bool {
    let inside = pattern
        .strip_prefix('/')
        .and_then(|rest| rest.rsplit_once('/'));
    inside.is_some_and(|(_, flags)| flags.chars().all(|flag| "dgimsuvy".contains(flag)))
}

/// An expression on its way.
struct Translation<'p> {
    from: Peekable<Chars<'p>>,
    to: String,
}

impl Translation<'_> {
    /// Translates what begins with `character`; `None` if that has no translation.
    fn take(&mut self, character: char) -> Option<()> {
        match character {
            '\\' => self.escape(EscapePlace::Outside)?,
            '[' => self.class()?,
            '{' if self.begins_quantifier() => self.to.push('{'),
            // Braces and brackets without a partner stand for themselves (Annex B.1.2).
            '{' | ']' => self.literal(character),
            '(' if LOOKS.iter().any(|look| self.begins_with(look)) => return None,
            other => self.to.push(other),
        }
        Some(())
    }

    fn begins_with(&self, text: &str) -> bool {
        // A copy of the iterator is two pointers; nothing is taken before it is known to be there.
        let mut ahead = self.from.clone();
        text.chars().all(|wanted| ahead.next() == Some(wanted))
    }

    /// Whether `3}`, `3,}` or `3,5}` follows.
    fn begins_quantifier(&self) -> bool {
        let ahead: String = self.from.clone().take(LONGEST_QUANTIFIER).collect();
        let Some((inside, _)) = ahead.split_once('}') else {
            return false;
        };
        let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
        let is_number = |text: &str| text.chars().all(|digit| digit.is_ascii_digit());
        !least.is_empty() && is_number(least) && is_number(most)
    }

    fn literal(&mut self, character: char) {
        if regex_lite::escape(character.encode_utf8(&mut [0; 4])).len() > character.len_utf8() {
            self.to.push('\\');
        }
        self.to.push(character);
    }

    /// What stands behind a backslash.
    fn escape(&mut self, place: EscapePlace) -> Option<()> {
        let character = self.from.next()?;
        match (character, place) {
            ('d' | 'D' | 'w' | 'W' | 't' | 'n' | 'r' | 'f' | 'v', _)
            | ('b' | 'B', EscapePlace::Outside) => {
                self.to.push('\\');
                self.to.push(character);
            }
            ('b', EscapePlace::Class { .. }) => self.to.push_str(r"\x08"),
            ('s', EscapePlace::Outside) => self.to.push_str(&format!(r"[\s{MORE_SPACES}]")),
            ('S', EscapePlace::Outside) => self.to.push_str(&format!(r"[^\s{MORE_SPACES}]")),
            ('s', EscapePlace::Class { .. }) => self.to.push_str(&format!(r"\s{MORE_SPACES}")),
            // A class cannot hold the complement; without it the class would be too small.
            ('S', EscapePlace::Class { negated: true }) => return None,
            ('S', EscapePlace::Class { negated: false }) => self.to.push_str(r"\S"),
            // Not of ECMA-262, but of the languages that many documents are written for.
            ('A' | 'z' | 'Z', EscapePlace::Outside) => {
                self.to
                    .push_str(if character == 'A' { r"\A" } else { r"\z" });
            }
            ('0', _) if !self.from.peek().is_some_and(char::is_ascii_digit) => {
                self.to.push_str(r"\x00");
            }
            ('x', _) => {
                let code = self.digits(2)?;
                self.code(code)?;
            }
            ('u', _) => {
                let code = self.unicode()?;
                self.code(code)?;
            }
            ('c', _) => {
                let letter = self.from.next().filter(char::is_ascii_alphabetic)?;
                self.code(u32::from(letter) % 32)?;
            }
            // References to groups, classes of Unicode, and what nobody has defined.
            (other, _) if other.is_ascii_alphanumeric() => return None,
            (other, _) => self.literal(other),
        }
        Some(())
    }

    /// `\u00e9`, `\u{e9}`, or two halves of a pair.
    fn unicode(&mut self) -> Option<u32> {
        if self.from.next_if_eq(&'{').is_some() {
            let mut digits = String::new();
            while let Some(digit) = self.from.next_if(|&next| next != '}') {
                digits.push(digit);
            }
            self.from.next()?;
            return u32::from_str_radix(&digits, 16).ok();
        }
        let first = self.digits(4)?;
        if !(0xd800..0xdc00).contains(&first) || !self.begins_with(r"\u") {
            return Some(first);
        }
        self.from.nth(1)?;
        let second = self.digits(4)?.checked_sub(0xdc00)?;
        Some(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let digits: String = self.from.by_ref().take(count).collect();
        let is_whole = digits.chars().count() == count;
        is_whole.then(|| u32::from_str_radix(&digits, 16).ok())?
    }

    /// One character by its number. Half of a pair is none.
    fn code(&mut self, code: u32) -> Option<()> {
        char::from_u32(code)?;
        self.to.push_str(&format!(r"\u{{{code:x}}}"));
        Some(())
    }

    /// A class, behind its `[`.
    fn class(&mut self) -> Option<()> {
        let negated = self.from.next_if_eq(&'^').is_some();
        if self.from.next_if_eq(&']').is_some() {
            // `[^]` is any character; `[]` is none, which nobody means.
            self.to.push_str(r"[\s\S]");
            return negated.then_some(());
        }
        self.to.push_str(if negated { "[^" } else { "[" });
        loop {
            match self.from.next()? {
                ']' => break,
                '\\' => {
                    let is_set = self
                        .from
                        .peek()
                        .is_some_and(|next| "dDwWsS".contains(*next));
                    self.escape(EscapePlace::Class { negated })?;
                    // A set begins no range, so that the hyphen is one.
                    if is_set && self.from.next_if_eq(&'-').is_some() {
                        self.to.push_str(r"\-");
                    }
                }
                // `[:alpha:]` is what its author means, although ECMA-262 knows it not.
                '[' if self.begins_with(":") => self.posix_class()?,
                // Nested classes and operations on classes are not of ECMA-262.
                other @ ('[' | '&' | '~') => {
                    self.to.push('\\');
                    self.to.push(other);
                }
                other => self.to.push(other),
            }
        }
        self.to.push(']');
        Some(())
    }

    /// `[:alpha:]`, as it is.
    fn posix_class(&mut self) -> Option<()> {
        self.to.push('[');
        loop {
            let character = self.from.next()?;
            self.to.push(character);
            if character == ']' {
                return Some(());
            }
        }
    }
}

/// Where an escape stands.
#[derive(Clone, Copy)]
enum EscapePlace {
    Outside,
    Class { negated: bool },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, text: &str) -> Option<bool> {
        let checked = checked_pattern(pattern, &ApiDocs::default())?;
        Some(regex_lite::Regex::new(&checked).is_ok_and(|regex| regex.is_match(text)))
    }

    /// Each expression, a text that it matches and one that it does not.
    #[test]
    fn expressions_match_as_in_ecma_script() {
        for (pattern, right, wrong) in [
            (r"^[a-z]+$", "abc", "aBc"),
            (r"b", "abc", "ac"),
            (r"^[\w-.]+$", "a-b.c", "a b"),
            (r"^[\w\-.]+@[a-z\.]+$", "a-b@c.d", "a@"),
            (r"^\/v\d{1,3}\/$", "/v12/", "/v/"),
            (r"^{.*}$", "{a}", "a"),
            (r"^a{,3}$", "a{,3}", "aaa"),
            (r"^[^\s]+$", "ab", "a\u{a0}b"),
            (r"^\S+\s\S+$", "a\u{2003}b", "ab"),
            (r"^[\s\S]{2}$", "a\n", "a"),
            (r"^[^]$", "\n", "ab"),
            (r"^[a[&&~]+$", "[a&~", "b"),
            (r"^\u00e9\x41\cA$", "éA\u{1}", "e"),
            (r"^\uD83D\uDE00$", "\u{1f600}", "x"),
            (r"^[\u{1F600}-\u{1F64F}]$", "\u{1f601}", "x"),
            (r"\Aa\Z", "a", "ba"),
            (r"^(?<year>\d{4})-(?:\d{2})$", "2026-11", "26-11"),
            (r"^[[:alpha:]]+$", "ab", "a1"),
            (r"^[\b]$", "\u{8}", "b"),
            (r"^a]$", "a]", "a"),
        ] {
            assert_eq!(check(pattern, right), Some(true), "{pattern} {right:?}");
            assert_eq!(check(pattern, wrong), Some(false), "{pattern} {wrong:?}");
        }
    }

    #[test]
    fn what_takes_more_than_linear_time_is_not_checked() {
        for pattern in [
            r"^(?=.*\d).{8,}$",
            r"^(?!-)[a-z-]+(?<!-)$",
            r"^(a)\1$",
            r"^\p{L}+$",
            r"^(?>a+)b$",
            r"^.{1,60000}$",
            r"/^[a-z]+$/i",
            r"^(a$",
            r"^[a",
            r"^[]a]$",
            r"^[^\S]$",
        ] {
            assert_eq!(check(pattern, ""), None, "{pattern}");
        }
    }

    #[test]
    fn an_expression_that_refuses_its_own_example_is_not_checked() {
        let docs = ApiDocs {
            examples: vec![r#""abc""#.to_owned()],
            ..ApiDocs::default()
        };
        assert_eq!(checked_pattern("^[A-Z]+$", &docs), None);
    }
}
