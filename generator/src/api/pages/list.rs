//! Where a page has what: its items, and what it tells of its place among the others.

use super::words::{GROUPS, ITEMS, NO_ITEMS, WRAPPERS, fold_name};
use crate::api::context::ArenaBuilder;
use crate::api::types::{ObjectShape, Shape, TypeId};
use crate::limits::MOST_LEVELS_OF_PAGE;

/// Finds the list of items of a page: the page itself, its only list, or the one among
/// several that is called so. `path` is that of the operation, whose last word may be the
/// name of the list.
pub(in crate::api) fn find_items(arena: &ArenaBuilder, page: TypeId, path: &str) -> Option<String> {
    let object = match arena.shape(arena.resolved(page)) {
        Shape::List(_) => return Some(String::new()),
        Shape::Struct(object) => object,
        _ => return None,
    };
    if let Some(name) = find_list_name(arena, object, path) {
        return Some(join_pointer("", name));
    }
    let has_list = object.fields.values().any(|field| is_list(arena, field.ty));
    let inner = object.fields.iter().filter(|_| !has_list);
    let mut found = inner.filter_map(|(name, field)| {
        let is_wrapper = WRAPPERS.contains(&fold_name(name).as_str());
        let Shape::Struct(inner) = arena.shape(arena.resolved(field.ty)) else {
            return None;
        };
        let list = find_list_name(arena, inner, path).filter(|_| is_wrapper)?;
        Some(join_pointer(&join_pointer("", name), list))
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

fn find_list_name<'o>(
    arena: &ArenaBuilder,
    object: &'o ObjectShape,
    path: &str,
) -> Option<&'o str> {
    let lists = object.fields.iter().filter(|(name, field)| {
        is_list(arena, field.ty) && !NO_ITEMS.contains(&fold_name(name).as_str())
    });
    let lists: Vec<&str> = lists.map(|(name, _)| name.as_str()).collect();
    if let [only] = lists.as_slice() {
        return Some(only);
    }
    let last = path.rsplit('/').find(|part| !part.contains('{'));
    let last = fold_name(last.unwrap_or_default());
    let by_path = find_only(&lists, |name| name == last);
    by_path.or_else(|| find_only(&lists, |name| ITEMS.contains(&name)))
}

fn find_only<'o>(names: &[&'o str], is_it: impl Fn(&str) -> bool) -> Option<&'o str> {
    let mut found = names.iter().filter(|name| is_it(&fold_name(name)));
    let only = found.next()?;
    found.next().is_none().then_some(*only)
}

fn is_list(arena: &ArenaBuilder, id: TypeId) -> bool {
    matches!(arena.shape(arena.resolved(id)), Shape::List(_))
}

/// A value that a page has outside of its items.
#[derive(Debug)]
pub(super) struct PageMember {
    /// Where it is.
    pub(super) pointer: String,
    /// Its name, and with those of the objects around it.
    pub(super) name: String,
    pub(super) path: String,
    pub(super) kind: PageValueKind,
    pub(super) depth: usize,
}

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageValueKind {
    Truth,
    Whole,
    Text,
    /// A text that is a URL by its format.
    Url,
}

/// The booleans, numbers and texts of a page, the outer ones first.
pub(super) fn list_page_members(
    arena: &ArenaBuilder,
    page: TypeId,
    items: &str,
) -> Vec<PageMember> {
    let mut members = Vec::new();
    let mut open = vec![(page, String::new(), String::new(), 0)];
    // The object that holds the items may tell of them as well.
    let wrapper = items.rsplit_once('/').map_or("", |(wrapper, _)| wrapper);
    while let Some((id, pointer, path, depth)) = open.pop() {
        let Shape::Struct(object) = arena.shape(arena.resolved(id)) else {
            continue;
        };
        for (name, field) in &object.fields {
            let folded = fold_name(name);
            let pointer = join_pointer(&pointer, name);
            let path = format!("{path}{folded}");
            let shape = arena.shape(arena.resolved(field.ty));
            if let Some(kind) = find_member_kind(shape) {
                members.push(PageMember {
                    pointer,
                    name: folded,
                    path,
                    kind,
                    depth,
                });
            } else if depth < MOST_LEVELS_OF_PAGE
                && (GROUPS.contains(&folded.as_str()) || pointer == wrapper)
            {
                open.push((field.ty, pointer, path, depth + 1));
            }
        }
    }
    members.sort_by_key(|member| member.depth);
    members
}

fn find_member_kind(shape: &Shape) -> Option<PageValueKind> {
    match shape {
        Shape::Boolean => Some(PageValueKind::Truth),
        Shape::Integer(_) | Shape::Number(_) => Some(PageValueKind::Whole),
        Shape::Text(text) => Some(match text.format.as_deref() {
            Some("uri" | "url" | "uri-reference" | "iri") => PageValueKind::Url,
            _ => PageValueKind::Text,
        }),
        _ => None,
    }
}

/// The pointer to a member (RFC 6901 §3).
pub(super) fn join_pointer(outer: &str, name: &str) -> String {
    format!("{outer}/{}", name.replace('~', "~0").replace('/', "~1"))
}
