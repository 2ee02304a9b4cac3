//! What parameters and properties are for the pages of an operation, where each of them says so
//! itself: `x-stainless-pagination-property`
//! (<https://www.stainless.com/docs/guides/configure#pagination>).

use indexmap::IndexMap;
use serde_json::Value;

use super::VendorPagination;
use super::fit::{find_page_type, follow_page_pointer};
use super::list::{find_items, join_pointer};
use crate::api::context::ArenaBuilder;
use crate::api::types::{
    BodyKind, Location, ObjectShape, Operation, PageInput, PageStep, Shape, TypeId,
};
use crate::limits::MOST_LEVELS_OF_PAGE;
use crate::maps::{HashMap, HashSet};
use crate::source::Pointer;

/// The key.
const ROLE_KEY: &str = "x-stainless-pagination-property";

/// What a parameter or a property is for the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PageRole {
    /// Takes a cursor of the page before.
    CursorInput,
    /// Takes what identifies the last item of the page before.
    LastItemInput,
    /// Takes the number of a page.
    NumberInput,
    /// Takes the number of items before the page.
    OffsetInput,
    /// The items.
    Items,
    /// The cursor of the next page.
    NextCursor,
    /// What identifies an item.
    ItemId,
    /// The URL of the next page.
    NextUrl,
    /// Whether there are more pages.
    More,
    /// The number of all items.
    Total,
    /// The number of all pages.
    TotalPages,
}

/// The role that the extensions of a parameter or a schema name. What leads back to earlier
/// pages, or says where this one is, is none that a walk needs.
pub(in crate::api) fn read_page_role(extensions: &IndexMap<String, Value>) -> Option<PageRole> {
    let written = extensions.get(ROLE_KEY)?;
    // A value of a header is no property of the page.
    if written.get("from_header").is_some() {
        return None;
    }
    Some(match written.get("purpose")?.as_str()? {
        "next_cursor_param" => PageRole::CursorInput,
        "next_cursor_id_param" => PageRole::LastItemInput,
        "page_number_param" => PageRole::NumberInput,
        "offset_count_param" => PageRole::OffsetInput,
        "items" => PageRole::Items,
        "next_cursor_field" => PageRole::NextCursor,
        "cursor_item_id" => PageRole::ItemId,
        "cursor_url_field" => PageRole::NextUrl,
        "has_next_page" => PageRole::More,
        "offset_total_count_field" => PageRole::Total,
        "total_page_count_field" => PageRole::TotalPages,
        _ => return None,
    })
}

/// What the roles of parameters and properties say of the pages of an operation. An error is the
/// reason why what takes the next page has nothing to take.
pub(in crate::api) fn find_role_pagination(
    arena: &ArenaBuilder,
    roles: &HashMap<Pointer, PageRole>,
    operation: &Operation,
) -> Option<Result<VendorPagination, String>> {
    if roles.is_empty() {
        return None;
    }
    let page = find_page_type(arena, operation)?;
    let places = list_page_roles(arena, roles, page);
    let place = |role| places.get(&role).cloned();
    let items = place(PageRole::Items).or_else(|| find_items(arena, page, &operation.path));
    let step = match find_role_input(arena, roles, operation) {
        Some((PageRole::CursorInput, input)) => {
            let next = place(PageRole::NextCursor);
            next.map(|next| PageStep::Cursor(input, next))
                .ok_or_else(|| "no property of the page is the next cursor".to_owned())
        }
        Some((PageRole::LastItemInput, input)) => {
            let last = find_item_id(arena, roles, page, items.as_deref());
            last.map(|last| PageStep::LastItem(input, last))
                .ok_or_else(|| "no property of an item is the next cursor".to_owned())
        }
        Some((PageRole::NumberInput, input)) => Ok(PageStep::Number(input, 1)),
        Some((_, input)) => Ok(PageStep::Offset(input)),
        None => Ok(PageStep::Url(place(PageRole::NextUrl)?)),
    };
    Some(step.map(|step| VendorPagination {
        key: ROLE_KEY,
        step,
        items,
        more: place(PageRole::More),
        total: place(PageRole::Total),
        total_pages: place(PageRole::TotalPages),
    }))
}

/// The parameter, or the property of the body, that says which page is wanted.
fn find_role_input(
    arena: &ArenaBuilder,
    roles: &HashMap<Pointer, PageRole>,
    operation: &Operation,
) -> Option<(PageRole, PageInput)> {
    let input_role = |origin: &Pointer| {
        let role = roles.get(origin).copied()?;
        let is_input = matches!(
            role,
            PageRole::CursorInput
                | PageRole::LastItemInput
                | PageRole::NumberInput
                | PageRole::OffsetInput
        );
        is_input.then_some(role)
    };
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find_map(|one| {
        let input = match one.location {
            Location::Query => PageInput::Query(one.name.clone()),
            Location::Header => PageInput::Header(one.name.clone()),
            Location::Path | Location::Cookie => return None,
        };
        Some((input_role(&one.origin)?, input))
    });
    parameter.or_else(|| {
        let body = operation.request_body.as_ref()?;
        let json = body.contents.iter().find_map(|one| match &one.body {
            BodyKind::Json(place) => Some(place.id),
            _ => None,
        });
        let Shape::Struct(object) = arena.shape(arena.resolved(json?)) else {
            return None;
        };
        let mut fields = object.fields.iter();
        fields.find_map(|(name, field)| {
            Some((input_role(&field.origin)?, PageInput::Body(name.clone())))
        })
    })
}

/// Where a page has what, the outer places first.
fn list_page_roles(
    arena: &ArenaBuilder,
    roles: &HashMap<Pointer, PageRole>,
    page: TypeId,
) -> HashMap<PageRole, String> {
    let mut places = HashMap::default();
    let mut seen = HashSet::default();
    let mut level = vec![(arena.resolved(page), String::new())];
    for _ in 0..=MOST_LEVELS_OF_PAGE {
        let mut inner = Vec::new();
        for (id, at) in level {
            let Shape::Struct(object) = arena.shape(id) else {
                continue;
            };
            // A type that stands in several places is looked at once: some stand in themselves.
            if !seen.insert(id) {
                continue;
            }
            for (name, field) in &object.fields {
                let pointer = join_pointer(&at, name);
                if let Some(role) = roles.get(&field.origin) {
                    places.entry(*role).or_insert_with(|| pointer.clone());
                }
                inner.push((arena.resolved(field.ty), pointer));
            }
        }
        level = inner;
    }
    places
}

/// The place in an item that identifies it.
fn find_item_id(
    arena: &ArenaBuilder,
    roles: &HashMap<Pointer, PageRole>,
    page: TypeId,
    items: Option<&str>,
) -> Option<String> {
    let item = find_item_object(arena, page, items?)?;
    let mut fields = item.fields.iter();
    let (name, _) =
        fields.find(|(_, field)| roles.get(&field.origin) == Some(&PageRole::ItemId))?;
    Some(join_pointer("", name))
}

/// The object that is an item of the list at a pointer.
fn find_item_object<'a>(
    arena: &'a ArenaBuilder,
    page: TypeId,
    items: &str,
) -> Option<&'a ObjectShape> {
    let list = follow_page_pointer(arena, page, items).ok()??;
    let Shape::List(list) = arena.shape(list) else {
        return None;
    };
    match arena.shape(arena.resolved(list.item.id)) {
        Shape::Struct(item) => Some(item),
        _ => None,
    }
}
