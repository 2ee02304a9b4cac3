//! Programs as people write them, against small documents after those of large APIs: each folder
//! entry `tests/programs/NAME.yaml` holds a `document`, what a mock answers (`mock`), what has to
//! arrive (`sent`), and what the program beside it, `NAME.rs`, `gives` as `Debug` shows it. All
//! are compiled as one crate, without warnings, and run.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

mod support;

use std::fmt::Write as _;

use bindery::rust::{ClientGrouping, Options};
use serde::Deserialize;
use serde_yaml::Value;
use support::{Scratch, compile_text_with};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Program {
    document: Value,
    clients: Option<String>,
    mock: String,
    sent: Vec<String>,
    gives: String,
}

/// What all of them are run by.
const RUNNER: &str = r#"
#[allow(unused_imports)]
use bindery_runtime::{Bytes, Maybe, http, testing::Mock};

fn tell<T: std::fmt::Debug>(name: &str, mock: &Mock, found: Result<T, Box<dyn std::error::Error>>) {
    println!("{name} gives {found:?}");
    for one in mock.sent() {
        let body = String::from_utf8_lossy(one.body()).into_owned();
        let path = one.uri().path_and_query().unwrap().to_string();
        println!("{}", format!("{} {path} {body}", one.method()).trim_end());
    }
}

fn main() {
    bindery_runtime::blocking::block_on(async { /* programs */ });
}
"#;

#[test]
fn programs_do_what_they_are_written_for() {
    let mut scratch = Scratch::with_features("programs", &["blocking"]);
    let (mut programs, mut expected) = (String::new(), String::new());
    for path in support::documents("tests/programs") {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let program: Program = serde_yaml::from_str(&text).unwrap();
        let code = std::fs::read_to_string(path.with_extension("rs")).unwrap();
        let clients = match program.clients.as_deref() {
            None => ClientGrouping::Flat,
            Some("by-tag") => ClientGrouping::ByTag,
            Some("by-path") => ClientGrouping::ByPath,
            Some(other) => panic!("{name}: `clients: {other}`"),
        };
        let options = Options {
            clients,
            ..Options::default()
        };
        let document = serde_yaml::to_string(&program.document).unwrap();
        scratch.add_module(&name, &compile_text_with(&name, &document, options).files);
        write_program(&mut programs, &name, &program, &code);
        writeln!(expected, "{name} gives Ok({})", program.gives).unwrap();
        for sent in &program.sent {
            writeln!(expected, "{sent}").unwrap();
        }
    }
    let output = scratch.run(&RUNNER.replace("/* programs */", &programs));
    assert_eq!(output, expected);
}

/// A block that runs a program with a client whose server is a mock.
fn write_program(programs: &mut String, name: &str, program: &Program, code: &str) {
    let mock = &program.mock;
    writeln!(
        programs,
        "{{\n#[allow(unused_imports)]\nuse {name}::{{Client, operations, types}};\n\
         let mock = Mock::new();\n\
         let client: Client = Client::builder().transport(mock.clone()).build().unwrap();\n\
         {mock}\n\
         let found: Result<_, Box<dyn std::error::Error>> = async {{ Ok({{ {code} }}) }}.await;\n\
         tell({name:?}, &mock, found);\n}}"
    )
    .unwrap();
}
