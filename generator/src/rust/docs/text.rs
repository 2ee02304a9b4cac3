//! Text inside Markdown: escapes, bare URLs, HTML tags.

use super::wrap::guard_block_start;
use crate::printable::WebLink;

/// Plain text, such as a title, as Markdown on one line.
pub(crate) fn plain_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    guard_block_start(&escape_doc_markup(&words.join(" "), false))
}

/// Escapes what rustdoc would take for markup, and puts bare URLs into angle
/// brackets if `urls` says so.
pub(super) fn escape_doc_markup(text: &str, urls: bool) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        match next_url(rest).filter(|_| urls) {
            Some((before, url)) => {
                escape_words(before, &mut clean);
                match WebLink::new(url) {
                    Some(link) => clean.push_str(&format!("<{link}>")),
                    // An address that cannot be shown as a link is text, and may hold markup.
                    None => escape_words(url, &mut clean),
                }
                rest = rest.get(before.len() + url.len()..).unwrap_or_default();
            }
            None => {
                escape_words(rest, &mut clean);
                rest = "";
            }
        }
    }
    clean
}

/// What stands before the first URL, and that URL.
fn next_url(text: &str) -> Option<(&str, &str)> {
    // most texts have none, and a letter is looked for much faster than a word
    if !text.contains(':') {
        return None;
    }
    let start = [text.find("http://"), text.find("https://")]
        .into_iter()
        .flatten()
        .min()?;
    let (before, from) = text.split_at(start);
    let stop = |letter: char| letter.is_whitespace() || "<>\"'`[]{}|\\^()".contains(letter);
    let end = from.find(stop).unwrap_or(from.len());
    let url = from
        .get(..end)?
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    (url.len() > "https://".len()).then_some((before, url))
}

fn escape_words(text: &str, clean: &mut String) {
    if !text.contains(may_need_escape) {
        clean.push_str(text);
        return;
    }
    let letters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied();
    for (index, &letter) in letters.iter().enumerate() {
        let before = at(index.checked_sub(1));
        let after = at(index.checked_add(1));
        if needs_escape(letter, before, after) {
            clean.push('\\');
        }
        clean.push(letter);
    }
}

fn may_need_escape(letter: char) -> bool {
    matches!(letter, '[' | ']' | '`' | '~' | '*' | '_' | '<' | '\\' | '&')
}

fn needs_escape(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let is_blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
    match letter {
        '[' | ']' | '`' | '~' => true,
        '*' => !(is_blank(before) && is_blank(after)),
        '_' => !(is_word(before) && is_word(after)),
        // what follows a text may be anything, so that at its end the bracket is escaped
        '<' => !after
            .is_some_and(|after| after == '=' || after.is_ascii_digit() || after.is_whitespace()),
        '\\' => after.is_some_and(|after| after.is_ascii_punctuation()) || is_blank(after),
        '&' => after.is_some_and(|after| after == '#' || after.is_ascii_alphabetic()),
        _ => false,
    }
}

/// Tags of HTML inside a word or a sentence.
const INLINE: [&str; 16] = [
    "a", "b", "big", "code", "del", "em", "font", "i", "img", "s", "small", "span", "strong",
    "sub", "sup", "u",
];

/// Tags of HTML that begin or end a line.
const BLOCK: [&str; 28] = [
    "blockquote",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The text without HTML tags: those of HTML are dropped, others are somebody's
/// placeholders and stay.
pub(super) fn without_tags(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once('<') {
        plain.push_str(before);
        let (inside, after) = from.split_once('>').unwrap_or((from, ""));
        let name = find_html_tag(inside);
        if BLOCK.contains(&name.as_str()) || inside.starts_with('!') {
            plain.push(' ');
        } else if !INLINE.contains(&name.as_str()) {
            plain.push_str(&format!("<{inside}>"));
        }
        rest = after;
    }
    plain.push_str(rest);
    plain.replace('\n', " ")
}

/// The name of a tag, from what stands between `<` and `>`.
fn find_html_tag(inside: &str) -> String {
    let name = inside.trim_start_matches('/').to_lowercase();
    let letters = name.chars().take_while(char::is_ascii_alphanumeric);
    letters.collect()
}
