//! Files that are sent and saved, against a server on this machine.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::contract::{Entry, Operation, ResponseInfo, Status};
use bindery_runtime::{Body, Bytes, Call, ErrorKind, Method, Multipart, Part, Retry, Upload};
use tempfile::TempDir;

use crate::api::Client;
use crate::fake;

static SEND: Operation = Operation::new("send", Method::PUT, "/file")
    .responses(&[ResponseInfo::success(Status::Range(2), "")])
    .idempotent();

type Sent = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A server that answers connection by connection, and then closes.
fn serve(answers: Vec<Vec<u8>>) -> (String, Sent) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let sent = Sent::default();
    let told = Arc::clone(&sent);
    std::thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut read = Vec::new();
            let mut buffer = vec![0; 1 << 16];
            let end = loop {
                let length = stream.read(&mut buffer).unwrap();
                read.extend_from_slice(&buffer[..length]);
                if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                    break end + 4;
                }
            };
            let head = String::from_utf8(read[..end].to_vec()).unwrap();
            let announced = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let announced: usize = announced.map_or(0, |length| length.parse().unwrap());
            while read.len() < end + announced {
                let length = stream.read(&mut buffer).unwrap();
                assert!(length > 0);
                read.extend_from_slice(&buffer[..length]);
            }
            told.lock().unwrap().push((head, read[end..].to_vec()));
            let _ = stream.write_all(&answer);
        }
    });
    (format!("http://{address}"), sent)
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn client(base: &str) -> Client {
    let waits = Retry::new(2).waits(Duration::from_millis(1), Duration::from_millis(5));
    let builder = Client::builder().base_url(base).api_key("topsecret$abc");
    builder.retry(waits).build().unwrap()
}

/// A call of a URL that has nothing to do with the API.
fn get(base: &str) -> Call<Bytes, Bytes> {
    let api = client("http://localhost:1");
    api.as_ref()
        .call_url(Method::GET, &format!("{base}/file?sig=x"))
}

fn content() -> Vec<u8> {
    (0..700_000u32).flat_map(u32::to_le_bytes).collect()
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_file_is_sent_with_its_length_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.MP4");
    std::fs::write(&path, content()).unwrap();
    let busy = answer("503 Busy", "content-length: 0", b"");
    let (base, sent) = serve(vec![busy, answer("204 Done", "", b"")]);
    let client = client(&base);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&heard);
    let upload = Upload::file(&path).unwrap();
    let upload = upload.on_progress(move |sent, all| hear.lock().unwrap().push((sent, all)));
    assert_eq!(upload.length(), Some(2_800_000));
    // The document leaves the type open.
    let body = Body::bytes("video/*", upload);
    fake::call(&client, &SEND, &[], body).await.unwrap();
    let sent = sent.lock().unwrap();
    assert_eq!(sent.len(), 2);
    for (head, body) in sent.iter() {
        assert!(head.contains("content-length: 2800000\r\n"), "{head}");
        assert!(head.contains("content-type: video/mp4\r\n"), "{head}");
        assert!(!head.contains("transfer-encoding"), "{head}");
        assert_eq!(*body, content());
    }
    let heard = heard.lock().unwrap();
    let last = heard.iter().filter(|(sent, _)| *sent == 2_800_000);
    assert_eq!(last.count(), 2);
    assert!(heard.iter().all(|(_, all)| *all == Some(2_800_000)));
    assert!(heard.len() > 4);
}

#[test]
fn a_file_keeps_the_type_of_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "1,2").unwrap();
    let upload = || Upload::file(&path).unwrap();
    let shown = |body: Body| format!("{body:?}");
    assert!(shown(Body::bytes("application/x-table", upload())).starts_with("application/x-table"));
    let own = upload().with_media_type("text/tab-separated-values");
    assert!(shown(Body::bytes("text/*", own)).starts_with("text/tab"));
    assert!(Upload::file(folder.path()).is_err());
    let missing = Upload::file(folder.path().join("b.csv")).unwrap_err();
    assert_eq!(missing.kind(), std::io::ErrorKind::NotFound);
}

#[tokio::test]
async fn parts_are_files_with_names_and_types() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("June 2026.pdf");
    std::fs::write(&path, "%PDF").unwrap();
    let part = || Part::file(&path).unwrap();
    let (base, sent) = serve(vec![answer("204 Done", "", b""); 2]);
    let client = client(&base);
    let by_hand = Multipart::new().part("report", part());
    let by_hand = Body::multipart("multipart/form-data", &by_hand);
    let files = [part()];
    let entries = [
        Entry::files("any", &files),
        Entry::files("image", &files).content_type("image/png"),
        Entry::files("listed", &files).content_type("image/png, application/pdf"),
    ];
    let by_document = Body::form_parts("multipart/form-data", &entries);
    for body in [by_hand, by_document] {
        fake::call(&client, &SEND, &[], body).await.unwrap();
    }
    let sent = sent.lock().unwrap();
    let types = |place: usize| -> Vec<String> {
        let body = String::from_utf8_lossy(&sent[place].1).into_owned();
        assert!(
            sent[place].0.contains("content-length: "),
            "{}",
            sent[place].0
        );
        assert!(body.contains("filename=\"June 2026.pdf\""), "{body}");
        let types = body
            .lines()
            .filter_map(|line| line.strip_prefix("Content-Type: "));
        types.map(str::to_owned).collect()
    };
    assert_eq!(types(0), ["application/pdf"]);
    assert_eq!(
        types(1),
        ["application/pdf", "image/png", "application/pdf"]
    );
}

#[tokio::test]
async fn a_download_takes_its_place_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.bin");
    std::fs::write(&path, "before").unwrap();
    let whole = answer(
        "200 OK",
        "content-length: 2800000\r\netag: \"v1\"",
        &content(),
    );
    let (base, sent) = serve(vec![whole]);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&heard);
    let watched = path.clone();
    let saved = get(&base)
        .save_to(&path)
        .on_progress(move |done, all| {
            assert_eq!(std::fs::read(&watched).unwrap(), b"before");
            hear.lock().unwrap().push((done, all));
        })
        .await
        .unwrap();
    assert_eq!(saved.value, 2_800_000);
    assert_eq!(saved.headers["etag"], "\"v1\"");
    assert_eq!(std::fs::read(&path).unwrap(), content());
    assert_eq!(
        heard.lock().unwrap().last(),
        Some(&(2_800_000, Some(2_800_000)))
    );
    assert_eq!(names(&folder), ["out.bin"]);
    // A URL of its own gets no credentials.
    let (head, _) = sent.lock().unwrap()[0].clone();
    assert!(!head.contains("topsecret"), "{head}");
    assert!(head.contains("accept-encoding: identity\r\n"), "{head}");
}

#[tokio::test]
async fn a_broken_download_goes_on_with_the_same_version() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.bin");
    let all = content();
    let head = "content-length: 2800000\r\netag: \"v1\"";
    let rest =
        "content-length: 1800000\r\ncontent-range: bytes 1000000-2799999/2800000\r\netag: \"v1\"";
    let (base, sent) = serve(vec![
        answer("200 OK", head, &all[..1_000_000]),
        answer("206 Partial Content", rest, &all[1_000_000..]),
    ]);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&heard);
    let saving = get(&base).save_to(&path);
    let saving = saving.on_progress(move |done, all| hear.lock().unwrap().push((done, all)));
    assert_eq!(saving.await.unwrap().value, 2_800_000);
    assert_eq!(std::fs::read(&path).unwrap(), all);
    let (second, _) = sent.lock().unwrap()[1].clone();
    assert!(second.contains("range: bytes=1000000-\r\n"), "{second}");
    assert!(second.contains("if-range: \"v1\"\r\n"), "{second}");
    assert!(
        heard
            .lock()
            .unwrap()
            .iter()
            .all(|(_, all)| *all == Some(2_800_000))
    );
}

#[tokio::test]
async fn another_version_is_read_from_its_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.bin");
    let (base, sent) = serve(vec![
        answer("200 OK", "content-length: 8\r\netag: \"v1\"", b"old"),
        answer("200 OK", "content-length: 3\r\netag: \"v2\"", b"new"),
    ]);
    get(&base).save_to(&path).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
    assert_eq!(sent.lock().unwrap().len(), 2);

    // What is there now has fewer bytes than were read.
    let (base, sent) = serve(vec![
        answer("200 OK", "content-length: 8\r\netag: \"v1\"", b"old"),
        answer("416 Range Not Satisfiable", "content-length: 0", b""),
        answer("200 OK", "content-length: 2\r\netag: \"v3\"", b"v3"),
    ]);
    get(&base).save_to(&path).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"v3");
    assert!(!sent.lock().unwrap()[2].0.contains("range:"));
}

#[tokio::test]
async fn half_a_file_is_never_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.bin");
    // Nothing says which version it is, or only a weak tag does.
    for tag in [
        "x: y",
        "etag: W/\"v1\"",
        "etag: \"v1\"\r\naccept-ranges: none",
    ] {
        let head = format!("content-length: 8\r\n{tag}");
        let (base, _) = serve(vec![answer("200 OK", &head, b"half"); 3]);
        let error = get(&base).save_to(&path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(names(&folder), [""; 0], "{tag}");
    }
    // As often as calls are tried again.
    let broken = answer("200 OK", "content-length: 8\r\netag: \"v1\"", b"half");
    let (base, sent) = serve(vec![broken; 5]);
    let error = get(&base).save_to(&path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(sent.lock().unwrap().len(), 3);
    assert_eq!(names(&folder), [""; 0]);

    let (base, _) = serve(vec![answer("404 Not Found", "content-length: 4", b"gone")]);
    let error = get(&base).save_to(&path).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(names(&folder), [""; 0]);

    let (base, _) = serve(vec![answer("200 OK", "content-length: 4", b"full")]);
    let nowhere = folder.path().join("missing").join("out.bin");
    let error = get(&base).save_to(&nowhere).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(error.to_string().contains("missing"), "{error}");
}

#[test]
fn files_are_saved_where_threads_wait() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.txt");
    let (base, _) = serve(vec![answer("200 OK", "content-length: 4", b"full")]);
    let saving = get(&base).save_to(&path);
    assert_eq!(saving.send_blocking().unwrap().value, 4);
    assert_eq!(std::fs::read(&path).unwrap(), b"full");
}

#[tokio::test]
async fn urls_that_are_none_are_not_called() {
    let client = client("http://localhost:1");
    for url in ["ftp://a.example/x", "http://", "https://a b/"] {
        let error = client
            .as_ref()
            .call_url(Method::GET, url)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{url}");
    }
}
