//! The stream of pages.

use std::collections::HashSet;
use std::fmt;
use std::future::{IntoFuture as _, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use super::facts::PageFacts;
use super::paging::{PageStep, Paging};
use crate::call::{Call, Response, Sending};
use crate::error::{Error, FailureCause, Limit, print_one_line};
use crate::limits::{MOST_PAGES, SHOWN_CHARACTERS_OF_BODY};
use crate::params::Parameters;
use crate::transport::BoxFuture;

/// The pages of an operation: a stream that calls when it is asked for the
/// next one.
///
/// The first call is sent as the caller wrote it, so that a walk begins where its
/// parameters say; an offset that they leave out is 0. The walk ends with the page that says so; with a page without items,
/// unless a cursor or a URL leads on; and with an error: that of a call, one after
/// [`max_pages`](Self::max_pages), and one where the walk would go in circles, because a
/// cursor comes again, or a page repeats the one before it byte for byte, as servers
/// send it that do not know the parameter. A URL of another origin is an error, too.
///
/// ```
/// use bindery_runtime::{Error, Pages};
///
/// async fn count<T, E>(pages: Pages<T, E>) -> Result<u64, Error<E>> {
///     let mut pages = pages.max_pages(50);
///     let mut count = 0;
///     while let Some(page) = pages.next().await {
///         page?;
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
///
/// All that can be set for a call can be set for the calls of a walk, headers come with
/// each page, and a walk can go on later where it stopped:
///
/// ```
/// use std::time::Duration;
///
/// use bindery_runtime::{Error, Pages};
///
/// async fn read_some<T, E>(
///     pages: Pages<T, E>,
///     saved: Option<String>,
/// ) -> Result<Option<String>, Error<E>> {
///     let pages = pages.with(|call| call.timeout(Duration::from_secs(10)).retries(5));
///     let mut pages = match saved {
///         Some(cursor) => pages.resume(cursor),
///         None => pages,
///     };
///     while let Some(page) = pages.next_response().await {
///         if page?.headers.get("x-ratelimit-remaining").is_some_and(|left| left == "0") {
///             break;
///         }
///     }
///     Ok(pages.next_cursor().map(str::to_owned))
/// }
/// ```
#[must_use = "nothing is called until a page is asked for"]
pub struct Pages<T, E, P = ()> {
    call: Call<T, E, P>,
    paging: Paging,
    at: Position,
    sending: Option<Sending<T, E>>,
    left: u64,
    max: u64,
    /// Items so far, if the walk began with the first page.
    received: Option<u64>,
    /// What the body of the last page looked like.
    last: Option<u64>,
    /// The cursors and URLs so far.
    seen: HashSet<String>,
    deadline: Option<Deadline>,
}

/// How long the whole walk may take.
struct Deadline {
    limit: Duration,
    /// Runs from the first page on.
    timer: Option<BoxFuture<'static, ()>>,
}

/// Where a walk is.
#[derive(Debug)]
enum Position {
    /// Before the page that the caller asked for.
    Start,
    /// Before the page of this cursor.
    At(String),
    /// After a page that leads back to one that was there before.
    Circle,
    /// After the last page.
    End,
}

impl<T, E, P> Pages<T, E, P> {
    /// Walks the pages that begin with the one that the call asks for.
    #[inline]
    pub fn new(call: Call<T, E, P>, paging: Paging) -> Self {
        Self {
            received: paging.starts_at_first(&call).then_some(0),
            call,
            paging,
            at: Position::Start,
            sending: None,
            left: MOST_PAGES,
            max: MOST_PAGES,
            last: None,
            seen: HashSet::new(),
            deadline: None,
        }
    }

    /// Gives all calls of the walk their parameters; see [`Call::params`].
    pub fn params(self, params: &P) -> Pages<T, E>
    where
        P: Parameters,
    {
        let call = self.call.params(params);
        // Parameters may say where the walk begins.
        let starts_at_first = self.paging.starts_at_first(&call);
        Pages {
            received: self.received.filter(|_| starts_at_first),
            call,
            paging: self.paging,
            at: self.at,
            sending: self.sending,
            left: self.left,
            max: self.max,
            last: self.last,
            seen: self.seen,
            deadline: self.deadline,
        }
    }

    /// Sets parameters of all calls of the walk; see [`Call::set`].
    pub fn set(self, change: impl FnOnce(P) -> P) -> Pages<T, E>
    where
        P: Parameters + Default,
    {
        self.params(&change(P::default()))
    }

    /// Sets how many pages are read at most; 10,000 by default. If there are
    /// more, the last item of the stream is an error.
    pub fn max_pages(mut self, pages: u64) -> Self {
        (self.left, self.max) = (pages, pages);
        self
    }

    /// Limits the whole walk, from the moment in which the first page is asked for: its
    /// calls, their retries, and what is done between them. None by default.
    /// [`Call::timeout`] limits each of its calls.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        let limit = limit.into();
        self.deadline = limit.map(|limit| Deadline { limit, timer: None });
        self
    }

    /// Changes the calls of the walk, each of them alike: credentials, headers, time
    /// limits, retries.
    pub fn with(self, change: impl FnOnce(Call<T, E, P>) -> Call<T, E, P>) -> Self {
        Self {
            call: change(self.call),
            ..self
        }
    }

    /// What leads to the next page, to be stored and handed to
    /// [`resume`](Self::resume). `None` before the first page, and after the last one.
    ///
    /// It means something to this operation only: a cursor of the API, an offset, a
    /// number or a URL.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        match &self.at {
            Position::At(cursor) => Some(cursor),
            Position::Start | Position::Circle | Position::End => None,
        }
    }

    /// Begins with the page that an earlier walk has told of by
    /// [`next_cursor`](Self::next_cursor).
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        let cursor = cursor.into();
        self.seen.insert(cursor.clone());
        self.at = Position::At(cursor);
        self.received = None;
        self
    }

    /// The next page; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// The next page with its status and its headers; `None` after the last one.
    pub async fn next_response(&mut self) -> Option<Result<Response<T>, Error<E>>> {
        poll_fn(|cx| self.poll_response(cx)).await
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        let response = self.poll_response(cx);
        response.map(|response| response.map(|response| response.map(|page| page.value)))
    }

    fn poll_response(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Response<T>, Error<E>>>> {
        if let Some(limit) = self.poll_deadline(cx) {
            let mut failure = self
                .call
                .plan()
                .unsent(FailureCause::Timeout(Limit::Walk, limit));
            failure.origin.unsure = self.sending.take().is_some();
            self.at = Position::End;
            return Poll::Ready(Some(Err(Error::new(failure, None))));
        }
        let mut sending = match self.sending.take() {
            Some(sending) => sending,
            None => match self.begin_call() {
                Some(Ok(sending)) => sending,
                Some(Err(why)) => return Poll::Ready(Some(Err(self.stop(why)))),
                None => return Poll::Ready(None),
            },
        };
        let paging = self.paging;
        let look = |received: &_| PageFacts::read(&paging, received);
        match sending.poll_page(cx, look) {
            Poll::Pending => {
                self.sending = Some(sending);
                Poll::Pending
            }
            Poll::Ready(Err(error)) => {
                self.at = Position::End;
                Poll::Ready(Some(Err(error)))
            }
            Poll::Ready(Ok((page, facts))) => {
                self.left -= 1;
                let moved = self.advance(&facts);
                Poll::Ready(Some(moved.map(|()| page).map_err(|why| self.stop(why))))
            }
        }
    }

    /// The limit of the walk, if it has passed and the walk has not ended.
    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> Option<Duration> {
        let deadline = self.deadline.as_mut()?;
        if self.sending.is_none() && matches!(self.at, Position::End) {
            return None;
        }
        let transport = &self.call.plan().client.shared().transport;
        let timer = deadline
            .timer
            .get_or_insert_with(|| transport.time_limit(deadline.limit));
        let passed = timer.as_mut().poll(cx).is_ready();
        passed.then_some(deadline.limit)
    }

    /// Makes the call of the next page, if there is one.
    fn begin_call(&self) -> Option<Result<Sending<T, E>, String>> {
        let cursor = match &self.at {
            Position::Start => None,
            Position::At(cursor) => Some(cursor),
            Position::Circle => {
                let why = "a page leads back to one that was there before";
                return Some(Err(why.to_owned()));
            }
            Position::End => return None,
        };
        if self.left == 0 {
            return Some(Err(format!(
                "there are more than {} pages; ask for larger pages, or raise the limit with `.max_pages(…)`",
                self.max
            )));
        }
        let mut call = self.call.again();
        let aimed = match cursor {
            Some(cursor) => self.paging.aim(&mut call, cursor),
            None => {
                self.paging.begin(&mut call);
                Ok(())
            }
        };
        Some(aimed.map(|()| call.into_future()))
    }

    /// Goes on to the next page. What is wrong with this one is told instead of it.
    fn advance(&mut self, page: &PageFacts) -> Result<(), String> {
        let position = std::mem::replace(&mut self.at, Position::End);
        let counts = matches!(self.paging.step, PageStep::Offset(_) | PageStep::Number(..));
        let is_repeated = self.last.replace(page.looks) == Some(page.looks);
        let is_repeated = is_repeated && page.items > 0;
        if counts && is_repeated {
            return Err(describe_repetition(&position));
        }
        self.received = self.received.map(|sum| sum.saturating_add(page.items));
        let here = match &position {
            Position::At(cursor) => Some(cursor.as_str()),
            Position::Start | Position::Circle | Position::End => None,
        };
        let Some(next) = self.paging.next(&self.call, here, page, self.received) else {
            return Ok(());
        };
        if counts || self.seen.insert(next.clone()) {
            self.at = Position::At(next);
        } else if is_repeated {
            return Err(describe_repetition(&position));
        } else {
            // The page itself may be a new one, and is not lost.
            self.at = Position::Circle;
        }
        Ok(())
    }

    /// Ends the walk with an error.
    fn stop(&mut self, why: String) -> Error<E> {
        self.at = Position::End;
        let failure = self.call.plan().unsent(FailureCause::Pages(why));
        Error::new(failure, None)
    }
}

fn describe_repetition(at: &Position) -> String {
    let place = match at {
        Position::At(cursor) => {
            let cursor = print_one_line(&cursor.to_string(), SHOWN_CHARACTERS_OF_BODY);
            format!("the page at {cursor}")
        }
        Position::Start | Position::Circle | Position::End => "a page".to_owned(),
    };
    format!(
        "{place} is the one before it again, so the server seems not to know the parameter that asks for it"
    )
}

// Nothing is pinned inside: calls on their way are boxed.
impl<T, E, P> Unpin for Pages<T, E, P> {}

impl<T, E, P> Stream for Pages<T, E, P> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T, E, P> fmt::Debug for Pages<T, E, P> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Pages")
            .field("call", &self.call)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}
