//! URI references as text (RFC 3986), without fetching anything.

use std::path::Path;

/// The parts of a URI reference before its query and fragment.
struct UriParts<'t> {
    scheme: Option<&'t str>,
    authority: Option<&'t str>,
    path: &'t str,
}

/// The URI under which a file is known that does not name itself (RFC 3986
/// §5.1.3). Folders above the one that bindery runs in have no names there.
pub(super) fn of_file(path: &Path) -> String {
    let steps = path.to_string_lossy().replace('\\', "/");
    format!("file:///{}", steps.trim_start_matches('/'))
}

/// A reference without its fragment, and the fragment (RFC 3986 §3.5).
pub(crate) fn split_fragment(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// The URL of a file on the web that stands at the end of a text.
pub(super) fn find_web_url(text: &str) -> Option<&str> {
    let mut schemes = ["https://", "http://", "ftp://"].iter();
    schemes.find_map(|scheme| text.get(text.find(scheme)?..))
}

/// The name of the file that a URL leads to.
pub(super) fn read_file_name(url: &str) -> &str {
    let last = url.rsplit('/').next().unwrap_or_default();
    last.split(['?', '#']).next().unwrap_or_default()
}

/// Whether a URL starts with a scheme (RFC 3986 §3.1). A single letter is a
/// Windows drive.
pub(super) fn has_scheme(url: &str) -> bool {
    split_uri_parts(url).scheme.is_some()
}

/// What a reference without fragment means where `base` is the base URI (RFC 3986
/// §5.2).
pub(super) fn resolve_uri_reference(base: &str, reference: &str) -> String {
    let (written, base) = (split_uri_parts(reference), split_uri_parts(base));
    if written.scheme.is_some() {
        return reference.to_owned();
    }
    let authority = written.authority.or(base.authority);
    let path = if written.authority.is_some() || written.path.starts_with('/') {
        without_dots(written.path)
    } else if written.path.is_empty() {
        base.path.to_owned()
    } else {
        let folder = base.path.rfind('/').and_then(|end| base.path.get(..=end));
        without_dots(&format!("{}{}", folder.unwrap_or("/"), written.path))
    };
    let scheme = base.scheme.map(|scheme| format!("{scheme}:"));
    let authority = authority.map(|authority| format!("//{authority}"));
    [scheme, authority, Some(path)]
        .into_iter()
        .flatten()
        .collect()
}

fn split_uri_parts(url: &str) -> UriParts<'_> {
    let is_scheme = |scheme: &str| {
        // `C:` is a drive.
        scheme.len() > 1
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let (scheme, rest) = match url.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        Some(_) | None => (None, url),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
            (Some(authority), path)
        }
        None => (None, rest),
    };
    UriParts {
        scheme,
        authority,
        path,
    }
}

/// A path without `.` and `..` (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => {
                if steps.len() > 1 {
                    steps.pop();
                }
            }
            step => steps.push(step),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        steps.push("");
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::{of_file, resolve_uri_reference};

    /// RF-05, with the base URIs of OAS 3.2 Appendix F and RFC 3986 §5.4.
    #[test]
    fn references_are_resolved_against_their_base() {
        let cases = [
            (
                "https://example.com/api/openapi",
                "shared/foo",
                "https://example.com/api/shared/foo",
            ),
            (
                "https://example.com/api/shared/foo",
                "../schemas/foo",
                "https://example.com/api/schemas/foo",
            ),
            (
                "https://example.com/api/schemas/foo",
                "bar",
                "https://example.com/api/schemas/bar",
            ),
            (
                "https://example.com/api/openapi",
                "/api/openapi",
                "https://example.com/api/openapi",
            ),
            (
                "https://example.com/api/openapi",
                "",
                "https://example.com/api/openapi",
            ),
            ("https://example.com", "a", "https://example.com/a"),
            (
                "https://example.com/a/b",
                "//other.com/c",
                "https://other.com/c",
            ),
            ("https://example.com/a/b", "urn:pets:pet", "urn:pets:pet"),
            (
                "file:///specs/openapi.yaml",
                "./a/../pet",
                "file:///specs/pet",
            ),
            ("http://a/b/c/d", "../..", "http://a/"),
            ("http://a/b/c/d", "../../../g", "http://a/g"),
            ("http://a/b/c/d", ".", "http://a/b/c/"),
        ];
        for (base, reference, expected) in cases {
            assert_eq!(
                resolve_uri_reference(base, reference),
                expected,
                "{base} {reference}"
            );
        }
    }

    #[test]
    fn files_have_uris() {
        assert_eq!(of_file("specs/a.yaml".as_ref()), "file:///specs/a.yaml");
        assert_eq!(of_file("/specs/a.yaml".as_ref()), "file:///specs/a.yaml");
    }
}
