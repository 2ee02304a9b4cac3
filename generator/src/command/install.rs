//! What belongs to an installation: completions for shells, and pages of the manual.

use clap::CommandFactory as _;

use super::{Arguments, RunStatus, report};

/// Prints what lets a shell complete the command.
pub(super) fn print_completions(shell: clap_complete::Shell) -> RunStatus {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "bindery", &mut text);
    report::print_output(&String::from_utf8_lossy(&text))
}

/// Prints a page of the manual: of the command, or of one of its subcommands.
pub(super) fn print_manual(subcommand: Option<&str>) -> RunStatus {
    let mut all = Arguments::command();
    // Flags of the command hold for each of its subcommands.
    all.build();
    let page = match subcommand {
        None => Some(all.clone()),
        Some(name) => all.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        let name = subcommand.unwrap_or_default();
        return RunStatus::Misused(format!("there is no subcommand `{name}`"));
    };
    let mut text = Vec::new();
    match clap_mangen::Man::new(page).render(&mut text) {
        Ok(()) => report::print_output(&String::from_utf8_lossy(&text)),
        Err(error) => RunStatus::Misused(format!("the page cannot be written: {error}")),
    }
}
