//! Tokens that are got when they are needed: OAuth 2.0 client credentials and
//! providers of the caller's own, against a server on this machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bindery_runtime::contract::{Api, Operation, ResponseInfo, Scheme, Status, read};
use bindery_runtime::transport::BoxFuture;
use bindery_runtime::{
    Auth, Body, Builder, Call, Client, ClientCredentials, Delivery, ErrorKind, Method, Requirement,
    Secret, TokenError, TokenProvider, TokenRequest,
};
use wiremock::matchers::{body_string, header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

static API: Api =
    Api::new("Guarded", "1", "guarded/1").schemes(&[Scheme::oauth2("OAuth", "/oauth/token")]);

static NO_FLOW: Api = Api::new("No flow", "1", "guarded/1").schemes(&[Scheme::oauth2("OAuth", "")]);

static PAY: Operation = Operation::new("pay", Method::POST, "/pay")
    .responses(&[ResponseInfo::success(Status::Code(200), "")])
    .security(&[&[Requirement::new("OAuth")]]);

static OPEN: Operation = Operation::new("open", Method::GET, "/open")
    .responses(&[ResponseInfo::success(Status::Code(200), "")])
    .security(&[])
    .idempotent();

fn call(client: &Client, operation: &'static Operation) -> Call<(), ()> {
    let body = Body::text("text/plain", "once");
    Call::new(client, operation, &[], body, read::empty, read::empty)
}

fn client(server: &MockServer, auth: impl Into<Auth>) -> Client {
    let builder = Builder::new(&API).base_url(format!("{}/v1", server.uri()));
    builder.auth(auth).build().unwrap()
}

/// A server that gives tokens `t1`, `t2`, …, each with this lifetime.
async fn tokens(lifetime: &'static str) -> MockServer {
    let server = MockServer::start().await;
    let given = AtomicUsize::new(0);
    let answer = move |_: &Request| {
        let number = given.fetch_add(1, Ordering::SeqCst) + 1;
        let body =
            format!("{{\"access_token\":\"t{number}\",\"token_type\":\"Bearer\"{lifetime}}}");
        ResponseTemplate::new(200)
            .set_body_raw(body, "application/json")
            .set_delay(Duration::from_millis(100))
    };
    let mock = Mock::given(method("POST")).and(path("/oauth/token"));
    mock.respond_with(answer).mount(&server).await;
    server
}

async fn accepting(server: &MockServer, token: &str) {
    Mock::given(path("/v1/pay"))
        .and(header("authorization", format!("Bearer {token}").as_str()))
        .respond_with(ResponseTemplate::new(200))
        .mount(server)
        .await;
}

/// Paths of all requests, in their order.
async fn paths(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| request.url.path().to_owned())
        .collect()
}

/// Until the server has got a request, which it answers later.
async fn wait_for_request(server: &MockServer) {
    while paths(server).await.is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn credentials() -> ClientCredentials {
    ClientCredentials::new("id", "client-secret")
}

#[tokio::test]
async fn se_02_a_token_serves_many_calls() {
    let server = tokens(",\"expires_in\":3600").await;
    accepting(&server, "t1").await;
    let client = client(&server, credentials());
    for _ in 0..3 {
        call(&client, &PAY).await.unwrap();
    }
    assert_eq!(
        paths(&server).await,
        ["/oauth/token", "/v1/pay", "/v1/pay", "/v1/pay"]
    );
}

#[tokio::test]
async fn se_02_the_request_for_a_token() {
    let server = tokens("").await;
    accepting(&server, "t1").await;
    let auth = ClientCredentials::new("i:d", "s&t")
        .scope("a")
        .scope("b")
        .parameter("audience", "x y");
    call(&client(&server, auth), &PAY).await.unwrap();
    let sent = &server.received_requests().await.unwrap()[0];
    let shown = format!("{:?}", credentials().parameter("assertion", "hush"));
    assert!(!shown.contains("client-secret") && !shown.contains("hush"));
    assert_eq!(sent.headers["authorization"], "Basic aSUzQWQ6cyUyNnQ="); // i%3Ad:s%26t
    assert_eq!(
        sent.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        sent.body,
        b"grant_type=client_credentials&scope=a+b&audience=x+y"
    );
}

#[tokio::test]
async fn se_02_id_and_secret_in_the_body() {
    let server = MockServer::start().await;
    let form = "grant_type=client_credentials&client_id=id&client_secret=client-secret";
    Mock::given(path("/elsewhere"))
        .and(body_string(form))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_raw(r#"{"access_token":"t1","expires_in":"60"}"#, "text/plain"),
        )
        .expect(1)
        .mount(&server)
        .await;
    accepting(&server, "t1").await;
    let url = format!("{}/elsewhere?tenant=7", server.uri());
    let auth = credentials().token_url(url).in_body();
    call(&client(&server, auth), &PAY).await.unwrap();
    let sent = &server.received_requests().await.unwrap()[0];
    assert!(!sent.headers.contains_key("authorization"));
    assert_eq!(sent.url.query(), Some("tenant=7"));
}

#[tokio::test]
async fn se_02_concurrent_calls_share_one_request_for_a_token() {
    let server = tokens(",\"expires_in\":3600").await;
    accepting(&server, "t1").await;
    let client = client(&server, credentials());
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client, &PAY).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let asked = paths(&server).await;
    assert_eq!(
        asked.iter().filter(|path| *path == "/oauth/token").count(),
        1
    );
    assert_eq!(asked.len(), 21);
}

#[tokio::test]
async fn se_02_a_failure_is_shared_as_well() {
    let server = MockServer::start().await;
    let refusal = r#"{"error":"invalid_client","error_description":"no client-secret here"}"#;
    Mock::given(path("/oauth/token"))
        .respond_with(
            ResponseTemplate::new(401)
                .set_body_raw(refusal, "application/json")
                .set_delay(Duration::from_millis(200)),
        )
        .mount(&server)
        .await;
    let client = client(&server, credentials());
    let tasks: Vec<_> = (0..5)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client, &PAY).await })
        })
        .collect();
    for task in tasks {
        let error = task.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth);
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert_eq!(error.attempts(), 0);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("401"), "{shown}");
        assert!(!shown.contains("client-secret"), "{shown}");
    }
    assert_eq!(paths(&server).await, ["/oauth/token"]);
    // The next call asks again.
    call(&client, &PAY).await.unwrap_err();
    assert_eq!(paths(&server).await.len(), 2);
}

#[tokio::test]
async fn se_02_a_token_is_replaced_before_it_expires() {
    let server = tokens(",\"expires_in\":1").await;
    accepting(&server, "t1").await;
    accepting(&server, "t2").await;
    let client = client(&server, credentials());
    call(&client, &PAY).await.unwrap();
    call(&client, &PAY).await.unwrap();
    tokio::time::sleep(Duration::from_millis(920)).await;
    call(&client, &PAY).await.unwrap();
    assert_eq!(
        paths(&server).await,
        [
            "/oauth/token",
            "/v1/pay",
            "/v1/pay",
            "/oauth/token",
            "/v1/pay"
        ]
    );
}

#[tokio::test]
async fn se_02_a_refused_token_is_replaced_once() {
    let server = tokens(",\"expires_in\":3600").await;
    accepting(&server, "t2").await;
    Mock::given(path("/v1/pay"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    let client = client(&server, credentials());
    // `t1` is refused, `t2` is taken; the same bytes are sent.
    call(&client, &PAY).retries(0).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[1].body, sent[3].body);
    assert_eq!(
        paths(&server).await,
        ["/oauth/token", "/v1/pay", "/oauth/token", "/v1/pay"]
    );
}

#[tokio::test]
async fn se_02_a_server_that_refuses_every_token() {
    let server = tokens("").await;
    Mock::given(path("/v1/pay"))
        .respond_with(ResponseTemplate::new(401).set_body_string("bad t2"))
        .mount(&server)
        .await;
    let error = call(&client(&server, credentials()), &PAY)
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 2);
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.delivery(), Delivery::Refused);
    assert_eq!(paths(&server).await.len(), 4);
}

#[tokio::test]
async fn se_02_a_cancelled_call_leaves_its_turn_to_others() {
    let server = tokens(",\"expires_in\":3600").await;
    accepting(&server, "t2").await;
    let client = client(&server, credentials());
    // Given up as soon as its question is on the way, however slow the machine is.
    let first = async {
        tokio::select! {
            answer = async { call(&client, &PAY).await } => Some(answer),
            () = wait_for_request(&server) => None,
        }
    };
    let (first, second) = tokio::join!(first, call(&client, &PAY).with_response());
    assert!(first.is_none());
    second.unwrap();
    assert_eq!(
        paths(&server).await,
        ["/oauth/token", "/oauth/token", "/v1/pay"]
    );
}

#[tokio::test]
async fn se_01_no_token_where_none_is_asked_for() {
    let server = tokens("").await;
    Mock::given(path("/v1/open"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    call(&client(&server, credentials()), &OPEN).await.unwrap();
    assert_eq!(paths(&server).await, ["/v1/open"]);
}

#[tokio::test]
async fn se_02_answers_that_are_no_tokens() {
    for (answer, expected) in [
        ("{}", "`access_token`"),
        (
            r#"{"access_token":"hush","token_type":"mac"}"#,
            "no bearer token",
        ),
        ("hush", "does not fit"),
        ("access_token=hush&scope=repo", "does not fit"),
        (r#"{"access_token":"hush""#, "does not fit"),
    ] {
        let server = MockServer::start().await;
        Mock::given(path("/oauth/token"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(answer, "application/json"))
            .mount(&server)
            .await;
        let error = call(&client(&server, credentials()), &PAY)
            .await
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        let source = std::error::Error::source(&error).unwrap();
        let shown = format!("{error} {error:?} {source} {source:?}");
        assert!(!shown.contains("hush"), "{shown}");
    }
}

#[tokio::test]
async fn nobody_knows_where_tokens_are_got() {
    let builder = Builder::<Client>::new(&NO_FLOW).base_url("http://127.0.0.1:1");
    let client = builder.client_credentials(credentials()).build().unwrap();
    let error = call(&client, &PAY).await.unwrap_err();
    insta::assert_snapshot!(error, @"`pay` was not sent, as there is no valid token for it: nobody knows where tokens are got by client credentials: give the URL with `.token_url(…)`.");
    let missing = Builder::<Client>::new(&API).base_url("http://127.0.0.1:1");
    let error = call(&missing.build().unwrap(), &PAY).await.unwrap_err();
    insta::assert_snapshot!(error, @"`pay` was not sent: the document asks for `OAuth` (a bearer token), which the client does not have. Call `.client_credentials(ClientCredentials::new(id, secret))` on the client's builder; `.anonymous()` sends calls without.");
}

/// Gives numbered tokens and hears of refusals.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl TokenProvider for Counter {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        assert_eq!(request.scheme().unwrap().name(), "OAuth");
        assert_eq!(request.token_url(), Some("/oauth/token"));
        Box::pin(async {
            match self.0.load(Ordering::SeqCst) {
                9 => Err(TokenError::new("the vault is sealed")),
                number => Ok(Secret::new(format!("custom{number}"))),
            }
        })
    }

    fn refused(&self, token: &Secret) -> bool {
        assert_eq!(token.expose(), "custom0");
        self.0.fetch_add(1, Ordering::SeqCst);
        true
    }
}

#[tokio::test]
async fn providers_of_the_callers_own() {
    let server = MockServer::start().await;
    accepting(&server, "custom1").await;
    Mock::given(path("/v1/pay"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    let counter = Counter::default();
    let client = client(&server, Auth::provider(counter.clone()));
    call(&client, &PAY).await.unwrap();
    assert_eq!(paths(&server).await.len(), 2);
    // A request that is only made asks for no token.
    let request = call(&client, &PAY).request().unwrap();
    assert!(!request.headers().contains_key("authorization"));

    counter.0.store(9, Ordering::SeqCst);
    let error = call(&client, &PAY).await.unwrap_err();
    insta::assert_snapshot!(error, @"`pay` was not sent, as there is no valid token for it: the vault is sealed.");
    let named = Auth::provider_for("OAuth", Counter::default());
    assert!(!format!("{named:?} {client:?}").contains("custom"));
    let misfit = Builder::<Client>::new(&API).auth(Auth::provider_for("Other", counter));
    assert!(misfit.build().unwrap_err().to_string().contains("`Other`"));
}

/// A server that gives these tokens, one after the other, the last for ever.
async fn giving(answers: &'static [&'static str]) -> MockServer {
    let server = MockServer::start().await;
    let given = AtomicUsize::new(0);
    let answer = move |_: &Request| {
        let number = given.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
        ResponseTemplate::new(200).set_body_raw(answers[number], "application/json")
    };
    let mock = Mock::given(method("POST")).and(path("/oauth/token"));
    mock.respond_with(answer).mount(&server).await;
    accepting(&server, "good").await;
    server
}

const GOOD: &str = r#"{"access_token":"good"}"#;

#[tokio::test]
async fn se_02_a_token_that_cannot_be_sent_is_asked_for_again() {
    for bad in [
        [r#"{"access_token":"a\r\nX-Evil: 1"}"#, GOOD],
        [r#"{"access_token":"good\n"}"#, GOOD],
        [r#"{"access_token":"a\u0000b","expires_in":9999}"#, GOOD],
        [r#"{"access_token":"\u007f"}"#, GOOD],
    ] {
        let server = giving(Box::leak(Box::new(bad))).await;
        let client = client(&server, credentials());
        call(&client, &PAY).await.unwrap();
        call(&client, &PAY).await.unwrap();
        let expected = ["/oauth/token", "/oauth/token", "/v1/pay", "/v1/pay"];
        assert_eq!(paths(&server).await, expected, "{}", bad[0]);
    }
}

#[tokio::test]
async fn se_02_tokens_that_never_can_be_sent() {
    let server = giving(&[r#"{"access_token":"a\r\nb","expires_in":9999}"#]).await;
    let client = client(&server, credentials());
    for round in 1..=2 {
        let error = call(&client, &PAY).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth);
        let told = "the token holds a line break or another control character, so it cannot be sent; it is not kept";
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(paths(&server).await.len(), 2 * round, "it is not kept");
    }
}

#[tokio::test]
async fn se_02_lifetimes_that_make_no_sense() {
    for (lifetime, tokens) in [
        // Expired before it came: it serves the call that got it.
        ("-5", 2),
        ("-1e300", 2),
        ("0", 2),
        ("\"-1\"", 2),
        // Says nothing that can be used: until the server refuses it.
        ("1e300", 1),
        ("\"soon\"", 1),
        ("null", 1),
        ("true", 1),
        ("18446744073709551616", 1),
        ("\" 3600 \"", 1),
    ] {
        let answer = format!(r#"{{"access_token":"good","expires_in":{lifetime}}}"#);
        let answers: &[&str] = Box::leak(Box::new([&*answer.leak()]));
        let server = giving(answers).await;
        let client = client(&server, credentials());
        call(&client, &PAY).await.unwrap();
        call(&client, &PAY).await.unwrap();
        let asked = paths(&server).await;
        let asked = asked.iter().filter(|path| *path == "/oauth/token").count();
        assert_eq!(asked, tokens, "{lifetime}");
    }
}

#[tokio::test]
async fn a_provider_that_repeats_what_cannot_be_sent() {
    struct Broken(Arc<AtomicUsize>);
    impl TokenProvider for Broken {
        fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Ok(Secret::new("from a file\n")) })
        }
    }
    let server = MockServer::start().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let client = client(&server, Auth::provider(Broken(Arc::clone(&asked))));
    let error = call(&client, &PAY).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(!error.to_string().contains("from a file"), "{error}");
    assert_eq!(
        asked.load(Ordering::SeqCst),
        1,
        "it says that it has nothing better"
    );
    assert_eq!(paths(&server).await.len(), 0);
}
