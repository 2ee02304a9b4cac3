//! `bindery-corpus pages`: how many operations that look paged are walked.
//!
//! An operation looks paged if a parameter of its query is called as such parameters are.
//! Whether it is walked, and how, is what the compiler's `api` stage says.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::documents::{self, Selection};
use crate::name_step;
use crate::run::is_absent;

/// Arguments of `pages`.
#[derive(Args)]
pub(crate) struct PagesArguments {
    /// A folder of documents
    folder: PathBuf,
    /// The compiler
    #[arg(long, value_name = "FILE", default_value = "target/debug/bindery")]
    bindery: PathBuf,
    /// Print each walk, to be looked at by hand
    #[arg(long)]
    show: bool,
    #[command(flatten)]
    selection: Selection,
}

/// Letters of the names of parameters that say which page is wanted.
const NAMES: [&str; 25] = [
    "after",
    "afterid",
    "bookmark",
    "continuationtoken",
    "continue",
    "currentpage",
    "cursor",
    "marker",
    "nextcursor",
    "nexttoken",
    "offset",
    "page",
    "pageafter",
    "pagecursor",
    "pageindex",
    "pageno",
    "pagenumber",
    "pageoffset",
    "pagetoken",
    "skip",
    "startafter",
    "startat",
    "startindex",
    "startingafter",
    "scrollid",
];

/// What was counted.
#[derive(Default)]
struct PageCounts {
    looks_paged: usize,
    of_those_walked: usize,
    /// Walks by how one page leads to the next.
    ways: BTreeMap<String, usize>,
}

/// Counts the walks of all documents of a folder.
pub(crate) fn count_page_walks(arguments: &PagesArguments) -> io::Result<()> {
    if is_absent(&arguments.folder) {
        return Ok(());
    }
    let (found, _) = documents::find_documents(&arguments.folder)?;
    let mut counts = PageCounts::default();
    for document in documents::select_documents(found, &arguments.selection) {
        let output = Command::new(&arguments.bindery)
            .args(["dump", "--stage", "api", "--no-config"])
            .arg(&document.path)
            .output()
            .map_err(name_step(arguments.bindery.display()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        for operation in text.split("\noperation ").skip(1) {
            let walk = counts.add_operation(operation);
            if let (true, Some(walk)) = (arguments.show, walk) {
                let id = operation.split_whitespace().next().unwrap_or_default();
                println!("{} {id}: {walk}", document.id);
            }
        }
    }
    for (way, count) in &counts.ways {
        println!("{count:6} by {way}");
    }
    let walked: usize = counts.ways.values().sum();
    println!(
        "{walked:6} walked; {} of {} that look paged",
        counts.of_those_walked, counts.looks_paged
    );
    Ok(())
}

impl PageCounts {
    /// Counts an operation; gives its walk, if it has one.
    fn add_operation<'t>(&mut self, operation: &'t str) -> Option<&'t str> {
        let mut lines = operation.lines().map(str::trim_start);
        let walk = lines
            .clone()
            .find_map(|line| line.strip_prefix("pages by "));
        let looks_paged = lines.any(|line| {
            let name = line
                .strip_prefix("query ")
                .and_then(|line| line.split_once(": "));
            name.is_some_and(|(name, _)| NAMES.contains(&fold_letters(name).as_str()))
        });
        self.looks_paged += usize::from(looks_paged);
        self.of_those_walked += usize::from(looks_paged && walk.is_some());
        if let Some(way) = walk.and_then(|walk| walk.split('(').next()) {
            *self.ways.entry(way.to_owned()).or_default() += 1;
        }
        walk
    }
}

/// Letters and digits of a name, small.
fn fold_letters(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}
