//! Carries a plan out.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use super::Plan;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// Writes and removes what the plan says.
///
/// With `modified`, the files of the plan and their folders get that time: a
/// build script that watches its own output sets it to the time of its newest
/// input, or Cargo would run the script once more at the next build.
pub fn apply(
    plan: &Plan,
    folder: &Path,
    modified: Option<SystemTime>,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    for (path, text) in &plan.write {
        report(path, write(path, text), diagnostics);
    }
    for path in &plan.remove {
        report(path, remove(path, folder), diagnostics);
    }
    if let Some(time) = modified.filter(|_| !plan.is_empty()) {
        set_times(plan, folder, time);
    }
    diagnostics.checked(())
}

fn report(path: &Path, result: io::Result<()>, diagnostics: &mut Diagnostics) {
    if let Err(error) = result {
        let place = Place::File(path.to_path_buf());
        let message = format!("the file cannot be written: {error}");
        diagnostics.push(Diagnostic::new(Code::WriteFailed, place, message));
    }
}

/// Writes through a temporary file in the same folder, so that a reader sees
/// the old text or the new one and never a part.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    make_readable(file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are private to their owner; generated sources are not.
#[cfg(unix)]
fn make_readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Removes a file, and the folders that it leaves empty.
fn remove(path: &Path, folder: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    for parent in path
        .ancestors()
        .skip(1)
        .take_while(|parent| *parent != folder)
    {
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}

/// A file system that does not take times costs one more run of the build
/// script, so failures are passed over.
fn set_times(plan: &Plan, folder: &Path, time: SystemTime) {
    let files = plan.write.iter().map(|(path, _)| path.as_path());
    for path in files.chain(plan.same.iter().map(|path| path.as_path())) {
        let _ = set_time(path, time);
        for parent in path
            .ancestors()
            .skip(1)
            .take_while(|parent| parent.starts_with(folder))
        {
            let _ = set_time(parent, time);
        }
    }
    for parent in plan.remove.iter().filter_map(|path| path.parent()) {
        let _ = set_time(parent, time);
    }
}

fn set_time(path: &Path, time: SystemTime) -> io::Result<()> {
    File::open(path)?.set_modified(time)
}
