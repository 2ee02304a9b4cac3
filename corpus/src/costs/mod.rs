//! `bindery-corpus costs`: what generating and compiling cost, beside other tools.
//!
//! Each tool makes a crate of each document; each crate is checked and built
//! alone, after all it depends on. All cheap phases come before the dear ones,
//! and each result is kept as it comes, so that a run of any length leaves a
//! table, and the next one goes on where it was stopped.

mod record;
mod subject;
mod table;
mod tools;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use self::record::{CostRecord, PHASES, Phase, PhaseResult, Records};
use self::subject::{CostSubject, count_rust_lines};
use self::tools::{ALL, Programs, Tool};
use crate::messages;
use crate::name_step;
use crate::report;
use crate::slot::{Bench, remove_if_any};

/// Arguments of `costs`.
#[derive(Args)]
pub(crate) struct CostsArguments {
    /// Documents, in the order in which they are tried
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// The results to add to [default: costs.jsonl in the scratch folder]
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
    /// Write the tables to this file, else they are printed
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// A folder that holds, or will hold, the other tools [default: tools in the scratch folder]
    #[arg(long, value_name = "FOLDER")]
    tools: Option<PathBuf>,
    /// Measure only this tool; may be repeated
    #[arg(long = "tool", value_name = "TOOL")]
    only: Vec<Tool>,
    /// Measure only up to this phase
    #[arg(long, value_name = "PHASE", default_value = "program")]
    until: Phase,
    /// Programs to measure the size of: DOCUMENT/TOOL.rs calls one operation of the crate `subject`
    #[arg(long, value_name = "FOLDER")]
    programs: Option<PathBuf>,
    /// Measure nothing, only write the tables
    #[arg(long)]
    only_table: bool,
    /// Forget what is known of bindery, which has changed
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    bench: Bench,
}

/// Measures what is not yet known, and writes the tables.
pub(crate) fn run_costs(arguments: &CostsArguments) -> io::Result<()> {
    let scratch = arguments.bench.scratch().join("costs");
    fs::create_dir_all(&scratch).map_err(name_step(scratch.display()))?;
    let path = arguments.results.clone();
    let path = path.unwrap_or_else(|| scratch.join("costs.jsonl"));
    let file = report::open_report(&path)?;
    let mut records = Records::read(&path)?;
    if arguments.again {
        records.forget_ours();
    }
    if !arguments.only_table {
        measure_all(arguments, &scratch, &mut records, file)?;
    }
    write_cost_tables(arguments, &records)
}

fn write_cost_tables(arguments: &CostsArguments, records: &Records) -> io::Result<()> {
    let names: Vec<String> = arguments
        .documents
        .iter()
        .map(|path| name_of_document(path))
        .collect();
    let text = table::format_cost_page(&names, records);
    match &arguments.table {
        Some(path) => fs::write(path, text).map_err(name_step(path.display())),
        None => {
            println!("{text}");
            Ok(())
        }
    }
}

fn measure_all(
    arguments: &CostsArguments,
    scratch: &Path,
    records: &mut Records,
    mut file: File,
) -> io::Result<()> {
    let scratch = scratch.canonicalize()?;
    fs::write(
        scratch.join("Cargo.toml"),
        "[workspace]\nexclude = [\"crates\"]\n",
    )?;
    let tools = arguments.tools.clone();
    let programs = Programs {
        bindery: arguments.bench.bindery()?,
        runtime: arguments.bench.runtime()?,
        installed: tools.unwrap_or_else(|| arguments.bench.scratch().join("tools")),
    };
    let is_wanted = |tool: &Tool| arguments.only.is_empty() || arguments.only.contains(tool);
    let wanted: Vec<Tool> = ALL.into_iter().filter(is_wanted).collect();
    for tool in &wanted {
        tool.install(&programs)?;
    }
    let shop = Shop {
        arguments,
        programs,
        scratch,
    };
    for phase in PHASES.into_iter().filter(|phase| *phase <= arguments.until) {
        for document in &arguments.documents {
            for tool in wanted.iter().copied() {
                let document_name = name_of_document(document);
                if records.error(&document_name, tool).is_none()
                    && records.get(&document_name, tool, phase).is_none()
                    && (phase != Phase::Program || shop.program(&document_name, tool).is_some())
                {
                    let record = shop.measure(document, tool, phase)?;
                    println!("{}", table::format_cost_line(&record));
                    report::add_record(&mut file, &record)?;
                    records.insert(record);
                }
            }
        }
        write_cost_tables(arguments, records)?;
    }
    Ok(())
}

/// What every measurement needs.
struct Shop<'a> {
    arguments: &'a CostsArguments,
    programs: Programs,
    scratch: PathBuf,
}

impl Shop<'_> {
    fn measure(&self, document: &Path, tool: Tool, phase: Phase) -> io::Result<CostRecord> {
        let name = name_of_document(document);
        let folder = self.scratch.join("crates").join(tool.folder()).join(&name);
        let trial = match phase {
            Phase::Generate => self.generate(document, tool, &folder)?,
            Phase::Check | Phase::Debug | Phase::Release | Phase::Program => {
                self.compile(&name, tool, &folder, phase)?
            }
        };
        let is_there = folder.join("src").is_dir();
        Ok(CostRecord {
            tool,
            title: tool.title(),
            document: name,
            phase,
            usage: trial.usage,
            lines: if is_there {
                count_rust_lines(&folder)?
            } else {
                0
            },
            size: trial.size,
            error: trial.error,
        })
    }

    /// The program that is to be measured, if there is one.
    fn program(&self, document: &str, tool: Tool) -> Option<PathBuf> {
        let programs = self.arguments.programs.as_ref()?.join(document);
        let source = programs.join(tool.folder()).with_extension("rs");
        source.is_file().then_some(source)
    }

    fn generate(&self, document: &Path, tool: Tool, folder: &Path) -> io::Result<PhaseResult> {
        remove_if_any(folder)?;
        let document = document.canonicalize()?;
        let outputs = self.outputs();
        let outputs = (outputs.0.as_path(), outputs.1.as_path());
        let limits = self.arguments.bench.limits();
        let measurement = tool.generate(&self.programs, &document, folder, limits, outputs)?;
        let error = match measurement.succeeded() {
            true => None,
            false => Some(messages::last_words(outputs.0, outputs.1, &measurement)?),
        };
        Ok(PhaseResult::new(&measurement, error))
    }

    fn compile(
        &self,
        document: &str,
        tool: Tool,
        folder: &Path,
        phase: Phase,
    ) -> io::Result<PhaseResult> {
        let outputs = self.outputs();
        let subject = CostSubject {
            folder: folder.to_path_buf(),
            target: self.scratch.join("target").join(tool.folder()),
            limits: self.arguments.bench.limits(),
            outputs: (&outputs.0, &outputs.1),
        };
        let program = self.program(document, tool);
        match program.filter(|_| phase == Phase::Program) {
            Some(source) => subject.program(&source),
            None => subject.measure(phase),
        }
    }

    fn outputs(&self) -> (PathBuf, PathBuf) {
        (self.scratch.join("stdout"), self.scratch.join("stderr"))
    }
}

/// What a document is called in the results: its file's name.
fn name_of_document(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
