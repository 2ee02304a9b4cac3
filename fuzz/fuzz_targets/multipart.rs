//! Any parts as a form: another reader finds the same parts with the same names, headers
//! and contents, or nothing is sent.

#![no_main]

use std::convert::Infallible;
use std::sync::LazyLock;

use bindery_fuzz::{Failure, Scripted, resolve_at_once};
use bindery_runtime::contract::{BodyInfo, Operation, ResponseInfo, Status, read};
use bindery_runtime::{Body, Bytes, Call, Client, ErrorKind, Method, Multipart, Part, http};
use futures_util::stream;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

static UPLOAD: Operation = Operation::new("upload", Method::POST, "/upload")
    .body(BodyInfo::required("multipart/form-data"))
    .responses(&[ResponseInfo::success(Status::Default, "")])
    .security(&[]);

static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let transport = Scripted::new(|_| http::Response::new(Vec::new()));
    transport.builder().build().expect("a sound client")
});

#[derive(Debug, Arbitrary)]
struct AnyPart<'a> {
    name: &'a str,
    file_name: Option<&'a str>,
    content_type: Option<&'a str>,
    header: Option<&'a str>,
    content: &'a [u8],
}

/// A header that no reader knows.
const HEADER: &str = "x-any";

fuzz_target!(|parts: Vec<AnyPart<'_>>| {
    let form = parts.iter().fold(Multipart::new(), |form, any| {
        let mut part = Part::new(any.content.to_vec());
        if let Some(name) = any.file_name {
            part = part.file_name(name);
        }
        if let Some(media_type) = any.content_type {
            part = part.content_type(media_type);
        }
        if let Some(value) = any.header {
            part = part.header(HEADER, value);
        }
        form.part(any.name, part)
    });
    let body = Body::multipart("multipart/form-data", &form);
    let call: Call<(), Failure> = Call::new(&CLIENT, &UPLOAD, &[], body, read::empty, read::never);
    match call.request() {
        Ok(request) => resolve_at_once(compare_parts(request.into(), &parts)),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Invalid, "{error}"),
    }
});

async fn compare_parts(request: http::Request<Bytes>, parts: &[AnyPart<'_>]) {
    let content_type = request.headers()["content-type"]
        .to_str()
        .expect("it is a text");
    let boundary = multer::parse_boundary(content_type).expect("it has a boundary");
    let body = stream::iter([Ok::<_, Infallible>(request.into_body())]);
    let mut read = multer::Multipart::new(body, boundary);
    for part in parts {
        let field = read.next_field().await.expect("it can be read");
        let field = field.expect("no part is missing");
        compare_names(&field, part);
        let header = |name: &str| field.headers().get(name).map(http::HeaderValue::as_bytes);
        assert_eq!(header("content-type"), part.content_type.map(trim_blanks));
        assert_eq!(header(HEADER), part.header.map(trim_blanks));
        let content = field.bytes().await.expect("it has an end");
        assert_eq!(content, part.content);
    }
    assert!(read.next_field().await.expect("it has an end").is_none());
}

/// Blanks at the two ends of a header are no part of its value (RFC 9110 §5.5).
fn trim_blanks(value: &str) -> &[u8] {
    value.trim_matches([' ', '\t']).as_bytes()
}

/// Names are escaped as browsers do it. Where they hold what multer takes for an escape
/// or for the end of a parameter, only the number of parts and what they hold count.
fn compare_names(field: &multer::Field<'_>, part: &AnyPart<'_>) {
    let names = [Some(part.name), part.file_name];
    if names
        .iter()
        .flatten()
        .any(|name| name.contains(['\\', ';', '=']))
    {
        return;
    }
    assert_eq!(field.name(), Some(&*escape_name(part.name)));
    assert_eq!(
        field.file_name(),
        part.file_name.map(escape_name).as_deref()
    );
}

/// WHATWG HTML, "multipart/form-data encoding algorithm".
fn escape_name(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
