//! The guide: its commands print what it says, its files are what bindery reads. (Its Rust is
//! compiled and run as documentation tests of the package in `guide/`.)

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

mod blocks;
#[path = "../support/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};

use bindery::diagnostics::{Color, Diagnostics, render_findings};
use bindery::rust::Options;
use bindery::{Input, StageOutput, config};
use blocks::{Block, is_shown_as, read_blocks, read_sessions, split_words};
use run::{bindery, text};

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../guide");

/// The pages of the guide, by name.
fn list_pages() -> Vec<PathBuf> {
    let entries = fs::read_dir(format!("{GUIDE}/src")).unwrap();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(pages.len() > 15, "{pages:?}");
    pages
}

/// A folder with the documents that readers of the guide are given.
fn lay_out_documents() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(format!("{GUIDE}/documents")).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    folder
}

#[test]
fn every_page_does_what_it_says() {
    let mut commands = 0;
    for page in list_pages() {
        let folder = lay_out_documents();
        for block in read_blocks(&fs::read_to_string(&page).unwrap()) {
            let place = format!("{}:{}", page.display(), block.line);
            match (block.language.as_str(), &block.file) {
                ("console", None) => commands += run_sessions(folder.path(), &block, &place),
                ("toml" | "yaml", Some(name)) => {
                    fs::write(folder.path().join(name), &block.text).unwrap();
                    check_file(folder.path(), name, &place);
                }
                // A part of somebody's manifest.
                ("toml", None) => {
                    toml::from_str::<toml::Table>(&block.text).expect(&place);
                }
                ("rust" | "sh", None) => {}
                // What programs print, and code for other libraries beside ours.
                ("text" | "python", None) => {}
                (other, file) => panic!("{place}: `{other}` {file:?} is tested by nothing"),
            }
        }
    }
    assert!(commands > 15, "{commands}");
}

fn run_sessions(folder: &Path, block: &Block, place: &str) -> usize {
    let sessions = read_sessions(&block.text);
    for session in &sessions {
        let words = split_words(&session.command);
        let [program, arguments @ ..] = words.as_slice() else {
            panic!("{place}: there is no command");
        };
        assert_eq!(program, "bindery", "{place}");
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = bindery(folder, &arguments);
        let printed = text(&output.stderr) + &text(&output.stdout);
        assert!(
            is_shown_as(&printed, &session.printed),
            "{place}: `{}` prints\n{printed}",
            session.command
        );
        assert_ne!(output.status.code(), Some(2), "{place}: {printed}");
        assert!(output.status.code().is_some(), "{place}: {printed}");
    }
    sessions.len()
}

/// What the guide shows is right: nothing is to be said of it.
fn check_file(folder: &Path, name: &str, place: &str) {
    let file = folder.join(name);
    let mut diagnostics = Diagnostics::new();
    if name == config::FILE_NAME {
        let _ = config::read_project(&file, &mut diagnostics);
    } else if name.ends_with(".overlay.yaml") {
        let input = Input {
            document: folder.join("shop.yaml"),
            overlays: vec![file],
            ..Input::default()
        };
        let look = |output: StageOutput<'_>| matches!(output, StageOutput::Emit(_)).then_some(());
        let _ = bindery::show_stage(&input, &Options::default(), &mut diagnostics, look);
    } else {
        return; // a document with faults, which a command is then given
    }
    let told = render_findings(&diagnostics, Color::Never);
    assert!(told.is_empty(), "{place}: {told}");
}
