//! A call: one operation with its values, ready to be sent.

mod settings;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::client::Client;
use crate::description::{Operation, Reading, Requirement};
use crate::engine::send_until_response;
use crate::error::{Error, Failure};
use crate::header::Header;
use crate::json::{Correction, Decode, DecodeError, Encode};
use crate::params::Parameters;
use crate::plan::Plan;
use crate::receive::{receive_response, send_call};
use crate::request::{Body, PreparedRequest};
use crate::response::Received;
use crate::streaming::ByteStream;
use crate::transport::BoxFuture;

/// A call that is ready to be sent: `.await` sends it.
///
/// Values are encoded and checked when the call is made; what is wrong with
/// them is told when it is sent, all together. The setters change this one
/// call and leave the client as it is.
///
/// ```
/// use std::time::Duration;
///
/// use bindery_runtime::{Call, Error, Value};
///
/// async fn send<E>(call: Call<Value, E>) -> Result<Value, Error<E>> {
///     let call = call.timeout(Duration::from_secs(10)).retries(1);
///     let response = call.header("x-tenant", "blue").with_response().await?;
///     println!("{} {:?}", response.status, response.request_id);
///     Ok(response.value)
/// }
/// ```
///
/// `P` are the parameters that the call may still be given, all of which can be left out:
/// `client.list_pets().set(|params| params.limit(3)).await`.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E, P = ()> {
    plan: Box<Plan>,
    readers: Readers<T, E>,
    parameters: PhantomData<fn(&P)>,
}

/// How the responses of an operation become values.
struct Readers<T, E> {
    success: fn(&Received) -> Result<T, DecodeError>,
    failure: fn(&Received) -> Result<E, DecodeError>,
}

/// A successful response: its value, and what came with it.
///
/// ```
/// use bindery_runtime::Response;
///
/// fn next_link<T>(response: &Response<T>) -> Option<&str> {
///     response.headers.get("link")?.to_str().ok()
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the server calls this request, if it says so.
    pub request_id: Option<String>,
    /// Where the body departs from the document, and what was made of it: at most 64
    /// places. Empty where calls are strict.
    pub corrections: Vec<Correction>,
    /// The body.
    pub value: T,
}

impl<T> Response<T> {
    /// A header that the document describes, if the response has it.
    ///
    /// # Errors
    ///
    /// When it is not what the document says.
    pub fn header<H: Decode>(&self, header: &Header<H>) -> Result<Option<H>, DecodeError> {
        header.read(&self.headers)
    }
}

impl<T, E> Call<T, E> {
    /// Encodes a call. `values` stand in the order of the operation's
    /// parameters.
    #[inline]
    pub fn new(
        client: &Client,
        operation: &'static Operation,
        values: &[&dyn Encode],
        body: Body,
        success: fn(&Received) -> Result<T, DecodeError>,
        failure: fn(&Received) -> Result<E, DecodeError>,
    ) -> Self {
        Self::taking(client, operation, values, body, success, failure)
    }
}

impl<T, E, P> Call<T, E, P> {
    /// Encodes a call that may be given more parameters than `values`.
    #[inline]
    pub fn taking(
        client: &Client,
        operation: &'static Operation,
        values: &[&dyn Encode],
        body: Body,
        success: fn(&Received) -> Result<T, DecodeError>,
        failure: fn(&Received) -> Result<E, DecodeError>,
    ) -> Self {
        Self {
            plan: Plan::new(client, operation, values, body),
            readers: Readers { success, failure },
            parameters: PhantomData,
        }
    }

    /// Gives the call its parameters, of which there may be none.
    pub fn params(mut self, params: &P) -> Call<T, E>
    where
        P: Parameters,
    {
        params.give(&mut |values| self.plan.add_values(values));
        self.with_parameters()
    }

    /// Sets parameters: `call.set(|params| params.limit(3))`.
    pub fn set(self, change: impl FnOnce(P) -> P) -> Call<T, E>
    where
        P: Parameters + Default,
    {
        self.params(&change(P::default()))
    }

    /// The same call, of other parameters.
    pub(crate) fn with_parameters<Q>(self) -> Call<T, E, Q> {
        Call {
            plan: self.plan,
            readers: self.readers,
            parameters: PhantomData,
        }
    }

    /// What the document asks of whoever calls: one of the lists must be met whole.
    /// `None` when it says nothing; an empty list, outside or inside, allows
    /// anonymous calls.
    #[must_use]
    pub fn security(&self) -> Option<&'static [&'static [Requirement]]> {
        self.plan.operation.security
    }

    /// The request as it would be sent, credentials included, without sending
    /// it. Tokens that a [`TokenProvider`](crate::TokenProvider) gives are left
    /// out; they are got when the call is sent.
    ///
    /// # Errors
    ///
    /// When a value, the base URL or the credentials are not right, or when the
    /// body is a stream.
    pub fn request(&self) -> Result<PreparedRequest, Error<E>> {
        match self.plan.request() {
            Ok(request) => Ok(request),
            Err(failure) => Err(Error::new(failure, None)),
        }
    }

    /// Reads a response that was got by other means than this crate, for example
    /// for the request that [`request`](Self::request) gives.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn read(&self, response: http::Response<Bytes>) -> Result<Response<T>, Error<E>> {
        self.readers.read(receive_response(&self.plan, response))
    }

    /// Takes the documented responses that are streams, and no others: what methods
    /// that give an [`EventStream`](crate::EventStream) or
    /// [`JsonLines`](crate::JsonLines) do.
    pub fn streamed(mut self) -> Self {
        self.plan.reading = Reading::Streamed;
        self
    }

    /// Sends the call and gives the body of its success as it comes, whatever the
    /// document says that it holds: for downloads that are not to be held in
    /// memory. Failures are read as always. [`timeout`](Self::timeout) is for all of it,
    /// [`idle_timeout`](Self::idle_timeout) for each piece, and
    /// [`attempt_timeout`](Self::attempt_timeout) ends with the head of the response.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn stream(self) -> Result<Response<ByteStream>, Error<E>> {
        let Self {
            mut plan, readers, ..
        } = self;
        plan.reading = Reading::Bytes;
        let readers = Readers {
            success: |received: &Received| Ok(ByteStream::new(received.live())),
            failure: readers.failure,
        };
        readers.read(send_call(plan).await)
    }

    /// Sends the call and gives the value together with status and headers.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn with_response(self) -> Result<Response<T>, Error<E>> {
        let Self { plan, readers, .. } = self;
        readers.read(send_call(plan).await)
    }
}

impl<T, E, P> Call<T, E, P> {
    /// Sends the call and gives the response as it came, whatever its status.
    ///
    /// # Errors
    ///
    /// When there was no response, or no whole one.
    pub async fn raw(mut self) -> Result<http::Response<Bytes>, Error<E>> {
        self.plan.reading = Reading::Whole;
        match Box::pin(send_until_response(&self.plan)).await {
            Ok((_, whole)) => Ok(whole.into_response()),
            Err(failure) => Err(Error::new(failure, None)),
        }
    }

    /// Is not sent, and says why.
    pub(crate) fn refused(mut self, place: &str, why: &str) -> Self {
        self.plan.draft.refuse(place, why);
        self
    }

    /// Aims at something that the document does not describe.
    /// Keeps bodies out of the log of exchanges.
    pub(crate) fn with_hidden_bodies(mut self) -> Self {
        self.plan.hides_bodies = true;
        self
    }

    pub(crate) fn at(mut self, method: Method, path: &str) -> Self {
        self.plan.aim(method, path);
        self
    }
}

impl<T, E, P> IntoFuture for Call<T, E, P> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Sending<T, E>;

    #[inline]
    fn into_future(self) -> Sending<T, E> {
        Sending {
            engine: send_call(self.plan),
            readers: self.readers,
        }
    }
}

/// A call on its way.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Sending<T, E> {
    engine: BoxFuture<'static, Result<Received, Box<Failure>>>,
    readers: Readers<T, E>,
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let result = self.engine.as_mut().poll(cx);
        result.map(|result| Ok(self.readers.value(result)?.0))
    }
}

/// A response, and what was found in it.
type Looked<T, L, E> = Result<(Response<T>, L), Error<E>>;

impl<T, E> Sending<T, E> {
    /// As a future; the response comes with what `look` finds in it.
    pub(crate) fn poll_page<L>(
        &mut self,
        cx: &mut Context<'_>,
        look: impl FnOnce(&Received) -> L,
    ) -> Poll<Looked<T, L, E>> {
        self.engine.as_mut().poll(cx).map(|result| {
            let (value, received) = self.readers.value(result)?;
            let looked = look(&received);
            Ok((join_response(value, received), looked))
        })
    }
}

/// A value with the head of its response.
fn join_response<T>(value: T, received: Received) -> Response<T> {
    let corrections = received.take_corrections();
    let (status, headers, request_id) = received.into_head();
    Response {
        status,
        headers,
        request_id,
        corrections,
        value,
    }
}

impl<T, E> Readers<T, E> {
    /// A value and the head of its response.
    fn read(&self, result: Result<Received, Box<Failure>>) -> Result<Response<T>, Error<E>> {
        let (value, received) = self.value(result)?;
        Ok(join_response(value, received))
    }

    /// A value and its response.
    fn value(&self, result: Result<Received, Box<Failure>>) -> Result<(T, Received), Error<E>> {
        let mut received = result.map_err(|failure| Error::new(failure, None))?;
        if !received.is_success() {
            if received.misfit().is_some() {
                return Err(Error::new(received.refused_otherwise(None), None));
            }
            return Err(match (self.failure)(&received) {
                Ok(api) => Error::new(received.refused(), Some(api)),
                Err(error) if error.is_limit() => Error::new(received.undecoded(error), None),
                Err(error) => Error::new(received.refused_otherwise(Some(error)), None),
            });
        }
        match (self.success)(&received) {
            Ok(value) => Ok((value, received)),
            // `{"ok": false}` where successes say `true`: perhaps a failure says why.
            Err(error) if error.breaks_constant() => match received.read_as_failure(self.failure) {
                Some(api) => Err(Error::new(received.refused(), Some(api))),
                None => Err(Error::new(received.undecoded(error), None)),
            },
            Err(error) => Err(Error::new(received.undecoded(error), None)),
        }
    }
}

impl<T, E, P> Call<T, E, P> {
    /// How its success is read.
    #[cfg(feature = "testing")]
    pub(crate) fn reader(&self) -> fn(&Received) -> Result<T, DecodeError> {
        self.readers.success
    }

    /// The same call once more, for the next page. A body that is a stream is sent once.
    pub(crate) fn again(&self) -> Self {
        let Readers { success, failure } = self.readers;
        let mut plan = self.plan.clone();
        plan.renew_idempotency_key();
        Self {
            plan,
            readers: Readers { success, failure },
            parameters: PhantomData,
        }
    }

    /// All of it but its types.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// All of it but its types, to be changed.
    pub(crate) fn plan_mut(&mut self) -> &mut Plan {
        &mut self.plan
    }
}

impl<T, E, P> fmt::Debug for Call<T, E, P> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Call")
            .field("operation", &self.plan.operation.id)
            .field("path", &self.plan.secrets().mask(&self.plan.draft.path))
            .finish_non_exhaustive()
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Sending(..)")
    }
}
