//! URLs for people.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::fields::{Names, mask_pairs};
use super::known::Secrets;
use super::mask::MASK;
use super::names::is_secret_path_name;
use crate::urls::find_user_info;

/// A URL that is masked when somebody looks at it, and not before.
#[derive(Clone, Default)]
pub(crate) struct ShownUrl {
    url: Arc<str>,
    /// The operation's path, which names the parts of that of the URL.
    template: &'static str,
    secrets: Secrets,
    masked: OnceLock<Box<str>>,
}

impl ShownUrl {
    pub(crate) fn new(url: &str, template: &'static str, secrets: Secrets) -> Self {
        Self {
            url: url.into(),
            template,
            secrets,
            masked: OnceLock::new(),
        }
    }

    /// Without secrets.
    pub(crate) fn as_str(&self) -> &str {
        self.masked.get_or_init(|| {
            let names = |name: &str| self.secrets.find_name(name);
            let named = mask_url(&self.url, self.template, &names);
            self.secrets.mask(&named).into()
        })
    }
}

impl fmt::Debug for ShownUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(out)
    }
}

/// Masks what in a URL is named like a secret: keys of its query, and parts of
/// its path by the names that a template has for them.
pub(crate) fn mask_url(url: &str, template: &str, names: Names<'_>) -> String {
    let (url, fragment) = split_at_mark(url, '#');
    let (path, query) = split_at_mark(url, '?');
    let mut masked = mask_path(&mask_user_info(path), template);
    for (mark, pairs) in [('?', query), ('#', fragment)] {
        if let Some(pairs) = pairs {
            masked.push(mark);
            // A fragment may hold tokens as well (RFC 6749 §4.2.2).
            masked.push_str(&mask_pairs(pairs, names));
        }
    }
    masked
}

/// A text that should have been a base URL, without what may be secret in it
/// whatever it is called: user and password, query and fragment.
pub(crate) fn mask_url_structure(url: &str) -> String {
    let end = url.find(['?', '#']);
    let (url, tail) = url
        .split_at_checked(end.unwrap_or(url.len()))
        .unwrap_or((url, ""));
    let mut masked = mask_user_info(url).into_owned();
    if let Some(mark) = tail.chars().next() {
        masked.push(mark);
        if tail.len() > 1 {
            masked.push_str(MASK);
        }
    }
    masked
}

/// The URL without user and password (RFC 3986 §3.2.1).
fn mask_user_info(url: &str) -> Cow<'_, str> {
    let parts =
        find_user_info(url).and_then(|user| Some((url.get(..user.start)?, url.get(user.end..)?)));
    match parts {
        Some((before, host)) => Cow::Owned(format!("{before}{MASK}{host}")),
        None => Cow::Borrowed(url),
    }
}

/// The segments of a path stand at its end: a base URL may stand before them.
fn mask_path(path: &str, template: &str) -> String {
    if !template.contains('{') {
        return path.to_owned();
    }
    let mut named = template.rsplit('/');
    let mut segments: Vec<&str> = path.rsplit('/').collect();
    for segment in &mut segments {
        let named = named.next().unwrap_or_default();
        let mut names = named.split('{').skip(1);
        let is_secret = |name: &str| is_secret_path_name(name.split('}').next().unwrap_or(name));
        if !segment.is_empty() && names.any(is_secret) {
            *segment = MASK;
        }
    }
    segments.reverse();
    segments.join("/")
}

fn split_at_mark(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::is_secret_name;
    use super::*;

    #[test]
    fn secrets_by_their_names() {
        for (url, template, masked) in [
            ("https://h/v1/a?b=c", "/a", "https://h/v1/a?b=c"),
            (
                "https://h/v1/reset/x%2Fy/done",
                "/reset/{token}/done",
                "https://h/v1/reset/[redacted]/done",
            ),
            ("https://h/p/K-1", "/p/{project_key}", "https://h/p/K-1"),
            (
                "https://u:p@h/a?session_token=x&b=c#access_token=y",
                "",
                "https://[redacted]@h/a?session_token=[redacted]&b=c#access_token=[redacted]",
            ),
        ] {
            assert_eq!(mask_url(url, template, &is_secret_name), masked);
        }
    }

    #[test]
    fn what_is_no_base_url() {
        for (url, masked) in [
            ("https://u:p@h/a?x=1", "https://[redacted]@h/a?[redacted]"),
            ("u:p@h", "[redacted]@h"),
            ("h/a#", "h/a#"),
            ("//h", "//h"),
        ] {
            assert_eq!(mask_url_structure(url), masked);
        }
    }
}
