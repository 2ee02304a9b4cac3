//! Recordings hold no secrets, also of those that nobody told of.

use std::path::Path;

use bindery_runtime::contract::{Api, Operation, Parameter, ResponseInfo, Status, read};
use bindery_runtime::testing::Cassette;
use bindery_runtime::transport::{BoxFuture, RequestBody, ResponseBody, Transport, TransportError};
use bindery_runtime::{Body, Builder, Bytes, Call, Client, Method, Value, http, json};

use crate::Tape;
use crate::credentials::API;

static RESET: Operation =
    Operation::new("reset", Method::POST, "/users/{user}/reset/{reset_token}")
        .parameters(&[
            Parameter::path("user"),
            Parameter::path("reset_token"),
            Parameter::query("session_token"),
        ])
        .responses(&[ResponseInfo::success(Status::Code(200), "*/*")])
        .security(&[]);

/// Answers always the same.
#[derive(Debug, Clone)]
struct Always {
    headers: &'static [(&'static str, &'static str)],
    body: &'static [u8],
}

impl Transport for Always {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let mut answer = http::Response::builder();
        for (name, value) in self.headers {
            answer = answer.header(*name, *value);
        }
        let body = ResponseBody::from(Bytes::from_static(self.body));
        Box::pin(async move { Ok(answer.body(body).unwrap()) })
    }

    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

async fn call(cassette: Cassette, body: Body) -> Bytes {
    let builder = Builder::new(&API).base_url("https://h/v1");
    let client: Client = builder.transport(cassette).build().unwrap();
    let values: [&dyn json::Encode; 3] = [&"anna", &"hush-1", &"hush-2"];
    let call: Call<Bytes, Bytes> =
        Call::new(&client, &RESET, &values, body, read::bytes, read::bytes);
    call.await.unwrap()
}

/// The file, which holds nothing that hushes and can be played.
async fn recorded(name: &str, answer: Always, body: fn() -> Body) -> String {
    let tape = Tape::new("recordings", name);
    call(Cassette::record(&tape.0, answer), body()).await;
    assert_private(&tape.0);
    let text = std::fs::read_to_string(&tape.0).unwrap();
    assert!(!text.contains("hush"), "{text}");
    call(Cassette::play(&tape.0).unwrap(), body()).await;
    text
}

#[cfg(unix)]
fn assert_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(not(unix))]
fn assert_private(_: &Path) {}

static NAMED: Api = Api::new("Doors", "1", "doors/1").secrets(&["door_code"]);

#[tokio::test]
async fn what_the_document_calls_secret_is_not_recorded() {
    let tape = Tape::new("recordings", "named");
    let answer = Always {
        headers: &[("content-type", "application/json")],
        body: br#"{"doorCode": "hush", "door": "front"}"#,
    };
    let cassette = Cassette::record(&tape.0, answer);
    let builder = Builder::new(&NAMED).base_url("https://h/v1");
    let client: Client = builder.transport(cassette).build().unwrap();
    let values: [&dyn json::Encode; 3] = [&"anna", &"hush-1", &"hush-2"];
    let body = Body::json(
        "application/json",
        &json::from_json::<Value>(r#"{"door_code": "hush"}"#).unwrap(),
    );
    let call: Call<Bytes, Bytes> =
        Call::new(&client, &RESET, &values, body, read::bytes, read::bytes);
    call.await.unwrap();
    let text = std::fs::read_to_string(&tape.0).unwrap();
    assert!(!text.contains("hush") && text.contains("front"), "{text}");
}

const MEMBERS: &str = r#"{
  "secret": "hush", "session_id": "hush", "private_key": "hush", "secretAccessKey": "hush",
  "api_token": "hush", "otp": 123456, "authorization": "hush", "kebab-token": "hush",
  "credentials": [{"value": "hush", "created": "2026-01-31T00:00:00Z"}],
  "monkey": "stays", "keyboard": "stays", "token_type": "bearer", "max_tokens": 17,
  "next": "https://h/x?page=2&session_token=hush"
}"#;

#[tokio::test]
async fn members_parameters_paths_and_headers() {
    let answer = Always {
        headers: &[
            ("content-type", "application/json"),
            ("x-auth-token", "hush"),
            (
                "link",
                "<https://h/x?page=2&access_token=hush>; rel=\"next\"",
            ),
            ("x-request-id", "stays-too"),
        ],
        body: MEMBERS.as_bytes(),
    };
    let body = || Body::json("application/json", &Value::Null);
    let text = recorded("members", answer, body).await;
    let expected = [
        "https://h/v1/users/anna/reset/[redacted]?session_token=[redacted]",
        r#"\"monkey\": \"stays\", \"keyboard\": \"stays\""#,
        r#"\"token_type\": \"bearer\", \"max_tokens\": 17"#,
        r#"\"otp\": 0"#,
        r#"\"created\": \"2026-01-31T00:00:00Z\""#,
        "page=2&session_token=[redacted]",
        "page=2&access_token=[redacted]",
        "stays-too",
    ];
    for part in expected {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn bodies_of_other_kinds() {
    let form = || {
        let form = json::from_json::<Value>(r#"{"user[password]": "hush", "name": "anna"}"#);
        Body::form(&form.unwrap(), &[])
    };
    for (media_type, body) in [
        (
            "application/xml",
            "<a><Password>hush</Password><b>1</b></a>",
        ),
        (
            "application/x-ndjson",
            "{\"token\":\"hush\"}\n{\"token\":\"hush\"}\n",
        ),
        ("text/event-stream", "data: {\"apiKey\":\"hush\"}\n\n"),
        (
            "application/x-www-form-urlencoded",
            "access_token=hush&token_type=bearer",
        ),
    ] {
        let headers = Box::leak(Box::new([("content-type", media_type)]));
        let body = body.as_bytes();
        let text = recorded(
            &media_type.replace('/', " "),
            Always { headers, body },
            form,
        )
        .await;
        assert!(text.contains("name=anna"), "{text}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_text() {
    let tape = Tape::new("recordings", "bytes");
    let answer = Always {
        headers: &[("content-type", "application/octet-stream")],
        body: b"\xff\xfehush-hush\xff",
    };
    let cassette = || {
        let answer = answer.clone();
        Cassette::open(&tape.0, answer).unwrap().redact("hush-hush")
    };
    call(cassette(), Body::None).await;
    assert_eq!(
        &*call(cassette(), Body::None).await,
        b"\xff\xfe[redacted]\xff"
    );
}
