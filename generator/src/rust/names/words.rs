//! Splits names of documents into words, once.

use super::symbols;

/// The words of a name, in lower case.
///
/// One text in which `_` stands between words; no word is empty or holds one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words(String);

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
        let mut words = Splitter::default();
        let mut letters = text.chars().filter(|letter| !matches!(letter, '\'' | '’'));
        let mut letter = letters.next();
        while let Some(this) = letter {
            letter = letters.next();
            if is_part(this) {
                words.take(this, letter.filter(|next| is_part(*next)));
            } else {
                words.end();
            }
        }
        words.end();
        Self(words.words)
    }

    fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('_').filter(|word| !word.is_empty())
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the first words are these.
    pub fn starts_with(&self, others: &Self) -> bool {
        let rest = self.0.strip_prefix(&others.0);
        rest.is_some_and(|rest| others.is_empty() || rest.is_empty() || rest.starts_with('_'))
    }

    /// Whether the last word is one of these.
    pub fn ends_with(&self, ends: &[&str]) -> bool {
        let last = self.iter().next_back();
        last.is_some_and(|last| ends.contains(&last))
    }

    /// These words and then others.
    #[must_use]
    pub fn then(&self, others: &Self) -> Self {
        let between = if self.is_empty() || others.is_empty() {
            ""
        } else {
            "_"
        };
        Self([&self.0, between, &others.0].concat())
    }

    /// These words and then those of a text.
    #[must_use]
    pub fn and(&self, text: &str) -> Self {
        self.then(&Self::of(text))
    }

    /// These words with a number behind.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        if self.is_empty() || ends_with_digit(&self.0) {
            self.then(&Self(number.to_string()))
        } else {
            Self(format!("{}{number}", self.0))
        }
    }

    /// The words with the last one in the singular, if it looks like a plural.
    pub fn singular(&self) -> Option<Self> {
        let (before, last) = self.0.rsplit_once('_').unwrap_or(("", &self.0));
        let last = Self(singular(last)?);
        Some(Self(before.to_owned()).then(&last))
    }

    /// `UpperCamelCase`; digits that would run together are kept apart: `V1_2`.
    pub fn camel(&self) -> String {
        let mut name = String::with_capacity(self.0.len());
        for word in self.iter() {
            if ends_with_digit(&name) && word.starts_with(|first: char| first.is_ascii_digit()) {
                name.push('_');
            }
            push_capitalised(&mut name, word);
        }
        name
    }

    /// `snake_case`.
    pub fn snake(&self) -> String {
        self.0.clone()
    }
}

/// Finds where a word ends: at what is no part of one, after a small letter before a
/// capital (`petId`), and before the last capital of several (`HTTPServer`).
#[derive(Default)]
struct Splitter {
    /// The words so far, with `_` between them.
    words: String,
    case: Case,
    is_within: bool,
    /// Whether the last letter was a capital sigma, which has another small letter at
    /// the end of a word.
    is_sigma: bool,
}

/// What the letters of a word were so far.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Nothing yet, or without case.
    #[default]
    None,
    Small,
    Capital,
}

impl Splitter {
    /// Takes a letter of a word; `next` is the next one if the name goes on.
    fn take(&mut self, letter: char, next: Option<char>) {
        let case = if letter.is_lowercase() {
            Case::Small
        } else if letter.is_uppercase() {
            Case::Capital
        } else {
            self.case
        };
        let before = self.case == Case::Capital
            && letter.is_uppercase()
            && next.is_some_and(char::is_lowercase);
        let after = case == Case::Small && next.is_some_and(char::is_uppercase);
        if before {
            self.end();
        }
        self.push(letter);
        if after {
            self.end();
        } else if !before {
            self.case = case;
        }
    }

    fn push(&mut self, letter: char) {
        if !self.is_within && !self.words.is_empty() {
            self.words.push('_');
        }
        self.is_within = true;
        self.is_sigma = letter == 'Σ';
        if letter.is_ascii() {
            self.words.push(letter.to_ascii_lowercase());
        } else {
            self.words.extend(letter.to_lowercase());
        }
    }

    fn end(&mut self) {
        if self.is_sigma {
            self.words.pop();
            self.words.push('ς');
        }
        self.is_sigma = false;
        self.is_within = false;
        self.case = Case::None;
    }
}

/// Whether an identifier can hold the letter behind its start. Letters that are
/// numbers by Unicode but not for Rust, such as `²`, separate, as `_` does.
fn is_part(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphanumeric()
    } else {
        letter.is_alphanumeric() && unicode_ident::is_xid_continue(letter)
    }
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
#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_end_where_the_case_says_so() {
        let names = [
            ("petId", "pet_id"),
            ("PetID", "pet_id"),
            ("HTTPServer", "http_server"),
            ("ipv4Address2Go", "ipv4_address2_go"),
            ("X-Rate-Limit", "x_rate_limit"),
            ("driver's__licence ", "drivers_licence"),
            ("ΌΝΟΜΑΣ", "όνομας"),
            ("m²", "m"),
            ("-name", "minus_name"),
            ("<=", "less_equal"),
        ];
        for (name, words) in names {
            assert_eq!(Words::of(name).snake(), words, "{name}");
        }
    }
}
