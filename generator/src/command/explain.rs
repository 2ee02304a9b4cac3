//! `bindery explain CODE`.

use bindery::diagnostics::Code;

use super::{Status, report};

/// Prints the explanation of a code.
pub(super) fn run(code: &str) -> Status {
    let Some(code) = Code::parse(code) else {
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        return Status::Misused(format!(
            "there is no code `{code}`; there are {}",
            known.join(", ")
        ));
    };
    report::print(&format!(
        "{}: {}\n\n{}\n",
        code.as_str(),
        code.title(),
        code.explanation().trim_end()
    ))
}
