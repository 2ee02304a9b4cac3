//! One rule: what becomes of names of one kind.

use std::borrow::Cow;

use regex_lite::Regex;

/// What becomes of names of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameRule {
    /// What names lose at their beginning: the first of these that they begin with.
    pub strip_prefix: Vec<String>,
    /// What names lose at their end: the first of these that they end with.
    pub strip_suffix: Vec<String>,
    /// What is replaced in them then, one after the other.
    pub replace: Vec<NameReplacement>,
    /// Words that stay together, as names have them: `GitHub`, `OAuth2`.
    pub keep: Vec<String>,
}

/// A regular expression, and what stands in place of all that it matches.
#[derive(Debug, Clone)]
pub struct NameReplacement {
    pattern: Regex,
    with: String,
}

impl NameReplacement {
    /// Of an expression in the syntax of the crate `regex-lite`, and a text in which `$1` and
    /// `${name}` stand for its groups.
    ///
    /// # Errors
    ///
    /// What is wrong with the expression.
    pub fn new(pattern: &str, with: &str) -> Result<Self, String> {
        let pattern = Regex::new(pattern).map_err(|error| error.to_string())?;
        Ok(Self {
            pattern,
            with: with.to_owned(),
        })
    }

    /// The expression.
    pub fn pattern(&self) -> &str {
        self.pattern.as_str()
    }

    /// What stands in place of what it matches.
    pub fn with(&self) -> &str {
        &self.with
    }

    fn apply(&self, name: &str) -> Option<String> {
        let replaced = self.pattern.replace_all(name, self.with.as_str());
        (replaced != name).then(|| replaced.into_owned())
    }
}

impl PartialEq for NameReplacement {
    fn eq(&self, other: &Self) -> bool {
        (self.pattern(), &self.with) == (other.pattern(), &other.with)
    }
}

impl Eq for NameReplacement {}

/// A part of a rule, by its place in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rust) enum RulePart {
    Prefix(usize),
    Suffix(usize),
    Replace(usize),
    Keep(usize),
}

impl NameRule {
    /// The name as the rule wants it; as it is where nothing of which a name can be made would
    /// be left.
    ///
    /// ```
    /// use bindery::rust::{NameReplacement, NameRule};
    ///
    /// let rule = NameRule {
    ///     strip_suffix: vec!["Serializer".to_owned()],
    ///     replace: vec![NameReplacement::new("^V([0-9]+)(.*)", "$2 V$1")?],
    ///     ..NameRule::default()
    /// };
    /// assert_eq!(rule.rewrite("InvoiceSerializer"), "Invoice");
    /// assert_eq!(rule.rewrite("V2InvoiceSerializer"), "Invoice V2");
    /// assert_eq!(rule.rewrite("Serializer"), "Serializer");
    /// # Ok::<(), String>(())
    /// ```
    pub fn rewrite<'n>(&self, name: &'n str) -> Cow<'n, str> {
        self.rewrite_and_note(name, &mut |_| {})
    }

    /// Rewrites a name, and tells each part of the rule that has changed it.
    pub(in crate::rust) fn rewrite_and_note<'n>(
        &self,
        name: &'n str,
        note: &mut dyn FnMut(RulePart),
    ) -> Cow<'n, str> {
        let is_name = |rest: &str| rest.contains(char::is_alphanumeric);
        let prefixes = self.strip_prefix.iter().enumerate();
        let behind = |(place, prefix): (usize, &String)| {
            let rest = name.strip_prefix(prefix.as_str())?;
            Some((place, rest))
        };
        let mut rest = name;
        if let Some((place, behind)) = prefixes.filter_map(behind).find(|one| is_name(one.1)) {
            note(RulePart::Prefix(place));
            rest = behind;
        }
        let suffixes = self.strip_suffix.iter().enumerate();
        let before = |(place, suffix): (usize, &String)| {
            let rest = rest.strip_suffix(suffix.as_str())?;
            Some((place, rest))
        };
        if let Some((place, before)) = suffixes.filter_map(before).find(|one| is_name(one.1)) {
            note(RulePart::Suffix(place));
            rest = before;
        }
        let mut rest = Cow::Borrowed(rest);
        for (place, replacement) in self.replace.iter().enumerate() {
            if let Some(replaced) = replacement.apply(&rest)
                && is_name(&replaced)
            {
                note(RulePart::Replace(place));
                rest = Cow::Owned(replaced);
            }
        }
        rest
    }

    /// The name with the words that stay together as words of one case, between blanks.
    pub(in crate::rust) fn mark_kept<'n>(&self, name: &'n str) -> Cow<'n, str> {
        self.mark_kept_and_note(name, &mut |_| {})
    }

    /// Marks the words that stay together, and tells which of them there are.
    pub(in crate::rust) fn mark_kept_and_note<'n>(
        &self,
        name: &'n str,
        note: &mut dyn FnMut(RulePart),
    ) -> Cow<'n, str> {
        let mut marked = Cow::Borrowed(name);
        for (place, word) in self.keep.iter().enumerate() {
            if let Some(kept) = keep_word(&marked, word) {
                note(RulePart::Keep(place));
                marked = Cow::Owned(kept);
            }
        }
        marked
    }
}

/// The name with a word wherever it stands for itself; `None` where it does not.
fn keep_word(name: &str, word: &str) -> Option<String> {
    let plain: String = word.chars().filter(|one| one.is_alphanumeric()).collect();
    if plain.is_empty() {
        return None;
    }
    let mut kept = String::new();
    let mut rest = name;
    let mut is_kept = false;
    while let Some(at) = rest.find(word) {
        let (before, behind) = rest.split_at(at);
        let behind = behind.strip_prefix(word).unwrap_or_default();
        kept.push_str(before);
        // `GitHubs` is another word, and so is what goes on in the middle of one.
        let goes_on = behind.starts_with(|next: char| next.is_lowercase());
        let is_inside = ends_inside(&kept, word);
        if goes_on || is_inside {
            kept.push_str(word);
        } else {
            is_kept = true;
            kept.push(' ');
            kept.push_str(&plain.to_lowercase());
            kept.push(' ');
        }
        rest = behind;
    }
    kept.push_str(rest);
    is_kept.then_some(kept)
}

/// Whether a word behind some letters would begin in the middle of another one.
fn ends_inside(before: &str, word: &str) -> bool {
    let begins_small = word.starts_with(|first: char| !first.is_uppercase());
    begins_small && before.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{NameReplacement, NameRule};

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn names_lose_one_prefix_and_one_suffix() {
        let rule = NameRule {
            strip_prefix: owned(&["Api"]),
            strip_suffix: owned(&["Dto", "Serializer"]),
            ..NameRule::default()
        };
        let cases = [
            ("ApiPetDto", "Pet"),
            ("ApiApiPet", "ApiPet"),
            ("PetDtoSerializer", "PetDto"),
            ("Pet", "Pet"),
            ("Api", "Api"),
            ("Dto", "Dto"),
            ("Api_", "Api_"),
            ("PetDtos", "PetDtos"),
        ];
        for (name, expected) in cases {
            assert_eq!(rule.rewrite(name), expected, "{name}");
        }
    }

    #[test]
    fn replacements_follow_each_other() {
        let one = |pattern, with| NameReplacement::new(pattern, with).unwrap();
        let rule = NameRule {
            replace: vec![one("_v[0-9]+_.*$", ""), one("^api_(\\w+)", "$1")],
            ..NameRule::default()
        };
        let cases = [
            ("api_list_v1_pets_get", "list"),
            ("list", "list"),
            ("_v1_x", "_v1_x"),
        ];
        for (name, expected) in cases {
            assert_eq!(rule.rewrite(name), expected, "{name}");
        }
        assert!(NameReplacement::new("(", "").is_err());
    }

    #[test]
    fn kept_words_are_one_word() {
        let rule = NameRule {
            keep: owned(&["GitHub", "OAuth2", "iOS", "Wi-Fi"]),
            ..NameRule::default()
        };
        let cases = [
            ("GitHubApp", "github_app"),
            ("listGitHubApps", "list_github_apps"),
            ("OAuth2Token", "oauth2_token"),
            ("GitHubs", "git_hubs"),
            ("iOSVersion", "ios_version"),
            ("RadiosOn", "radios_on"),
            ("Wi-Fi name", "wifi_name"),
            ("github", "github"),
        ];
        for (name, expected) in cases {
            assert_eq!(rule.split(name).snake(), expected, "{name}");
        }
    }
}
