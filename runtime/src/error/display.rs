//! The text of errors: one paragraph that says what happened and what to do.

use std::fmt;

use super::Missing;
use super::advice::write_advice;
use super::failure::{Failure, FailureCause, Limit};
use super::head::Head;
use crate::description::{Scheme, SchemeKind};
use crate::letters::replace_hidden_letters;
use crate::limits::{SHOWN_CHARACTERS_OF_BODY, SHOWN_CHARACTERS_OF_MESSAGE, SHOWN_VIOLATIONS};
use crate::transport::TransportErrorKind;
use crate::urls::split_url_origin;

/// The paragraph. Masked as a whole, and without hidden letters as a whole, so that no part of
/// it can be forgotten; what is cut is masked before, as a half of a secret is not recognised.
pub(super) fn print_failure(failure: &Failure, shows_body: bool) -> String {
    let text = Paragraph {
        failure,
        shows_body,
    };
    let text = text.to_string();
    let text = failure.origin.secrets.mask(&text);
    replace_hidden_letters(&text).into_owned()
}

/// The paragraph, not masked yet.
struct Paragraph<'f> {
    failure: &'f Failure,
    /// Whether something of the body is shown: its start, and what the API says in it.
    shows_body: bool,
}

impl fmt::Display for Paragraph<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            failure,
            shows_body,
        } = *self;
        write!(out, "`{}` ", failure.origin.operation.id)?;
        write_cause(failure, shows_body, out)?;
        write_attempts(failure, out)?;
        write_advice(failure, out)?;
        match &failure.head {
            Some(head) => write_response_start(head, failure, shows_body, out),
            None => Ok(()),
        }
    }
}

/// What happened, without the full stop.
fn write_cause(failure: &Failure, shows_body: bool, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let host = split_url_origin(failure.origin.url.as_str()).0;
    match &failure.trouble {
        FailureCause::Invalid(violations) => {
            let shown = violations.iter().take(SHOWN_VIOLATIONS);
            let shown: Vec<_> = shown.map(ToString::to_string).collect();
            write!(out, "was not sent: {}", shown.join("; "))?;
            match violations.len().saturating_sub(SHOWN_VIOLATIONS) {
                0 => Ok(()),
                more => write!(out, "; and {more} more"),
            }
        }
        FailureCause::Auth(missing) => {
            out.write_str("was not sent: the document asks for ")?;
            write_missing_schemes(missing, out)
        }
        FailureCause::Token(error) => {
            match &failure.head {
                Some(head) => write!(out, "was answered {}", head.status)?,
                None => out.write_str("was not sent")?,
            }
            write!(out, ", as there is no valid token for it: {error}")
        }
        // The transport itself has refused it, and no host is to blame.
        FailureCause::Connect(error) if error.kind() == TransportErrorKind::Unsupported => {
            write!(out, "was not sent: {error}")
        }
        FailureCause::Connect(error) if failure.origin.unsure => {
            write!(
                out,
                "was not answered, and then there was no connection to {host}: {error}"
            )
        }
        FailureCause::Connect(error) => {
            write!(out, "was not sent: no connection to {host}: {error}")
        }
        FailureCause::Timeout(limit, after) => {
            let limit = match limit {
                Limit::Attempt => "an attempt",
                Limit::Call => "the whole call",
                Limit::Piece => "the next piece",
                Limit::Walk => "the whole walk",
            };
            match &failure.head {
                Some(head) => write!(out, "was answered {}, but not to the end", head.status)?,
                None => write!(out, "had no answer from {host}")?,
            }
            write!(out, " within the {after:?} that {limit} may take")
        }
        FailureCause::Transport(error) => match &failure.head {
            Some(head) => write!(
                out,
                "was answered {}, but the body broke off: {error}",
                head.status
            ),
            None => write!(out, "lost its connection to {host}: {error}"),
        },
        FailureCause::TooLarge(limit) => {
            write_status(failure, out)?;
            write!(
                out,
                ", but its body is larger than the {limit} bytes that are allowed"
            )
        }
        FailureCause::Api(embedded, _) => {
            write_status(failure, out)?;
            if embedded.is_some() {
                out.write_str(", but its body says that it failed")?;
            }
            write_api_message(failure, shows_body, out)
        }
        FailureCause::InStream(_) => {
            write_status(failure, out)?;
            out.write_str(", but its stream says that it failed")?;
            write_api_message(failure, shows_body, out)
        }
        FailureCause::Undocumented(why) => {
            write_status(failure, out)?;
            write!(out, ", {why}")?;
            write_api_message(failure, shows_body, out)
        }
        FailureCause::Decode(error) if error.is_limit() => {
            write_status(failure, out)?;
            write!(out, ", but its body asks too much of its reader: {error}")
        }
        FailureCause::Decode(error) => {
            write_status(failure, out)?;
            write!(out, ", but its body does not fit the document: {error}")
        }
        FailureCause::Pages(why) => write!(out, "was stopped: {why}"),
        FailureCause::File(error) => {
            write!(
                out,
                "was answered, but the file could not be written: {error}"
            )
        }
    }
}

fn write_status(failure: &Failure, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match &failure.head {
        Some(head) => write!(out, "was answered {}", head.status),
        None => out.write_str("was answered"),
    }
}

/// What the API says about it.
fn write_api_message(
    failure: &Failure,
    shows_body: bool,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    if !shows_body {
        return Ok(());
    }
    if let Some(message) = failure.message() {
        let message = print_one_line(&message, SHOWN_CHARACTERS_OF_MESSAGE);
        write!(out, ": {}", message.trim_end_matches('.'))?;
    }
    if let Some(code) = failure.code() {
        write!(
            out,
            " (code {})",
            print_one_line(&code, SHOWN_CHARACTERS_OF_BODY)
        )?;
    }
    Ok(())
}

fn write_attempts(failure: &Failure, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match failure.origin.attempts {
        0 | 1 => out.write_str("."),
        attempts => write!(out, " ({attempts} attempts)."),
    }
}

/// The schemes that are asked for: alternatives, each of them whole.
fn write_missing_schemes(missing: &Missing, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let alternatives: Vec<String> = missing
        .alternatives
        .iter()
        .map(|schemes| {
            let names: Vec<_> = schemes.iter().map(|scheme| print_scheme(scheme)).collect();
            names.join(" and ")
        })
        .collect();
    write!(
        out,
        "{}, which the client does not have",
        alternatives.join(", or ")
    )
}

fn print_scheme(scheme: &Scheme) -> String {
    let name = scheme.name;
    match scheme.kind {
        SchemeKind::Header(header) => format!("`{name}` (an API key in the header `{header}`)"),
        SchemeKind::Query(key) => format!("`{name}` (an API key in the query under `{key}`)"),
        SchemeKind::Cookie(cookie) => format!("`{name}` (an API key in the cookie `{cookie}`)"),
        SchemeKind::Basic => format!("`{name}` (user and password)"),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => format!("`{name}` (a bearer token)"),
        SchemeKind::Http(kind) => format!("`{name}` (HTTP authentication `{kind}`)"),
        SchemeKind::MutualTls => format!("`{name}` (a client certificate)"),
    }
}

/// Request id and start of the body.
fn write_response_start(
    head: &Head,
    failure: &Failure,
    shows_body: bool,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    if let Some(id) = &failure.request_id {
        write!(
            out,
            " Request id: {}.",
            print_one_line(id, SHOWN_CHARACTERS_OF_BODY)
        )?;
    }
    if shows_body && !head.body.is_empty() {
        // Members that are named like secrets are some, also those of others.
        let body = head.without_named_secrets(&failure.origin.secrets);
        let body = failure.origin.secrets.mask(&body);
        write!(
            out,
            " Body: {}",
            print_one_line(&body, SHOWN_CHARACTERS_OF_BODY)
        )?;
    }
    Ok(())
}

/// One line, at most so long, with no letter that is hidden. Where it is cut, it says so, by which the mask knows that a secret may have been cut.
pub(crate) fn print_one_line(text: &str, limit: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let start: String = line.chars().take(limit).collect();
    let mut shown = replace_hidden_letters(&start).into_owned();
    if line.chars().nth(limit).is_some() {
        shown.push('…');
    }
    shown
}
