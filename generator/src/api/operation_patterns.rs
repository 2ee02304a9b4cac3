//! Patterns by which rules of `bindery.toml` name many operations.

use std::fmt;

use super::types::Operation;

/// Patterns of which an operation matches one: `GET /v1/*`, `* /v1/search`, or an `operationId`
/// such as `list*`. A `*` stands for any text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationPatterns(pub Vec<String>);

impl OperationPatterns {
    /// Whether they name an operation.
    pub(in crate::api) fn names(&self, operation: &Operation) -> bool {
        let mut patterns = self.0.iter();
        patterns.any(|pattern| match pattern.split_once(' ') {
            Some((method, path)) => {
                matches_pattern(&method.to_uppercase(), &operation.method)
                    && matches_pattern(path.trim(), &operation.path)
            }
            None => matches_pattern(pattern, &operation.id),
        })
    }
}

impl fmt::Display for OperationPatterns {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.join("`, `"))
    }
}

/// Whether a text matches a pattern in which each `*` stands for any text. From left to
/// right, each part at its first place: with the ends fixed, no other choice finds more.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(start) else {
        return false;
    };
    let mut parts = rest.split('*');
    let end = parts.next_back().unwrap_or_default();
    for part in parts {
        match text.split_once(part) {
            Some((_, after)) => text = after,
            None => return false,
        }
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn stars_stand_for_any_text() {
        let matching = [
            ("*", ""),
            ("*", "/pets"),
            ("/v1/*", "/v1/pets"),
            ("/v1/*/items", "/v1/a/b/items"),
            ("*items", "/items"),
            ("/*/a*b", "/x/aab"),
            ("/pets", "/pets"),
        ];
        for (pattern, text) in matching {
            assert!(matches_pattern(pattern, text), "{pattern} {text}");
        }
        let others = [
            ("/v1/*", "/v2/pets"),
            ("/pets", "/pets/1"),
            ("/a*a", "/a"),
            ("*b*", "/a"),
        ];
        for (pattern, text) in others {
            assert!(!matches_pattern(pattern, text), "{pattern} {text}");
        }
    }
}
