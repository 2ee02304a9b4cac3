//! Methods that walk the pages of an operation, where a document, an overlay or a rule says
//! how they follow each other.
//!
//! How one page leads to the next is the runtime's affair; here it is only made sure that what
//! the pagination names is there, and found out how a program gets from a page to its items.

use super::arguments::CallParts;
use crate::api::{
    BodyKind, Location, Operation, PageInput, PageStep, Pagination, Presence, Shape, TypeId,
};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::items;
use crate::rust::model::{Builtin, PageField, PageFieldState, Pages, Success, Ty};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::report;

/// How the pages of an operation are walked, if it says so and it fits.
pub(super) fn shape_pages(
    cx: &ShapeCx,
    operation: &Operation,
    names: &OperationNames,
    call: &CallParts,
    success: &Success,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Option<Pages> {
    let pagination = operation.pagination.as_ref()?;
    match plan_pages(cx, operation, pagination, call, success) {
        Ok(plan) => Some(finish_pages(plan, pagination, names, scopes)),
        Err(reason) => {
            report::unfit_pagination(&operation.origin, &reason, diagnostics);
            None
        }
    }
}

/// What the extension means for this operation.
struct PagePlan {
    page: Ty,
    item: Ty,
    list: Vec<PageField>,
}

fn plan_pages(
    cx: &ShapeCx,
    operation: &Operation,
    pagination: &Pagination,
    call: &CallParts,
    success: &Success,
) -> Result<PagePlan, String> {
    check_page_input(cx, operation, pagination, call)?;
    let (Success::One(page, _), Some(content)) = (success, find_page_type(cx, operation)) else {
        return Err("its success is not one JSON value".to_owned());
    };
    let (list, found) = find_page_list(cx, content, &pagination.items)?;
    let Shape::List(shape) = cx.arena.bare(found) else {
        return Err(describe_missing_list(cx, content, &pagination.items));
    };
    if cx.newtypes.contains(&cx.arena.behind(found).id) {
        return Err(format!("`{}` is a list inside of itself", pagination.items));
    }
    let item = cx.ty_use(shape.item);
    let of_page = [&pagination.more, &pagination.total, &pagination.total_pages];
    let of_step = match &pagination.step {
        PageStep::Cursor(_, pointer) | PageStep::Url(pointer) => Some(pointer),
        PageStep::LastItem(_, pointer) => {
            check_page_pointer(cx, shape.item.id, pointer)?;
            None
        }
        PageStep::Offset(_) | PageStep::Number(..) | PageStep::Link(_) => None,
    };
    for pointer in of_page.into_iter().flatten().chain(of_step) {
        check_page_pointer(cx, content, pointer)?;
    }
    Ok(PagePlan {
        page: page.clone(),
        item,
        list,
    })
}

/// Makes sure that the request has what says which page is wanted.
fn check_page_input(
    cx: &ShapeCx,
    operation: &Operation,
    pagination: &Pagination,
    call: &CallParts,
) -> Result<(), String> {
    let counts = matches!(pagination.step, PageStep::Offset(_) | PageStep::Number(..));
    let (location, name) = match pagination.step.input() {
        None => return Ok(()),
        Some(PageInput::Body(name)) => return check_body_input(cx, operation, name, counts),
        Some(PageInput::Query(name)) => (Location::Query, name),
        Some(PageInput::Header(name)) => (Location::Header, name),
    };
    let is_it = |one: &&crate::api::Parameter| {
        one.location == location
            && match location {
                Location::Header => one.name.eq_ignore_ascii_case(name),
                Location::Path | Location::Query | Location::Cookie => one.name == *name,
            }
    };
    let word = match location {
        Location::Header => "header",
        Location::Path | Location::Query | Location::Cookie => "query",
    };
    let parameter = call.members.iter().find(is_it);
    let parameter = parameter.ok_or_else(|| format!("there is no {word} parameter `{name}`"))?;
    check_input_type(cx, parameter.ty.id, name, counts)
}

fn check_body_input(
    cx: &ShapeCx,
    operation: &Operation,
    name: &str,
    counts: bool,
) -> Result<(), String> {
    let missing = || "the body is not a required JSON object".to_owned();
    let body = operation.request_body.as_ref();
    let body = body.filter(|body| body.required).ok_or_else(missing)?;
    let json = body
        .contents
        .iter()
        .find_map(|one| find_json_type(&one.body));
    let Shape::Struct(object) = cx.arena.bare(json.ok_or_else(missing)?) else {
        return Err(missing());
    };
    let property = object.fields.get(name);
    let property = property.ok_or_else(|| format!("the body has no property `{name}`"))?;
    check_input_type(cx, property.ty, name, counts)
}

/// An offset and a page number are numbers; a cursor is what one parameter can hold.
fn check_input_type(cx: &ShapeCx, id: TypeId, name: &str, counts: bool) -> Result<(), String> {
    match (cx.without_aliases(id), counts) {
        (Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::F64, _) => Ok(()),
        (Ty::Runtime(Builtin::Value | Builtin::Number | Builtin::Decimal), _) => Ok(()),
        (_, true) => Err(format!("`{name}` is not an integer")),
        (Ty::Vec(_) | Ty::Map(_) | Ty::Bool, false) => {
            Err(format!("`{name}` is neither a text nor a number"))
        }
        (_, false) => Ok(()),
    }
}

/// The type of the JSON that the one success holds.
fn find_page_type(cx: &ShapeCx, operation: &Operation) -> Option<TypeId> {
    let contents = operation.successes.iter();
    let contents = contents.flat_map(|response| &response.contents);
    contents
        .into_iter()
        .find_map(|content| match &content.body {
            BodyKind::Json(place) if cx.arena.is_nullable(*place) => None,
            other => find_json_type(other),
        })
}

fn find_json_type(body: &BodyKind) -> Option<TypeId> {
    match body {
        BodyKind::Json(place) => Some(place.id),
        BodyKind::Form(..)
        | BodyKind::Multipart(..)
        | BodyKind::Text
        | BodyKind::Plain(_)
        | BodyKind::Binary
        | BodyKind::EventStream(_)
        | BodyKind::JsonLines(_) => None,
    }
}

/// The fields that lead from a page to what a pointer names, and its type.
fn find_page_list(
    cx: &ShapeCx,
    page: TypeId,
    pointer: &str,
) -> Result<(Vec<PageField>, TypeId), String> {
    let mut fields = Vec::new();
    let mut at = page;
    for name in split_pointer(pointer) {
        let id = cx.arena.behind(at).id;
        let Shape::Struct(object) = cx.arena.shape(id) else {
            return Err(format!("`{pointer}`: `{name}` is not in an object"));
        };
        let usage = cx.arena.get(id).usage;
        let members = items::shape_members(cx, id, usage, object, &mut Diagnostics::new());
        let member = members.into_iter().find(|member| member.wire == name);
        let member = member.ok_or_else(|| format!("`{pointer}`: there is no property `{name}`"))?;
        fields.push(PageField {
            field: member.ident,
            state: match member.presence {
                Presence::Required => PageFieldState::There,
                Presence::RequiredNullable | Presence::Optional => PageFieldState::Option,
                Presence::OptionalNullable => PageFieldState::Maybe,
            },
        });
        at = member.ty;
    }
    Ok((fields, at))
}

/// Makes sure that the document knows of a place, as far as it says what is there.
fn check_page_pointer(cx: &ShapeCx, page: TypeId, pointer: &str) -> Result<(), String> {
    let mut at = page;
    for name in split_pointer(pointer) {
        at = match cx.arena.bare(at) {
            Shape::Struct(object) => {
                let field = object.fields.get(&name);
                let missing = || format!("`{pointer}`: there is no property `{name}`");
                field.ok_or_else(missing)?.ty
            }
            Shape::Any | Shape::Map(_) | Shape::Union(_) => return Ok(()),
            _ => return Err(format!("`{pointer}`: `{name}` is not in an object")),
        };
    }
    match cx.arena.bare(at) {
        Shape::List(_) => Err(format!("`{pointer}` is a list")),
        _ => Ok(()),
    }
}

/// The names of a JSON Pointer (RFC 6901 §4).
fn split_pointer(pointer: &str) -> impl Iterator<Item = String> + '_ {
    let names = pointer.split('/').skip(1);
    names.map(|name| name.replace("~1", "/").replace("~0", "~"))
}

fn describe_missing_list(cx: &ShapeCx, page: TypeId, pointer: &str) -> String {
    if !pointer.is_empty() {
        return format!("`{pointer}` is not a list");
    }
    let Shape::Struct(object) = cx.arena.bare(page) else {
        return "the response is not a list".to_owned();
    };
    let is_list = |id: TypeId| matches!(cx.arena.bare(id), Shape::List(_));
    let lists = object.fields.iter().filter(|(_, field)| is_list(field.ty));
    let lists: Vec<String> = lists.map(|(name, _)| format!("`items: /{name}`")).collect();
    match lists.is_empty() {
        true => "the response is not a list; `items` says where its list is".to_owned(),
        false => format!("the response is not a list; write {}", lists.join(" or ")),
    }
}

fn finish_pages(
    plan: PagePlan,
    pagination: &Pagination,
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> Pages {
    let method = docs::client_link(&names.method);
    let text =
        |what: &str| docs::of_line(format!("{what} of {method}, one request after the other."));
    Pages {
        pages: scopes.method(names, "pages"),
        items: scopes.method(names, "items"),
        docs: (text("All pages"), text("The items of all pages")),
        page: plan.page,
        item: plan.item,
        pagination: pagination.clone(),
        list: plan.list,
    }
}
