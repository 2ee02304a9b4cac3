//! The program that reads and writes values with the types of a generated crate.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Its source, but for the table.
const PROGRAM: &str = r##"//! Reads one value a line, with the number of its type before it, and answers.

use std::io::{BufRead, BufReader, Write};

use bindery_runtime::json::{Decode, Encode, from_json, to_json};
use corpus_subject::types;

/// The value as it is written again, or where and why it is not read. A null
/// belongs to the place that uses a type, not to the type.
fn check<T: Decode + Encode>(json: &str) -> Result<String, (String, String)> {
    match from_json::<Option<T>>(json) {
        Ok(value) => Ok(to_json(&value)),
        Err(error) => Err((error.path(), error.to_string())),
    }
}

type Check = fn(&str) -> Result<String, (String, String)>;

fn answers(input: &str, output: &mut impl Write, checks: &[Check]) -> std::io::Result<()> {
    for line in BufReader::new(std::fs::File::open(input)?).lines() {
        let line = line?;
        let (index, json) = line.split_once('\t').unwrap_or_default();
        let check = index.parse().ok().and_then(|index: usize| checks.get(index));
        match check.map(|check| check(json)) {
            Some(Ok(json)) => writeln!(output, "kept\t{json}")?,
            Some(Err((path, reason))) => writeln!(output, "refused\t{path}\t{}", reason.replace('\n', " | "))?,
            None => writeln!(output, "unknown")?,
        }
    }
    output.flush()
}

fn main() -> std::io::Result<()> {
    let input = std::env::args().nth(1).unwrap_or_default();
    let run = move || answers(&input, &mut std::io::BufWriter::new(std::io::stdout()), &CHECKS);
    // unoptimised frames are large, and schemas nest
    let thread = std::thread::Builder::new().stack_size(1 << 28).spawn(run)?;
    thread.join().unwrap_or_else(|_| Err(std::io::Error::other("a check panicked")))
}
"##;

/// The text of the program for some types.
pub(crate) fn program<'t>(types: impl Iterator<Item = &'t str>) -> String {
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
pub(crate) fn answers(file: &Path) -> io::Result<Vec<Answer>> {
    let text = std::fs::read(file)?;
    let text = String::from_utf8_lossy(&text);
    Ok(text.lines().map(answer).collect())
}

fn answer(line: &str) -> Answer {
    match line.split_once('\t') {
        Some(("kept", json)) => Answer::Kept(json.to_owned()),
        Some(("refused", rest)) => {
            let (path, reason) = rest.split_once('\t').unwrap_or((rest, ""));
            Answer::Refused(path.to_owned(), reason.to_owned())
        }
        _ => Answer::Lost,
    }
}
