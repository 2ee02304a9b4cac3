//! The list of the crate's own files is whole.

#![cfg(feature = "sources")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

mod house;

use std::fs;

use bindery_runtime::sources::FILES;
use house::list_sources;

/// The lines of the list, as they have to be.
fn write_list() -> String {
    let src = house::src();
    let names = list_sources(&src).into_iter().map(|file| {
        let name = file.strip_prefix(&src).unwrap().display().to_string();
        name.replace('\\', "/")
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
        .iter()
        .map(|name| format!("    \"{name}\"\n"))
        .collect()
}

#[test]
fn the_list_of_files_is_whole() {
    let path = house::src().join("sources.rs");
    let text = fs::read_to_string(&path).unwrap();
    let (head, _) = text.rsplit_once("{\n").unwrap();
    let wanted = format!("{head}{{\n{}}};\n", write_list());
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    assert_eq!(text, wanted, "UPDATE_EXPECTED=1 writes the list");
    assert!(FILES.iter().all(|(_, text)| text.starts_with("//!")));
}
