//! Names of what stands deep inside of others, cut to what tells them apart.

use super::super::Words;
use super::common::says_role_only;
use crate::maps::HashSet;

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
        let steps = self.list_telling_steps();
        let Some((last, before)) = steps.split_last() else {
            return self.list_role_cuts().into_iter().next();
        };
        let from = |start: usize| join_all_overlapping(steps.get(start..).unwrap_or_default());
        let fits = |name: &Words| name.len() <= MOST_WORDS;
        let mut names = (0..=before.len()).map(|start| self.root.then_overlapping(&from(start)));
        Some(names.find(fits).unwrap_or_else(|| {
            let left = MOST_WORDS.saturating_sub(last.len()).max(1);
            self.cut_root(left).then_overlapping(last)
        }))
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

    /// Names that leave some of it out, the shortest first. What tells a type apart is often not
    /// what is nearest: of which method of payment the `preferred_language` is.
    pub(super) fn list_cuts(&self) -> Vec<Words> {
        let steps = self.list_telling_steps();
        let Some((last, before)) = steps.split_last() else {
            return self.list_role_cuts();
        };
        let mut middles = vec![Words::default()];
        for (place, step) in before.iter().enumerate().rev() {
            middles.push(step.clone());
            if let Some(next) = before.get(place + 1) {
                middles.push(step.then_overlapping(next));
            }
        }
        let roots = self.list_roots();
        let mut cuts = Cuts::default();
        for middle in &middles {
            for root in &roots {
                cuts.add([root, middle, last], MANY_WORDS);
            }
        }
        // What is left of a long step, or one word of the root, still says more than the whole
        // of both can be read.
        middles.push(self.role.clone());
        let parts = before.iter().rev().flat_map(list_parts);
        middles.extend(parts);
        let roots = [self.root.last_words(1), self.root.first_words(1)];
        let roots: Vec<Words> = self.list_roots().into_iter().chain(roots).collect();
        for middle in &middles {
            for root in &roots {
                cuts.add([root, middle, last], MOST_WORDS);
            }
        }
        let mut cuts = cuts.list;
        // By length alone, so that of those of one length the order of above counts.
        cuts.sort_by_key(|name| name.len().max(MOST_WORDS));
        for from in (0..=self.steps.len().saturating_sub(1)).rev() {
            cuts.push(self.root.then(&self.join_steps(from)));
        }
        cuts
    }

    /// The steps without those that only say what sort of thing is there, except for the last:
    /// the `object` among the alternatives of a union.
    fn list_telling_steps(&self) -> Vec<Words> {
        let Some((last, before)) = self.steps.split_last() else {
            return Vec::new();
        };
        let telling = before.iter().filter(|step| !says_role_only(step));
        telling.chain([last]).cloned().collect()
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

/// Names, each once.
#[derive(Default)]
struct Cuts {
    list: Vec<Words>,
    known: HashSet<Words>,
}

impl Cuts {
    /// Adds a name of these parts if it has not more than `most` words.
    fn add(&mut self, [root, middle, last]: [&Words; 3], most: usize) {
        let name = root.then_overlapping(middle).then_overlapping(last);
        if name.len() <= most && self.known.insert(name.clone()) {
            self.list.push(name);
        }
    }
}

/// Parts of a step of several words.
fn list_parts(step: &Words) -> Vec<Words> {
    match step.len() {
        0 | 1 => Vec::new(),
        2 => vec![step.last_words(1), step.first_words(1)],
        _ => vec![
            step.last_words(2),
            step.first_words(2),
            step.last_words(1),
            step.first_words(1),
        ],
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
                "put_schema_update_static_config",
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
