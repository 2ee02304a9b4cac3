//! What is sent as it is: bytes that are at hand, or a stream.

use std::fmt;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::io;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::exact::Exact;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use crate::files;
use crate::limits::PIECE_OF_UPLOAD;
use crate::transport::{BoxError, PieceStream};

/// Bytes to send: all at hand, or a stream that is never held in memory.
///
/// Bytes and texts convert into it. Clones share a stream, and a stream is sent
/// once: a call with one is not tried again, unless [`repeatable`](Self::repeatable)
/// says how to begin anew.
#[derive(Clone)]
pub struct Upload {
    source: UploadSource,
    length: Option<u64>,
    pub(super) media_type: Option<String>,
    /// That of the file's name, where nobody knows better.
    pub(super) guessed: Option<&'static str>,
    progress: Option<UploadProgress>,
}

/// Hears how many bytes were sent, and how many there are, if that is known.
type UploadProgress = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

#[derive(Clone)]
enum UploadSource {
    Bytes(Bytes),
    Once(Arc<Mutex<Option<PieceStream>>>),
    Again(Arc<dyn Fn() -> PieceStream + Send + Sync>),
}

impl Upload {
    /// Bytes that are at hand.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self {
            length: u64::try_from(bytes.len()).ok(),
            source: UploadSource::Bytes(bytes),
            media_type: None,
            guessed: None,
            progress: None,
        }
    }

    /// A stream, which can be sent once.
    pub fn stream<S, B, X>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, X>> + Send + 'static,
        B: Into<Bytes>,
        X: Into<BoxError>,
    {
        let pieces: PieceStream = Box::pin(Convert(Box::pin(stream)));
        Self {
            source: UploadSource::Once(Arc::new(Mutex::new(Some(pieces)))),
            length: None,
            media_type: None,
            guessed: None,
            progress: None,
        }
    }

    /// A stream that can be opened as often as it is sent, so that calls with
    /// it are tried again like any other.
    pub fn repeatable<S, B, X>(open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<B, X>> + Send + 'static,
        B: Into<Bytes>,
        X: Into<BoxError>,
    {
        let open = move || -> PieceStream { Box::pin(Convert(Box::pin(open()))) };
        Self {
            source: UploadSource::Again(Arc::new(open)),
            length: None,
            media_type: None,
            guessed: None,
            progress: None,
        }
    }

    /// A file, which is read while it is sent, and again should the call be tried again. Its
    /// length is known, and by the end of its name its media type, which counts where the
    /// document leaves it open.
    ///
    /// ```no_run
    /// use bindery_runtime::Upload;
    ///
    /// # fn main() -> std::io::Result<()> {
    /// let film = Upload::file("film.mp4")?
    ///     .on_progress(|sent, all| eprintln!("{sent} of {}", all.unwrap_or(sent)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no such file.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path: Arc<Path> = path.as_ref().into();
        let metadata = std::fs::metadata(&path)?;
        if metadata.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "it is a folder",
            ));
        }
        // Of a pipe or a device nobody knows how much will come.
        let length = metadata.is_file().then_some(metadata.len());
        let guessed = files::guess_media_type(&path);
        let open = move || files::open_file_pieces(&path);
        Ok(Self {
            source: UploadSource::Again(Arc::new(open)),
            length,
            media_type: None,
            guessed,
            progress: None,
        })
    }

    /// Sets what is called after each piece that is sent: with the number of bytes so far,
    /// and the number of all bytes, if that is known. Each attempt begins anew.
    #[must_use]
    pub fn on_progress(mut self, hear: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        // Bytes that are at hand would be sent as one.
        if let UploadSource::Bytes(bytes) = &self.source {
            let bytes = bytes.clone();
            let open = move || -> PieceStream { Box::pin(Slices(bytes.clone())) };
            self.source = UploadSource::Again(Arc::new(open));
        }
        self.progress = Some(Arc::new(hear));
        self
    }

    /// Tells the number of bytes of a stream, which many servers ask for. When
    /// it has more or fewer, sending fails.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if !matches!(self.source, UploadSource::Bytes(_)) {
            self.length = Some(bytes);
        }
        self
    }

    /// Sets the media type, such as `image/png`. Use it where the document gives a range
    /// such as `image/*`, or where the file is of another type than the document says.
    ///
    /// ```
    /// use bindery_runtime::Upload;
    ///
    /// let picture = Upload::from(vec![0x89, b'P', b'N', b'G']).with_media_type("image/png");
    /// ```
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Number of bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The bytes, unless it is a stream.
    pub(super) fn bytes(&self) -> Option<&Bytes> {
        match &self.source {
            UploadSource::Bytes(bytes) => Some(bytes),
            UploadSource::Once(_) | UploadSource::Again(_) => None,
        }
    }

    /// Whether it can be sent again.
    pub(super) fn is_repeatable(&self) -> bool {
        match &self.source {
            UploadSource::Bytes(_) | UploadSource::Again(_) => true,
            UploadSource::Once(_) => false,
        }
    }

    /// Begins to send it.
    pub(super) fn open(&self) -> PieceStream {
        let pieces = self.heard_pieces();
        match (&self.source, self.length) {
            (UploadSource::Once(_) | UploadSource::Again(_), Some(length)) => {
                Box::pin(Exact::new(pieces, length))
            }
            (UploadSource::Bytes(_) | UploadSource::Once(_) | UploadSource::Again(_), _) => pieces,
        }
    }

    fn heard_pieces(&self) -> PieceStream {
        let pieces = self.pieces();
        match &self.progress {
            Some(hear) => Box::pin(Heard {
                pieces,
                sent: 0,
                length: self.length,
                hear: Arc::clone(hear),
            }),
            None => pieces,
        }
    }

    fn pieces(&self) -> PieceStream {
        match &self.source {
            UploadSource::Bytes(bytes) => Box::pin(One(Some(Ok(bytes.clone())))),
            UploadSource::Again(open) => open(),
            UploadSource::Once(pieces) => {
                let mut pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner);
                pieces.take().unwrap_or_else(|| {
                    let why = "this stream has been sent already; `Upload::repeatable` makes one that can be sent again";
                    Box::pin(One(Some(Err(why.into()))))
                })
            }
        }
    }
}

/// Turns pieces and errors into what bodies are made of.
struct Convert<S>(Pin<Box<S>>);

impl<S, B, X> Stream for Convert<S>
where
    S: Stream<Item = Result<B, X>>,
    B: Into<Bytes>,
    X: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.as_mut().poll_next(cx);
        piece.map(|piece| piece.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}

/// Tells of each piece.
struct Heard {
    pieces: PieceStream,
    sent: u64,
    length: Option<u64>,
    hear: UploadProgress,
}

impl Stream for Heard {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.pieces.as_mut().poll_next(cx);
        if let Poll::Ready(Some(Ok(piece))) = &piece {
            self.sent += piece.len() as u64;
            (self.hear)(self.sent, self.length);
        }
        piece
    }
}

/// Bytes that are at hand, in pieces of which progress can be told.
struct Slices(Bytes);

impl Stream for Slices {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        let end = self.0.len().min(PIECE_OF_UPLOAD);
        Poll::Ready(Some(Ok(self.0.split_to(end))))
    }
}

/// A stream of one piece.
struct One(Option<Result<Bytes, BoxError>>);

impl Stream for One {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take())
    }
}

impl PartialEq for Upload {
    /// The same bytes, or the same stream.
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.source, &other.source) {
            (UploadSource::Bytes(one), UploadSource::Bytes(other)) => one == other,
            (UploadSource::Once(one), UploadSource::Once(other)) => Arc::ptr_eq(one, other),
            (UploadSource::Again(one), UploadSource::Again(other)) => Arc::ptr_eq(one, other),
            (UploadSource::Bytes(_) | UploadSource::Once(_) | UploadSource::Again(_), _) => false,
        };
        same && self.length == other.length
    }
}

impl Default for Upload {
    /// No bytes.
    fn default() -> Self {
        Self::new(Bytes::new())
    }
}

/// Everything that becomes [`Bytes`] becomes an upload.
macro_rules! from {
    ($($source:ty),*) => {$(
        impl From<$source> for Upload {
            fn from(bytes: $source) -> Self {
                Self::new(bytes)
            }
        }
    )*};
}

from!(
    Bytes,
    Vec<u8>,
    &'static [u8],
    String,
    &'static str,
    Box<[u8]>
);

impl From<&Self> for Upload {
    /// The same bytes, or the same stream, which is sent once.
    fn from(upload: &Self) -> Self {
        upload.clone()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::new(bytes.as_slice())
    }
}

impl fmt::Debug for Upload {
    /// Shows the length alone: bodies may hold secrets.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.source, self.length) {
            (UploadSource::Bytes(bytes), _) => write!(out, "Upload({} bytes)", bytes.len()),
            (UploadSource::Once(_) | UploadSource::Again(_), Some(length)) => {
                write!(out, "Upload(a stream of {length} bytes)")
            }
            (UploadSource::Once(_) | UploadSource::Again(_), None) => {
                out.write_str("Upload(a stream)")
            }
        }
    }
}
