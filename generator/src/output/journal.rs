//! The journal of a switch: which files change places, and how.
//!
//! It is written when all new texts and all old files lie aside and nothing has changed
//! places yet, and goes when everything has. A run that finds one knows that the run
//! before was ended in between, and what it has to put back.

use super::record::{RECORD, hash_text, parse_record_line};

/// What a switch does at the path of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileChange {
    /// Puts a file where nothing was.
    Added,
    /// Puts a file into the place of another.
    Replaced,
    /// Takes a file away.
    Removed,
}

impl FileChange {
    const ALL: [Self; 3] = [Self::Added, Self::Replaced, Self::Removed];

    const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Replaced => "replaced",
            Self::Removed => "removed",
        }
    }
}

/// One file that changes places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JournalEntry {
    /// What happens at its path.
    pub change: FileChange,
    /// The path below the output folder.
    pub name: String,
    /// Hash of the text that is put there; of none if the file is removed.
    hash: u64,
}

impl JournalEntry {
    /// An entry for a path and the text that is put there.
    pub(super) fn new(change: FileChange, name: &str, new_text: &str) -> Self {
        Self {
            change,
            name: name.to_owned(),
            hash: hash_text(new_text.as_bytes()),
        }
    }

    /// Whether a text is the one that the switch puts there.
    pub(super) fn is_new_text(&self, text: &[u8]) -> bool {
        self.hash == hash_text(text)
    }
}

/// A line for each file: what happens, the hash, the path.
pub(super) fn format_journal(entries: &[JournalEntry]) -> String {
    let line = |entry: &JournalEntry| {
        let word = entry.change.word();
        format!("{word} {:016x} {}\n", entry.hash, entry.name)
    };
    entries.iter().map(line).collect()
}

/// The entries of a journal. Like a record it may come from anybody, so a path at which
/// bindery never writes is passed over.
pub(super) fn read_journal(text: &str) -> Vec<JournalEntry> {
    text.lines().filter_map(parse_journal_line).collect()
}

fn parse_journal_line(line: &str) -> Option<JournalEntry> {
    let (word, rest) = line.split_once(' ')?;
    let change = FileChange::ALL.into_iter().find(|one| one.word() == word)?;
    let (hash, name) = match rest.split_once(' ')? {
        (hash, RECORD) => (u64::from_str_radix(hash, 16).ok()?, RECORD),
        _ => parse_record_line(rest)?,
    };
    let name = name.to_owned();
    Some(JournalEntry { change, name, hash })
}

#[cfg(test)]
mod tests {
    use super::{FileChange, JournalEntry, format_journal, read_journal};

    #[test]
    fn a_journal_is_read_as_it_was_written() {
        let entries = [
            JournalEntry::new(FileChange::Added, ".bindery", "# record\n"),
            JournalEntry::new(FileChange::Replaced, "src/a b.rs", "new"),
            JournalEntry::new(FileChange::Removed, "Cargo.toml", ""),
        ];
        assert_eq!(read_journal(&format_journal(&entries)), entries);
    }

    #[test]
    fn a_journal_reaches_nothing_outside() {
        let text = "removed 1 ../x.rs\nadded 1 /etc/x.rs\nadded 1 .git/x.rs\nadded 1 LICENSE\n\
            moved 1 x.rs\nadded x.rs\nadded\n\n";
        assert_eq!(read_journal(text), []);
    }
}
