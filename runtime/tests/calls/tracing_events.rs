//! What `tracing` is told. Runs with the feature `tracing`.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::api::operations::BreakdownParams;
use crate::api::types::Metric;
use crate::fake::{Fake, Step};

/// Writes down all that it is told, one line a span or event.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Recorder {
    fn line(&self, metadata: &Metadata<'_>, fields: impl FnOnce(&mut Line<'_>)) {
        if metadata.target().starts_with("bindery_runtime") {
            let mut text = self.0.lock().unwrap();
            write!(text, "{}", metadata.level()).unwrap();
            fields(&mut Line(&mut text));
            text.push('\n');
        }
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = self.0.lock().unwrap();
        text.push_str("RECORD");
        values.record(&mut Line(&mut text));
        text.push('\n');
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.line(event.metadata(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn calls_attempts_and_retries_are_told_and_no_secrets() {
    let recorder = Recorder::default();
    let busy = Step::json(503, "{\"secret\":1}").with("retry-after", "1");
    let fake = Fake::new([busy, Step::json(200, r#"{"count":0,"resources":[]}"#)]);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    tracing::subscriber::with_default(recorder.clone(), || {
        runtime.block_on(async { call.await.unwrap() })
    });
    let text = recorder.0.lock().unwrap().clone();
    insta::assert_snapshot!(text, @r#"
    INFO otel.name=GET /v1/breakdown/{metric} otel.kind="client" operation="get_breakdown" http.request.method="GET" url.template="/v1/breakdown/{metric}" url.full="https://billing.example/api/v1/breakdown/domains?from=x"
    DEBUG message=answered attempt=1 status=503 bytes=12
    INFO message=trying again wait=1s
    DEBUG message=answered attempt=2 status=200 bytes=26
    RECORD http.request.resend_count=1
    RECORD http.response.status_code=200
    "#);
}
