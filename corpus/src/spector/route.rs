//! Which operation of which document a request is for.

use serde_json::Value;

use super::export::SpecDocument;
use super::scenario::ExpectedRequest;
use crate::prism::plan::Operation;

/// An operation that a request is for.
pub(super) struct Route {
    /// Which of the documents.
    pub(super) document: usize,
    /// Which of its operations.
    pub(super) operation: usize,
    /// The path of the server, variables filled in.
    pub(super) base: String,
    /// The texts that stand for path parameters, by name.
    pub(super) texts: Vec<(String, String)>,
}

/// Finds the operation of a request: of the document whose version stands in the path, else
/// of the newest one that has it; of several the one whose template says most of the path.
pub(super) fn find_route(
    documents: &[SpecDocument],
    operations: &[Vec<Operation>],
    request: &ExpectedRequest,
) -> Option<Route> {
    let path = request.path();
    let mut routes = Vec::new();
    for (document, listed) in operations.iter().enumerate() {
        let source = &documents.get(document)?.source;
        let server = find_server_path(source);
        for (index, operation) in listed.iter().enumerate() {
            if !is_method(operation, request) || !gives_answer(operation, request) {
                continue;
            }
            let template = [server.as_str(), &operation.path].concat();
            let texts = match_template(&template, &path)
                .or_else(|| match_template(template.strip_suffix('/')?, &path));
            let Some(texts) = texts else { continue };
            let base = fill_template(&server, &texts);
            let version = source.pointer("/info/version").and_then(Value::as_str);
            let names_version = texts.iter().any(|(_, text)| Some(text.as_str()) == version);
            let rank = (names_version, count_fixed_signs(&template), document);
            routes.push((
                rank,
                Route {
                    document,
                    operation: index,
                    base,
                    texts,
                },
            ));
        }
    }
    routes.sort_by_key(|(rank, _)| *rank);
    routes.pop().map(|(_, route)| route)
}

fn is_method(operation: &Operation, request: &ExpectedRequest) -> bool {
    operation.http.eq_ignore_ascii_case(&request.method)
}

/// Whether a method gives the answer as it comes, where it is a stream, and whole where it
/// is none.
fn gives_answer(operation: &Operation, request: &ExpectedRequest) -> bool {
    let Some(body) = &request.answer.body else {
        return true;
    };
    let streams = ["text/event-stream", "application/jsonl"];
    let is_stream = streams.contains(&body.media_type.as_str());
    is_stream == (gives_events(operation) || gives_lines(operation))
}

pub(super) fn gives_events(operation: &Operation) -> bool {
    let gives = operation.gives.as_deref();
    gives.is_some_and(|gives| gives.ends_with("events"))
}

pub(super) fn gives_lines(operation: &Operation) -> bool {
    operation.gives.as_deref() == Some("lines")
}

/// The path of the document's first server: what follows its host, or the variable that
/// stands for scheme and host.
fn find_server_path(source: &Value) -> String {
    let url = source.pointer("/servers/0/url").and_then(Value::as_str);
    let url = url.unwrap_or_default();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.find('/').and_then(|at| rest.get(at..));
    rest.unwrap_or_default().trim_end_matches('/').to_owned()
}

/// A piece of a template.
enum Piece<'t> {
    Fixed(&'t str),
    Variable(&'t str),
}

fn split_template(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((fixed, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        pieces.extend([Piece::Fixed(fixed), Piece::Variable(name)]);
        rest = after;
    }
    pieces.push(Piece::Fixed(rest));
    pieces
}

/// The texts of a template's variables in a path, none of them empty. The last variable
/// may hold `/`.
fn match_template(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut texts = Vec::new();
    let mut rest = path;
    let mut open: Option<&str> = None;
    for piece in split_template(template) {
        match piece {
            Piece::Variable(name) => open = Some(name),
            Piece::Fixed(fixed) => {
                let Some(name) = open.take() else {
                    rest = rest.strip_prefix(fixed)?;
                    continue;
                };
                let end = if fixed.is_empty() {
                    rest.len()
                } else {
                    rest.find(fixed)?
                };
                let (text, after) = rest.split_at_checked(end)?;
                if text.is_empty() {
                    return None;
                }
                texts.push((name.to_owned(), text.to_owned()));
                rest = after.strip_prefix(fixed)?;
            }
        }
    }
    rest.is_empty().then_some(texts)
}

fn fill_template(template: &str, texts: &[(String, String)]) -> String {
    let fill = |piece| match piece {
        Piece::Fixed(fixed) => fixed,
        Piece::Variable(name) => {
            let found = texts.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, text)| text.as_str())
        }
    };
    split_template(template).into_iter().map(fill).collect()
}

fn count_fixed_signs(template: &str) -> usize {
    let pieces = split_template(template).into_iter();
    let signs = pieces.map(|piece| match piece {
        Piece::Fixed(fixed) => fixed.len(),
        Piece::Variable(_) => 0,
    });
    signs.sum()
}

#[cfg(test)]
mod tests {
    use super::{count_fixed_signs, fill_template, match_template};

    fn texts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn templates_take_the_texts_of_their_variables() {
        let found = match_template("/a/{b}/c{d}", "/a/1/c;d=2,3");
        assert_eq!(found, Some(texts(&[("b", "1"), ("d", ";d=2,3")])));
        assert_eq!(match_template("/a/{b}/c", "/a//c"), None);
        assert_eq!(match_template("/a/{b}", "/b/1"), None);
        assert_eq!(
            match_template("/a/{b}", "/a/1/2"),
            Some(texts(&[("b", "1/2")]))
        );
    }

    #[test]
    fn templates_are_filled_and_measured() {
        let version = texts(&[("version", "v2")]);
        assert_eq!(
            fill_template("/api/{version}/x", &version),
            "/api/v2/x".to_owned()
        );
        assert_eq!(count_fixed_signs("/api/{version}/x"), 7);
    }
}
