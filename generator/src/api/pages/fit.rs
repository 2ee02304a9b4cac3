//! Whether an operation has what its pagination names.

use crate::api::context::ArenaBuilder;
use crate::api::types::{
    BodyKind, Location, Operation, PageInput, PageStep, Pagination, Shape, TypeId,
};

/// Why a pagination does not fit an operation; `None` where it fits.
pub(in crate::api) fn explain_misfit(
    arena: &ArenaBuilder,
    operation: &Operation,
    pagination: &Pagination,
) -> Option<String> {
    check_pagination(arena, operation, pagination).err()
}

fn check_pagination(
    arena: &ArenaBuilder,
    operation: &Operation,
    pagination: &Pagination,
) -> Result<(), String> {
    check_page_input(arena, operation, pagination)?;
    let page = find_page_type(arena, operation);
    let page = page.ok_or_else(|| "its success is not one JSON value".to_owned())?;
    let list = follow_page_pointer(arena, page, &pagination.items)?;
    let Some(Shape::List(list)) = list.map(|list| arena.shape(list)) else {
        return Err(describe_missing_list(arena, page, &pagination.items));
    };
    let of_page = [&pagination.more, &pagination.total, &pagination.total_pages];
    let of_step = match &pagination.step {
        PageStep::Cursor(_, pointer) | PageStep::Url(pointer) => Some(pointer),
        PageStep::LastItem(_, pointer) => {
            check_page_pointer(arena, list.item.id, pointer)?;
            None
        }
        PageStep::Offset(_) | PageStep::Number(..) | PageStep::Link(_) => None,
    };
    for pointer in of_page.into_iter().flatten().chain(of_step) {
        check_page_pointer(arena, page, pointer)?;
    }
    Ok(())
}

/// The type of the JSON that each success of an operation holds.
pub(in crate::api) fn find_page_type(
    arena: &ArenaBuilder,
    operation: &Operation,
) -> Option<TypeId> {
    let mut page = None;
    for response in &operation.successes {
        let wholes = response.contents.iter().filter(|one| !one.body.is_stream());
        // A success without a body is none of pages.
        response.contents.first()?;
        for content in wholes {
            let BodyKind::Json(place) = &content.body else {
                return None;
            };
            let id = arena.resolved(place.id);
            if place.nullable || page.is_some_and(|page| page != id) {
                return None;
            }
            page = Some(id);
        }
    }
    page
}

/// Makes sure that the request has what says which page is wanted.
fn check_page_input(
    arena: &ArenaBuilder,
    operation: &Operation,
    pagination: &Pagination,
) -> Result<(), String> {
    let counts = matches!(pagination.step, PageStep::Offset(_) | PageStep::Number(..));
    let (location, word, name) = match pagination.step.input() {
        None => return Ok(()),
        Some(PageInput::Body(name)) => return check_body_input(arena, operation, name, counts),
        Some(PageInput::Query(name)) => (Location::Query, "query", name),
        Some(PageInput::Header(name)) => (Location::Header, "header", name),
    };
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|one| {
        one.location == location
            && match location {
                Location::Header => one.name.eq_ignore_ascii_case(name),
                Location::Path | Location::Query | Location::Cookie => one.name == *name,
            }
    });
    let parameter = parameter.ok_or_else(|| format!("there is no {word} parameter `{name}`"))?;
    check_input_type(arena, parameter.ty.id, name, counts)
}

fn check_body_input(
    arena: &ArenaBuilder,
    operation: &Operation,
    name: &str,
    counts: bool,
) -> Result<(), String> {
    let missing = || "the body is not a required JSON object".to_owned();
    let body = operation.request_body.as_ref();
    let body = body.filter(|body| body.required).ok_or_else(missing)?;
    let json = body.contents.iter().find_map(|one| match &one.body {
        BodyKind::Json(place) => Some(place.id),
        _ => None,
    });
    let json = arena.resolved(json.ok_or_else(missing)?);
    let Shape::Struct(object) = arena.shape(json) else {
        return Err(missing());
    };
    let property = object.fields.get(name);
    let property = property.ok_or_else(|| format!("the body has no property `{name}`"))?;
    check_input_type(arena, property.ty, name, counts)
}

/// An offset and a page number are numbers; a cursor is what one parameter can hold.
fn check_input_type(
    arena: &ArenaBuilder,
    id: TypeId,
    name: &str,
    counts: bool,
) -> Result<(), String> {
    match (arena.shape(arena.resolved(id)), counts) {
        (Shape::Integer(_) | Shape::Number(_) | Shape::Any, _) => Ok(()),
        (_, true) => Err(format!("`{name}` is not an integer")),
        (Shape::List(_) | Shape::Tuple(_) | Shape::Map(_) | Shape::Boolean, false) => {
            Err(format!("`{name}` is neither a text nor a number"))
        }
        (_, false) => Ok(()),
    }
}

/// Makes sure that the document knows of a place, as far as it says what is there.
fn check_page_pointer(arena: &ArenaBuilder, page: TypeId, pointer: &str) -> Result<(), String> {
    let at = follow_page_pointer(arena, page, pointer)?;
    match at.map(|at| arena.shape(at)) {
        Some(Shape::List(_)) => Err(format!("`{pointer}` is a list")),
        Some(_) | None => Ok(()),
    }
}

/// The type of what a pointer leads to; `None` where the document does not say what is
/// there.
pub(super) fn follow_page_pointer(
    arena: &ArenaBuilder,
    page: TypeId,
    pointer: &str,
) -> Result<Option<TypeId>, String> {
    let mut at = arena.resolved(page);
    for name in pointer.split('/').skip(1) {
        // RFC 6901 §4.
        let name = name.replace("~1", "/").replace("~0", "~");
        at = match arena.shape(at) {
            Shape::Struct(object) => {
                let field = object.fields.get(&name);
                let missing = || format!("`{pointer}`: there is no property `{name}`");
                arena.resolved(field.ok_or_else(missing)?.ty)
            }
            Shape::Any | Shape::Map(_) | Shape::Union(_) => return Ok(None),
            _ => return Err(format!("`{pointer}`: `{name}` is not in an object")),
        };
    }
    Ok(Some(at))
}

fn describe_missing_list(arena: &ArenaBuilder, page: TypeId, pointer: &str) -> String {
    if !pointer.is_empty() {
        return format!("`{pointer}` is not a list");
    }
    let Shape::Struct(object) = arena.shape(page) else {
        return "the response is not a list".to_owned();
    };
    let is_list = |id| matches!(arena.shape(arena.resolved(id)), Shape::List(_));
    let lists = object.fields.iter().filter(|(_, field)| is_list(field.ty));
    let lists: Vec<String> = lists.map(|(name, _)| format!("`items: /{name}`")).collect();
    match lists.is_empty() {
        true => "the response is not a list; `items` says where its list is".to_owned(),
        false => format!("the response is not a list; write {}", lists.join(" or ")),
    }
}
