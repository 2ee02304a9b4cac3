//! URLs of servers: templates with variables (OAS 3.1 §4.8.5, §4.8.6), filled in
//! so that a value changes nothing but its own place.

use std::borrow::Cow;
use std::fmt;

use super::base_url::{BaseUrl, BaseUrlError, VariablePlace};
use super::path::is_dot_segment;
use crate::description::{Server, ServerVariable};
use crate::params::EscapeSet;
use crate::urls::{is_bracketed_address, is_port, is_url_scheme};

/// The URL of a server, with the caller's values for its variables, else the
/// defaults.
pub(crate) fn read_server_url(
    server: &Server,
    values: &[(String, String)],
) -> Result<BaseUrl, BaseUrlError> {
    let mut url = String::new();
    let mut rest = server.url;
    while let Some((literal, variable, after)) = find_next_variable(rest, server.variables) {
        url.push_str(literal);
        rest = after;
        let value = find_variable_value(variable, values);
        let follows = fill_unchecked(rest, server.variables, values);
        check_variable_value(variable, value, &url, &follows)?;
        if !value.is_empty() {
            let value = escape_variable_value(variable, value, &url);
            let joined = follows.starts_with('/').then(|| value.strip_suffix('/'));
            url.push_str(joined.flatten().unwrap_or(&value));
        } else if url.ends_with(':') && find_variable_place(&url, &follows) == VariablePlace::Port {
            // An empty port is the usual one (RFC 3986 §3.2.3).
            url.pop();
        } else if url.ends_with('/') && find_variable_place(&url, &follows) == VariablePlace::Path {
            // Without a value there is no segment.
            rest = rest.strip_prefix('/').unwrap_or(rest);
        }
    }
    url.push_str(rest);
    BaseUrl::parse(&url)
}

/// Names for which the caller gave values and which no server has.
pub(crate) fn list_unknown_variables<'a>(
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

/// The text before the first expression that names a variable, the variable,
/// and the text behind it.
fn find_next_variable<'t>(
    template: &'t str,
    variables: &'static [ServerVariable],
) -> Option<(&'t str, &'static ServerVariable, &'t str)> {
    let starts = template.match_indices('{');
    starts.into_iter().find_map(|(start, _)| {
        let (name, after) = template.get(start + 1..)?.split_once('}')?;
        let variable = variables.iter().find(|variable| variable.name == name)?;
        Some((template.get(..start)?, variable, after))
    })
}

/// The caller's last value for a variable, else its default.
fn find_variable_value<'v>(
    variable: &'static ServerVariable,
    values: &'v [(String, String)],
) -> &'v str {
    let mut given = values.iter().rev();
    let found = given.find(|(name, _)| name == variable.name);
    found.map_or(variable.default, |(_, value)| value)
}

/// What the rest of a template will be, to see what follows a variable.
fn fill_unchecked(
    template: &str,
    variables: &'static [ServerVariable],
    values: &[(String, String)],
) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((literal, variable, after)) = find_next_variable(rest, variables) {
        filled.push_str(literal);
        filled.push_str(find_variable_value(variable, values));
        rest = after;
    }
    filled + rest
}

/// Where something stands that comes after `before` and before `follows`.
fn find_variable_place(before: &str, follows: &str) -> VariablePlace {
    let Some((_, after_scheme)) = before.split_once("://") else {
        return match before {
            "" if follows.starts_with("://") => VariablePlace::Scheme,
            "" => VariablePlace::Start,
            path if path.starts_with('/') => VariablePlace::Path,
            _ => VariablePlace::Host,
        };
    };
    if after_scheme.contains('/') {
        VariablePlace::Path
    } else if after_scheme.contains(':') {
        VariablePlace::Port
    } else {
        VariablePlace::Host
    }
}

/// The value as it is written: what a path may not hold is escaped.
fn escape_variable_value<'v>(
    variable: &ServerVariable,
    value: &'v str,
    before: &str,
) -> Cow<'v, str> {
    match find_variable_place(before, "") {
        VariablePlace::Path if !is_documented_value(variable, value) => {
            EscapeSet::Template.apply(value)
        }
        _ => value.into(),
    }
}

/// Whether the value is one that the document itself names.
fn is_documented_value(variable: &ServerVariable, value: &str) -> bool {
    value == variable.default || variable.allowed.contains(&value)
}

/// A value of the document is what its author wants. One of the caller's may come
/// from anywhere (tenants, regions, names of accounts), so it may hold only what
/// cannot lead elsewhere; but where the default is more than a part of the host,
/// such as `localhost:8080` or `api.example.com/v1`, a value may be so as well.
fn check_variable_value(
    variable: &ServerVariable,
    value: &str,
    before: &str,
    follows: &str,
) -> Result<(), BaseUrlError> {
    if !variable.allowed.is_empty() && !variable.allowed.contains(&value) {
        return Err(BaseUrlError::NotAllowed {
            variable: variable.name,
            allowed: variable.allowed,
        });
    }
    let place = find_variable_place(before, follows);
    if value.is_empty() && leaves_gap(place, before, follows) {
        return Err(BaseUrlError::Missing {
            variable: variable.name,
        });
    }
    let usual = variable.default;
    let fits = is_documented_value(variable, value)
        || match place {
            VariablePlace::Scheme => is_url_scheme(value),
            VariablePlace::Start => is_host_start(value, follows),
            VariablePlace::Host => is_authority(value, usual, follows, is_host),
            VariablePlace::Port => is_authority(value, usual, follows, |port| {
                is_port(port) || port.is_empty()
            }),
            VariablePlace::Path => is_path(value, before, follows),
        };
    if fits {
        return Ok(());
    }
    Err(BaseUrlError::Unfit {
        variable: variable.name,
        place,
    })
}

/// Whether nothing at this place leaves a scheme or a label of the host empty.
fn leaves_gap(place: VariablePlace, before: &str, follows: &str) -> bool {
    match place {
        VariablePlace::Scheme => true,
        VariablePlace::Host => {
            let begins = before.ends_with("://") || before.ends_with('.');
            begins && (follows.is_empty() || follows.starts_with(['.', ':', '/']))
        }
        VariablePlace::Start | VariablePlace::Port | VariablePlace::Path => false,
    }
}

/// A whole URL, or a relative one, which cannot be sent anyway.
fn is_host_start(value: &str, follows: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else {
        return is_path(value, "", "");
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    let port = host.get(name.len() + 1..);
    // No other part of a host can follow an address of IPv6.
    let is_host = is_bracketed_address(host) || is_host(name) && port.is_none_or(is_port);
    // What ended the host in the value would make a host of what follows.
    let ends = port.is_none() && path.is_empty() || is_host_end(follows);
    is_url_scheme(scheme) && is_host && ends && is_path(path, "", follows)
}

/// A part of a host or a port, and what else its default has, too: a port, a path.
fn is_authority(value: &str, usual: &str, follows: &str, is_part: fn(&str) -> bool) -> bool {
    let at = value.find('/').filter(|_| usual.contains('/'));
    let (authority, path) = value.split_at(at.unwrap_or(value.len()));
    let split = authority.split_once(':').filter(|_| usual.contains(':'));
    let (part, port) = split.map_or((authority, None), |(host, port)| (host, Some(port)));
    let ends = at.is_none() && port.is_none() || is_host_end(follows);
    // Where the default begins with the path, host and port are complete before it.
    let is_part = |part: &str| match usual.starts_with('/') {
        true => part.is_empty(),
        false => is_part(part),
    };
    is_part(part) && port.is_none_or(is_port) && ends && is_path(path, "", follows)
}

/// Whether the authority ends before this text.
fn is_host_end(follows: &str) -> bool {
    follows.is_empty() || follows.starts_with('/')
}

fn is_host(part: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    part.chars().all(fits) && !part.contains("..")
}

/// A piece of a path that stays below the path in which it stands: together with
/// the rest of its first and its last segment it makes none of dots and no empty
/// one, also for a server that decodes it first.
fn is_path(value: &str, before: &str, follows: &str) -> bool {
    let start = before.rsplit('/').next().unwrap_or_default();
    let end = follows.split('/').next().unwrap_or_default();
    let whole = format!("{start}{value}{end}");
    let decoded = percent_encoding::percent_decode_str(&whole).decode_utf8_lossy();
    let unfit = |c: char| c.is_control() || c == '\\';
    let is_empty_segment =
        value.starts_with('/') && before.ends_with('/') || decoded.contains("//");
    let splits = |c: char| matches!(c, '?' | '#') || c.is_whitespace();
    let leaves = value.contains(splits)
        || decoded.contains(unfit)
        || is_empty_segment
        || decoded.split('/').any(is_dot_segment);
    !leaves
}

impl fmt::Display for VariablePlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Scheme => "it is the scheme of the URL, `http` or `https`",
            Self::Start => {
                "it begins the URL, so it must be `https://host`, perhaps with a path and without `?`, `#` and segments `.` and `..`"
            }
            Self::Host => {
                "it is a part of the host, so it may hold letters, digits, `-` and `.` alone; give another server with `.base_url(…)`"
            }
            Self::Port => "it is the port, so it may hold digits alone",
            Self::Path => {
                "it is a part of the path, so it may hold no blank, `?`, `#`, `\\`, `//` or segment `.` or `..`, percent-encoded or not"
            }
        })
    }
}
