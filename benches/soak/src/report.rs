//! What came of the calls, and what is wrong with it.

use std::fmt;

use crate::process::Usage;

/// How much memory may grow after warming up: what the allocator keeps of buffers in use
/// at one moment and not at another.
const MEMORY: u64 = 32 << 20;

/// How many descriptors may be open beyond those after warming up: a connection for each
/// of 64 tasks, with its two ends in this process.
const DESCRIPTORS: u64 = 160;

/// What came of the calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Calls with an outcome.
    pub outcomes: u64,
    /// Of these, those with the right answer.
    pub answered: u64,
    /// Of these, those with an error.
    pub failed: u64,
    /// Answers that belong to another request.
    pub mixed_up: u64,
    /// Failures of calls that the server has not broken, but for a connection that another
    /// call's fault had closed.
    pub unfounded: u64,
    /// POSTs that the server has seen twice.
    pub repeated: u64,
    /// GETs that the server has seen more than three times.
    pub too_often: u64,
    /// Calls whose error says that nothing was sent, though the server has seen them.
    pub denied: u64,
    /// What the process held after warming up.
    pub before: Usage,
    /// What it held at the end.
    pub after: Usage,
}

impl Report {
    /// Adds what came of other calls.
    pub(crate) fn add(&mut self, other: &Self) {
        self.outcomes += other.outcomes;
        self.answered += other.answered;
        self.failed += other.failed;
        self.mixed_up += other.mixed_up;
        self.unfounded += other.unfounded;
        self.repeated += other.repeated;
        self.too_often += other.too_often;
        self.denied += other.denied;
    }

    /// What does not hold, each in a sentence.
    #[must_use]
    pub fn complaints(&self, calls: u64) -> Vec<String> {
        let memory = self.after.memory.saturating_sub(self.before.memory);
        let descriptors = self
            .after
            .descriptors
            .saturating_sub(self.before.descriptors);
        let counts = [
            (self.outcomes.abs_diff(calls), "calls without one outcome"),
            (self.mixed_up, "answers of other requests"),
            (self.unfounded, "failures of calls that nobody broke"),
            (self.repeated, "POSTs that the server has seen twice"),
            (
                self.too_often,
                "GETs that it has seen more than three times",
            ),
            (
                self.denied,
                "calls that were sent although their error denies it",
            ),
            (
                memory.saturating_sub(MEMORY),
                "bytes that memory has grown too much",
            ),
            (
                descriptors.saturating_sub(DESCRIPTORS),
                "descriptors too many",
            ),
        ];
        let wrong = counts.iter().filter(|(count, _)| *count > 0);
        wrong
            .map(|(count, what)| format!("{count} {what}"))
            .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |usage: Usage| usage.memory >> 20;
        writeln!(
            out,
            "{} outcomes: {} answers, {} failures",
            self.outcomes, self.answered, self.failed
        )?;
        writeln!(
            out,
            "memory: {} MiB, then {} MiB; descriptors: {}, then {}",
            megabytes(self.before),
            megabytes(self.after),
            self.before.descriptors,
            self.after.descriptors
        )
    }
}
