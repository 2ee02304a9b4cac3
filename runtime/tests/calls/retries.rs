//! What is tried again, when, and what is not.

use std::time::Duration;

use bindery_runtime::transport::TransportErrorKind;
use bindery_runtime::{Delivery, ErrorKind};

use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};
use crate::fake::{Fake, Step};

const PAGE: &str = r#"{"count": 0, "resources": []}"#;

fn ok() -> Step {
    Step::json(200, PAGE)
}

/// Calls an idempotent operation: how it ended and how long was waited.
async fn get(steps: Vec<Step>) -> (Result<(), ErrorKind>, usize, Vec<Duration>) {
    let fake = Fake::new(steps);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let result = call.await.map(|_| ()).map_err(|error| error.kind());
    (result, fake.sent().len(), fake.waits())
}

/// Calls an operation that is not.
async fn post(steps: Vec<Step>) -> (Result<(), ErrorKind>, usize) {
    let fake = Fake::new(steps);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    let result = call.await.map(|_| ()).map_err(|error| error.kind());
    (result, fake.sent().len())
}

#[tokio::test]
async fn statuses_that_are_tried_again() {
    for status in [408, 409, 429, 500, 502, 503, 504, 599] {
        let (result, sent, waits) = get(vec![Step::json(status, "{}"), ok()]).await;
        assert_eq!((result, sent), (Ok(()), 2), "{status}");
        assert!(waits[0] >= Duration::from_millis(375), "{waits:?}");
        assert!(waits[0] <= Duration::from_millis(500), "{waits:?}");
    }
    for status in [400, 401, 403, 404, 410, 422, 302] {
        let (_, sent, _) = get(vec![Step::json(status, "{}")]).await;
        assert_eq!(sent, 1, "{status}");
    }
}

#[tokio::test]
async fn two_retries_each_after_a_longer_wait() {
    let busy = || Step::typed(503, "text/plain", "busy");
    let (result, sent, waits) = get(vec![busy(), busy(), busy()]).await;
    assert_eq!((result, sent), (Err(ErrorKind::Api), 3));
    assert_eq!(waits.len(), 2);
    assert!(waits[1] >= Duration::from_millis(750) && waits[1] <= Duration::from_secs(1));
}

#[tokio::test]
async fn the_longest_wait_is_eight_seconds() {
    let fake = Fake::new(vec![Step::json(500, "{}"); 9]);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let error = call.retries(8).await.unwrap_err();
    assert_eq!(error.attempts(), 9);
    assert!(
        fake.waits()
            .iter()
            .all(|wait| *wait <= Duration::from_secs(8))
    );
    assert!(fake.waits()[7] >= Duration::from_secs(6));
}

#[tokio::test]
async fn no_retries_when_none_are_wanted() {
    let fake = Fake::new([Step::json(500, "{}")]);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    assert_eq!(call.retries(0).await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn lost_connections_are_tried_again() {
    for kind in [
        TransportErrorKind::Connect,
        TransportErrorKind::ConnectTimeout,
        TransportErrorKind::Broken,
    ] {
        let (result, sent, _) = get(vec![Step::Fail(kind), ok()]).await;
        assert_eq!((result, sent), (Ok(()), 2));
    }
    let (result, sent, _) = get(vec![Step::BreakOff(200, Vec::new()), ok()]).await;
    assert_eq!((result, sent), (Ok(()), 2));
}

#[tokio::test]
async fn what_may_have_been_received_is_not_repeated() {
    for (step, kind) in [
        (Step::Fail(TransportErrorKind::Broken), ErrorKind::Transport),
        (Step::BreakOff(200, Vec::new()), ErrorKind::Transport),
        (Step::json(500, "{}"), ErrorKind::Undocumented),
        (Step::json(429, "{}"), ErrorKind::Undocumented),
        (
            Step::json(503, "{}").with("x-should-retry", "true"),
            ErrorKind::Undocumented,
        ),
        (
            Step::json(500, "{}").with("retry-after", "1"),
            ErrorKind::Undocumented,
        ),
    ] {
        assert_eq!(post(vec![step]).await, (Err(kind), 1));
    }
    let refused = Step::Fail(TransportErrorKind::Connect);
    assert_eq!(post(vec![refused, ok()]).await, (Ok(()), 2));
}

#[tokio::test]
async fn the_caller_may_say_that_repeating_is_harmless() {
    let fake = Fake::new([Step::json(500, "{}"), ok()]);
    let body = ReportRequest::with_from("x");
    fake.client().report(&body).idempotent().await.unwrap();
    let sent = fake.sent();
    assert_eq!(sent[0].body(), sent[1].body());
    assert_eq!(sent[0].headers(), sent[1].headers());
    assert_eq!(sent[0].uri(), sent[1].uri());
}

#[tokio::test]
async fn retry_after() {
    for (name, value, expected) in [
        ("retry-after", "3", 3.0),
        ("retry-after", "1.5", 1.5),
        ("retry-after", "60", 60.0),
        ("retry-after-ms", "2500", 2.5),
    ] {
        let step = Step::json(429, "{}").with(name, value);
        let (_, _, waits) = get(vec![step, ok()]).await;
        assert_eq!(
            waits,
            [Duration::from_secs_f64(expected)],
            "{name}: {value}"
        );
    }
    let both = Step::json(429, "{}")
        .with("retry-after", "9")
        .with("retry-after-ms", "700");
    assert_eq!(get(vec![both, ok()]).await.2, [Duration::from_millis(700)]);
}

/// One wait after the first attempt that nobody asked for.
fn is_own_wait(waits: &[Duration]) -> bool {
    matches!(waits, [wait] if (375..=500).contains(&wait.as_millis()))
}

#[tokio::test]
async fn servers_that_ask_for_no_wait_do_not_make_a_storm() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (name, value) in [
        ("retry-after", "0"),
        ("retry-after", "0.0"),
        ("retry-after", "00"),
        ("retry-after", "0.001"),
        ("retry-after", "1e-9"),
        ("retry-after-ms", "0"),
        ("retry-after-ms", "5"),
        ("retry-after", date),
        ("retry-after", "Sat, 05 Nov 1994 08:49:37 GMT"),
        ("retry-after", "Sun Nov  6 08:49:37 1994"),
    ] {
        let step = Step::json(503, "{}").with("date", date).with(name, value);
        let (result, sent, waits) = get(vec![step, ok()]).await;
        assert_eq!((result, sent), (Ok(()), 2));
        assert!(is_own_wait(&waits), "{name}: {value}: {waits:?}");
    }
    let nothing = || Step::json(503, "{}").with("retry-after", "0");
    let mut all = Vec::new();
    for _ in 0..8 {
        all.extend(get(vec![nothing(), nothing(), ok()]).await.2);
    }
    assert!(
        all.chunks(2)
            .all(|waits| waits[1] >= Duration::from_millis(750))
    );
    all.sort();
    all.dedup();
    assert!(all.len() > 8, "the waits are spread: {all:?}");
}

#[tokio::test]
async fn far_away_means_never() {
    for (name, value) in [
        ("retry-after", "1e23"),
        ("retry-after", "1e300"),
        ("retry-after", "99999999999999999999999999999999"),
        ("retry-after", "18446744073709551616"),
        ("retry-after", &"9".repeat(400)),
        ("retry-after-ms", "1e99"),
        ("retry-after", "1764460800"),
        ("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"),
        ("retry-after", "Fri, 31 Dec 99999 23:59:59 GMT"),
        ("retry-after", "Fri, 31 Dec 99999999999999 23:59:59 GMT"),
        ("retry-after", "Fri Dec 31 23:59:59 9999"),
        ("retry-after", "Friday, 31-Dec-9999 23:59:59 GMT"),
        ("retry-after", "Fri, 31 Dec 2100 23:59:59 GMT"),
    ] {
        let fake = Fake::new([Step::json(429, "{}").with(name, value)]);
        let call = fake
            .client()
            .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
        let error = call.await.unwrap_err();
        assert_eq!((error.attempts(), fake.waits().len()), (1, 0), "{value}");
        assert!(
            error.retry_after() > Some(Duration::from_secs(60)),
            "{value}"
        );
        let told = "The server asks to wait for more than a year.";
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[tokio::test]
async fn servers_that_will_not_learn_it_are_asked_once() {
    for status in [501, 505] {
        let (_, sent, _) = get(vec![Step::json(status, "{}").with("retry-after", "1")]).await;
        assert_eq!(sent, 1, "{status}");
    }
}

#[tokio::test]
async fn a_retry_after_that_is_too_long_ends_the_call() {
    for (name, value, asked) in [
        ("retry-after", "3600", 3600),
        ("retry-after", "61", 61),
        ("retry-after-ms", "120000", 120),
        ("retry-after", "Sun, 06 Nov 1994 08:59:37 GMT", 600),
    ] {
        let step = Step::json(429, "{}")
            .with("date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .with(name, value);
        let fake = Fake::new([step]);
        let call = fake
            .client()
            .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
        let error = call.await.unwrap_err();
        assert_eq!((error.attempts(), fake.waits().len()), (1, 0), "{value}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(asked)));
        let told = format!("The server asks to wait {asked} s.");
        assert!(error.to_string().contains(&told), "{error}");
    }
}

#[tokio::test]
async fn retry_after_a_date_in_an_obsolete_form() {
    for date in [
        "Sunday, 06-Nov-94 08:49:57 GMT",
        "Sun Nov  6 08:49:57 1994",
        "Sun, 06 Nov 1994 08:49:57 GMT",
    ] {
        let step = Step::json(503, "{}")
            .with("date", "Sun Nov  6 08:49:37 1994")
            .with("retry-after", date);
        let (_, _, waits) = get(vec![step, ok()]).await;
        assert_eq!(waits, [Duration::from_secs(20)], "{date}");
    }
}

#[tokio::test]
async fn retry_after_a_date() {
    let at = |retry: &str| {
        Step::json(503, "{}")
            .with("date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .with("retry-after", retry)
    };
    let (_, _, waits) = get(vec![at("Sun, 06 Nov 1994 08:49:57 GMT"), ok()]).await;
    assert_eq!(waits, [Duration::from_secs(20)]);
    let (_, _, waits) = get(vec![at("Sun, 06 Nov 1994 08:49:00 GMT"), ok()]).await;
    assert!(is_own_wait(&waits), "{waits:?}");
    // Without the server's clock, ours.
    let past = Step::json(503, "{}").with("retry-after", "Sun, 06 Nov 1994 08:49:57 GMT");
    assert!(is_own_wait(&get(vec![past, ok()]).await.2));
}

#[tokio::test]
async fn a_retry_after_that_makes_no_sense() {
    for value in [
        "soon",
        "-5",
        "NaN",
        "inf",
        "-inf",
        "+5",
        "",
        "5 s",
        "Fri, 31 Foo 1999 GMT",
    ] {
        let step = Step::json(429, "{}").with("retry-after", value);
        let (_, _, waits) = get(vec![step, ok()]).await;
        assert!(is_own_wait(&waits), "{value}: {waits:?}");
    }
}

#[tokio::test]
async fn the_server_may_say_whether_to_retry() {
    let never = Step::json(500, "{}").with("x-should-retry", "false");
    assert_eq!(get(vec![never]).await.1, 1);
    let always = Step::json(400, "{}").with("x-should-retry", "true");
    assert_eq!(get(vec![always, ok()]).await.1, 2);
    let done = ok().with("x-should-retry", "true");
    assert_eq!(get(vec![done]).await.1, 1);
}

#[tokio::test]
async fn what_became_of_a_request() {
    for (step, expected) in [
        (Step::Fail(TransportErrorKind::Connect), Delivery::NotSent),
        (
            Step::Fail(TransportErrorKind::Broken),
            Delivery::MaybeApplied,
        ),
        (Step::BreakOff(200, Vec::new()), Delivery::Applied),
        (Step::BreakOff(500, Vec::new()), Delivery::MaybeApplied),
        (Step::json(500, "{}"), Delivery::MaybeApplied),
        (Step::json(404, "{}"), Delivery::Refused),
        (Step::json(408, "{}"), Delivery::MaybeApplied),
        (Step::json(303, "{}"), Delivery::MaybeApplied),
        (Step::json(304, "{}"), Delivery::Refused),
        (Step::json(200, "nonsense"), Delivery::Applied),
    ] {
        let fake = Fake::new([step]);
        let call = fake
            .client()
            .report(&ReportRequest::with_from("x"))
            .retries(0);
        assert_eq!(call.await.unwrap_err().delivery(), expected);
    }
}

#[tokio::test]
async fn a_redirect_of_what_only_asks_has_done_nothing() {
    let fake = Fake::new([Step::json(303, "{}")]);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    assert_eq!(call.await.unwrap_err().delivery(), Delivery::Refused);
}

#[tokio::test]
async fn what_became_of_earlier_attempts_counts() {
    let fail = |kind| Step::Fail(kind);
    for (steps, expected) in [
        (
            [
                fail(TransportErrorKind::Connect),
                fail(TransportErrorKind::ConnectTimeout),
            ],
            Delivery::NotSent,
        ),
        (
            [Step::json(429, "{}"), Step::json(404, "{}")],
            Delivery::Refused,
        ),
        (
            [
                fail(TransportErrorKind::Broken),
                fail(TransportErrorKind::Connect),
            ],
            Delivery::MaybeApplied,
        ),
        (
            [Step::json(503, "{}"), Step::json(404, "{}")],
            Delivery::MaybeApplied,
        ),
        (
            [
                fail(TransportErrorKind::Broken),
                Step::json(200, "nonsense"),
            ],
            Delivery::Applied,
        ),
    ] {
        let fake = Fake::new(steps);
        let call = fake
            .client()
            .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
        let error = call.retries(1).await.unwrap_err();
        assert_eq!(error.attempts(), 2);
        assert_eq!(error.delivery(), expected);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_tried_again() {
    let step = Step::Fail(TransportErrorKind::Unsupported);
    let (result, sent, _) = get(vec![step]).await;
    assert_eq!((result, sent), (Err(ErrorKind::Connect), 1));
}
