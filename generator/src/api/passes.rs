//! What can only be done when all types and operations are known. Each pass is a
//! file; their order matters.

use super::context::Cx;
use super::types::{Operation, Selected};

mod alias;
mod classify;
mod collapse;
mod deep;
mod leaves;
mod null;
mod prune;
mod share;
mod streams;
mod styles;
mod usage;
mod views;
mod walk;

/// Runs all passes, and finds what is wanted: all, or what the operations reach that
/// `wanted` marks. `components` says whether those stay that nothing reaches.
pub(crate) fn run(
    cx: &mut Cx<'_>,
    operations: &mut [Operation],
    components: bool,
    wanted: Option<Vec<bool>>,
) -> Selected {
    alias::report_circles(cx);
    collapse::texts(&mut cx.arena);
    deep::cut(cx);
    null::spread(&mut cx.arena, operations);
    alias::inline(&mut cx.arena, operations);
    classify::all(cx);
    styles::check(cx, operations);
    styles::collisions(cx, operations);
    streams::mark(&cx.arena, operations);
    prune::unreachable(&mut cx.arena, operations, components);
    views::keep_tags(&mut cx.arena);
    usage::mark(&mut cx.arena, operations);
    if views::split(&mut cx.arena, operations) {
        usage::mark(&mut cx.arena, operations);
    }
    let selected = prune::selected(&cx.arena, operations, wanted);
    share::copies(&mut cx.arena, &selected);
    selected
}
