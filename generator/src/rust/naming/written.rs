//! Rules as they are written on a command line.

use super::{NameKind, NameReplacement, NameRules};

/// How a rule is written.
const FORM: &str = "write KIND:ACTION=VALUE, such as `schemas:strip-suffix=Serializer` or \
                    `operations:replace=^api_(.*)=>$1`";

impl NameRules {
    /// Adds a rule that is written as `KIND:ACTION=VALUE`: `schemas:strip-suffix=Serializer`.
    /// A replacement is `PATTERN=>TEXT`.
    ///
    /// ```
    /// use bindery::rust::NameRules;
    ///
    /// let mut rules = NameRules::default();
    /// rules.add_written("operations:replace=_v[0-9]+=>")?;
    /// rules.add_written("properties:keep=GitHub")?;
    /// assert_eq!(rules.operations.rewrite("list_v1_pets"), "list_pets");
    /// assert!(rules.add_written("pets:keep=GitHub").is_err());
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn add_written(&mut self, written: &str) -> Result<(), String> {
        let wrong = |what: &str| format!("`{written}` is no rule for names: {what}");
        let parts = written.split_once(':');
        let parts = parts.and_then(|(kind, rest)| Some((kind, rest.split_once('=')?)));
        let Some((kind, (action, value))) = parts else {
            return Err(wrong(FORM));
        };
        let Some(kind) = NameKind::ALL.into_iter().find(|one| one.as_str() == kind) else {
            let kinds = NameKind::ALL.map(NameKind::as_str).join(", ");
            return Err(wrong(&format!("there are rules for {kinds}")));
        };
        if value.is_empty() {
            return Err(wrong("there is nothing behind `=`"));
        }
        let rule = self.rule_mut(kind);
        match action {
            "strip-prefix" => rule.strip_prefix.push(value.to_owned()),
            "strip-suffix" => rule.strip_suffix.push(value.to_owned()),
            "keep" => rule.keep.push(value.to_owned()),
            "replace" => {
                let Some((pattern, with)) = value.split_once("=>") else {
                    return Err(wrong("a replacement is PATTERN=>TEXT"));
                };
                let replacement = NameReplacement::new(pattern, with);
                rule.replace
                    .push(replacement.map_err(|error| wrong(&error))?);
            }
            _ => {
                return Err(wrong("there are strip-prefix, strip-suffix, replace, keep"));
            }
        }
        Ok(())
    }
}
