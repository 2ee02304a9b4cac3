//! A file as pieces of a body.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::work::{FileWork, run_file_work};
use crate::limits::PIECE_OF_FILE;
use crate::transport::{BoxError, PieceStream};

/// Opens a file when its first piece is asked for.
pub(crate) fn open_file_pieces(path: &Arc<Path>) -> PieceStream {
    let path = path.to_path_buf();
    let first = run_later(move || {
        let file = File::open(&path).map_err(|error| name_file(&path, &error))?;
        read_piece(path, file)
    });
    Box::pin(FilePieces { next: Some(first) })
}

/// A file that is being read.
struct OpenFile {
    path: PathBuf,
    file: File,
    piece: Bytes,
}

/// The work does not begin before it is asked for.
fn run_later<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> FileWork<T> {
    Box::pin(async move { run_file_work(work).await })
}

fn read_piece(path: PathBuf, file: File) -> io::Result<OpenFile> {
    let mut piece = Vec::with_capacity(PIECE_OF_FILE);
    let most = u64::try_from(PIECE_OF_FILE).unwrap_or(u64::MAX);
    let read = (&file).take(most).read_to_end(&mut piece);
    read.map_err(|error| name_file(&path, &error))?;
    Ok(OpenFile {
        path,
        file,
        piece: piece.into(),
    })
}

/// The same error with the name of the file, which the system's own does not tell.
pub(super) fn name_file(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("`{}`: {error}", path.display()))
}

struct FilePieces {
    /// `None` at the end, and after an error.
    next: Option<FileWork<OpenFile>>,
}

impl Stream for FilePieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let Poll::Ready(read) = next.as_mut().poll(cx) else {
            return Poll::Pending;
        };
        self.next = None;
        Poll::Ready(match read {
            Ok(OpenFile { piece, .. }) if piece.is_empty() => None,
            Ok(OpenFile { path, file, piece }) => {
                self.next = Some(run_later(move || read_piece(path, file)));
                Some(Ok(piece))
            }
            Err(error) => Some(Err(error.into())),
        })
    }
}
