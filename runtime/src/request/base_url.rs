//! Base URLs: those of the document with their variables, or the caller's own
//! (OAS 3.1 §4.8.5).

use std::fmt;

use http::Uri;

use crate::api::{Server, Variable};

/// An absolute URL to which paths are appended; never ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl(String);

/// Why a text is no base URL.
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
    Unfit { variable: &'static str },
}

impl BaseUrl {
    /// Checks a URL.
    pub(crate) fn parse(url: &str) -> Result<Self, BaseUrlError> {
        if url.contains(['?', '#']) {
            return Err(BaseUrlError::Tail(url.to_owned()));
        }
        if url.contains('@') {
            return Err(BaseUrlError::UserInfo);
        }
        if !url.contains("://") {
            return Err(BaseUrlError::Relative(url.to_owned()));
        }
        let uri: Uri = url
            .parse()
            .map_err(|_| BaseUrlError::Invalid(url.to_owned()))?;
        match (uri.scheme_str(), uri.host()) {
            (Some("http" | "https"), Some(host)) if !host.is_empty() => {
                Ok(Self(url.trim_end_matches('/').to_owned()))
            }
            _ => Err(BaseUrlError::Invalid(url.to_owned())),
        }
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

/// The URL of a server, with the caller's values for its variables, else the
/// defaults.
pub(crate) fn from_server(
    server: &Server,
    values: &[(String, String)],
) -> Result<BaseUrl, BaseUrlError> {
    let mut url = server.url.to_owned();
    for variable in server.variables {
        let value = values
            .iter()
            .rev()
            .find(|(name, _)| name == variable.name)
            .map_or(variable.default, |(_, value)| value);
        let template = format!("{{{}}}", variable.name);
        let leads = url.starts_with(&template);
        check(variable, value, leads)?;
        url = url.replace(&template, value);
    }
    BaseUrl::parse(&url)
}

fn check(variable: &Variable, value: &str, leads: bool) -> Result<(), BaseUrlError> {
    if !variable.allowed.is_empty() && !variable.allowed.contains(&value) {
        return Err(BaseUrlError::NotAllowed {
            variable: variable.name,
            allowed: variable.allowed,
        });
    }
    let structure = !leads && value.contains("://");
    if structure || value.contains(|c: char| matches!(c, '?' | '#' | '@') || c.is_whitespace()) {
        return Err(BaseUrlError::Unfit {
            variable: variable.name,
        });
    }
    Ok(())
}

/// Names for which the caller gave values and which no server has.
pub(crate) fn unknown_variables<'a>(
    servers: &'a [Server],
    values: &'a [(String, String)],
) -> impl Iterator<Item = &'a str> {
    let known = |name: &str| {
        let mut variables = servers.iter().flat_map(|server| server.variables);
        variables.any(|variable| variable.name == name)
    };
    values
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(move |name| !known(name))
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
            Self::Unfit { variable } => write!(
                out,
                "the value of the server variable `{variable}` holds a blank, `?`, `#`, `@` or `://`; it stands inside the URL and is not a URL itself"
            ),
        }
    }
}
