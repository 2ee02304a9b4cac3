//! Tokens of users in a store: which are used, when they are refreshed, and what the store hears,
//! against a server on this machine.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::transport::BoxFuture;
use bindery_runtime::{Auth, Delivery, ErrorKind, TokenError, TokenSet, TokenStore, blocking};
use wiremock::matchers::{body_string, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::signing_in::{accept_token, answer_tokens, app, client, pay, query_value, sent_paths};

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
