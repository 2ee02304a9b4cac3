//! The root module of an API.

use super::file::File;
use crate::rust::model::{Crate, Root};

pub(super) fn file(krate: &Crate) -> File {
    let path = match krate.root {
        Root::Module => "mod.rs",
        Root::Library => "lib.rs",
    };
    let modules = [
        "mod client;",
        "pub mod operations;",
        "pub mod types;",
        "mod wire;",
        "",
        "pub use client::Client;",
    ];
    File {
        docs: krate.docs.lines.clone(),
        modules: modules.map(str::to_owned).to_vec(),
        ..File::new(path)
    }
}
