//! Percent-encoding (RFC 3986 §2.1), as references have it.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What no path of a URI holds as it is (RFC 3986 §3.3).
const NO_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path of a file as the path of a URI.
pub(crate) fn percent_encode_path(path: &str) -> String {
    utf8_percent_encode(path, NO_PATH).to_string()
}

/// Resolves `%41` to `A`. What is no valid escape stays, and so does a text that would
/// become none: either names nothing, and is shown to the user as it was written.
pub(crate) fn percent_decode(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::{percent_decode, percent_encode_path};

    #[test]
    fn paths_of_files_are_paths_of_uris() {
        assert_eq!(
            percent_encode_path("a b/50%/é#1.yaml"),
            "a%20b/50%25/%C3%A9%231.yaml"
        );
    }

    #[test]
    fn percent_signs_decode_to_text() {
        for (written, decoded) in [
            ("a%2Fb%C3%A9", "a/bé"),
            ("100%", "100%"),
            ("%zz%4", "%zz%4"),
            ("%+1", "%+1"),
            ("%FF", "%FF"),
        ] {
            assert_eq!(percent_decode(written), decoded);
        }
    }
}
