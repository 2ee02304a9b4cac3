//! Links of the guide and of the repository's own pages lead somewhere: to a file, to a heading of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the guide's pages find what is no page of it.
const REPOSITORY: &str = "https://github.com/bindery-rs/bindery/blob/main/";

/// Folders whose pages are read by people.
const FOLDERS: [&str; 9] = [
    "",
    "guide/src",
    "generator",
    "runtime",
    "src",
    "benches",
    "corpus",
    "playground",
    "specs",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All pages, from the root.
fn list_pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in FOLDERS {
        let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
        for entry in entries.flatten() {
            let name = entry.file_name();
            if Path::new(&name).extension().is_some_and(|it| it == "md") {
                pages.push(Path::new(folder).join(name));
            }
        }
    }
    pages
}

/// Lines outside of blocks of code.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    page.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence
    })
}

/// What `[text](…)` and `[text]: …` lead to.
fn list_links(page: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(page) {
        let inline = line.split("](").skip(1);
        links.extend(
            inline
                .filter_map(|rest| rest.split(')').next())
                .map(str::to_owned),
        );
        if let Some((_, target)) = line.split_once("]: ")
            && line.starts_with('[')
        {
            links.push(target.to_owned());
        }
    }
    links
}

/// The anchors that forges and mdBook give to headings.
fn list_anchors(page: &str) -> BTreeSet<String> {
    let headings = prose(page).filter(|line| line.starts_with('#'));
    let anchors = headings.map(|line| {
        let text = line.trim_start_matches('#').trim().to_lowercase();
        let kept = text
            .chars()
            .filter(|it| it.is_alphanumeric() || " -_".contains(*it));
        kept.map(|it| if it == ' ' { '-' } else { it }).collect()
    });
    anchors.collect()
}

#[test]
fn links_lead_somewhere() {
    let mut checked = 0;
    for page in list_pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let folder = root().join(page.parent().unwrap());
        for link in list_links(&text) {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let path = match path.strip_prefix(REPOSITORY) {
                Some(path) => root().join(path),
                None if path.contains("://") || path.starts_with("mailto:") => continue,
                None if path.is_empty() => root().join(&page),
                None => folder.join(path),
            };
            assert!(path.exists(), "{}: {link} leads nowhere", page.display());
            if !anchor.is_empty() && path.extension().is_some_and(|it| it == "md") {
                let anchors = list_anchors(&fs::read_to_string(&path).unwrap());
                assert!(
                    anchors.contains(anchor),
                    "{}: {link}: {anchors:?}",
                    page.display()
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}
