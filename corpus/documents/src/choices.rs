//! Where chance comes from: a number, or the bytes of a fuzzer.

/// A row of choices that never ends. Bytes that are used up are followed by zeros, which
/// stand for the plainest choice everywhere.
pub struct Choices<'a>(From<'a>);

enum From<'a> {
    Seed(u64),
    Bytes(&'a [u8]),
}

impl<'a> Choices<'a> {
    /// The choices of a number.
    pub fn of_seed(seed: u64) -> Self {
        Self(From::Seed(seed))
    }

    /// The choices that bytes stand for, one byte each.
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        Self(From::Bytes(bytes))
    }

    /// A number below `limit`; 0 where there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = match &mut self.0 {
            From::Seed(state) => split_mix(state),
            From::Bytes(bytes) => match bytes.split_first() {
                Some((first, rest)) => {
                    *bytes = rest;
                    u64::from(*first)
                }
                None => 0,
            },
        };
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from(number % limit).unwrap_or_default()
    }

    /// True in so many of a hundred cases; false where bytes have run out.
    pub fn percent(&mut self, chance: usize) -> bool {
        99 - self.below(100) < chance
    }

    /// One of several things.
    pub fn pick<T: Copy>(&mut self, things: &[T]) -> Option<T> {
        things.get(self.below(things.len())).copied()
    }

    /// One of several words; none of no words.
    pub fn word<'w>(&mut self, words: &[&'w str]) -> &'w str {
        self.pick(words).unwrap_or_default()
    }
}

/// The next 64 bits of a generator of the family `SplitMix64` (Steele, Lea and Flood,
/// "Fast Splittable Pseudorandom Number Generators", 2014).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
