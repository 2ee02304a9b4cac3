//! The keys of bindery's own that a document or an overlay may have.

use crate::diagnostics::Code;
use crate::suggest::nearest_name;

use super::at::DocumentPlace;
use super::grammar::Object;
use super::walker::Walker;

/// How all of them start.
const PREFIX: &str = "x-bindery-";

/// All of them, with the objects that they belong to. To add one: a line here, the place
/// in `api/` that reads it, and a row of the guide's reference.
pub(super) const OWN_KEYS: [(&str, &[&str]); 10] = [
    ("x-bindery-check", &["Schema Object"]),
    ("x-bindery-failure", &["Response Object"]),
    ("x-bindery-format", &["Schema Object"]),
    (
        "x-bindery-idempotency-key",
        &["Operation Object", "OpenAPI Object"],
    ),
    ("x-bindery-idempotent", &["Operation Object"]),
    (
        "x-bindery-name",
        &[
            "Operation Object",
            "Parameter Object",
            "Schema Object",
            "Tag Object",
        ],
    ),
    ("x-bindery-names", &["Schema Object"]),
    ("x-bindery-pagination", &["Operation Object"]),
    ("x-bindery-prefix", &["Security Scheme Object"]),
    ("x-bindery-stream", &["Response Object"]),
];

/// Whether an extension key may stand in an object; says so if it has bindery's name and
/// may not. All other extension keys may stand anywhere.
pub(super) fn allow_extension(
    walker: &mut Walker<'_>,
    object: &Object,
    key: &str,
    at: &DocumentPlace<'_>,
) -> bool {
    if !key.starts_with(PREFIX) {
        return true;
    }
    let known = OWN_KEYS.iter().find(|(known, _)| *known == key);
    let (message, help) = match known {
        Some((_, objects)) if objects.contains(&object.name) => return true,
        Some((_, objects)) => (
            format!(
                "`{key}` says nothing in the {}; it is left out",
                object.name
            ),
            format!("it belongs to the {}", objects.join(" or the ")),
        ),
        None => {
            let keys = OWN_KEYS.iter().map(|(known, _)| *known);
            // what all have in common would make all of them alike
            let own = |key: &'static str| key.strip_prefix(PREFIX).unwrap_or(key);
            let written = key.strip_prefix(PREFIX).unwrap_or(key);
            let help = match nearest_name(written, keys.clone().map(own)) {
                Some(meant) => format!("did you mean `{PREFIX}{meant}`?"),
                None => format!("there are {}", keys.collect::<Vec<_>>().join(", ")),
            };
            (
                format!("`{key}` is no key of bindery; it is left out"),
                help,
            )
        }
    };
    walker.warn_key(Code::UnknownOwnKey, at, message, &help);
    false
}

#[cfg(test)]
mod tests {
    use super::OWN_KEYS;

    /// The first column of the reference's table of keys, and what they stand on.
    fn read_documented_keys() -> Vec<(String, String)> {
        let reference = include_str!("../../../guide/src/reference.md");
        let rows = reference
            .lines()
            .filter_map(|line| line.strip_prefix("| `x-"));
        rows.map(|row| {
            let mut cells = row.split(" | ");
            let key = cells.next().unwrap_or_default().trim_end_matches('`');
            let objects = cells.next().unwrap_or_default();
            (format!("x-{key}"), objects.to_owned())
        })
        .collect()
    }

    #[test]
    fn the_reference_has_all_keys_and_no_others() {
        let documented = read_documented_keys();
        let mut names: Vec<&str> = documented.iter().map(|(key, _)| key.as_str()).collect();
        names.sort_unstable();
        let mut known: Vec<&str> = OWN_KEYS.iter().map(|(key, _)| *key).collect();
        known.sort_unstable();
        assert_eq!(names, known);
        for (key, objects) in OWN_KEYS {
            let (_, told) = documented
                .iter()
                .find(|(name, _)| name == key)
                .unwrap_or_else(|| unreachable!("{key} is documented"));
            for object in objects {
                let word = object.trim_end_matches(" Object").to_lowercase();
                assert!(told.contains(&word), "{key} stands on the {object}: {told}");
            }
        }
    }
}
