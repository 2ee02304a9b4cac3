//! The `Link` header (RFC 8288 §3): where a related resource is.

use http::header::{HeaderMap, LINK};

/// The target of the first link of this relation. Links stand in one header or in
/// several, a link may have several relations, and targets and quoted values may hold
/// the commas and semicolons that otherwise separate.
pub(super) fn find_link<'h>(headers: &'h HeaderMap, relation: &str) -> Option<&'h str> {
    let texts = headers.get_all(LINK).iter();
    texts
        .filter_map(|value| value.to_str().ok())
        .find_map(|text| find_link_in_text(text, relation))
}

fn find_link_in_text<'h>(text: &'h str, relation: &str) -> Option<&'h str> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let end = find_outside_quotes(after, ',').unwrap_or(after.len());
        let (parameters, others) = after.split_at_checked(end)?;
        if has_relation(parameters, relation) {
            return Some(target.trim());
        }
        rest = others;
    }
    None
}

/// Whether the first `rel` of a link names the relation; later ones say nothing (RFC
/// 8288 §3.3).
fn has_relation(parameters: &str, relation: &str) -> bool {
    let mut rest = parameters;
    while let Some(start) = find_outside_quotes(rest, ';') {
        let after = rest.get(start + 1..).unwrap_or_default();
        let end = find_outside_quotes(after, ';').unwrap_or(after.len());
        let (parameter, others) = after.split_at_checked(end).unwrap_or((after, ""));
        if let Some((name, value)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("rel")
        {
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            return relations.any(|one| one.eq_ignore_ascii_case(relation));
        }
        rest = others;
    }
    false
}

/// Where a character stands that is not inside a quoted string.
fn find_outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if character == wanted && !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find_link_in_text;

    #[test]
    fn links_are_told_apart() {
        let find = |text| find_link_in_text(text, "next");
        let github = r#"<https://a/x?page=1>; rel="prev", <https://a/x?page=3>; rel="next""#;
        assert_eq!(find(github), Some("https://a/x?page=3"));
        assert_eq!(find("</x?a=1,2;3>; rel=next"), Some("/x?a=1,2;3"));
        let titled = r#"</1>; title="rel=next; a, \"b"; rel=prev,</2>;REL="last Next""#;
        assert_eq!(find(titled), Some("/2"));
        assert_eq!(find("</1>; rel=prev; rel=next"), None);
        assert_eq!(find("</1>; rel=nextish"), None);
        assert_eq!(find("</1; rel=next"), None);
        assert_eq!(find(""), None);
    }
}
