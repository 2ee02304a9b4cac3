//! Patterns in which `*` stands for any text.

/// Whether a name fits a pattern, in which each `*` stands for any text.
pub(crate) fn fits_wildcard(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(name) = name.strip_prefix(start) else {
        return false;
    };
    let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
    let mut ends = ends.filter_map(|at| name.get(at..));
    ends.any(|name| fits_wildcard(rest, name))
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
        ] {
            assert!(fits_wildcard(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("a", "ab"), ("a*c", "ab"), ("*b", "ba"), ("", "a")] {
            assert!(!fits_wildcard(pattern, name), "{pattern} {name}");
        }
    }
}
