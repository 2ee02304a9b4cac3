//! What can only be done when all types and operations are known. Each pass is a
//! file; their order matters.

use super::context::Cx;
use super::types::Operation;

mod alias;
mod classify;
mod collapse;
mod leaves;
mod null;
mod prune;
mod share;
mod streams;
mod styles;
mod usage;
mod views;
mod walk;

/// Runs all passes. Components that nothing reaches stay if they are wanted.
pub(crate) fn run(cx: &mut Cx<'_>, operations: &mut [Operation], components: bool) {
    alias::report_circles(cx);
    collapse::texts(&mut cx.arena);
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
    share::copies(&mut cx.arena);
}
