//! Where two JSON texts differ.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::lossless::exact::{Likeness, compare_json};

/// A place at which what was written differs from what came.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// As clients write it: `$.items[3].price`.
    pub(super) path: String,
    /// Whether a null member is not there any more.
    pub(super) is_dropped_null: bool,
    /// Whether a member or an item is not there any more.
    pub(super) is_left_out: bool,
    /// Whether a list has another length, so that items are missing somewhere.
    is_length: bool,
}

impl Difference {
    /// Whether a correction at `place` says why there is a difference.
    pub(super) fn is_explained_by(&self, place: &str) -> bool {
        is_at_or_below(&self.path, place) || self.is_length && is_at_or_below(place, &self.path)
    }
}

/// Whether `path` leads to `place` or into it.
fn is_at_or_below(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Compares two JSON texts, numbers by all their digits and times as points.
pub(super) fn find_differences(came: &str, written: &str) -> serde_json::Result<Vec<Difference>> {
    let mut differences = Vec::new();
    compare_values(came, written, "$", &mut differences)?;
    Ok(differences)
}

fn compare_values(
    came: &str,
    written: &str,
    path: &str,
    differences: &mut Vec<Difference>,
) -> serde_json::Result<()> {
    let (came, written) = (came.trim(), written.trim());
    match (came.as_bytes().first(), written.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => compare_objects(came, written, path, differences),
        (Some(b'['), Some(b'[')) => compare_lists(came, written, path, differences),
        _ => {
            if compare_json(came, written) == Likeness::Other {
                differences.push(Difference {
                    path: path.to_owned(),
                    is_dropped_null: false,
                    is_left_out: false,
                    is_length: false,
                });
            }
            Ok(())
        }
    }
}

fn compare_objects(
    came: &str,
    written: &str,
    path: &str,
    differences: &mut Vec<Difference>,
) -> serde_json::Result<()> {
    let came: BTreeMap<String, Box<RawValue>> = serde_json::from_str(came)?;
    let written: BTreeMap<String, Box<RawValue>> = serde_json::from_str(written)?;
    for (name, value) in &came {
        let path = format!("{path}{}", member_step(name));
        match written.get(name) {
            Some(other) => compare_values(value.get(), other.get(), &path, differences)?,
            None => differences.push(Difference {
                path,
                is_dropped_null: value.get() == "null",
                is_left_out: true,
                is_length: false,
            }),
        }
    }
    let added = written.keys().filter(|name| !came.contains_key(*name));
    differences.extend(added.map(|name| Difference {
        path: format!("{path}{}", member_step(name)),
        is_dropped_null: false,
        is_left_out: false,
        is_length: false,
    }));
    Ok(())
}

fn compare_lists(
    came: &str,
    written: &str,
    path: &str,
    differences: &mut Vec<Difference>,
) -> serde_json::Result<()> {
    let came: Vec<Box<RawValue>> = serde_json::from_str(came)?;
    let written: Vec<Box<RawValue>> = serde_json::from_str(written)?;
    if came.len() != written.len() {
        differences.push(Difference {
            path: path.to_owned(),
            is_dropped_null: false,
            is_left_out: written.len() < came.len(),
            is_length: true,
        });
        return Ok(());
    }
    for (index, (came, written)) in came.iter().zip(&written).enumerate() {
        let path = format!("{path}[{index}]");
        compare_values(came.get(), written.get(), &path, differences)?;
    }
    Ok(())
}

/// The step to a member as clients write it in their paths.
fn member_step(name: &str) -> String {
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty();
    if is_plain {
        format!(".{name}")
    } else {
        format!("[{name:?}]")
    }
}

#[cfg(test)]
mod tests {
    use super::find_differences;

    #[test]
    fn differences_have_the_paths_of_clients() {
        let came = r#"{"a": 1.0, "b": {"x y": [1, {"c": "2020-01-01T00:00:00Z"}]}, "d": null}"#;
        let written = r#"{"a":1,"b":{"x y":[2,{"c":"2020-01-01T00:00:00.0Z","e":0}]}}"#;
        let differences = find_differences(came, written).unwrap();
        let paths: Vec<&str> = differences.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(paths, [r#"$.b["x y"][0]"#, r#"$.b["x y"][1].e"#, "$.d"]);
    }
}
