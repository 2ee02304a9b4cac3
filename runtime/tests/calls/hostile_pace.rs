//! Servers on this machine that send a byte every so often: no limit of a whole call may be
//! prolonged by what comes.

use std::future::Future;
use std::io::Write as _;
use std::time::{Duration, Instant};

use bindery_runtime::transport::ReqwestTransport;
use bindery_runtime::{AnyError, ErrorKind};

use crate::trouble::{read, server, trickle};
use crate::{paged, streamed};

const JSON: &str = "application/json";
const LIMIT: Duration = Duration::from_millis(300);

/// A server that begins to answer at once and is never done: the text again and again, byte by
/// byte.
fn dripping(status: &'static str, media_type: &'static str, text: &'static str) -> String {
    server(move |mut stream| {
        while read(&mut stream) > 0 {
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\netag: \"1\"\r\ncontent-length: 1000000\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes());
            trickle(&mut stream, &text.repeat(400));
        }
    })
}

fn client(base: &str) -> streamed::Client {
    streamed::Client::builder().base_url(base).build().unwrap()
}

/// That the work ends by the limit, and says so.
async fn assert_ends_in_time(name: &str, work: impl Future<Output = Result<(), AnyError>>) {
    let begin = Instant::now();
    let within = tokio::time::timeout(Duration::from_secs(5), work).await;
    let error = within.expect(name).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{name}: {error}");
    assert!(begin.elapsed() < 6 * LIMIT, "{name}: {:?}", begin.elapsed());
    let told = error.to_string();
    let expected = "within the 300ms that the whole ";
    assert!(told.contains(expected), "{name}: {told}");
}

#[tokio::test]
async fn lines_and_events_end_with_the_time_of_the_call() {
    let lines = dripping("200 OK", JSON, "{\"what\":\"x\"}\n");
    assert_ends_in_time("lines", async {
        let mut lines = client(&lines).events().timeout(LIMIT).await?;
        let mut read = 0;
        while let Some(line) = lines.next().await {
            line?;
            read += 1;
        }
        panic!("{read} lines");
    })
    .await;
    let events = dripping("200 OK", JSON, "data: {\"what\":\"x\"}\n\n");
    assert_ends_in_time("events", async {
        let mut events = client(&events).said().timeout(LIMIT).await?;
        while let Some(event) = events.next().await {
            event?;
        }
        Ok(())
    })
    .await;
    // What is no event prolongs nothing either.
    let comments = dripping("200 OK", JSON, ":\n");
    assert_ends_in_time("comments", async {
        let mut events = client(&comments).said().timeout(LIMIT).await?;
        while let Some(event) = events.next().await {
            event?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn bytes_and_files_end_with_the_time_of_the_call() {
    let base = dripping("200 OK", "text/plain", "x");
    assert_ends_in_time("bytes", async {
        let mut pieces = client(&base).log().timeout(LIMIT).stream().await?.value;
        while let Some(piece) = pieces.next().await {
            piece?;
        }
        Ok(())
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    assert_ends_in_time("a download", async {
        let call = client(&base).log().timeout(LIMIT).retries(5);
        call.save_to(&path).await?;
        Ok(())
    })
    .await;
    assert!(!path.exists());
}

#[tokio::test]
async fn a_download_that_breaks_again_and_again_ends_with_the_time_of_the_call() {
    let base = server(|mut stream| {
        read(&mut stream);
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\netag: \"1\"\r\ncontent-length: 1000000\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        trickle(&mut stream, "xxxxx");
    });
    let folder = tempfile::tempdir().unwrap();
    let begin = Instant::now();
    let call = client(&base).log().timeout(LIMIT).retries(1000);
    let error = call.save_to(folder.path().join("log")).await.unwrap_err();
    assert!(begin.elapsed() < 6 * LIMIT, "{:?}", begin.elapsed());
    assert!(
        [ErrorKind::Timeout, ErrorKind::Transport].contains(&error.kind()),
        "{error}"
    );
}

#[tokio::test]
async fn bodies_errors_and_walks_end_with_the_time_of_the_call() {
    let failure = dripping("500 Internal Server Error", JSON, " ");
    assert_ends_in_time("a failure", async {
        let call = client(&failure).events().timeout(LIMIT).retries(0);
        call.await.map(drop).map_err(AnyError::from)
    })
    .await;
    let page = dripping("200 OK", JSON, " ");
    let pages = |base: &str| {
        let builder = paged::Client::builder().base_url(base).bearer("t");
        builder.build().unwrap().by_cursor_pages()
    };
    assert_ends_in_time("a page", async {
        let mut pages = pages(&page).with(|call| call.timeout(LIMIT));
        pages.next().await.unwrap()?;
        Ok(())
    })
    .await;
    assert_ends_in_time("a walk", async {
        let mut pages = pages(&page).timeout(LIMIT);
        pages.next().await.unwrap()?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_stream_may_go_on_where_the_call_has_no_limit() {
    let base = dripping("200 OK", JSON, "{\"what\":\"x\"}\n");
    let builder = streamed::Client::builder().base_url(base).timeout(LIMIT);
    let transport = ReqwestTransport::new().unwrap();
    let client = builder.transport(transport).build().unwrap();
    let mut lines = client.events().timeout(None).await.unwrap();
    let begin = Instant::now();
    while begin.elapsed() < 2 * LIMIT {
        assert_eq!(lines.next().await.unwrap().unwrap().what, "x");
    }
}
