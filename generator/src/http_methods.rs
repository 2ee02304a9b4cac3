//! The methods of HTTP that documents have keys for, and what names of others look like.

/// The keys of a path item for operations (OAS 3.1 §4.8.9): the model has a field for each, and
/// `http::Method` a constant. OpenAPI 3.2 adds `query` and any other by its name.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Whether a text is a token of HTTP (RFC 9110 §5.6.2), as names of fields (§5.1), methods (§9.1)
/// and cookies (RFC 6265 §4.1.1) are.
pub(crate) fn is_http_token(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}
