//! Folders for what a command needs while it runs.

use std::path::PathBuf;

/// A folder that nobody else has: making one that is there fails, whoever made it.
pub(super) fn make_temporary_folder() -> std::io::Result<PathBuf> {
    let mut made = Err(std::io::ErrorKind::AlreadyExists.into());
    for number in 0..100 {
        let name = format!("bindery-diff-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        made = std::fs::create_dir(&folder).map(|()| folder);
        if !matches!(&made, Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists) {
            break;
        }
    }
    made
}
