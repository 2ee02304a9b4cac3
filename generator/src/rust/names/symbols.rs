//! The words that symbols stand for.

use std::borrow::Cow;

/// Spells the signs at both ends of a name: `+1`, `-name`, `A+`, `C++`.
pub(super) fn spell_signs(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.starts_with(is_sign) && !text.ends_with(is_sign) {
        return text.into();
    }
    let head = text.len() - text.trim_start_matches(is_sign).len();
    let (head, rest) = text.split_at(head);
    let (middle, tail) = rest.split_at(rest.trim_end_matches(is_sign).len());
    format!("{} {middle} {}", spell_all(head), spell_all(tail)).into()
}

/// Spells every symbol that has a word.
pub(super) fn spell_all(text: &str) -> String {
    let mut spelled = String::new();
    for letter in text.chars() {
        match name_symbol(letter) {
            Some(word) => {
                spelled.push(' ');
                spelled.push_str(word);
                spelled.push(' ');
            }
            None => spelled.push(letter),
        }
    }
    spelled
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '+' | '-')
}

fn name_symbol(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '+' => "plus",
        '-' => "minus",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "hash",
        '$' => "dollar",
        '@' => "at",
        '?' => "question",
        '~' => "tilde",
        '^' => "caret",
        '_' => "underscore",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '\'' | '"' => "quote",
        '`' => "backtick",
        '€' => "euro",
        '£' => "pound",
        '°' => "degree",
        _ => return None,
    })
}
