//! Findings as SARIF, which forges and editors show at the lines that they are about
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::path::Path;

use serde_json::{Value, json};

use super::locate::Sources;
use super::{Code, Diagnostics, Focus, Place, Severity};
use crate::place::percent::percent_encode_path;

/// The findings of one run, as `result` objects (§3.27).
pub fn list_sarif_results(diagnostics: &Diagnostics) -> Vec<Value> {
    let findings = diagnostics.findings();
    let places = findings.iter().flat_map(|finding| {
        let labels = finding.labels.iter().map(|(place, _)| place);
        finding.place.iter().chain(labels)
    });
    let sources = Sources::read(diagnostics, places);
    let result = |finding: &super::Diagnostic| {
        let help = finding.help.iter().map(|help| format!("help: {help}"));
        let notes = finding.notes.iter().cloned().chain(help);
        let text: Vec<String> = std::iter::once(finding.message.clone())
            .chain(notes)
            .collect();
        let place = finding.place.iter();
        let place = place.map(|place| describe_sarif_place(&sources, place, finding.focus));
        let related = finding.labels.iter().map(|(place, text)| {
            let mut place = describe_sarif_place(&sources, place, Focus::Node);
            if let Some(members) = place.as_object_mut() {
                members.insert("message".to_owned(), json!({ "text": text }));
            }
            place
        });
        json!({
            "ruleId": finding.code.as_str(),
            "level": match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            "message": { "text": text.join("\n") },
            "locations": place.collect::<Vec<_>>(),
            "relatedLocations": related.collect::<Vec<_>>(),
        })
    };
    findings.iter().map(result).collect()
}

/// A log of all results of a run (§3.13), with the rules that they name.
pub fn make_sarif_log(results: &[Value]) -> Value {
    let named = |code: &&Code| {
        let id = Value::from(code.as_str());
        results
            .iter()
            .any(|result| result.get("ruleId") == Some(&id))
    };
    let rules = Code::ALL.iter().filter(named).map(|code| {
        json!({
            "id": code.as_str(),
            "shortDescription": { "text": code.title() },
            "help": { "text": code.explanation(), "markdown": code.explanation() },
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bindery",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            // Columns are counted in characters (§3.14.17).
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A `location` object (§3.28).
fn describe_sarif_place(sources: &Sources, place: &Place, focus: Focus) -> Value {
    let located = sources.locate(place, focus);
    let mut location = serde_json::Map::new();
    if let Some(path) = located.path {
        let mut physical = serde_json::Map::new();
        physical.insert(
            "artifactLocation".to_owned(),
            json!({ "uri": print_file_uri(path) }),
        );
        if let Some((line, column)) = located.position {
            let region = json!({ "startLine": line, "startColumn": column });
            physical.insert("region".to_owned(), region);
        }
        location.insert("physicalLocation".to_owned(), Value::Object(physical));
    }
    if let Some(pointer) = located.pointer {
        let logical = json!([{ "fullyQualifiedName": pointer.as_str() }]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    Value::Object(location)
}

/// A path as a reference by URI, relative as the path is.
fn print_file_uri(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    let text = percent_encode_path(&text);
    if path.is_absolute() {
        format!("file:///{}", text.trim_start_matches('/'))
    } else {
        text
    }
}
