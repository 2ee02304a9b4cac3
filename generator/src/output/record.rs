//! The record of what bindery wrote into a folder: its file `.bindery`.
//!
//! One line a file, sorted: a hash of the text, and the path. Whoever merges two
//! branches may leave lines of both in it, and marks of the conflict: a file is as it
//! was written if any line says so, and what is no line of a file says nothing.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::MARK;
use super::plan::CRATE_CONFIG;
use crate::emit::GeneratedFiles;
use crate::fnv::hash_bytes;

/// Name of the record.
pub(super) const RECORD: &str = ".bindery";

/// Which files bindery wrote, by their paths, with the hash of each text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenFiles(BTreeMap<String, Vec<u64>>);

impl WrittenFiles {
    /// Takes in the lines of a record.
    pub(super) fn read(&mut self, record: &str) {
        for (hash, name) in record.lines().filter_map(parse_record_line) {
            self.0.entry(name.to_owned()).or_default().push(hash);
        }
    }

    /// Whether bindery wrote a file of this path.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether a file is as bindery wrote it.
    pub(super) fn is_intact(&self, name: &str, text: &[u8]) -> bool {
        let written = self.0.get(name);
        written.is_some_and(|hashes| hashes.contains(&hash_text(text)))
    }

    /// The paths of all files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// The record of files.
pub(super) fn format_record(files: &GeneratedFiles) -> String {
    let mut text = format!("# {MARK}: what it wrote here, and may replace and remove.\n");
    for (name, content) in files.iter().filter(|(name, _)| *name != CRATE_CONFIG) {
        text.push_str(&format!("{:016x} {name}\n", hash_text(content.as_bytes())));
    }
    text
}

/// A line's hash and path. The record may come from anybody, and the text of a foreign
/// file may be known: a path that leads out of the folder is none, nor is one of a kind
/// that bindery never writes, such as `.git/HEAD` or `LICENSE`.
pub(super) fn parse_record_line(line: &str) -> Option<(u64, &str)> {
    let (hash, name) = line.split_once(' ')?;
    let hash = u64::from_str_radix(hash, 16).ok()?;
    let is_plain = |step: Component<'_>| match step {
        Component::Normal(step) => !step.to_string_lossy().starts_with('.'),
        _ => false,
    };
    let is_inside = Path::new(name).components().all(is_plain);
    let is_ours =
        name.ends_with(".rs") || ["Cargo.toml", "README.md", CRATE_CONFIG].contains(&name);
    (is_inside && is_ours && !name.contains(['\\', ':'])).then_some((hash, name))
}

/// What a text is known by. Carriage returns do not count, because Git adds them on
/// Windows.
pub(super) fn hash_text(text: &[u8]) -> u64 {
    hash_bytes(text.iter().copied().filter(|byte| *byte != b'\r'))
}

#[cfg(test)]
mod tests {
    use super::{GeneratedFiles, WrittenFiles, format_record};

    fn files(texts: &[(&str, &str)]) -> GeneratedFiles {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        texts.iter().map(owned).collect()
    }

    #[test]
    fn what_was_written_is_known_again() {
        let mut written = WrittenFiles::default();
        written.read(&format_record(&files(&[
            ("a b.rs", "a\n"),
            ("src/lib.rs", "b\n"),
        ])));
        assert_eq!(
            written.names().collect::<Vec<_>>(),
            ["a b.rs", "src/lib.rs"]
        );
        assert!(written.is_intact("src/lib.rs", b"b\n"));
        assert!(written.is_intact("src/lib.rs", b"b\r\n"));
        assert!(!written.is_intact("src/lib.rs", b"c\n"));
        assert!(!written.has("lib.rs"));
    }

    #[test]
    fn a_merged_record_says_what_both_said() {
        let (ours, theirs) = (
            files(&[("x.rs", "1"), ("y.rs", "")]),
            files(&[("x.rs", "2")]),
        );
        let merged = format!(
            "<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
            format_record(&ours),
            format_record(&theirs)
        );
        let mut written = WrittenFiles::default();
        written.read(&merged);
        assert!(written.is_intact("x.rs", b"1") && written.is_intact("x.rs", b"2"));
        assert_eq!(written.names().collect::<Vec<_>>(), ["x.rs", "y.rs"]);
    }

    #[test]
    fn a_record_reaches_nothing_outside() {
        let mut written = WrittenFiles::default();
        written.read("1 ../x.rs\n1 /etc/x.rs\n1 a/../../x.rs\n1 C:\\x.rs\n1 ..\\x.rs\n");
        written.read("1 \nz x.rs\n1 ./a.rs\n");
        assert_eq!(written, WrittenFiles::default());
    }

    #[test]
    fn a_record_names_no_files_that_are_never_written() {
        let mut written = WrittenFiles::default();
        written.read("1 .git/HEAD\n1 LICENSE\n1 .git/hooks/a.rs\n1 a/Cargo.toml\n1 .x.rs\n");
        assert_eq!(written, WrittenFiles::default());
    }
}
