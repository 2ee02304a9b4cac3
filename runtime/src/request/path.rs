//! Path templates (OAS 3.1 §4.8.8.2): literal text and `{expressions}`.

use crate::params::EscapeSet;

/// A template that has been filled in.
pub(super) struct Filled<'a> {
    /// The path, escaped, beginning with `/`.
    pub(super) path: String,
    /// The fixed query of the template, without its `?`; mostly empty.
    pub(super) query: &'a str,
    /// Whether a value made a segment `.` or `..`, which URLs resolve away.
    pub(super) dots: bool,
}

/// Fills in a template; `value` gives the escaped text of an expression.
pub(super) fn fill_path_template<'a, 'v>(
    template: &'a str,
    value: impl Fn(&str) -> &'v str,
) -> Filled<'a> {
    // A fragment only tells operations apart; it never travels.
    let template = template.split('#').next().unwrap_or(template);
    let (template, query) = template.split_once('?').unwrap_or((template, ""));
    let mut path = String::with_capacity(template.len() + 32);
    if !template.starts_with('/') {
        path.push('/');
    }
    expand_template(template, &value, &mut path);
    let dots = template.contains('{') && path.split('/').any(is_dot_segment);
    Filled { path, query, dots }
}

fn expand_template<'v>(template: &str, value: &impl Fn(&str) -> &'v str, path: &mut String) {
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        path.push_str(&EscapeSet::Template.apply(literal));
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        path.push_str(value(name));
        rest = after;
    }
    path.push_str(&EscapeSet::Template.apply(rest));
}

/// Dot segments are removed by every URL parser, also when they are escaped
/// (WHATWG URL, "double-dot URL path segment").
pub(super) fn is_dot_segment(segment: &str) -> bool {
    let after_one = |text| cut_dot(text).map(str::is_empty);
    let after_two = |text| cut_dot(text).and_then(after_one);
    after_one(segment) == Some(true) || after_two(segment) == Some(true)
}

/// What stands behind a dot.
fn cut_dot(text: &str) -> Option<&str> {
    let dots = [".", "%2e", "%2E"];
    dots.iter().find_map(|dot| text.strip_prefix(dot))
}
