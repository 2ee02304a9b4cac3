//! Letters that are more than they look.

use std::borrow::Cow;

/// Whether anything that reads text takes the letter for the end of a line: Rust, TOML and
/// Markdown know LF and CR, editors and terminals those of Unicode Annex 14 as well.
pub(crate) fn is_line_break(letter: char) -> bool {
    matches!(
        letter,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a letter shows nothing and changes what is around it: control characters, and
/// those of Unicode Annex 9 that change the direction of text. With the latter code reads
/// as what it is not (CVE-2021-42574), which is why rustc refuses most of them. Also letters
/// that are blank or nothing to look at, in which texts are smuggled, but not the joiners U+200C
/// and U+200D, which Persian and emoji need.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || is_line_break(letter)
        || matches!(
            letter,
            '\u{AD}'
                | '\u{61C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// The text on one line: line breaks and tabs are blanks, other hidden letters are dropped.
pub(super) fn fold_to_one_line(text: &str) -> Cow<'_, str> {
    // nearly all lines are plain, and bytes are looked at faster than letters
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.contains(is_hidden) {
        return text.into();
    }
    let shown = |letter: char| match letter {
        '\t' => Some(' '),
        letter if is_line_break(letter) => Some(' '),
        letter => (!is_hidden(letter)).then_some(letter),
    };
    text.chars().filter_map(shown).collect()
}

/// What the runtime hides of what servers say.
#[cfg(test)]
#[allow(dead_code)]
#[path = "../../../runtime/src/letters.rs"]
mod runtime_letters;

#[cfg(test)]
mod tests {
    use super::is_hidden;
    use super::runtime_letters::is_hidden_letter;

    /// The runtime has no dependency on the compiler, and so a list of its own.
    #[test]
    fn documents_and_servers_hide_the_same_letters() {
        for letter in '\0'..=char::MAX {
            assert_eq!(is_hidden_letter(letter), is_hidden(letter), "{letter:?}");
        }
    }
}
