//! The time of mocks: limits and waits are told apart, and pass in their order.

use std::task::Poll;
use std::time::Duration;

use bindery_runtime::testing::Mock;
use bindery_runtime::transport::BoxFuture;
use bindery_runtime::{
    Auth, Builder, Call, Client, Method, Secret, TokenError, TokenProvider, TokenRequest, Value,
};

use crate::fake;

static API: bindery_runtime::contract::Api =
    bindery_runtime::contract::Api::new("Time", "1", "time/1");

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn builder(mock: &Mock) -> Builder<Client> {
    Builder::new(&API)
        .base_url("https://h")
        .transport(mock.clone())
}

fn client(mock: &Mock) -> Client {
    builder(mock).build().unwrap()
}

fn call(client: &Client) -> Call<Value, bindery_runtime::Bytes> {
    client.call(Method::GET, "/x")
}

/// A provider that really waits before it gives a token.
struct Yielding;

impl TokenProvider for Yielding {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        Box::pin(async {
            let mut rounds = 3;
            std::future::poll_fn(|cx| {
                cx.waker().wake_by_ref();
                rounds -= 1;
                if rounds == 0 {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                }
            })
            .await;
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(Secret::new("t"))
        })
    }
}

#[tokio::test]
async fn limits_do_not_pass_while_something_can_happen() {
    for limit in [
        None,
        Some(seconds(1)),
        Some(seconds(30)),
        Some(seconds(60)),
        Some(seconds(61)),
    ] {
        let mock = Mock::new();
        let client = builder(&mock)
            .auth(Auth::provider(Yielding))
            .build()
            .unwrap();
        mock.on(&call(&client))
            .status(503)
            .respond(200, "application/json", "1");
        let result = call(&client).timeout(limit).attempt_timeout(limit).await;
        assert_eq!(result.unwrap(), Value::from(1), "{limit:?}");
        assert_eq!(mock.sent().len(), 2);
    }
}

#[tokio::test]
async fn the_limit_that_passes_first_ends_an_answer_that_hangs() {
    for (whole, attempt, told, attempts) in [
        (Some(20), Some(120), "20s that the whole call may take", 1),
        (Some(90), Some(120), "90s that the whole call may take", 1),
        (Some(20), Some(5), "20s that the whole call may take", 4),
        (Some(200), Some(120), "200s that the whole call may take", 2),
        (Some(1000), Some(120), "120s that an attempt may take", 3),
        (None, Some(5), "5s that an attempt may take", 3),
        (None, Some(600), "600s that an attempt may take", 3),
    ] {
        let mock = Mock::new();
        let client = client(&mock);
        mock.on(&call(&client)).hang();
        let call = call(&client)
            .timeout(whole.map(seconds))
            .attempt_timeout(attempt.map(seconds));
        let call = if attempts == 4 { call.retries(9) } else { call };
        let error = call.await.unwrap_err();
        assert!(error.is_timeout());
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(
            (error.attempts(), mock.sent().len()),
            (attempts, attempts as usize),
            "{told}"
        );
    }
}

#[tokio::test]
async fn waits_take_their_part_of_the_whole_call() {
    for (retry_after, limit, is_in_time) in [
        ("30", 20, false),
        ("30", 31, true),
        ("10", 15, false),
        ("10", 21, true),
    ] {
        let mock = Mock::new();
        let client = client(&mock);
        let busy = || {
            let busy = bindery_runtime::http::Response::builder().status(503);
            busy.header("retry-after", retry_after)
                .body(Default::default())
                .unwrap()
        };
        let rule = mock.on(&call(&client)).response(busy());
        let rule = if retry_after == "10" {
            rule.response(busy())
        } else {
            rule
        };
        rule.respond(200, "application/json", "1");
        let result = call(&client).timeout(seconds(limit)).await;
        assert_eq!(result.is_ok(), is_in_time, "{retry_after} {limit}");
        if let Err(error) = result {
            assert!(error.is_timeout(), "{error}");
        }
    }
}

#[tokio::test]
async fn calls_at_the_same_time() {
    let mock = Mock::new();
    let client = client(&mock);
    mock.on(&call(&client))
        .status(503)
        .respond(200, "application/json", "1");
    let other = client
        .call::<Value>(Method::GET, "/other")
        .timeout(seconds(50));
    let hanging = fake::operation("/y", Vec::new());
    let stuck = || {
        let call: Call<(), ()> = Call::new(
            &client,
            hanging,
            &[],
            bindery_runtime::Body::None,
            bindery_runtime::contract::read::empty,
            bindery_runtime::contract::read::empty,
        );
        call.retries(0)
    };
    mock.on(&stuck()).hang();
    let (first, second, third, fourth) = tokio::join!(
        stuck().timeout(seconds(20)),
        call(&client).timeout(seconds(500)),
        stuck().attempt_timeout(seconds(40)),
        other,
    );
    assert!(
        first
            .unwrap_err()
            .to_string()
            .contains("20s that the whole")
    );
    assert_eq!(second.unwrap(), Value::from(1));
    assert!(
        third
            .unwrap_err()
            .to_string()
            .contains("40s that an attempt")
    );
    assert!(fourth.is_ok());
}
