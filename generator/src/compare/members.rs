//! What programs notice of the fields, variants and methods of a type.

use super::text::{TypeWriter, is_same_type};
use super::types::takes_old_value;
use super::{Change, ChangeKind, Member, MemberKind};
use crate::maps::HashSet;
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

impl MemberComparer<'_, '_> {
    /// Compares members by what they stand for on the wire, and then by their names.
    pub(super) fn compare(&self, old: &[Member], new: &[Member], changes: &mut Vec<Change>) {
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
            if let Some(change) = self.compare_member(before, new) {
                if kind == MemberKind::Field || kind == MemberKind::Variant {
                    told.insert(before.key.clone());
                }
                changes.push(change);
            }
        }
        // An old name for something else is told as that.
        let is_known = |after: &Member| {
            let of_kind = |before: &&Member| before.kind == after.kind;
            let mut of_kind = old.iter().filter(of_kind);
            of_kind.any(|before| before.key == after.key || before.name == after.name)
        };
        for after in new.iter().filter(|after| !is_known(after)) {
            // What a field brings with it is not told again.
            let is_own = !matches!(after.kind, MemberKind::Setter | MemberKind::Conversion);
            let is_renamed = changes.iter().any(|change| change.after == after.name);
            if is_own && !is_renamed {
                changes.push(
                    Change::new(ChangeKind::MemberAdded, self.name(after))
                        .values("", self.new.member(after))
                        .places(self.places.0, self.places.1),
                );
            }
        }
    }

    fn compare_member(&self, before: &Member, new: &[Member]) -> Option<Change> {
        let of_kind = || new.iter().filter(|after| after.kind == before.kind);
        let by_key = of_kind().find(|after| is_same(before, after));
        let by_name = of_kind().find(|after| after.name == before.name);
        let (kind, before_text, after_text, advice) = match (by_key, by_name) {
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

    /// A variant that holds the only value of its type goes on to hold it under another name.
    fn find_renamed(
        &self,
        before: &Member,
        new: &[Member],
    ) -> Option<(ChangeKind, String, String, String)> {
        before
            .ty
            .as_ref()
            .filter(|_| before.kind == MemberKind::Variant)?;
        let held = self.old.member(before);
        let mut holding = new
            .iter()
            .filter(|after| after.kind == before.kind && self.new.member(after) == held);
        let after = holding.next().filter(|_| holding.next().is_none())?;
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

fn is_same(before: &Member, after: &Member) -> bool {
    before.kind == after.kind && before.key == after.key
}

fn find_silent_kind(kind: MemberKind) -> ChangeKind {
    match kind {
        MemberKind::Variant => ChangeKind::VariantMeansOther,
        _ => ChangeKind::FieldMeansOther,
    }
}
