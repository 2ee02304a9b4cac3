//! Findings for machines: one line each for Cargo, and JSON.

use serde_json::{Value, json};

use super::groups::{self, SEE_ALL, choose_shown, more_findings, more_places};
use super::locate::Sources;
use super::{Diagnostics, Focus, Place, Severity};

/// One line for each kind of finding, as a build script prints it behind
/// `cargo::error=` or `cargo::warning=`:
/// `file:line:column: CODE message; help`. Of a code that has very many, the last line
/// says how many are left out.
pub fn list_finding_lines(diagnostics: &Diagnostics) -> Vec<(Severity, String)> {
    let groups::Shown { groups, hidden } = choose_shown(diagnostics.findings());
    let sources = Sources::read(
        diagnostics,
        groups.iter().flat_map(|group| &group.first.place),
    );
    let left_out = hidden.into_iter().map(|((code, severity), count)| {
        let line = format!("{} {}; {SEE_ALL}", code.as_str(), more_findings(count));
        (severity, line)
    });
    groups
        .iter()
        .map(|group| {
            let finding = group.first;
            let place = finding.place.as_ref();
            let mut line = place.map_or(String::new(), |place| {
                format!("{}: ", sources.locate(place, finding.focus).heading())
            });
            line.push_str(&format!("{} {}", finding.code.as_str(), finding.message));
            if !group.more.is_empty() {
                line.push_str(&format!(" (and in {})", more_places(group.more.len())));
            }
            if let Some(help) = &finding.help {
                line.push_str(&format!("; {help}"));
            }
            // A line break in a message would begin an instruction to Cargo of its own.
            (finding.severity, line.replace(char::is_control, " "))
        })
        .chain(left_out)
        .collect()
}

/// All findings as JSON Lines: one object each, with `code`, `severity`,
/// `message`, the place (`file`, `line`, `column`, `pointer`, as far as known),
/// `labels` (a place and `text` each), `notes` and `help`.
pub fn json_lines(diagnostics: &Diagnostics) -> String {
    let findings = diagnostics.findings();
    let sources = Sources::read(
        diagnostics,
        findings.iter().flat_map(|finding| {
            let labels = finding.labels.iter().map(|(place, _)| place);
            finding.place.iter().chain(labels)
        }),
    );
    let mut text = String::new();
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let labels = finding.labels.iter().map(|(place, text)| {
            let mut label = describe_location(&sources, place, Focus::Node);
            set_json_member(&mut label, "text", json!(text));
            label
        });
        let mut object = match &finding.place {
            Some(place) => describe_location(&sources, place, finding.focus),
            None => json!({}),
        };
        set_json_member(&mut object, "code", json!(finding.code.as_str()));
        set_json_member(&mut object, "severity", json!(severity));
        set_json_member(&mut object, "message", json!(finding.message));
        set_json_member(&mut object, "labels", labels.collect());
        set_json_member(&mut object, "notes", json!(finding.notes));
        set_json_member(&mut object, "help", json!(finding.help));
        text.push_str(&object.to_string());
        text.push('\n');
    }
    text
}

fn describe_location(sources: &Sources, place: &Place, focus: Focus) -> Value {
    let located = sources.locate(place, focus);
    json!({
        "file": located.path.map(|path| path.display().to_string()),
        "line": located.position.map(|(line, _)| line),
        "column": located.position.map(|(_, column)| column),
        "pointer": located.pointer.map(|pointer| pointer.as_str()),
    })
}

fn set_json_member(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(map) = object {
        map.insert(key.to_owned(), value);
    }
}
