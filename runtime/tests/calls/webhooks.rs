//! Signatures of webhooks: those of the providers' own pages, and what is refused.

use std::time::Duration;

use bindery_runtime::http::{HeaderMap, HeaderName, HeaderValue};
use bindery_runtime::webhooks::{HmacScheme, WebhookError, WebhookVerifier};

use crate::api::types::Resource;

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, &str)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_str(value).unwrap(),
        )
    };
    pairs.iter().map(pair).collect()
}

#[test]
fn the_examples_of_providers_are_signed_by_them() {
    // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
    let github = WebhookVerifier::github("It's a Secret to Everybody");
    let signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let signed = headers(&[("x-hub-signature-256", signature)]);
    assert_eq!(github.verify(&signed, b"Hello, World!"), Ok(()));

    // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    let standard = WebhookVerifier::standard("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let signed = headers(&[
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        (
            "webhook-signature",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ]);
    let body = br#"{"test": 2432232314}"#;
    assert_eq!(standard.verify_at(&signed, body, 1_614_265_340), Ok(()));

    // https://docs.slack.dev/authentication/verifying-requests-from-slack
    let slack = HmacScheme::new("x-slack-signature")
        .prefix("v0=")
        .timestamp_header("x-slack-request-timestamp")
        .content("v0:{timestamp}:{body}");
    let slack = WebhookVerifier::hmac(slack, "8f742231b10e8888abcd99yyyzzz85a5");
    let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    let signed = headers(&[
        ("x-slack-request-timestamp", "1531420618"),
        ("x-slack-signature", signature),
    ]);
    assert_eq!(
        slack.verify_at(&signed, body.as_bytes(), 1_531_420_700),
        Ok(())
    );
}

const BODY: &[u8] = br#"{"name": "a"}"#;
const NOW: i64 = 1_700_000_000;

fn verifiers() -> [WebhookVerifier; 4] {
    [
        WebhookVerifier::standard("whsec_AAECAwQFBgcICQ=="),
        WebhookVerifier::stripe("whsec_x"),
        WebhookVerifier::hmac(
            HmacScheme::new("x-sign")
                .base64()
                .timestamp_header("x-at")
                .content("{timestamp}{body}"),
            "key",
        ),
        WebhookVerifier::github("key"),
    ]
}

#[test]
fn what_is_signed_is_taken_and_nothing_else() {
    for verifier in verifiers() {
        let signed = verifier.sign_at("msg_1", BODY, NOW);
        assert_eq!(
            verifier.verify_at(&signed, BODY, NOW),
            Ok(()),
            "{verifier:?}"
        );
        let wrong = Err(WebhookError::WrongSignature);
        assert_eq!(verifier.verify_at(&signed, b"{}", NOW), wrong);
        // Every header counts.
        for name in signed.keys() {
            let mut changed = signed.clone();
            changed.insert(name, HeaderValue::from_static("1700000001"));
            assert!(verifier.verify_at(&changed, BODY, NOW).is_err(), "{name}");
            changed.remove(name);
            let missing = WebhookError::MissingHeader(name.as_str().to_owned());
            assert_eq!(verifier.verify_at(&changed, BODY, NOW), Err(missing));
        }
    }
}

#[test]
fn old_signatures_are_refused() {
    for verifier in verifiers().into_iter().take(3) {
        let signed = verifier.sign_at("msg_1", BODY, NOW);
        assert_eq!(verifier.verify_at(&signed, BODY, NOW + 300), Ok(()));
        let late = verifier.verify_at(&signed, BODY, NOW + 301);
        assert_eq!(late, Err(WebhookError::Stale(301)));
        let early = verifier.verify_at(&signed, BODY, NOW - 301);
        assert_eq!(early, Err(WebhookError::Stale(-301)));
        let patient = verifier.clone().tolerance(Duration::from_secs(400));
        assert_eq!(patient.verify_at(&signed, BODY, NOW + 301), Ok(()));
        // An old request that is not signed says nothing of its age.
        let wrong = Err(WebhookError::WrongSignature);
        assert_eq!(verifier.verify_at(&signed, b"{}", NOW + 301), wrong);
    }
}

#[test]
fn secrets_are_changed_without_a_gap() {
    let (old, new) = (
        WebhookVerifier::stripe("old"),
        WebhookVerifier::stripe("new"),
    );
    let both = WebhookVerifier::stripe("new").or_secret("old");
    for sender in [&old, &new] {
        let signed = sender.sign_at("", BODY, NOW);
        assert_eq!(both.verify_at(&signed, BODY, NOW), Ok(()));
    }
    // Providers that sign with both, in one header.
    let text = |one: &WebhookVerifier| {
        let signed = one.sign_at("", BODY, NOW);
        let text = signed["stripe-signature"].to_str().unwrap().to_owned();
        text.rsplit_once("v1=").unwrap().1.to_owned()
    };
    let listed = format!("t={NOW},v1={},v0=x,v1={}", text(&old), text(&new));
    let signed = headers(&[("stripe-signature", &listed)]);
    for one in [&old, &new] {
        assert_eq!(one.verify_at(&signed, BODY, NOW), Ok(()));
    }
    assert!(!format!("{both:?}").contains("old"));
}

#[test]
fn bodies_are_read_as_far_as_they_go() {
    let verifier = WebhookVerifier::github("key");
    let name = |verifier: &WebhookVerifier, body: &[u8]| {
        let signed = verifier.sign("", body);
        let resource = verifier.parse::<Resource>(&signed, body);
        resource.map(|resource| resource.name)
    };
    assert_eq!(name(&verifier, BODY).unwrap(), "a");
    assert_eq!(name(&verifier, b"{}").unwrap(), "");
    let strict = verifier.strict(true);
    let error = name(&strict, b"{}").unwrap_err();
    assert!(matches!(error, WebhookError::Body(_)), "{error}");
}
