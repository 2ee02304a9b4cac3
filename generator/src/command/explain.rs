//! `bindery explain CODE`.

use bindery::compare::ChangeKind;
use bindery::diagnostics::Code;

use super::{RunStatus, report};

/// Prints the explanation of a code.
pub(super) fn run_explain(code: &str) -> RunStatus {
    if let Some(kind) = ChangeKind::parse(code) {
        return report::print_output(&format!(
            "{}: {} ({})\n\n{}\n",
            kind.as_str(),
            kind.title(),
            kind.level().as_str(),
            kind.explanation()
        ));
    }
    let Some(code) = Code::parse(code) else {
        let codes = Code::ALL.iter().map(|code| code.as_str());
        let changes = ChangeKind::ALL.iter().map(|kind| kind.as_str());
        let known: Vec<&str> = codes.chain(changes).collect();
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
