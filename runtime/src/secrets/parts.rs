//! What of a credential is secret by itself.

use zeroize::Zeroizing;

use crate::json::{from_json, to_json};
use crate::limits::{SHORTEST_PIECE_OF_TOKEN, SHORTEST_SECRET};
use crate::values::Base64;

/// All of a credential that must not show, given as it travels (`Bearer …`): the
/// whole, what follows its scheme, the pieces of a token that has several (RFC
/// 7519 §3), and the password of basic authentication (RFC 7617 §2), which
/// servers repeat as they have read it. The user is a name and may show, unless
/// there is no password beside it.
pub(super) fn list_credential_parts(whole: &str) -> Vec<Zeroizing<String>> {
    let mut parts = Vec::new();
    push_part(&mut parts, whole, SHORTEST_SECRET);
    let token = whole.split_once(' ').map_or(whole, |(_, token)| token);
    push_part(&mut parts, token, SHORTEST_SECRET);
    match encode_user_and_password(whole, token) {
        Some(text) => {
            // Padding is optional, and URLs have another alphabet.
            let bare = token.trim_end_matches('=');
            push_part(&mut parts, bare, SHORTEST_SECRET);
            push_part(
                &mut parts,
                &bare.replace('+', "-").replace('/', "_"),
                SHORTEST_SECRET,
            );
            let (user, password) = text.split_once(':').unwrap_or((&text, ""));
            push_part(&mut parts, password, SHORTEST_SECRET);
            if password.len() < SHORTEST_SECRET {
                push_part(&mut parts, user, SHORTEST_SECRET);
            }
            push_part(&mut parts, &text, SHORTEST_SECRET);
        }
        None => {
            // A user and a password for a scheme that is not known yet.
            let password = token.split_once(':').map(|(_, password)| password);
            push_part(&mut parts, password.unwrap_or_default(), SHORTEST_SECRET);
            for piece in token.split(|c: char| c.is_whitespace() || ".:$|,;=&\"".contains(c)) {
                push_part(&mut parts, piece, SHORTEST_PIECE_OF_TOKEN);
            }
        }
    }
    parts
}

fn push_part(parts: &mut Vec<Zeroizing<String>>, part: &str, shortest: usize) {
    if part.len() >= shortest {
        parts.push(Zeroizing::new(part.to_owned()));
    }
}

/// A secret in Base64 (RFC 4648 §4) and in its alphabet for URLs (§5), without padding, which is
/// optional: tokens are passed on so, and programs that log requests write bytes so.
pub(super) fn spell_in_base64(secret: &str) -> Vec<Zeroizing<String>> {
    if secret.len() < SHORTEST_SECRET {
        return Vec::new();
    }
    let json = Zeroizing::new(to_json(&Base64(secret.as_bytes().to_vec())));
    let standard = json.trim_matches('"').trim_end_matches('=').to_owned();
    let standard = Zeroizing::new(standard);
    let for_urls = Zeroizing::new(standard.replace('+', "-").replace('/', "_"));
    vec![standard, for_urls]
}

/// What basic authentication spells in Base64.
fn encode_user_and_password(whole: &str, token: &str) -> Option<Zeroizing<String>> {
    let is_basic = whole
        .get(..6)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic "));
    let quoted = is_basic.then(|| Zeroizing::new(format!("\"{token}\"")))?;
    let bytes: Base64 = from_json(quoted.as_str()).ok()?;
    String::from_utf8(bytes.into()).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(whole: &str) -> Vec<String> {
        let parts = list_credential_parts(whole);
        parts.iter().map(|part| part.to_string()).collect()
    }

    #[test]
    fn passwords_are_parts_and_users_beside_them_are_not() {
        // admin:s3:cret
        let found = parts("Basic YWRtaW46czM6Y3JldA==");
        assert!(found.contains(&"s3:cret".to_owned()), "{found:?}");
        assert!(
            found.contains(&"YWRtaW46czM6Y3JldA".to_owned()),
            "{found:?}"
        );
        assert!(!found.contains(&"admin".to_owned()), "{found:?}");
        // sk_live:x
        let found = parts("basic c2tfbGl2ZTp4");
        assert!(found.contains(&"sk_live".to_owned()), "{found:?}");
    }

    #[test]
    fn pieces_of_tokens() {
        let found = parts("Bearer header12.payload34.sig");
        assert!(found.contains(&"payload34".to_owned()), "{found:?}");
        assert!(!found.contains(&"sig".to_owned()), "{found:?}");
        assert_eq!(parts("abc"), [""; 0]);
    }
}
