//! Downloads into files: atomic, with progress, and resumed where a connection breaks.

use std::fmt;
use std::future::IntoFuture;
use std::path::{Path, PathBuf};
use std::time::Duration;

use http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderMap, IF_RANGE,
    LAST_MODIFIED, RANGE,
};
use http::{Method, StatusCode};

use crate::call::{Call, Response};
use crate::clock::Instant;
use crate::error::{AnyError, Error, ErrorKind, FailureCause};
use crate::files::SavedFile;
use crate::retry::compute_retry_wait;
use crate::streaming::ByteStream;
use crate::transport::BoxFuture;

/// A call whose response is saved to a file; `.await` sends it and gives the number of
/// bytes. [`Call::save_to`] makes it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Saving<T, E> {
    call: Call<T, E>,
    path: PathBuf,
    progress: Option<DownloadProgress>,
}

/// Hears how many bytes have come, and how many there will be, if that is known.
type DownloadProgress = Box<dyn FnMut(u64, Option<u64>) + Send>;

impl<T, E, P> Call<T, E, P> {
    /// Saves the body of the success to a file, whatever the document says that it holds,
    /// without holding it in memory. The file is there as a whole or not at all: a file that
    /// was there before stays until the last byte has come.
    ///
    /// Where the connection breaks, a `GET` goes on with what is missing, if the server has
    /// said what the response is a version of (`ETag`, `Last-Modified`): it is asked for the
    /// rest of the same version (`Range` and `If-Range`, RFC 9110 §14.2), and of another one
    /// sends all of it. That counts as a retry of the call. [`timeout`](Self::timeout) is for all
    /// of it, [`attempt_timeout`](Self::attempt_timeout) for the head of each response.
    ///
    /// ```no_run
    /// use bindery_runtime::{Bytes, Call, Error};
    ///
    /// async fn download<E: Send + 'static>(call: Call<Bytes, E>) -> Result<(), Error<E>> {
    ///     let saved = call
    ///         .save_to("archive.zip")
    ///         .on_progress(|done, all| eprintln!("{done} of {}", all.unwrap_or(done)))
    ///         .await?;
    ///     println!("{} bytes, version {:?}", saved.value, saved.headers.get("etag"));
    ///     Ok(())
    /// }
    /// ```
    pub fn save_to(self, path: impl AsRef<Path>) -> Saving<T, E> {
        Saving {
            call: self.with_parameters(),
            path: path.as_ref().to_path_buf(),
            progress: None,
        }
    }
}

impl<T, E> Saving<T, E> {
    /// Sets what is called after each piece that has come: with the number of bytes so far,
    /// and the number of all bytes, if the server has told it.
    pub fn on_progress(mut self, hear: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.progress = Some(Box::new(hear));
        self
    }

    async fn save(self) -> Result<Response<u64>, Error<E>> {
        let Self {
            call,
            path,
            mut progress,
        } = self;
        let begun = Instant::now();
        let mut file: Option<SavedFile> = None;
        let mut version = None;
        let mut resumed = 0;
        loop {
            let have = file.as_ref().map_or(0, SavedFile::length);
            let mut next = prepare_download(&call, have, version.as_deref());
            next.plan_mut().begun = Some(begun);
            let response = match next.stream().await {
                // The version that is there by now has fewer bytes than are here.
                Err(error)
                    if have > 0 && error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE) =>
                {
                    version = None;
                    restart_file(&mut file)
                        .await
                        .map_err(|error| fail(&call, error))?;
                    continue;
                }
                other => other?,
            };
            let goes_on = continues_at(&response, have);
            let mut saved = match file.take() {
                Some(saved) if goes_on => saved,
                Some(mut saved) => {
                    let begun = saved.restart().await;
                    begun.map_err(|error| fail(&call, error))?;
                    saved
                }
                None => SavedFile::create(&path)
                    .await
                    .map_err(|error| fail(&call, error))?,
            };
            version = find_version(&response.headers);
            let total = find_total(&response, saved.length());
            let Response {
                status,
                headers,
                request_id,
                corrections,
                value: mut body,
                ..
            } = response;
            match receive_pieces(&call, &mut body, &mut saved, total, &mut progress).await {
                Ok(()) => {
                    let length = saved.length();
                    saved.finish().await.map_err(|error| fail(&call, error))?;
                    return Ok(Response {
                        status,
                        headers,
                        request_id,
                        corrections,
                        value: length,
                    });
                }
                Err(error) => {
                    let may = version.is_some() && may_resume(&call, &error);
                    let wait = may.then(|| resume_wait(&call, resumed)).flatten();
                    let limit = call.plan().limits.timeout;
                    let is_in_time =
                        |wait: &Duration| limit.is_none_or(|limit| begun.elapsed() + *wait < limit);
                    let wait = wait.filter(is_in_time);
                    let Some(wait) = wait else {
                        return Err(error);
                    };
                    resumed += 1;
                    file = Some(saved);
                    let transport = &call.plan().client.shared().transport;
                    transport.sleep(wait).await;
                }
            }
        }
    }
}

/// Reads a body to its end.
async fn receive_pieces<T, E>(
    call: &Call<T, E>,
    body: &mut ByteStream,
    saved: &mut SavedFile,
    total: Option<u64>,
    progress: &mut Option<DownloadProgress>,
) -> Result<(), Error<E>> {
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(Error::retyped)?;
        let written = saved.write(piece).await;
        written.map_err(|error| fail(call, error))?;
        if let Some(hear) = progress {
            hear(saved.length(), total);
        }
    }
    Ok(())
}

/// The call for all of it, or for what is missing of a version.
fn prepare_download<T, E>(call: &Call<T, E>, have: u64, version: Option<&str>) -> Call<T, E> {
    // Bytes are counted as they travel, which a compressed response would make others.
    let next = call.again().header(ACCEPT_ENCODING.as_str(), "identity");
    match version {
        Some(version) if have > 0 => next
            .header(RANGE.as_str(), &format!("bytes={have}-"))
            .header(IF_RANGE.as_str(), version),
        Some(_) | None => next,
    }
}

async fn restart_file(file: &mut Option<SavedFile>) -> std::io::Result<()> {
    match file {
        Some(file) => file.restart().await,
        None => Ok(()),
    }
}

/// Whether a response begins with the first byte that is missing.
fn continues_at(response: &Response<ByteStream>, have: u64) -> bool {
    let range = find_text(&response.headers, CONTENT_RANGE.as_str());
    let start = range.and_then(|range| {
        let (start, _) = range.strip_prefix("bytes ")?.split_once('-')?;
        start.parse::<u64>().ok()
    });
    response.status == StatusCode::PARTIAL_CONTENT && start == Some(have)
}

/// What says of which version a response is: a strong validator (RFC 9110 §13.1.5).
fn find_version(headers: &HeaderMap) -> Option<String> {
    if find_text(headers, ACCEPT_RANGES.as_str()) == Some("none") {
        return None;
    }
    let tag = find_text(headers, ETAG.as_str());
    let version = match tag {
        Some(tag) => Some(tag).filter(|tag| !tag.starts_with("W/")),
        None => find_text(headers, LAST_MODIFIED.as_str()),
    };
    version.map(str::to_owned)
}

/// Bytes that there will be, with those that are here already.
fn find_total(response: &Response<ByteStream>, have: u64) -> Option<u64> {
    let length = find_text(&response.headers, CONTENT_LENGTH.as_str())?;
    have.checked_add(length.parse().ok()?)
}

fn find_text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// Whether the rest of a response may be asked for. Not where the caller asks for a part
/// of it already.
fn may_resume<T, E>(call: &Call<T, E>, error: &AnyError) -> bool {
    let plan = call.plan();
    let asks_for_part = plan.headers.contains_key(RANGE) || plan.draft.headers.contains_key(RANGE);
    matches!(error.kind(), ErrorKind::Transport | ErrorKind::Timeout)
        && plan.method == Method::GET
        && !asks_for_part
}

/// How long to wait before the next attempt; `None` if there is none.
fn resume_wait<T, E>(call: &Call<T, E>, resumed: u32) -> Option<Duration> {
    let policy = &call.plan().retry;
    let budget = &call.plan().client.shared().retry_budget;
    // By chance nothing is taken off: a break is nothing that many clients share.
    let wait = compute_retry_wait(policy, None, resumed + 1, 0, 0.0)?;
    (resumed < policy.retries && budget.take()).then_some(wait)
}

/// The file cannot be written.
fn fail<T, E>(call: &Call<T, E>, error: std::io::Error) -> Error<E> {
    let cause = FailureCause::File(error);
    let mut failure = call.plan().unsent(cause);
    failure.origin.attempts = 1;
    Error::new(failure, None)
}

impl<T: 'static, E: Send + 'static> IntoFuture for Saving<T, E> {
    type Output = Result<Response<u64>, Error<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.save())
    }
}

impl<T, E> fmt::Debug for Saving<T, E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Saving")
            .field("call", &self.call)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
