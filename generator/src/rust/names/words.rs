//! Splits names of documents into words, once.

use heck::ToSnakeCase;

use super::symbols;

/// The words of a name, in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a name. What no identifier can hold separates words and is
    /// dropped, except signs at either end: `-created_at` is not `created_at`.
    /// A name of nothing but symbols is spelled: `<=` is less, equal.
    pub fn of(text: &str) -> Self {
        let words = Self::split(&symbols::spell_signs(text));
        if words.is_empty() {
            Self::spelled(text)
        } else {
            words
        }
    }

    /// The words of a name with each symbol as a word: `@id` is at, id.
    pub fn spelled(text: &str) -> Self {
        Self::split(&symbols::spell_all(text))
    }

    /// Words of a value, by its position from 0 when it has none of its own.
    pub fn of_value(text: &str, position: usize) -> Self {
        let words = Self::of(text);
        if !words.is_empty() {
            words
        } else if text.trim().is_empty() {
            Self::of("empty")
        } else {
            Self::of("value").numbered(position + 1)
        }
    }

    fn split(text: &str) -> Self {
        // most names are plain, and telling words apart by case is dear
        if text.bytes().all(is_plain) {
            let words = text.split(['_', ' ']).filter(|word| !word.is_empty());
            return Self(words.map(str::to_owned).collect());
        }
        let clean: String = text
            .chars()
            .filter(|letter| !matches!(letter, '\'' | '’'))
            .map(|letter| if is_part(letter) { letter } else { ' ' })
            .collect();
        let snake = clean.to_snake_case();
        Self(
            snake
                .split('_')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the first words are these.
    pub fn starts_with(&self, others: &Self) -> bool {
        self.0.starts_with(&others.0)
    }

    /// Whether the last word is one of these.
    pub fn ends_with(&self, ends: &[&str]) -> bool {
        self.0
            .last()
            .is_some_and(|last| ends.contains(&last.as_str()))
    }

    /// These words and then others.
    #[must_use]
    pub fn then(&self, others: &Self) -> Self {
        Self(self.0.iter().chain(&others.0).cloned().collect())
    }

    /// These words and then those of a text.
    #[must_use]
    pub fn and(&self, text: &str) -> Self {
        self.then(&Self::of(text))
    }

    /// These words with a number behind.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        let mut words = self.0.clone();
        match words.last_mut() {
            Some(last) if !ends_with_digit(last) => last.push_str(&number.to_string()),
            Some(_) | None => words.push(number.to_string()),
        }
        Self(words)
    }

    /// The words with the last one in the singular, if it looks like a plural.
    pub fn singular(&self) -> Option<Self> {
        let mut words = self.0.clone();
        let last = words.last_mut()?;
        *last = singular(last)?;
        Some(Self(words))
    }

    /// `UpperCamelCase`; digits that would run together are kept apart: `V1_2`.
    pub fn camel(&self) -> String {
        let mut name = String::new();
        for word in &self.0 {
            if ends_with_digit(&name) && word.starts_with(|first: char| first.is_ascii_digit()) {
                name.push('_');
            }
            push_capitalised(&mut name, word);
        }
        name
    }

    /// `snake_case`.
    pub fn snake(&self) -> String {
        self.0.join("_")
    }
}

/// Whether an identifier can hold the letter behind its start. Letters that are
/// numbers by Unicode but not for Rust, such as `²`, separate.
fn is_part(letter: char) -> bool {
    letter == '_' || (letter.is_alphanumeric() && unicode_ident::is_xid_continue(letter))
}

/// Whether a letter is a part of a word as it is, or separates words.
fn is_plain(letter: u8) -> bool {
    matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'_' | b' ')
}

fn ends_with_digit(word: &str) -> bool {
    word.ends_with(|last: char| last.is_ascii_digit())
}

fn push_capitalised(name: &mut String, word: &str) {
    let mut letters = word.chars();
    if let Some(first) = letters.next() {
        name.extend(first.to_uppercase());
        name.push_str(letters.as_str());
    }
}

/// English only, and only the regular forms: a wrong singular is a worse name
/// than the plural with `Item` behind it.
fn singular(word: &str) -> Option<String> {
    const NOT_PLURAL: [&str; 6] = ["ss", "us", "is", "news", "series", "as"];
    if word.len() < 4 || NOT_PLURAL.iter().any(|end| word.ends_with(end)) {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    let sibilant = ["sses", "shes", "ches", "xes", "zes"];
    if sibilant.iter().any(|end| word.ends_with(end)) {
        return word.strip_suffix("es").map(str::to_owned);
    }
    word.strip_suffix('s').map(str::to_owned)
}
