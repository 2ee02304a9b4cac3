//! Names of files: what every file system takes and none confuses with another.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::words::Words;
use crate::limits::LONGEST_FILE_NAME;

/// Names of devices on Windows, with any ending
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
pub(super) const DEVICES: [&str; 24] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The words in ASCII, and few enough for a file's name: letters lose their marks, and
/// those that are none then become the number of their code point. What is equal to file
/// systems that fold case or compose letters is equal here, too, so that a scope sees it;
/// Rust takes no other names for modules in files of their own (E0754).
pub(super) fn make_portable_words(words: &Words) -> Words {
    let folded = words.snake();
    let folded = folded
        .chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    let mut ascii = String::new();
    for letter in folded.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            ascii.push(letter);
        } else {
            ascii.push_str(&format!("_u{:x}_", u32::from(letter)));
        }
    }
    Words::of(&ascii).within(LONGEST_FILE_NAME)
}

#[cfg(test)]
mod tests {
    use super::make_portable_words;
    use crate::rust::names::Words;

    #[test]
    fn names_of_files_are_short_and_ascii() {
        let long = "word ".repeat(60);
        let names = [
            ("carnês", "carnes"),
            ("Conexões", "conexoes"),
            ("ſ", "s"),
            ("Größe", "grosse"),
            ("订单", "u8ba2_u5355"),
            (
                long.as_str(),
                "word_word_word_word_word_word_word_word_word_word_word_word_word_word_word_word_word_word_word_word",
            ),
        ];
        for (name, file) in names {
            assert_eq!(
                make_portable_words(&Words::of(name)).snake(),
                file,
                "{name}"
            );
        }
        let word = "a".repeat(300);
        assert_eq!(make_portable_words(&Words::of(&word)).snake().len(), 100);
    }
}
