//! What the changes ask of the next version.

use super::{Change, ChangeLevel};

/// Which part of a version has to grow, by the rules of Cargo
/// (<https://doc.rust-lang.org/cargo/reference/semver.html>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing that programs or old clients could notice.
    Patch,
    /// Programs go on to compile.
    Minor,
    /// Programs may no longer compile, or mean something else.
    Major,
}

impl Verdict {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

pub(super) fn judge_changes(changes: &[Change]) -> Verdict {
    let verdicts = changes.iter().map(|change| match change.level() {
        ChangeLevel::Silent | ChangeLevel::Source => Verdict::Major,
        ChangeLevel::Identity
        | ChangeLevel::Behaviour
        | ChangeLevel::Wire
        | ChangeLevel::Additive => Verdict::Minor,
    });
    verdicts.max().unwrap_or(Verdict::Patch)
}

/// The version after `current`, or `None` if that is no `MAJOR.MINOR.PATCH` of numbers.
///
/// To Cargo the first number that is not zero says what is compatible: behind 0.3.1 a major
/// change is 0.4.0 and a minor one 0.3.2, and behind 0.0.4 every change is 0.0.5.
pub fn next_version(current: &str, verdict: Verdict) -> Option<String> {
    // A pre-release or build tag is not carried over to the next version.
    let plain = current.split(['-', '+']).next()?;
    let numbers: Vec<u64> = plain
        .split('.')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [major, minor, patch] = numbers.try_into().ok()?;
    let (major, minor, patch) = match (major, minor, verdict) {
        (0, 0, _) | (0, _, Verdict::Minor) | (_, _, Verdict::Patch) => {
            (major, minor, patch.checked_add(1)?)
        }
        (0, _, Verdict::Major) | (_, _, Verdict::Minor) => (major, minor.checked_add(1)?, 0),
        (_, _, Verdict::Major) => (major.checked_add(1)?, 0, 0),
    };
    Some(format!("{major}.{minor}.{patch}"))
}

#[cfg(test)]
mod tests {
    use super::{Verdict, next_version};

    #[test]
    fn versions_grow_by_the_rules_of_cargo() {
        let next = |current, verdict| next_version(current, verdict).unwrap_or_default();
        assert_eq!(next("1.2.3", Verdict::Major), "2.0.0");
        assert_eq!(next("1.2.3", Verdict::Minor), "1.3.0");
        assert_eq!(next("1.2.3", Verdict::Patch), "1.2.4");
        assert_eq!(next("0.3.1", Verdict::Major), "0.4.0");
        assert_eq!(next("0.3.1", Verdict::Minor), "0.3.2");
        assert_eq!(next("0.0.4", Verdict::Major), "0.0.5");
        assert_eq!(next("1.2.3-beta.1", Verdict::Patch), "1.2.4");
        assert_eq!(next("1.2", Verdict::Patch), "");
    }
}
