//! Characters that a credential cannot hold where it travels, as they would end
//! it there and begin something else. Errors say which, and show nothing of it.

use super::choose::ChosenCredential;
use super::plain::print_plain_credential;
use super::tokens::Tokens;
use super::{Auth, AuthKind};
use crate::description::{Api, Scheme, SchemeKind};
use crate::secrets::Secret;

/// Why a credential of a client can be right for no call; `None` when it may be
/// right for some.
pub(crate) fn explain_unfit(auth: &Auth, api: &Api) -> Option<String> {
    if let Err(why) = check_basic(&auth.0) {
        return Some(why.to_owned());
    }
    let fitting = api.schemes.iter().filter(|scheme| auth.fits(scheme));
    let mut unfit = fitting.map(|scheme| check_cookie(&auth.0, &Tokens::default(), scheme));
    let first = unfit.next()?.err()?;
    unfit
        .all(|checked| checked.is_err())
        .then(|| first.to_owned())
}

/// Checks a chosen credential.
pub(super) fn check_choice(choice: &ChosenCredential, tokens: &Tokens) -> Result<(), &'static str> {
    check_basic(&choice.auth.0)?;
    let scheme = choice.scheme;
    scheme.map_or(Ok(()), |scheme| {
        check_cookie(&choice.auth.0, tokens, scheme)
    })
}

/// What RFC 7617 §2 forbids: the first `:` ends the user, and control characters
/// are mostly the line end of a file.
fn check_basic(kind: &AuthKind) -> Result<(), &'static str> {
    let AuthKind::Basic { user, password } = kind else {
        return Ok(());
    };
    let user = user.expose();
    if user.contains(':') {
        return Err(
            "the user of the basic authentication holds `:`, so a part of it would be read as the password",
        );
    }
    if [user, password.expose()]
        .iter()
        .any(|text| text.contains(char::is_control))
    {
        return Err("the user or the password holds a line break or another control character");
    }
    Ok(())
}

/// A cookie's value is made of `cookie-octet`s, perhaps in quotes (RFC 6265
/// §4.1.1): `;` would add another cookie.
fn check_cookie(kind: &AuthKind, tokens: &Tokens, scheme: &Scheme) -> Result<(), &'static str> {
    let SchemeKind::Cookie(_) = scheme.kind else {
        return Ok(());
    };
    let text = print_plain_credential(kind, tokens);
    let text = text.as_ref().map_or("", Secret::expose);
    let quoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    if quoted.unwrap_or(text).bytes().all(is_cookie_octet) {
        Ok(())
    } else {
        Err(
            "the key holds what a cookie cannot: a blank, `\"`, `,`, `;`, `\\`, a control character or one beyond ASCII",
        )
    }
}

fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}
