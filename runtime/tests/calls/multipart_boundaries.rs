//! Boundaries of `multipart/*` bodies: their grammar, and that no part holds its own.

use bindery_runtime::{Body, Multipart, Part};

use crate::fake::{self, Fake};
use crate::multipart::{POST, sent};

/// What is wrong with a form of one part and this boundary.
fn wrong(boundary: &str, part: Part) -> Vec<String> {
    let body = Multipart::new().boundary(boundary).part("one", part);
    let body = Body::multipart("multipart/form-data", &body);
    let call = fake::call(&Fake::default().client(), &POST, &[], body);
    let error = call.request().err();
    let violations = error.iter().flat_map(|error| error.violations());
    violations.map(ToString::to_string).collect()
}

/// RFC 2046 §5.1.1, `boundary`.
#[test]
fn boundaries_keep_to_their_grammar() {
    let longest = "x".repeat(70);
    for (boundary, parameter) in [
        ("X", "X"),
        ("0'+_-.9", "0'+_-.9"),
        (
            "----WebKitFormBoundary7MA4YWxkTrZu0gW",
            "----WebKitFormBoundary7MA4YWxkTrZu0gW",
        ),
        ("a b", "\"a b\""),
        ("(a),/:=?", "\"(a),/:=?\""),
        ("gc0pJq0M:08jU534c0p", "\"gc0pJq0M:08jU534c0p\""),
        (&longest, &longest),
    ] {
        let body = Multipart::new().boundary(boundary).part("one", "1");
        let (content_type, _) = sent(Body::multipart("multipart/form-data", &body));
        assert_eq!(
            content_type,
            format!("multipart/form-data; boundary={parameter}")
        );
    }
    let too_long = "x".repeat(71);
    for boundary in [
        "", " ", "a ", "a\r\nb", "a\"b", "a;b", "a*b", "a@b", "ä", "a\tb", "a\0", &too_long,
    ] {
        assert!(!wrong(boundary, Part::text("1")).is_empty(), "{boundary:?}");
    }
    let twice = Multipart::of_type("multipart/mixed; Boundary=Y").boundary("X");
    let body = Body::multipart("multipart/mixed", &twice.attach("1"));
    let call = fake::call(&Fake::default().client(), &POST, &[], body);
    let error = call.request().unwrap_err().to_string();
    assert!(error.contains("a boundary of its own"), "{error}");
}

#[test]
fn a_part_does_not_hold_the_boundary() {
    for (text, is_held) in [
        ("--X", true),
        ("--X--", true),
        ("--Xyz", true),
        (
            "a\r\n--X\r\nContent-Disposition: form-data; name=\"admin\"\r\n\r\n1",
            true,
        ),
        ("a\n--X", true),
        ("a\r--X--", true),
        ("a --X--\r\n--X", true),
        ("a--X", false),
        ("-X", false),
        ("--x", false),
        ("", false),
        ("X\r\n-- X", false),
    ] {
        let told = wrong("X", Part::text(text));
        let expected = "`body.one` holds the boundary, which would end it; choose another one, or leave it to chance";
        let expected: &[&str] = if is_held { &[expected] } else { &[] };
        assert_eq!(told, expected, "{text:?}");
        assert_eq!(wrong("X", Part::new(text.as_bytes().to_vec())), expected);
    }
    assert_eq!(wrong("X", Part::text("1").header("--X-y", "1")).len(), 1);
    // Without a boundary of the caller's, there is nothing to hold.
    let body = Multipart::new().part("one", "--X");
    sent(Body::multipart("multipart/form-data", &body));
}

#[test]
fn a_field_of_one_call_does_not_hold_the_boundary_either() {
    let body = || Multipart::new().boundary("a b:X").part("one", "1");
    let call = || {
        let body = Body::multipart("multipart/form-data", &body());
        fake::call(&Fake::default().client(), &POST, &[], body)
    };
    let good = call().body_field("two", &"2").request().unwrap();
    let text = String::from_utf8(good.body().to_vec()).unwrap();
    assert!(text.ends_with("\r\n2\r\n--a b:X--\r\n"), "{text}");
    let held = call().body_field("two", &"\r\n--a b:X--").request();
    let error = held.unwrap_err().to_string();
    assert!(
        error.contains("`body.two` holds the boundary of the form"),
        "{error}"
    );
}
