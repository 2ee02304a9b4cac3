//! The methods of HTTP that documents have keys for.

/// The keys of a path item for operations (OAS 3.1 §4.8.9): the model has a field for each, and
/// `http::Method` a constant. OpenAPI 3.2 adds `query` and any other by its name.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
