//! An independent judge: openapi-python-client makes the calls of
//! `fixtures/judged.yaml`, and sends what `fixtures.rs` expects of the generated
//! client. Needs `.ci/python-tools`; skipped where that has not run.
//!
//! What may differ, and why:
//!
//! - a blank in a query, `%20` or `+`: RFC 6570 §3.2.1 has only the first, forms only
//!   the second;
//! - `~` and `*` in forms: WHATWG URL §5.2 escapes the first and not the second,
//!   Python's `quote_plus` the other way round; both read the same;
//! - `Z` and `+00:00`: the same time (RFC 3339 §4.3);
//! - the order of headers and of members of JSON objects (RFC 9110 §5.3, RFC 8259 §4),
//!   and blanks in JSON;
//! - `Content-Type: text/plain` of parts, which is the default (RFC 7578 §4.4).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_yaml::Value;

#[derive(Deserialize)]
struct Fixture {
    document: Value,
    calls: Vec<Call>,
}

#[derive(Deserialize)]
struct Call {
    python: String,
    sent: String,
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Where the tools are, if they have been installed.
fn tools() -> Option<PathBuf> {
    let tools = tests().join("../../tests/python/.venv/bin");
    let installed = tools.join("openapi-python-client").is_file();
    installed.then_some(tools)
}

/// The requests of the Python client.
fn python(tools: &Path, fixture: &Fixture) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("judged.yaml");
    std::fs::write(&document, serde_yaml::to_string(&fixture.document).unwrap()).unwrap();
    let status = Command::new(tools.join("openapi-python-client"))
        .args(["generate", "--meta", "none", "--path"])
        .arg(&document)
        .arg("--output-path")
        .arg(folder.path().join("client"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    let mut judge = Command::new(tools.join("python"))
        .arg(tests().join("support/judge.py"))
        .arg(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let calls: Vec<&str> = fixture.calls.iter().map(|call| &*call.python).collect();
    let calls = serde_json::to_vec(&calls).unwrap();
    judge.stdin.take().unwrap().write_all(&calls).unwrap();
    let output = judge.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A request without what may differ.
fn canonical(request: &str) -> String {
    let request = request.trim().replace("\r\n", "\n");
    let request = request.replace("%2B00%3A00", "Z").replace("+00:00", "Z");
    let (head, body) = request.split_once("\n\n").unwrap_or((&request, ""));
    let (line, headers) = head.split_once('\n').unwrap_or((head, ""));
    let mut headers: Vec<&str> = headers.lines().collect();
    headers.sort_unstable();
    let body: Vec<String> = if headers.iter().any(|header| header.ends_with("urlencoded")) {
        vec![body.replace('~', "%7E").replace("%2A", "*")]
    } else {
        let lines = body
            .lines()
            .filter(|line| *line != "Content-Type: text/plain");
        lines.map(json).collect()
    };
    let (line, headers) = (line.replace('+', "%20"), headers.join("\n"));
    format!("{line}\n{headers}\n\n{}", body.join("\n"))
}

/// JSON in one order, other lines as they are.
fn json(line: &str) -> String {
    let value = serde_json::from_str::<serde_json::Value>(line);
    value.map_or_else(|_| line.to_owned(), |value| sorted(&value))
}

fn sorted(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(members) => {
            let members = members.iter();
            let mut members: Vec<_> = members
                .map(|(name, value)| format!("{name:?}:{}", sorted(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        serde_json::Value::Array(items) => {
            let items: Vec<_> = items.iter().map(sorted).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}

#[test]
fn another_client_sends_the_same() {
    let Some(tools) = tools() else {
        eprintln!("skipped: openapi-python-client is not installed; `.ci/python-tools` does that");
        return;
    };
    let text = std::fs::read_to_string(tests().join("fixtures/judged.yaml")).unwrap();
    let fixture: Fixture = serde_yaml::from_str(&text).unwrap();
    let theirs = python(&tools, &fixture);
    assert_eq!(theirs.len(), fixture.calls.len());
    for (theirs, call) in theirs.iter().zip(&fixture.calls) {
        assert_eq!(canonical(theirs), canonical(&call.sent), "{}", call.python);
    }
}
