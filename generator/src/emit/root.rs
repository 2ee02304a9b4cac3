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
    let client: [&[&str]; 3] = match krate.types_only {
        true => [&[], &[], &[]],
        false => [
            &["mod client;"],
            &["pub mod operations;"],
            &["", "pub use client::Client;"],
        ],
    };
    let [definition, operations, exported] = client;
    let types = ["pub mod types;", "mod wire;"];
    // Whoever uses the crate needs no second dependency for what its signatures are made of.
    let gap = krate.types_only.then_some("");
    let runtime = match krate.root {
        Root::Module => None,
        Root::Library => Some("pub use bindery_runtime;"),
    };
    let runtime = runtime.map(|runtime| gap.into_iter().chain([runtime]));
    let modules = definition.iter().copied().chain(headers);
    let modules = modules.chain(operations.iter().copied()).chain(types);
    let modules = modules.chain(exported.iter().copied());
    let modules = modules.chain(runtime.into_iter().flatten());
    File {
        docs: krate.docs.lines.clone(),
        // What would only repeat a name has no documentation.
        attributes: vec![MISSING_DOCS.to_owned()],
        modules: modules.map(str::to_owned).collect(),
        ..File::new(path)
    }
}
