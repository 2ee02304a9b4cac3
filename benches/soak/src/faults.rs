//! Which calls the server breaks, and how.

/// What the server does to a call instead of answering as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Reads the request and resets the connection.
    Reset,
    /// Reads the request and closes the connection.
    Close,
    /// Announces more than it sends, then closes.
    Truncate,
    /// Answers 503.
    Refuse,
    /// Answers in pieces, with waits between them.
    Slow,
    /// Answers, lets the connection look as if it stayed open, and closes it.
    CloseAfter,
    /// Answers what is no HTTP.
    Garbage,
}

const ALL: [Fault; 7] = [
    Fault::Reset,
    Fault::Close,
    Fault::Truncate,
    Fault::Refuse,
    Fault::Slow,
    Fault::CloseAfter,
    Fault::Garbage,
];

/// The fault of a call's attempt, counted from 1: a fifth of the calls have one, most of
/// them in the first attempt alone, every fourth in all.
pub(crate) fn choose_fault(id: u64, attempt: u8) -> Option<Fault> {
    // Fibonacci hashing: neighbours get different faults, every run the same ones.
    let hash = id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let lasts = (hash / 35).is_multiple_of(4);
    let fault = ALL.get(usize::try_from(hash % 35).ok()?)?;
    (attempt == 1 || lasts).then_some(*fault)
}

#[cfg(test)]
mod tests {
    use super::{ALL, choose_fault};

    #[test]
    fn a_fifth_of_the_calls_have_a_fault_and_all_faults_occur() {
        let faults: Vec<_> = (0..100_000).filter_map(|id| choose_fault(id, 1)).collect();
        assert!((19_000..21_000).contains(&faults.len()), "{}", faults.len());
        let lasting = (0..100_000).filter_map(|id| choose_fault(id, 2)).count();
        assert!((4_000..6_000).contains(&lasting), "{lasting}");
        for fault in ALL {
            assert!(faults.contains(&fault), "{fault:?}");
        }
    }
}
