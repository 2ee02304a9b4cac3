//! Keeps two runs from writing into one folder at the same time.
//!
//! The lock ends with the process, however it ends. Where a file system has no locks,
//! runs go on without.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// Time between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// A folder that nobody else writes into.
#[derive(Debug)]
pub(super) struct FolderLock {
    /// Holds the lock as long as it is open.
    _file: Option<File>,
}

/// Another run holds the folder.
#[derive(Debug)]
pub(super) struct FolderBusy;

impl fmt::Display for FolderBusy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("another run of bindery writes into this folder, and does not end")
    }
}

/// Locks a folder that exists.
pub(super) fn lock_folder(folder: &Path, patience: Duration) -> Result<FolderLock, FolderBusy> {
    let start = Instant::now();
    loop {
        match try_lock_folder(folder) {
            Ok(Some(file)) => return Ok(FolderLock { _file: Some(file) }),
            Ok(None) if start.elapsed() < patience => thread::sleep(PAUSE),
            Ok(None) => return Err(FolderBusy),
            // No locks on this file system: two runs at once are rare, and a client that cannot be
            // written at all is worse.
            Err(_) => return Ok(FolderLock { _file: None }),
        }
    }
}

/// Locks the folder itself, so that no file of the lock is left; `None` if somebody
/// else has it.
#[cfg(all(unix, not(target_os = "solaris")))]
fn try_lock_folder(folder: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    let file = File::open(folder)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Opens a file in the folder that nobody else may open and that goes when it is
/// closed; `None` if somebody else has it.
#[cfg(windows)]
fn try_lock_folder(folder: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARING_VIOLATION: i32 = 32;
    let mut options = File::options();
    let options = options.write(true).create(true).share_mode(0);
    match options
        .custom_flags(DELETE_ON_CLOSE)
        .open(folder.join(".bindery-lock"))
    {
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        opened => opened.map(Some),
    }
}

#[cfg(not(any(windows, all(unix, not(target_os = "solaris")))))]
fn try_lock_folder(_folder: &Path) -> io::Result<Option<File>> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Duration;

    use super::lock_folder;

    #[test]
    fn one_at_a_time() {
        let folder = std::env::temp_dir().join(format!("bindery-lock-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let patience = Duration::from_millis(50);
        let first = lock_folder(&folder, patience).unwrap();
        assert!(lock_folder(&folder, patience).is_err());
        drop(first);
        assert!(lock_folder(&folder, patience).is_ok());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
