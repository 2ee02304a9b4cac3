//! Percent-encoding (RFC 3986 §2.1), as references have it.

use percent_encoding::percent_decode_str;

/// Resolves `%41` to `A`. What is no valid escape stays, and so does a text that would
/// become none: either names nothing, and is shown to the user as it was written.
pub(crate) fn percent_decode(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::percent_decode;

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
