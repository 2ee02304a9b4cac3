//! Pages by offset.

use std::fmt;
use std::future::{IntoFuture as _, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::call::{Call, Sending};
use crate::description::Operation;
use crate::error::{Error, Failure, FailureCause};
use crate::limits::MOST_PAGES;

/// What a page says about its place among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageInfo {
    items: u64,
    total: Option<u64>,
}

impl PageInfo {
    /// A page by the number of its items, and the number of items on all pages, if the
    /// API tells it.
    #[must_use]
    pub const fn new(items: u64, total: Option<u64>) -> Self {
        Self { items, total }
    }
}

/// The pages of an operation: a stream that calls when it is asked for the
/// next one.
///
/// The next offset is the last one plus the number of items received. The walk
/// ends with a page that has no items or reaches the total; with an error; with
/// an error after [`max_pages`](Self::max_pages); or with an error instead of a
/// page that repeats the one before it byte for byte, as servers send it that
/// know nothing of offsets.
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
#[must_use = "nothing is called until a page is asked for"]
pub struct Pages<T, E> {
    /// `None` when the walk is over.
    offset: Option<u64>,
    call: Box<dyn Fn(u64) -> Call<T, E> + Send>,
    info: fn(&T) -> PageInfo,
    sending: Option<(Sending<T, E>, &'static Operation)>,
    left: u64,
    max: u64,
    /// What the body of the last page looked like.
    last: Option<u64>,
}

impl<T, E> Pages<T, E> {
    /// Walks by offset, beginning with `start`: `call` makes the call for an offset, and
    /// `info` says how many items a page has.
    pub fn offset(
        start: u64,
        call: impl Fn(u64) -> Call<T, E> + Send + 'static,
        info: fn(&T) -> PageInfo,
    ) -> Self {
        Self {
            offset: Some(start),
            call: Box::new(call),
            info,
            sending: None,
            left: MOST_PAGES,
            max: MOST_PAGES,
            last: None,
        }
    }

    /// Sets how many pages are read at most; 10,000 by default. If there are
    /// more, the last item of the stream is an error.
    pub fn max_pages(mut self, pages: u64) -> Self {
        (self.left, self.max) = (pages, pages);
        self
    }

    /// The next page; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        let Some(offset) = self.offset else {
            return Poll::Ready(None);
        };
        let (sending, operation) = self.sending.get_or_insert_with(|| {
            let call = (self.call)(offset);
            let operation = call.operation();
            (call.into_future(), operation)
        });
        if self.left == 0 {
            let failure = fail_too_many_pages(operation, self.max);
            self.offset = None;
            return Poll::Ready(Some(Err(Error::new(failure, None))));
        }
        let operation: &'static Operation = operation;
        let result = match sending.poll_page(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(result) => result,
        };
        self.sending = None;
        self.left -= 1;
        self.offset = None;
        Poll::Ready(Some(result.and_then(|(page, looks)| {
            let info = (self.info)(&page);
            let before = self.last.replace(looks);
            if before == Some(looks) && info.items > 0 {
                return Err(Error::new(fail_repeated_page(operation, offset), None));
            }
            self.offset = find_next_offset(offset, info);
            Ok(page)
        })))
    }
}

/// Where the next page begins, if there is one.
fn find_next_offset(offset: u64, page: PageInfo) -> Option<u64> {
    let next = offset.checked_add(page.items)?;
    let ends = page.items == 0 || page.total.is_some_and(|total| next >= total);
    (!ends).then_some(next)
}

fn fail_too_many_pages(operation: &'static Operation, max: u64) -> Box<Failure> {
    let why = format!(
        "there are more than {max} pages; ask for larger pages, or raise the limit with `.max_pages(…)`"
    );
    Failure::unsent(operation, FailureCause::Pages(why))
}

fn fail_repeated_page(operation: &'static Operation, offset: u64) -> Box<Failure> {
    let why = format!(
        "the page at {offset} is the one before it again, so the server seems to know nothing of offsets"
    );
    Failure::unsent(operation, FailureCause::Pages(why))
}

impl<T, E> Stream for Pages<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Pages")
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
