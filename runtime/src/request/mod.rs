//! Requests: from an operation and its values to an [`http::Request`]. No
//! input, no output, no clock.

mod base_url;
mod body;
mod content;
mod draft;
mod exact;
mod field;
mod form;
mod headers;
mod locate;
mod multipart;
mod path;
mod prepared;
mod server;
mod upload;

pub(crate) use base_url::{BaseUrl, BaseUrlError};
pub use body::Body;
pub use body::EncodedBody;
pub(crate) use content::Content;
pub(crate) use draft::Draft;
pub use form::{FormEncoding, FormField};
pub(crate) use headers::{parse_request_header, print_accept_header};
pub use multipart::{Entry, Multipart, Part, PartHeader};
pub use prepared::PreparedRequest;
pub(crate) use server::{list_unknown_variables, read_server_url};
pub use upload::Upload;
