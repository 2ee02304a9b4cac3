//! Which documented answer an answer is, and how bodies are read.

use bindery_runtime::contract::{Operation, Received, ResponseInfo, Status};
use bindery_runtime::{Body, Call, Delivery, Error, ErrorKind, Method};

use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};
use crate::fake::{Fake, Step};

/// Which of an operation's answers this is: `Ok` for a success.
async fn case(method: Method, answers: &[ResponseInfo], step: Step) -> Result<usize, Error<usize>> {
    let operation = Box::leak(Box::new(
        Operation::new("probe", method, "/x")
            .responses(Box::leak(answers.to_vec().into_boxed_slice())),
    ));
    let client = Fake::new([step]).client();
    let read = |received: &Received| Ok(received.case());
    Call::new(client.as_ref(), operation, &[], Body::None, read, read).await
}

/// The index of the answer, whatever it means.
async fn index(answers: &[ResponseInfo], step: Step) -> Result<usize, ErrorKind> {
    match case(Method::GET, answers, step).await {
        Ok(case) => Ok(case),
        Err(error) => error.into_api().map_err(|error| error.kind()),
    }
}

const JSON: &str = "application/json";

#[tokio::test]
async fn rs_01_code_before_range_before_default() {
    let answers = [
        ResponseInfo::failure(Status::Default, JSON),
        ResponseInfo::failure(Status::Range(4), JSON),
        ResponseInfo::failure(Status::Code(404), JSON),
        ResponseInfo::success(Status::Range(2), JSON),
        ResponseInfo::success(Status::Code(201), JSON),
    ];
    for (status, expected) in [(404, 2), (400, 1), (500, 0), (302, 0), (200, 3), (201, 4)] {
        assert_eq!(
            index(&answers, Step::json(status, "{}")).await,
            Ok(expected),
            "{status}"
        );
    }
}

#[tokio::test]
async fn rs_02_default_covers_successes_too() {
    let both = [
        ResponseInfo::success(Status::Default, JSON),
        ResponseInfo::failure(Status::Default, JSON),
    ];
    let success = case(Method::GET, &both, Step::json(200, "{}")).await;
    assert_eq!(success.unwrap(), 0);
    let failure = case(Method::GET, &both, Step::json(500, "{}")).await;
    assert_eq!(failure.unwrap_err().api(), Some(&1));
}

#[tokio::test]
async fn rs_03_the_most_specific_media_type() {
    let answers = [
        ResponseInfo::success(Status::Code(200), "*/*"),
        ResponseInfo::success(Status::Code(200), "text/*"),
        ResponseInfo::success(Status::Code(200), "text/plain"),
        ResponseInfo::success(Status::Code(200), "Application/JSON; profile=x"),
        ResponseInfo::success(Status::Code(200), JSON),
        ResponseInfo::success(Status::Code(200), "application/problem+json"),
    ];
    for (found, expected) in [
        ("image/png", 0),
        ("text/csv", 1),
        ("Text/Plain;charset=utf-8", 2),
        ("application/json", 4),
        ("application/json; charset=utf-8", 4),
        ("application/json; Profile=\"X\"", 3),
        ("application/problem+json", 5),
        ("application/vnd.api+json", 3),
    ] {
        let step = Step::typed(200, found, "{}");
        assert_eq!(index(&answers, step).await, Ok(expected), "{found}");
    }
}

#[tokio::test]
async fn rs_03_json_by_suffix() {
    for (declared, found) in [
        (JSON, "application/problem+json"),
        ("application/problem+json", JSON),
        (JSON, "text/json; charset=utf-8"),
    ] {
        let answers = [ResponseInfo::failure(Status::Code(400), declared)];
        assert_eq!(index(&answers, Step::typed(400, found, "{}")).await, Ok(0));
    }
}

#[tokio::test]
async fn rs_03_xml_by_suffix() {
    const XML: &str = "application/xml";
    for (declared, found) in [
        (XML, "text/xml; charset=utf-8"),
        ("text/xml", XML),
        (XML, "application/problem+xml"),
        ("application/atom+xml", XML),
    ] {
        let answers = [ResponseInfo::failure(Status::Code(400), declared)];
        assert_eq!(
            index(&answers, Step::typed(400, found, "<a/>")).await,
            Ok(0)
        );
    }
    let both = [
        ResponseInfo::success(Status::Code(200), JSON),
        ResponseInfo::success(Status::Code(200), XML),
    ];
    let step = Step::typed(200, "text/xml", "<a/>");
    assert_eq!(index(&both, step).await, Ok(1));
    let json = Step::typed(200, "application/problem+json", "{}");
    assert_eq!(index(&both[1..], json).await, Err(ErrorKind::Undocumented));
}

#[tokio::test]
async fn rs_03_json_under_a_label_that_says_nothing() {
    let answers = [ResponseInfo::success(Status::Code(200), JSON)];
    let step = Step::typed(200, "text/plain;charset=UTF-8", " {\"a\": 1}");
    assert_eq!(index(&answers, step).await, Ok(0));
    let step = Step::typed(200, "text/plain", "\u{FEFF}{\"a\": 1}");
    assert_eq!(index(&answers, step).await, Ok(0));
    let step = Step::typed(200, "text/plain", "all is well");
    assert_eq!(index(&answers, step).await, Err(ErrorKind::Undocumented));
    let step = Step::typed(200, "text/html", "{}");
    assert_eq!(index(&answers, step).await, Err(ErrorKind::Undocumented));
}

#[tokio::test]
async fn rs_03_no_content_type() {
    let untyped = || Step::Answer(200, vec![], "{}".into());
    let only = [ResponseInfo::success(Status::Code(200), JSON)];
    assert_eq!(index(&only, untyped()).await, Ok(0));
    let bytes = [
        ResponseInfo::success(Status::Code(200), "text/csv"),
        ResponseInfo::success(Status::Code(200), "application/octet-stream"),
    ];
    assert_eq!(index(&bytes, untyped()).await, Ok(1));
}

#[tokio::test]
async fn rs_03_an_unexpected_type_keeps_everything() {
    let fake =
        Fake::new([Step::typed(200, "text/html", "<html>Login</html>").with("x-request-id", "r")]);
    let error = fake
        .client()
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undocumented);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.headers().unwrap()["content-type"], "text/html");
    assert_eq!(error.body(), "<html>Login</html>");
    assert_eq!(error.request_id(), Some("r"));
    assert_eq!(error.delivery(), Delivery::Applied);
}

#[tokio::test]
async fn rs_04_no_content_no_body() {
    let answers = [ResponseInfo::success(Status::Range(2), "")];
    assert_eq!(
        index(&answers, Step::typed(200, "text/html", "ignored")).await,
        Ok(0)
    );
    // The fake breaks off when the body is read.
    for status in [204, 205] {
        assert_eq!(
            index(&answers, Step::BreakOff(status, Vec::new())).await,
            Ok(0)
        );
    }
    let not_modified = [ResponseInfo::failure(Status::Code(304), "")];
    assert_eq!(
        index(&not_modified, Step::BreakOff(304, Vec::new())).await,
        Ok(0)
    );
    let declared = [ResponseInfo::success(Status::Code(200), JSON)];
    let head = case(Method::HEAD, &declared, Step::BreakOff(200, Vec::new())).await;
    assert_eq!(head.unwrap(), 0);
}

#[tokio::test]
async fn rs_05_several_successes() {
    let answers = [
        ResponseInfo::success(Status::Code(200), JSON),
        ResponseInfo::success(Status::Code(202), JSON),
        ResponseInfo::success(Status::Code(204), ""),
    ];
    for (status, expected) in [(200, 0), (202, 1), (204, 2)] {
        let case = case(Method::GET, &answers, Step::json(status, "{}")).await;
        assert_eq!(case.unwrap(), expected);
    }
}

#[tokio::test]
async fn rs_06_the_status_decides_and_not_the_body() {
    let answers = [
        ResponseInfo::success(Status::Code(200), JSON),
        ResponseInfo::failure(Status::Default, JSON),
    ];
    let error = case(Method::GET, &answers, Step::json(500, "{}"))
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.api()), (ErrorKind::Api, Some(&1)));
    // A success that is not documented is no failure of the API's.
    let found = case(Method::GET, &answers, Step::json(201, "{}")).await;
    assert_eq!(found.unwrap(), 0);
}

#[tokio::test]
async fn rs_06_a_success_of_another_status_is_the_documented_one() {
    const XML: &str = "application/xml";
    let answers = [
        ResponseInfo::success(Status::Code(200), JSON),
        ResponseInfo::success(Status::Code(203), XML),
        ResponseInfo::success(Status::Code(205), ""),
        ResponseInfo::failure(Status::Default, JSON),
    ];
    for (step, expected) in [
        (Step::json(201, "{}"), Ok(0)),
        (Step::json(206, "[]"), Ok(0)),
        (Step::json(299, "1"), Ok(0)),
        (Step::typed(202, XML, "<a/>"), Ok(1)),
        (Step::typed(202, "text/xml", "<a/>"), Ok(1)),
        (Step::Answer(204, vec![], String::new()), Ok(2)),
        (Step::Answer(202, vec![], String::new()), Ok(2)),
        // What fits a documented status is as ever.
        (Step::json(203, "{}"), Err(ErrorKind::Undocumented)),
        (Step::json(404, "{}"), Ok(3)),
    ] {
        assert_eq!(index(&answers, step).await, expected);
    }
    let only = &answers[..2];
    let html = Step::typed(201, "text/html", "<html>");
    assert_eq!(index(only, html).await, Err(ErrorKind::Undocumented));
    // Nothing tells what it would be.
    let failures = [ResponseInfo::failure(Status::Code(404), JSON)];
    let created = Step::json(201, "{}");
    assert_eq!(
        index(&failures, created).await,
        Err(ErrorKind::Undocumented)
    );
    let ranges = [ResponseInfo::success(Status::Range(2), JSON)];
    assert_eq!(index(&ranges, Step::json(226, "{}")).await, Ok(0));
}

#[tokio::test]
async fn not_modified_is_no_redirect() {
    for answers in [vec![ResponseInfo::failure(Status::Code(304), "")], vec![]] {
        let step = Step::Answer(304, vec![], String::new());
        let error = case(Method::GET, &answers, step)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("has not changed"), "{error}");
        assert!(!error.contains("redirect"), "{error}");
    }
}

#[tokio::test]
async fn rs_09_redirects_are_answers() {
    let answers = [ResponseInfo::failure(Status::Code(302), "")];
    let step = Step::Answer(
        302,
        vec![("location", "https://elsewhere".into())],
        String::new(),
    );
    let error = case(Method::GET, &answers, step).await.unwrap_err();
    assert_eq!(error.api(), Some(&0));
    assert_eq!(error.headers().unwrap()["location"], "https://elsewhere");
    assert_eq!(error.delivery(), Delivery::Refused);
}

#[test]
fn rs_12_accept() {
    let fake = Fake::default();
    let accept = |request: bindery_runtime::PreparedRequest| {
        request.headers()["accept"].to_str().unwrap().to_owned()
    };
    let export = fake.client().export().request().unwrap();
    assert_eq!(accept(export), "application/json, text/csv;q=0.5");
    let breakdown = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"))
        .request()
        .unwrap();
    assert_eq!(
        accept(breakdown),
        "application/json, application/problem+json;q=0.9"
    );
}
