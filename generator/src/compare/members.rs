//! What programs notice of the fields, variants and methods of a type.

use super::text::{TypeWriter, is_same_type};
use super::types::takes_old_value;
use super::{Change, ChangeKind, Member, MemberKind};
use crate::maps::{HashMap, HashSet};
use crate::source::Pointer;

/// Compares the members of one type.
pub(super) struct MemberComparer<'c, 's> {
    /// Writes types of the old surface by their new names.
    pub(super) old: &'c TypeWriter<'s>,
    /// Writes types of the new surface.
    pub(super) new: &'c TypeWriter<'s>,
    /// The type.
    pub(super) subject: &'c str,
    /// Where it stands.
    pub(super) places: (Option<&'c Pointer>, Option<&'c Pointer>),
    /// Whether the type was another name of an equal one and has a definition of its own now.
    pub(super) is_split: bool,
}

/// The members of the new version, by what those of the old one are looked up by: types with
/// thousands of them are compared as well.
struct MemberIndex<'m> {
    /// By kind and name on the wire; the first where several have one.
    by_key: HashMap<(MemberKind, &'m str), &'m Member>,
    /// By kind and name in Rust.
    by_name: HashMap<(MemberKind, &'m str), &'m Member>,
    /// Variants by the values that choose them.
    by_tag: HashMap<&'m str, &'m Member>,
    /// Variants by what they hold.
    by_text: HashMap<String, Vec<&'m Member>>,
}

impl<'m> MemberIndex<'m> {
    fn new(members: &'m [Member], writer: &TypeWriter<'_>) -> Self {
        let mut index = Self {
            by_key: HashMap::default(),
            by_name: HashMap::default(),
            by_tag: HashMap::default(),
            by_text: HashMap::default(),
        };
        for member in members {
            let (key, name) = ((member.kind, &*member.key), (member.kind, &*member.name));
            index.by_key.entry(key).or_insert(member);
            index.by_name.entry(name).or_insert(member);
            for tag in &member.tags {
                index.by_tag.entry(tag).or_insert(member);
            }
            if member.kind == MemberKind::Variant {
                let text = writer.member(member);
                index.by_text.entry(text).or_default().push(member);
            }
        }
        index
    }
}

impl MemberComparer<'_, '_> {
    /// Compares members by what they stand for on the wire, and then by their names.
    pub(super) fn compare(&self, old: &[Member], new: &[Member], changes: &mut Vec<Change>) {
        let index = MemberIndex::new(new, self.new);
        let first = changes.len();
        let mut told = HashSet::default();
        for before in old {
            let kind = before.kind;
            // A setter is what its field is: that is told once.
            if kind != MemberKind::Field
                && kind != MemberKind::Variant
                && told.contains(&before.key)
            {
                continue;
            }
            if let Some(change) = self.compare_member(before, &index) {
                if kind == MemberKind::Field || kind == MemberKind::Variant {
                    told.insert(before.key.clone());
                }
                changes.push(change);
            }
        }
        // An old name for something else is told as that.
        let keys = old.iter().map(|one| (one.kind, one.key.as_str()));
        let keys: HashSet<(MemberKind, &str)> = keys.collect();
        let names = old.iter().map(|one| (one.kind, one.name.as_str()));
        let names: HashSet<(MemberKind, &str)> = names.collect();
        let is_known = |after: &Member| {
            keys.contains(&(after.kind, &after.key)) || names.contains(&(after.kind, &after.name))
        };
        let renamed = changes.iter().skip(first);
        let renamed: HashSet<String> = renamed.map(|change| change.after.clone()).collect();
        for after in new.iter().filter(|after| !is_known(after)) {
            // What a field brings with it is not told again.
            let is_own = !matches!(after.kind, MemberKind::Setter | MemberKind::Conversion);
            if is_own && !renamed.contains(&after.name) {
                changes.push(
                    Change::new(ChangeKind::MemberAdded, self.name(after))
                        .values("", self.new.member(after))
                        .places(self.places.0, self.places.1),
                );
            }
        }
    }

    fn compare_member(&self, before: &Member, new: &MemberIndex<'_>) -> Option<Change> {
        let by_key = new.by_key.get(&(before.kind, &*before.key)).copied();
        let by_name = new.by_name.get(&(before.kind, &*before.name)).copied();
        let (kind, before_text, after_text, advice) = match (by_key, by_name) {
            (Some(after), _) if has_other_tags(before, after, new) => {
                let texts = [before, after].map(|one| one.tags.first().cloned());
                let [was, is] = texts.map(Option::unwrap_or_default);
                let advice = format!("`{}` stands for `{is}` now", before.name);
                (find_silent_kind(before.kind), was, is, advice)
            }
            (Some(after), _) if after.name == before.name => {
                let texts = (self.old.member(before), self.new.member(after));
                let gives = before.kind != MemberKind::Setter;
                let is_same =
                    texts.0 == texts.1 || has_same_signature((self.old, before), (self.new, after));
                // Inner types were one as well, and are two with it; that is told of each.
                let is_same = is_same || (self.is_split && self.old.member(after) == texts.0);
                if is_same || (!gives && takes_old_value(&texts.0, &texts.1)) {
                    return None;
                }
                let advice = format!("`{}` is `{}` now", before.name, texts.1);
                (ChangeKind::MemberTypeChanged, texts.0, texts.1, advice)
            }
            (Some(after), Some(_)) => {
                let texts = (before.name.clone(), after.name.clone());
                let advice = format!("write `{}` for `{}`", after.name, before.name);
                (find_silent_kind(before.kind), texts.0, texts.1, advice)
            }
            (Some(after), None) => {
                let texts = (before.name.clone(), after.name.clone());
                let advice = format!("write `{}` for `{}`", after.name, before.name);
                (ChangeKind::MemberRenamed, texts.0, texts.1, advice)
            }
            (None, Some(after)) if before.key != before.name || after.key != after.name => {
                let advice = format!("`{}` stands for `{}` now", before.name, after.key);
                let texts = (before.key.clone(), after.key.clone());
                (find_silent_kind(before.kind), texts.0, texts.1, advice)
            }
            (None, _) => self.find_renamed(before, new).unwrap_or_else(|| {
                let advice = format!("remove the uses of `{}`", before.name);
                let text = self.old.member(before);
                (ChangeKind::MemberGone, text, String::new(), advice)
            }),
        };
        let change = Change::new(kind, self.name(before)).values(before_text, after_text);
        Some(change.places(self.places.0, self.places.1).advice(advice))
    }

    /// A variant that is chosen by the same value, or holds the only value of its type, goes on to
    /// hold it under another name.
    fn find_renamed(
        &self,
        before: &Member,
        new: &MemberIndex<'_>,
    ) -> Option<(ChangeKind, String, String, String)> {
        before
            .ty
            .as_ref()
            .filter(|_| before.kind == MemberKind::Variant)?;
        let mut tags = before.tags.iter();
        let chosen = tags.find_map(|tag| new.by_tag.get(tag.as_str()));
        let held = self.old.member(before);
        let holds_same = new.by_text.get(&held).map(Vec::as_slice);
        let after = match (chosen, holds_same) {
            (Some(after), _) | (None, Some([after])) => *after,
            _ => return None,
        };
        let advice = format!("write `{}` for `{}`", after.name, before.name);
        let names = (before.name.clone(), after.name.clone());
        Some((ChangeKind::MemberRenamed, names.0, names.1, advice))
    }

    fn name(&self, member: &Member) -> String {
        match member.kind {
            MemberKind::Field => format!("{}.{}", self.subject, member.name),
            MemberKind::Variant => format!("{}::{}", self.subject, member.name),
            MemberKind::Setter | MemberKind::Getter | MemberKind::Argument => {
                format!("{}.{}()", self.subject, member.name)
            }
            MemberKind::Conversion => format!("{}: From<{}>", self.subject, member.name),
            MemberKind::Header => format!("{}::{}", self.subject, member.name),
        }
    }
}

/// Whether a member holds, takes or gives what programs write in the same way in both versions.
pub(super) fn has_same_signature(
    (old_writer, before): (&TypeWriter<'_>, &Member),
    (new_writer, after): (&TypeWriter<'_>, &Member),
) -> bool {
    let (Some(before), Some(after)) = (&before.ty, &after.ty) else {
        return false;
    };
    let types = (&before.ty, &after.ty);
    before.around == after.around && is_same_type((old_writer, types.0), (new_writer, types.1))
}

/// Whether the value that chose a variant chooses another one now. Where nothing is chosen by it,
/// the variant goes on to mean the same, and old clients are told of it.
fn has_other_tags(before: &Member, after: &Member, new: &MemberIndex<'_>) -> bool {
    let sent = before.tags.first();
    sent.is_some_and(|tag| !after.tags.contains(tag) && new.by_tag.contains_key(tag.as_str()))
}

fn find_silent_kind(kind: MemberKind) -> ChangeKind {
    match kind {
        MemberKind::Variant => ChangeKind::VariantMeansOther,
        _ => ChangeKind::FieldMeansOther,
    }
}
