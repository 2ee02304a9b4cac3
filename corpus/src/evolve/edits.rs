//! Single edits of small documents, all in one crate: a module for each client, so that one
//! compilation judges all of them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bindery::compare::{Surface, read_surface};
use bindery::rust::Options;

use super::judge::{ToldChanges, describe_misfits, is_told};
use super::program::{Unit, write_units};
use super::sent::{compare_sent, is_told_call, list_told_calls, write_calls};
use super::workshop::{CLIENT, ClientModule, Workshop};
use super::{VersionPair, keep_others};

/// An edit: the folder's name, and both versions.
struct SingleEdit {
    module: String,
    pair: VersionPair,
}

/// Compiles programs that use all of the documents before their edits against the clients after
/// them; whether rustc refuses nothing that is not told.
pub(super) fn judge_edits(workshop: &Workshop, folder: &Path, locked: bool) -> io::Result<bool> {
    let edits = read_edits(folder, locked)?;
    let (units, owners) = write_edit_units(&edits, write_units);
    workshop.write_modules(&list_modules(&edits, false))?;
    let wrong = workshop.find_refused(&units)?;
    workshop.write_modules(&list_modules(&edits, true))?;
    let refused = workshop.find_refused(&units)?;
    let told: Vec<ToldChanges> = edits
        .iter()
        .map(|edit| ToldChanges::of(&edit.pair.comparison))
        .collect();
    let mut untold = 0;
    for (index, message) in &refused {
        let (Some(unit), Some(owner)) = (units.get(*index), owners.get(*index)) else {
            continue;
        };
        let is_told = told.get(*owner).is_some_and(|told| is_told(told, unit));
        if !is_told {
            untold += 1;
            println!("untold: {}\n  {message}", unit.code);
        }
    }
    for misfit in describe_misfits(&units, &wrong) {
        println!("{misfit}");
    }
    println!(
        "{} edits{}: {} uses, {} refused, {untold} of them untold",
        edits.len(),
        if locked { " with a lock" } else { "" },
        keep_others(units, &wrong).len(),
        refused.len(),
    );
    Ok(untold == 0 && wrong.is_empty())
}

/// Makes the calls of all documents before their edits with the clients before and after them;
/// whether all that is sent otherwise is told.
pub(super) fn judge_edit_calls(
    workshop: &Workshop,
    folder: &Path,
    locked: bool,
) -> io::Result<bool> {
    let edits = read_edits(folder, locked)?;
    let (units, owners) = write_edit_units(&edits, write_calls);
    workshop.write_modules(&list_modules(&edits, false))?;
    let wrong = workshop.find_refused(&units)?;
    for misfit in describe_misfits(&units, &wrong) {
        println!("{misfit}");
    }
    let mut left_out: BTreeSet<usize> = wrong.iter().map(|(index, _)| *index).collect();
    let old = workshop.run_calls(&units, &left_out)?;
    workshop.write_modules(&list_modules(&edits, true))?;
    let refused = workshop.find_refused(&units)?;
    left_out.extend(refused.iter().map(|(index, _)| *index));
    let new = workshop.run_calls(&units, &left_out)?;
    let told: Vec<ToldChanges> = edits
        .iter()
        .map(|edit| list_told_calls(&edit.pair.comparison))
        .collect();
    let compared = compare_sent(&units, (&old, &new), |index, unit| {
        let owner = owners.get(index).and_then(|owner| told.get(*owner));
        owner.is_some_and(|told| is_told_call(told, unit))
    });
    for fault in &compared.untold {
        println!("{fault}");
    }
    println!(
        "{} edits{}: {} calls, {} sent otherwise, {} of them untold",
        edits.len(),
        if locked { " with a lock" } else { "" },
        compared.calls,
        compared.different,
        compared.untold.len(),
    );
    Ok(compared.untold.is_empty() && wrong.is_empty())
}

/// The units of all old documents, each in the module of its edit, and whose they are.
fn write_edit_units(
    edits: &[SingleEdit],
    write: fn(&Surface) -> Vec<Unit>,
) -> (Vec<Unit>, Vec<usize>) {
    let mut units: Vec<Unit> = Vec::new();
    let mut owners: Vec<usize> = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        for unit in write(&read_surface(&edit.pair.before)) {
            let inner = format!("{CLIENT}::{}::", edit.module);
            let code = unit.code.replace(&format!("{CLIENT}::"), &inner);
            units.push(Unit { code, ..unit });
            owners.push(index);
        }
    }
    (units, owners)
}

/// The clients of all old or of all new documents.
fn list_modules(edits: &[SingleEdit], is_new: bool) -> Vec<ClientModule<'_>> {
    let modules = edits.iter().map(|edit| ClientModule {
        name: edit.module.clone(),
        version: edit.pair.version(is_new),
    });
    modules.collect()
}

fn read_edits(folder: &Path, locked: bool) -> io::Result<Vec<SingleEdit>> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        folders.push(entry?.path());
    }
    folders.sort();
    let edit = |folder: &PathBuf| {
        let name = folder.file_name()?.to_string_lossy().replace('-', "_");
        let module = format!("edit_{name}");
        let options = Options {
            crate_name: module.clone(),
            ..Options::default()
        };
        let (old, new) = (folder.join("old.yaml"), folder.join("new.yaml"));
        let pair = VersionPair::read(&old, &new, &options, locked)?;
        Some(SingleEdit { module, pair })
    };
    Ok(folders.iter().filter_map(edit).collect())
}
