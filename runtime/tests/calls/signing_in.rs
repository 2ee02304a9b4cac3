//! Users who sign in by a browser, against a server on this machine.

use bindery_runtime::contract::{Api, Operation, ResponseInfo, Scheme, Status, read};
use bindery_runtime::testing;
use bindery_runtime::{
    Auth, Body, Builder, Call, Client, Method, OAuthApp, Requirement, SignIn, TokenSet, Value,
};
use wiremock::matchers::{body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

pub static API: Api = Api::new("Guarded", "1", "guarded/1").schemes(&[Scheme::oauth2("OAuth", "")
    .code_flow("/login?tenant=7", "/oauth/token")
    .device_flow("/oauth/device", "/oauth/token")]);

static NO_FLOW: Api = Api::new("No flow", "1", "guarded/1").schemes(&[Scheme::oauth2("OAuth", "")]);

static PAY: Operation = Operation::new("pay", Method::POST, "/pay")
    .responses(&[ResponseInfo::success(Status::Code(200), "")])
    .security(&[&[Requirement::new("OAuth")]]);

pub fn pay(client: &Client) -> Call<(), ()> {
    let body = Body::text("text/plain", "once");
    Call::new(client, &PAY, &[], body, read::empty, read::empty)
}

pub fn client(server: &MockServer, auth: Auth) -> Client {
    let builder = Builder::new(&API).base_url(server.uri());
    builder.auth(auth).build().unwrap()
}

pub fn app() -> OAuthApp {
    OAuthApp::new("my app").redirect_url("http://127.0.0.1:8910/callback?x=1")
}

pub async fn answer_tokens(server: &MockServer, form: &str, status: u16, body: &str) {
    Mock::given(method("POST"))
        .and(path("/oauth/token"))
        .and(body_string(form))
        .respond_with(ResponseTemplate::new(status).set_body_raw(body, "application/json"))
        .mount(server)
        .await;
}

pub async fn accept_token(server: &MockServer, token: &str) {
    Mock::given(path("/pay"))
        .and(header("authorization", format!("Bearer {token}").as_str()))
        .respond_with(ResponseTemplate::new(200))
        .mount(server)
        .await;
}

pub async fn sent_paths(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| request.url.path().to_owned())
        .collect()
}

/// What a query says of a name.
pub fn query_value(url: &str, name: &str) -> Option<String> {
    let url = bindery_runtime::url::Url::parse(url).unwrap();
    let mut pairs = url.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn signing_in_by_a_browser() {
    let server = MockServer::start().await;
    let client = client(&server, Auth::anonymous());
    let app = app()
        .scope("a")
        .scope("b")
        .sign_in_parameter("prompt", "consent");
    let sign_in = app.start_sign_in(&client).unwrap();
    let url = sign_in.url();
    let begins = format!(
        "{}/login?tenant=7&response_type=code&client_id=my+app&",
        server.uri()
    );
    assert!(url.starts_with(&begins), "{url}");
    for (name, value) in [
        ("redirect_uri", "http://127.0.0.1:8910/callback?x=1"),
        ("scope", "a b"),
        ("code_challenge_method", "S256"),
        ("prompt", "consent"),
    ] {
        assert_eq!(query_value(url, name).as_deref(), Some(value));
    }
    let state = query_value(url, "state").unwrap();
    assert_eq!(state.len(), 43);
    let again = app.start_sign_in(&client).unwrap();
    assert_ne!(query_value(again.url(), "state"), Some(state.clone()));

    // A web server keeps it in the session.
    let kept = sign_in.to_json();
    let sign_in = SignIn::from_json(kept.expose()).unwrap();
    let kept: Value = bindery_runtime::json::from_json(kept.expose().as_bytes()).unwrap();
    let verifier = kept.member_str("verifier").unwrap();
    assert!(SignIn::from_json("{}").is_err());
    let form = format!(
        "grant_type=authorization_code&code=c%2B1&redirect_uri=http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fx%3D1&code_verifier={verifier}&client_id=my+app"
    );
    let body = r#"{"access_token":"t1","refresh_token":"r1","expires_in":3600,"scope":"a b","id_token":"who"}"#;
    answer_tokens(&server, &form, 200, body).await;
    let callback = format!("http://127.0.0.1:8910/callback?x=1&code=c%2B1&state={state}#_");
    let tokens = app
        .finish_sign_in(&client, &sign_in, &callback)
        .await
        .unwrap();
    assert_eq!(tokens.access_token().unwrap().expose(), "t1");
    assert_eq!(tokens.refresh_token().unwrap().expose(), "r1");
    assert_eq!(tokens.id_token().unwrap().expose(), "who");
    assert_eq!(tokens.scopes(), ["a", "b"]);
    assert_eq!(
        TokenSet::from_json(tokens.to_json().expose()).unwrap(),
        tokens
    );
    let shown = format!("{tokens:?} {sign_in:?} {app:?}");
    for secret in ["t1", "r1", "who", &state, verifier] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn the_challenge_is_the_hash_of_the_verifier() {
    // The example of RFC 7636, appendix B, by the same steps.
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(b"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    let text = bindery_runtime::Base64Url::from(hash.to_vec()).to_string();
    assert_eq!(text, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    let client: Client = Builder::new(&API).base_url("https://h").build().unwrap();
    let sign_in = app().start_sign_in(&client).unwrap();
    let kept: Value =
        bindery_runtime::json::from_json(sign_in.to_json().expose().as_bytes()).unwrap();
    let verifier = kept.member_str("verifier").unwrap();
    let hash = sha2::Sha256::digest(verifier.as_bytes());
    let expected = bindery_runtime::Base64Url::from(hash.to_vec()).to_string();
    assert_eq!(query_value(sign_in.url(), "code_challenge"), Some(expected));
}

#[tokio::test]
async fn what_the_browser_must_not_bring_back() {
    let server = MockServer::start().await;
    let client = client(&server, Auth::anonymous());
    let app = app().issuer("https://login.example");
    let sign_in = app.start_sign_in(&client).unwrap();
    let state = query_value(sign_in.url(), "state").unwrap();
    let iss = "iss=https%3A%2F%2Flogin.example";
    for (query, expected, code) in [
        (format!("code=c&{iss}"), "another sign-in", None),
        (format!("code=c&{iss}&state=x"), "another sign-in", None),
        (
            format!("code=c&{iss}&state={state}&state={state}"),
            "`state` more than once",
            None,
        ),
        (
            format!("code=c&code=d&{iss}&state={state}"),
            "`code` more than once",
            None,
        ),
        (format!("code=c&state={state}"), "another server", None),
        (
            format!("code=c&state={state}&iss=https://evil.example"),
            "another server",
            None,
        ),
        (
            format!("error=access_denied&{iss}&state={state}"),
            "refused: access_denied",
            Some("access_denied"),
        ),
        (
            format!("error=%1b[2J&{iss}&state={state}"),
            "a code that is none",
            None,
        ),
        (format!("{iss}&state={state}"), "neither a code", None),
    ] {
        let error = app
            .finish_sign_in(&client, &sign_in, &query)
            .await
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{query}: {error}");
        assert_eq!(error.code(), code);
    }
    assert_eq!(sent_paths(&server).await, [""; 0], "no code was sent");
}

#[tokio::test]
async fn a_code_that_gives_no_tokens() {
    let server = MockServer::start().await;
    let client = client(&server, Auth::anonymous());
    let refusal = r#"{"error":"invalid_grant","error_description":"hush-code is used up"}"#;
    Mock::given(path("/oauth/token"))
        .respond_with(ResponseTemplate::new(400).set_body_raw(refusal, "application/json"))
        .mount(&server)
        .await;
    let sign_in = app().start_sign_in(&client).unwrap();
    let state = query_value(sign_in.url(), "state").unwrap();
    let query = format!("code=hush-code&state={state}");
    let error = app()
        .finish_sign_in(&client, &sign_in, &query)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("invalid_grant"));
    assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
}

#[tokio::test]
async fn secrets_do_not_travel_where_they_can_be_read() {
    let mock = testing::Mock::new();
    let builder = Builder::new(&API).base_url("http://api.example");
    let client: Client = builder.transport(mock.clone()).build().unwrap();
    let sign_in = app().start_sign_in(&client).unwrap();
    let state = query_value(sign_in.url(), "state").unwrap();
    let query = format!("code=c0de&state={state}");
    let error = app()
        .finish_sign_in(&client, &sign_in, &query)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("over `http://`"), "{error}");
    assert_eq!(mock.sent().len(), 0);
}

#[test]
fn urls_that_nobody_can_open() {
    let client: Client = Builder::new(&NO_FLOW)
        .base_url("https://h")
        .build()
        .unwrap();
    let error = app().start_sign_in(&client).unwrap_err();
    insta::assert_snapshot!(error, @"nobody knows where users sign in: give the URL with `.authorization_url(…)`");
    let script = app().authorization_url("javascript:alert(1)");
    let error = script.start_sign_in(&client).unwrap_err();
    assert!(error.to_string().contains("not one of the web"), "{error}");
    // A fragment would swallow what is added.
    let app = app().authorization_url("https://login.example/?a=b#c");
    let url = app.start_sign_in(&client).unwrap();
    assert!(
        url.url()
            .starts_with("https://login.example/?a=b&response_type=")
    );
}
