//! Prints a crate: [`Crate`] → files of text. Decides nothing.
//!
//! Items become nodes of `syntax/`, and `layout/` makes text of them. What a
//! document has by the thousand is made of nodes at once; what is there once is
//! written as a template (`quote`) and parsed (`syn`). Files are printed in
//! parallel.

mod client;
mod docs;
mod enums;
mod file;
mod headers;
mod layout;
mod manifest;
mod operations;
mod root;
mod rules;
mod structs;
mod syntax;
mod types;
mod uses;
mod wire;

pub use manifest::{Runtime, package};

use std::collections::BTreeMap;
use std::thread;

use crate::rust::Crate;
use crate::stack::with_room;
use file::File;

/// Files by their path relative to the API's folder, with `/` between parts.
pub type Files = BTreeMap<String, String>;

/// Prints all files.
pub fn files(krate: &Crate) -> Files {
    let mut jobs: Vec<Box<dyn Fn() -> File + Send + '_>> = vec![
        Box::new(|| root::file(krate)),
        Box::new(|| client::file(krate)),
        Box::new(|| types::file(krate)),
        Box::new(|| wire::file(krate)),
        Box::new(|| operations::index(krate)),
    ];
    if !krate.headers.is_empty() {
        jobs.push(Box::new(|| headers::file(krate)));
    }
    for module in &krate.operations {
        jobs.push(Box::new(|| operations::file(krate, module)));
    }
    print_all(&krate.header, jobs)
}

/// Runs the jobs on as many threads as there are processors.
fn print_all(header: &str, jobs: Vec<Box<dyn Fn() -> File + Send + '_>>) -> Files {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut shares: Vec<Vec<_>> = (0..threads).map(|_| Vec::new()).collect();
    for (index, job) in jobs.into_iter().enumerate() {
        if let Some(share) = shares.get_mut(index % threads) {
            share.push(job);
        }
    }
    thread::scope(|scope| {
        let running: Vec<_> = shares
            .into_iter()
            .map(|share| {
                // types inside types are printed by recursion
                let print = move || share.iter().map(|job| job().print(header)).collect();
                scope.spawn(move || with_room::<Vec<_>>(print).unwrap_or_default())
            })
            .collect();
        // A thread that panics would be a defect of the formatter; its files
        // are then missing, which no build overlooks.
        running
            .into_iter()
            .filter_map(|thread| thread.join().ok())
            .flatten()
            .collect()
    })
}
