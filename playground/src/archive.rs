//! The crate as an archive that every system opens.

use std::io::{Cursor, Write as _};

use bindery::emit::GeneratedFiles;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// Packs files below a folder. Same files, same bytes: nothing knows what time it is.
pub(crate) fn pack_files(folder: &str, files: &GeneratedFiles) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(format!("{folder}/{name}"), SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
