//! Splits names of documents into words, once.

use heck::ToSnakeCase;
use unicode_normalization::UnicodeNormalization as _;

use super::symbols;
use crate::printable::is_hidden;

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
        // most names are plain, and telling words apart by case is dear
        if text.bytes().all(is_word_letter) {
            let words = text.split(['_', ' ']).filter(|word| !word.is_empty());
            return words.fold(Self::default(), |all, word| all.with(word));
        }
        if text.is_ascii() {
            // heck knows where words end in camel case. Rules of our own were compared with it
            // over 400,000 names, and given up when it turned out to know more of them.
            return Self(whole_acronyms(split_word_letters(text.chars())).to_snake_case());
        }
        // rustc compares names in NFC, and warns of letters that are others in a dress, such
        // as full-width digits, which NFKC makes plain; `²` is no part and gone by then
        let plain = split_word_letters(text.nfc()).nfkc();
        Self(whole_acronyms(split_word_letters(plain)).to_snake_case())
    }

    /// These words and one more.
    fn with(mut self, word: &str) -> Self {
        if !self.is_empty() {
            self.0.push('_');
        }
        self.0.push_str(word);
        self
    }

    fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('_').filter(|word| !word.is_empty())
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// As many of the last words.
    #[must_use]
    pub fn last_words(&self, number: usize) -> Self {
        let words = self.to_list();
        Self::of_list(
            words
                .get(words.len().saturating_sub(number)..)
                .unwrap_or_default(),
        )
    }

    /// As many of the first words.
    #[must_use]
    pub fn first_words(&self, number: usize) -> Self {
        let words = self.to_list();
        Self::of_list(words.get(..number.min(words.len())).unwrap_or_default())
    }

    /// The words one by one.
    pub fn to_list(&self) -> Vec<String> {
        self.iter().map(str::to_owned).collect()
    }

    /// Of words one by one.
    pub fn of_list(words: &[String]) -> Self {
        Self(words.join("_"))
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
        if others.is_empty() {
            return self.clone();
        }
        self.clone().with(&others.0)
    }

    /// These words and then others; what these end with and the others begin with is there once:
    /// `bank_account`, `account_holder` is `bank_account_holder`.
    #[must_use]
    pub fn then_overlapping(&self, others: &Self) -> Self {
        let (own, next) = (self.to_list(), others.to_list());
        let most = own.len().min(next.len());
        let mut shared = (1..=most).rev();
        let shared = shared.find(|number| own.ends_with(next.get(..*number).unwrap_or_default()));
        let rest = next.get(shared.unwrap_or(0)..).unwrap_or_default();
        self.then(&Self::of_list(rest))
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

    /// The first word, and the others.
    pub fn split_first(&self) -> (Self, Self) {
        let (first, rest) = self.0.split_once('_').unwrap_or((&self.0, ""));
        (Self(first.to_owned()), Self(rest.to_owned()))
    }

    /// The words with the last one in the singular, if it looks like a plural.
    pub fn singular(&self) -> Option<Self> {
        let (before, last) = self.0.rsplit_once('_').unwrap_or(("", &self.0));
        let last = Self(make_singular(last)?);
        Some(Self(before.to_owned()).then(&last))
    }

    /// These words without those that others begin or end with as well: of `ChatUserMessage` in
    /// a `ChatMessage`, user; the words as they are where nothing or a number would be left.
    #[must_use]
    pub fn apart_from(&self, others: &Self) -> Self {
        let own: Vec<&str> = self.iter().collect();
        let others: Vec<&str> = others.iter().collect();
        let are_equal = |(one, two): &(&&str, &&str)| one == two;
        let leading = own.iter().zip(&others).take_while(are_equal).count();
        let is_end = |number: &usize| others.ends_with(own.get(..*number).unwrap_or_default());
        let ending = (0..=own.len()).rev().find(is_end).unwrap_or_default();
        let rest = own.get(leading.max(ending)..).unwrap_or_default();
        let backwards = rest.iter().rev().zip(others.iter().rev());
        let trailing = backwards.take_while(are_equal).count();
        let rest = rest.get(..rest.len() - trailing).unwrap_or_default();
        match rest.first() {
            Some(first) if !first.starts_with(|letter: char| letter.is_ascii_digit()) => {
                Self(rest.join("_"))
            }
            Some(_) | None => self.clone(),
        }
    }

    /// As many of the first words as fit so many bytes, at least a part of the first.
    #[must_use]
    pub fn within(&self, bytes: usize) -> Self {
        let mut ends = (0..=bytes.min(self.0.len())).rev();
        let end = ends.find(|end| self.0.is_char_boundary(*end)).unwrap_or(0);
        let fitting = self.0.get(..end).unwrap_or_default();
        let rest = self.0.get(end..).unwrap_or_default();
        let is_whole = rest.is_empty() || rest.starts_with('_');
        let whole = fitting.rfind('_').filter(|_| !is_whole);
        Self(
            fitting
                .get(..whole.unwrap_or(end))
                .unwrap_or_default()
                .to_owned(),
        )
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

/// Keeps the plural of an acronym one word: `podIPs` is pod, ips.
fn whole_acronyms(letters: impl Iterator<Item = char>) -> String {
    let mut letters = letters.peekable();
    let mut name = String::new();
    let mut capitals = 0;
    while let Some(letter) = letters.next() {
        let is_last = !letters.peek().is_some_and(|next| next.is_lowercase());
        let is_plural = letter == 's' && capitals > 1 && is_last;
        name.push(if is_plural { 'S' } else { letter });
        capitals = if letter.is_uppercase() {
            capitals + 1
        } else {
            0
        };
    }
    name
}

/// The letters that are parts of words, with blanks for what separates them.
fn split_word_letters(letters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    letters
        .filter(|letter| !matches!(letter, '\'' | '’'))
        .map(|letter| if is_part(letter) { letter } else { ' ' })
}

/// Whether a letter is a part of a word as it is, or separates words.
fn is_word_letter(letter: u8) -> bool {
    matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'_' | b' ')
}

/// Whether an identifier can hold the letter behind its start. Letters that are
/// numbers by Unicode but not for Rust, such as `²`, separate, as `_` does.
fn is_part(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphanumeric()
    } else {
        letter.is_alphanumeric() && unicode_ident::is_xid_continue(letter) && !is_hidden(letter)
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
fn make_singular(word: &str) -> Option<String> {
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
    fn words_that_others_have_at_their_ends_are_left_out() {
        let names = [
            ("ChatUserMessage", "ChatMessage", "user"),
            ("ResourceAiCluster", "UsageReportResource", "ai_cluster"),
            ("TotalImageWithCost", "CostReportTotal", "image_with_cost"),
            (
                "RealtimeEventSessionUpdate",
                "RealtimeEvent",
                "session_update",
            ),
            ("Cat", "Animal", "cat"),
            ("Animal", "Animal", "animal"),
            ("Page2", "Page", "page2"),
            ("Page 2", "Page", "page_2"),
        ];
        for (name, of, words) in names {
            let found = Words::of(name).apart_from(&Words::of(of));
            assert_eq!(found.snake(), words, "{name}");
        }
    }

    #[test]
    fn words_end_where_the_case_says_so() {
        let names = [
            ("petId", "pet_id"),
            ("PetID", "pet_id"),
            ("HTTPServer", "http_server"),
            ("podIPs", "pod_ips"),
            ("reservedIPsActions_list", "reserved_ips_actions_list"),
            ("isActive", "is_active"),
            ("ipv4Address2Go", "ipv4_address2_go"),
            ("X-Rate-Limit", "x_rate_limit"),
            ("driver's__licence ", "drivers_licence"),
            ("ΌΝΟΜΑΣ", "όνομας"),
            ("m²", "m"),
            ("-name", "minus_name"),
            ("<=", "less_equal"),
            ("１２", "12"),
            ("e\u{301}te\u{301}", "été"),
        ];
        for (name, words) in names {
            assert_eq!(Words::of(name).snake(), words, "{name}");
        }
    }
}
