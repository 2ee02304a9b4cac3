//! Items, from page to page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use std::vec;

use futures_core::Stream;

use super::Pages;
use crate::call::Call;
use crate::error::Error;
use crate::params::Parameters;

/// The items of all pages: a stream that calls when a page is used up.
///
/// ```
/// use bindery_runtime::{Error, Items};
///
/// // A generated client has a method for it: `client.list_pets_items()`.
/// async fn first<I, T, E>(mut items: Items<I, T, E>, most: usize) -> Result<Vec<I>, Error<E>> {
///     let mut found = Vec::new();
///     while found.len() < most
///         && let Some(item) = items.next().await
///     {
///         found.push(item?);
///     }
///     Ok(found)
/// }
/// ```
#[must_use = "nothing is called until an item is asked for"]
pub struct Items<I, T, E, P = ()> {
    pages: Pages<T, E, P>,
    items: fn(T) -> Vec<I>,
    page: vec::IntoIter<I>,
}

impl<I, T, E, P> Items<I, T, E, P> {
    /// Takes the items out of pages.
    pub fn new(pages: Pages<T, E, P>, items: fn(T) -> Vec<I>) -> Self {
        Self {
            pages,
            items,
            page: Vec::new().into_iter(),
        }
    }

    /// Gives all calls of the walk their parameters; see [`Call::params`].
    pub fn params(self, params: &P) -> Items<I, T, E>
    where
        P: Parameters,
    {
        Items {
            pages: self.pages.params(params),
            items: self.items,
            page: self.page,
        }
    }

    /// Sets parameters of all calls of the walk; see [`Call::set`].
    pub fn set(self, change: impl FnOnce(P) -> P) -> Items<I, T, E>
    where
        P: Parameters + Default,
    {
        self.params(&change(P::default()))
    }

    /// Sets how many pages are read at most; see [`Pages::max_pages`].
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Limits the whole walk; see [`Pages::timeout`].
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.pages = self.pages.timeout(limit);
        self
    }

    /// Changes the calls of the walk; see [`Pages::with`].
    pub fn with(mut self, change: impl FnOnce(Call<T, E, P>) -> Call<T, E, P>) -> Self {
        self.pages = self.pages.with(change);
        self
    }

    /// Begins with the page that an earlier walk has told of; see [`Pages::resume`].
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        self.pages = self.pages.resume(cursor);
        self
    }

    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// The first error ends the walk; items before it are lost.
    pub async fn all(mut self) -> Result<Vec<I>, Error<E>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<I, Error<E>>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match self.pages.poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Ok(page))) => self.page = (self.items)(page).into_iter(),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

// Nothing is pinned inside: pages are boxed, items are moved out.
impl<I, T, E, P> Unpin for Items<I, T, E, P> {}

impl<I, T, E, P> Stream for Items<I, T, E, P> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<I, T, E, P> fmt::Debug for Items<I, T, E, P> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
