//! What the values of an enum are about, by which enums are told apart that have the same
//! few values by accident.

use crate::api::context::ArenaBuilder;
use crate::api::types::{HintStep, NameHint, OperationPart, Shape, Type};

/// So many values agree by accident: `automatic` and `manual` are said of many things, which
/// part as soon as one of them gets a third value.
const ACCIDENTAL_VALUES: usize = 2;

/// Whether two enums of equal values are about one thing: few values must be those of
/// properties whose names end in the same word. A component is about whatever has its values,
/// as members of `allOf` narrow the component to a copy of itself.
pub(super) fn are_of_one_subject(arena: &ArenaBuilder, one: &Type, two: &Type) -> bool {
    match &one.shape {
        Shape::Enum(list)
            if list.values.len() <= ACCIDENTAL_VALUES
                && one.hint.is_inline()
                && two.hint.is_inline() =>
        {
            last_word(subject(arena, &one.hint)) == last_word(subject(arena, &two.hint))
        }
        _ => true,
    }
}

/// What the values of a type are about: the name of the property or parameter, or of the
/// component, that they are given for.
fn subject<'a>(arena: &'a ArenaBuilder, hint: &'a NameHint) -> Option<&'a str> {
    let mut hint = hint;
    // A list in a list in a list: as many as there are types, should they go in a circle.
    for _ in 0..arena.types.len() {
        match hint {
            NameHint::Component(name) | NameHint::Chosen(name) | NameHint::Shared(_, name) => {
                return Some(name);
            }
            NameHint::Inside(_, HintStep::Property(name))
            | NameHint::Operation(
                _,
                OperationPart::Parameter(name) | OperationPart::ResponseHeader(_, name),
            ) => {
                return Some(name);
            }
            NameHint::Operation(_, OperationPart::RequestBody | OperationPart::Response(_)) => {
                return None;
            }
            NameHint::Inside(outer, _) | NameHint::RequestView(outer) => {
                hint = &arena.get(*outer)?.hint;
            }
        }
    }
    None
}

/// The last word of a name, in lower case: `status` of `petStatus` and `pet_status`.
fn last_word(name: Option<&str>) -> Option<String> {
    let name = name?;
    let end = name.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let is_small = |letter: char| letter.is_lowercase() || letter.is_ascii_digit();
    let small = end.trim_end_matches(is_small);
    let start = match small.chars().next_back() {
        // The capital with which the word begins; of a name of capitals, all of the last part.
        Some(capital) if capital.is_uppercase() && small.len() < end.len() => {
            small.len() - capital.len_utf8()
        }
        Some(capital) if capital.is_uppercase() => {
            let part = |letter: char| letter.is_alphanumeric();
            end.trim_end_matches(part).len()
        }
        Some(_) | None => small.len(),
    };
    Some(end.get(start..)?.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::last_word;

    #[test]
    fn last_words_are_found_in_all_ways_of_writing() {
        let names = [
            ("status", "status"),
            ("petStatus", "status"),
            ("PetStatus", "status"),
            ("pet_status", "status"),
            ("pet-status", "status"),
            ("PET_STATUS", "status"),
            ("filter[status]", "status"),
            ("URL", "url"),
            ("größe", "größe"),
            ("ipv4", "ipv4"),
        ];
        for (name, word) in names {
            assert_eq!(last_word(Some(name)).as_deref(), Some(word), "{name}");
        }
        assert_eq!(last_word(None), None);
    }
}
