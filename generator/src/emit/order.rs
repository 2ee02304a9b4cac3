//! The order of exports, in which `rustfmt` wants them.

use std::cmp::Ordering;

/// Compares names as the style edition of 2024 does, without `r#`: numbers in them by
/// their value, and an underscore before all else (section "Sorting" of the style
/// guide).
pub(super) fn compare_as_versions(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    let mut zeros = Ordering::Equal;
    loop {
        let (a, b) = (split_chunk(one), split_chunk(other));
        let (Some((a, rest_of_one)), Some((b, rest_of_other))) = (a, b) else {
            return one.len().cmp(&other.len()).then(zeros);
        };
        let order = match (a, b) {
            ("_", "_") => Ordering::Equal,
            ("_", _) => Ordering::Less,
            (_, "_") => Ordering::Greater,
            _ if is_digit_run(a) && is_digit_run(b) => {
                let (x, y) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
                // More zeros come first, if nothing else differs.
                zeros = zeros.then((b.len() - y.len()).cmp(&(a.len() - x.len())));
                x.len().cmp(&y.len()).then_with(|| x.cmp(y))
            }
            _ => a.cmp(b),
        };
        if order.is_ne() {
            return order;
        }
        (one, other) = (rest_of_one, rest_of_other);
    }
}

/// The first underscore, number or other text, and what follows it.
fn split_chunk(name: &str) -> Option<(&str, &str)> {
    let first = name.chars().next()?;
    let end = match first {
        '_' => Some(1),
        digit if digit.is_ascii_digit() => name.find(|letter: char| !letter.is_ascii_digit()),
        _ => name.find(|letter: char| letter == '_' || letter.is_ascii_digit()),
    };
    name.split_at_checked(end.unwrap_or(name.len()))
}

fn is_digit_run(chunk: &str) -> bool {
    chunk.starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::compare_as_versions;

    #[test]
    fn names_are_in_the_order_of_the_style_guide() {
        let sorted = [
            "_abcd", "a1", "abcd", "const", "pre_a", "prefix", "u_zzz", "u8", "u16", "u256", "ua",
            "usize", "v00", "v0", "v001", "v01", "v1", "v09", "v9", "v10", "w005s09t", "w5s009t",
            "x86_64", "x86_128", "x87",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by(|one, other| compare_as_versions(one, other));
        assert_eq!(names, sorted);
    }
}
