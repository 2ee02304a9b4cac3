//! What is plain from names and types: how the pages of an operation follow each other where
//! nobody says so.
//!
//! Only what leaves no doubt is taken: a list of items that is the only one or called so, a
//! parameter that says which page is wanted, and a place in the page, or a header, that
//! belongs to it. What is inferred is told, and can be turned off.

use super::fit::find_page_type;
use super::list::{PageMember, PageValueKind, find_items, list_page_members};
use super::words::{
    AFTER_ITEM, CURSORS, MORE, NEXT_CURSORS, NEXT_URLS, OFFSETS, PAIRS, SIZES, TOTAL_PAGES, TOTALS,
    fold_name, is_page_number,
};
use crate::api::context::ArenaBuilder;
use crate::api::types::{
    Location, Operation, PageInput, PageStep, Pagination, PaginationSource, Parameter,
    ParameterEncoding, Shape, TypeId,
};

/// Infers the pagination of an operation, if it is plain.
pub(in crate::api) fn infer_pagination(
    arena: &ArenaBuilder,
    operation: &Operation,
) -> Option<Pagination> {
    if operation.method != "GET" {
        return None;
    }
    let page = find_page_type(arena, operation)?;
    let items = find_items(arena, page, &operation.path)?;
    let facts = PageWords {
        arena,
        members: list_page_members(arena, page, &items),
        parameters: list_query_parameters(operation),
        has_link: has_link_header(operation),
        has_id: has_item_id(arena, page, &items),
    };
    let step = facts.infer_step()?;
    Some(Pagination {
        source: PaginationSource::Names,
        more: facts.find_member(&MORE, PageValueKind::Truth),
        total: facts.find_total(),
        total_pages: facts.find_member(&TOTAL_PAGES, PageValueKind::Whole),
        items,
        step,
    })
}

/// What is looked at.
struct PageWords<'a> {
    arena: &'a ArenaBuilder,
    members: Vec<PageMember>,
    /// Parameters of the query that hold one value, with the letters of their names.
    parameters: Vec<(String, &'a Parameter)>,
    has_link: bool,
    /// Whether items have a property `id`.
    has_id: bool,
}

impl PageWords<'_> {
    /// The surest way comes first: what the server says of the next page needs no count, and
    /// a count that the page tells ends without a request for what is not there.
    fn infer_step(&self) -> Option<PageStep> {
        self.infer_cursor()
            .or_else(|| self.infer_last_item())
            .or_else(|| self.has_link.then(|| PageStep::Link("next".to_owned())))
            .or_else(|| self.infer_count().filter(|_| self.tells_end()))
            .or_else(|| self.infer_next_url())
            .or_else(|| self.infer_count().filter(|_| self.has_size()))
    }

    /// A cursor in the page that belongs to a parameter.
    fn infer_cursor(&self) -> Option<PageStep> {
        let cursors = self.parameters.iter().filter(|(name, parameter)| {
            CURSORS.contains(&name.as_str()) && self.is_cursor(name, parameter)
        });
        for (name, parameter) in cursors {
            let is_next = |member: &&PageMember| {
                is_cursor_kind(member.kind)
                    && (NEXT_CURSORS.contains(&member.name.as_str())
                        || is_cursor_pair(name, member))
            };
            if let Some(next) = self.members.iter().find(is_next) {
                let input = PageInput::Query(parameter.name.clone());
                return Some(PageStep::Cursor(input, next.pointer.clone()));
            }
        }
        // A page that names the number of the next one.
        let (_, page) = self.find_page_number()?;
        let is_next =
            |member: &&PageMember| member.name == "nextpage" && member.kind == PageValueKind::Whole;
        let next = self.members.iter().find(is_next)?;
        let input = PageInput::Query(page.name.clone());
        Some(PageStep::Cursor(input, next.pointer.clone()))
    }

    /// A parameter that takes the id of the last item, where the page says whether there are
    /// more.
    fn infer_last_item(&self) -> Option<PageStep> {
        self.find_member(&MORE, PageValueKind::Truth)?;
        let is_it = |(name, _): &&(String, &Parameter)| AFTER_ITEM.contains(&name.as_str());
        let (_, parameter) = self.parameters.iter().find(is_it)?;
        let input = PageInput::Query(parameter.name.clone());
        let last = self.has_id.then(|| "/id".to_owned())?;
        Some(PageStep::LastItem(input, last))
    }

    /// A URL in the page. `next` alone is one only by its format.
    fn infer_next_url(&self) -> Option<PageStep> {
        let is_url = |member: &&PageMember| match member.kind {
            PageValueKind::Text => NEXT_URLS.contains(&member.name.as_str()) || is_linked(member),
            PageValueKind::Url => {
                NEXT_URLS.contains(&member.name.as_str())
                    || is_linked(member)
                    || ["next", "nextpage"].contains(&member.name.as_str())
            }
            PageValueKind::Truth | PageValueKind::Whole => false,
        };
        let next = self.members.iter().find(is_url)?;
        Some(PageStep::Url(next.pointer.clone()))
    }

    /// A page number or an offset.
    fn infer_count(&self) -> Option<PageStep> {
        if let Some((_, page)) = self.find_page_number() {
            let first = number_first_page(self.arena, page);
            return Some(PageStep::Number(PageInput::Query(page.name.clone()), first));
        }
        let mut offsets = self.parameters.iter();
        let (_, offset) = offsets.find(|(name, parameter)| {
            OFFSETS.contains(&name.as_str()) && self.is_whole(parameter)
        })?;
        Some(PageStep::Offset(PageInput::Query(offset.name.clone())))
    }

    fn find_page_number(&self) -> Option<&(String, &Parameter)> {
        let mut parameters = self.parameters.iter();
        parameters.find(|(_, one)| is_page_number(&one.name) && self.is_whole(one))
    }

    /// Whether a parameter can hold a cursor. An offset or a page is one where it is a text.
    fn is_cursor(&self, name: &str, parameter: &Parameter) -> bool {
        match self.arena.shape(self.arena.resolved(parameter.ty.id)) {
            Shape::Text(text) => text.class() == crate::formats::WireClass::Text,
            Shape::Integer(_) => !["offset", "page"].contains(&name),
            _ => false,
        }
    }

    fn is_whole(&self, parameter: &Parameter) -> bool {
        let shape = self.arena.shape(self.arena.resolved(parameter.ty.id));
        // Many documents say `number` of what can only be whole.
        matches!(shape, Shape::Integer(_) | Shape::Number(_))
    }

    fn tells_end(&self) -> bool {
        self.find_member(&MORE, PageValueKind::Truth).is_some()
            || self.find_total().is_some()
            || self
                .find_member(&TOTAL_PAGES, PageValueKind::Whole)
                .is_some()
    }

    fn has_size(&self) -> bool {
        self.has_parameter(&SIZES)
    }

    fn has_parameter(&self, names: &[&str]) -> bool {
        let mut parameters = self.parameters.iter();
        parameters.any(|(name, _)| names.contains(&name.as_str()))
    }

    fn find_member(&self, names: &[&str], kind: PageValueKind) -> Option<String> {
        let is_it = |one: &&PageMember| one.kind == kind && names.contains(&one.name.as_str());
        let found = self.members.iter().find(is_it);
        found.map(|member| member.pointer.clone())
    }

    /// The number of all items. `count` is that of all only where `next` and `previous`
    /// stand beside it, as frameworks write it that always write all four.
    fn find_total(&self) -> Option<String> {
        self.find_member(&TOTALS, PageValueKind::Whole).or_else(|| {
            let outer = self.members.iter().filter(|member| member.depth == 0);
            let names: Vec<&str> = outer.map(|member| member.name.as_str()).collect();
            let is_framework = ["count", "next", "previous"]
                .iter()
                .all(|name| names.contains(name));
            let count = || self.find_member(&["count"], PageValueKind::Whole);
            is_framework.then(count).flatten()
        })
    }
}

/// A cursor is a text or a number, and no URL.
fn is_cursor_kind(kind: PageValueKind) -> bool {
    match kind {
        PageValueKind::Text | PageValueKind::Whole => true,
        PageValueKind::Truth | PageValueKind::Url => false,
    }
}

/// Whether a member of a page is the next value of a parameter: it has the same name, or a
/// name that belongs to it.
fn is_cursor_pair(parameter: &str, member: &PageMember) -> bool {
    if member.name == parameter {
        // An offset of the page itself says where it begins; that of the next one stands apart.
        return match parameter {
            "offset" => member.kind == PageValueKind::Text,
            "page" => false,
            _ => true,
        };
    }
    let named = |name: &str| name == member.name || member.path.ends_with(name);
    let mut pairs = PAIRS.iter();
    pairs.any(|(name, parameters)| named(name) && parameters.contains(&parameter))
}

/// `links.next`, `_links.next.href`, `links.pages.next` and their like.
fn is_linked(member: &PageMember) -> bool {
    member.path.starts_with("links")
        && ["next", "nexthref"]
            .iter()
            .any(|end| member.path.ends_with(end))
}

/// Parameters of the query that are sent as one value.
fn list_query_parameters(operation: &Operation) -> Vec<(String, &Parameter)> {
    let in_query = operation.parameters.iter().filter(|parameter| {
        let by_style = matches!(parameter.encoding, ParameterEncoding::Style(_));
        parameter.location == Location::Query && by_style
    });
    in_query.map(|one| (fold_name(&one.name), one)).collect()
}

fn has_link_header(operation: &Operation) -> bool {
    let mut headers = operation.successes.iter().flat_map(|one| &one.headers);
    headers.any(|header| header.name.eq_ignore_ascii_case("link"))
}

fn has_item_id(arena: &ArenaBuilder, page: TypeId, items: &str) -> bool {
    let mut at = arena.resolved(page);
    for name in items.split('/').skip(1) {
        let Shape::Struct(object) = arena.shape(at) else {
            return false;
        };
        let name = name.replace("~1", "/").replace("~0", "~");
        match object.fields.get(&name) {
            Some(field) => at = arena.resolved(field.ty),
            None => return false,
        }
    }
    let Shape::List(list) = arena.shape(at) else {
        return false;
    };
    match arena.shape(arena.resolved(list.item.id)) {
        Shape::Struct(item) => item.fields.contains_key("id"),
        // Each of several kinds of items.
        Shape::Union(union) => {
            !union.variants.is_empty()
                && union.variants.iter().all(|variant| {
                    let shape = arena.shape(arena.resolved(variant.ty));
                    matches!(shape, Shape::Struct(item) if item.fields.contains_key("id"))
                })
        }
        _ => false,
    }
}

/// The number of the first page: what the document says is assumed or the smallest, else 1.
pub(in crate::api) fn number_first_page(arena: &ArenaBuilder, parameter: &Parameter) -> u64 {
    let ty = arena.get(arena.resolved(parameter.ty.id));
    let assumed = parameter.docs.default.as_deref();
    let assumed = assumed.or(ty.and_then(|ty| ty.docs.default.as_deref()));
    let smallest = match ty.map(|ty| &ty.shape) {
        Some(Shape::Integer(integer)) => integer.bounds.minimum.as_ref(),
        Some(Shape::Number(number)) => number.bounds.minimum.as_ref(),
        _ => None,
    };
    let smallest = smallest.filter(|bound| !bound.exclusive);
    let text = assumed.or(smallest.map(|bound| bound.value.as_str()));
    match text {
        Some("0") => 0,
        _ => 1,
    }
}
