//! A file that is there as a whole or not at all: what comes is written beside it, and takes
//! its place in the end.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::read::name_file;
use super::work::run_file_work;
use crate::limits::PIECE_OF_FILE;

/// A file on its way to its place.
#[derive(Debug)]
pub(crate) struct SavedFile {
    target: PathBuf,
    /// Beside the target, as only within one file system a file takes another's place at once.
    beside: Option<PathBuf>,
    file: Option<File>,
    waiting: Vec<Bytes>,
    waiting_bytes: usize,
    written: u64,
}

impl SavedFile {
    /// Creates the file beside the target.
    pub(crate) async fn create(target: &Path) -> io::Result<Self> {
        let target = target.to_path_buf();
        run_file_work(move || {
            let name = target.file_name().unwrap_or_default().to_string_lossy();
            let number = RandomState::new().hash_one(0u8);
            let beside = target.with_file_name(format!(".{name}.{number:016x}.part"));
            let mut options = OpenOptions::new();
            let file = options.write(true).create_new(true).open(&beside);
            let file = file.map_err(|error| name_file(&beside, &error))?;
            Ok(Self {
                target,
                beside: Some(beside),
                file: Some(file),
                waiting: Vec::new(),
                waiting_bytes: 0,
                written: 0,
            })
        })
        .await
    }

    /// Bytes that it has by now.
    pub(crate) fn length(&self) -> u64 {
        self.written
    }

    /// Adds a piece.
    pub(crate) async fn write(&mut self, piece: Bytes) -> io::Result<()> {
        self.waiting_bytes += piece.len();
        self.written += piece.len() as u64;
        self.waiting.push(piece);
        if self.waiting_bytes < PIECE_OF_FILE {
            return Ok(());
        }
        self.flush().await
    }

    /// Begins anew.
    pub(crate) async fn restart(&mut self) -> io::Result<()> {
        self.waiting.clear();
        (self.waiting_bytes, self.written) = (0, 0);
        self.with_file(|file| {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0)).map(drop)
        })
        .await
    }

    /// Puts it in its place.
    pub(crate) async fn finish(mut self) -> io::Result<()> {
        self.flush().await?;
        // Before the name leads to it, or a crash could leave the name of an empty file.
        self.with_file(|file| file.sync_all()).await?;
        drop(self.file.take());
        let Some(beside) = self.beside.clone() else {
            return Ok(());
        };
        let target = self.target.clone();
        run_file_work(move || {
            fs::rename(beside, &target).map_err(|error| name_file(&target, &error))
        })
        .await?;
        self.beside = None;
        Ok(())
    }

    async fn flush(&mut self) -> io::Result<()> {
        let pieces = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        self.with_file(move |file| {
            let mut pieces = pieces.iter();
            pieces.try_for_each(|piece| file.write_all(piece))
        })
        .await
    }

    async fn with_file(
        &mut self,
        work: impl FnOnce(&mut File) -> io::Result<()> + Send + 'static,
    ) -> io::Result<()> {
        let Some(mut file) = self.file.take() else {
            return Err(io::Error::other("the file is closed"));
        };
        let target = self.target.clone();
        let file = run_file_work(move || {
            work(&mut file).map_err(|error| name_file(&target, &error))?;
            Ok(file)
        });
        self.file = Some(file.await?);
        Ok(())
    }
}

impl Drop for SavedFile {
    /// Half a file stays nowhere.
    fn drop(&mut self) {
        if let Some(beside) = self.beside.take() {
            drop(self.file.take());
            let _ = fs::remove_file(beside);
        }
    }
}
