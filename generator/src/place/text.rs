//! The text of one file, and how it is written.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use crate::limits::LARGEST_FILE;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// RFC 8259.
    Json,
    /// YAML 1.2, of which the part that JSON can say.
    Yaml,
}

/// The text of a file.
#[derive(Debug, Clone)]
pub(crate) struct FileText {
    /// Its path, as it is shown.
    pub path: PathBuf,
    /// Its text without the byte order mark.
    pub text: String,
    /// How it is written.
    pub format: FileFormat,
}

impl FileText {
    /// Reads a file.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        Self::read_at(path, path)
    }

    /// Reads the file `place`, which goes by `path`.
    pub(crate) fn read_at(place: &Path, path: &Path) -> Result<Self, String> {
        // Devices and pipes may never end, and opening a pipe waits for its writer.
        let metadata = std::fs::metadata(place).map_err(describe_io_error)?;
        if !metadata.is_file() {
            return Err("it is not a file".to_owned());
        }
        if metadata.len() > LARGEST_FILE {
            return Err(format!("it is larger than {} MiB", LARGEST_FILE >> 20));
        }
        let mut bytes = Vec::new();
        // What has no size of its own, such as the files of `/proc`, holds nothing;
        // what grows while it is read ends where it ended at first.
        let file = File::open(place).map_err(describe_io_error)?;
        file.take(metadata.len())
            .read_to_end(&mut bytes)
            .map_err(describe_io_error)?;
        Ok(Self::new(path.to_owned(), decode_text(bytes)?))
    }

    /// A text that goes by a path.
    pub(crate) fn new(path: PathBuf, text: String) -> Self {
        // Neither format has a byte order mark inside, and positions are counted without it.
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Self {
            format: guess_format(&path, &text),
            path,
            text,
        }
    }
}

/// Why a file cannot be read, in words that are the same on every system.
pub(crate) fn describe_io_error(error: std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        ErrorKind::InvalidInput => "this is no path".to_owned(),
        _ => error.to_string(),
    }
}

/// Bytes as text: UTF-8, or UTF-16 with a byte order mark, as Windows' shell writes what
/// is redirected into a file.
fn decode_text(bytes: Vec<u8>) -> Result<String, String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.as_slice() {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()),
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty());
    text.ok_or_else(|| "it is not UTF-16, although it starts so".to_owned())
}

/// Decides by the file's extension, and by its content where that says nothing
/// or YAML: JSON is read as JSON under any name.
fn guess_format(path: &Path, text: &str) -> FileFormat {
    let json_name = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    // The start is looked at first, because the whole text is parsed to be sure: YAML's flow style
    // starts with the same brackets.
    let json_text = || starts_as_json(text) && serde_json::from_str::<IgnoredAny>(text).is_ok();
    if json_name || json_text() {
        FileFormat::Json
    } else {
        FileFormat::Yaml
    }
}

/// Whether a text starts with a bracket, as all documents in JSON do.
pub(crate) fn starts_as_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}
