//! What programs that were built with the old version meet at a server of the new one.
//!
//! Both versions are walked from their operations at once, so that it does not matter where a
//! schema stands or what it is called. In responses a change that lets more values through
//! breaks old readers; in requests one that lets fewer through breaks old writers.

mod kinds;
mod objects;
mod provider;
mod unions;

use super::{Change, ChangeKind};
use crate::api::places::{index_operation_places, name_location};
use crate::api::{
    Api, BodyKind, Operation, Response, Shape, StatusPattern, Type, TypeId, TypeUse, TypedHeader,
};
use crate::maps::{HashMap, HashSet};
pub(super) use provider::compare_provider_calls;

use kinds::{reads_all_values, takes_all_values};

/// Compares all operations, and what they send and answer.
pub(super) fn compare_wire(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    let (old_places, new_places) = (index_operation_places(old), index_operation_places(new));
    let new_operations = new.wanted_operations().filter_map(|one| {
        let place = new_places.get(one.origin.as_str())?;
        Some((place.as_str(), one))
    });
    let by_place: HashMap<&str, &Operation> = new_operations.collect();
    let mut walk = WireWalk::new(old, new, changes);
    for before in old.wanted_operations() {
        let name = old_places.get(before.origin.as_str());
        let name = name.map(String::as_str).unwrap_or_default();
        match by_place.get(name) {
            Some(after) => walk.compare_operation(before, after, name),
            None => {
                let change = Change::new(ChangeKind::OperationGoneAtServer, name);
                walk.changes.push(change.places(Some(&before.origin), None));
            }
        }
    }
    walk.compare_queued();
}

/// Which way values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    Request,
    Response,
}

impl Direction {
    /// What it is where values are of another kind than the other side knows: it takes fewer than
    /// are sent, or is sent what it does not read.
    const fn name_misfit(self) -> ChangeKind {
        match self {
            Self::Request => ChangeKind::RequestTakesLess,
            Self::Response => ChangeKind::AnswerOfOtherKind,
        }
    }
}

/// A pair of types that stand at one place of both versions.
struct TypePair {
    old: TypeId,
    new: TypeId,
    direction: Direction,
    /// Where: `GET /pets/{} 200.name`.
    trail: String,
}

struct WireWalk<'a, 'c> {
    old: &'a Api,
    new: &'a Api,
    seen: HashSet<(TypeId, TypeId, Direction)>,
    /// A list in place of recursion: documents may nest as deep as they like.
    queue: Vec<TypePair>,
    changes: &'c mut Vec<Change>,
}

impl<'a, 'c> WireWalk<'a, 'c> {
    fn new(old: &'a Api, new: &'a Api, changes: &'c mut Vec<Change>) -> Self {
        Self {
            old,
            new,
            seen: HashSet::default(),
            queue: Vec::new(),
            changes,
        }
    }
}

impl WireWalk<'_, '_> {
    fn push(&mut self, old: TypeId, new: TypeId, direction: Direction, trail: String) {
        if self.seen.insert((old, new, direction)) {
            self.queue.push(TypePair {
                old,
                new,
                direction,
                trail,
            });
        }
    }

    fn tell(&mut self, kind: ChangeKind, pair: &TypePair, before: &str, after: &str) {
        let origin = |api: &Api, id| api.types.get(id).map(|ty| ty.origin.clone());
        let (old, new) = (origin(self.old, pair.old), origin(self.new, pair.new));
        let change = Change::new(kind, &pair.trail).values(before, after);
        self.changes.push(change.places(old.as_ref(), new.as_ref()));
    }

    fn compare_operation(&mut self, old: &Operation, new: &Operation, name: &str) {
        self.compare_parameters(old, new, name);
        self.compare_bodies(old, new, name);
        self.compare_responses(
            &old.successes,
            &new.successes,
            ChangeKind::SuccessUndocumented,
            name,
        );
        self.compare_responses(
            &old.failures,
            &new.failures,
            ChangeKind::FailureUndocumented,
            name,
        );
    }

    fn compare_parameters(&mut self, old: &Operation, new: &Operation, name: &str) {
        for before in &old.parameters {
            let is_path = before.location == crate::api::Location::Path;
            let mut same = new.parameters.iter();
            let same =
                same.find(|one| (&one.name, one.location) == (&before.name, before.location));
            let trail = format!("{name} {}:{}", name_location(before.location), before.name);
            match same {
                Some(after) => {
                    if after.required && !before.required {
                        let change = Change::new(ChangeKind::RequestNeedsMore, &trail);
                        let change = change.values("optional", "required");
                        self.changes
                            .push(change.places(Some(&before.origin), Some(&after.origin)));
                    }
                    self.push(before.ty.id, after.ty.id, Direction::Request, trail);
                }
                // What a path parameter is called does not travel.
                None if is_path => {}
                None => {
                    let change = Change::new(ChangeKind::RequestTakesLess, trail);
                    self.changes
                        .push(change.places(Some(&before.origin), Some(&new.origin)));
                }
            }
        }
        for after in new.parameters.iter().filter(|one| one.required) {
            let is_path = after.location == crate::api::Location::Path;
            let mut known = old.parameters.iter();
            if !is_path
                && !known.any(|one| (&one.name, one.location) == (&after.name, after.location))
            {
                let trail = format!("{name} {}:{}", name_location(after.location), after.name);
                let change =
                    Change::new(ChangeKind::RequestNeedsMore, trail).values("", "required");
                self.changes
                    .push(change.places(Some(&old.origin), Some(&after.origin)));
            }
        }
    }

    fn compare_bodies(&mut self, old: &Operation, new: &Operation, name: &str) {
        let required =
            |one: &Operation| one.request_body.as_ref().is_some_and(|body| body.required);
        let trail = format!("{name} body");
        if required(new) && !required(old) {
            let change =
                Change::new(ChangeKind::RequestNeedsMore, &trail).values("optional", "required");
            self.changes
                .push(change.places(Some(&old.origin), Some(&new.origin)));
        }
        let Some(before) = &old.request_body else {
            return;
        };
        for content in &before.contents {
            let after = new.request_body.iter().flat_map(|body| &body.contents);
            let mut after = after.filter(|one| one.media_type == content.media_type);
            match after.next() {
                Some(after) => {
                    if let (Some(before), Some(after)) = (
                        find_content_type(&content.body),
                        find_content_type(&after.body),
                    ) {
                        self.push(before, after, Direction::Request, trail.clone());
                    }
                }
                None => {
                    let change = Change::new(ChangeKind::RequestTakesLess, &trail);
                    let change = change.values(&content.media_type, "");
                    self.changes
                        .push(change.places(Some(&before.origin), Some(&new.origin)));
                }
            }
        }
    }

    fn compare_responses(
        &mut self,
        old: &[Response],
        new: &[Response],
        kind: ChangeKind,
        name: &str,
    ) {
        for after in new {
            let before = old
                .iter()
                .find(|before| covers_status(before.status, after.status));
            let status = describe_status(after.status);
            let Some(before) = before else {
                let change = Change::new(kind, format!("{name} {status}"));
                self.changes.push(change.places(None, Some(&after.origin)));
                continue;
            };
            self.compare_headers(before, after, &format!("{name} {status}"));
            for content in &after.contents {
                let mut same = before.contents.iter();
                match same.find(|one| one.media_type == content.media_type) {
                    Some(before) => {
                        if let (Some(old), Some(new)) = (
                            find_content_type(&before.body),
                            find_content_type(&content.body),
                        ) {
                            self.push(old, new, Direction::Response, format!("{name} {status}"));
                        }
                    }
                    None => {
                        let change = Change::new(kind, format!("{name} {status}"));
                        let change = change.values("", &content.media_type);
                        self.changes
                            .push(change.places(Some(&before.origin), Some(&after.origin)));
                    }
                }
            }
            if after.contents.is_empty() && !before.contents.is_empty() {
                let change = Change::new(kind, format!("{name} {status}"));
                let change = change.values("a body", "no body");
                self.changes
                    .push(change.places(Some(&before.origin), Some(&after.origin)));
            }
        }
    }

    /// Headers that the document promises. What is new of them harms nobody.
    fn compare_headers(&mut self, old: &Response, new: &Response, trail: &str) {
        for before in &old.headers {
            let trail = format!("{trail} header:{}", before.name);
            let is_it = |one: &&TypedHeader| one.name.eq_ignore_ascii_case(&before.name);
            let Some(after) = new.headers.iter().find(is_it) else {
                let change = Change::new(ChangeKind::AnswerLosesProperty, trail);
                let change = change.places(Some(&before.origin), Some(&new.origin));
                self.changes.push(change);
                continue;
            };
            if before.required && !after.required {
                let change = Change::new(ChangeKind::AnswerLosesProperty, &trail);
                let change = change.values("required", "optional");
                self.changes
                    .push(change.places(Some(&before.origin), Some(&after.origin)));
            }
            if (before.json, before.explode) != (after.json, after.explode) {
                let change = Change::new(ChangeKind::AnswerOfOtherKind, &trail);
                let form = |one: &TypedHeader| match (one.json, one.explode) {
                    (true, _) => "JSON",
                    (false, true) => "pairs",
                    (false, false) => "a list",
                };
                let change = change.values(form(before), form(after));
                self.changes
                    .push(change.places(Some(&before.origin), Some(&after.origin)));
            }
            self.push(before.ty.id, after.ty.id, Direction::Response, trail);
        }
    }

    fn compare_queued(&mut self) {
        while let Some(pair) = self.queue.pop() {
            let (Some(old), Some(new)) = (
                follow_aliases(self.old, pair.old),
                follow_aliases(self.new, pair.new),
            ) else {
                continue;
            };
            self.compare_shapes(&pair, &old.shape, &new.shape);
        }
    }

    /// Compares what stands inside of a pair, where it may be null.
    fn compare_uses(&mut self, pair: &TypePair, old: TypeUse, new: TypeUse, trail: String) {
        let was = old.nullable || is_null_allowed(self.old, old.id);
        let is = new.nullable || is_null_allowed(self.new, new.id);
        let is_worse = match pair.direction {
            Direction::Request => was && !is,
            Direction::Response => is && !was,
        };
        if is_worse {
            let origin = |api: &Api, id| api.types.get(id).map(|ty: &Type| ty.origin.clone());
            let (before, after) = (origin(self.old, old.id), origin(self.new, new.id));
            let text = |is_null| {
                if is_null {
                    "may be null"
                } else {
                    "is never null"
                }
            };
            let kind = pair.direction.name_misfit();
            let change = Change::new(kind, &trail).values(text(was), text(is));
            self.changes
                .push(change.places(before.as_ref(), after.as_ref()));
        }
        self.push(old.id, new.id, pair.direction, trail);
    }

    fn compare_shapes(&mut self, pair: &TypePair, old: &Shape, new: &Shape) {
        let inside = |step: &str| format!("{}{step}", pair.trail);
        match (old, new) {
            (Shape::Struct(old), Shape::Struct(new)) => self.compare_objects(pair, old, new),
            (Shape::Map(old), Shape::Map(new)) => {
                self.compare_uses(pair, old.value, new.value, inside(".*"));
            }
            (Shape::List(old), Shape::List(new)) => {
                self.compare_uses(pair, old.item, new.item, inside("[]"));
            }
            (Shape::Tuple(old), Shape::Tuple(new)) => {
                for (old, new) in old.items.iter().zip(&new.items) {
                    self.compare_uses(pair, *old, *new, inside("[]"));
                }
            }
            (Shape::Union(old), Shape::Union(new)) => self.compare_unions(pair, old, new),
            _ => {
                let (kind, fits) = match pair.direction {
                    Direction::Request => (
                        ChangeKind::RequestTakesLess,
                        takes_all_values(self.new, new, old),
                    ),
                    Direction::Response => (
                        ChangeKind::AnswerOfOtherKind,
                        reads_all_values(self.old, old, new),
                    ),
                };
                if !fits {
                    self.tell(
                        kind,
                        pair,
                        &kinds::describe_shape(old),
                        &kinds::describe_shape(new),
                    );
                }
            }
        }
    }
}

/// Whether one of the aliases of a type allows null.
fn is_null_allowed(api: &Api, id: TypeId) -> bool {
    let mut at = id;
    for _ in 0..32 {
        match api.types.get(at).map(|ty| &ty.shape) {
            Some(Shape::Null) => return true,
            Some(Shape::Alias(of)) if of.nullable => return true,
            Some(Shape::Alias(of)) => at = of.id,
            _ => return false,
        }
    }
    false
}

/// The type that an alias stands for.
fn follow_aliases(api: &Api, id: TypeId) -> Option<&Type> {
    let mut ty = api.types.get(id)?;
    // An alias never leads to itself in a sound document; others end here.
    for _ in 0..32 {
        match &ty.shape {
            Shape::Alias(of) => ty = api.types.get(of.id)?,
            _ => break,
        }
    }
    Some(ty)
}

fn find_content_type(body: &BodyKind) -> Option<TypeId> {
    match body {
        BodyKind::Json(of)
        | BodyKind::Form(of, _)
        | BodyKind::Multipart(of, _)
        | BodyKind::Plain(of)
        | BodyKind::Text(Some(of))
        | BodyKind::JsonLines(of) => Some(of.id),
        BodyKind::EventStream(data) => data.ty().map(|of| of.id),
        BodyKind::Text(None) | BodyKind::Binary => None,
    }
}

fn covers_status(old: StatusPattern, new: StatusPattern) -> bool {
    match (old, new) {
        (StatusPattern::Default, _) => true,
        (StatusPattern::Range(class), StatusPattern::Code(code)) => class == code / 100,
        _ => old == new,
    }
}

fn describe_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}
