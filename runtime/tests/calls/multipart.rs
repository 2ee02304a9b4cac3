//! `multipart/*` bodies, byte by byte and through a server.

use bindery_runtime::contract::{Entry, Operation, PartHeader, ResponseInfo, Status, Style};
use bindery_runtime::{Body, Method, Multipart, Part, Upload};
use wiremock::matchers::body_string;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::Client;
use crate::fake::{self, Fake, value};
use crate::uploads::pieces;

pub(crate) static POST: Operation = Operation::new("post", Method::POST, "/files")
    .responses(&[ResponseInfo::success(Status::Code(200), "")]);

/// Content type and body, with `\n` for line ends.
pub(crate) fn sent(body: Body) -> (String, String) {
    let call = fake::call(&Fake::default().client(), &POST, &[], body);
    let request = call.request().unwrap_or_else(|error| panic!("{error}"));
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    assert!(!body.replace("\r\n", "").contains(['\r', '\n']), "{body:?}");
    (content_type.to_owned(), body.replace("\r\n", "\n"))
}

/// The parts of a form, with `--B` for the boundary, which is random.
fn form(entries: &[Entry<'_>]) -> String {
    let (content_type, body) = sent(Body::form_parts("multipart/form-data", entries));
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert_eq!(boundary.len(), 32);
    body.replace(boundary, "B")
}

#[test]
fn mp_what_the_document_does_not_name_is_sent_as_well() {
    let rest = value(r#"{"a":1,"b":["x",null,"y"],"c":{"d":2},"e":null}"#);
    assert_eq!(
        form(&[Entry::rest(&rest)]),
        "--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n\
         --B\nContent-Disposition: form-data; name=\"b\"\n\nx\n\
         --B\nContent-Disposition: form-data; name=\"b\"\n\ny\n\
         --B\nContent-Disposition: form-data; name=\"c\"\nContent-Type: application/json\n\n{\"d\":2}\n\
         --B--\n"
    );
}

#[test]
fn one_call_may_send_more_parts() {
    let client = Fake::default().client();
    let file = || Part::new(Upload::stream(pieces()));
    let body = |file: Part| {
        let entries = [Entry::file("file", &file)];
        Body::form_parts("multipart/form-data", &entries)
    };
    let call = |file| fake::call(&client, &POST, &[], body(file));
    let more = |call: bindery_runtime::Call<(), std::convert::Infallible>| {
        let list = value(r#"["x",{"a":1}]"#);
        call.body_field("a \"b\"", &"c".to_owned())
            .body_field("list", &list)
            .body_field("none", &value("null"))
    };
    let request = more(call(Part::new("0"))).request().unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let (_, boundary) = content_type.split_once("boundary=").unwrap();
    let sent = String::from_utf8(request.body().to_vec()).unwrap();
    assert_eq!(
        sent.replace(boundary, "B").replace("\r\n", "\n"),
        "--B\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\n\
         Content-Type: application/octet-stream\n\n0\n\
         --B\nContent-Disposition: form-data; name=\"a %22b%22\"\n\nc\n\
         --B\nContent-Disposition: form-data; name=\"list\"\n\nx\n\
         --B\nContent-Disposition: form-data; name=\"list\"\nContent-Type: application/json\n\n{\"a\":1}\n\
         --B--\n"
    );
    // A file that is a stream stays one.
    let error = more(call(file())).request().unwrap_err();
    assert_eq!(error.violations().len(), 1);
    assert!(error.violations()[0].message.contains("stream"), "{error}");
    // What is no form has no fields, and a form without its end no place for them.
    for (media_type, body) in [
        ("multipart/mixed; boundary=B", "--B\r\n\r\n0\r\n--B--\r\n"),
        (
            "multipart/form-data; boundary=B",
            "--B\r\n\r\n0\r\n--C--\r\n",
        ),
        ("multipart/form-data", "--B--\r\n"),
    ] {
        let call = fake::call(&client, &POST, &[], Body::text(media_type, body));
        let error = more(call).request().unwrap_err();
        assert_eq!(error.violations()[0].path, "body.a \"b\"", "{media_type}");
    }
}

#[tokio::test]
async fn one_call_may_send_more_parts_after_a_stream() {
    let fake = Fake::new([fake::Step::json(200, "")]);
    let file = Part::new(Upload::stream(pieces()));
    let entries = [Entry::file("file", &file)];
    let body = Body::form_parts("multipart/form-data", &entries);
    let call = fake::call(&fake.client(), &POST, &[], body);
    call.body_field("a", &1i64).await.unwrap();
    let sent = String::from_utf8(fake.sent()[0].body().to_vec()).unwrap();
    let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
    assert!(sent.contains("\r\n\r\none, two, three\r\n--"), "{sent}");
    assert!(sent.contains(part), "{sent}");
}

#[test]
fn mp_06_parts_keep_the_order_of_the_schema() {
    let (file, text) = (Part::new(b"0"), value("1"));
    let entries = [
        Entry::value("z", &text),
        Entry::file("m", &file),
        Entry::value("a", &text),
    ];
    let body = form(&entries);
    let names = body.split("name=\"").skip(1);
    let names: Vec<_> = names.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names[0], "z");
    assert_eq!(names[1], "m");
    assert_eq!(names.last(), Some(&"a"));
}

#[test]
fn mp_parts_by_hand() {
    let body = Multipart::new()
        .boundary("X")
        .part("purpose", Part::text("backup"))
        .part(
            "file",
            Part::new(b"\x01\x02")
                .file_name("a.bin")
                .content_type("application/x-backup")
                .header("X-Checksum", "3"),
        )
        .part("meta", Part::json(&value(r#"{"a":[1,2]}"#)))
        .part("bare", "text");
    assert_eq!(
        sent(Body::multipart("multipart/form-data", &body)),
        (
            "multipart/form-data; boundary=X".to_owned(),
            "--X\nContent-Disposition: form-data; name=\"purpose\"\n\nbackup\n\
             --X\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\n\
             Content-Type: application/x-backup\nX-Checksum: 3\n\n\u{1}\u{2}\n\
             --X\nContent-Disposition: form-data; name=\"meta\"\n\
             Content-Type: application/json\n\n{\"a\":[1,2]}\n\
             --X\nContent-Disposition: form-data; name=\"bare\"\n\ntext\n\
             --X--\n"
                .to_owned()
        )
    );
}

#[test]
fn mp_07_other_types_by_hand() {
    let body = Multipart::of_type("multipart/related; type=\"text/html\"")
        .boundary("X")
        .attach(Part::text("<img src=\"cid:1\">").content_type("text/html"))
        .attach(Part::new("png").header("Content-ID", "<1>"))
        .attach(Part::new("zip").file_name("a.zip"));
    assert_eq!(
        sent(Body::multipart("multipart/*", &body)),
        (
            "multipart/related; type=\"text/html\"; boundary=X".to_owned(),
            "--X\nContent-Type: text/html\n\n<img src=\"cid:1\">\n\
             --X\nContent-ID: <1>\n\npng\n\
             --X\nContent-Disposition: attachment; filename=\"a.zip\"\n\nzip\n\
             --X--\n"
                .to_owned()
        )
    );
    let (content_type, body) = sent(Body::multipart(
        "multipart/mixed",
        &Multipart::new().boundary("X"),
    ));
    assert_eq!(content_type, "multipart/mixed; boundary=X");
    assert_eq!(body, "--X--\n");
}

#[test]
fn mp_07_related_parts_name_their_root() {
    let (meta, file) = (value(r#"{"a":1}"#), Part::new("2"));
    let entries = [Entry::value("meta", &meta), Entry::file("file", &file)];
    let (content_type, body) = sent(Body::form_parts("multipart/related", &entries));
    let (start, boundary) = content_type.split_once("; boundary=").unwrap();
    assert_eq!(start, "multipart/related; type=\"application/json\"");
    assert_eq!(
        body.replace(boundary, "B"),
        "--B\nContent-Type: application/json\n\n{\"a\":1}\n\
         --B\nContent-Type: application/octet-stream\n\n2\n--B--\n"
    );
    let named = Part::text("").content_type("text/html; charset=utf-8");
    for (media_type, first, expected) in [
        ("multipart/related", named, "; type=\"text/html\""),
        (
            "Multipart/Related; v=1",
            Part::new(""),
            "; type=\"text/plain\"",
        ),
        ("multipart/related; start=\"<r>\"", Part::new(""), ""),
        ("multipart/mixed", Part::new(""), ""),
    ] {
        let body = Multipart::of_type(media_type).boundary("X").attach(first);
        let (content_type, _) = sent(Body::multipart("multipart/*", &body));
        assert_eq!(content_type, format!("{media_type}{expected}; boundary=X"));
    }
}

#[test]
fn mp_01_lists_are_a_part_for_each_item() {
    let files = [Part::new("1").file_name("1.txt"), Part::new("2")];
    let names = value(r#"["a","b"]"#);
    assert_eq!(
        form(&[
            Entry::files("file", &files),
            Entry::value("name", &names),
            Entry::files("none", &[]),
        ]),
        "--B\nContent-Disposition: form-data; name=\"file\"; filename=\"1.txt\"\n\
         Content-Type: application/octet-stream\n\n1\n\
         --B\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\n\
         Content-Type: application/octet-stream\n\n2\n\
         --B\nContent-Disposition: form-data; name=\"name\"\n\na\n\
         --B\nContent-Disposition: form-data; name=\"name\"\n\nb\n\
         --B--\n"
    );
}

#[test]
fn mp_02_content_types() {
    let (file, typed) = (Part::new("1"), Part::new("2").content_type("image/gif"));
    let text = value(r#""<a/>""#);
    assert_eq!(
        form(&[
            Entry::file("a", &file).content_type("image/png"),
            Entry::file("b", Some(&typed)).content_type("image/png"),
            Entry::file("c", None),
            Entry::value("d", &text).content_type("text/xml"),
            Entry::value("e", &text).content_type("application/vnd.x+json; v=1"),
        ]),
        "--B\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\n\
         Content-Type: image/png\n\n1\n\
         --B\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\n\
         Content-Type: image/gif\n\n2\n\
         --B\nContent-Disposition: form-data; name=\"d\"\nContent-Type: text/xml\n\n<a/>\n\
         --B\nContent-Disposition: form-data; name=\"e\"\n\
         Content-Type: application/vnd.x+json; v=1\n\n\"<a/>\"\n\
         --B--\n"
    );
}

#[test]
fn mp_03_headers() {
    let own = Part::new("1").header("x-width", "5");
    let (files, names) = ([own, Part::new("2")], value(r#"["a","b"]"#));
    let [width, tags, meta, null] = ["7", r#"["a b","c"]"#, r#"{"a":"ä"}"#, "null"].map(value);
    let header = |value| PartHeader::new("X-Width", value);
    assert_eq!(
        form(&[
            Entry::files("file", &files).header(header(&width).required()),
            Entry::value("name", &names)
                .header(PartHeader::new("X-Tags", &tags))
                .header(PartHeader::new("X-Meta", &meta).json())
                .header(header(&null)),
            Entry::file("none", None).header(header(&null).required()),
        ]),
        "--B\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\n\
         Content-Type: application/octet-stream\nx-width: 5\n\n1\n\
         --B\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\n\
         Content-Type: application/octet-stream\nX-Width: 7\n\n2\n\
         --B\nContent-Disposition: form-data; name=\"name\"\nX-Tags: a b,c\n\
         X-Meta: {\"a\":\"ä\"}\n\na\n\
         --B\nContent-Disposition: form-data; name=\"name\"\nX-Tags: a b,c\n\
         X-Meta: {\"a\":\"ä\"}\n\nb\n\
         --B--\n"
    );
    let missing = [Entry::files("file", &files).header(header(&null).required())];
    let body = Body::form_parts("multipart/form-data", &missing);
    let call = fake::call(&Fake::default().client(), &POST, &[], body);
    let error = call.request().unwrap_err().to_string();
    assert!(error.contains("`body.file.X-Width` is required"), "{error}");
}

#[test]
fn mp_by_the_type_of_the_value() {
    let values = [
        "1.50",
        "true",
        "null",
        r#""ä""#,
        r#"{"a":null}"#,
        r#"[[1],{"b":2},null,3]"#,
        "[]",
    ];
    let values = values.map(value);
    let entries = values.each_ref().map(|value| Entry::value("x", value));
    assert_eq!(
        form(&entries),
        "--B\nContent-Disposition: form-data; name=\"x\"\n\n1.50\n\
         --B\nContent-Disposition: form-data; name=\"x\"\n\ntrue\n\
         --B\nContent-Disposition: form-data; name=\"x\"\n\nä\n\
         --B\nContent-Disposition: form-data; name=\"x\"\nContent-Type: application/json\n\n{\"a\":null}\n\
         --B\nContent-Disposition: form-data; name=\"x\"\nContent-Type: application/json\n\n[1]\n\
         --B\nContent-Disposition: form-data; name=\"x\"\nContent-Type: application/json\n\n{\"b\":2}\n\
         --B\nContent-Disposition: form-data; name=\"x\"\n\n3\n\
         --B--\n"
    );
}

#[test]
fn mp_04_styles() {
    let list = value(r#"["a b","c"]"#);
    let object = value(r#"{"R":1,"G":[2,{"B":3}]}"#);
    let part = |name: &str, text: &str| {
        format!("--B\nContent-Disposition: form-data; name=\"{name}\"\n\n{text}\n")
    };
    let cases: [(&dyn bindery_runtime::json::Encode, Style, bool, String); 8] = [
        (&list, Style::Form, true, part("x", "a b") + &part("x", "c")),
        (&list, Style::Form, false, part("x", "a b,c")),
        (&list, Style::SpaceDelimited, false, part("x", "a b c")),
        (&list, Style::PipeDelimited, false, part("x", "a b|c")),
        (
            &list,
            Style::DeepObject,
            true,
            part("x[0]", "a b") + &part("x[1]", "c"),
        ),
        (
            &object,
            Style::Form,
            true,
            part("R", "1") + &part("G", "2") + &part("G", r#"{"B":3}"#),
        ),
        (
            &object,
            Style::Form,
            false,
            part("x", r#"R,1,G,[2,{"B":3}]"#),
        ),
        (
            &object,
            Style::DeepObject,
            true,
            part("x[R]", "1") + &part("x[G][0]", "2") + &part("x[G][1][B]", "3"),
        ),
    ];
    for (value, style, explode, expected) in cases {
        let body = form(&[Entry::value("x", value).style(style, explode)]);
        assert_eq!(body, expected + "--B--\n", "{style:?} {explode}");
    }
}

#[test]
fn mp_05_names_are_escaped_as_browsers_do() {
    let body = Multipart::new()
        .boundary("X")
        .part("a\"b\r\nc\\", Part::new("1").file_name("grüße\n\".txt"));
    let (_, body) = sent(Body::multipart("multipart/form-data", &body));
    assert_eq!(
        body,
        "--X\nContent-Disposition: form-data; name=\"a%22b%0D%0Ac\\\"; \
         filename=\"grüße%0A%22.txt\"\n\n1\n--X--\n"
    );
}

#[test]
fn what_cannot_be_sent_is_told() {
    let body = Multipart::new()
        .boundary("a b ")
        .part(
            "file",
            Part::new("1").content_type("text/plain\r\nX-Evil: 1"),
        )
        .part("two", Part::new("1").header("bad name", "1"))
        .part("three", Part::new("1").file_name("a\u{0}b"));
    let body = Body::multipart("multipart/form-data", &body);
    let call = fake::call(&Fake::default().client(), &POST, &[], body);
    let error = call.request().unwrap_err();
    let told: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "`body` has a boundary that is not of 1 to 70 letters, digits, `'()+_,-./:=?` and blanks, the last of which is no blank",
            "`body.file.Content-Type` holds a line break or another control character",
            "`body.two.bad name` is not a header name",
            "`body.three.Content-Disposition` holds a line break or another control character",
        ]
    );
}

#[tokio::test]
async fn mp_08_streams_reach_a_server() {
    let server = MockServer::start().await;
    let expected = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n\
                    one, two, three\r\n--X\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n--X--\r\n";
    Mock::given(body_string(expected))
        .respond_with(ResponseTemplate::new(200))
        .expect(2)
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).api_key("k");
    let client = client.build().unwrap();
    for upload in [
        Upload::stream(crate::uploads::pieces()).with_length(15),
        Upload::stream(crate::uploads::pieces()),
    ] {
        let body = Multipart::new()
            .boundary("X")
            .part("file", Part::new(upload).file_name("a.txt"))
            .part("n", "1");
        let body = Body::multipart("multipart/form-data", &body);
        fake::call(&client, &POST, &[], body).await.unwrap();
    }
    let sent = server.received_requests().await.unwrap();
    let length = expected.len().to_string();
    assert_eq!(sent[0].headers["content-length"], length);
    assert_eq!(sent[1].headers["transfer-encoding"], "chunked");
}
