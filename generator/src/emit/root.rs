//! The root module of an API.

use super::file::File;
use crate::rust::model::{Crate, Root};

/// Says so to whoever wants everything documented.
const MISSING_DOCS: &str =
    "#![allow(missing_docs, reason = \"names that say all are not repeated\")]";

pub(super) fn emit_root_file(krate: &Crate) -> File {
    let path = match krate.root {
        Root::Module => "mod.rs",
        Root::Library => "lib.rs",
    };
    let headers = (!krate.headers.is_empty()).then_some("pub mod headers;");
    let rest = [
        "pub mod operations;",
        "pub mod types;",
        "mod wire;",
        "",
        "pub use client::Client;",
    ];
    // Whoever uses the crate needs no second dependency for what its signatures are made of.
    let runtime = match krate.root {
        Root::Module => None,
        Root::Library => Some("pub use bindery_runtime;"),
    };
    let modules = ["mod client;"].into_iter().chain(headers).chain(rest);
    let modules = modules.chain(runtime);
    File {
        docs: krate.docs.lines.clone(),
        // What would only repeat a name has no documentation.
        attributes: vec![MISSING_DOCS.to_owned()],
        modules: modules.map(str::to_owned).collect(),
        ..File::new(path)
    }
}
