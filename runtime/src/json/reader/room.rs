//! Room for what is read: levels, stack and memory.
//!
//! The stack is measured by the addresses of locals, which safe Rust can see: decoders
//! of wide types need many kilobytes a level, those of narrow ones a hundredth, and
//! without optimisation all need more, so that no number of levels is right for all.

use super::Reader;
use crate::json::DecodeError;
use crate::json::error::Reason;

/// Where the stack of the caller ends, about.
#[inline(always)]
#[allow(
    clippy::inline_always,
    reason = "the frame of its own would be measured"
)]
pub(super) fn find_stack_place() -> usize {
    let mark = 0_u8;
    (&raw const mark) as usize
}

/// Bytes that a probe of the stack is wide: far more than a frame that holds nothing.
const PROBE: usize = 2048;

/// Whether locals stand on one stack, one behind the other. Sanitizers for addresses move
/// them elsewhere, each to a place for its size, and then they measure nothing.
#[cold]
fn do_locals_tell_stack() -> bool {
    let near = find_stack_place();
    near.abs_diff(find_wide_stack_place()) < 16 * PROBE
}

/// Where a wide local of a function stands.
#[inline(never)]
fn find_wide_stack_place() -> usize {
    let wide = [0_u8; PROBE];
    std::hint::black_box(&wide).as_ptr() as usize
}

impl Reader<'_> {
    /// Passes an opening bracket.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), DecodeError> {
        if self.depth >= self.limits.nesting || find_stack_place() < self.floor {
            self.make_sure_of_room()?;
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    #[cold]
    fn make_sure_of_room(&mut self) -> Result<(), DecodeError> {
        let limits = self.limits;
        if self.depth >= limits.nesting {
            return Err(DecodeError::new(self.at, Reason::Depth(limits.nesting)));
        }
        // A reader that was made on another thread.
        if self.depth == 0 {
            self.floor = find_stack_place().saturating_sub(limits.stack);
            return Ok(());
        }
        if do_locals_tell_stack() {
            return Err(DecodeError::new(self.at, Reason::Stack(limits.stack)));
        }
        self.floor = 0;
        Ok(())
    }

    /// Counts bytes that a value takes of the heap.
    ///
    /// # Errors
    ///
    /// When they are more than are left.
    #[inline]
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<(), DecodeError> {
        if bytes > self.memory {
            return Err(self.no_memory());
        }
        self.memory -= bytes;
        Ok(())
    }

    #[cold]
    fn no_memory(&self) -> DecodeError {
        DecodeError::new(self.at, Reason::Memory(self.limits.memory))
    }

    /// Takes back what was counted for values that are no more.
    pub(super) fn refund(&mut self, bytes: usize) {
        self.memory = self.memory.saturating_add(bytes);
    }

    /// Counts what a list takes of the heap when it grows, as [`Vec`] does: to twice as
    /// many items, or to a few at first. Says how many more it can hold.
    pub(crate) fn charge_items(
        &mut self,
        before: usize,
        size: usize,
    ) -> Result<usize, DecodeError> {
        if before == 0 && self.notes.is_some() {
            self.note_container();
        }
        let more = match before {
            0 if size > 1024 => 1,
            0 => 4,
            _ => before,
        };
        match self.charge(size.saturating_mul(more)) {
            Ok(()) => Ok(more),
            Err(error) => Err(error),
        }
    }
}
