//! Secrets do not show: every kind of credential, with every kind of failure, in
//! every kind of output, against a server that repeats all that it is sent, in all
//! spellings.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]
#![allow(unreachable_pub, reason = "the modules are those of a program")]

mod credentials;
mod outputs;
mod recordings;
mod server;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use bindery_runtime::contract::read;
use bindery_runtime::testing::Cassette;
use bindery_runtime::transport::ReqwestTransport;
use bindery_runtime::{Body, Builder, Call, Client, Error, ErrorKind, Value};
use tokio::task::JoinSet;

use crate::credentials::{API, Credential, PROBE, credentials};
use crate::outputs::outputs;
use crate::server::{Behaviour, nobody, repeating_server};

type Probe = Call<BTreeMap<String, i64>, Value>;

fn probe(client: &Client, credential: &Credential) -> Probe {
    let body = Body::json("application/json", &Value::from(credential.in_body()));
    let (path, query) = (credential.in_path(), credential.in_query());
    let values: [&dyn bindery_runtime::json::Encode; 2] = [&path, &query];
    let call = Call::new(client, &PROBE, &values, body, read::json, read::json);
    let call = credential.set(call);
    call.retries(0)
}

/// Kinds of failures: where the call goes, and what has to come of it.
fn failures(credential: &Credential) -> Vec<(&'static str, String, ErrorKind)> {
    let server = |behaviour| repeating_server(behaviour, credential.secret());
    vec![
        ("connect", nobody(), ErrorKind::Connect),
        (
            "DNS",
            "http://nobody.invalid".to_owned(),
            ErrorKind::Connect,
        ),
        (
            "TLS",
            server(Behaviour::Garbage).replace("http:", "https:"),
            ErrorKind::Connect,
        ),
        ("garbage", server(Behaviour::Garbage), ErrorKind::Transport),
        ("timeout", server(Behaviour::Hang), ErrorKind::Timeout),
        ("silence", server(Behaviour::Silent), ErrorKind::Transport),
        (
            "broken off",
            server(Behaviour::BreakOff),
            ErrorKind::Transport,
        ),
        (
            "400 documented",
            server(Behaviour::Json(400)),
            ErrorKind::Api,
        ),
        (
            "401 documented",
            server(Behaviour::Json(401)),
            ErrorKind::Api,
        ),
        (
            "418 undocumented",
            server(Behaviour::Json(418)),
            ErrorKind::Undocumented,
        ),
        ("500", server(Behaviour::Text(500)), ErrorKind::Undocumented),
        (
            "HTML",
            server(Behaviour::Html(502)),
            ErrorKind::Undocumented,
        ),
        (
            "another media type",
            server(Behaviour::MediaType),
            ErrorKind::Undocumented,
        ),
        (
            "a member's name",
            server(Behaviour::Member),
            ErrorKind::Decode,
        ),
        (
            "a member's name that is cut",
            server(Behaviour::CutMember),
            ErrorKind::Decode,
        ),
        ("no JSON", server(Behaviour::NoJson), ErrorKind::Decode),
        (
            "redirect",
            server(Behaviour::Redirect),
            ErrorKind::Undocumented,
        ),
    ]
}

/// All that shows of a credential.
fn leaks<'a>(credential: &'a Credential, text: &'a str) -> Vec<&'a str> {
    let needles = credential.needles.iter().map(String::as_str);
    needles.filter(|needle| text.contains(needle)).collect()
}

#[derive(Default)]
struct Found {
    checks: usize,
    leaks: Vec<String>,
}

impl Found {
    fn check(&mut self, credential: &Credential, failure: &str, output: &str, text: &str) {
        self.checks += 1;
        let leaks = leaks(credential, text);
        if !leaks.is_empty() {
            let name = credential.name;
            self.leaks
                .push(format!("{name}, {failure}, {output}: {leaks:?} in {text}"));
        }
    }
}

async fn try_failure(
    found: &mut Found,
    credential: &Credential,
    (failure, url, kind): &(&'static str, String, ErrorKind),
) {
    let tape = Tape::new(credential.name, failure);
    let real = ReqwestTransport::new().unwrap();
    let builder = Builder::new(&API).base_url(url.as_str());
    let client: Client = builder
        .transport(Cassette::record(&tape.0, real))
        .allow_secrets_over_http()
        .strict(true)
        .build()
        .unwrap();
    let call = probe(&client, credential);
    for (output, text) in outputs::of_call(&call) {
        found.check(credential, failure, output, &text);
    }
    let limit = match kind {
        ErrorKind::Timeout => Duration::from_millis(300),
        _ => Duration::from_secs(60),
    };
    let call = call.redirects(1).attempt_timeout(limit);
    let (log, result) = outputs::logged(call).await;
    let error: Error<Value> = result.unwrap_err();
    // Without a token, no call is made.
    let is_token = credential.name == "OAuth" && error.kind() == ErrorKind::Auth;
    assert!(
        error.kind() == *kind || is_token,
        "{}, {failure}: {error}",
        credential.name
    );
    for (output, text) in outputs(&error) {
        found.check(credential, failure, output, &text);
    }
    found.check(credential, failure, "tracing", &log);
    let recorded = std::fs::read_to_string(&tape.0).unwrap_or_default();
    found.check(credential, failure, "recording", &recorded);
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_do_not_show() {
    let mut work = JoinSet::new();
    for credential in credentials() {
        work.spawn(async move {
            let mut found = Found::default();
            for failure in failures(&credential) {
                try_failure(&mut found, &credential, &failure).await;
            }
            found
        });
    }
    let found = work.join_all().await;
    let leaks: Vec<_> = found.iter().flat_map(|found| &found.leaks).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    let checks: usize = found.iter().map(|found| found.checks).sum();
    assert!(checks > 5_000, "{checks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_token_endpoints_do_not_show() {
    let credential = Credential::oauth();
    let mut found = Found::default();
    for (failure, behaviour) in [
        ("refused", Behaviour::Json(400)),
        ("a failure with a token", Behaviour::Token(400)),
        (
            "a failure with a token in a form",
            Behaviour::TokenForm(403),
        ),
        ("a success without a token", Behaviour::Json(200)),
        ("no JSON", Behaviour::NoJson),
        ("broken off", Behaviour::BreakOff),
    ] {
        let url = repeating_server(behaviour, credential.secret());
        let failing = credential.with_token_url(&url);
        let failure = (failure, nobody(), ErrorKind::Auth);
        try_failure(&mut found, &failing, &failure).await;
    }
    assert!(found.leaks.is_empty(), "{}", found.leaks.join("\n\n"));
}

#[test]
fn settings_do_not_show() {
    for url in [
        "https://h/?api_key=s3cret",
        "https://u:s3cret@h",
        "https://u:s3cret@h/?x=s3cret#s3cret",
        "u:s3cret@h",
        "h/v1?x=s3cret",
        "https://h/s3cret-key?x",
        "hs://h/s3cret-key",
        "s3cret-key",
    ] {
        let builder = Builder::<Client>::new(&API)
            .base_url(url)
            .api_key("s3cret-key");
        let shown = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        let shown = format!("{shown} {error} {error:?} {error:#?}");
        let shown = match url.contains("s3cret-key") {
            // The builder shows the path of a URL, the error knows better.
            true => format!("{error} {error:?}"),
            false => shown,
        };
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[test]
fn what_was_not_sent_does_not_show() {
    let client: Client = Builder::new(&API).build().unwrap();
    let mut found = Found::default();
    // Providers are not asked before there is something to send.
    let known = |one: &Credential| one.name != "a provider";
    for credential in credentials().into_iter().filter(known) {
        for (failure, call) in [
            ("no URL", probe(&client, &credential)),
            (
                "a bad header",
                probe(&client, &credential)
                    .base_url("https://h")
                    .header(&format!("{}\n", credential.secret()), "x"),
            ),
            (
                "a bad URL",
                probe(&client, &credential)
                    .base_url(format!("https://h?x={}", credential.secret())),
            ),
        ] {
            let error = call.request().unwrap_err();
            for (output, text) in outputs(&error) {
                found.check(&credential, failure, output, &text);
            }
        }
    }
    assert!(found.leaks.is_empty(), "{}", found.leaks.join("\n\n"));
}

/// A file that is removed in the end.
struct Tape(PathBuf);

impl Tape {
    fn new(credential: &str, failure: &str) -> Self {
        let name = format!("{credential} {failure} {}.jsonl", std::process::id());
        Self(std::env::temp_dir().join(name.replace(['/', '\''], "")))
    }
}

impl Drop for Tape {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
