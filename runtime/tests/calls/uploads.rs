//! Bodies that are streams: sent without being held, and sent again only where
//! they can begin anew.

use std::pin::Pin;
use std::task::{Context, Poll};

use bindery_runtime::contract::{Operation, ResponseInfo, Status};
use bindery_runtime::http::StatusCode;
use bindery_runtime::transport::TransportErrorKind;
use bindery_runtime::{Body, ErrorKind, Method, Upload};
use wiremock::matchers::{body_string, header};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::Client;
use crate::fake::{self, Fake, Step};

static UPLOAD: Operation = Operation::new("upload", Method::PUT, "/x")
    .responses(&[ResponseInfo::success(Status::Code(200), "")])
    .idempotent();

/// A stream of these pieces.
pub struct Pieces(Vec<Result<&'static str, &'static str>>);

impl futures_core::Stream for Pieces {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = (!self.0.is_empty()).then(|| self.0.remove(0));
        Poll::Ready(next)
    }
}

pub fn pieces() -> Pieces {
    Pieces(vec![Ok("one, "), Ok("two, "), Ok("three")])
}

fn body(upload: Upload) -> Body {
    Body::bytes("application/octet-stream", upload)
}

#[tokio::test]
async fn rb_05_a_stream_reaches_a_server_in_pieces_or_with_its_length() {
    let server = MockServer::start().await;
    Mock::given(header("content-type", "application/octet-stream"))
        .and(body_string("one, two, three"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let builder = Client::builder().base_url(server.uri()).api_key("k");
    let client = builder.build().unwrap();

    for upload in [
        Upload::stream(pieces()).with_length(15),
        Upload::stream(pieces()),
    ] {
        let call = fake::call(&client, &UPLOAD, &[], body(upload));
        call.await.unwrap();
    }
    let sent = server.received_requests().await.unwrap();
    let framing = |index: usize, name: &str| sent[index].headers.get(name).cloned();
    assert_eq!(framing(0, "content-length").unwrap(), "15");
    assert_eq!(framing(1, "content-length"), None);
    assert_eq!(framing(1, "transfer-encoding").unwrap(), "chunked");
}

#[tokio::test]
async fn rb_02_the_caller_narrows_a_range() {
    let server = MockServer::start().await;
    Mock::given(header("content-type", "image/png"))
        .and(body_string("pixels"))
        .respond_with(ResponseTemplate::new(200))
        .expect(1)
        .mount(&server)
        .await;
    let builder = Client::builder().base_url(server.uri()).api_key("k");
    let client = builder.build().unwrap();
    let upload = Upload::new("pixels").with_media_type("image/png");
    fake::call(&client, &UPLOAD, &[], body(upload))
        .await
        .unwrap();
}

#[tokio::test]
async fn mp_08_only_a_repeatable_stream_is_sent_again() {
    let steps = || [Step::json(503, ""), Step::json(200, "")];

    let fake = Fake::new(steps());
    let upload = Upload::repeatable(pieces);
    let call = fake::call(&fake.client(), &UPLOAD, &[], body(upload));
    call.await.unwrap();
    let sent = fake.sent();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|one| one.body() == "one, two, three"));

    let fake = Fake::new(steps());
    let upload = Upload::stream(pieces());
    let call = fake::call(&fake.client(), &UPLOAD, &[], body(upload));
    let error = call.await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(fake.sent().len(), 1);
}

#[tokio::test]
async fn a_stream_is_sent_once_and_shown_never() {
    let upload = Upload::stream(pieces());
    let fake = Fake::new([Step::json(200, "")]);
    let call = fake::call(&fake.client(), &UPLOAD, &[], body(upload.clone()));
    let error = call.request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(
        error.violations()[0].to_string(),
        "`body` is a stream, which is only read when it is sent"
    );
    call.await.unwrap();
    let call = fake::call(&fake.client(), &UPLOAD, &[], body(upload));
    let error = call.await.unwrap_err();
    assert!(
        error.to_string().contains("has been sent already"),
        "{error}"
    );
}

#[tokio::test]
async fn a_stream_that_fails_breaks_the_call() {
    let fake = Fake::new([Step::Fail(TransportErrorKind::Connect)]);
    let upload = Upload::stream(Pieces(vec![Ok("one"), Err("disk on fire")]));
    let call = fake::call(&fake.client(), &UPLOAD, &[], body(upload));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("disk on fire"), "{error}");
}

#[tokio::test]
async fn a_stream_of_another_length_breaks_the_call() {
    let server = MockServer::start().await;
    Mock::given(header("content-type", "application/octet-stream"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let builder = Client::builder().base_url(server.uri()).api_key("k");
    let client = builder.retries(0).build().unwrap();
    for (length, why) in [
        (5, "more than the 5 bytes"),
        (14, "more than the 14 bytes"),
        (20, "15 bytes and not 20"),
    ] {
        let uploads = [
            Upload::stream(pieces()).with_length(length),
            Upload::repeatable(pieces).with_length(length),
        ];
        for upload in uploads {
            let call = fake::call(&client, &UPLOAD, &[], body(upload));
            let error = call.await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport);
            let reasons =
                std::iter::successors(std::error::Error::source(&error), |error| error.source());
            let told = reasons.fold(error.to_string(), |told, reason| {
                format!("{told}: {reason}")
            });
            assert!(told.contains(why), "{told}");
        }
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}
