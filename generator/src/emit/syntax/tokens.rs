//! Tokens on one line, with the blanks that rustfmt puts between them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

use super::{Part, Text};

/// The tokens on one line.
pub(super) fn flat(tokens: impl ToTokens) -> String {
    let mut line = Line::default();
    line.stream(tokens.into_token_stream());
    line.text
}

/// What stands before the next token.
#[derive(Default, Clone, PartialEq)]
enum Last {
    /// Nothing, or an opening bracket.
    #[default]
    Open,
    /// A word that is no keyword, or a literal.
    Word,
    /// A keyword, which never touches what follows.
    Keyword,
    /// A closing bracket.
    Close,
    /// An operator.
    Operator(String),
}

#[derive(Default)]
struct Line {
    text: String,
    last: Last,
    /// Whether the operator that is being read goes on.
    joint: bool,
    /// Whether the parameters of a closure are open.
    in_closure: bool,
}

impl Line {
    fn stream(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.group(group.delimiter(), group.stream()),
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Punct(punct) => {
                    self.punct(punct.as_char());
                    self.joint = punct.spacing() == Spacing::Joint;
                }
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, inside: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => ("", ""),
        };
        let touches = match &self.last {
            Last::Open => true,
            Last::Word | Last::Close => delimiter != Delimiter::Brace,
            Last::Keyword => false,
            Last::Operator(operator) => touches_next(operator) || ends_generics(operator),
        };
        self.gap(touches);
        let inner = without_last_comma(delimiter, flat(inside));
        let blank = if delimiter == Delimiter::Brace && !inner.is_empty() {
            " "
        } else {
            ""
        };
        self.text
            .push_str(&format!("{open}{blank}{inner}{blank}{close}"));
        self.last = Last::Close;
    }

    fn word(&mut self, word: &str) {
        let touches = match &self.last {
            Last::Open => true,
            Last::Word | Last::Keyword | Last::Close => false,
            Last::Operator(operator) => touches_next(operator),
        };
        self.gap(touches);
        self.text.push_str(word);
        self.last = if is_keyword(word) {
            Last::Keyword
        } else {
            Last::Word
        };
    }

    fn punct(&mut self, letter: char) {
        if let (Last::Operator(operator), true) = (&mut self.last, self.joint) {
            operator.push(letter);
            self.text.push(letter);
            // `&'a` and `<'a>` are two operators each.
            if letter == '\'' {
                *operator = "'".to_owned();
            }
            return;
        }
        if letter == '|' {
            return self.bar();
        }
        let touches = match (&self.last, letter) {
            (_, ',' | ';' | '?' | '>' | '!') | (Last::Open, _) => true,
            (Last::Word, ':') if self.text.ends_with("pub") => false,
            (Last::Keyword, ':' | '<' | '&' | '-' | '.' | '\'') => false,
            (Last::Word | Last::Close, '.' | ':' | '<') => true,
            (Last::Operator(last), _) => {
                touches_next(last) || (ends_generics(last) && letter == ':')
            }
            _ => false,
        };
        self.gap(touches);
        self.text.push(letter);
        self.last = Last::Operator(letter.to_string());
    }

    /// A bar around the parameters of a closure; bars between patterns are not
    /// printed here.
    fn bar(&mut self) {
        let opens = !self.in_closure;
        let touches = match &self.last {
            Last::Open => true,
            Last::Operator(operator) => touches_next(operator),
            Last::Word | Last::Keyword | Last::Close => false,
        };
        self.gap(touches || !opens);
        self.text.push('|');
        self.in_closure = opens;
        self.last = if opens { Last::Open } else { Last::Keyword };
    }

    fn gap(&mut self, touches: bool) {
        if !touches {
            self.text.push(' ');
        }
        self.joint = false;
    }
}

/// A comma at the end is for lists over several lines, and for tuples of one.
fn without_last_comma(delimiter: Delimiter, inside: String) -> String {
    let is_one = delimiter == Delimiter::Parenthesis && inside.matches(',').count() == 1;
    match inside.strip_suffix(',') {
        Some(rest) if !is_one => rest.to_owned(),
        Some(_) | None => inside,
    }
}

/// Whether an operator closes generic arguments.
fn ends_generics(operator: &str) -> bool {
    operator.ends_with('>') && !matches!(operator, "->" | "=>")
}

/// Whether an operator stands close to what follows.
fn touches_next(operator: &str) -> bool {
    matches!(
        operator,
        "::" | "." | "&" | "<" | "!" | "'" | "#" | ".." | "..=" | "-" | "?"
    )
}

/// Words that a blank follows, whatever comes.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "else"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "match"
            | "move"
            | "mut"
            | "return"
            | "dyn"
    )
}

/// Tokens between commas.
pub(super) fn arguments(tokens: TokenStream) -> Vec<Text<'static>> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => {
                parts.push(TokenStream::new())
            }
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| flat(part).into())
        .collect()
}

/// What stands between the braces of a macro, each with braces of its own.
pub(super) fn parts(tokens: TokenStream) -> Vec<Part<'static>> {
    let mut parts = Vec::new();
    let mut head = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let head = flat(std::mem::take(&mut head)).into();
                let entries = arguments(group.stream());
                parts.push(Part { head, entries });
            }
            token => head.extend([token]),
        }
    }
    parts
}
