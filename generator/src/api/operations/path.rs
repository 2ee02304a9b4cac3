//! Path templates.

/// The template as it is appended to a server's URL: a fragment, which some
/// authors use to tell equal paths apart, never travels.
pub(super) fn on_the_wire(path: &str) -> String {
    let end = path.find('#').unwrap_or(path.len());
    path.get(..end).unwrap_or(path).to_owned()
}

/// The variables of a template, each once.
pub(super) fn variables(path: &str) -> Vec<&str> {
    let mut variables = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !variables.contains(&name)
        {
            variables.push(name);
        }
    }
    variables
}
