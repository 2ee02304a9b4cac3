//! Any redirects after a call with credentials, and any header: credentials and bodies
//! never reach another origin, HTTPS never becomes HTTP, and methods stay what they are.

#![no_main]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bindery_fuzz::{Scripted, resolve_at_once};
use bindery_runtime::{Auth, Body, Bytes, Client, Method, Value, http};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use url::{Origin, Url};

/// In all credentials, headers and bodies that belong to the origin.
const SECRET: &str = "s3cr3t-0f-th3-0r1g1n";

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    auth: AnyAuth,
    post: bool,
    header: Option<(&'a str, &'a str)>,
    redirects: Vec<Redirect<'a>>,
}

#[derive(Debug, Arbitrary)]
enum AnyAuth {
    Header,
    Query,
    Cookie,
    Bearer,
    Basic,
    OwnHeader,
}

#[derive(Debug, Arbitrary)]
struct Redirect<'a> {
    status: AnyStatus,
    start: Start,
    rest: &'a str,
}

#[derive(Debug, Clone, Copy, Arbitrary)]
enum AnyStatus {
    MovedPermanently = 301,
    Found = 302,
    SeeOther = 303,
    TemporaryRedirect = 307,
    PermanentRedirect = 308,
    MultipleChoices = 300,
}

/// How a location begins.
#[derive(Debug, Clone, Copy, Arbitrary)]
enum Start {
    Nothing,
    Own,
    OwnInCapitals,
    OwnPort,
    OtherPort,
    OwnAsUser,
    OwnAsStart,
    Other,
    Insecure,
    Relative,
    Path,
    Dots,
}

impl Start {
    fn text(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Own => "https://api.example",
            Self::OwnInCapitals => "HTTPS://API.EXAMPLE",
            Self::OwnPort => "https://api.example:443",
            Self::OtherPort => "https://api.example:8443",
            Self::OwnAsUser => "https://api.example@",
            Self::OwnAsStart => "https://api.example.",
            Self::Other => "https://elsewhere.example",
            Self::Insecure => "http://api.example",
            Self::Relative => "//",
            Self::Path => "/",
            Self::Dots => "../",
        }
    }
}

fuzz_target!(|input: Input<'_>| {
    let answers: Vec<_> = input.redirects.iter().filter_map(answer_redirect).collect();
    let next = Arc::new(AtomicUsize::new(0));
    let transport = Scripted::new(move |_| {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let answer = answers.get(index).cloned();
        answer.unwrap_or_else(|| http::Response::new(vec![Bytes::from_static(b"1")]))
    });
    let Some(client) = build_client(&transport, &input) else {
        return;
    };
    let method = if input.post {
        Method::POST
    } else {
        Method::GET
    };
    let mut call = client.call::<Value>(method.clone(), "/own/path");
    if input.post {
        call = call.body(Body::text("text/plain", SECRET));
    }
    let _ = resolve_at_once(call.into_future());
    check_requests(&method, &transport.take_sent());
});

/// The answer of a redirect, if its location can be a header.
fn answer_redirect(redirect: &Redirect<'_>) -> Option<http::Response<Vec<Bytes>>> {
    let location = [redirect.start.text(), redirect.rest].concat();
    let location = http::HeaderValue::from_str(&location).ok()?;
    let mut answer = http::Response::new(Vec::new());
    *answer.status_mut() = http::StatusCode::from_u16(redirect.status as u16).ok()?;
    answer
        .headers_mut()
        .insert(http::header::LOCATION, location);
    Some(answer)
}

/// A client with a credential and headers that are the origin's business, unless the
/// builder refuses them.
fn build_client(transport: &Scripted, input: &Input<'_>) -> Option<Client> {
    let auth = match input.auth {
        AnyAuth::Header => Auth::credential("header", SECRET),
        AnyAuth::Query => Auth::credential("query", SECRET),
        AnyAuth::Cookie => Auth::credential("cookie", SECRET),
        AnyAuth::Bearer => Auth::bearer(SECRET),
        AnyAuth::Basic => Auth::basic("user", SECRET),
        AnyAuth::OwnHeader => Auth::header("X-Own", SECRET),
    };
    let mut builder = transport.builder().auth(auth).redirects(10);
    builder = builder
        .header("X-Tenant", SECRET)
        .header("Cookie", format!("sid={SECRET}"));
    if let Some((name, value)) = input.header {
        builder = builder.header(name, value);
    }
    builder.build().ok()
}

fn check_requests(method: &Method, sent: &[http::Request<Bytes>]) {
    let Some(first) = sent.first() else {
        return;
    };
    let origin = origin_of(first);
    for request in sent {
        assert_eq!(request.method(), method, "methods stay what they are");
        assert_eq!(
            request.uri().scheme_str(),
            Some("https"),
            "{}",
            request.uri()
        );
        if origin_of(request) != origin {
            check_stranger(request);
        }
    }
}

/// The origin to which reqwest connects, which knows URLs as browsers do.
fn origin_of(request: &http::Request<Bytes>) -> Origin {
    let url = Url::parse(&request.uri().to_string());
    url.map_or_else(|_| Origin::new_opaque(), |url| url.origin())
}

/// What another origin gets.
fn check_stranger(request: &http::Request<Bytes>) {
    assert!(request.body().is_empty(), "a body for a stranger");
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(SECRET);
    assert!(!holds(request.uri().to_string().as_bytes()));
    for (name, value) in request.headers() {
        assert!(!holds(value.as_bytes()), "{name} for a stranger");
        assert_ne!(name, http::header::AUTHORIZATION);
        assert_ne!(name, http::header::COOKIE);
    }
}
