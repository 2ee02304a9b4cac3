//! `bindery-corpus results`: what all reports amount to, as one page.
//!
//! Each section says when it was written and with what. A section whose report is not given stays
//! as the page has it, so that costly trials need not be made for each page.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::stamp::{ask_date, ask_rustc};
use crate::{lossless, name_step, prism, spector, summary};

/// What is on the page.
#[derive(Args)]
pub(crate) struct ResultsArguments {
    /// The page
    #[arg(long, value_name = "FILE", default_value = "RESULTS.md")]
    output: PathBuf,
    /// A report that `run` wrote
    #[arg(long, value_name = "FILE")]
    run: Option<PathBuf>,
    /// A report that `lossless` wrote
    #[arg(long, value_name = "FILE")]
    lossless: Option<PathBuf>,
    /// A report that `prism` wrote
    #[arg(long, value_name = "FILE")]
    prism: Option<PathBuf>,
    /// A report that `spector` wrote
    #[arg(long, value_name = "FILE")]
    spector: Option<PathBuf>,
}

/// A section: its title, and what makes its text of a report.
type Section<'a> = (
    &'a str,
    &'a Option<PathBuf>,
    fn(&Path) -> io::Result<String>,
);

/// Writes the page.
pub(crate) fn write_results_page(arguments: &ResultsArguments) -> io::Result<()> {
    let sections: [Section<'_>; 4] = [
        (
            "Real documents, generated and compiled",
            &arguments.run,
            summary::describe_run_report,
        ),
        (
            "Values of schemas, read and written",
            &arguments.lossless,
            lossless::describe_lossless_report,
        ),
        (
            "Requests, judged by Prism",
            &arguments.prism,
            prism::describe_prism_report,
        ),
        (
            "Scenarios of TypeSpec, judged by Spector",
            &arguments.spector,
            spector::describe_spector_report,
        ),
    ];
    let old = fs::read_to_string(&arguments.output).unwrap_or_default();
    let stamp = format_stamp();
    let mut page = String::from(
        "# Results\n\n\
         Written by `bindery-corpus results` ([how](corpus/README.md)). What generating and compiling cost, \
         beside other tools, is in [benches/RESULTS.md](benches/RESULTS.md).\n",
    );
    for (title, report, describe) in sections {
        let text = match report {
            Some(report) => {
                let text = describe(report).map_err(name_step(report.display()))?;
                Some(format!("{stamp}\n\n{}", text.trim_end()))
            }
            None => find_section(&old, title).map(str::to_owned),
        };
        if let Some(text) = text {
            page.push_str(&format!("\n## {title}\n\n{text}\n"));
        }
    }
    fs::write(&arguments.output, page).map_err(name_step(arguments.output.display()))
}

/// The text below a title, as the page has it.
fn find_section<'p>(page: &'p str, title: &str) -> Option<&'p str> {
    let mut parts = page.split("\n## ").skip(1);
    parts.find_map(|part| Some(part.strip_prefix(title)?.strip_prefix('\n')?.trim()))
}

/// When it was written, and with what.
fn format_stamp() -> String {
    let (date, rustc) = (ask_date(), ask_rustc());
    format!("{date}, bindery {}, {rustc}.", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::find_section;

    #[test]
    fn sections_are_found_by_their_titles() {
        let page = "# Results\n\nText.\n\n## One\n\nfirst\n\n- a\n\n## One more\n\nsecond\n";
        assert_eq!(find_section(page, "One"), Some("first\n\n- a"));
        assert_eq!(find_section(page, "One more"), Some("second"));
        assert_eq!(find_section(page, "Two"), None);
    }
}
