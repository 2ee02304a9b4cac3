//! Gcore's own SDK (`gcore` on PyPI): it makes the same calls of Cloud's reports, both send
//! the same JSON to the same path, and what both read of the answers is the same. Needs
//! `.ci/python-tools`; skipped where that has not run.
//!
//! What may differ: the order of members, the spelling of a time (RFC 3339 §4.3) and of a
//! number (`1.0`, as Python has floats), the case of the word before the key, and headers
//! that say who calls.

#[path = "../examples/bills/samples.rs"]
#[allow(dead_code, reason = "not all samples are of interest here")]
mod samples;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cloud_billing::bindery_runtime::jiff;
use cloud_billing::bindery_runtime::json::{from_json, to_json};
use cloud_billing::gcore::cloud::Client;
use cloud_billing::gcore::cloud::operations::GetCostReportTotalsOk;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const DOCUMENT: &str = include_str!("../specs/gcore-cloud-reports.yaml");
const COSTS: &str = "/cloud/v1/cost_report/totals";
const USAGE: &str = "/cloud/v1/usage_report";

/// The interpreter that has the SDK, if it has been installed.
fn find_python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/.venv/bin/python");
    let found = Command::new(&python).args(["-c", "import gcore"]).output();
    found
        .is_ok_and(|found| found.status.success())
        .then_some(python)
}

/// The calls, each with its arguments: what is required alone, and all that there is.
fn list_calls() -> Vec<(&'static str, Value)> {
    let (from, to) = (
        "2026-01-01T00:00:00+00:00",
        "2026-01-31T12:30:00.250000+02:00",
    );
    let all = json!({
        "time_from": from, "time_to": to, "enable_last_day": true,
        "projects": [16, 17], "regions": [1, 3],
        "types": ["egress_traffic", "instance"],
        "schema_filter": {"type": "instance", "field": "flavor", "values": ["g1-ü", ""]},
        "tags": {"condition_type": "OR", "conditions": [
            {"key": "os_version", "value": "22.04", "strict": true}, {"value": "a b"}]},
    });
    let with = |mut arguments: Value, more: Value| {
        let members = arguments.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        arguments
    };
    let required = json!({"time_from": from, "time_to": to});
    let costs = json!({"response_format": "json", "rounding": false});
    let usage = json!({
        "limit": 100, "offset": 10, "projects": null,
        "sorting": [{"billing_value": "asc"}, {"project": "desc"}],
    });
    vec![
        ("costs", required.clone()),
        ("costs", with(all.clone(), costs)),
        ("usage", required),
        ("usage", with(all, usage)),
    ]
}

/// A server that answers with one entry of each kind that the document knows.
async fn start_server() -> MockServer {
    let document = samples::Document::parse(DOCUMENT).unwrap();
    let entries = document.variants("CostReportTotal");
    let resources = document.variants("UsageReportResource");
    assert!(entries.len() > 10 && resources.len() > 10);
    let answers = [
        (
            COSTS,
            json!({"count": entries.len(), "price_status": "show", "results": entries}),
        ),
        (
            USAGE,
            json!({"count": resources.len(), "resources": resources, "totals": []}),
        ),
    ];
    let server = MockServer::start().await;
    for (place, body) in answers {
        let answer = ResponseTemplate::new(200).set_body_json(body);
        Mock::given(path(place))
            .respond_with(answer)
            .mount(&server)
            .await;
    }
    server
}

/// What the SDK reads, call by call.
fn call_with_sdk(python: &Path, url: &str) -> Vec<Value> {
    let mut program = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/gcore_calls.py"))
        .arg(url)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let calls = serde_json::to_vec(&list_calls()).unwrap();
    program.stdin.take().unwrap().write_all(&calls).unwrap();
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success());
    let lines = String::from_utf8(output.stdout).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What ours reads, call by call.
async fn call_with_ours(url: &str) -> Vec<Value> {
    let client: Client = Client::builder()
        .api_key("1$a")
        .base_url(url)
        .build()
        .unwrap();
    let mut read = Vec::new();
    for (call, arguments) in list_calls() {
        let arguments = arguments.to_string();
        let written = match call {
            "costs" => {
                let call = client.get_cost_report_totals(&from_json(&arguments).unwrap());
                match call.await.unwrap() {
                    GetCostReportTotalsOk::Json(report) => to_json(&report),
                    other => panic!("{other:?}"),
                }
            }
            _ => {
                let call = client.get_usage_report(&from_json(&arguments).unwrap());
                to_json(&call.await.unwrap())
            }
        };
        read.push(serde_json::from_str(&written).unwrap());
    }
    read
}

/// A value with all times and numbers in one spelling.
fn respell(value: &Value) -> Value {
    match value {
        Value::String(text) => match text.parse::<jiff::Timestamp>() {
            Ok(time) => Value::String(time.to_string()),
            Err(_) => value.clone(),
        },
        Value::Array(items) => items.iter().map(respell).collect(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| (name.clone(), respell(value)))
                .collect()
        }
        Value::Number(number) => json!(number.as_f64()),
        Value::Null | Value::Bool(_) => value.clone(),
    }
}

fn header(request: &Request, name: &str) -> String {
    let value = request.headers.get(name);
    value
        .map_or("", |value| value.to_str().unwrap())
        .to_ascii_lowercase()
}

#[tokio::test]
async fn the_sdk_sends_and_reads_the_same() {
    let Some(python) = find_python() else {
        eprintln!("skipped: the package `gcore` is not installed; `.ci/python-tools` does that");
        return;
    };
    let server = start_server().await;
    let url = server.uri();
    let theirs = tokio::task::spawn_blocking(move || call_with_sdk(&python, &url));
    let theirs = theirs.await.unwrap();
    let ours = call_with_ours(&server.uri()).await;

    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2 * list_calls().len());
    let (their_requests, our_requests) = requests.split_at(list_calls().len());
    for (theirs, ours) in their_requests.iter().zip(our_requests) {
        assert_eq!(
            (&theirs.method, theirs.url.as_str()),
            (&ours.method, ours.url.as_str())
        );
        for name in ["content-type", "authorization"] {
            assert_eq!(header(theirs, name), header(ours, name));
        }
        let [theirs, ours] = [theirs, ours].map(|one| respell(&one.body_json().unwrap()));
        assert_eq!(theirs, ours);
    }
    for (theirs, ours) in theirs.iter().zip(&ours) {
        assert_eq!(respell(theirs), respell(ours));
    }
}
