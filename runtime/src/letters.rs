//! Letters that show nothing and change how what is around them is shown. Servers choose what
//! errors repeat, and errors end up in terminals and logs.

use std::borrow::Cow;

/// Whether a letter shows nothing and changes what is around it: control characters, other
/// breaks of lines (Unicode Annex 14), and those that change the direction of text (Annex 9),
/// with which a text reads as what it is not (CVE-2021-42574); and those that are blank or
/// nothing to look at, in which texts are smuggled. Not the joiners U+200C and U+200D, which
/// Persian and emoji need. Bindery has the same list for what documents say, and a test of its
/// `printable/letters.rs` compares the two.
pub(crate) fn is_hidden_letter(letter: char) -> bool {
    letter.is_control()
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
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// The text with U+FFFD in place of each hidden letter. Line feeds stay: who writes a text for
/// people breaks its lines, and folds what it quotes onto one before.
pub(crate) fn replace_hidden_letters(text: &str) -> Cow<'_, str> {
    let is_unfit = |letter: char| letter != '\n' && is_hidden_letter(letter);
    if !text.contains(is_unfit) {
        return text.into();
    }
    text.replace(is_unfit, "\u{FFFD}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_replaced() {
        for letter in [
            "\u{1b}", "\t", "\u{85}", "\u{2028}", "\u{202e}", "\u{2067}", "\u{feff}",
        ] {
            let text = format!("one{letter}two\nthree");
            assert_eq!(replace_hidden_letters(&text), "one\u{FFFD}two\nthree");
        }
        assert!(matches!(
            replace_hidden_letters("plain: ä 漢 😀\n"),
            Cow::Borrowed(_)
        ));
    }
}
