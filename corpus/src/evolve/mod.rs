//! Programs that use everything of one version of a client, compiled against the next one: the
//! judge of `bindery diff`. Whatever rustc refuses has to be named by the comparison.

mod judge;
mod program;
#[cfg(test)]
mod tests;
mod workshop;
mod written;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use bindery::Input;
use bindery::compare::{ApiVersion, compare_versions, read_surface};
use bindery::diagnostics::Diagnostics;
use bindery::rust::{LockedApi, Options, Root};
use clap::Args;

use crate::documents::find_documents;
use judge::{ToldChanges, is_told};
use program::{Unit, write_units};
use workshop::Workshop;

#[derive(Args)]
pub(crate) struct EvolveArguments {
    /// Folders of versions of one document each, in the order of their names
    #[arg(required = true)]
    histories: Vec<PathBuf>,
    /// Hold the names of each version for the next one, as a lock does
    #[arg(long)]
    locked: bool,
    /// The folder of bindery-runtime
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"))]
    runtime: PathBuf,
    /// Folder for crates and compiled dependencies [default: in the system's temporary folder]
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
}

/// Judges all pairs of neighbours; whether rustc refuses nothing that is not told.
pub(crate) fn run_evolve(arguments: &EvolveArguments) -> io::Result<bool> {
    let scratch = arguments.scratch.clone();
    let scratch = scratch.unwrap_or_else(|| std::env::temp_dir().join("bindery-evolve"));
    let workshop = Workshop::new(&scratch, &arguments.runtime)?;
    println!("pair  units  refused  untold  silent  source  verdict");
    let mut is_sound = true;
    for history in &arguments.histories {
        let (documents, _) = find_documents(history)?;
        let pairs = documents.iter().zip(documents.iter().skip(1));
        for (old, new) in pairs {
            is_sound &= judge_pair(&workshop, &old.path, &new.path, arguments.locked)?;
        }
    }
    Ok(is_sound)
}

fn judge_pair(workshop: &Workshop, old: &Path, new: &Path, locked: bool) -> io::Result<bool> {
    let name = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let history = old.parent().and_then(Path::file_name).unwrap_or_default();
    let pair = format!("{} {}..{}", history.display(), name(old), name(new));
    let none = locked.then(LockedApi::default);
    let Some(before) = read_version(old, none) else {
        println!("{pair}: the old document does not compile");
        return Ok(true);
    };
    let Some(after) = read_version(new, before.krate.locked.clone()) else {
        println!("{pair}: the new document does not compile");
        return Ok(true);
    };
    let comparison = compare_versions(&before, &after);
    let units = write_units(&read_surface(&before));
    // What rustc refuses of the old client as well is a fault of the program.
    let faults = workshop.find_refused(&before, &options(), &units)?;
    let code = |index: &usize| units.get(*index).map(|unit| unit.code.clone());
    let wrong = faults.iter().take(3);
    let wrong: Vec<(String, String)> = wrong
        .filter_map(|(index, message)| Some((code(index)?, message.clone())))
        .collect();
    let sound: Vec<Unit> = keep_others(units, &faults);
    let refused = workshop.find_refused(&after, &options(), &sound)?;
    let told = ToldChanges::of(&comparison);
    let untold: Vec<(&Unit, &String)> = refused
        .iter()
        .filter_map(|(index, message)| Some((sound.get(*index)?, message)))
        .filter(|(unit, _)| !is_told(&told, unit))
        .collect();
    println!(
        "{pair}  {}  {}  {}  {}  {}  {}",
        sound.len(),
        refused.len(),
        untold.len(),
        told.silent,
        told.source,
        comparison.verdict().as_str()
    );
    if !faults.is_empty() {
        println!("  {} units do not fit their own client:", faults.len());
    }
    for (code, message) in &wrong {
        println!("  {code}\n    {message}");
    }
    for (unit, message) in &untold {
        println!("  untold: {}\n    {message}", unit.code);
    }
    Ok(untold.is_empty() && faults.is_empty())
}

fn keep_others(units: Vec<Unit>, refused: &[(usize, String)]) -> Vec<Unit> {
    let refused: BTreeSet<usize> = refused.iter().map(|(index, _)| *index).collect();
    let units = units.into_iter().enumerate();
    let kept = units.filter(|(index, _)| !refused.contains(index));
    kept.map(|(_, unit)| unit).collect()
}

fn options() -> Options {
    Options {
        crate_name: workshop::CLIENT.to_owned(),
        root: Root::Library,
        ..Options::default()
    }
}

fn read_version(document: &Path, locked: Option<LockedApi>) -> Option<ApiVersion> {
    let input = Input {
        document: document.to_path_buf(),
        ..Input::default()
    };
    let options = Options {
        locked,
        ..options()
    };
    bindery::read_version(&input, &options, &mut Diagnostics::new()).ok()
}
