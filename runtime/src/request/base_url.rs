//! Base URLs: absolute, without user, query and fragment, so that a path can be
//! appended.

use std::fmt;

use http::Uri;

use crate::secrets::mask_url_structure;
use crate::urls::{find_user_info, names_http_server, split_url_origin};

/// An absolute URL to which paths are appended; never ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl(String);

/// Where in the URL of a server a variable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VariablePlace {
    /// At its start, before `://`.
    Scheme,
    /// At its start, with nothing that says where the server is: a whole URL.
    Start,
    Host,
    Port,
    Path,
}

/// Why a text is not a base URL. Holds no secrets: of a query, a user and a password only
/// that they are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BaseUrlError {
    /// The URL is relative: only the caller knows where the API is.
    Relative(String),
    /// The URL has a query or a fragment, so nothing can be appended.
    Tail(String),
    /// The URL holds a user or a password.
    UserInfo,
    /// The text is not a URL.
    Invalid(String),
    /// A variable has a value that the document does not allow.
    NotAllowed {
        variable: &'static str,
        allowed: &'static [&'static str],
    },
    /// The value of a variable would change the structure of the URL.
    Unfit {
        variable: &'static str,
        place: VariablePlace,
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
        if find_user_info(url).is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        let uri: Uri = url.parse().map_err(|_| BaseUrlError::Invalid(shown()))?;
        if !names_http_server(&uri) {
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
        let (origin, _) = split_url_origin(&self.0);
        match relative.strip_prefix('/') {
            Some(path) => format!("{origin}/{path}"),
            None => format!("{}/{relative}", self.0),
        }
    }
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
                "`{url}` is not a base URL; it must look like `https://host` or `https://host/prefix`"
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
