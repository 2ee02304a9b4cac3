//! `bindery-corpus spector`: whether generated clients pass the scenarios by which
//! [TypeSpec](https://github.com/microsoft/typespec/tree/main/packages/http-specs) judges
//! generators.
//!
//! Node.js makes OpenAPI documents of the specifications. Each request that a scenario
//! expects becomes a call of a generated method, whose typed arguments are read from the
//! expected values, and is sent to the mock server. A scenario passes when the server says
//! so and each answer, read and written again, is what the server sent.

mod coverage;
mod expected;
mod export;
mod judge;
mod route;
mod rows;
mod scenario;
mod tally;
mod texts;
mod trial;

use std::io;
use std::path::PathBuf;

use clap::Args;

use self::coverage::SpectorServer;
use self::tally::ScenarioRecord;
pub(crate) use self::tally::describe_spector_report;
use crate::report;
use crate::run::is_absent;
use crate::slot::{Bench, Slot, remove_if_any};

/// What the program needs of the runtime.
const FEATURES: [&str; 3] = ["blocking", "reqwest", "testing"];

/// Arguments of `spector`.
#[derive(Args)]
pub(crate) struct SpectorArguments {
    /// Take only specifications whose folder contains this; may be repeated
    #[arg(long, value_name = "SUBSTRING")]
    only: Vec<String>,
    /// The folder of `export.mjs` and of the packages that `.ci/spector-tools` installs
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/spector"))]
    tools: PathBuf,
    /// The list of scenarios that do not simply pass, `expected.tsv`, and overlays that correct documents
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/spector"))]
    expected: PathBuf,
    /// Write what became of each scenario to this file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    bench: Bench,
}

/// Tries all specifications and prints counts by group. Tells whether each scenario went as
/// the list says.
pub(crate) fn run_spector(arguments: &SpectorArguments) -> io::Result<bool> {
    if is_absent(&arguments.tools.join("node_modules")) {
        return Ok(true);
    }
    let exemptions = expected::read_exemptions(&arguments.expected.join("expected.tsv"))?;
    let slot = Slot::new(&arguments.bench, 0)?;
    let folder = arguments.bench.scratch().join("spector");
    remove_if_any(&folder)?;
    export::export_specifications(&arguments.tools, &folder, &arguments.only)?;
    let server = SpectorServer::start(&arguments.tools, &arguments.bench.scratch())?;
    let url = server.url();
    let specifications = export::read_specifications(&slot, &folder, &arguments.expected, &url)?;
    slot.prepare_driver(&FEATURES)?;
    let mut failures = Vec::new();
    for specification in &specifications {
        failures.push(trial::try_specification(
            &slot,
            specification,
            &url,
            &exemptions,
        )?);
        slot.clear()?;
    }
    let accepted = server.list_passed_scenarios()?;
    let mut records = Vec::new();
    for (specification, failures) in specifications.iter().zip(failures) {
        for (scenario, failure) in specification.scenarios.iter().zip(failures) {
            let is_accepted = accepted.contains(&scenario.name);
            records.push(ScenarioRecord::new(
                &specification.name,
                &scenario.name,
                is_accepted,
                failure,
                &exemptions,
            ));
        }
    }
    write_report(arguments, &records)?;
    print!("{}", tally::describe_groups(&records));
    let mut surprises = tally::describe_surprises(&records);
    if arguments.only.is_empty() {
        surprises.extend(tally::describe_strangers(&records, &exemptions));
    }
    for surprise in &surprises {
        println!("{surprise}");
    }
    Ok(surprises.is_empty())
}

/// Writes the records of this run, in the place of those of another.
fn write_report(arguments: &SpectorArguments, records: &[ScenarioRecord]) -> io::Result<()> {
    let Some(path) = &arguments.report else {
        return Ok(());
    };
    remove_if_any(path)?;
    let mut file = report::open_report(path)?;
    records
        .iter()
        .try_for_each(|record| report::add_record(&mut file, record))
}
