//! Names that secrets have: of members, parameters, form fields and headers.

#[cfg(feature = "client")]
use http::{HeaderName, HeaderValue};

/// Words that make a name that of a secret, in the singular.
const SECRET_WORDS: [&str; 29] = [
    "assertion",
    "auth",
    "authorization",
    "bearer",
    "cookie",
    "credential",
    "csrf",
    "cvc",
    "cvv",
    "jwt",
    "key",
    "otp",
    "pass",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "pwd",
    "secret",
    "session",
    "sid",
    "sig",
    "signature",
    "token",
    "totp",
    "xsrf",
    // Written as one word.
    "apikey",
    "authkey",
    "sessionid",
];

/// Such words, before or behind others without anything between them:
/// `accesstoken`, `secretkey`.
const JOINED_WORDS: [&str; 5] = ["token", "secret", "password", "passwd", "key"];

/// The others. Others than these make other words, such as `tokenizer` and
/// `monkey`.
const BESIDE: [&str; 21] = [
    "access", "api", "app", "auth", "bearer", "client", "csrf", "device", "db", "id", "key", "my",
    "new", "old", "private", "refresh", "secret", "session", "user", "web", "xsrf",
];

/// What the last word of a name is when it tells something about a secret:
/// `token_type`, `keyCount`.
const DESCRIPTIONS: [&str; 34] = [
    "age",
    "alg",
    "algorithm",
    "at",
    "count",
    "duration",
    "endpoint",
    "expiration",
    "expires",
    "expiry",
    "format",
    "in",
    "length",
    "lifetime",
    "limit",
    "max",
    "method",
    "min",
    "name",
    "names",
    "policy",
    "required",
    "scheme",
    "size",
    "state",
    "status",
    "timeout",
    "ttl",
    "type",
    "types",
    "uri",
    "url",
    "version",
    "versions",
];

/// Keys that everybody may know.
const HARMLESS: [&str; 6] = ["foreign", "partition", "primary", "pub", "public", "sort"];

/// How a name is that of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecretName {
    /// `token`: of one.
    One,
    /// `tokens`: of several, or a number of them.
    Many,
}

/// Whether a name is that of a secret, by the words in it: `apiKey`,
/// `private_key`, `X-Auth-Token`, `user[password]`; not `monkey`, `keyboard`,
/// `token_type`.
pub(crate) fn is_secret_name(name: &str) -> Option<SecretName> {
    let words = split_words(name);
    let is_harmless = |word: &String| HARMLESS.contains(&word.as_str());
    if DESCRIPTIONS.contains(&words.last()?.as_str()) || words.iter().any(is_harmless) {
        return None;
    }
    // The last one tells: `session_tokens` are several, `tokens_secret` is one.
    words.iter().rev().find_map(|word| find_secret_word(word))
}

fn find_secret_word(word: &str) -> Option<SecretName> {
    if is_secret_word(word) {
        return Some(SecretName::One);
    }
    let singular = word.strip_suffix('s')?;
    is_secret_word(singular).then_some(SecretName::Many)
}

fn is_secret_word(word: &str) -> bool {
    let is_joined = |known: &&str| {
        let beside = word
            .strip_suffix(*known)
            .or_else(|| word.strip_prefix(*known));
        beside.is_some_and(|beside| BESIDE.contains(&beside))
    };
    SECRET_WORDS.contains(&word) || JOINED_WORDS.iter().any(is_joined)
}

/// Whether a part of a path with this name is a secret: a key alone is mostly
/// the name of something there (`/projects/{project_key}`).
pub(crate) fn is_secret_path_name(name: &str) -> bool {
    let words = split_words(name);
    let mut last_two = words.iter().rev().map(String::as_str);
    let is_plain_key = last_two.next() == Some("key")
        && !last_two.next().is_some_and(|word| BESIDE.contains(&word));
    is_secret_name(name).is_some() && !is_plain_key
}

/// A name without what conventions make of it: `accessToken`, `access_token` and
/// `Access-Token` are the same.
pub(crate) fn normalize_name(name: &str) -> String {
    name.replace(['_', '-'], "").to_ascii_lowercase()
}

/// Marks the value of a header as sensitive if its name says so: debugging output
/// hides such values, and HTTP/2 does not index them (RFC 7541 §7.1.3).
#[cfg(feature = "client")]
pub(crate) fn mark_secret_header(name: &HeaderName, value: &mut HeaderValue) {
    if is_secret_name(name.as_str()).is_some() {
        value.set_sensitive(true);
    }
}

/// The words of a name, in lower case: split at what is no letter and no digit,
/// and where the case says so (`secretAccessKey`, `APIKey`).
fn split_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = name.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let next_is_small = letters.peek().is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase()
            && (before.is_lowercase() || before.is_numeric() || next_is_small);
        if (begins || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphabetic() {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets() {
        for name in [
            "secret",
            "session_id",
            "private_key",
            "secretAccessKey",
            "secretkey",
            "api_token",
            "otp",
            "authorization",
            "session_token",
            "X-Api-Key",
            "APIKey",
            "apikey",
            "accesstoken",
            "refresh-token",
            "idToken",
            "IDToken",
            "client_assertion",
            "clientSecret",
            "user[password]",
            "pass",
            "passwordHash",
            "db.passwd",
            "Set-Cookie",
            "credentials",
            "webhookSignature",
            "X-Amz-Signature",
            "key2",
            "PASSWORD",
            "API_KEY",
            "clientsecret",
        ] {
            assert!(is_secret_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn names_of_other_things() {
        for name in [
            "monkey",
            "keyboard",
            "keyword",
            "compass",
            "passenger",
            "secretary",
            "tokenizer",
            "authored",
            "author",
            "donkeys",
            "token_type",
            "tokenUrl",
            "password_expires_at",
            "keyCount",
            "public_key",
            "obsession",
            "",
            "--",
            "signal",
        ] {
            assert_eq!(is_secret_name(name), None, "{name}");
        }
        assert_eq!(is_secret_name("total_tokens"), Some(SecretName::Many));
    }

    #[test]
    fn names_in_paths() {
        for (name, secret) in [
            ("token", true),
            ("api_key", true),
            ("session_id", true),
            ("project_key", false),
            ("key", false),
            ("id", false),
        ] {
            assert_eq!(is_secret_path_name(name), secret, "{name}");
        }
    }
}
