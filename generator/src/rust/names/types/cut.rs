//! Names of what stands deep inside of others, cut to what tells them apart.

use super::super::Words;
use super::common::says_role_only;

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
    /// in the document wants the name of none. `None` where there is nothing to leave out.
    pub(super) fn cut_first(&self) -> Option<Words> {
        match self.steps.is_empty() {
            true => self.list_role_cuts().into_iter().next(),
            false => Some(self.cut_within(MOST_WORDS, &Words::default())),
        }
    }

    /// As much as fits into so many words of the root, of the role where that is to be there, and of
    /// the last steps.
    fn cut_within(&self, most: usize, role: &Words) -> Words {
        let steps = self.list_telling_steps();
        let Some((last, before)) = steps.split_last() else {
            return Words::default();
        };
        let from = |start: usize| join_all_overlapping(steps.get(start..).unwrap_or_default());
        let root = self.root.then(role);
        let fits = |name: &Words| name.len() <= most;
        let mut names = (0..=before.len()).map(|start| root.then_overlapping(&from(start)));
        names.find(fits).unwrap_or_else(|| {
            // The root is what readers know it by, and no other one has its name.
            let left = MANY_WORDS.saturating_sub(last.len() + role.len()).max(1);
            let root = match self.root.len() <= left {
                true => self.root.clone(),
                false => self.cut_root(left),
            };
            root.then(role).then_overlapping(last)
        })
    }

    /// So many words of the root: the first, by which neighbours differ that a document gets later,
    /// `Create…` beside `Update…` and `Beta…`, and the last. Where there is room for two words
    /// alone, the last two say more.
    fn cut_root(&self, words: usize) -> Words {
        match words {
            0..3 => self.root.last_words(words),
            _ => {
                let first = self.root.first_words(1);
                first.then(&self.root.last_words(words - 1))
            }
        }
    }

    /// Names that leave less and less out, for where others want what is shorter, each of them longer:
    /// what says little is soon wanted by others as well, and a name that
    /// several want is lost to all of them.
    pub(super) fn list_cuts(&self) -> Vec<Words> {
        if self.steps.is_empty() {
            return self.list_role_cuts();
        }
        let mut cuts: Vec<Words> = Vec::new();
        for most in MOST_WORDS + 1..=MANY_WORDS {
            for role in [&Words::default(), &self.role] {
                let name = self.cut_within(most, role);
                if !cuts.contains(&name) {
                    cuts.push(name);
                }
            }
        }
        cuts
    }

    /// The steps without those that only say what sort of thing is there. The last one stays, with
    /// the one before it if it is such a step: the `object` among the alternatives of a union.
    fn list_telling_steps(&self) -> Vec<Words> {
        let is_role = |word: &String| word == "list" || says_role_only(&Words::of(word));
        let is_telling = |step: &Words| !step.to_list().iter().all(is_role);
        let Some(end) = self.steps.iter().rposition(is_telling) else {
            return self.steps.last().cloned().into_iter().collect();
        };
        let (before, last) = self.steps.split_at(end);
        let before = before.iter().filter(|step| is_telling(step)).cloned();
        before.chain([join_all_overlapping(last)]).collect()
    }

    /// Names of what a whole operation takes or gives: what is done, and what is last of what it
    /// is done to: `post_barrier_segment_restrictions_request`. A status says by itself that there
    /// is a response.
    fn list_role_cuts(&self) -> Vec<Words> {
        let (verb, object) = self.root.split_first();
        let role = match self.role.len() {
            0 => return Vec::new(),
            1 => self.role.clone(),
            words => self.role.first_words(words - 1),
        };
        let least = MOST_WORDS.saturating_sub(1 + role.len()).max(1);
        let parts = (least..=object.len()).map(|words| object.last_words(words));
        parts
            .map(|part| verb.then(&part).then(&role))
            .filter(|name| name.len() >= MOST_WORDS)
            .collect()
    }
}

fn join_all_overlapping(steps: &[Words]) -> Words {
    let join = |all: Words, step: &Words| all.then_overlapping(step);
    steps.iter().fold(Words::default(), join)
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
        let cases: [(&str, &[&str], &str); 6] = [
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
                "realtime_client_event_conversation_item_create",
                &["session", "type"],
                "realtime_client_event_conversation_item_create_type",
            ),
            (
                "put_metadata_templates_id_id_security_schema_update",
                &["data", "static_config"],
                "put_id_id_security_schema_update_static_config",
            ),
            (
                "post_invoices",
                &["account_tax_ids", "text"],
                "post_invoices_account_tax_ids_text",
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
    fn bodies_keep_what_is_done_and_to_what() {
        let cases = [
            (
                "post_shield_barrier_segment_restrictions",
                "request",
                "post_barrier_segment_restrictions_request",
            ),
            (
                "update_a_data_source",
                "bad_request_response",
                "update_data_source_bad_request",
            ),
        ];
        for (root, role, expected) in cases {
            let role = Words::of(role);
            let trail = WordTrail {
                role,
                ..trail(root, &[])
            };
            let name = trail.cut_first().map(|name| name.snake());
            assert_eq!(name.as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_others_want_is_followed_by_what_says_more() {
        let cuts = trail("update_subscription", &["a_b", "c_d", "e", "f"]).list_cuts();
        let cuts: Vec<String> = cuts.iter().map(Words::snake).collect();
        assert_eq!(
            cuts,
            [
                "update_subscription_c_d_e_f",
                "update_subscription_request_e_f",
                "update_subscription_request_c_d_e_f",
                "update_subscription_a_b_c_d_e_f",
            ]
        );
    }
}
