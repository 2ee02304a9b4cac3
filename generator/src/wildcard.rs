//! Patterns in which `*` stands for any text.

/// Whether a name fits a pattern, in which each `*` stands for any text. From left to right, each
/// part at its first place: with the ends fixed, no other choice finds more.
pub(crate) fn fits_wildcard(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut name) = name.strip_prefix(start) else {
        return false;
    };
    let mut parts = rest.split('*');
    let end = parts.next_back().unwrap_or_default();
    for part in parts {
        match name.split_once(part) {
            Some((_, after)) => name = after,
            None => return false,
        }
    }
    name.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::fits_wildcard;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, name) in [
            ("a", "a"),
            ("*", ""),
            ("*", "é"),
            ("a*", "abc"),
            ("*c*", "abcd"),
            ("a*b*", "ab"),
            ("*", "/pets"),
            ("/v1/*", "/v1/pets"),
            ("/v1/*/items", "/v1/a/b/items"),
            ("*items", "/items"),
            ("/*/a*b", "/x/aab"),
            ("/pets", "/pets"),
        ] {
            assert!(fits_wildcard(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("a", "ab"),
            ("a*c", "ab"),
            ("*b", "ba"),
            ("", "a"),
            ("/v1/*", "/v2/pets"),
            ("/pets", "/pets/1"),
            ("/a*a", "/a"),
            ("*b*", "/a"),
        ] {
            assert!(!fits_wildcard(pattern, name), "{pattern} {name}");
        }
    }
}
