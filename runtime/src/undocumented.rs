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

fn read_undocumented_json<T: Decode>(received: &Received) -> Result<T, DecodeError> {
    match received.bytes()? {
        empty if empty.is_empty() => from_json("null"),
        body => from_json(&body),
    }
}
