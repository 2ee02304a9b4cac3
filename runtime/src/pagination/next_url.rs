//! The URL of a next page: where it leads, if the walk may go there.

use http::Uri;

use crate::urls::{find_user_info, read_http_origin, resolve_url_reference, split_url_origin};

/// Origin, path and query of a next page, whose URL may be relative to that of the page
/// before it.
///
/// # Errors
///
/// If it is no URL, or leads to another origin: the requests of a walk have credentials,
/// which no page may send elsewhere. `http:` instead of `https:` counts as the same
/// origin and stays `https:`, as that is what servers write that do not know of the
/// proxy before them.
pub(super) fn resolve_next_url(sent: &str, next: &str) -> Result<NextUrl, String> {
    let target = resolve_url_reference(sent, next);
    let (Ok(from), Ok(to)) = (sent.parse::<Uri>(), target.parse::<Uri>()) else {
        return Err("the URL of the next page is not valid".to_owned());
    };
    let (old, new) = (read_http_origin(&from), read_http_origin(&to));
    let raised = match &new {
        Some((scheme, host, 80)) if scheme == "http" => {
            Some(("https".to_owned(), host.clone(), 443))
        }
        _ => None,
    };
    if old.is_none() || (old != new && old != raised) {
        let (origin, _) = split_url_origin(&target);
        let host = find_user_info(&target).and_then(|user| origin.get(user.end + 1..));
        let origin = host.unwrap_or(origin);
        return Err(format!(
            "the next page is at another origin, `{origin}`, to which credentials are not sent"
        ));
    }
    Ok(NextUrl {
        origin: split_url_origin(sent).0.to_owned(),
        path: to.path().to_owned(),
        query: to.query().unwrap_or_default().to_owned(),
    })
}

/// Where a next page is.
#[derive(Debug, PartialEq)]
pub(super) struct NextUrl {
    pub(super) origin: String,
    pub(super) path: String,
    pub(super) query: String,
}

#[cfg(test)]
mod tests {
    use super::resolve_next_url;

    #[test]
    fn only_the_same_origin_is_followed() {
        let sent = "https://api.example/v1/pets?page=1";
        let found = |next| {
            let next = resolve_next_url(sent, next).ok()?;
            Some(format!("{} {} {}", next.origin, next.path, next.query))
        };
        let there = |rest: &str| Some(format!("https://api.example {rest}"));
        assert_eq!(found("/v1/pets?page=2"), there("/v1/pets page=2"));
        assert_eq!(found("?page=2"), there("/v1/pets page=2"));
        assert_eq!(found("HTTPS://API.example:443/a"), there("/a "));
        assert_eq!(found("http://api.example/a?b"), there("/a b"));
        for other in [
            "https://evil.example/",
            "//evil.example/",
            "https://api.example:8443/",
            "http://api.example:8080/",
            "https://api.example@evil.example/",
            "ftp://api.example/",
            "https://api.example.evil/",
        ] {
            assert_eq!(found(other), None, "{other}");
        }
        assert!(resolve_next_url("http://a.example/", "https://a.example/").is_err());
    }
}
