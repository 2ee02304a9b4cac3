//! Numbers for alternatives that nothing but their content tells apart.

use super::variants::name_value_sort;
use crate::api::{Shape, TypeId};
use crate::rust::arena::TypeArena;

/// So deep a type is looked into: what changes further inside leaves its number as it is, unless
/// there is no other way to tell it apart.
pub(super) const NUMBER_LEVELS: [usize; 2] = [2, 6];

/// So much of what it looks like makes its number.
const MOST_BYTES: usize = 20_000;

/// The numbers that are given: of three digits.
const FIRST: u64 = 100;
const NUMBERS: u64 = 900;

/// A number that a type has by what it looks like on the wire, wherever it stands and whatever
/// stands beside it; looked into so deep.
pub(super) fn number_content(arena: &TypeArena, id: TypeId, levels: usize) -> usize {
    let mut text = String::new();
    write_content(arena, id, levels, &mut text);
    // FNV-1a, as the number has to be the same on every machine.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from(FIRST + hash % NUMBERS).unwrap_or_default()
}

fn write_content(arena: &TypeArena, id: TypeId, left: usize, text: &mut String) {
    text.push_str(&name_value_sort(arena, id));
    let Some(left) = left.checked_sub(1).filter(|_| text.len() < MOST_BYTES) else {
        return;
    };
    match arena.bare(id) {
        Shape::Struct(object) => {
            let mut fields: Vec<_> = object.fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            for (name, field) in fields {
                text.push_str(name);
                text.push(if field.presence.is_required() {
                    '!'
                } else {
                    '?'
                });
                write_content(arena, field.ty, left, text);
                text.push(',');
            }
        }
        Shape::List(list) => write_content(arena, list.item.id, left, text),
        Shape::Map(map) => write_content(arena, map.value.id, left, text),
        Shape::Text(of) => text.push_str(of.format.as_deref().unwrap_or_default()),
        Shape::Enum(list) => {
            let mut values: Vec<&str> = list.values.iter().map(|one| one.wire.as_str()).collect();
            values.sort_unstable();
            text.push_str(&values.join("|"));
        }
        _ => {}
    }
}
