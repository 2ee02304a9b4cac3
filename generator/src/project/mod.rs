//! Compiles all APIs of a project into the files of one client.
//!
//! Takes a [`Project`], gives a [`ProjectClient`]: the files of every API, under the
//! modules that hold them.

mod tree;

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use crate::config::{ApiEntry, Project};
use crate::diagnostics::{Diagnostics, Reported, Severity};
use crate::emit::GeneratedFiles;
use crate::lockfile::{Lockfile, print_lockfile};
use crate::{Compiled, compile};

/// The client of a project, not yet on disk.
#[derive(Debug)]
pub struct ProjectClient {
    /// Files by their path relative to [`Project::output`].
    pub files: GeneratedFiles,
    /// A line for each API, in the order of the project.
    pub summaries: Vec<Summary>,
    /// The lock as it has to be, where there is one.
    pub lock: Option<LockText>,
}

/// The text of a lock, for its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockText {
    /// The file.
    pub file: PathBuf,
    /// What has to stand there.
    pub text: String,
}

/// What became of one API.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Its module path or the crate's name.
    pub name: String,
    /// Number of operations.
    pub operations: usize,
    /// Number of types.
    pub types: usize,
    /// Lines of generated code.
    pub lines: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// How many values the lock holds otherwise than the document has them.
    pub held: usize,
    /// Time from the document to the files' text.
    pub time: Duration,
}

/// The outcome of one document: its findings, and its files unless one of the
/// findings is an error.
#[derive(Debug)]
pub struct CompileOutcome {
    /// What there is to say.
    pub diagnostics: Diagnostics,
    /// The code, and what there is to tell of it.
    pub compiled: Result<(Compiled, Summary), Reported>,
}

/// Compiles one API of a project.
pub fn compile_entry(project: &Project, entry: &ApiEntry) -> CompileOutcome {
    let options = project.options(entry);
    let name = project.name_api(entry);
    time_compilation(&name, |diagnostics| {
        compile(&entry.input, &options, diagnostics)
    })
}

/// Runs a compilation and takes its time.
pub fn time_compilation(
    name: &str,
    run: impl FnOnce(&mut Diagnostics) -> Result<Compiled, Reported>,
) -> CompileOutcome {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let compiled = run(&mut diagnostics);
    let time = start.elapsed();
    let warnings = diagnostics
        .findings()
        .iter()
        .filter(|finding| finding.severity == Severity::Warning);
    let warnings = warnings.count();
    let compiled = compiled.map(|compiled| {
        let summary = Summary {
            name: name.to_owned(),
            operations: compiled.operations,
            types: compiled.types,
            lines: compiled
                .files
                .values()
                .map(|text| count_text_lines(text))
                .sum(),
            warnings,
            held: compiled.held,
            time,
        };
        (compiled, summary)
    });
    CompileOutcome {
        diagnostics,
        compiled,
    }
}

/// How many lines a text has that ends with a line break.
fn count_text_lines(text: &str) -> usize {
    // so many that their count fits a byte are counted at once
    let parts = text.as_bytes().chunks(usize::from(u8::MAX));
    let ends = |part: &[u8]| part.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    parts.map(|part| usize::from(ends(part))).sum()
}

/// Puts the outcomes of all APIs together.
///
/// # Errors
///
/// If one of them failed.
pub fn assemble_client(
    project: &Project,
    outcomes: Vec<CompileOutcome>,
) -> Result<ProjectClient, Reported> {
    let mut files = match &project.whole_crate {
        None => tree::make_module_files(&project.apis),
        Some(_) => GeneratedFiles::new(),
    };
    let mut summaries = Vec::new();
    let mut names = Lockfile::default();
    for (entry, outcome) in project.apis.iter().zip(outcomes) {
        // All APIs or none: a client from which one module has gone would compile in no program
        // that uses it.
        let (mut compiled, summary) = outcome.compiled?;
        if let Some(locked) = compiled.locked.take() {
            names.apis.insert(project.name_api(entry), locked);
        }
        match &project.whole_crate {
            None => {
                let folder = entry.module.join("/");
                let named = |(name, text)| (format!("{folder}/{name}"), text);
                files.extend(compiled.files.into_iter().map(named));
            }
            Some(whole_crate) => {
                let options = project.options(entry);
                compiled.become_crate(&options, &whole_crate.facts);
                files.extend(compiled.files);
            }
        }
        summaries.push(summary);
    }
    let lock = project.lock.as_ref().map(|lock| LockText {
        file: lock.file.clone(),
        text: print_lockfile(&names),
    });
    Ok(ProjectClient {
        files,
        summaries,
        lock,
    })
}

/// The time of the newest file among those given.
pub fn find_newest_time<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> Option<SystemTime> {
    files
        .into_iter()
        .filter_map(|file| file.metadata().ok()?.modified().ok())
        .max()
}
