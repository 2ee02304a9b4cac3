//! Whole sign-ins against a server of tokens that checks what it is sent.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use bindery_runtime::{Auth, Builder, Client, OAuthApp, SignIn, TokenSet, Value};

use crate::signing_in::{API, app, pay};
use crate::token_server::{Deed, Hasty, SECOND, TokenServer};

fn client(server: &TokenServer, auth: Auth) -> Client {
    let builder = Builder::new(&API).base_url(&server.url).auth(auth);
    builder.transport(Hasty::new()).build().unwrap()
}

/// Signs in on another device while the user does this; how it ended.
async fn sign_in_on_device(server: &TokenServer, deeds: &[Deed]) -> Result<TokenSet, String> {
    server.books().deeds = deeds.to_vec();
    let client = client(server, Auth::anonymous());
    let app = OAuthApp::new("tv");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let finished = app.finish_device_sign_in(&client, &begun).await;
    finished.map_err(|error| error.code().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_code_is_got_with_its_verifier_and_serves_once() {
    let server = TokenServer::start();
    let first = client(&server, Auth::anonymous());
    let app = app();
    let sign_in = app.start_sign_in(&first).unwrap();
    let callback = server.browse(sign_in.url());
    let tokens = app
        .finish_sign_in(&first, &sign_in, &callback)
        .await
        .unwrap();
    let store = Arc::new(Mutex::new(Some(tokens)));
    let (load, save) = (Arc::clone(&store), Arc::clone(&store));
    let auth = app.stored_by(
        move || Ok(load.lock().unwrap().clone()),
        move |tokens| {
            *save.lock().unwrap() = Some(tokens.clone());
            Ok(())
        },
    );
    pay(&client(&server, auth)).await.unwrap();
    // Whoever saw the URL at which the browser ended cannot use it again.
    let again = app.finish_sign_in(&first, &sign_in, &callback).await;
    assert_eq!(again.unwrap_err().code(), Some("invalid_grant"));
    let told = server.books().told.join(", ");
    assert_eq!(told, "authorization_code 200, authorization_code 400");
}

#[tokio::test]
async fn a_stolen_code_is_of_no_use_without_the_verifier() {
    let server = TokenServer::start();
    let client = client(&server, Auth::anonymous());
    let app = app();
    let victim = app.start_sign_in(&client).unwrap();
    let callback = server.browse(victim.url());
    // The thief has begun a sign-in as well, and put the state of the other into it.
    let thief = app.start_sign_in(&client).unwrap();
    let refused = app.finish_sign_in(&client, &thief, &callback).await;
    assert!(refused.unwrap_err().to_string().contains("state"));
    let read = |sign_in: &SignIn| -> Value {
        bindery_runtime::json::from_json(sign_in.to_json().expose().as_bytes()).unwrap()
    };
    let (own, other) = (read(&thief), read(&victim));
    let [own, other] = [&own, &other].map(|one| one.member_str("state").unwrap().to_owned());
    let forged = thief.to_json().expose().replace(&own, &other);
    let forged = SignIn::from_json(&forged).unwrap();
    let refused = app.finish_sign_in(&client, &forged, &callback).await;
    assert_eq!(refused.unwrap_err().code(), Some("invalid_grant"));
}

#[tokio::test]
async fn a_device_that_asks_too_often_slows_down() {
    let server = TokenServer::start();
    // It was told to ask every second.
    server.books().wanted_interval = 6;
    let begin = Instant::now();
    let deeds = [Deed::Nothing, Deed::Agrees];
    let tokens = sign_in_on_device(&server, &deeds).await.unwrap();
    assert_eq!(tokens.access_token().unwrap().expose(), "access-token-1");
    // After one second, one more, and six.
    assert!(begin.elapsed() >= SECOND * 8, "{:?}", begin.elapsed());
    let told = server.books().told.join(", ");
    assert_eq!(told, "device_code 400, device_code 400, device_code 200");
}

#[tokio::test]
async fn devices_on_which_a_sign_in_fails() {
    let server = TokenServer::start();
    for (deed, code) in [
        (Deed::Refuses, "access_denied"),
        (Deed::Dawdles, "expired_token"),
    ] {
        let outcome = sign_in_on_device(&server, &[Deed::Nothing, deed]).await;
        assert_eq!(outcome.unwrap_err(), code);
    }
    assert_eq!(server.books().told.len(), 4);
    // Nobody asks any more, whatever the user does now.
    server.books().deeds = vec![Deed::Agrees];
    tokio::time::sleep(3 * SECOND).await;
    assert_eq!(server.books().told.len(), 4);
}

/// Tokens that have ended, with the refresh token that the server knows.
fn store_old_tokens(server: &TokenServer) -> Arc<Mutex<Option<TokenSet>>> {
    server.books().refresh_token = "refresh-token-0".to_owned();
    let old = r#"{"access_token":"old","refresh_token":"refresh-token-0","expires_in":3600,"expires_at":1}"#;
    Arc::new(Mutex::new(Some(TokenSet::from_json(old).unwrap())))
}

fn stored(store: &Arc<Mutex<Option<TokenSet>>>) -> Auth {
    let (load, save) = (Arc::clone(store), Arc::clone(store));
    app().stored_by(
        move || Ok(load.lock().unwrap().clone()),
        move |tokens| {
            *save.lock().unwrap() = Some(tokens.clone());
            Ok(())
        },
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_that_need_a_token_at_once_refresh_it_once() {
    let server = TokenServer::start();
    let auth = stored(&store_old_tokens(&server));
    let tasks: Vec<_> = (0..2)
        .map(|_| tokio::spawn(pay(&client(&server, auth.clone())).into_future()))
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.books().told, ["refresh_token 200"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_refresh_one_token_at_once_both_go_on() {
    let server = TokenServer::start();
    let store = store_old_tokens(&server);
    // Two programs, which know of each other by the store alone. The server answers the one that
    // comes too late before the other has its tokens.
    let tasks: Vec<_> = (0..2)
        .map(|_| tokio::spawn(pay(&client(&server, stored(&store))).into_future()))
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let mut told = server.books().told.clone();
    told.sort();
    assert_eq!(told, ["refresh_token 200", "refresh_token 400"]);
}
