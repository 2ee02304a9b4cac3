//! Runs the command, and looks at what it leaves behind.
#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs `bindery` in a folder.
pub(crate) fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

pub(crate) fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

/// What a run did, with the temporary folder's name and times left out.
pub(crate) fn told(folder: &Path, output: &Output) -> String {
    let status = match output.status.code() {
        Some(code) => code.to_string(),
        None => output.status.to_string(),
    };
    let all = format!(
        "status {status}\n--- stdout\n{}--- stderr\n{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    all.replace(&folder.display().to_string(), "FOLDER")
}

/// Every file below a folder with its bytes; links are not followed.
pub(crate) fn disk(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let bytes = std::fs::read(entry.path()).unwrap();
                files.insert(entry.path(), bytes);
            }
        }
    }
    files
}
