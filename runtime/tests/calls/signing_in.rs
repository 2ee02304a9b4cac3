//! Tokens of users: signing in by a browser and on another device, refresh tokens and their
//! store, against a server on this machine.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::paged;
use bindery_runtime::contract::{Api, Operation, ResponseInfo, Scheme, Status, read};
use bindery_runtime::testing;
use bindery_runtime::transport::BoxFuture;
use bindery_runtime::{
    Auth, Body, Builder, Call, Client, Delivery, ErrorKind, Method, OAuthApp, Requirement, SignIn,
    TokenError, TokenSet, TokenStore, Value, blocking,
};
use wiremock::matchers::{body_string, body_string_contains, header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

static API: Api = Api::new("Guarded", "1", "guarded/1").schemes(&[Scheme::oauth2("OAuth", "")
    .code_flow("/login?tenant=7", "/oauth/token")
    .device_flow("/oauth/device", "/oauth/token")]);

static NO_FLOW: Api = Api::new("No flow", "1", "guarded/1").schemes(&[Scheme::oauth2("OAuth", "")]);

static PAY: Operation = Operation::new("pay", Method::POST, "/pay")
    .responses(&[ResponseInfo::success(Status::Code(200), "")])
    .security(&[&[Requirement::new("OAuth")]]);

fn pay(client: &Client) -> Call<(), ()> {
    let body = Body::text("text/plain", "once");
    Call::new(client, &PAY, &[], body, read::empty, read::empty)
}

fn client(server: &MockServer, auth: Auth) -> Client {
    let builder = Builder::new(&API).base_url(server.uri());
    builder.auth(auth).build().unwrap()
}

fn app() -> OAuthApp {
    OAuthApp::new("my app").redirect_url("http://127.0.0.1:8910/callback?x=1")
}

async fn answer_tokens(server: &MockServer, form: &str, status: u16, body: &str) {
    Mock::given(method("POST"))
        .and(path("/oauth/token"))
        .and(body_string(form))
        .respond_with(ResponseTemplate::new(status).set_body_raw(body, "application/json"))
        .mount(server)
        .await;
}

async fn accept_token(server: &MockServer, token: &str) {
    Mock::given(path("/pay"))
        .and(header("authorization", format!("Bearer {token}").as_str()))
        .respond_with(ResponseTemplate::new(200))
        .mount(server)
        .await;
}

async fn sent_paths(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| request.url.path().to_owned())
        .collect()
}

/// What a query says of a name.
fn query_value(url: &str, name: &str) -> Option<String> {
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

/// A store that counts, and that can be out of order.
#[derive(Clone, Default)]
struct Store {
    kept: Arc<Mutex<Option<TokenSet>>>,
    saved: Arc<AtomicUsize>,
    is_broken: Arc<AtomicBool>,
}

impl Store {
    fn holding(tokens: &str) -> Self {
        let store = Self::default();
        *store.kept.lock().unwrap() = Some(TokenSet::from_json(tokens).unwrap());
        store
    }

    fn text(&self) -> String {
        let kept = self.kept.lock().unwrap().clone().unwrap();
        kept.to_json().expose().to_owned()
    }
}

impl TokenStore for Store {
    fn load(&self) -> BoxFuture<'_, Result<Option<TokenSet>, TokenError>> {
        Box::pin(async { Ok(self.kept.lock().unwrap().clone()) })
    }

    fn save<'a>(&'a self, tokens: &'a TokenSet) -> BoxFuture<'a, Result<(), TokenError>> {
        Box::pin(async {
            if self.is_broken.load(Ordering::SeqCst) {
                return Err(TokenError::new("the disk is full"));
            }
            self.saved.fetch_add(1, Ordering::SeqCst);
            *self.kept.lock().unwrap() = Some(tokens.clone());
            Ok(())
        })
    }
}

const OLD: &str = r#"{"access_token":"old","refresh_token":"r0","expires_in":3600,"expires_at":1}"#;

fn refreshing(token: &str) -> String {
    format!("grant_type=refresh_token&refresh_token={token}&client_id=my+app")
}

#[tokio::test]
async fn a_rotated_refresh_token_is_stored_and_used() {
    let server = MockServer::start().await;
    let first = r#"{"access_token":"t1","refresh_token":"r1","expires_in":0}"#;
    answer_tokens(&server, &refreshing("r0"), 200, first).await;
    let second = r#"{"access_token":"t2","token_type":"bearer","expires_in":3600}"#;
    answer_tokens(&server, &refreshing("r1"), 200, second).await;
    accept_token(&server, "t1").await;
    accept_token(&server, "t2").await;
    let store = Store::holding(OLD);
    let client = client(&server, app().stored_in(store.clone()));
    pay(&client).await.unwrap();
    assert!(store.text().contains("\"r1\""), "{}", store.text());
    pay(&client).await.unwrap();
    pay(&client).await.unwrap();
    // The second answer names no refresh token: the first one's is good still.
    assert!(store.text().contains("\"r1\"") && store.text().contains("\"t2\""));
    assert_eq!(store.saved.load(Ordering::SeqCst), 2);
    assert_eq!(
        sent_paths(&server).await,
        ["/oauth/token", "/pay", "/oauth/token", "/pay", "/pay"]
    );
    // Another program that has the same store begins with the fresh token.
    let other = self::client(&server, app().stored_in(store));
    pay(&other).await.unwrap();
    assert_eq!(sent_paths(&server).await.len(), 6);
}

#[tokio::test]
async fn calls_that_wait_share_one_refresh() {
    let server = MockServer::start().await;
    let answer = |_: &Request| {
        let body = r#"{"access_token":"t1","refresh_token":"r1","expires_in":3600}"#;
        ResponseTemplate::new(200)
            .set_body_raw(body, "application/json")
            .set_delay(Duration::from_millis(100))
    };
    Mock::given(path("/oauth/token"))
        .and(body_string(refreshing("r0")))
        .respond_with(answer)
        .expect(1)
        .mount(&server)
        .await;
    accept_token(&server, "t1").await;
    let client = client(&server, app().stored_in(Store::holding(OLD)));
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { pay(&client).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_refused_token_is_refreshed_though_the_store_calls_it_fresh() {
    let server = MockServer::start().await;
    let body = r#"{"access_token":"t1","expires_in":3600}"#;
    answer_tokens(&server, &refreshing("r0"), 200, body).await;
    accept_token(&server, "t1").await;
    Mock::given(path("/pay"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    let store = Store::holding(r#"{"access_token":"revoked","refresh_token":"r0"}"#);
    pay(&client(&server, app().stored_in(store))).await.unwrap();
    assert_eq!(sent_paths(&server).await, ["/pay", "/oauth/token", "/pay"]);
}

#[tokio::test]
async fn tokens_that_cannot_be_saved_are_saved_later() {
    let server = MockServer::start().await;
    let body = r#"{"access_token":"t1","refresh_token":"r1","expires_in":3600}"#;
    answer_tokens(&server, &refreshing("r0"), 200, body).await;
    accept_token(&server, "t1").await;
    let store = Store::holding(OLD);
    store.is_broken.store(true, Ordering::SeqCst);
    let client = client(&server, app().stored_in(store.clone()));
    let error = pay(&client).await.unwrap_err();
    insta::assert_snapshot!(error, @"`pay` was not sent, as there is no valid token for it: the new tokens could not be stored: the disk is full.");
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert_eq!(error.delivery(), Delivery::NotSent);
    store.is_broken.store(false, Ordering::SeqCst);
    pay(&client).await.unwrap();
    assert!(store.text().contains("\"r1\""));
    // The server has been asked once: `r0` would be worth nothing now.
    assert_eq!(sent_paths(&server).await, ["/oauth/token", "/pay"]);
}

#[tokio::test]
async fn another_program_was_faster() {
    let server = MockServer::start().await;
    let store = Store::holding(OLD);
    let faster = store.clone();
    let refuse = move |_: &Request| {
        let theirs = r#"{"access_token":"theirs","refresh_token":"r7"}"#;
        *faster.kept.lock().unwrap() = Some(TokenSet::from_json(theirs).unwrap());
        ResponseTemplate::new(400).set_body_raw(r#"{"error":"invalid_grant"}"#, "application/json")
    };
    Mock::given(path("/oauth/token"))
        .respond_with(refuse)
        .mount(&server)
        .await;
    accept_token(&server, "theirs").await;
    pay(&client(&server, app().stored_in(store))).await.unwrap();
    assert_eq!(sent_paths(&server).await, ["/oauth/token", "/pay"]);
}

#[tokio::test]
async fn users_who_have_to_sign_in_again() {
    let server = MockServer::start().await;
    let refusal = r#"{"error":"invalid_grant","error_description":"r0-hush was revoked"}"#;
    answer_tokens(&server, &refreshing("r0-hush"), 400, refusal).await;
    let store = Store::holding(r#"{"refresh_token":"r0-hush"}"#);
    let error = pay(&client(&server, app().stored_in(store)))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert_eq!(error.code().as_deref(), Some("invalid_grant"));
    assert!(!format!("{error} {error:?}").contains("r0-hush"), "{error}");

    let expired = app().stored_in(Store::holding(r#"{"access_token":"x","expires_at":1}"#));
    let error = pay(&client(&server, expired)).await.unwrap_err();
    assert!(error.to_string().contains("sign in again"), "{error}");
    let nobody = app().stored_in(Store::default());
    let error = pay(&client(&server, nobody)).await.unwrap_err();
    assert!(
        error.to_string().contains("nobody has signed in"),
        "{error}"
    );
}

#[test]
fn blocking_programs_sign_in_and_refresh() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        let body = r#"{"access_token":"t1","refresh_token":"r1","expires_in":3600}"#;
        Mock::given(path("/oauth/token"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(body, "application/json"))
            .mount(&server)
            .await;
        accept_token(&server, "t1").await;
        server
    });
    let first = client(&server, Auth::anonymous());
    let app = app().secret("app secret");
    let sign_in = app.start_sign_in(&first).unwrap();
    let query = format!(
        "code=c&state={}",
        query_value(sign_in.url(), "state").unwrap()
    );
    let tokens = blocking::block_on(app.finish_sign_in(&first, &sign_in, &query)).unwrap();
    let tokens = TokenSet::from_refresh_token(tokens.refresh_token().unwrap().clone());
    let kept = Arc::new(Mutex::new(Some(tokens)));
    let (load, save) = (Arc::clone(&kept), Arc::clone(&kept));
    let auth = app.stored_by(
        move || Ok(load.lock().unwrap().clone()),
        move |tokens| {
            *save.lock().unwrap() = Some(tokens.clone());
            Ok(())
        },
    );
    pay(&client(&server, auth)).send_blocking().unwrap();
    assert!(
        kept.lock()
            .unwrap()
            .as_ref()
            .unwrap()
            .access_token()
            .is_some()
    );
    let sent = runtime.block_on(server.received_requests()).unwrap();
    // The secret proves who asks, so the body does not name it.
    assert_eq!(
        sent[0].headers["authorization"],
        "Basic bXkrYXBwOmFwcCtzZWNyZXQ="
    );
    assert!(!String::from_utf8_lossy(&sent[0].body).contains("client_id"));
}

const DEVICE: &str = r#"{"device_code":"d3vice","user_code":"WDJB-MJHT","verification_uri":"https://login.example/device","verification_uri_complete":"https://login.example/device?c=WDJB-MJHT","expires_in":1800,"interval":2}"#;

/// A mock that answers requests for tokens with these, one after the other.
fn device_mock(answers: &[(u16, &str)]) -> (testing::Mock, Client) {
    let mock = testing::Mock::new();
    let builder = Builder::new(&API).base_url("https://api.example");
    let client: Client = builder.transport(mock.clone()).build().unwrap();
    let any = client.call::<Value>(Method::GET, "/");
    let answers = answers.iter();
    answers.fold(mock.on(&any), |rule, (status, body)| {
        rule.respond(*status, "application/json", (*body).to_owned())
    });
    (mock, client)
}

#[tokio::test]
async fn signing_in_on_another_device() {
    let (mock, client) = device_mock(&[
        (200, DEVICE),
        (400, r#"{"error":"authorization_pending"}"#),
        (400, r#"{"error":"slow_down"}"#),
        // As GitHub refuses.
        (200, r#"{"error":"authorization_pending"}"#),
        (200, r#"{"access_token":"t1","refresh_token":"r1"}"#),
    ]);
    let app = OAuthApp::new("tv").scope("watch");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    assert_eq!(begun.user_code(), "WDJB-MJHT");
    assert_eq!(begun.url(), "https://login.example/device");
    assert_eq!(
        begun.complete_url(),
        Some("https://login.example/device?c=WDJB-MJHT")
    );
    assert_eq!(begun.lifetime(), Duration::from_secs(1800));
    let tokens = app.finish_device_sign_in(&client, &begun).await.unwrap();
    assert_eq!(tokens.refresh_token().unwrap().expose(), "r1");
    let bodies: Vec<_> = mock
        .sent()
        .iter()
        .map(|sent| String::from_utf8_lossy(sent.body()).into_owned())
        .collect();
    assert_eq!(bodies[0], "scope=watch&client_id=tv");
    let poll = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d3vice&client_id=tv";
    assert_eq!(bodies[1..], [poll; 4]);
    assert_eq!(mock.waits().len(), 4);
}

#[tokio::test]
async fn the_server_is_asked_as_seldom_as_it_wants() {
    let pending = (400, r#"{"error":"authorization_pending"}"#);
    let slow = (400, r#"{"error":"slow_down"}"#);
    let (mock, client) = device_mock(&[
        (200, DEVICE),
        pending,
        slow,
        pending,
        slow,
        (200, r#"{"access_token":"t"}"#),
    ]);
    let app = OAuthApp::new("tv");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    app.finish_device_sign_in(&client, &begun).await.unwrap();
    let seconds: Vec<_> = mock.waits().iter().map(Duration::as_secs).collect();
    assert_eq!(seconds, [2, 2, 7, 7, 12]);
}

#[tokio::test]
async fn devices_on_which_nobody_signs_in() {
    let short = r#"{"device_code":"d3vice","user_code":"u","verification_url":"https://h","expires_in":"20"}"#;
    let pending = r#"{"error":"authorization_pending"}"#;
    let (mock, client) = device_mock(&[
        (200, short),
        (400, pending),
        (400, pending),
        (400, pending),
        (400, pending),
        (400, pending),
    ]);
    let app = OAuthApp::new("tv");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let error = app
        .finish_device_sign_in(&client, &begun)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("expired_token"), "{error}");
    // Five seconds where the server says nothing.
    assert_eq!(mock.sent().len(), 5);

    let (_, client) = device_mock(&[(200, short), (400, r#"{"error":"access_denied"}"#)]);
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let error = app
        .finish_device_sign_in(&client, &begun)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("access_denied"));

    let evil = r#"{"device_code":"d3vice","user_code":"\u001b[2J","verification_uri":"https://h"}"#;
    let (_, client) = device_mock(&[(200, evil)]);
    let error = app.start_device_sign_in(&client).await.unwrap_err();
    insta::assert_snapshot!(error, @"the answer holds no usable `user_code`");
}

#[tokio::test]
async fn a_server_of_tokens_that_is_not_reached_for_a_while() {
    let server = MockServer::start().await;
    let device = DEVICE.replace("\"interval\":2", "\"interval\":0");
    Mock::given(path("/oauth/device"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(device, "application/json"))
        .mount(&server)
        .await;
    let asked = AtomicUsize::new(0);
    let answer = move |_: &Request| match asked.fetch_add(1, Ordering::SeqCst) {
        0 => ResponseTemplate::new(502).set_body_string("<html>"),
        _ => {
            ResponseTemplate::new(200).set_body_raw(r#"{"access_token":"t1"}"#, "application/json")
        }
    };
    Mock::given(path("/oauth/token"))
        .and(body_string_contains("device_code=d3vice"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let client = client(&server, Auth::anonymous());
    let app = OAuthApp::new("tv");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let tokens = app.finish_device_sign_in(&client, &begun).await.unwrap();
    assert_eq!(tokens.access_token().unwrap().expose(), "t1");
    let paths = sent_paths(&server).await;
    assert_eq!(paths, ["/oauth/device", "/oauth/token", "/oauth/token"]);
}

#[tokio::test]
async fn urls_of_the_document_serve_a_generated_client() {
    let server = MockServer::start().await;
    let device = DEVICE.replace("\"interval\":2", "\"interval\":0");
    for (at, body) in [
        ("/device", device.as_str()),
        (
            "/device-token",
            r#"{"access_token":"t1","refresh_token":"r1","expires_in":0}"#,
        ),
        ("/refresh", r#"{"access_token":"t2","expires_in":3600}"#),
        ("/code-token", r#"{"access_token":"t3"}"#),
    ] {
        let answer = ResponseTemplate::new(200).set_body_raw(body, "application/json");
        let mock = Mock::given(method("POST")).and(path(at));
        mock.respond_with(answer).mount(&server).await;
    }
    let app = OAuthApp::new("tv");
    let kept = Arc::new(Mutex::new(None));
    let builder = paged::Client::builder().base_url(format!("{}/v1", server.uri()));
    let client = builder.anonymous().build().unwrap();
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let tokens = app.finish_device_sign_in(&client, &begun).await.unwrap();
    *kept.lock().unwrap() = Some(tokens);

    let sign_in = app.start_sign_in(&client).unwrap();
    let begins = format!("{}/authorize?response_type=code", server.uri());
    assert!(sign_in.url().starts_with(&begins), "{}", sign_in.url());
    let query = format!(
        "code=c&state={}",
        query_value(sign_in.url(), "state").unwrap()
    );
    app.finish_sign_in(&client, &sign_in, &query).await.unwrap();

    let (load, save) = (Arc::clone(&kept), Arc::clone(&kept));
    let auth = app.stored_by(
        move || Ok(load.lock().unwrap().clone()),
        move |tokens| {
            *save.lock().unwrap() = Some(tokens.clone());
            Ok(())
        },
    );
    let builder = paged::Client::builder().base_url(format!("{}/v1", server.uri()));
    let client = builder.auth(auth).build().unwrap();
    let _ = client.by_number().await;
    let expected = [
        "/device",
        "/device-token",
        "/code-token",
        "/refresh",
        "/v1/number",
    ];
    assert_eq!(sent_paths(&server).await, expected);
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[4].headers["authorization"], "Bearer t2");
}
