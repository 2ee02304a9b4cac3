//! Receives what the shop calls at your side, with axum:
//!
//! `SHOP_WEBHOOK_SECRET=whsec_… cargo run -p bindery-guide --example receive_webhooks`

use std::collections::HashSet;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use shop_client::bindery_runtime::webhooks::{WebhookError, WebhookVerifier};
use shop_client::types::Webhook;

/// What all requests share.
struct Receiver {
    verifier: WebhookVerifier,
    /// Ids of events that were handled: providers send again until they get an answer. A
    /// program with several instances keeps them in its database.
    seen: Mutex<HashSet<String>>,
}

impl Receiver {
    fn new(secret: &str) -> Self {
        Self {
            verifier: WebhookVerifier::standard(secret).event_pointer("/type"),
            seen: Mutex::default(),
        }
    }

    /// Whether an event is new; one without an id always is.
    fn is_new(&self, headers: &HeaderMap) -> bool {
        let id = headers.get("webhook-id").and_then(|id| id.to_str().ok());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        id.is_none_or(|id| seen.insert(id.to_owned()))
    }
}

/// The body comes as bytes: one that was read as JSON and written again has another signature.
async fn receive(
    State(receiver): State<Arc<Receiver>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, (StatusCode, String)> {
    let event: Webhook = match receiver.verifier.parse_event(&headers, &body) {
        Ok(event) => event,
        // Signed, and not as the document says: an answer of 4xx makes the provider try again.
        Err(error @ WebhookError::Body(_)) => {
            return Err((StatusCode::UNPROCESSABLE_ENTITY, error.to_string()));
        }
        Err(_) => {
            return Err((
                StatusCode::UNAUTHORIZED,
                "not signed by the shop".to_owned(),
            ));
        }
    };
    if receiver.is_new(&headers) {
        println!("{}", describe_event(&event));
    }
    Ok(StatusCode::NO_CONTENT)
}

fn describe_event(event: &Webhook) -> String {
    match event {
        Webhook::OrderPaid(event) => format!("{} is paid", event.payload.order_id),
        Webhook::OrderShipped(event) => format!("{} is on its way", event.payload.order_id),
        other => format!("something that this program is too old for: {other:?}"),
    }
}

fn build_router(secret: &str) -> Router {
    let receiver = Arc::new(Receiver::new(secret));
    Router::new()
        .route("/hooks", post(receive))
        .with_state(receiver)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = std::env::var("SHOP_WEBHOOK_SECRET")?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, build_router(&secret)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shop_client::Client;
    use shop_client::bindery_runtime::Body;
    use shop_client::bindery_runtime::http::Method;

    const SECRET: &str = "whsec_c2VjcmV0";

    /// The status that the server gives to a request whose body is signed with a secret.
    async fn deliver(url: &str, secret: &str, body: &'static str) -> Result<u16, Box<dyn Error>> {
        let client: Client = Client::builder().anonymous().build()?;
        let signed = WebhookVerifier::standard(secret).sign("evt_1", body.as_bytes());
        let mut call = client.as_ref().call_url(Method::POST, url);
        for (name, value) in &signed {
            call = call.header(name.as_str(), value.to_str()?);
        }
        let call = call.body(Body::text("application/json", body));
        Ok(match call.with_response().await {
            Ok(response) => response.status.as_u16(),
            Err(error) => error.status().map_or(0, |status| status.as_u16()),
        })
    }

    #[tokio::test]
    async fn only_what_the_shop_has_signed_is_taken() -> Result<(), Box<dyn Error>> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/hooks", listener.local_addr()?);
        let server = tokio::spawn(async { axum::serve(listener, build_router(SECRET)).await });
        let paid = r#"{"type": "order.paid", "orderId": "o_1", "amount": 19.90}"#;
        assert_eq!(deliver(&url, SECRET, paid).await?, 204);
        assert_eq!(deliver(&url, "whsec_b3RoZXI=", paid).await?, 401);
        assert_eq!(deliver(&url, SECRET, "{").await?, 422);
        // What is newer than the document is no error.
        assert_eq!(
            deliver(&url, SECRET, r#"{"type": "order.lost"}"#).await?,
            204
        );
        server.abort();
        Ok(())
    }

    #[test]
    fn events_are_told_once() {
        let receiver = Receiver::new(SECRET);
        let signed = receiver.verifier.sign("evt_1", b"{}");
        assert!(receiver.is_new(&signed));
        assert!(!receiver.is_new(&signed));
    }
}
