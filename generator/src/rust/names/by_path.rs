//! Names of operations that have none, of method and path, as a person would choose them:
//! `GET /pets/{id}` is `get_pet`, `GET /pets` is `list_pets`, `POST /pets` is `create_pet`.
//!
//! Of these two alone: what the response is may change, and the name must not.

use super::Words;

/// What a segment stands for that is no part of what is named.
const BASES: [&str; 3] = ["api", "rest", "public"];

/// Words that say what is done, at the end of a path: `POST /pets/{id}/activate`.
const ACTIONS: [&str; 72] = [
    "accept",
    "activate",
    "approve",
    "archive",
    "assign",
    "attach",
    "authorize",
    "calculate",
    "cancel",
    "capture",
    "clone",
    "close",
    "complete",
    "confirm",
    "convert",
    "copy",
    "deactivate",
    "decline",
    "detach",
    "disable",
    "download",
    "duplicate",
    "enable",
    "estimate",
    "execute",
    "export",
    "finalize",
    "finish",
    "generate",
    "import",
    "invite",
    "invoke",
    "lock",
    "login",
    "logout",
    "mark",
    "merge",
    "move",
    "open",
    "pause",
    "ping",
    "preview",
    "process",
    "publish",
    "query",
    "refresh",
    "register",
    "reject",
    "remove",
    "rename",
    "reopen",
    "resend",
    "reset",
    "restart",
    "restore",
    "resume",
    "retry",
    "revoke",
    "rotate",
    "run",
    "search",
    "send",
    "start",
    "stop",
    "submit",
    "subscribe",
    "sync",
    "unlock",
    "unsubscribe",
    "upload",
    "validate",
    "verify",
];

/// Of these those that a GET does as well; the others may be names of things.
const ACTIONS_OF_GET: [&str; 6] = ["download", "export", "ping", "preview", "search", "verify"];

/// Plurals of which there is one each.
const NO_LISTS: [&str; 6] = [
    "credentials",
    "details",
    "preferences",
    "settings",
    "stats",
    "statistics",
];

/// A part of a path.
#[derive(Clone)]
enum PathPart {
    /// Words that stand there as they are.
    Fixed(Words),
    /// A parameter.
    Variable(Words),
}

/// What an operation without an id may be called, the shortest first.
pub(super) fn name_by_path(method: &str, path: &str) -> Vec<Words> {
    let parts = split_path(path);
    let bases = parts.iter().take_while(|part| is_base(part)).count();
    let short = parts.get(bases..).unwrap_or_default();
    // `/v1` alone is what is named.
    let short = if short.is_empty() { &parts } else { short };
    let mut names = vec![name_parts(method, short), name_parts(method, &parts)];
    names.dedup();
    names
}

/// What a path is about: its first part that is neither a parameter nor says where the API is,
/// such as a version, without what stands behind a dot or colon.
pub(in crate::rust) fn find_path_resource(path: &str) -> Option<String> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.find_map(|segment| {
        let ends = segment.char_indices().skip(1);
        let end = ends
            .into_iter()
            .find(|(_, one)| matches!(one, '.' | ':' | '{' | '?' | '#'));
        let name = segment.get(..end.map_or(segment.len(), |(at, _)| at))?;
        let words = Words::of(name);
        let is_number = words
            .snake()
            .chars()
            .all(|one| one.is_ascii_digit() || one == '_');
        let is_other = name.starts_with('{') || is_number || is_base(&PathPart::Fixed(words));
        (!is_other).then(|| name.to_owned())
    })
}

fn split_path(path: &str) -> Vec<PathPart> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = Vec::new();
    for segment in path.split('/') {
        for (index, part) in segment.split(['{', '}']).enumerate() {
            let words = Words::of(part);
            if words.is_empty() {
                continue;
            }
            // Every second part stands between braces.
            parts.push(if index % 2 == 1 {
                PathPart::Variable(words)
            } else {
                PathPart::Fixed(words)
            });
        }
    }
    parts
}

/// Whether a part says where the API is, not what of it is named.
fn is_base(part: &PathPart) -> bool {
    let PathPart::Fixed(words) = part else {
        return false;
    };
    let text = words.snake();
    let version = text.strip_prefix('v');
    let is_version = version.is_some_and(|rest| rest.starts_with(|one: char| one.is_ascii_digit()));
    is_version || BASES.contains(&text.as_str())
}

fn name_parts(method: &str, parts: &[PathPart]) -> Words {
    let method = method.to_lowercase();
    let is_item = matches!(parts.last(), Some(PathPart::Variable(_)));
    let fixed = |part: &PathPart| matches!(part, PathPart::Fixed(_));
    // A path of nothing but parameters is named after them.
    if !parts.iter().any(fixed) {
        let last = parts.last().map(|part| match part {
            PathPart::Fixed(words) | PathPart::Variable(words) => words.clone(),
        });
        let verb = Words::of(verb_of_item(&method));
        return verb.then(&last.unwrap_or_else(|| Words::of("root")));
    }
    if !is_item
        && let Some((PathPart::Fixed(last), before)) = parts.split_last()
        && is_action(last, &method)
    {
        // What is searched for stays many: `search_pets`, but `activate_pet`.
        let (action, rest) = last.split_first();
        return action.then(&name_things(before)).then(&rest);
    }
    if is_item {
        return Words::of(verb_of_item(&method)).then(&name_things(parts));
    }
    let things = name_things(parts);
    let single = things.singular().filter(|_| !things.ends_with(&NO_LISTS));
    match (method.as_str(), single) {
        ("get", Some(_)) => Words::of("list").then(&things),
        ("post", Some(single)) => Words::of("create").then(&single),
        ("post", None) if parts.len() > 1 => Words::of("create").then(&things),
        ("get" | "post", None) => Words::of(&method).then(&things),
        _ => Words::of(verb_of_item(&method)).then(&things),
    }
}

/// What a part does, if it is no thing.
fn is_action(last: &Words, method: &str) -> bool {
    let first = last.snake();
    let first = first.split('_').next().unwrap_or_default();
    match method {
        "get" => ACTIONS_OF_GET.contains(&first),
        "post" | "put" | "patch" => ACTIONS.contains(&first),
        _ => false,
    }
}

/// The things that a path goes through; those of which a parameter chooses one in the
/// singular.
fn name_things(parts: &[PathPart]) -> Words {
    let mut things = Words::default();
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        let PathPart::Fixed(words) = part else {
            continue;
        };
        let is_chosen = matches!(parts.peek(), Some(PathPart::Variable(_)));
        let single = words.singular().filter(|_| is_chosen);
        things = things.then(&single.unwrap_or_else(|| words.clone()));
    }
    things
}

/// What a method does with one thing. PUT is not `update`, which is left to PATCH: a
/// document that gets the one beside the other keeps its names.
fn verb_of_item(method: &str) -> &str {
    match method {
        "post" | "patch" => "update",
        "put" => "replace",
        _ => method,
    }
}

#[cfg(test)]
mod tests {
    use super::{find_path_resource, name_by_path};

    #[test]
    fn paths_are_about_what_comes_first() {
        for (path, resource) in [
            ("/repos/{owner}/{repo}/issues", Some("repos")),
            ("/api/v1/pets/{id}", Some("pets")),
            ("/2010-04-01/Accounts.json", Some("Accounts")),
            ("/v1/pets:batchGet", Some("pets")),
            ("/{account}/pets", Some("pets")),
            ("/2.0/files", Some("files")),
            ("/pets{ext}", Some("pets")),
            ("/v1", None),
            ("/{id}", None),
            ("/", None),
        ] {
            assert_eq!(find_path_resource(path).as_deref(), resource, "{path}");
        }
    }

    #[test]
    fn operations_are_called_as_a_person_would() {
        let names = [
            ("GET", "/pets", "list_pets"),
            ("POST", "/pets", "create_pet"),
            ("GET", "/pets/{id}", "get_pet"),
            ("PUT", "/pets/{id}", "replace_pet"),
            ("PATCH", "/pets/{id}", "update_pet"),
            ("DELETE", "/pets/{id}", "delete_pet"),
            ("DELETE", "/pets", "delete_pets"),
            ("HEAD", "/pets/{id}", "head_pet"),
            ("GET", "/api/v1/pets/{petId}/toys", "list_pet_toys"),
            ("GET", "/v2.1/pets/{petId}/toys/{toyId}", "get_pet_toy"),
            ("POST", "/pets/{id}/activate", "activate_pet"),
            ("POST", "/pets/{id}:activate", "activate_pet"),
            ("GET", "/pets/search", "search_pets"),
            ("POST", "/pets/{id}/mark-as-read", "mark_pet_as_read"),
            ("POST", "/login", "login"),
            ("POST", "/graphql", "post_graphql"),
            ("POST", "/auth/token", "create_auth_token"),
            ("GET", "/health", "get_health"),
            ("GET", "/users/me/settings", "get_users_me_settings"),
            ("PUT", "/pets/{id}/avatar", "replace_pet_avatar"),
            ("GET", "/repos/{owner}/{repo}/issues", "list_repo_issues"),
            ("GET", "/v1", "get_v1"),
            ("GET", "/", "get_root"),
            ("GET", "/{bucket}/{key}", "get_key"),
        ];
        for (method, path, expected) in names {
            let found = name_by_path(method, path);
            let found = found.first().map(super::Words::snake);
            assert_eq!(found.as_deref(), Some(expected), "{method} {path}");
        }
    }
}
