//! A scope: one namespace of the generated code, in which names are unique.

use std::marker::PhantomData;

use super::ident::{IdentKind, MakeKey};
use super::words::Words;
use crate::maps::{HashMap, HashSet};

/// The [`measure_name_distance`] of an identifier that lacks something of the name.
pub(super) const INCOMPLETE: u8 = 2;

/// How far the identifier of a name is from it: 0 for the name itself, 1 for another case
/// of it, [`INCOMPLETE`] for one that lacks some of it. Whoever names things in this order lets no
/// `$expand` take the name of `expand`.
pub(super) fn measure_name_distance<I: IdentKind>(name: &str) -> u8 {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    if I::render(&Words::of(name)) == name {
        0
    } else if name.chars().all(is_letter) {
        1
    } else {
        INCOMPLETE
    }
}

/// The places of names in the order in which they are given: the [nearest](measure_name_distance) first,
/// and as they stand among equals.
pub(super) fn nearest_first<'n, I: IdentKind>(names: impl Iterator<Item = &'n str>) -> Vec<usize> {
    let mut ranked: Vec<(u8, usize)> = names.map(measure_name_distance::<I>).zip(0..).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, place)| place).collect()
}

/// A namespace; the only maker of identifiers.
#[derive(Debug, Clone)]
pub struct Scope<'r, I> {
    taken: HashSet<String>,
    /// Names that are somebody's, whether or not they have been claimed yet.
    held: HashSet<String>,
    reserved: &'r [&'r str],
    /// The last number that was given to a name, below which none is free.
    numbers: HashMap<String, usize>,
    kind: PhantomData<I>,
}

/// An identifier, and whether it needed a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<I> {
    /// The identifier.
    pub ident: I,
    /// Whether all candidates were taken and only a number made it unique.
    pub numbered: bool,
}

impl<'r, I: IdentKind> Scope<'r, I> {
    /// A scope in which the generated code needs some names for itself.
    pub fn reserving(names: &'r [&'r str]) -> Self {
        Self {
            taken: HashSet::default(),
            held: HashSet::default(),
            reserved: names,
            numbers: HashMap::default(),
            kind: PhantomData,
        }
    }

    /// Takes the first candidate that is free; when none is, the first one with
    /// the lowest number that is free. No candidate may be empty.
    pub fn claim(&mut self, candidates: &[Words]) -> Claim<I> {
        let free = candidates.iter().find_map(|words| self.free(words));
        let (text, numbered) = match free {
            Some(text) => (text, false),
            None => (self.number(candidates), true),
        };
        self.taken.insert(text.clone());
        Claim {
            ident: I::make(text, MakeKey(())),
            numbered,
        }
    }

    /// Keeps names for those that they belong to.
    pub fn hold<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.held.extend(names.map(str::to_owned));
    }

    /// Lets a name go that was [held](Self::hold).
    pub fn release(&mut self, name: &str) {
        self.held.remove(name);
    }

    /// Whether the name is somebody's.
    pub fn is_held(&self, name: &str) -> bool {
        self.held.contains(name)
    }

    /// Takes a name that belongs to whoever asks, as an earlier run has given it.
    pub fn claim_held(&mut self, name: &str) -> Option<I> {
        let is_free = self.taken.insert(name.to_owned());
        is_free.then(|| I::make(name.to_owned(), MakeKey(())))
    }

    /// Takes the name if it is free just as it is.
    pub fn claim_exact(&mut self, words: &Words) -> Option<I> {
        let text = self.free(words)?;
        self.taken.insert(text.clone());
        Some(I::make(text, MakeKey(())))
    }

    /// Whether nobody has the name of these words, nor is it kept for anybody.
    pub fn is_free(&self, words: &Words) -> bool {
        self.free(words).is_some()
    }

    /// Whether the name is taken.
    pub fn holds(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    fn free(&self, words: &Words) -> Option<String> {
        let mut text = I::render(words);
        if self.reserved.contains(&text.as_str()) {
            // A reserved name is left before it is looked up, so that evading one never takes a
            // number.
            text = I::evade(&text);
        }
        (!self.taken.contains(&text) && !self.held.contains(&text)).then_some(text)
    }

    fn number(&mut self, candidates: &[Words]) -> String {
        let fallback = Words::of("value");
        let words = candidates.first().unwrap_or(&fallback);
        let plain = I::render(words);
        // Not from 2 each time: thousands of equal names took the square of their number.
        let first = self.numbers.get(&plain).map_or(2, |last| last + 1);
        let free = |number| Some((number, self.free(&words.numbered(number))?));
        let (number, text) = (first..).find_map(free).unwrap_or_default();
        self.numbers.insert(plain, number);
        text
    }
}
