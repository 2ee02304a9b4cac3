//! Parts of secrets: servers cut what they repeat, at the front, at the end or in the middle.

use std::ops::Range;

use zeroize::Zeroizing;

/// Letters in a row that are no chance: as many as fit a number, so that they are compared as
/// one. What is shorter is found whole, or before a cut.
pub(super) const RUN: usize = 12;

/// The bits of a run.
const RUN_BITS: u128 = (1 << (8 * RUN)) - 1;

/// As many as a hash of 16 bits tells apart.
const FILTER_WORDS: usize = 1 << 10;

/// All runs of letters that secrets have.
pub(super) struct SecretRuns {
    /// In their order.
    runs: Zeroizing<Vec<u128>>,
    /// A bit for each hash: nearly all of a text ends here, without a search.
    filter: Zeroizing<Vec<u64>>,
}

impl SecretRuns {
    /// Those of some secrets, which take a time that grows with the length of all of them.
    pub(super) fn new<'s>(secrets: impl Iterator<Item = &'s [u8]>) -> Self {
        let mut runs = Zeroizing::new(Vec::new());
        runs.extend(secrets.flat_map(list_runs).map(|(_, run)| run));
        runs.sort_unstable();
        let mut filter = Zeroizing::new(vec![0; FILTER_WORDS]);
        for run in runs.iter() {
            let (word, bit) = hash_run(*run);
            if let Some(word) = filter.get_mut(word) {
                *word |= bit;
            }
        }
        Self { runs, filter }
    }

    /// Where they stand in a text, in their order; those that touch as one. Blanks around them
    /// are not theirs: there is one before each token, `Bearer …`, and before each word.
    pub(super) fn find(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let places = list_runs(text).filter(|(_, run)| self.contains(*run));
        for (from, _) in places {
            match found.last_mut() {
                Some(last) if from <= last.end => last.end = from + RUN,
                Some(_) | None => found.push(from..from + RUN),
            }
        }
        for range in &mut found {
            let run = text.get(range.clone()).unwrap_or_default();
            range.end -= run.len() - run.trim_ascii_end().len();
            range.start += run.len() - run.trim_ascii_start().len();
        }
        found.retain(|range| !range.is_empty());
        found
    }

    fn contains(&self, run: u128) -> bool {
        let (word, bit) = hash_run(run);
        let may = self.filter.get(word).is_some_and(|word| word & bit != 0);
        may && self.runs.binary_search(&run).is_ok()
    }
}

/// The runs of a text and where they begin.
fn list_runs(text: &[u8]) -> impl Iterator<Item = (usize, u128)> {
    let mut run = 0;
    let runs = text.iter().enumerate().map(move |(at, byte)| {
        run = (run << 8 | u128::from(*byte)) & RUN_BITS;
        ((at + 1).checked_sub(RUN), run)
    });
    runs.filter_map(|(from, run)| Some((from?, run)))
}

/// The place in the filter: its word, and the bit in it.
fn hash_run(run: u128) -> (usize, u64) {
    // Fibonacci hashing (Knuth, TAOCP 6.4); the texts that servers choose cannot make it slow, as
    // what comes through is only searched for.
    let folded = (run as u64) ^ ((run >> 64) as u64).rotate_left(17);
    let hash = folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_twelve_letters_are_found() {
        let secrets: [&[u8]; 2] = [b"abcdefghijklmnopqrstuvwxyz", b"short"];
        let runs = SecretRuns::new(secrets.into_iter());
        let find = |text: &str| -> Vec<(usize, usize)> {
            let found = runs.find(text.as_bytes()).into_iter();
            found.map(|range| (range.start, range.end)).collect()
        };
        assert_eq!(find("x abcdefghijklm y"), [(2, 15)]);
        assert_eq!(find("opqrstuvwxyz"), [(0, 12)]);
        assert_eq!(find("abcdefghijkl, efghijklmnop"), [(0, 12), (14, 26)]);
        // Each half by itself, where something stands between them.
        assert_eq!(find("abcdefghijklm-nopqrstuvwxyz"), [(0, 13), (14, 27)]);
        for none in ["abcdefghijk", "abcdefghijk lmnopqrstuv", "short", ""] {
            assert!(find(none).is_empty(), "{none}");
        }
        let token = SecretRuns::new(std::iter::once(b"bearer 0123456789ab".as_slice()));
        let found = token.find(b"token: 0123456789ab,");
        assert_eq!(found.first(), Some(&(7..19)));
    }
}
