//! What stands in an output folder.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::record::RECORD;

/// Start of the names of all that bindery keeps in an output folder for itself.
const OWN_NAMES: &str = ".bindery";

/// Folders that Cargo and version control fill beside generated sources.
const PASSED_OVER: [&str; 3] = ["target", ".git", "node_modules"];

/// What stands at the place of a file.
pub(super) enum Occupant {
    /// Nothing, as far as can be seen.
    Nothing,
    /// A regular file with this text.
    Text(Vec<u8>),
    /// Something at this path that is not to be touched, and what is wrong with it.
    Foreign(PathBuf, &'static str),
}

/// An output folder by a name: the current one has none where paths are relative to it.
pub(super) fn named_folder(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

/// Looks at the place of a file. Links are not followed, neither at the place nor on the
/// way to it; the folder itself may be one, as the user named it.
pub(super) fn find_occupant(folder: &Path, name: &str) -> Occupant {
    let path = folder.join(name);
    let on_the_way = path.ancestors().skip(1);
    let mut above: Vec<&Path> = on_the_way.take_while(|above| *above != folder).collect();
    // From the outside in: the first obstacle is the one to tell of.
    above.reverse();
    for step in above {
        let Ok(metadata) = fs::symlink_metadata(step) else {
            return Occupant::Nothing;
        };
        let wrong = if metadata.is_symlink() {
            Some("this is a link, and bindery does not write through links")
        } else if !metadata.is_dir() {
            Some("a folder has to be here")
        } else if is_of_another(step) {
            Some("another crate lies in this folder")
        } else {
            None
        };
        if let Some(wrong) = wrong {
            return Occupant::Foreign(step.to_owned(), wrong);
        }
    }
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => match fs::read(&path) {
            Ok(text) => Occupant::Text(text),
            Err(error) if error.kind() == ErrorKind::NotFound => Occupant::Nothing,
            Err(_) => Occupant::Foreign(path, "this file cannot be read"),
        },
        Ok(metadata) if metadata.is_symlink() => Occupant::Foreign(
            path,
            "this is a link, and bindery does not write through links",
        ),
        Ok(_) => Occupant::Foreign(path, "a file has to be here"),
        Err(_) => Occupant::Nothing,
    }
}

/// Whether a folder inside an output folder belongs to a crate or client of its own.
fn is_of_another(folder: &Path) -> bool {
    ["Cargo.toml", RECORD]
        .iter()
        .any(|name| fs::symlink_metadata(folder.join(name)).is_ok())
}

/// Why a folder is none for a client, whatever is in it.
pub(super) fn refuse_folder(folder: &Path) -> Option<&'static str> {
    let real = folder.canonicalize().ok()?;
    if real.parent().is_none() {
        return Some("the root of a file system is no folder for a client");
    }
    let home = std::env::home_dir().and_then(|home| home.canonicalize().ok());
    let is_home = home.is_some_and(|home| home.starts_with(&real));
    is_home.then_some("the home folder is no folder for a client")
}

/// Something in a folder that bindery did not put there. Empty folders do not count, nor
/// what Cargo and version control fill.
pub(super) fn find_foreign_entry(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let foreign = entries.filter(|entry| {
        let name = entry.file_name();
        // A run that was ended leaves its folder aside, and is no reason to refuse the next one.
        let is_own = name.to_string_lossy().starts_with(OWN_NAMES);
        let is_passed_over = PASSED_OVER.iter().any(|passed| name == *passed);
        !is_own && !is_passed_over && !is_empty_folder(&entry.path())
    });
    foreign.map(|entry| entry.path()).min()
}

fn is_empty_folder(path: &Path) -> bool {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    is_folder && fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}
