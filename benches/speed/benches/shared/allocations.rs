//! What calls allocate: programs that have this module count all their allocations.

use std::alloc::System;
use std::fmt;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::Runtime;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Calls over which allocations are counted.
const COUNTED: usize = 1000;

/// The allocations of one call, reallocations too, and their bytes.
#[derive(Clone, Copy)]
pub(crate) struct Allocations {
    pub(crate) number: usize,
    pub(crate) bytes: usize,
}

impl Allocations {
    /// Counts those of a call, after one that sets up what calls share; the server
    /// allocates nothing.
    pub(crate) fn of(runtime: &Runtime, call: impl AsyncFn()) -> Self {
        runtime.block_on(call());
        let region = Region::new(ALLOCATOR);
        runtime.block_on(async {
            for _ in 0..COUNTED {
                call().await;
            }
        });
        let change = region.change();
        Self {
            number: (change.allocations + change.reallocations) / COUNTED,
            bytes: change.bytes_allocated / COUNTED,
        }
    }
}

impl fmt::Display for Allocations {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, bytes } = self;
        write!(out, "{number} allocations and {bytes} bytes a call")
    }
}
