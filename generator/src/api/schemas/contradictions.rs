//! Which of several schemas counts where they contradict each other.
//!
//! By the letter no value meets all of them; servers send one all the same. What stands
//! in the schema itself says what its author meant, more than what it takes over from
//! another one: so the nearer statement counts. Of two that are equally near neither does.

use crate::api::context::ResolveCx;
use crate::api::view::{Enumeration, SchemaNode, SchemaType};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::Pointer;

/// One of the schemas that a value must all meet.
pub(super) struct Part {
    /// The schema.
    pub(super) node: SchemaNode,
    /// Over how many references and members of `allOf` it is reached.
    pub(super) distance: usize,
}

/// What of a part does not count, as it contradicts another one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Overruled {
    /// All that it says: its type is another one.
    pub(super) is_whole: bool,
    /// Its `enum`.
    pub(super) enumeration: bool,
    /// Its `const`.
    pub(super) constant: bool,
    /// Its `format`.
    pub(super) format: bool,
}

/// What of each part does not count.
pub(super) fn find_overruled(cx: &mut ResolveCx<'_>, parts: &[Part]) -> Vec<Overruled> {
    let mut overruled = vec![Overruled::default(); parts.len()];
    let all: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
    let types = |part: &Part| {
        let types = &part.node.view.rules.types;
        (!types.is_empty()).then(|| types.clone())
    };
    let both = |ours: &Vec<SchemaType>, theirs: &Vec<SchemaType>| {
        let common = common_types(ours, theirs);
        (!common.is_empty()).then_some(common)
    };
    for place in find_losing_parts(cx, "type", &all, types, both) {
        set_overruled(&mut overruled, place, |one| one.is_whole = true);
    }
    let counting: Vec<(usize, &Part)> = all
        .into_iter()
        .filter(|(place, _)| overruled.get(*place).is_some_and(|one| !one.is_whole))
        .collect();
    let enumeration = |part: &Part| part.node.view.rules.enumeration.clone();
    let both = |ours: &Enumeration, theirs: &Enumeration| {
        let common = ours.common(theirs);
        (!common.values.is_empty()).then_some(common)
    };
    for place in find_losing_parts(cx, "enum", &counting, enumeration, both) {
        set_overruled(&mut overruled, place, |one| one.enumeration = true);
    }
    let constant = |part: &Part| part.node.view.rules.constant.clone();
    for place in find_losing_parts(cx, "const", &counting, constant, agree_on_statement) {
        set_overruled(&mut overruled, place, |one| one.constant = true);
    }
    let format = |part: &Part| part.node.view.rules.format.clone();
    for place in find_losing_parts(cx, "format", &counting, format, agree_on_statement) {
        set_overruled(&mut overruled, place, |one| one.format = true);
    }
    overruled
}

fn set_overruled(overruled: &mut [Overruled], place: usize, set: impl Fn(&mut Overruled)) {
    overruled.get_mut(place).into_iter().for_each(set);
}

fn agree_on_statement<T: Clone + PartialEq>(ours: &T, theirs: &T) -> Option<T> {
    (ours == theirs).then(|| ours.clone())
}

/// What a part says under a keyword, and the place of the part among all.
struct Said<'p, T> {
    place: usize,
    part: &'p Part,
    statement: T,
}

/// The places of the parts whose statement under a keyword does not count. `both` gives
/// what two statements allow together, if anything.
fn find_losing_parts<T>(
    cx: &mut ResolveCx<'_>,
    keyword: &str,
    parts: &[(usize, &Part)],
    statement: impl Fn(&Part) -> Option<T>,
    both: impl Fn(&T, &T) -> Option<T>,
) -> Vec<usize> {
    let said = parts.iter().filter_map(|&(place, part)| {
        statement(part).map(|statement| Said {
            place,
            part,
            statement,
        })
    });
    let mut said: Vec<Said<'_, T>> = said.collect();
    if said.len() < 2 {
        return Vec::new();
    }
    said.sort_by_key(|one| one.part.distance);
    let mut losers = Vec::new();
    let mut nearer: Option<(T, Pointer)> = None;
    for group in said.chunk_by(|one, two| one.part.distance == two.part.distance) {
        let mut equals: Vec<&Said<'_, T>> = Vec::new();
        for one in group {
            let mut wins = nearer.iter();
            if let Some((_, at)) = wins.find(|(ours, _)| both(ours, &one.statement).is_none()) {
                report_loss(cx, keyword, &one.part.node.at, at);
                losers.push(one.place);
            } else {
                equals.push(one);
            }
        }
        let Some(first) = equals.first().map(|one| one.part.node.at.clone()) else {
            continue;
        };
        match allowed_by_all(nearer.take(), &equals, &both) {
            Ok(common) => nearer = common.map(|common| (common, first)),
            Err((before, second)) => {
                nearer = before;
                report_tie(cx, keyword, &second.node.at, &first);
                losers.extend(equals.iter().map(|one| one.place));
            }
        }
    }
    losers
}

/// What statements that are equally near allow together with nearer ones. Else the nearer
/// ones, and the first part that contradicts those before it.
#[allow(clippy::type_complexity, reason = "it is used once")]
fn allowed_by_all<'p, T>(
    nearer: Option<(T, Pointer)>,
    said: &[&Said<'p, T>],
    both: &impl Fn(&T, &T) -> Option<T>,
) -> Result<Option<T>, (Option<(T, Pointer)>, &'p Part)> {
    let mut common: Option<T> = None;
    for one in said {
        let known = common.as_ref().or(nearer.as_ref().map(|(ours, _)| ours));
        match both(known.unwrap_or(&one.statement), &one.statement) {
            Some(next) => common = Some(next),
            None => return Err((nearer, one.part)),
        }
    }
    Ok(common)
}

/// The types that both lists allow; a whole number is a number.
pub(super) fn common_types(ours: &[SchemaType], theirs: &[SchemaType]) -> Vec<SchemaType> {
    use SchemaType::{Integer, Number};
    let mut common = Vec::new();
    for mine in ours {
        for other in theirs {
            match (*mine, *other) {
                (a, b) if a == b => common.push(a),
                (Integer, Number) | (Number, Integer) => common.push(Integer),
                _ => {}
            }
        }
    }
    common
}

fn report_loss(cx: &mut ResolveCx<'_>, keyword: &str, at: &Pointer, winner: &Pointer) {
    let message = format!("`{keyword}` contradicts what stands nearer to the schema, which wins");
    let finding = Diagnostic::at(Code::AllOfContradiction, at, message)
        .label(Place::Node(winner.clone()), "this wins");
    cx.report_once(format!("{keyword} {at}"), finding);
}

fn report_tie(cx: &mut ResolveCx<'_>, keyword: &str, at: &Pointer, other: &Pointer) {
    let message = format!("`{keyword}` contradicts another member of `allOf`; neither counts");
    let finding = Diagnostic::at(Code::AllOfContradiction, at, message)
        .label(Place::Node(other.clone()), "the other one");
    cx.report_once(format!("{keyword} {at}"), finding);
}
