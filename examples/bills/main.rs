//! Reads bills: costs by service, region and day, consumption page by page, as tables, CSV, JSON or
//! a page with charts.
//!
//! Without credentials a server inside this program answers with the examples of the documents:
//!
//! ```text
//! cargo run --example bills
//! cargo run --example bills -- --from 2026-01-01 --daily --html bills.html
//! ```

mod access;
mod bill;
mod costs;
mod history;
mod options;
mod output;
mod page;
mod samples;
mod server;
mod usage;

use std::error::Error;
use std::process::ExitCode;

use access::Access;
use bill::Bill;
use clap::Parser as _;
use options::{Options, Period};
use usage::Usage;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::parse();
    let period = options.period()?;
    let demo = server::start().await?;
    let access = Access::from_env(&demo.uri());
    eprintln!("{access}\n");

    let (bill, usage, failures) = read_bill(&access, period, options.daily).await?;
    if let Some(file) = &options.html {
        std::fs::write(file, page::print_page(&bill, period)?)?;
        eprintln!("{} is written", file.display());
    }
    if options.csv {
        print!("{}", output::print_csv(&bill)?);
    } else if options.json {
        println!("{:#}", output::make_json(&bill, &usage));
    } else if options.html.is_none() {
        print_tables(&bill, &usage, period);
    }
    if let (true, false, false, Some(client)) = (
        access.is_demo(),
        options.csv,
        options.json,
        access.virtuozzo()?,
    ) {
        eprintln!(
            "A failure, typed\n{}",
            history::failure(&client, period).await
        );
    }
    // What could be read is shown; what could not makes the run fail.
    for failure in &failures {
        eprintln!("error: {failure}");
    }
    Ok(if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Everything that can be read, and why the rest cannot.
async fn read_bill(
    access: &Access,
    period: Period,
    daily: bool,
) -> Result<(Bill, Usage, Vec<Box<dyn Error>>), Box<dyn Error>> {
    let (mut bill, mut usage, mut failures) = (Bill::default(), Usage::default(), Vec::new());
    if let Some(client) = access.cloud()? {
        match costs::read(&client, period, daily).await {
            Ok(charges) => bill.charges.extend(charges),
            Err(error) => failures.push(error),
        }
        match usage::read(&client, period).await {
            Ok(read) => usage = read,
            Err(error) => failures.push(error),
        }
    }
    if let Some(client) = access.virtuozzo()? {
        match history::read(&client, access.session(), period).await {
            Ok(charges) => bill.charges.extend(charges),
            Err(error) => failures.push(error),
        }
    }
    Ok((bill, usage, failures))
}

fn print_tables(bill: &Bill, usage: &Usage, period: Period) {
    println!(
        "Costs from {} to {} by service and region",
        period.from, period.to
    );
    println!(
        "{}\n{}\n",
        output::cost_table(bill),
        bill.summary().join("; ")
    );
    println!(
        "Costs by day, where providers say one\n{}\n",
        output::day_table(bill)
    );
    println!(
        "Consumption\n{}\n{} resources, {} without a quantity\n",
        output::usage_table(usage),
        usage.resources,
        usage.unmeasured
    );
}
