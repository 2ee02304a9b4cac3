//! What one step may use before it is stopped.

use clap::Args;

/// Limits of a single process tree.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Limits {
    /// Seconds that one step may take, by the clock
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) timeout: u64,
    /// Address space that one process may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 8192)]
    pub(crate) memory: u64,
}
