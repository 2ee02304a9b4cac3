//! Edits of a document, and what becomes of programs that were written before: they mean the
//! same, or no longer compile. `tests/evolution/edits.yaml` lists them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bindery::rust::LockedApi;
use serde::Deserialize;
use support::{Scratch, compile_locked_text, compile_text};

const DOCUMENT: &str = include_str!("evolution/shop.yaml");
const EDITS: &str = include_str!("evolution/edits.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    edit: String,
    from: String,
    to: String,
    /// Other places of the edit.
    #[serde(default)]
    also: BTreeMap<String, String>,
    /// Whether names are held by the lock of the document before.
    #[serde(default)]
    locked: bool,
    /// A block of Rust that gives a text.
    program: String,
    gives: String,
    /// What rustc says of the program after the edit; without it, the program means the same.
    refused: Option<String>,
}

impl Edit {
    fn edited(&self) -> String {
        let mut document = DOCUMENT.to_owned();
        for (from, to) in self.also.iter().chain([(&self.from, &self.to)]) {
            let count = document.matches(from).count();
            assert_eq!(
                count, 1,
                "{}: what is edited stands there {count} times",
                self.edit
            );
            document = document.replace(from, to);
        }
        document
    }

    /// The program as a function, against the client of a module.
    fn function(&self, name: &str, module: &str) -> String {
        let uses = ["types", "operations"].map(|inner| {
            format!(
                "    #[allow(unused_imports)]\n    use scratch_evolution::{module}::{inner}::*;\n"
            )
        });
        let uses = uses.concat();
        let client =
            format!("    #[allow(unused_imports)]\n    use scratch_evolution::{module}::Client;\n");
        let json =
            "    #[allow(unused_imports)]\n    use bindery_runtime::json::{from_json, to_json};\n";
        format!(
            "fn {name}() -> String {{\n{uses}{client}{json}{}\n}}\n",
            self.program
        )
    }
}

#[test]
fn programs_mean_the_same_or_no_longer_compile() {
    let edits: Vec<Edit> = serde_yaml::from_str(EDITS).unwrap();
    let lock = compile_locked_text("before", DOCUMENT, Some(LockedApi::default()));
    let lock = lock.locked.unwrap();
    let mut scratch = Scratch::new("evolution");
    scratch.add_module("before", &compile_text("before", DOCUMENT).files);
    let (mut functions, mut calls) = (String::new(), String::new());
    let mut expected = String::new();
    let mut refused = Vec::new();
    for (number, edit) in edits.iter().enumerate() {
        let after = format!("after_{number}");
        let held = edit.locked.then(|| lock.clone());
        let compiled = compile_locked_text(&after, &edit.edited(), held);
        scratch.add_module(&after, &compiled.files);
        let mut modules = vec!["before"];
        match &edit.refused {
            None => modules.push(&after),
            Some(code) => refused.push((edit, number, code)),
        }
        for module in modules {
            let name = format!("edit_{number}_{module}");
            functions.push_str(&edit.function(&name, module));
            writeln!(calls, "    println!(\"{{}}\", {name}());").unwrap();
            writeln!(expected, "{}", edit.gives).unwrap();
        }
    }
    let told = scratch.run(&format!("{functions}\nfn main() {{\n{calls}}}\n"));
    assert_eq!(told, expected);
    for (edit, number, code) in refused {
        let program = edit.function("old", &format!("after_{number}"));
        let program = format!("{program}\nfn main() {{\n    let _ = old();\n}}\n");
        let errors = scratch.refuse(&format!("edit_{number}"), &program);
        let found: Vec<&str> = errors
            .lines()
            .filter(|line| line.starts_with("error["))
            .collect();
        let is_expected = |line: &&str| line.starts_with(&format!("error[{code}]"));
        assert!(
            !found.is_empty() && found.iter().all(is_expected),
            "{}: rustc should refuse the old program by {code}, and says\n{errors}",
            edit.edit
        );
    }
}
