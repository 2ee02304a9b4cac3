//! Headers that say how a message travels: nobody but the transport sets them.

use bindery_runtime::contract::{Api, Parameter, Scheme};
use bindery_runtime::{Auth, Body, Builder, Client};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::fake::{self, Fake};

static API: Api =
    Api::new("Framing", "1", "framing/1").schemes(&[Scheme::header("Key", "Transfer-Encoding")]);

static FRAMING: [(&str, &str); 14] = [
    ("Content-Length", "10"),
    ("content-length", "0"),
    ("CONTENT-LENGTH", "x"),
    ("Transfer-Encoding", "chunked"),
    ("transfer-encoding", "identity"),
    ("Host", "evil.example"),
    ("Connection", "close"),
    ("Keep-Alive", "timeout=5"),
    ("Proxy-Connection", "keep-alive"),
    ("TE", "trailers"),
    ("Trailer", "Expires"),
    ("Upgrade", "websocket"),
    ("Expect", "100-continue"),
    ("expect", ""),
];

const TOLD: &str = "is set by the transport, from the URL and the body alone";

fn probe() -> &'static bindery_runtime::contract::Operation {
    fake::operation("/x", Vec::new())
}

#[test]
fn framing_headers_are_refused_wherever_they_are_set() {
    let client = Fake::default().client();
    for (name, value) in FRAMING {
        let by_call = fake::call(&client, probe(), &[], Body::None).header(name, value);
        let parameter = fake::operation("/x", vec![Parameter::header(name)]);
        let json = format!("{value:?}");
        let by_parameter = fake::call(&client, parameter, &[&json], Body::None);
        let by_auth = fake::call(&client, probe(), &[], Body::None);
        let by_auth = by_auth.auth(Auth::header(name, value.to_owned() + "x"));
        for call in [by_call, by_parameter, by_auth] {
            let error = call.request().unwrap_err().to_string();
            assert!(error.contains(TOLD), "{name}: {error}");
        }
        for builder in [
            Builder::<Client>::new(&API).header(name, value),
            Builder::<Client>::new(&API).header_auth(name, value.to_owned() + "x"),
        ] {
            let error = builder.transport(Fake::default()).build().unwrap_err();
            assert!(error.to_string().contains(TOLD), "{name}: {error}");
        }
    }
}

#[test]
fn a_scheme_of_the_document_does_not_frame_either() {
    let builder = Builder::<Client>::new(&API).base_url("https://h");
    let client = builder.api_key("chunked").transport(Fake::default());
    let client = client.build().unwrap();
    let call = client.call::<bindery_runtime::Value>(bindery_runtime::Method::GET, "/x");
    let error = call.request().unwrap_err().to_string();
    assert!(error.contains(TOLD), "{error}");
}

#[test]
fn headers_with_similar_names_are_sent() {
    let client = Fake::default().client();
    for name in [
        "Content-Length-Hint",
        "X-Host",
        "Te-St",
        "Content-Encoding",
        "Via",
        "Forwarded",
    ] {
        let call = fake::call(&client, probe(), &[], Body::None).header(name, "1");
        assert_eq!(call.request().unwrap().headers()[name], "1");
    }
}

#[tokio::test]
async fn a_server_sees_the_frame_of_the_body() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let builder = crate::api::Client::builder().base_url(server.uri());
    let client = builder.api_key("k").build().unwrap();
    let body = || {
        Body::text(
            "text/plain",
            "all of these fifty bytes have to arrive over there",
        )
    };
    for (name, value) in FRAMING {
        let call = fake::call(&client, probe(), &[], body()).header(name, value);
        assert!(call.await.is_err(), "{name}");
    }
    let call = fake::call(&client, probe(), &[], body()).header("x-length", "10");
    call.await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent.len(), 1, "what is refused is not sent");
    assert_eq!(sent[0].headers["content-length"], "50");
    assert_eq!(sent[0].body.len(), 50);
    assert_eq!(
        format!("http://{}", sent[0].headers["host"].to_str().unwrap()),
        server.uri()
    );
}
