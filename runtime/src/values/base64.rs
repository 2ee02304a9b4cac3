//! Bytes that travel as text (RFC 4648).

use std::fmt;

use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The two alphabets: a type for each, and how its bytes are read and written.
macro_rules! base64 {
    ($(#[$docs:meta])* $name:ident, $alphabet:ident, $padded:literal) => {
        $(#[$docs])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub Vec<u8>);

        impl fmt::Debug for $name {
            /// Shows the bytes as Rust writes them: `Base64(b"\x01abc")`.
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}(b\"{}\")", stringify!($name), self.0.escape_ascii())
            }
        }

        impl fmt::Display for $name {
            /// The text that travels.
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(&encode_groups(&self.0, $alphabet, $padded))
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl From<$name> for Vec<u8> {
            fn from(bytes: $name) -> Self {
                bytes.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl Encode for $name {
            fn encode(&self, to: &mut Writer) {
                to.string(&encode_groups(&self.0, $alphabet, $padded));
            }
        }

        impl Decode for $name {
            fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                decode_base64(from).map(Self)
            }
        }
    };
}

base64! {
    /// Bytes in base64 (RFC 4648 §4), written with padding. Read with or
    /// without padding, in either alphabet.
    Base64, STANDARD, true
}

base64! {
    /// Bytes in base64url (RFC 4648 §5), written without padding. Read with or
    /// without padding, in either alphabet.
    Base64Url, URL, false
}

/// Writes groups of three bytes as four letters.
fn encode_groups(bytes: &[u8], alphabet: &[u8; 64], padded: bool) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group
            .iter()
            .fold(0, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - group.len()));
        for letter in 0..4 {
            let index = bits >> (18 - 6 * letter) & 63;
            if letter <= group.len() {
                let letter = alphabet.get(index as usize).copied();
                text.push(letter.map_or('=', char::from));
            } else if padded {
                text.push('=');
            }
        }
    }
    text
}

fn decode_base64(from: &mut Reader<'_>) -> Result<Vec<u8>, DecodeError> {
    const EXPECTED: &str = "base64 text";
    let offset = from.offset();
    let text = from.string_or(EXPECTED)?;
    decode_groups(&text).ok_or_else(|| Reader::misfit(offset, EXPECTED, "another text"))
}

/// Reads groups of four letters as three bytes; the last may be shorter.
fn decode_groups(text: &str) -> Option<Vec<u8>> {
    let unpadded = text.trim_end_matches('=');
    if text.len() - unpadded.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(unpadded.len() / 4 * 3 + 2);
    for group in unpadded.as_bytes().chunks(4) {
        let missing = 4 - group.len();
        if missing == 3 {
            return None;
        }
        let bits = group
            .iter()
            .try_fold(0, |bits, &letter| Some(bits << 6 | decode_letter(letter)?))?;
        let [_, group @ ..] = (bits << (6 * missing)).to_be_bytes();
        bytes.extend(group.iter().take(3 - missing));
    }
    Some(bytes)
}

fn decode_letter(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}
