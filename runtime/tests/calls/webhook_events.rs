//! Webhooks and callbacks of a document as one type.

use bindery_runtime::http::{HeaderMap, HeaderValue};
use bindery_runtime::json;
use bindery_runtime::testing::find_webhook_sample;
use bindery_runtime::webhooks::{WebhookError, WebhookVerifier};

use crate::hooks;
use crate::hooks::types::{PetCreatedWebhookReply, PetLostWebhookReply, Webhook};

/// What a receiver makes of a body that is signed.
fn receive(
    verifier: &WebhookVerifier,
    name: &'static str,
    body: &str,
) -> Result<Webhook, WebhookError> {
    let mut headers: HeaderMap = verifier.sign("msg_1", body.as_bytes());
    headers.insert("x-github-event", HeaderValue::from_static(name));
    verifier.parse_event(&headers, body.as_bytes())
}

#[test]
fn each_has_a_variant_by_its_name() {
    let github = WebhookVerifier::github("key");
    let pet = r#"{"type": "pet.created", "name": "Rex", "colour": "red"}"#;
    match receive(&github, "pet.created", pet).unwrap() {
        Webhook::PetCreated(call) => {
            assert_eq!(call.payload.name, "Rex");
            assert_eq!(
                call.payload.extra.get("colour").unwrap().as_str(),
                Some("red")
            );
        }
        other => panic!("{other:?}"),
    }
    let lost = receive(&github, "pet.lost", r#"{"where": "here"}"#).unwrap();
    assert!(matches!(lost, Webhook::PetLost(call) if call.payload.r#where == "here"));
    // A callback of an operation.
    let moved = receive(&github, "moved", r#"{"to": "there"}"#).unwrap();
    assert!(matches!(moved, Webhook::Moved(call) if call.payload.to.as_deref() == Some("there")));
}

#[test]
fn the_name_stands_in_the_body_where_no_header_has_it() {
    let standard = WebhookVerifier::standard("whsec_AAEC");
    let pet = r#"{"type": "pet.created", "name": "Rex"}"#;
    let created = receive(&standard, "ping", pet).unwrap();
    assert!(matches!(created, Webhook::PetCreated(_)), "{created:?}");
    let other = standard.event_pointer("/data/kind");
    let pet = r#"{"data": {"kind": "pet.lost"}, "where": "here"}"#;
    assert!(matches!(
        receive(&other, "", pet).unwrap(),
        Webhook::PetLost(_)
    ));
}

#[test]
fn what_a_call_says_of_itself_is_a_name_too() {
    let standard = WebhookVerifier::standard("whsec_AAEC");
    let sold = receive(&standard, "", r#"{"type": "pet.sold", "price": 5}"#).unwrap();
    assert!(matches!(sold, Webhook::PetSold(call) if call.payload.price == 5));
    let by_key = standard.event_header("x-github-event");
    let sold = receive(&by_key, "pet_sold", r#"{"type": "pet.sold", "price": 5}"#).unwrap();
    assert!(matches!(sold, Webhook::PetSold(_)), "{sold:?}");
}

#[test]
fn names_are_made_of_several_places() {
    // GitHub's event and action: `pet.created` is none of its names, `moved-now` would be.
    let github = WebhookVerifier::github("key");
    let made = receive(&github, "moved", r#"{"action": "right_now"}"#).unwrap();
    let Webhook::Unknown(value) = made else {
        panic!("{made:?}");
    };
    assert_eq!(
        value.pointer("/x-bindery-webhook").unwrap().as_str(),
        Some("moved-right-now")
    );
    let own =
        github.event_name(|_, body| format!("pet.{}", body.get("kind").unwrap().as_str().unwrap()));
    let lost = receive(&own, "", r#"{"kind": "lost", "where": "here"}"#).unwrap();
    assert!(matches!(lost, Webhook::PetLost(_)));
}

#[test]
fn what_the_document_does_not_know_is_kept() {
    let github = WebhookVerifier::github("key");
    let new = receive(&github, "pet.adopted", r#"{"by": "Ann"}"#).unwrap();
    let Webhook::Unknown(value) = new else {
        panic!("{new:?}");
    };
    assert_eq!(value.pointer("/payload/by").unwrap().as_str(), Some("Ann"));
    // As forgiving as responses.
    let pet = receive(
        &github,
        "pet.created",
        r#"{"type": "pet.created", "age": "7"}"#,
    )
    .unwrap();
    assert!(matches!(pet, Webhook::PetCreated(call) if call.payload.age == Some(7)));
    // Nothing breaks out of its body.
    for body in ["", "{", r#"{},"x-bindery-webhook":"moved""#] {
        let error = receive(&github, "pet.lost", body).unwrap_err();
        assert!(matches!(error, WebhookError::Body(_)), "{body}");
    }
}

#[test]
fn what_is_answered_has_a_type() {
    let reply = PetCreatedWebhookReply::with_more(true).limit(3);
    assert_eq!(json::to_json(&reply), r#"{"more":true,"limit":3}"#);
    let reply = PetLostWebhookReply::new().id("l_1");
    assert_eq!(json::to_json(&reply), r#"{"id":"l_1"}"#);
}

#[test]
fn samples_of_the_document_are_received() {
    let github = WebhookVerifier::github("key");
    // The digits are the document's.
    let lost = find_webhook_sample::<hooks::Client>("pet.lost").unwrap();
    assert_eq!(lost, r#"{"where":"here","amount":1.50}"#);
    let lost = receive(&github, "pet.lost", lost).unwrap();
    assert!(matches!(lost, Webhook::PetLost(call) if call.payload.r#where == "here"));
    // Of the schema, where the webhook has none.
    let created = find_webhook_sample::<hooks::Client>("pet.created").unwrap();
    let created = receive(&github, "pet.created", created).unwrap();
    assert!(matches!(created, Webhook::PetCreated(call) if call.payload.name == "Rex"));
    assert_eq!(find_webhook_sample::<hooks::Client>("moved"), None);
}
