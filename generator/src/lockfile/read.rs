//! The text of the file → names.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use super::line::{LockedLine, parse_line};
use super::merge::add_line;
use super::{EDITION, GRAMMAR, GRAMMAR_WITH_BOXES, Lockfile};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::rust::LockedApi;

/// Reads the file, if there is one.
///
/// # Errors
///
/// If it cannot be read, or is not a lock that this version of bindery knows.
pub fn read_lockfile(
    file: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Lockfile>, Reported> {
    match std::fs::read_to_string(file) {
        Ok(text) => parse_lockfile(file, &text, diagnostics).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("the lock cannot be read: {error}");
            let place = Place::File(file.to_path_buf());
            Err(diagnostics.error(Diagnostic::new(Code::LockInvalid, place, message)))
        }
    }
}

/// Reads the text of a file. What git leaves of a conflict is taken together.
///
/// # Errors
///
/// If it is not a lock that this version of bindery knows, or its lines contradict each
/// other.
pub fn parse_lockfile(
    file: &Path,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Lockfile, Reported> {
    let mut reader = LockReader {
        file,
        lockfile: Lockfile::default(),
        lines: BTreeMap::new(),
        module: String::new(),
        is_base: false,
        has_header: false,
        knows_boxes: true,
    };
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(finding) = reader.read_line(number, line.trim()) {
            diagnostics.push(finding);
        }
    }
    if !reader.has_header {
        let place = Place::File(file.to_path_buf());
        let finding = Diagnostic::new(Code::LockInvalid, place, "this is no lock of bindery");
        diagnostics.push(finding.help(DELETE_TO_RENEW));
    }
    diagnostics.checked(reader.lockfile)
}

const DELETE_TO_RENEW: &str = "delete the file to have all names given anew, or take an earlier \
     version of it from git";

struct LockReader<'f> {
    file: &'f Path,
    lockfile: Lockfile,
    /// Where each name of a module was met, to show both lines that claim it.
    lines: BTreeMap<(String, String), (usize, String)>,
    module: String,
    /// Whether git shows what both sides of a conflict had before.
    is_base: bool,
    has_header: bool,
    /// Whether the file says which fields are boxed.
    knows_boxes: bool,
}

impl LockReader<'_> {
    fn read_line(&mut self, number: usize, line: &str) -> Option<Diagnostic> {
        let is_marker = |marker: &str| line.starts_with(marker);
        if is_marker("|||||||") {
            self.is_base = true;
        }
        if is_marker("=======") || is_marker(">>>>>>>") {
            self.is_base = false;
        }
        let is_conflict = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
            .into_iter()
            .any(is_marker);
        if is_conflict || self.is_base || line.is_empty() || line.starts_with('#') {
            return None;
        }
        match line.split_once(' ') {
            Some(("lock", rest)) => self.read_header(number, rest),
            Some(("api", module)) => {
                module.clone_into(&mut self.module);
                let api = self.lockfile.apis.entry(module.to_owned()).or_default();
                api.knows_boxes = self.knows_boxes;
                None
            }
            _ => match parse_line(line) {
                Ok(parsed) => self.add(number, parsed),
                Err(fault) => Some(self.report(number, fault)),
            },
        }
    }

    fn read_header(&mut self, number: usize, rest: &str) -> Option<Diagnostic> {
        self.has_header = true;
        let words: Vec<&str> = rest.split(' ').collect();
        let version = |word: Option<&&str>| word.and_then(|word| word.parse::<u32>().ok());
        let grammar = version(words.first());
        // Of two sides of a conflict the older one knows less.
        self.knows_boxes &= grammar.is_some_and(|version| version >= GRAMMAR_WITH_BOXES);
        let known = grammar.is_some_and(|version| version <= GRAMMAR)
            && version(words.get(2)).is_some_and(|edition| edition <= EDITION);
        (!known).then(|| {
            let message = "the lock was written by a newer bindery";
            self.report(number, message.to_owned())
                .help("install that version of bindery")
        })
    }

    fn add(&mut self, number: usize, line: LockedLine) -> Option<Diagnostic> {
        let place = line.place().to_owned();
        if let LockedLine::Header(..) = line {
            let api = self.lockfile.apis.entry(self.module.clone()).or_default();
            // Of headers several may be said.
            return add_line(api, line)
                .err()
                .map(|fault| self.report(number, fault));
        }
        let name = match &line {
            LockedLine::Operation(_, one) => one.name.clone(),
            LockedLine::Type(_, ty) | LockedLine::Former(_, ty) | LockedLine::Own(_, ty) => {
                ty.name.clone()
            }
            LockedLine::Header(name, _) => name.clone(),
        };
        let api: &mut LockedApi = self.lockfile.apis.entry(self.module.clone()).or_default();
        if let Err(other) = add_line(api, line) {
            let message = format!("`{name}` is called {other} in an earlier line");
            let finding = self.report(number, message);
            return Some(finding.help("keep one of the two lines, as a conflict left both"));
        }
        let key = (self.module.clone(), name.clone());
        let met = self.lines.entry(key).or_insert((number, place.clone()));
        if met.1 == place {
            return None;
        }
        let first = Place::Position(self.file.to_path_buf(), met.0, 1);
        let message = format!("the name `{name}` belongs to another place as well");
        let finding = self.report(number, message).label(first, "the other line");
        Some(finding.help("delete one of the two lines; it is written anew with a name of its own"))
    }

    fn report(&self, number: usize, message: String) -> Diagnostic {
        let place = Place::Position(self.file.to_path_buf(), number, 1);
        Diagnostic::new(Code::LockInvalid, place, message)
    }
}
