//! The fenced blocks of a page.

/// A block of code.
pub(crate) struct Block {
    /// The first word behind the fence, without what follows a comma: `rust`, `console`.
    pub(crate) language: String,
    /// The file that its text is written to: where a line with its name stands before it,
    /// "`bindery.toml`:".
    pub(crate) file: Option<String>,
    pub(crate) text: String,
    /// The line of its fence.
    pub(crate) line: usize,
}

pub(crate) fn read_blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut before = "";
    for (index, line) in page.lines().enumerate() {
        let fence = line.strip_prefix("```");
        match (open.as_mut(), fence) {
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some(block), _) => block.text.push_str(&format!("{line}\n")),
            (None, Some(info)) => {
                let file = before
                    .strip_prefix('`')
                    .and_then(|it| it.strip_suffix("`:"));
                let language = info.split(',').next().unwrap_or_default();
                before = "";
                open = Some(Block {
                    language: language.to_owned(),
                    file: file.filter(|name| !name.contains('/')).map(str::to_owned),
                    text: String::new(),
                    line: index + 1,
                });
            }
            (None, None) if !line.is_empty() => before = line,
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block has no end");
    blocks
}

/// A command of a console block, and what it prints.
pub(crate) struct Session {
    pub(crate) command: String,
    pub(crate) printed: String,
}

pub(crate) fn read_sessions(text: &str) -> Vec<Session> {
    let mut sessions: Vec<Session> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), sessions.last_mut()) {
            (Some(command), _) => sessions.push(Session {
                command: command.to_owned(),
                printed: String::new(),
            }),
            (None, Some(session)) => session.printed.push_str(&format!("{line}\n")),
            (None, None) => panic!("`{line}` is printed by nothing"),
        }
    }
    sessions
}

/// The words of a command; single quotes hold blanks.
pub(crate) fn split_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words
}

/// Whether a text is what a page shows; `…` stands for anything, on a line of its own for any
/// lines.
pub(crate) fn is_shown_as(text: &str, shown: &str) -> bool {
    let shown = shown.replace("\n…\n", "\n…");
    let shown = match shown.strip_prefix("…\n") {
        Some(rest) => format!("…{rest}"),
        None => shown,
    };
    let mut parts = shown.split('…');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.is_empty()
}

#[test]
fn what_is_left_out_may_be_anything() {
    assert!(is_shown_as("a 12\nb\nc\n", "a …\nb\nc\n"));
    assert!(is_shown_as("a\nb\nc\n", "…\nb\n…\n"));
    assert!(is_shown_as("a\nc\n", "a\n…\nc\n"));
    assert!(!is_shown_as("a\nb\n", "a\n"));
    assert!(!is_shown_as("a\nb\n", "…\nc\n"));
    assert!(!is_shown_as("", "a\n"));
}
