//! What the clients written by bindery share: all that does not vary from API
//! to API.
//!
//! Whoever uses such a client makes it with a [`Builder`], awaits [`Call`]s, walks [`Pages`] and
//! [`Items`], asks an [`Error`] what went wrong, and tests without a server (the module `testing`):
//!
//! ```
//! use std::time::Duration;
//!
//! # mod pets {
//! #     use bindery_runtime::contract::{Api, Operation, Parameter, ResponseInfo, Server, Status, read};
//! #     use bindery_runtime::{Body, Builder, Call, Method, Value};
//! #     static API: Api = Api::new("Pets", "1.0.0", "pets/1.0.0").servers(&[Server::new("https://pets.example")]);
//! #     static GET_PET: Operation = Operation::new("getPet", Method::GET, "/pets/{id}")
//! #         .parameters(&[Parameter::path("id")])
//! #         .responses(&[ResponseInfo::success(Status::Code(200), "application/json")]);
//! #     pub struct Client(bindery_runtime::Client);
//! #     impl From<bindery_runtime::Client> for Client {
//! #         fn from(inner: bindery_runtime::Client) -> Self { Self(inner) }
//! #     }
//! #     impl Client {
//! #         pub fn builder() -> Builder<Self> { Builder::new(&API) }
//! #         pub fn get_pet(&self, id: i64) -> Call<Value, Value> {
//! #             Call::new(&self.0, &GET_PET, &[&id], Body::None, read::json, read::json)
//! #         }
//! #     }
//! # }
//! async fn show(client: &pets::Client) {
//!     let call = client.get_pet(7).timeout(Duration::from_secs(5)).retries(3);
//!     match call.await {
//!         Ok(pet) => println!("{pet:?}"),
//!         Err(error) => match error.api() {
//!             Some(documented) => println!("the API says {documented:?}"),
//!             // And may the call have been carried out?
//!             None => println!("{error} {:?}", error.delivery()),
//!         },
//!     }
//! }
//!
//! # #[cfg(feature = "reqwest")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = pets::Client::builder().header_auth("X-Api-Key", "secret").build()?;
//! let show = show(&client); // to be awaited
//! # drop(show);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "reqwest"))]
//! # fn main() {}
//! ```
//!
//! Values are encoded by the styles of OpenAPI and checked before anything is sent ([`json`],
//! [`Body`]), servers and credentials are found ([`Auth`]), and a [`Transport`] sends.
//! [The guide](https://github.com/bindery-rs/bindery/blob/main/guide/src/SUMMARY.md) has a page for each.
//!
//! # What happens when a call is awaited
//!
//! 1. If a value breaks a rule of the document, or the base URL or a header
//!    cannot be sent, nothing is sent and all of it is told at once. Values never
//!    change where a call goes or where its body ends: the value of a server
//!    variable stays in its place of the URL, and what says how a message travels
//!    (`Content-Length`, `Transfer-Encoding`, `Host`, `Connection` and its kin,
//!    `Expect`) is the transport's alone. Secrets travel over `http://` to this
//!    machine only, unless [`Builder::allow_secrets_over_http`] says more.
//! 2. The request is sent. One attempt may take 120 seconds, connecting 5.
//! 3. When there is no connection, it is sent again, at most twice. When the
//!    connection breaks, an attempt takes too long, or the response is 408, 409,
//!    429 or 5xx (but 501 and 505, which last), it is sent again if the operation
//!    is idempotent, after half a second that doubles each time, less a random part
//!    of it. A longer `Retry-After` of the server is kept, and where it is more than
//!    a minute, the response counts ([`Error::retry_after`](AnyError::retry_after)); `x-should-retry` is
//!    obeyed.
//! 4. The response is matched with the documented ones, by status (the code, its
//!    range, the default), then by media type, and its body is read. A success of
//!    another status is read as the documented success whose media type fits, and a
//!    failure whose status is documented is [`ErrorKind::Api`] whatever its body is
//!    like.
//!
//! Redirects are responses, unless [`Builder::redirects`] says how many may be
//! followed. Then they are followed, documented or not: a request goes on as it is, with its method and its body:
//! where a redirect asks for a GET in place of a POST, it stays a response, and
//! so does one that leads a request with effects or a body to another origin, or
//! any from HTTPS to HTTP. Another origin gets none of the headers but `Accept`
//! and its like, `Range` and `User-Agent`.
//!
//! # Without input and output
//!
//! [`Call::request`] gives the request and [`Call::read`] reads a response; what
//! lies between them is the caller's own. Or implement [`Transport`] and keep
//! retries and limits.
//!
//! # What generated code does
//!
//! It is types, tables and thin functions; each function makes a [`Call`] out of a constant
//! [`Operation`](contract::Operation) and its values. [`contract`] is for it alone.
//!
//! ```
//! use bindery_runtime::contract::{Api, Operation, Parameter, ResponseInfo, Server, Status, read};
//! use bindery_runtime::{Body, Builder, Call, Client, Method, Value};
//!
//! static API: Api = Api::new("Pets", "1.0.0", "pets/1.0.0")
//!     .servers(&[Server::new("https://pets.example/v1")]);
//!
//! static GET_PET: Operation = Operation::new("getPet", Method::GET, "/pets/{id}")
//!     .parameters(&[Parameter::path("id"), Parameter::query("fields")])
//!     .responses(&[ResponseInfo::success(Status::Code(200), "application/json")])
//!     .idempotent();
//!
//! // A generated client does this.
//! fn get_pet(client: &Client, id: i64, fields: &[&str]) -> Call<Value, Value> {
//!     let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
//!     Call::new(client, &GET_PET, &[&id, &fields], Body::None, read::json, read::json)
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # #[cfg(feature = "reqwest")] {
//! let client: Client = Builder::new(&API).retries(3).build()?;
//! let call = get_pet(&client, 7, &["name", "age"]);
//! assert_eq!(
//!     call.request()?.uri(),
//!     "https://pets.example/v1/pets/7?fields=name&fields=age"
//! );
//! // let pet = call.await?;
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! - `client` (default): all but values and JSON, which is what generated types need; with it
//!   come the crates for HTTP.
//! - `reqwest` (default): [`transport::ReqwestTransport`], used when no other
//!   transport is given. Needs a Tokio runtime.
//! - `rustls` (default): TLS for it by rustls; with the program's default
//!   cryptography provider if it has installed one, else with `ring`. Trusts
//!   what the platform trusts.
//! - `native-tls`: TLS by the platform's own library instead, also where `rustls` is
//!   left on. With the default features turned off, nothing of rustls is linked.
//! - `http2`, `gzip`: HTTP/2 and compressed responses in the default transport.
//! - `blocking`: the module `blocking`, calls for programs that are not
//!   async.
//! - `tracing`: one span a call, events for attempts and retries.
//! - `testing`: the module `testing`, transports for tests.
//! - `oauth`: tokens for users who sign in, `OAuthApp`: by a browser (authorization code with
//!   PKCE) or another device, refreshed and stored by you.
//! - `tower`: services of tower as transports, and transports as services.
//! - `webhooks`: the module `webhooks`, which checks that calls to you are the API's.
//! - `serde`: `Serialize` and `Deserialize` for generated types and for values.
//!   What travels does not need them.
//! - `serde_json`: conversions between [`Value`] and `serde_json::Value`, and `BySerde`.
//! - `uuid`, `url`, `chrono`, `time`: types of these crates in generated code, where
//!   `types` of `bindery.toml` names them.
//!
//! # In browsers
//!
//! On `wasm32-unknown-unknown` the default transport is reqwest over `fetch`,
//! futures need not be [`Send`], and time is the browser's. TLS, proxies and
//! redirects are the browser's business, and bodies are read whole.

#![cfg_attr(
    not(feature = "client"),
    allow(
        dead_code,
        unused_imports,
        reason = "what masks errors is for clients as well"
    )
)]
#![cfg_attr(docsrs, feature(doc_cfg))] // docs.rs shows which feature each item needs

#[cfg(feature = "client")]
mod auth;
#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub mod blocking;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
mod call_limits;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod clock;
#[doc(hidden)]
pub mod contract;
#[cfg(feature = "client")]
mod description;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "client")]
mod download;
#[cfg(feature = "client")]
mod drift;
#[cfg(feature = "client")]
mod engine;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod exchange;
#[cfg(feature = "client")]
mod exchange_log;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "client")]
mod files;
#[cfg(feature = "client")]
mod header;
#[cfg(feature = "client")]
mod hooks;
#[cfg(feature = "client")]
mod info;
pub mod json;
mod letters;
mod limits;
#[cfg(feature = "client")]
mod matching;
#[cfg(feature = "client")]
mod media_type;
#[cfg(feature = "client")]
mod oauth;
#[cfg(feature = "client")]
mod pagination;
mod params;
#[cfg(feature = "client")]
mod plan;
#[cfg(feature = "client")]
mod receive;
#[cfg(feature = "client")]
mod redirect;
#[cfg(feature = "client")]
mod replies;
#[cfg(feature = "client")]
mod request;
#[cfg(feature = "client")]
mod response;
#[cfg(feature = "client")]
mod retirement;
#[cfg(feature = "client")]
mod retry;
mod secrets;
#[cfg(feature = "sources")]
pub mod sources;
#[cfg(feature = "client")]
mod streaming;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "client")]
mod timeout;
#[cfg(feature = "client")]
mod trace;
#[cfg(feature = "client")]
pub mod transport;
#[cfg(feature = "client")]
mod undocumented;
#[cfg(feature = "client")]
mod urls;
pub mod values;
#[cfg(feature = "webhooks")]
pub mod webhooks;

#[cfg(feature = "client")]
pub use auth::{Auth, TokenProvider, TokenRequest};
#[cfg(feature = "client")]
pub use builder::{BuildError, Builder};
#[cfg(feature = "client")]
pub use call::{Call, Response, Sending};
#[cfg(feature = "client")]
pub use client::Client;
#[cfg(feature = "client")]
pub use description::{Requirement, Scheme};
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "client")]
pub use download::Saving;
#[cfg(feature = "client")]
pub use drift::Drift;
#[cfg(feature = "client")]
pub use error::{AnyError, Delivery, Error, ErrorKind, NoFailure, TokenError};
#[cfg(feature = "client")]
pub use header::Header;
#[cfg(feature = "client")]
pub use hooks::{AttemptReport, CallReport};
#[cfg(feature = "client")]
pub use info::CallInfo;
#[cfg(feature = "client")]
pub use oauth::ClientCredentials;
#[cfg(feature = "oauth")]
pub use oauth::{DeviceSignIn, OAuthApp, SignIn, TokenSet, TokenStore};
#[cfg(feature = "client")]
pub use pagination::{Items, Pages};
pub use params::OrEmpty;
#[cfg(feature = "client")]
pub use request::{Body, EncodedBody, Multipart, Part, PreparedRequest, Upload};
#[cfg(feature = "client")]
pub use retry::{FailedAttempt, Retry};
pub use secrets::Secret;
#[cfg(feature = "client")]
pub use streaming::{ByteStream, Event, EventStream, JsonLines};
#[cfg(feature = "client")]
pub use transport::Transport;

pub use bytes;
pub use bytes::Bytes;
#[cfg(feature = "chrono")]
pub use chrono;
#[cfg(feature = "client")]
pub use http;
#[cfg(feature = "client")]
pub use http::Method;
pub use jiff;
#[cfg(feature = "serde")]
pub use serde;
#[cfg(feature = "time")]
pub use time;
#[cfg(feature = "url")]
pub use url;
#[cfg(feature = "uuid")]
pub use uuid;
#[cfg(feature = "serde_json")]
pub use values::BySerde;
pub use values::{
    Base64, Base64Url, ByText, Date, Decimal, Extra, IntoMaybe, Maybe, Never, Null, Number, Object,
    PatternProperties, Timestamp, Value,
};
