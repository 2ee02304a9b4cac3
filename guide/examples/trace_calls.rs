//! Shows what a client does, with `tracing-subscriber`, and hands on the trace that the program
//! itself is a part of (W3C Trace Context):
//!
//! `SHOP_TOKEN=… TRACEPARENT=00-… cargo run -p bindery-guide --example trace_calls`
//!
//! A program with OpenTelemetry asks its propagator in place of [`CURRENT_TRACE`]; the hook runs
//! within the span of the call. The client itself has no dependency on OpenTelemetry's crates,
//! whose versions have to be the program's.

use std::error::Error;

use shop_client::Client;
use shop_client::bindery_runtime::http::HeaderValue;
use tracing_subscriber::fmt::format::FmtSpan;

tokio::task_local! {
    /// The `traceparent` of what is going on: of a request that is being answered, or of the
    /// program.
    static CURRENT_TRACE: HeaderValue;
}

fn build_client(base_url: &str, token: &str) -> Result<Client, Box<dyn Error>> {
    let client = Client::builder()
        .base_url(base_url)
        .bearer(token)
        .on_request(|_, headers| {
            if let Ok(trace) = CURRENT_TRACE.try_with(HeaderValue::clone) {
                headers.insert("traceparent", trace);
            }
        })
        // Requests and answers, without credentials, where the level `TRACE` is on.
        .log_exchanges(|text| tracing::trace!("\n{text}"))
        .build()?;
    Ok(client)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE) // each call with its duration
        .init();
    let client = build_client("https://api.shop.example/v1", &std::env::var("SHOP_TOKEN")?)?;
    let trace = HeaderValue::from_str(&std::env::var("TRACEPARENT")?)?;
    let order = CURRENT_TRACE.scope(trace, async { client.get_order("o_1").await });
    println!("{}", order.await?.total);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::{Arc, Mutex, PoisonError};

    use axum::Router;
    use axum::http::HeaderMap;
    use axum::routing::get;

    /// What the subscriber has written.
    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// Answers with an order whose note is the `traceparent` that came.
    async fn answer_order(headers: HeaderMap) -> ([(&'static str, &'static str); 1], String) {
        let trace = headers
            .get("traceparent")
            .and_then(|trace| trace.to_str().ok());
        let order = format!(
            r#"{{"id": "o_1", "status": "paid", "total": 19.90, "currency": "EUR", "createdAt": "2026-03-01T10:00:00Z", "note": "{}"}}"#,
            trace.unwrap_or("none")
        );
        ([("content-type", "application/json")], order)
    }

    #[tokio::test]
    async fn the_trace_is_handed_on_and_no_token_is_shown() -> Result<(), Box<dyn Error>> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let base_url = format!("http://{}/v1", listener.local_addr()?);
        let routes = Router::new().route("/v1/orders/{id}", get(answer_order));
        let server = tokio::spawn(async { axum::serve(listener, routes).await });

        let written = Written::default();
        let out = written.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(move || out.clone())
            .finish();
        let client = build_client(&base_url, "s3cr3t-token")?;
        let _guard = tracing::subscriber::set_default(subscriber);
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let call = async { client.get_order("o_1").await };
        let order = CURRENT_TRACE
            .scope(HeaderValue::from_static(trace), call)
            .await?;
        assert_eq!(order.note.as_deref().value(), Some(trace));
        let order = client.get_order("o_1").await?;
        assert_eq!(order.note.as_deref().value(), Some("none"));
        server.abort();

        let written = written.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&written);
        for told in [
            "call{otel.name=GET /orders/{orderId}",
            "answered attempt=1 status=200",
            "> authorization: [redacted]",
            "< content-type: application/json",
            "time.busy",
        ] {
            assert!(text.contains(told), "{told} is missing in {text}");
        }
        assert!(!text.contains("s3cr3t-token"), "{text}");
        Ok(())
    }
}
