//! Where a crate of its own takes the runtime from.

use std::path::{Path, PathBuf};

use crate::rust::Runtime;

/// A relative path stays one, from the new crate on: the crate then means the same on every
/// machine that has both.
///
/// # Errors
///
/// If it is no folder of a package.
pub fn choose_runtime_folder(
    path: &Path,
    is_relative: bool,
    folder: &Path,
) -> Result<Runtime, String> {
    let real = path.canonicalize().ok();
    let real = real.filter(|folder| folder.join("Cargo.toml").is_file());
    let Some(real) = real else {
        let path = path.display();
        return Err(format!(
            "`{path}` holds no Cargo.toml: give the folder of bindery-runtime"
        ));
    };
    let relative = || find_relative_path(&find_real_path(folder)?, &real);
    let found = if is_relative { relative() } else { None };
    Ok(Runtime::Path(found.unwrap_or(real)))
}

/// Where a folder or a file is that may not be there yet.
pub fn find_real_path(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let there = path.ancestors().find(|one| one.exists())?;
    let rest = path.strip_prefix(there).ok()?;
    Some(there.canonicalize().ok()?.join(rest))
}

/// The way from one folder to another; `None` where they have nothing in common, as on two
/// drives.
pub fn find_relative_path(from: &Path, to: &Path) -> Option<PathBuf> {
    let common = from.ancestors().find(|one| to.starts_with(one))?;
    let up = from.strip_prefix(common).ok()?.components();
    let down = to.strip_prefix(common).ok()?;
    Some(up.map(|_| Path::new("..")).collect::<PathBuf>().join(down))
}
