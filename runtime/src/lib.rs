//! What the clients written by bindery share.

mod api;
mod auth;
mod builder;
mod call;
mod client;
mod engine;
mod error;
pub mod json;
mod operation;
mod pagination;
mod params;
mod request;
mod response;
mod retry;
mod timeout;
mod trace;
pub mod transport;
pub mod values;

pub use api::{Api, Scheme, SchemeKind, Server, Variable};
pub use auth::{Auth, Secret};
pub use builder::{BuildError, Builder};
pub use call::{Call, Response, Sending};
pub use client::Client;
pub use error::{Delivery, Error, ErrorKind};
pub use operation::{Answer, BodyInfo, EmbeddedFailure, Operation, Status};
pub use pagination::{Items, PageInfo, Pages};
pub use params::{Parameter, Style};
pub use request::{Body, EncodedBody, FormEncoding, FormField};
pub use response::{Received, read};
pub use transport::Transport;

pub use bytes;
pub use bytes::Bytes;
pub use http;
pub use http::Method;
pub use jiff;
pub use serde;
pub use values::{
    Base64, Base64Url, Date, Decimal, Extra, Maybe, Never, Null, Number, Object, Timestamp, Value,
};
