//! Prints a crate: [`Crate`] → files of text. Decides nothing.
//!
//! Items become nodes of `syntax/`, and `layout/` makes text of them. What every
//! client has once and alike is a template (`quote`), parsed by `syn` and printed by
//! `prettyplease` as it is. Files are printed in parallel.

mod client;
mod docs;
mod enums;
mod file;
mod headers;
mod layout;
mod manifest;
mod operations;
mod order;
mod root;
mod rules;
mod structs;
mod syntax;
mod template;
mod types;
mod uses;
mod wire;

pub use crate::rust::{PackageFacts, Runtime};
pub use manifest::package_files;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::printable::Comment;
use crate::rust::Crate;
use crate::rust::model::TypeFiles;
use crate::stack::spawn_with_stack;
use file::File;

/// Files by their path relative to the API's folder, with `/` between parts.
pub type GeneratedFiles = BTreeMap<String, String>;

/// What prints one file.
type Job<'a> = Box<dyn Fn() -> File + Sync + 'a>;

/// Prints all files.
pub fn emit_files(krate: &Crate) -> GeneratedFiles {
    let mut jobs: Vec<Job<'_>> = vec![Box::new(|| root::emit_root_file(krate))];
    if !krate.types_only {
        jobs.push(Box::new(|| client::emit_client_file(krate)));
        jobs.push(Box::new(|| operations::emit_operations_index(krate)));
    }
    jobs.extend(types_and_wire(krate));
    if !krate.headers.is_empty() {
        jobs.push(Box::new(|| headers::emit_headers_file(krate)));
    }
    for module in &krate.operations {
        jobs.push(Box::new(|| operations::emit_operations_file(krate, module)));
    }
    print_all(&krate.header, &jobs)
}

/// What prints types, and how they are read and written: one file each, or several.
fn types_and_wire(krate: &Crate) -> Vec<Job<'_>> {
    let has_shared = !krate.types.shared.is_empty();
    let shared = has_shared.then(|| -> Job<'_> { Box::new(|| types::emit_shared_types(krate)) });
    let mut jobs: Vec<Job<'_>> = shared.into_iter().collect();
    if krate.types.files == TypeFiles::One {
        jobs.push(Box::new(|| types::emit_types_file(krate)));
        jobs.push(Box::new(|| wire::emit_wire_file(krate)));
        return jobs;
    }
    let files = krate.types.files;
    let types = files.group_by_module(types::list_named_types(krate));
    let wire = files.group_by_module(wire::list_wire_types(krate));
    let type_modules: Vec<String> = types.keys().cloned().collect();
    let wire_modules: Vec<String> = wire.keys().cloned().collect();
    jobs.push(Box::new(move || {
        types::emit_types_index(krate, &type_modules)
    }));
    jobs.push(Box::new(move || {
        wire::emit_wire_index(krate, &wire_modules)
    }));
    for (module, types) in types {
        jobs.push(Box::new(move || {
            types::emit_types_part(krate, &module, &types)
        }));
    }
    for (module, types) in wire {
        jobs.push(Box::new(move || {
            wire::emit_wire_part(krate, &module, &types)
        }));
    }
    jobs
}

/// Runs the jobs on as many threads as there are processors, this one among them;
/// on this one alone where no other can be had.
fn print_all(header: &Comment, jobs: &[Job<'_>]) -> GeneratedFiles {
    // Each thread takes the next file when it is done with one: `types.rs` and `wire.rs` are much
    // larger than the others, so that parts of equal number would leave threads idle.
    let next = AtomicUsize::new(0);
    let print = || {
        let mut files = Vec::new();
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            files.push(job().print(header));
        }
        files
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let helpers = processors.min(jobs.len()).saturating_sub(1);
    thread::scope(|scope| {
        let running: Vec<_> = (0..helpers)
            .map_while(|_| spawn_with_stack(scope, print))
            .collect();
        // This thread works as well. Where no other can be had, as under a limit of processes, it
        // does all of it.
        let mut files = print();
        for thread in running {
            files.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        // A map by name: in which order threads finish must not be seen.
        files.into_iter().collect()
    })
}
