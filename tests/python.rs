//! An independent client: openapi-python-client makes the same calls from the
//! same documents, and both send the same. Needs `.ci/python-tools`; skipped
//! where that has not run.
//!
//! What may differ, and why: the order of members of JSON objects (RFC 8259 §4:
//! objects are unordered) and so that of a form's pairs (OAS 3.1 §4.8.14.4 makes
//! them of an object's members), `Z` and `+00:00` (RFC 3339 §4.3: the same time), and
//! headers that say who calls or belong to the connection.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cloud_billing::bindery_runtime::jiff::civil::date;
use cloud_billing::bindery_runtime::json::{Decode, from_json};
use cloud_billing::gcore::{cloud, fastedge, waap};
use cloud_billing::virtuozzo::billing;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const DOCUMENTS: [(&str, &str); 4] = [
    ("fastedge", "gcore-fastedge-reseller.yaml"),
    ("waap", "gcore-waap-reseller.yaml"),
    ("cloud", "gcore-cloud-reports.yaml"),
    ("virtuozzo", "virtuozzo-billing.yaml"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the tools are, if they have been installed.
fn tools() -> Option<PathBuf> {
    let tools = root().join("tests/python/.venv/bin");
    tools
        .join("openapi-python-client")
        .is_file()
        .then_some(tools)
}

fn bodies() -> Value {
    json!({
        "fastedge": {"from": "2026-01-01T00:00:00Z", "to": "2026-01-31T23:59:59Z",
            "metrics": ["kv_read_count"], "service": "FAST_EDGE", "clients": [1, 2],
            "flat": true, "group_by": ["client"], "networks": ["gcore", "ü"]},
        "costs": {"time_from": "2026-01-01T00:00:00Z", "time_to": "2026-01-31T00:00:00Z",
            "enable_last_day": true, "projects": [16, 17], "regions": [1],
            "response_format": "csv_totals", "rounding": false},
        "usage": {"time_from": "2026-01-01T00:00:00Z", "time_to": "2026-01-31T00:00:00Z",
            "enable_last_day": false, "limit": 5, "offset": 10, "projects": null},
        "history": {"session": "582e7dd+/=&ü", "starttime": "2024-04-01 20:23:55",
            "endtime": "2024-04-02 20:23:55", "period": "DAY"},
    })
}

/// The calls with the Python clients.
fn python(tools: &Path, url: &str) {
    let folder = tempfile::tempdir().unwrap();
    for (package, document) in DOCUMENTS {
        let status = Command::new(tools.join("openapi-python-client"))
            .args(["generate", "--meta", "none", "--path"])
            .arg(root().join("specs").join(document))
            .arg("--output-path")
            .arg(folder.path().join(package))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{document}");
    }
    let mut calls = Command::new(tools.join("python"))
        .arg(root().join("tests/python/calls.py"))
        .arg(folder.path())
        .arg(url)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let input = bodies().to_string();
    calls
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    assert!(calls.wait().unwrap().success());
}

/// A body of the same text as the Python client's.
fn body<T: Decode>(name: &str) -> T {
    from_json(&bodies()[name].to_string()).unwrap()
}

/// The calls with ours. The server refuses them all, which is of no interest.
async fn ours(url: &str) {
    let fastedge = fastedge::Client::builder().api_key("1$a").base_url(url);
    let fastedge: fastedge::Client = fastedge.retries(0).build().unwrap();
    let _ = fastedge.list_prebilling(&body("fastedge")).await;
    let cloud = cloud::Client::builder().api_key("1$a").base_url(url);
    let cloud: cloud::Client = cloud.retries(0).build().unwrap();
    let _ = cloud.get_cost_report_totals(&body("costs")).await;
    let _ = cloud.get_usage_report(&body("usage")).await;
    let waap = waap::Client::builder().bearer("jwt").base_url(url);
    let waap: waap::Client = waap.retries(0).build().unwrap();
    let params = waap::operations::PrebillingBreakdownParams::new(
        waap::operations::PrebillingBreakdownParamsRequired {
            from: date(2026, 1, 1),
            to: date(2026, 2, 1),
        },
    )
    .client_ids(vec![1, 2])
    .limit(50)
    .offset(10);
    let _ = waap.prebilling_breakdown(&"a/b ü".into(), &params).await;
    let billing = billing::Client::builder().base_url(url);
    let billing: billing::Client = billing.retries(0).build().unwrap();
    let _ = billing.billing_history(&body("history")).await;
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    let value = request.headers.get(name);
    value.map_or("", |value| value.to_str().unwrap())
}

/// JSON without the order of members, with one form of times.
fn canonical(body: &[u8]) -> Value {
    let text = std::str::from_utf8(body).unwrap();
    serde_json::from_str(&text.replace("+00:00\"", "Z\"")).unwrap_or(Value::Null)
}

fn assert_same(theirs: &Request, ours: &Request) {
    assert_eq!(theirs.method, ours.method);
    // Path and query byte for byte.
    assert_eq!(theirs.url.as_str(), ours.url.as_str());
    assert_eq!(header(theirs, "content-type"), header(ours, "content-type"));
    if !ours.url.path().starts_with("/1.0/") {
        // Virtuozzo takes no credential outside of the body; the other client
        // always sends one.
        let [theirs, ours] = [theirs, ours].map(|one| header(one, "authorization"));
        assert_eq!(theirs, ours);
    }
    if header(ours, "content-type") == "application/json" {
        assert_eq!(canonical(&theirs.body), canonical(&ours.body));
    } else {
        // Pair for pair, byte for byte; an empty body is one empty pair.
        let [theirs, ours] = [theirs, ours].map(|one| {
            let text = String::from_utf8_lossy(&one.body).into_owned();
            let mut pairs: Vec<String> = text.split('&').map(str::to_owned).collect();
            pairs.sort();
            pairs
        });
        assert_eq!(theirs, ours);
    }
}

#[tokio::test]
async fn both_clients_send_the_same() {
    let Some(tools) = tools() else {
        eprintln!("skipped: openapi-python-client is not installed; `.ci/python-tools` does that");
        return;
    };
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(418))
        .mount(&server)
        .await;
    let url = server.uri();
    let at = url.clone();
    tokio::task::spawn_blocking(move || python(&tools, &at))
        .await
        .unwrap();
    ours(&url).await;
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 10);
    let (theirs, ours) = requests.split_at(5);
    for (theirs, ours) in theirs.iter().zip(ours) {
        assert_same(theirs, ours);
    }
}
