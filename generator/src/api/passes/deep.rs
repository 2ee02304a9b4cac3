//! Lists, maps and tuples that stand inside each other too deep: rustc gives up at 128
//! levels of a type (`recursion_limit`), at less where traits are asked for, and JSON that
//! nests so deep is not read.

use super::take_any_value;
use super::usage::TypeMarks;
use crate::api::context::ResolveCx;
use crate::api::types::Shape;
use crate::limits::MOST_LEVELS_OF_TYPE;

/// Lets any value stand where types would get deeper.
pub(super) fn cut_deep_types(cx: &mut ResolveCx<'_>) {
    let mut depths = vec![0; cx.arena.types.len()];
    let mut met = TypeMarks::new(&cx.arena);
    for start in cx.arena.ids() {
        // A stack of our own, not recursion: what this pass cuts is what would overflow the real
        // one.
        let mut open = vec![(start, false)];
        while let Some((id, is_left)) = open.pop() {
            let inside = cx.arena.shape(id).written_inside();
            if !is_left {
                if met.add(id) {
                    open.push((id, true));
                    open.extend(inside.into_iter().map(|inner| (inner, false)));
                }
                continue;
            }
            let of_inner = inside.iter().filter_map(|inner| depths.get(inner.index()));
            // An alias is another name for what is inside and adds no level to the text of the
            // type.
            let is_alias = matches!(cx.arena.shape(id), Shape::Alias(_));
            let own = usize::from(!inside.is_empty() && !is_alias);
            // a type on a circle gets a name of its own, so that what leads back counts as
            // nothing
            let depth = of_inner.max().copied().unwrap_or_default() + own;
            if let Some(slot) = depths.get_mut(id.index()) {
                // What was cut counts from the start again, so that one finding stands for a tower
                // and not one for each level above the limit.
                *slot = if depth > MOST_LEVELS_OF_TYPE {
                    0
                } else {
                    depth
                };
            }
            if depth > MOST_LEVELS_OF_TYPE {
                let what = format!(
                    "lists and maps inside each other, more than {MOST_LEVELS_OF_TYPE} of them,"
                );
                take_any_value(cx, id, &what);
            }
        }
    }
}
