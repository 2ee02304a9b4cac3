//! The program that reads and writes values with the types of a generated crate.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Its source, but for the table.
const PROGRAM: &str = include_str!("program.rs.txt");

/// The text of the program for some types.
pub(crate) fn checking_program<'t>(types: impl Iterator<Item = &'t str>) -> String {
    let rows: Vec<String> = types.map(|ty| format!("    check::<{ty}>,\n")).collect();
    let count = rows.len();
    format!(
        "{PROGRAM}\nconst CHECKS: [Check; {count}] = [\n{}];\n",
        rows.concat()
    )
}

/// What the program says of one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// It was read and written as this.
    Kept(String),
    /// It was not read: the path and the whole reason.
    Refused(String, String),
    /// No answer came.
    Lost,
}

/// The answers in the order of the questions.
pub(crate) fn read_type_answers(file: &Path) -> io::Result<Vec<Answer>> {
    let text = std::fs::read(file)?;
    let text = String::from_utf8_lossy(&text);
    Ok(text.lines().map(parse_answer).collect())
}

fn parse_answer(line: &str) -> Answer {
    match line.split_once('\t') {
        Some(("kept", json)) => Answer::Kept(json.to_owned()),
        Some(("refused", rest)) => {
            let (path, reason) = rest.split_once('\t').unwrap_or((rest, ""));
            Answer::Refused(path.to_owned(), reason.to_owned())
        }
        _ => Answer::Lost,
    }
}
