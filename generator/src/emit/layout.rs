//! Makes text of one item, laid out as rustfmt would lay it out.

use proc_macro2::TokenStream;

/// The widest line that rustfmt leaves alone.
const WIDTH: usize = 100;

/// The item's text, formatted.
pub(super) fn item(tokens: TokenStream) -> String {
    let fallback = tokens.to_string();
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => spaced(joined(&prettyplease::unparse(&file))),
        // Text that is no Rust shows itself to the compiler, with its place.
        Err(_) => fallback,
    }
}

/// An empty line between the functions of an `impl`.
fn spaced(text: Vec<String>) -> String {
    let mut lines = Vec::new();
    let mut source = text.into_iter().peekable();
    while let Some(line) = source.next() {
        let ends = line == "    }";
        lines.push(line);
        let next_ends = source.peek().is_none_or(|next| next.starts_with('}'));
        if ends && !next_ends {
            lines.push(String::new());
        }
    }
    lines.join("\n")
}

/// prettyplease breaks lines at 89 columns and rustfmt at 100: signatures,
/// variants and arms that fit into the latter stand on one line.
fn joined(text: &str) -> Vec<String> {
    let source: Vec<&str> = text.trim_end().lines().collect();
    let mut lines = Vec::new();
    let mut rest = source.as_slice();
    while let Some((first, others)) = rest.split_first() {
        match one_line(first, others) {
            Some((line, used)) => {
                lines.push(line);
                rest = others.get(used..).unwrap_or_default();
            }
            None => {
                lines.push((*first).to_owned());
                rest = others;
            }
        }
    }
    lines
}

/// What `first` and some lines after it are on one line, and how many these are.
fn one_line(first: &str, others: &[&str]) -> Option<(String, usize)> {
    let opener = Opener::of(first)?;
    let indent = indent(first);
    let end = others
        .iter()
        .position(|line| self::indent(line) <= indent)?;
    let (inside, closing) = (others.get(..end)?, others.get(end)?);
    if inside.iter().any(|line| self::indent(line) != indent + 4) {
        return None;
    }
    let inside: Vec<&str> = inside.iter().map(|line| line.trim()).collect();
    let line = match opener {
        Opener::Arm => match inside.as_slice() {
            [only] => format!("{}{only},", first.strip_suffix('{')?),
            _ => return None,
        },
        Opener::List => {
            let inside = inside.join(" ");
            format!(
                "{first}{}{}",
                inside.strip_suffix(',').unwrap_or(&inside),
                closing.trim()
            )
        }
    };
    (line.chars().count() <= WIDTH).then_some((line, end + 1))
}

/// What begins on a line and goes on below.
enum Opener {
    /// An arm of a `match`.
    Arm,
    /// The arguments of a function, or what a variant holds.
    List,
}

impl Opener {
    fn of(line: &str) -> Option<Self> {
        let text = line.trim_start();
        let variant = text.starts_with(char::is_uppercase) && !text.contains([' ', ':']);
        if text.ends_with(" => {") {
            Some(Self::Arm)
        } else if text.ends_with('(') && (text.starts_with("pub fn ") || variant) {
            Some(Self::List)
        } else {
            None
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
