//! Calls of what a document does not describe, with all that a client has:
//! base URL, credentials, limits, retries, transport.

use bytes::Bytes;
use http::Method;

use crate::call::Call;
use crate::client::Client;
use crate::description::{Operation, ResponseInfo, Status};
use crate::json::{Decode, DecodeError, from_json};
use crate::request::Body;
use crate::response::{Received, read};

/// What stands for the operation: JSON is preferred, everything is taken.
static UNDOCUMENTED: Operation = Operation::new("undocumented", Method::GET, "").responses(&[
    ResponseInfo::success(Status::Range(2), "application/json"),
    ResponseInfo::success(Status::Range(2), "*/*"),
    ResponseInfo::failure(Status::Default, "*/*"),
]);

impl Client {
    /// A call of something that the document does not describe. `path` begins
    /// with `/` and is appended to the base URL as it is, with its query.
    ///
    /// A response with a status of 2XX is read as JSON (as `null` if it is
    /// empty), any other is an error that keeps its body. All of the client's
    /// credentials that fit a scheme of the document are sent.
    ///
    /// ```no_run
    /// use bindery_runtime::{Body, Client, Method, Value};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let status: Value = client.call(Method::GET, "/v2/status?full=true").await?;
    /// let order = client
    ///     .call::<Value>(Method::POST, "/v2/orders")
    ///     .body(Body::json("application/json", &status))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn call<T: Decode>(&self, method: Method, path: &str) -> Call<T, Bytes> {
        let call = Call::new(
            self,
            &UNDOCUMENTED,
            &[],
            Body::None,
            read_undocumented_json,
            read::bytes,
        );
        call.at(method, path)
    }
}

/// What stands for the operation of a URL: everything is taken.
static URL: Operation = Operation::new("url", Method::GET, "").responses(&[
    ResponseInfo::success(Status::Range(2), "*/*"),
    ResponseInfo::failure(Status::Default, "*/*"),
]);

impl Client {
    /// A call of a URL that does not belong to the API, such as a pre-signed one from a
    /// response: with the client's limits, retries and transport, and without its credentials
    /// and headers. A URL without a host belongs to the base URL.
    ///
    /// ```no_run
    /// use bindery_runtime::{AnyError, Body, Client, Method, Upload};
    ///
    /// async fn copy(client: &Client, from: &str, to: &str) -> Result<(), AnyError> {
    ///     client.call_url(Method::GET, from).save_to("copy.pdf").await?;
    ///     let copy = Upload::file("copy.pdf").expect("it was just saved");
    ///     let body = Body::bytes("application/pdf", copy);
    ///     client.call_url(Method::PUT, to).body(body).await?;
    ///     Ok(())
    /// }
    /// ```
    pub fn call_url(&self, method: Method, url: &str) -> Call<Bytes, Bytes> {
        let make =
            |client: &Self| Call::new(client, &URL, &[], Body::None, read::bytes, read::bytes);
        let found = self.absolute(url).and_then(|url| self.elsewhere(&url));
        match found {
            Ok((client, path)) => make(&client).at(method, &path),
            Err(why) => make(self).refused("url", &why),
        }
    }
}

/// What stands for the operation of a request for a token, so that it is told from calls.
static TOKEN: Operation = Operation::new("token", Method::POST, "").responses_of(&UNDOCUMENTED);

/// Whether a mock's rule for one operation is one for another: a request for a token is answered
/// by rules for calls that no document describes, as no program has a call to make its rule of.
#[cfg(feature = "testing")]
pub(crate) fn is_rule_for(rule: &Operation, called: &Operation) -> bool {
    let is_token = std::ptr::eq(called, &TOKEN);
    std::ptr::eq(rule, called) || is_token && std::ptr::eq(rule, &UNDOCUMENTED)
}

impl Client {
    /// A request for a token.
    pub(crate) fn call_for_token<T: Decode>(&self, path: &str) -> Call<T, Bytes> {
        let read = (read_undocumented_json, read::bytes);
        let call = Call::new(self, &TOKEN, &[], Body::None, read.0, read.1);
        call.at(Method::POST, path).with_hidden_bodies()
    }
}

fn read_undocumented_json<T: Decode>(received: &Received) -> Result<T, DecodeError> {
    match received.bytes()? {
        empty if empty.is_empty() => from_json("null"),
        body => from_json(&body),
    }
}
