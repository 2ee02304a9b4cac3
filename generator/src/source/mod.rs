//! Reads documents: files → [`Document`].
//!
//! Takes paths, gives ordered [`Node`] trees with external references loaded and
//! overlays applied. Knows nothing of OpenAPI versions and nothing of Rust.

mod boundary;
mod deserializer;
mod digits;
mod escapes;
mod identity;
mod json;
mod mend;
mod merge;
mod neighbours;
mod nesting;
mod node;
mod overlay;
pub(crate) mod parse;
pub(crate) mod references;
mod repeated;
mod syntax;
#[cfg(test)]
mod tests;
pub(crate) mod uri;
mod visitor;
mod yaml;

pub use crate::place::{Origins, Pointer};
pub use node::Node;

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::place::text::FileText;
use boundary::Boundary;
use parse::Parsed;

/// A document with everything it refers to.
#[derive(Debug, Clone)]
pub struct Document {
    /// The document's tree, overlays applied.
    pub root: Node,
    /// The document's file.
    pub path: PathBuf,
    /// Every file that was reached: documents, what they refer to, overlays.
    pub files: Vec<PathBuf>,
    /// The trees of the files that references lead to, or why there is none.
    pub(crate) others: references::ReferencedFiles,
    /// The names that documents and schemas give themselves.
    pub(crate) identities: identity::Identities,
    /// Which file each part of the tree came from.
    pub(crate) origins: Origins,
    /// Whether the tree may be needed to tell what a reference means: not if all of
    /// them are plain pointers into it.
    pub(crate) is_looked_up: bool,
    /// Components that nobody receives, as programs answer calls of the provider with them.
    pub(crate) replies: Vec<Pointer>,
    /// The component that all calls of the provider are, where somebody asked for them.
    pub(crate) webhook: Option<Pointer>,
    /// Calls of the provider, where somebody asked for them: the name, and the components of what it
    /// sends and is answered with.
    pub(crate) calls: Vec<(String, Pointer, Option<Pointer>)>,
    /// Examples of calls of the provider: its name, that of the example, and the JSON.
    pub(crate) samples: Vec<[String; 3]>,
    /// What had to be repaired in the texts of its files.
    repairs: Vec<Diagnostic>,
}

/// Reads a document that is held in memory and has no other files. `name` stands
/// for it in findings.
///
/// # Errors
///
/// If the text is neither JSON nor YAML.
pub fn from_text(
    name: &str,
    text: String,
    diagnostics: &mut Diagnostics,
) -> Result<Document, Reported> {
    let text = FileText::new(PathBuf::from(name), text);
    let path = text.path.clone();
    let parsed = parse::parse_tree(&text);
    // No file of that name is read where findings are located: it would be another text.
    diagnostics.keep_text(text);
    let parsed = parsed.map_err(|errors| diagnostics.errors(errors))?;
    let mut document = Document::new(path, parsed);
    diagnostics.extend(std::mem::take(&mut document.repairs));
    // The document has no other files, but may name its parts.
    document.identities.add(&document.path, &document.root);
    diagnostics.relate(document.origins.clone());
    diagnostics.checked(document)
}

impl Document {
    /// A document of one file.
    fn new(path: PathBuf, parsed: Parsed) -> Self {
        Self {
            root: parsed.node,
            repairs: parsed.repairs,
            files: vec![path.clone()],
            others: references::ReferencedFiles::new(),
            identities: identity::Identities::default(),
            origins: Origins::new(path.clone()).and_format(&path, parsed.format),
            is_looked_up: true,
            replies: Vec::new(),
            webhook: None,
            calls: Vec::new(),
            samples: Vec::new(),
            path,
        }
    }

    /// Whether a file was read.
    pub(crate) fn has(&self, file: &Path) -> bool {
        file == self.path || self.others.get(file).is_some_and(Result::is_ok)
    }
}

/// Reads a document.
///
/// References read files below the folder of the document, below the current folder
/// where the document lies in it, and below the folders of `allow_refs`; links count
/// as what they lead to.
///
/// # Errors
///
/// If the document or an overlay cannot be read, or an overlay does not apply.
pub fn read_document(
    document: &Path,
    overlays: &[PathBuf],
    allow_refs: &[PathBuf],
    diagnostics: &mut Diagnostics,
) -> Result<Document, Reported> {
    for file in overlays.iter().map(PathBuf::as_path).chain([document]) {
        if let Some(url) = find_url(file) {
            diagnostics.push(make_url_finding(file, url));
        }
    }
    diagnostics.checked(())?;
    let path = references::normalise_path(document);
    let boundary = Boundary::around(&path, allow_refs, diagnostics);
    let parsed = parse::parse_file(&path).map_err(|errors| diagnostics.errors(errors))?;
    let mut document = Document::new(path, parsed);
    for path in overlays {
        overlay::apply_overlay(&mut document, path, diagnostics);
    }
    references::load_references(&mut document, &boundary);
    // After loading, as only then is it known which files findings may quote: text of files that
    // are no OpenAPI documents is not shown.
    diagnostics.add_referenced(document.others.keys());
    diagnostics.extend(std::mem::take(&mut document.repairs));
    diagnostics.relate(document.origins.clone());
    diagnostics.checked(document)
}

/// The URL that somebody gave in place of a file; in `bindery.toml` there is a folder before it.
fn find_url(file: &Path) -> Option<&str> {
    uri::find_web_url(file.to_str()?)
}

fn make_url_finding(file: &Path, url: &str) -> Diagnostic {
    let last = uri::read_file_name(url);
    let is_document = [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| last.ends_with(end));
    let name = if is_document { last } else { "openapi.yaml" };
    let message = format!("`{url}` is a URL, and bindery fetches nothing");
    Diagnostic::new(Code::FileNotFound, Place::File(file.to_owned()), message).help(format!(
        "fetch it with `curl -fsSL -o '{name}' '{}'`, keep it beside your code, and give `{name}`",
        url.replace('\'', "%27")
    ))
}
