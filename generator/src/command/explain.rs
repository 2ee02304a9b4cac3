//! `bindery explain CODE`.

use bindery::diagnostics::Code;

use super::{RunStatus, report};

/// Prints the explanation of a code.
pub(super) fn run_explain(code: &str) -> RunStatus {
    let Some(code) = Code::parse(code) else {
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        return RunStatus::Misused(format!(
            "there is no code `{code}`; there are {}",
            known.join(", ")
        ));
    };
    report::print_output(&format!(
        "{}: {}\n\n{}\n",
        code.as_str(),
        code.title(),
        code.explanation().trim_end()
    ))
}
