//! Names of what stands deep inside of others, cut to what tells them apart.

use super::super::Words;

/// So many words a name has at most, unless more are needed to tell it from others.
pub(super) const MOST_WORDS: usize = 5;

/// So many words it has at most if that tells it from others, before it is given as a whole.
const MANY_WORDS: usize = 8;

/// The way from what has a name of its own to a type inside of it.
#[derive(Debug, Default)]
pub(super) struct WordTrail {
    /// What it begins with: a component, an operation.
    pub(super) root: Words,
    /// What part of an operation it is: `request`.
    pub(super) role: Words,
    /// The steps from there.
    pub(super) steps: Vec<Words>,
    /// Names that say all of it, for where nothing less serves.
    pub(super) whole: Vec<Words>,
}

impl WordTrail {
    /// All of it.
    pub(super) fn join_all(&self) -> Words {
        self.root.then(&self.role).then(&self.join_steps(0))
    }

    fn join_steps(&self, from: usize) -> Words {
        let steps = self.steps.get(from..).unwrap_or_default();
        steps
            .iter()
            .fold(Words::default(), |all, step| all.then(step))
    }

    /// The name that leaves out what is between the root and as many of the last steps as fit:
    /// as much as fits, rather than as little as is needed today, so that what is added elsewhere
    /// in the document wants the name of none. `None` where there are no steps.
    pub(super) fn cut_first(&self) -> Option<Words> {
        let (last, before) = self.steps.split_last()?;
        let fits = |from: &usize| self.root.len() + self.join_steps(*from).len() <= MOST_WORDS;
        Some(match (0..=before.len()).find(fits) {
            Some(from) => self.root.then(&self.join_steps(from)),
            None => {
                let left = MOST_WORDS.saturating_sub(last.len()).max(1);
                self.root.last_words(left).then(last)
            }
        })
    }

    /// Names that leave some of it out, the shortest first. What tells a type apart is often not
    /// what is nearest: of which method of payment the `preferred_language` is.
    pub(super) fn list_cuts(&self) -> Vec<Words> {
        let Some((last, before)) = self.steps.split_last() else {
            return Vec::new();
        };
        let mut middles = vec![Words::default()];
        for (place, step) in before.iter().enumerate().rev() {
            middles.push(step.clone());
            if let Some(next) = before.get(place + 1) {
                middles.push(step.then(next));
            }
        }
        let roots = self.list_roots();
        let mut cuts: Vec<Words> = Vec::new();
        for middle in &middles {
            for root in &roots {
                let name = root.then(middle).then(last);
                if name.len() <= MANY_WORDS && !cuts.contains(&name) {
                    cuts.push(name);
                }
            }
        }
        // By length alone, so that of those of one length the order of above counts.
        cuts.sort_by_key(|name| name.len().max(MOST_WORDS));
        for from in (0..=before.len()).rev() {
            cuts.push(self.root.then(&self.join_steps(from)));
        }
        cuts
    }

    /// The root and what may stand for it, the best first: its end says more than its beginning,
    /// and of two ends that are alike both together: `setup_attempt_ideal`. One word alone says
    /// too little.
    fn list_roots(&self) -> Vec<Words> {
        let root = &self.root;
        let mut roots = vec![root.clone()];
        roots.extend((2..root.len()).rev().map(|length| root.last_words(length)));
        for (first, last) in [(2, 1), (1, 1), (1, 2), (2, 2)] {
            if first + last < root.len() {
                roots.push(root.first_words(first).then(&root.last_words(last)));
            }
        }
        roots.extend((2..root.len()).rev().map(|length| root.first_words(length)));
        roots
    }
}

#[cfg(test)]
mod tests {
    use super::{WordTrail, Words};

    fn trail(root: &str, steps: &[&str]) -> WordTrail {
        WordTrail {
            root: Words::of(root),
            role: Words::of("request"),
            steps: steps.iter().map(|step| Words::of(step)).collect(),
            whole: Vec::new(),
        }
    }

    #[test]
    fn as_much_is_kept_as_fits() {
        let cases: [(&str, &[&str], &str); 4] = [
            (
                "update_subscription",
                &["settings", "method_options", "bancontact", "language"],
                "update_subscription_bancontact_language",
            ),
            (
                "append_block_children",
                &["children", "paragraph", "link"],
                "append_block_children_paragraph_link",
            ),
            (
                "put_metadata_templates_security_schema_update",
                &["data", "static_config"],
                "security_schema_update_static_config",
            ),
            ("pet", &["a", "b", "c", "d", "e"], "pet_b_c_d_e"),
        ];
        for (root, steps, expected) in cases {
            let name = trail(root, steps).cut_first().map(|name| name.snake());
            assert_eq!(name.as_deref(), Some(expected), "{root}");
        }
        assert_eq!(trail("pet", &[]).cut_first(), None);
    }

    #[test]
    fn short_names_come_first_and_all_steps_last() {
        let cuts = trail("update_subscription", &["a_b", "c_d", "e"]).list_cuts();
        let cuts: Vec<String> = cuts.iter().map(Words::snake).collect();
        assert_eq!(
            cuts.first().map(String::as_str),
            Some("update_subscription_e")
        );
        let place = |name: &str| cuts.iter().position(|cut| cut == name);
        assert!(place("update_subscription_c_d_e") < place("update_subscription_a_b_e"));
        assert!(place("update_subscription_a_b_e") < place("update_subscription_a_b_c_d_e"));
        let last = cuts.last().map(String::as_str);
        assert_eq!(last, Some("update_subscription_a_b_c_d_e"));
    }
}
