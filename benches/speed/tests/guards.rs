//! Figures that are exact, held where they are: work that creeps back in is seen
//! here before anybody measures.
//!
//! All are ratios to code written by hand with serde derive, compiled the same
//! way, so that another compiler or standard library moves both.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// By so much a figure may be worse than it was.
const TOLERANCE: f64 = 1.10;

/// Instructions of the generated types for each of serde derive, without
/// optimisation: it is the algorithm that is guarded, not the compiler.
const INSTRUCTIONS: [(&str, &str, f64); 6] = [
    ("decode", "tag-first", 0.53),
    ("decode", "tag-last", 0.83),
    ("decode", "repositories", 0.67),
    ("decode", "chunks", 0.72),
    ("encode", "repositories", 0.29),
    ("encode", "chunks", 0.35),
];

/// Instructions of so many turns, by callgrind; none where it is not installed.
fn instructions(library: &str, verb: &str, body: &str, turns: &str) -> Option<f64> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(env!("CARGO_BIN_EXE_count"));
    let output = command.args([library, verb, body, turns]).output().ok()?;
    let text = String::from_utf8(output.stderr).unwrap();
    let count = text
        .lines()
        .find_map(|line| line.split("Collected : ").nth(1));
    Some(count.unwrap().parse().unwrap())
}

/// Instructions of one turn.
fn turn(library: &str, verb: &str, body: &str) -> Option<f64> {
    let one = instructions(library, verb, body, "1")?;
    Some(instructions(library, verb, body, "2")? - one)
}

#[test]
fn reading_and_writing_take_no_more_instructions() {
    for (verb, body, before) in INSTRUCTIONS {
        let (Some(ours), Some(theirs)) = (turn("bindery", verb, body), turn("serde", verb, body))
        else {
            println!("skipped: valgrind is not installed");
            return;
        };
        let ratio = ours / theirs;
        println!("{verb} {body}: {ratio:.3}");
        assert!(
            ratio < before * TOLERANCE,
            "{verb} {body}: {ratio:.3} of serde's instructions, {before:.3} before"
        );
    }
}

/// Unions inside of unions, what tells their variants behind what they hold: a text of the
/// same length takes the same however deep it is, and one of four times the length takes
/// four times as much. By instructions, as a clock tells more of what else the machine does.
#[test]
fn reading_nested_unions_takes_what_the_length_of_the_text_asks_for() {
    for union in ["by-tag", "by-keys", "by-trying"] {
        let count = |form: &str| turn("bindery", "decode", &format!("{union}-{form}"));
        let (Some(flat), Some(deep), Some(long)) = (count("flat"), count("deep"), count("long"))
        else {
            println!("skipped: valgrind is not installed");
            return;
        };
        let (depth, length) = (deep / flat, long / deep);
        println!("{union}: deep {depth:.3}, long {length:.3}");
        assert!(depth < 1.5, "{union}: deep takes {depth:.3} times as much");
        assert!(
            length < 4.4,
            "{union}: long takes {length:.3} times as much"
        );
    }
}

/// Lines of the generated modules for each type, aliases too, and for each operation.
#[test]
fn generated_code_grows_no_longer() {
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/reports");
    let read = |name: &str| fs::read_to_string(generated.join(name)).unwrap();
    let lines = |text: &str| text.lines().count() as f64;
    let types = read("types.rs");
    let count = types.lines().filter(|line| is_type(line)).count() as f64;
    let operations = read("operations/cost_reports.rs");
    let calls = operations.matches("Call::new(").count() as f64;
    let figures = [
        ("types.rs", lines(&types) / count, 52.7),
        ("wire.rs", lines(&read("wire.rs")) / count, 59.6),
        ("operations", lines(&operations) / calls, 92.5),
    ];
    for (name, figure, before) in figures {
        println!("{name}: {figure:.1} lines");
        assert!(
            figure < before * TOLERANCE,
            "{name}: {figure:.1}, {before:.1} before"
        );
    }
}

fn is_type(line: &str) -> bool {
    ["pub struct ", "pub enum ", "pub type "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Functions that the library itself compiles: none that read, because everything
/// that is generated is inline or generic and compiled where it is used. One
/// function that is neither brings all those along that it reaches.
#[test]
fn reading_is_compiled_where_it_is_used() {
    let Some(functions) = functions_of_the_library() else {
        println!("skipped: there is no `nm`");
        return;
    };
    let generated = functions
        .iter()
        .filter(|name| name.contains("::generated::"));
    let reading =
        generated.filter(|name| name.contains("::Decode for ") || name.contains(">::read"));
    assert_eq!(reading.collect::<Vec<_>>(), Vec::<&String>::new());
}

/// The names of all functions in the newest library beside this test.
fn functions_of_the_library() -> Option<Vec<String>> {
    let folder = std::env::current_exe().unwrap();
    let entries = fs::read_dir(folder.parent().unwrap()).unwrap();
    let is_library = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libbindery_speed-") && name.ends_with(".rlib")
    };
    let libraries = entries
        .map(|entry| entry.unwrap().path())
        .filter(is_library);
    let newest = libraries.max_by_key(|path| fs::metadata(path).unwrap().modified().unwrap())?;
    let mut command = Command::new("nm");
    let output = command
        .args(["-C", "--defined-only"])
        .arg(newest)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let functions = text
        .lines()
        .filter(|line| line.contains(" T ") || line.contains(" t "));
    Some(functions.map(str::to_owned).collect())
}
