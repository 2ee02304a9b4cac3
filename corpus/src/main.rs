//! `bindery-corpus`: tries the compiler on folders of real documents.
//!
//! Drives the `bindery` command and Cargo as processes, as a user would, and
//! knows nothing of the compiler's inside. Only `random` calls the library: it
//! compiles a hundred thousand documents. Unix only: it asks the system for limits
//! and for the usage of process trees.
//!
//! Exit status: 0 when all went as it should, 1 when `compare` found something worse,
//! `negative` or `random` a document that was mishandled, `scale` one that takes too much,
//! `recorded` answers or `suite` instances that were not read or not kept,
//! `spector` a scenario that did not go as expected; 2 when the command
//! itself could not do its work.

mod compare;
mod costs;
mod documents;
mod evolve;
#[path = "../../generator/tests/support/growth.rs"]
mod growth;
mod lossless;
mod measure;
mod messages;
mod negative;
mod pages;
mod prism;
mod random;
mod record;
mod recorded;
mod report;
mod results;
mod run;
mod scale;
mod series;
mod server;
mod slot;
mod spector;
mod stamp;
mod standard;
mod suite;
mod summary;
mod trial;
mod version;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Generates and compiles a crate for each document of a corpus, and keeps score.
#[derive(Parser)]
#[command(name = "bindery-corpus", version)]
enum Arguments {
    /// Generates, checks and lints a crate for each document
    Run(run::RunArguments),
    /// Tries whether generated types keep every value of each schema
    Lossless(lossless::LosslessArguments),
    /// Runs documents that must be refused or repaired, never mishandled
    Negative(negative::NegativeArguments),
    /// Measures what generating and compiling cost, beside other tools
    Costs(costs::CostsArguments),
    /// Counts the operations whose pages are walked
    Pages(pages::PagesArguments),
    /// Calls operations through generated clients, with Prism as the judge
    Prism(prism::PrismArguments),
    /// Compiles small random documents, each of which has to end well
    Random(random::RandomArguments),
    /// Measures documents that are made to be large, at several sizes
    Scale(scale::ScaleArguments),
    /// Reads recorded answers of real servers with generated clients
    Recorded(recorded::RecordedArguments),
    /// Reads and writes the instances of the JSON Schema Test Suite
    Suite(suite::SuiteArguments),
    /// Calls the scenarios of TypeSpec's HTTP specifications, with Spector as the judge
    Spector(spector::SpectorArguments),
    /// Compiles programs that use all of one version against the next one
    Evolve(evolve::EvolveArguments),
    /// Writes one page of what reports amount to
    Results(results::ResultsArguments),
    /// Prints the summary of a report
    Summary {
        /// A report that `run` wrote
        report: PathBuf,
    },
    /// Tells what got better and what got worse between two reports
    Compare {
        /// The report before
        old: PathBuf,
        /// The report after
        new: PathBuf,
    },
    /// Runs a command under limits and prints what it used
    #[command(hide = true)]
    Measure(measure::MeasureArguments),
}

fn main() -> ExitCode {
    let answer = match Arguments::parse() {
        Arguments::Run(arguments) => run::run_corpus(&arguments).map(|()| true),
        Arguments::Lossless(arguments) => lossless::run_lossless(&arguments).map(|()| true),
        Arguments::Costs(arguments) => costs::run_costs(&arguments).map(|()| true),
        Arguments::Negative(arguments) => negative::run_negative(&arguments),
        Arguments::Scale(arguments) => scale::run_scale(&arguments),
        Arguments::Pages(arguments) => pages::count_page_walks(&arguments).map(|()| true),
        Arguments::Prism(arguments) => prism::run_prism(&arguments).map(|()| true),
        Arguments::Random(arguments) => random::run_random(&arguments),
        Arguments::Recorded(arguments) => recorded::run_recorded(&arguments),
        Arguments::Evolve(arguments) => evolve::run_evolve(&arguments),
        Arguments::Spector(arguments) => spector::run_spector(&arguments),
        Arguments::Suite(arguments) => suite::run_suite(&arguments),
        Arguments::Results(arguments) => results::write_results_page(&arguments).map(|()| true),
        Arguments::Summary { report } => summary::print_run_summary(&report).map(|()| true),
        Arguments::Compare { old, new } => compare::compare_reports(&old, &new),
        Arguments::Measure(arguments) => measure::run_measured(&arguments).map(|()| true),
    };
    match answer {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Says what was being done when an error came.
fn name_step(what: impl ToString) -> impl FnOnce(io::Error) -> io::Error {
    let what = what.to_string();
    move |error| io::Error::new(error.kind(), format!("{what}: {error}"))
}
