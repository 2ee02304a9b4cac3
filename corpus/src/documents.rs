//! Finds the documents of a corpus.
//!
//! Takes folders, list files and single files; gives paths with stable ids,
//! in the order of the ids. A folder with `ENTRIES.txt` is a tree of files that
//! refer to each other: only the roots that the list names are documents.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::{name_step, version};

const ENTRIES: &str = "ENTRIES.txt";

/// One document of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Document {
    /// Path below the folder that was given, with `/`.
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    /// The version that it declares; empty where that was not asked.
    pub(crate) version: String,
}

/// Which documents of a corpus are wanted.
#[derive(Args)]
pub(crate) struct Selection {
    /// Take only documents whose id contains this
    #[arg(long, value_name = "SUBSTRING")]
    pub(crate) only: Option<String>,
    /// Take this many documents, drawn by the seed
    #[arg(long, value_name = "COUNT")]
    pub(crate) sample: Option<usize>,
    /// Another seed draws another sample
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
}

/// All YAML and JSON files of an input: a folder, a list (`.txt`) or one file.
pub(crate) fn find_candidates(input: &Path) -> io::Result<Vec<Document>> {
    let mut paths = Vec::new();
    if input.is_dir() {
        walk_folder(input, &mut paths)?;
    } else if input
        .extension()
        .is_some_and(|extension| extension == "txt")
    {
        paths = read_document_list(input)?;
    } else {
        paths.push(input.to_path_buf());
    }
    let base = if input.is_dir() {
        input
    } else {
        input.parent().unwrap_or(input)
    };
    let document = |path: PathBuf| Document {
        id: make_document_id(&path, base),
        path,
        version: String::new(),
    };
    let mut documents: Vec<Document> = paths.into_iter().map(document).collect();
    documents.sort();
    documents.dedup();
    Ok(documents)
}

/// The candidates that are OpenAPI documents, and how many files are not.
pub(crate) fn find_documents(input: &Path) -> io::Result<(Vec<Document>, usize)> {
    let mut documents = find_candidates(input)?;
    let all = documents.len();
    for document in &mut documents {
        document.version = version::find_declared_version(&document.path)
            .ok()
            .flatten()
            .unwrap_or_default();
    }
    documents.retain(|document| !document.version.is_empty());
    let skipped = all - documents.len();
    Ok((documents, skipped))
}

/// The folder into which references of a document may lead: the tree that it is a
/// root of, if it belongs to one.
pub(crate) fn tree_of(document: &Path) -> Option<&Path> {
    let mut above = document.ancestors().skip(1);
    above.find(|folder| folder.join(ENTRIES).is_file())
}

/// Narrows a corpus. The same seed draws the same documents on every machine,
/// and a corpus that grows keeps most of its sample.
pub(crate) fn select_documents(
    mut documents: Vec<Document>,
    selection: &Selection,
) -> Vec<Document> {
    if let Some(only) = &selection.only {
        documents.retain(|document| document.id.contains(only.as_str()));
    }
    if let Some(sample) = selection.sample {
        documents.sort_by_key(|document| draw_lot(&document.id, selection.seed));
        documents.truncate(sample);
        documents.sort();
    }
    documents
}

/// A document's lot in the draw: FNV-1a of the seed and the id, with the bits
/// mixed once more because similar ids would stay neighbours.
fn draw_lot(id: &str, seed: u64) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(id.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn walk_folder(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let list = folder.join(ENTRIES);
    if list.is_file() {
        paths.extend(read_document_list(&list)?);
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(name_step(folder.display()))? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // a symbolic link to a folder is not followed: it may lead in a circle
        if entry.file_type()?.is_dir() {
            walk_folder(&path, paths)?;
        } else if is_candidate(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_candidate(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    path.is_file() && (extension == "yaml" || extension == "yml" || extension == "json")
}

/// The files that a list names, one a line, relative to the list.
fn read_document_list(list: &Path) -> io::Result<Vec<PathBuf>> {
    let text = std::fs::read_to_string(list).map_err(name_step(list.display()))?;
    let folder = list.parent().unwrap_or(list);
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(|line| folder.join(line)).collect())
}

fn make_document_id(path: &Path, base: &Path) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
