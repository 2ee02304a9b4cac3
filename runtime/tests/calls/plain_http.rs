//! Secrets over `http://`: to this machine alone, unless the caller allows more.

use bindery_runtime::contract::{Api, Scheme};
use bindery_runtime::testing::Mock;
use bindery_runtime::{Auth, Body, Builder, Client, ClientCredentials, ErrorKind, Method, Value};

static API: Api = Api::new("Plain", "1", "plain/1")
    .schemes(&[Scheme::query("Query", "key"), Scheme::oauth2("OAuth", "")]);

const TOLD: &str = "would send a secret over `http://`";

fn builder(mock: &Mock, base: &str) -> Builder<Client> {
    Builder::new(&API).base_url(base).transport(mock.clone())
}

/// A mock that answers every call, also for tokens, with this.
fn answering(json: &'static str) -> Mock {
    let mock = Mock::new();
    let client = builder(&mock, "https://h").build().unwrap();
    let any = client.call::<Value>(Method::GET, "/");
    mock.on(&any).respond(200, "application/json", json);
    mock
}

#[tokio::test]
async fn which_hosts_get_secrets() {
    for (base, gets) in [
        ("https://api.example.com", true),
        ("http://localhost", true),
        ("http://LOCALHOST:8080/v1", true),
        ("http://app.localhost", true),
        ("http://127.0.0.1:80", true),
        ("http://127.8.9.1", true),
        ("http://[::1]:80", true),
        ("http://api.example.com", false),
        ("http://localhost.example.com", false),
        ("http://notlocalhost", false),
        ("http://127.0.0.1.example.com", false),
        ("http://128.0.0.1", false),
        ("http://10.0.0.1", false),
        ("http://0.0.0.0", false),
        ("http://[::2]", false),
        ("http://billing", false),
    ] {
        let mock = answering("{}");
        let client = builder(&mock, base).api_key("topsecret").build().unwrap();
        let result = client.call::<Value>(Method::GET, "/x").await;
        assert_eq!(result.is_ok(), gets, "{base}");
        assert_eq!(mock.sent().len(), usize::from(gets), "{base}");
        if let Err(error) = result {
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(error.to_string().contains(TOLD), "{error}");
            assert!(!error.to_string().contains("topsecret"), "{error}");
        }
    }
}

#[tokio::test]
async fn all_sorts_of_secrets() {
    let mock = answering("{}");
    let client = builder(&mock, "http://h").build().unwrap();
    let call = || client.call::<Value>(Method::POST, "/x");
    for (call, goes) in [
        (call(), true),
        (call().header("x-trace", "1"), true),
        (call().auth(Auth::anonymous()), true),
        (call().auth(Auth::bearer("t")), false),
        (call().auth(Auth::basic("u", "p")), false),
        (call().auth(Auth::header("x-key", "k")), false),
        (call().auth(Auth::api_key("k")), false),
        (call().header("Authorization", "Bearer t"), false),
        (call().header("proxy-authorization", "Basic dTpw"), false),
        (
            call().body(Body::text("text/plain", "pw")).hide("pw"),
            false,
        ),
        (call().auth(Auth::bearer("t")).base_url("https://h"), true),
    ] {
        assert_eq!(call.await.is_ok(), goes);
    }
    assert_eq!(mock.sent().len(), 4);
}

#[tokio::test]
async fn the_caller_may_allow_it() {
    let mock = answering("{}");
    let client = builder(&mock, "http://billing.internal").api_key("k");
    let client = client.allow_secrets_over_http().build().unwrap();
    client.call::<Value>(Method::GET, "/x").await.unwrap();
    assert_eq!(mock.sent()[0].uri(), "http://billing.internal/x?key=k");
}

#[tokio::test]
async fn tokens_are_asked_for_over_https_as_well() {
    for in_body in [false, true] {
        let mock = answering(r#"{"access_token":"t","token_type":"Bearer"}"#);
        let credentials = || {
            let credentials =
                ClientCredentials::new("id", "topsecret").token_url("http://login.example/t");
            if in_body {
                credentials.in_body()
            } else {
                credentials
            }
        };
        let client = builder(&mock, "https://h").client_credentials(credentials());
        let client = client.build().unwrap();
        let error = client.call::<Value>(Method::GET, "/x").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth);
        assert!(error.to_string().contains(TOLD), "{error}");
        assert_eq!(mock.sent().len(), 0);
        let client = builder(&mock, "https://h").client_credentials(credentials());
        let client = client.allow_secrets_over_http().build().unwrap();
        client.call::<Value>(Method::GET, "/x").await.unwrap();
        assert_eq!(mock.sent().len(), 2);
    }
}

#[tokio::test]
async fn no_token_is_asked_for_where_it_could_not_be_sent() {
    let mock = answering("{}");
    let credentials = ClientCredentials::new("id", "secret").token_url("https://login.example/t");
    let client = builder(&mock, "http://h").client_credentials(credentials);
    let error = client
        .build()
        .unwrap()
        .call::<Value>(Method::GET, "/x")
        .await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(mock.sent().len(), 0);
}
