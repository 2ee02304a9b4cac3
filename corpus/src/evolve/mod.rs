//! Programs that use everything of one version of a client, compiled against the next one: the
//! judge of `bindery diff`. Whatever rustc refuses has to be named by the comparison.

mod cause;
mod document;
mod edits;
mod judge;
mod program;
mod sent;
#[cfg(test)]
mod tests;
mod totals;
mod values;
mod workshop;
mod written;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use bindery::Input;
use bindery::compare::{
    ApiVersion, Change, ChangeLevel, Comparison, compare_versions, read_surface,
};
use bindery::diagnostics::Diagnostics;
use bindery::rust::{LockedApi, Options, Root};
use clap::Args;

use crate::documents::find_documents;
use cause::{BreakCause, WrittenDocuments};
use edits::{judge_edit_calls, judge_edits};
use judge::{ToldChanges, describe_misfits, is_told};
use program::{Unit, write_units};
use sent::{compare_sent, is_told_call, list_told_calls, write_calls};
use totals::EvolveTotals;
use workshop::Workshop;

#[derive(Args)]
pub(crate) struct EvolveArguments {
    /// Folders of versions of one document each, in the order of their names
    #[arg(required_unless_present = "edits")]
    histories: Vec<PathBuf>,
    /// A folder of folders with `old.yaml` and `new.yaml` each, which are compiled all at once
    #[arg(long, value_name = "FOLDER")]
    edits: Option<PathBuf>,
    /// Hold the names of each version for the next one, as a lock does
    #[arg(long)]
    locked: bool,
    /// Make calls with both clients, too, and compare what they send
    #[arg(long, conflicts_with = "told")]
    sent: bool,
    /// Tell what `bindery diff` says and why, and compile nothing
    #[arg(long)]
    told: bool,
    /// Show each break that bindery could have avoided, and all that is silent
    #[arg(long)]
    avoidable: bool,
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
    let workshop = if arguments.told {
        None
    } else {
        Some(Workshop::new(&scratch, &arguments.runtime)?)
    };
    if let (Some(folder), Some(workshop)) = (&arguments.edits, &workshop) {
        let is_sound = judge_edits(workshop, folder, arguments.locked)?;
        let sends_same = !arguments.sent || judge_edit_calls(workshop, folder, arguments.locked)?;
        return Ok(is_sound && sends_same);
    }
    println!("pair  units  refused  untold  silent  source  avoidable  verdict");
    let mut totals = EvolveTotals::default();
    for history in &arguments.histories {
        let (documents, _) = find_documents(history)?;
        let pairs = documents.iter().zip(documents.iter().skip(1));
        for (old, new) in pairs {
            let Some(pair) = VersionPair::read(&old.path, &new.path, &options(), arguments.locked)
            else {
                println!("{} does not compile", new.path.display());
                continue;
            };
            let mut seen = judge_pair(workshop.as_ref(), &pair)?;
            if let (Some(workshop), true) = (&workshop, arguments.sent) {
                judge_calls(workshop, &pair, &mut seen)?;
            }
            let causes = pair.find_causes();
            totals.add(&pair, &causes, seen.is_sound);
            print_pair(&pair, &seen, &causes, arguments.avoidable);
        }
    }
    totals.print();
    Ok(totals.is_sound())
}

/// Two versions that follow each other.
struct VersionPair {
    /// `gcore-waap 1..2`.
    name: String,
    before: ApiVersion,
    after: ApiVersion,
    comparison: Comparison,
    written: WrittenDocuments,
}

impl VersionPair {
    fn read(old: &Path, new: &Path, options: &Options, locked: bool) -> Option<Self> {
        let name = |path: &Path| {
            let stem = path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        let history = old.parent().and_then(Path::file_name).unwrap_or_default();
        let before = read_version(old, options, locked.then(LockedApi::default))?;
        let after = read_version(new, options, before.krate.locked.clone())?;
        Some(Self {
            name: format!("{} {}..{}", history.display(), name(old), name(new)),
            comparison: compare_versions(&before, &after),
            written: WrittenDocuments::read(old, new)?,
            before,
            after,
        })
    }

    fn version(&self, is_new: bool) -> &ApiVersion {
        if is_new { &self.after } else { &self.before }
    }

    fn find_causes(&self) -> Vec<(&Change, BreakCause)> {
        self.written.find_causes(&self.comparison)
    }
}

/// What rustc has said of a pair.
#[derive(Default)]
struct SeenPair {
    units: usize,
    refused: usize,
    /// What does not fit, for people.
    faults: Vec<String>,
    untold: usize,
    is_sound: bool,
    /// What calls with both clients came to, where there were some.
    sent: String,
}

fn judge_pair(workshop: Option<&Workshop>, pair: &VersionPair) -> io::Result<SeenPair> {
    let Some(workshop) = workshop else {
        let is_sound = true;
        return Ok(SeenPair {
            is_sound,
            ..SeenPair::default()
        });
    };
    let units = write_units(&read_surface(&pair.before));
    // What rustc refuses of the old client as well is a fault of the program.
    workshop.write_client(&pair.before, &options())?;
    let wrong = workshop.find_refused(&units)?;
    let faults = describe_misfits(&units, &wrong);
    let sound: Vec<Unit> = keep_others(units, &wrong);
    workshop.write_client(&pair.after, &options())?;
    let refused = workshop.find_refused(&sound)?;
    let told = ToldChanges::of(&pair.comparison);
    let untold = refused
        .iter()
        .filter_map(|(index, message)| Some((sound.get(*index)?, message)))
        .filter(|(unit, _)| !is_told(&told, unit));
    let untold: Vec<String> = untold
        .map(|(unit, message)| format!("untold: {}\n    {message}", unit.code))
        .collect();
    Ok(SeenPair {
        units: sound.len(),
        refused: refused.len(),
        untold: untold.len(),
        is_sound: untold.is_empty() && wrong.is_empty(),
        faults: faults.into_iter().chain(untold).collect(),
        sent: String::new(),
    })
}

/// Makes the same calls with both clients.
fn judge_calls(workshop: &Workshop, pair: &VersionPair, seen: &mut SeenPair) -> io::Result<()> {
    let calls = write_calls(&read_surface(&pair.before));
    workshop.write_client(&pair.before, &options())?;
    let wrong = workshop.find_refused(&calls)?;
    seen.faults.extend(describe_misfits(&calls, &wrong));
    let mut left_out: BTreeSet<usize> = wrong.iter().map(|(index, _)| *index).collect();
    let old = workshop.run_calls(&calls, &left_out)?;
    workshop.write_client(&pair.after, &options())?;
    let refused = workshop.find_refused(&calls)?;
    left_out.extend(refused.iter().map(|(index, _)| *index));
    let new = workshop.run_calls(&calls, &left_out)?;
    let told = list_told_calls(&pair.comparison);
    let compared = compare_sent(&calls, (&old, &new), |_, unit| is_told_call(&told, unit));
    seen.is_sound &= compared.untold.is_empty() && wrong.is_empty();
    seen.faults.extend(compared.untold);
    let (calls, different) = (compared.calls, compared.different);
    seen.sent = format!("{calls} calls, {different} sent otherwise");
    Ok(())
}

fn print_pair(
    pair: &VersionPair,
    seen: &SeenPair,
    causes: &[(&Change, BreakCause)],
    with_avoidable: bool,
) {
    let told = ToldChanges::of(&pair.comparison);
    let avoidable = causes.iter().filter(|(_, cause)| cause.is_avoidable());
    println!(
        "{}  {}  {}  {}  {}  {}  {}  {}",
        pair.name,
        seen.units,
        seen.refused,
        seen.untold,
        told.silent,
        told.source,
        avoidable.clone().count(),
        pair.comparison.verdict().as_str()
    );
    if !seen.sent.is_empty() {
        println!("  {}", seen.sent);
    }
    for fault in &seen.faults {
        println!("  {fault}");
    }
    let is_silent = |change: &Change| change.level() == ChangeLevel::Silent;
    let shown = causes
        .iter()
        .filter(|(change, cause)| cause.is_avoidable() || is_silent(change));
    for (change, cause) in shown.filter(|_| with_avoidable) {
        let (code, cause) = (change.kind.as_str(), cause.as_str());
        let (before, after) = (&change.before, &change.after);
        println!("  {code} {cause} {}: {before} -> {after}", change.subject);
    }
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

fn read_version(
    document: &Path,
    options: &Options,
    locked: Option<LockedApi>,
) -> Option<ApiVersion> {
    let input = Input {
        document: document.to_path_buf(),
        ..Input::default()
    };
    let options = Options {
        locked,
        ..options.clone()
    };
    bindery::read_version(&input, &options, &mut Diagnostics::new()).ok()
}
