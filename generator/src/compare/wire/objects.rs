//! Objects of both versions.

use std::fmt::{self, Display, Formatter};

use super::{Direction, TypePair, WireWalk, follow_aliases, kinds};
use crate::api::{ObjectField, ObjectShape, OtherProperties, Shape};
use crate::compare::{Change, ChangeKind};

impl WireWalk<'_, '_> {
    pub(super) fn compare_objects(
        &mut self,
        pair: &TypePair,
        old: &ObjectShape,
        new: &ObjectShape,
    ) {
        for (name, before) in &old.fields {
            let trail = format!("{}.{name}", pair.trail);
            let after = new.fields.get(name);
            if let Some(after) = after {
                self.push(before.ty, after.ty, pair.direction, trail.clone());
            }
            let told = match pair.direction {
                Direction::Request => compare_sent_field(before, after),
                Direction::Response => compare_answered_field(before, after),
            };
            if let Some((kind, was, is)) = told {
                let change = Change::new(kind, trail).values(was, is);
                let after = after.map(|after| &after.origin);
                self.changes
                    .push(change.places(Some(&before.origin), after));
            }
        }
        self.compare_other_properties(pair, old.rest, new.rest);
        if pair.direction == Direction::Request {
            for (name, after) in &new.fields {
                if !old.fields.contains_key(name)
                    && after.presence.is_required()
                    && !after.read_only
                {
                    let trail = format!("{}.{name}", pair.trail);
                    let change = Change::new(ChangeKind::RequestNeedsMore, trail);
                    let change = change.values("", "required");
                    self.changes.push(change.places(None, Some(&after.origin)));
                }
            }
            let (was, is) = (NamesTaken::of(old), NamesTaken::of(new));
            if !is.include(&was) {
                let (was, is) = (was.to_string(), is.to_string());
                self.tell(ChangeKind::RequestTakesLess, pair, &was, &is);
            }
        }
    }
}

impl WireWalk<'_, '_> {
    /// Compares what the values of properties are that the document does not name.
    fn compare_other_properties(
        &mut self,
        pair: &TypePair,
        old: OtherProperties,
        new: OtherProperties,
    ) {
        let (kind, narrow, api) = match (pair.direction, old, new) {
            (_, OtherProperties::Of(old), OtherProperties::Of(new)) => {
                let trail = format!("{}.*", pair.trail);
                return self.push(old.id, new.id, pair.direction, trail);
            }
            (Direction::Request, OtherProperties::Any, OtherProperties::Of(new)) => {
                (ChangeKind::RequestTakesLess, new, self.new)
            }
            (Direction::Response, OtherProperties::Of(old), OtherProperties::Any) => {
                (ChangeKind::AnswerOfOtherKind, old, self.old)
            }
            _ => return,
        };
        let Some(ty) = follow_aliases(api, narrow.id) else {
            return;
        };
        let of_one = format!("other properties are {}", kinds::describe_shape(&ty.shape));
        let of_any = "other properties are anything";
        match pair.direction {
            _ if matches!(ty.shape, Shape::Any) => {}
            Direction::Request => self.tell(kind, pair, of_any, &of_one),
            Direction::Response => self.tell(kind, pair, &of_one, of_any),
        }
    }
}

/// Which properties an object takes beyond its fields.
enum NamesTaken<'o> {
    All,
    Matching(&'o [String]),
    None,
}

impl<'o> NamesTaken<'o> {
    fn of(object: &'o ObjectShape) -> Self {
        match (object.rest, object.patterns.as_slice()) {
            (OtherProperties::Closed, _) => Self::None,
            (OtherProperties::Any | OtherProperties::Of(_), []) => Self::All,
            (OtherProperties::Any | OtherProperties::Of(_), patterns) => Self::Matching(patterns),
        }
    }

    /// Whether each name that `others` has is among these.
    fn include(&self, others: &Self) -> bool {
        match (self, others) {
            (Self::All, _) | (_, Self::None) => true,
            (Self::Matching(these), Self::Matching(others)) => {
                others.iter().all(|one| these.contains(one))
            }
            (Self::Matching(_) | Self::None, Self::All) | (Self::None, Self::Matching(_)) => false,
        }
    }
}

impl Display for NamesTaken<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => out.write_str("any property"),
            Self::Matching(patterns) => {
                let patterns: Vec<String> = patterns.iter().map(|one| format!("`{one}`")).collect();
                write!(out, "properties that match {}", patterns.join(" or "))
            }
            Self::None => out.write_str("known properties"),
        }
    }
}

type ToldField = (ChangeKind, &'static str, &'static str);

fn compare_sent_field(before: &ObjectField, after: Option<&ObjectField>) -> Option<ToldField> {
    if before.read_only {
        return None;
    }
    let Some(after) = after else {
        return Some((ChangeKind::RequestTakesLess, "a property", ""));
    };
    if after.read_only {
        return Some((
            ChangeKind::RequestTakesLess,
            "a property",
            "in answers alone",
        ));
    }
    let (was, is) = (before.presence, after.presence);
    if is.is_required() && !was.is_required() {
        Some((ChangeKind::RequestNeedsMore, "optional", "required"))
    } else if was.is_nullable() && !is.is_nullable() {
        Some((ChangeKind::RequestTakesLess, "may be null", "is never null"))
    } else {
        None
    }
}

fn compare_answered_field(before: &ObjectField, after: Option<&ObjectField>) -> Option<ToldField> {
    if !before.presence.is_required() || before.write_only {
        return None;
    }
    let Some(after) = after else {
        return Some((ChangeKind::AnswerLosesProperty, "required", ""));
    };
    if after.write_only {
        return Some((
            ChangeKind::AnswerLosesProperty,
            "required",
            "in requests alone",
        ));
    }
    let (was, is) = (before.presence, after.presence);
    if !is.is_required() {
        Some((ChangeKind::AnswerLosesProperty, "required", "optional"))
    } else if is.is_nullable() && !was.is_nullable() {
        Some((
            ChangeKind::AnswerLosesProperty,
            "is never null",
            "may be null",
        ))
    } else {
        None
    }
}
