//! The client of `specs/` as it was last reviewed: what the compiler writes, and what it has to
//! say. Any change of it has to be looked at and accepted (`cargo insta review`, or
//! `INSTA_UPDATE=always`).
//!
//! A short file is shown whole. Of a long one, which stands in `generated/` for whoever wants to
//! read all of it, a snapshot shows what a reviewer has to read: what is public, how many items
//! of each kind there are, with a digest that changes with any of them, and the first item of
//! each kind.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

#[path = "support/digest.rs"]
mod digest;

use std::path::Path;

use bindery::diagnostics::{Diagnostics, list_finding_lines};
use bindery::{config, output, project};
use digest::summarise_source;

/// Lines up to which a file is shown whole.
const SHORT: usize = 400;

#[test]
fn the_client_is_as_reviewed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut diagnostics = Diagnostics::new();
    let project = config::read_project(&root.join("bindery.toml"), &mut diagnostics).unwrap();
    let outcomes: Vec<_> = project
        .apis
        .iter()
        .map(|entry| (entry, project::compile_entry(&project, entry)))
        .collect();
    let findings: String = outcomes
        .iter()
        .map(|(entry, outcome)| {
            let told = list_findings(&outcome.diagnostics, &root);
            format!("{}\n{told}\n", entry.module.join("::"))
        })
        .collect();
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("findings", findings);
    });
    let outcomes = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
    let client = project::assemble_client(&project, outcomes).unwrap();
    for (path, text) in &client.files {
        let shown = if text.lines().count() <= SHORT {
            text.clone()
        } else {
            summarise_source(text)
        };
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!(path.replace('/', "__"), shown);
        });
    }
}

/// The clients with which the runtime is tested are what the compiler writes for their
/// documents, and not a memory of what it once wrote.
#[test]
fn the_clients_of_the_runtimes_tests_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests");
    let mut diagnostics = Diagnostics::new();
    let project = config::read_project(&folder.join("bindery.toml"), &mut diagnostics).unwrap();
    let outcomes = project.apis.iter();
    let outcomes = outcomes
        .map(|entry| project::compile_entry(&project, entry))
        .collect();
    let client = project::assemble_client(&project, outcomes).unwrap();
    let plan = output::plan_output(&project.output, &client.files, &mut diagnostics).unwrap();
    let stale: Vec<String> = plan
        .differences()
        .map(|(path, what)| format!("{} {what}", path.display()))
        .collect();
    assert!(
        stale.is_empty(),
        "run `cargo build`, or `cargo run -p bindery -- generate` in runtime/tests:\n{}",
        stale.join("\n")
    );
}

/// A line for each finding, with paths that are the same on every machine.
fn list_findings(diagnostics: &Diagnostics, root: &Path) -> String {
    let root = format!("{}/", root.display());
    let told = list_finding_lines(diagnostics).into_iter();
    let told = told.map(|(_, line)| format!("  {}\n", line.replace(&root, "")));
    let told: String = told.collect();
    if told.is_empty() {
        "  nothing to say\n".to_owned()
    } else {
        told
    }
}
