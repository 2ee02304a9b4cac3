//! What can only be done when all types and operations are known. Each pass is a file.
//!
//! A pass may rely on what those before it have made sure of, so that their order is a part
//! of what they do: `run` says of each why it stands where it stands.

use super::ApiRules;
use super::context::ResolveCx;
use super::schemas::report_unsupported_schema;
use super::types::{Operation, Selected, Shape, TypeId};
use crate::source::Pointer;

mod alias;
mod chains;
mod classify;
mod collapse;
mod deep;
mod idempotency;
mod leaves;
mod null;
mod pages;
mod prune;
mod rules;
mod share;
mod streams;
mod styles;
mod subject;
mod usage;
mod views;
mod walk;

/// Runs all passes, and finds what is wanted: all, or what the operations reach that
/// `wanted` marks. `components` says whether those stay that nothing reaches.
pub(crate) fn run_passes(
    cx: &mut ResolveCx<'_>,
    operations: &mut [Operation],
    components: bool,
    wanted: Option<Vec<bool>>,
    rules: &ApiRules,
) -> Selected {
    let replies = &cx.source.beyond().replies;
    // Whoever asks for calls of the provider wants them whatever operations are wanted.
    let calls: Vec<Pointer> = cx.source.list_provider_calls().cloned().collect();
    // First: every later pass follows aliases to their end, and from here on there is one.
    alias::report_circles(cx);
    // Before aliases are resolved, as a union of one enum and plain texts becomes an alias of
    // the enum; before unions are classified, as nothing tells texts apart, and nothing need.
    collapse::collapse_text_unions(&mut cx.arena);
    // Before null is spread: where lists nest too deep any value is taken, and null is one.
    deep::cut_deep_types(cx);
    // Behind `deep`, which may already have cut what is held; before null is spread, as there.
    chains::cut_chains(cx);
    // Before aliases are resolved: that an alias allows null is known by its id alone, and its
    // users no longer have that id afterwards.
    null::spread_nullability(&mut cx.arena, operations);
    // From here on ids lead to types that say something or that have a name of their own. All
    // passes behind look at what fields and variants really hold.
    alias::inline_unnamed_aliases(&mut cx.arena, operations);
    // `classify` has to know which way unions travel: what tells their variants apart need not
    // travel both ways. Marked again below, as it makes types.
    usage::mark_type_usage(&mut cx.arena, operations, replies);
    // Behind everything that changes shapes: what tells variants apart are shapes. It makes
    // types (a group of variants is a union of its own), which what is counted before does not
    // know.
    classify::classify_unions(cx);
    // Whether a style fits depends on the type, so that this waits until texts have collapsed
    // and aliases are gone.
    styles::check_parameter_styles(cx, operations);
    // Behind `check`: a style that has no meaning becomes `form`, and its names may collide.
    styles::report_query_collisions(cx, operations);
    // Looks at properties of bodies, which nothing behind it changes.
    streams::mark_stream_switches(&cx.arena, operations);
    // Behind the passes that leave types without users (inlined aliases, regrouped variants)
    // and before those that cost something for each type. Ids are new afterwards, so that
    // `arena.nullable`, `arena.tagged` and `arena.overlapping`, which go by the old ones, say
    // nothing any more.
    prune::prune_unreachable_types(&mut cx.arena, operations, components, &calls);
    // Needs the tags that `classify` has found. Before `usage`: what is `readOnly` does not
    // count as sent, and tags are sent whatever the document says.
    views::keep_tags(&mut cx.arena);
    // `split` has to know which types travel both ways.
    usage::mark_type_usage(&mut cx.arena, operations, replies);
    // Once more where a type was split: its copy bears the marks of the original, which
    // travelled both ways, and each of the two now travels one way.
    if views::split_read_write_views(&mut cx.arena, operations, rules) {
        usage::mark_type_usage(&mut cx.arena, operations, replies);
    }
    // Behind `split`: each type travels as it is marked now.
    views::keep_keys_that_travel(&mut cx.arena);
    // Types are equal only if everything about them is, their usage included. Among all, whatever
    // is wanted: which types share a name must not depend on that.
    share::share_equal_types(&mut cx.arena);
    // Behind `split`, because requests hold the copies, and behind `share`: what is wanted is what
    // the operations reach now, and what that is a copy of.
    let selected = prune::collect_selected_types(&cx.arena, operations, wanted, &calls);
    // Behind everything that makes and replaces types: what a page holds must be what the later
    // stages see of it.
    pages::plan_page_walks(cx, operations, &rules.pages, components);
    // Looks at methods and parameters alone, which are what they are from the beginning.
    idempotency::choose_key_headers(cx, operations, &rules.idempotency, components);
    selected
}

/// Lets any value stand where a type is; `what` of the schema is too much for a type.
fn take_any_value(cx: &mut ResolveCx<'_>, id: TypeId, what: &str) {
    if let Some(ty) = cx.arena.get_mut(id) {
        ty.shape = Shape::Any;
        let origin = ty.origin.clone();
        report_unsupported_schema(cx, &origin, what);
    }
}
