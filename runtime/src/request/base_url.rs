//! Base URLs: absolute, without user, query and fragment, so that a path can be
//! appended.

use std::fmt;

use http::Uri;

use super::server::Place;
use crate::secrets::mask_url_structure;

/// An absolute URL to which paths are appended; never ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl(String);

/// Why a text is no base URL. Holds no secrets: of a query, a user and a password
/// only that they are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BaseUrlError {
    /// The URL is relative: only the caller knows where the API is.
    Relative(String),
    /// The URL has a query or a fragment, so nothing can be appended.
    Tail(String),
    /// The URL holds a user or a password.
    UserInfo,
    /// The URL is none.
    Invalid(String),
    /// A variable has a value that the document does not allow.
    NotAllowed {
        variable: &'static str,
        allowed: &'static [&'static str],
    },
    /// The value of a variable would change the structure of the URL.
    Unfit {
        variable: &'static str,
        place: Place,
    },
    /// A variable without a value leaves a part of the host empty.
    Missing { variable: &'static str },
}

impl BaseUrl {
    /// Checks a URL.
    pub(crate) fn parse(url: &str) -> Result<Self, BaseUrlError> {
        let shown = || mask_url_structure(url);
        if url.contains(['?', '#']) {
            return Err(BaseUrlError::Tail(shown()));
        }
        if !url.contains("://") {
            return Err(BaseUrlError::Relative(shown()));
        }
        // Paths may hold `@` (RFC 3986 §3.3), such as `/users/@me`.
        if split_origin(url).0.contains('@') {
            return Err(BaseUrlError::UserInfo);
        }
        let uri: Uri = url.parse().map_err(|_| BaseUrlError::Invalid(shown()))?;
        if !is_http_scheme(&uri) {
            return Err(BaseUrlError::Invalid(shown()));
        }
        Ok(Self(url.trim_end_matches('/').to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// A relative URL in place: below the origin when it begins with `/`, else
    /// below this one.
    pub(crate) fn resolve(&self, relative: &str) -> String {
        let (origin, _) = split_origin(&self.0);
        match relative.strip_prefix('/') {
            Some(path) => format!("{origin}/{path}"),
            None => format!("{}/{relative}", self.0),
        }
    }
}

/// Whether a URL names a host that can be asked: each label of its name holds
/// something, and a port is one.
fn is_http_scheme(uri: &Uri) -> bool {
    let is_scheme = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri.host().unwrap_or_default();
    // One dot at the end makes a name absolute (RFC 1034 §3.1).
    let name = host.strip_suffix('.').unwrap_or(host);
    let has_labels = name.split('.').all(|label| !label.is_empty());
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let port = authority.strip_prefix(host).unwrap_or(authority);
    let has_port = port
        .strip_prefix(':')
        .is_none_or(|port| port.is_empty() || is_port(port));
    is_scheme && has_labels && has_port
}

/// Whether a text is the number of a port.
pub(super) fn is_port(port: &str) -> bool {
    port.chars().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

/// Whether a URL begins with a scheme (RFC 3986 §3.1); else it is relative, even
/// if its query holds another URL.
pub(crate) fn has_scheme(url: &str) -> bool {
    let Some((scheme, _)) = url.split_once(':') else {
        return false;
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fits)
}

/// Scheme and authority of an absolute URL, and the rest of it, which begins
/// with `/`.
pub(crate) fn split_origin(url: &str) -> (&str, &str) {
    let after = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(after..).unwrap_or_default();
    let end = rest.find('/').map_or(url.len(), |at| after + at);
    let path = url.get(end..).filter(|path| !path.is_empty());
    (url.get(..end).unwrap_or(url), path.unwrap_or("/"))
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relative(url) => write!(
                out,
                "the base URL `{url}` is relative, so the host is not known; give the whole URL with `.base_url(…)`"
            ),
            Self::Tail(url) => write!(
                out,
                "the base URL `{url}` has a query or a fragment, so no path can be appended to it"
            ),
            Self::UserInfo => write!(
                out,
                "the base URL holds a user or a password; give them with `.basic(user, password)`"
            ),
            Self::Invalid(url) => write!(
                out,
                "`{url}` is no base URL; it must look like `https://host` or `https://host/prefix`"
            ),
            Self::NotAllowed { variable, allowed } => write!(
                out,
                "the server variable `{variable}` must be one of `{}`",
                allowed.join("`, `")
            ),
            Self::Unfit { variable, place } => write!(
                out,
                "the value of the server variable `{variable}` does not fit where it stands: {place}"
            ),
            Self::Missing { variable } => write!(
                out,
                "the server variable `{variable}` is empty, and the host is not complete without it; give it with `.variable(\"{variable}\", …)`"
            ),
        }
    }
}
