//! What to do about an error.

use std::fmt;

use super::failure::{BodyMisfit, Failure, FailureCause};
use super::{Delivery, Missing};
use crate::description::{Scheme, SchemeKind};
use crate::transport::TransportErrorKind;

/// Seconds of a year; servers that ask for more mean "never".
const YEAR: u64 = 365 * 24 * 60 * 60;

/// What to do about it.
pub(super) fn write_advice(failure: &Failure, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let status = failure.head.as_ref().map(|head| head.status.as_u16());
    match &failure.trouble {
        FailureCause::Invalid(_) => out.write_str(" Correct this and call again."),
        FailureCause::Auth(missing) => write_auth_methods(missing, out),
        FailureCause::Token(_) => Ok(()),
        FailureCause::Connect(error) if error.kind() == TransportErrorKind::Unsupported => Ok(()),
        FailureCause::Connect(_) => {
            out.write_str(" Check the base URL, the network and the proxy settings.")
        }
        FailureCause::Timeout(..) | FailureCause::Transport(_) => {
            out.write_str(advise_repetition(failure))
        }
        FailureCause::TooLarge(_) => {
            out.write_str(" Ask for less, or raise the limit with `.max_response_size(…)`.")
        }
        FailureCause::Api(..) | FailureCause::Undocumented(_) => {
            out.write_str(advise_by_status(status))?;
            write_body_misfit(&failure.trouble, out)?;
            match failure.retry_after().map(|wait| wait.as_secs()) {
                None | Some(0) => Ok(()),
                Some(wait) if wait > YEAR => {
                    out.write_str(" The server asks to wait for more than a year.")
                }
                Some(wait) => write!(out, " The server asks to wait {wait} s."),
            }
        }
        FailureCause::Decode(error) if error.is_limit() => out.write_str(
            " Ask for less, or raise the limits with `.max_decoded_size(…)` and `.max_nesting(…)`.",
        ),
        FailureCause::Decode(_) => {
            out.write_str(" The document and the API disagree")?;
            if let Some(place) = failure.document_place() {
                write!(out, " at `{place}`")?;
            }
            out.write_str(": report it to the provider, or correct the document with an overlay.")
        }
        FailureCause::Pages(_) | FailureCause::InStream(_) | FailureCause::File(_) => Ok(()),
    }
}

/// Whether to call again after there was no response.
fn advise_repetition(failure: &Failure) -> &'static str {
    match (failure.delivery(), failure.origin.idempotent) {
        (_, true) => " It is safe to call again.",
        (Delivery::Applied, false) => {
            " The server says that it was carried out: do not call again to repeat it."
        }
        (Delivery::NotSent | Delivery::Refused, false) => " Nothing was carried out; call again.",
        (Delivery::MaybeApplied, false) => {
            " The server may have carried it out: find out before you call again."
        }
    }
}

/// What is odd about the body of a documented failure.
fn write_body_misfit(trouble: &FailureCause, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let FailureCause::Api(_, Some(unread)) = trouble else {
        return Ok(());
    };
    match unread {
        BodyMisfit::Empty => {
            out.write_str(" It came without the body that the document describes.")
        }
        BodyMisfit::MediaType(why) => write!(out, " It came {why}."),
        BodyMisfit::Content(error) => write!(out, " Its body does not fit the document: {error}."),
    }
}

fn advise_by_status(status: Option<u16>) -> &'static str {
    match status {
        Some(401) => " Check the credential: it is wrong, expired, or of another kind.",
        Some(403) => " The credential is known but may not do this.",
        Some(429) => " Call again later and less often.",
        Some(304) => {
            " What the request names has not changed; the headers `If-None-Match` and `If-Modified-Since` ask for this."
        }
        Some(300..=399) => {
            " Check the base URL, or let redirects be followed with `.redirects(…)`."
        }
        Some(500..=599) => " The fault is on the server's side; call again later.",
        _ => "",
    }
}

/// The builder's methods that give what is missing.
fn write_auth_methods(missing: &Missing, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let alternatives: Vec<String> = missing
        .alternatives
        .iter()
        .map(|schemes| {
            let calls: Vec<_> = schemes
                .iter()
                .map(|scheme| name_auth_method(scheme, schemes.len()))
                .collect();
            calls.concat()
        })
        .filter(|calls| !calls.is_empty())
        .collect();
    write!(
        out,
        " Call `{}` on the client's builder; `.anonymous()` sends calls without.",
        alternatives.join("` or `")
    )
}

/// Schemes that are needed together are told apart by their names.
fn name_auth_method(scheme: &Scheme, together: usize) -> String {
    match scheme.kind {
        SchemeKind::MutualTls => String::new(),
        SchemeKind::Basic => ".basic(user, password)".to_owned(),
        SchemeKind::Bearer => ".bearer(token)".to_owned(),
        SchemeKind::OAuth2 { token_url: "" } => ".bearer(token)".to_owned(),
        SchemeKind::OAuth2 { .. } => {
            ".client_credentials(ClientCredentials::new(id, secret))".to_owned()
        }
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) if together == 1 => {
            ".api_key(secret)".to_owned()
        }
        SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Http(_) => format!(".credential(\"{}\", secret)", scheme.name),
    }
}
