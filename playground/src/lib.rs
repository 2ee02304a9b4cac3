//! The compiler for the playground's page: what `page/worker.js` calls.
//!
//! One call compiles a document ([`compile_document`]); the rest asks for parts of what came
//! of it, which stays on this side because a page shows little of it at a time. All of it also
//! runs outside of browsers, where the tests call it.

mod answer;
mod archive;
mod code;
mod spans;

use bindery::diagnostics::{Code, Diagnostics};
use bindery::emit::{GeneratedFiles, PackageFacts, Runtime, package_files};
use bindery::rust::{Options, Root};
use bindery::{StageOutput, show_stage_of_text};
use wasm_bindgen::prelude::wasm_bindgen;

use answer::{Answer, MethodRow, TypeRow};
use code::CodeIndex;

/// Name of the crate, of the folder in its archive, and in its `User-Agent`.
const CRATE_NAME: &str = "api-client";

/// What came of a document.
#[wasm_bindgen]
#[derive(Debug)]
pub struct CompiledDocument {
    answer: String,
    files: GeneratedFiles,
}

/// Compiles a document. `name` is what the page calls it; its extension says whether it is
/// JSON, unless the text does.
#[wasm_bindgen]
pub fn compile_document(name: &str, text: &str) -> CompiledDocument {
    let options = Options {
        source: name.to_owned(),
        crate_name: CRATE_NAME.to_owned(),
        root: Root::Library,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let mut origins = Vec::new();
    let mut parts = None;
    let mut made = Made::default();
    // The last stage ends the run; those before it leave what the page shows of them. A document
    // with errors has what the stages before them have made.
    let _ = show_stage_of_text(
        name,
        text.to_owned(),
        &options,
        &mut diagnostics,
        |output| {
            match output {
                StageOutput::Api(api) => origins = answer::list_origins(api),
                StageOutput::Rust(krate) => {
                    made.methods = answer::list_methods(krate, &origins);
                    made.types = answer::list_types(krate);
                    let needed = krate.runtime_features.iter().map(ToString::to_string);
                    let needed: Vec<String> = needed.collect();
                    parts = Some((krate.client.title.clone(), krate.features.clone(), needed));
                }
                StageOutput::Emit(files) => {
                    let (title, features, needed) = parts.take()?;
                    let runtime = Runtime::Version(env!("CARGO_PKG_VERSION").to_owned());
                    let facts = PackageFacts::new(runtime);
                    let files = files.clone();
                    made.files = package_files(files, &title, &features, &needed, &options, &facts);
                    made.title = title;
                    return Some(());
                }
                StageOutput::Source(_) | StageOutput::Dialect(_) => {}
            }
            None
        },
    );
    let index = CodeIndex::read(&made.files);
    let answer = Answer::new(&made, &index, text, &diagnostics);
    CompiledDocument {
        answer: serde_json::to_string(&answer).unwrap_or_default(),
        files: made.files,
    }
}

/// What the page shows of the stages.
#[derive(Debug, Default)]
struct Made {
    title: String,
    methods: Vec<MethodRow>,
    types: Vec<TypeRow>,
    files: GeneratedFiles,
}

#[wasm_bindgen]
impl CompiledDocument {
    /// Findings, methods, types and names of files, as JSON.
    pub fn answer(&self) -> String {
        self.answer.clone()
    }

    /// The text of a file of the crate.
    pub fn file(&self, name: &str) -> Option<String> {
        self.files.get(name).cloned()
    }

    /// An item of a file, with its documentation: the one whose first line, from 1, is given.
    /// Of a function all but its body.
    pub fn item(&self, file: &str, line: usize) -> Option<String> {
        code::cut_item(self.files.get(file)?, line)
    }

    /// The crate as a ZIP archive; nothing where the document has errors.
    pub fn archive(&self) -> Option<Vec<u8>> {
        if self.files.is_empty() {
            return None;
        }
        archive::pack_files(CRATE_NAME, &self.files).ok()
    }
}

/// What a code means and what to do about it, as Markdown.
#[wasm_bindgen]
pub fn explain_code(code: &str) -> Option<String> {
    let mut all = Code::ALL.iter();
    let code = all.find(|known| known.as_str() == code)?;
    Some(code.explanation().to_owned())
}
