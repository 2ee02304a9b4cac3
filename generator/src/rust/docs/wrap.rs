//! Breaks paragraphs into lines.

/// Breaks at blanks so that no line is wider than `width`, where words allow.
/// No line begins with what Markdown takes for a list, heading or quote.
pub(super) fn wrap_at_blanks(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let empty = || String::with_capacity(text.len().min(width));
    let mut line = empty();
    let mut columns = 0;
    for word in text.split_whitespace() {
        let wide = word.chars().count();
        if columns > 0 && columns + 1 + wide > width && may_begin(word) {
            lines.push(std::mem::replace(&mut line, empty()));
            columns = 0;
        }
        if columns > 0 {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += wide;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Whether a line may begin with the word and still be plain text.
pub(super) fn may_begin(word: &str) -> bool {
    let digits = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = digits.len() < word.len() && matches!(digits, "." | ")");
    let only = |letters: &[char]| word.trim_start_matches(letters).is_empty();
    let fence = word.starts_with("```") || word.starts_with("~~~");
    // at the start of a line HTML counts even inside of code
    let html = word.starts_with('<') && !word.starts_with("<http");
    !numbered
        && !fence
        && !html
        && !word.starts_with('>')
        && !only(&['-', '+', '*', '#', '=', '_', '|', ':'])
}

/// A text that begins a block, with its first letter escaped where Markdown
/// would take it for more than text.
pub(super) fn guard_block_start(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let digits = first.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let marker = first.starts_with('#')
        || first.starts_with('>')
        || first.starts_with("==")
        || first.starts_with("--")
        || first.starts_with('|')
        || matches!(first, "-" | "+" | "*");
    if marker {
        format!("\\{text}")
    } else if digits.len() < first.len() && (digits == "." || digits == ")") {
        let number = first.len() - digits.len();
        let (number, rest) = text.split_at_checked(number).unwrap_or((text, ""));
        format!("{number}\\{rest}")
    } else {
        text.to_owned()
    }
}
