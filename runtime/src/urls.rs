//! URLs as texts, taken apart by the grammar of RFC 3986. No other file does so: who forgets
//! that paths may hold `@`, or that a query may hold a URL, sends credentials elsewhere.
//!
//! A text that is a whole URL is asked as [`http::Uri`]. Here is what that does not know: texts
//! that are not yet a URL, or none, and references that are relative.

use std::net::Ipv6Addr;
use std::ops::Range;

use http::Uri;

/// Whether a text is a scheme (RFC 3986 §3.1).
pub(crate) fn is_url_scheme(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(fits)
}

/// Whether a URL begins with a scheme; else it is relative, even if its query holds
/// another URL.
pub(crate) fn has_url_scheme(url: &str) -> bool {
    url.split_once(':')
        .is_some_and(|(scheme, _)| is_url_scheme(scheme))
}

/// Where the authority stands (RFC 3986 §3.2): behind the first `//`, or at the start of a
/// text that has none, up to the path, the query or the fragment.
fn find_authority(url: &str) -> Range<usize> {
    let start = url.find("//").map_or(0, |at| at + 2);
    let rest = url.get(start..).unwrap_or_default();
    let end = rest.find(['/', '?', '#']);
    start..end.map_or(url.len(), |end| start + end)
}

/// Scheme and authority of an absolute URL, and the rest of it; `/` where there is none.
pub(crate) fn split_url_origin(url: &str) -> (&str, &str) {
    let (origin, rest) = url
        .split_at_checked(find_authority(url).end)
        .unwrap_or((url, ""));
    (origin, if rest.is_empty() { "/" } else { rest })
}

/// Where user and password stand (RFC 3986 §3.2.1), without the `@` that ends them. Paths may
/// hold `@`, too (§3.3), such as `/users/@me`.
pub(crate) fn find_user_info(url: &str) -> Option<Range<usize>> {
    let authority = find_authority(url);
    let end = url.get(authority.clone())?.rfind('@')?;
    Some(authority.start..authority.start + end)
}

/// Whether a text is the number of a port.
pub(crate) fn is_port(port: &str) -> bool {
    port.chars().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

/// Whether an authority is an address of IPv6, perhaps with a port.
pub(crate) fn is_bracketed_address(authority: &str) -> bool {
    let inside = authority.strip_prefix('[');
    inside
        .and_then(|rest| rest.split_once(']'))
        .is_some_and(|(address, after)| {
            let port = after.strip_prefix(':');
            address.parse::<Ipv6Addr>().is_ok() && (after.is_empty() || port.is_some_and(is_port))
        })
}

/// Whether a URL names a server that HTTP can ask: each label of its name holds something,
/// and a port is one.
pub(crate) fn names_http_server(uri: &Uri) -> bool {
    let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri.host().unwrap_or_default();
    // One dot at the end makes a name absolute (RFC 1034 §3.1).
    let name = host.strip_suffix('.').unwrap_or(host);
    let has_labels = name.split('.').all(|label| !label.is_empty());
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let port = authority.strip_prefix(host).unwrap_or(authority);
    let has_port = port
        .strip_prefix(':')
        .is_none_or(|port| port.is_empty() || is_port(port));
    is_http && has_labels && has_port
}

/// Scheme, host and port of a URL of HTTP, such that equal origins are equal (RFC 6454 §4).
pub(crate) fn read_http_origin(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let host = uri.host()?.to_ascii_lowercase();
    Some((scheme, host, uri.port_u16().unwrap_or(usual)))
}

/// What a reference that stands in the response to `from` means, as an absolute URL without
/// its fragment (RFC 3986 §5.2). Segments of dots are left to the transport.
pub(crate) fn resolve_url_reference(from: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    let (origin, path) = split_url_origin(from);
    let scheme = from.split("//").next().unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let folder = path.rfind('/').and_then(|end| path.get(..=end));
    if has_url_scheme(reference) {
        reference.to_owned()
    } else if reference.starts_with("//") {
        format!("{scheme}{reference}")
    } else if reference.starts_with('/') {
        format!("{origin}{reference}")
    } else if reference.is_empty() || reference.starts_with('?') {
        format!("{origin}{path}{reference}")
    } else {
        format!("{origin}{}{reference}", folder.unwrap_or("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::{find_user_info, is_bracketed_address, resolve_url_reference, split_url_origin};

    #[test]
    fn an_origin_ends_where_its_authority_ends() {
        for (url, origin, rest) in [
            ("https://h", "https://h", "/"),
            ("https://h/a@b", "https://h", "/a@b"),
            ("https://h?at=/x", "https://h", "?at=/x"),
            ("https://h#/x", "https://h", "#/x"),
            ("https://u:p@h:1/a//b", "https://u:p@h:1", "/a//b"),
        ] {
            assert_eq!(split_url_origin(url), (origin, rest), "{url}");
        }
    }

    #[test]
    fn a_user_stands_before_the_host_alone() {
        for (url, user) in [
            ("https://u:p@h/@me", Some("u:p")),
            ("https://u@v@h", Some("u@v")),
            ("u:p@h", Some("u:p")),
            ("//u@h", Some("u")),
            ("https://h/users/@me", None),
            ("https://h?to=a@b", None),
            ("https://h#a@b", None),
        ] {
            assert_eq!(find_user_info(url).map(|at| &url[at]), user, "{url}");
        }
    }

    #[test]
    fn references_are_resolved() {
        let from = "https://h:1/a/b?c=/d";
        for (reference, target) in [
            ("https://other/x#y", "https://other/x"),
            ("//other/x", "https://other/x"),
            ("/x", "https://h:1/x"),
            ("x?y", "https://h:1/a/x?y"),
            ("?y", "https://h:1/a/b?y"),
            ("", "https://h:1/a/b"),
        ] {
            assert_eq!(resolve_url_reference(from, reference), target);
        }
        assert_eq!(resolve_url_reference("https://h?a", "x"), "https://h/x");
    }

    #[test]
    fn addresses_of_ipv6_are_known() {
        assert!(is_bracketed_address("[::1]"));
        assert!(is_bracketed_address("[::1]:80"));
        for other in ["[::1]80", "[h]", "::1", "[::1]:x"] {
            assert!(!is_bracketed_address(other), "{other}");
        }
    }
}
