//! What this process holds, as Linux tells it.

use std::fs;

/// Memory and descriptors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of memory that are resident; 0 where the system does not tell.
    pub memory: u64,
    /// Files and sockets that are open; 0 where the system does not tell.
    pub descriptors: u64,
}

impl Usage {
    pub(crate) fn of_this_process() -> Self {
        Self {
            memory: read_resident_memory().unwrap_or(0),
            descriptors: count_descriptors().unwrap_or(0),
        }
    }
}

fn read_resident_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn count_descriptors() -> Option<u64> {
    let count = fs::read_dir("/proc/self/fd").ok()?.count();
    u64::try_from(count).ok()
}
