//! Items in the text of generated files: where they are, and what is shown of them.

use std::collections::HashMap;

use bindery::emit::GeneratedFiles;
use serde::Serialize;

/// Where an item stands in the generated code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CodePlace {
    /// The file.
    pub file: String,
    /// The line that names the item, from 1.
    pub line: usize,
}

/// Where types and methods stand, by their names.
#[derive(Debug, Default)]
pub(crate) struct CodeIndex {
    types: HashMap<String, CodePlace>,
    methods: HashMap<String, (CodePlace, String)>,
}

impl CodeIndex {
    /// Looks through the files of a crate once.
    pub(crate) fn read(files: &GeneratedFiles) -> Self {
        let mut index = Self::default();
        for (file, text) in files {
            let place = |line: usize| CodePlace {
                file: file.clone(),
                line: line + 1,
            };
            let lines = text.lines().enumerate();
            if file.starts_with("src/types") {
                for (number, line) in lines {
                    if let Some(name) = read_type_name(line) {
                        index.types.entry(name).or_insert_with(|| place(number));
                    }
                }
            } else if file.starts_with("src/operations") {
                let all: Vec<&str> = text.lines().collect();
                for (number, line) in lines {
                    // Methods of the client are one step in; functions of other types too, but
                    // none has the name of an operation's method before that method does.
                    if let Some(name) = read_method_name(line) {
                        let signature = join_signature(all.iter().skip(number).copied());
                        let found = || (place(number), signature);
                        index.methods.entry(name).or_insert_with(found);
                    }
                }
            }
        }
        index
    }

    pub(crate) fn find_type(&self, name: &str) -> Option<&CodePlace> {
        self.types.get(name)
    }

    /// A method of the client, with its signature in one line.
    pub(crate) fn find_method(&self, name: &str) -> Option<&(CodePlace, String)> {
        self.methods.get(name)
    }
}

fn read_type_name(line: &str) -> Option<String> {
    let line = line.trim_start();
    let kinds = ["pub struct ", "pub enum ", "pub type "];
    let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
    Some(take_name(rest))
}

fn read_method_name(line: &str) -> Option<String> {
    line.strip_prefix("    pub fn ").map(take_name)
}

fn take_name(text: &str) -> String {
    let is_part = |letter: &char| letter.is_alphanumeric() || matches!(letter, '_' | '#');
    text.chars().take_while(is_part).collect()
}

/// `name(argument: Type) -> Answer`, however many lines it has.
fn join_signature<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    let mut signature = String::new();
    for line in lines {
        let line = line.trim();
        let (part, is_last) = match line.strip_suffix('{') {
            Some(part) => (part.trim_end(), true),
            None => (line, false),
        };
        if !signature.is_empty() && !signature.ends_with('(') && !part.starts_with(')') {
            signature.push(' ');
        }
        signature.push_str(part);
        if is_last {
            break;
        }
    }
    let signature = signature.replace(",)", ")").replace("&self, ", "");
    let signature = signature.replace("&self", "");
    signature.trim_start_matches("pub fn ").to_owned()
}

/// An item with its documentation and attributes, moved to the left edge.
pub(crate) fn cut_item(text: &str, line: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let named = line.checked_sub(1)?;
    let head = lines.get(named)?;
    let indent = head.get(..head.len() - head.trim_start().len())?;
    let is_before = |line: &&&str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    };
    let before = lines.iter().take(named).rev().take_while(is_before).count();
    let is_function = head.trim_start().starts_with("pub fn ");
    let mut shown = Vec::new();
    for (number, line) in lines.iter().enumerate().skip(named - before) {
        let line = line.strip_prefix(indent).unwrap_or(line);
        if line.starts_with("#[inline]") {
            continue;
        }
        shown.push(line);
        let is_end = line.ends_with(';') || line == "}" || line.ends_with("{}");
        if number >= named && (is_end || (is_function && line.ends_with('{'))) {
            break;
        }
    }
    let mut item = shown.join("\n");
    if item.ends_with('{') {
        item.push_str(" … }");
    }
    Some(item)
}
