//! URLs inside documentation.

use std::fmt;
use std::fmt::Write as _;

use super::letters::is_hidden;

/// What a link of documentation may lead to. A browser runs `javascript:` and the like
/// when it is clicked on.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// A URL that can stand between `<` and `>` of Markdown, as a link by itself or as the
/// target of one: it leads to a page or to somebody's mail, and ends nothing around it.
///
/// ```
/// use bindery::printable::WebLink;
///
/// assert_eq!(WebLink::new("https://a.example/<b>").unwrap().to_string(), "https://a.example/%3Cb%3E");
/// assert!(WebLink::new("javascript:alert(1)").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebLink(String);

impl WebLink {
    /// The URL with whatever could end the link percent-encoded (RFC 3986 §2.1); `None`
    /// for another scheme than `http`, `https` or `mailto`, and for relative URLs, which
    /// lead nowhere from documentation.
    pub fn new(url: &str) -> Option<Self> {
        let url = url.trim();
        if !leads_to_the_web(url) {
            return None;
        }
        let mut encoded = String::with_capacity(url.len());
        for letter in url.chars() {
            if ends_something(letter) {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(encoded, "%{byte:02X}");
                }
            } else {
                encoded.push(letter);
            }
        }
        Some(Self(encoded))
    }
}

/// Whether a URL has one of the [`SCHEMES`], and something behind it.
pub(super) fn leads_to_the_web(url: &str) -> bool {
    let has = |scheme: &&str| {
        let head = url.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
    };
    SCHEMES.iter().any(has)
}

/// Brackets end the link, backticks begin code, a backslash escapes the bracket behind it,
/// a bar ends the cell of a table.
fn ends_something(letter: char) -> bool {
    letter.is_whitespace() || is_hidden(letter) || "<>\"`\\|^{}".contains(letter)
}

impl fmt::Display for WebLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
