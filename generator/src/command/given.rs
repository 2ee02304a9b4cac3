//! Documents that are given as streams: `-` is standard input, and `<(…)` of a shell is a pipe.
//!
//! A document is read again for the places of findings, and a stream can be read once. So what
//! comes through is laid down in a file, which findings call by the name that was given.

use std::fs::{File, Metadata};
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

use bindery::diagnostics::Diagnostics;

use super::RunStatus;
use super::temporary::make_temporary_folder;

/// Bytes that are read of a stream, which may never end; as many as of a file.
const LONGEST_STREAM: u64 = 512 << 20;

/// A document as it was given.
pub(super) struct GivenDocument {
    /// The file that is read.
    path: PathBuf,
    /// What it is called where it is another one.
    name: Option<PathBuf>,
    /// The folder that goes with it.
    folder: Option<PathBuf>,
}

impl GivenDocument {
    /// Takes a document from where it is given. References of one that is a stream lead to no
    /// other files.
    ///
    /// # Errors
    ///
    /// If a stream cannot be read or laid down.
    pub(super) fn take(given: &Path) -> Result<Self, RunStatus> {
        let fail = |error: std::io::Error| {
            RunStatus::Misused(format!("`{}` cannot be read: {error}", given.display()))
        };
        let bytes = if given == Path::new("-") {
            read_stream(&mut stdin().lock()).map_err(fail)?
        } else if given.metadata().is_ok_and(|metadata| is_pipe(&metadata)) {
            read_stream(&mut File::open(given).map_err(fail)?).map_err(fail)?
        } else {
            return Ok(Self {
                path: given.to_path_buf(),
                name: None,
                folder: None,
            });
        };
        let folder = make_temporary_folder().map_err(fail)?;
        let document = Self {
            path: folder.join("document"),
            name: Some(match given.to_str() {
                Some("-") => PathBuf::from("<stdin>"),
                _ => given.to_path_buf(),
            }),
            folder: Some(folder),
        };
        std::fs::write(&document.path, bytes).map_err(fail)?;
        Ok(document)
    }

    /// The file that is read.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What it is called.
    pub(super) fn name(&self) -> &Path {
        self.name.as_deref().unwrap_or(&self.path)
    }

    /// Whether it is a stream, which nobody can read again.
    pub(super) fn is_stream(&self) -> bool {
        self.name.is_some()
    }

    /// What generated files say that they come from: the same wherever the document lay.
    pub(super) fn source(&self) -> String {
        match &self.name {
            Some(_) => "an OpenAPI document".to_owned(),
            None => self
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        }
    }

    /// Lets findings call it by the name that was given.
    pub(super) fn name_in(&self, diagnostics: &mut Diagnostics) {
        if let Some(name) = &self.name {
            diagnostics.show_file_as(&self.path, name);
        }
    }
}

impl Drop for GivenDocument {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // Nobody is left to be told, and what is left is in the folder for such things.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn read_stream(stream: &mut dyn Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(LONGEST_STREAM + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_STREAM {
        let message = format!("it is longer than {} MiB", LONGEST_STREAM >> 20);
        return Err(std::io::Error::other(message));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    metadata.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}
