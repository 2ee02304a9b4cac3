//! Methods that walk the pages of an operation, where a document, an overlay or a rule says
//! how they follow each other.
//!
//! How one page leads to the next is the runtime's affair, and that the pagination fits was
//! made sure of in `api/pages`; here it is found out how a program gets from a page to its
//! items.

use crate::api::{BodyKind, Operation, Pagination, PaginationSource, Presence, Shape, TypeId};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::items;
use crate::rust::model::{PageField, PageFieldState, Pages, Success, Ty};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::report;

/// How the pages of an operation are walked, if it has some.
pub(super) fn shape_pages(
    cx: &ShapeCx,
    operation: &Operation,
    names: &OperationNames,
    success: &Success,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Option<Pages> {
    let pagination = operation.pagination.as_ref()?;
    match plan_pages(cx, operation, pagination, success) {
        Ok(plan) => Some(finish_pages(plan, pagination, names, scopes)),
        Err(reason) => {
            match pagination.source {
                PaginationSource::Key(_) => {
                    report::unfit_pagination(&operation.origin, &reason, diagnostics);
                }
                // They hold where they fit.
                PaginationSource::Rule | PaginationSource::Names => {}
            }
            None
        }
    }
}

/// What a pagination means for this operation.
struct PagePlan {
    page: Ty,
    item: Ty,
    list: Vec<PageField>,
}

fn plan_pages(
    cx: &ShapeCx,
    operation: &Operation,
    pagination: &Pagination,
    success: &Success,
) -> Result<PagePlan, String> {
    let (Success::One(page, _), Some(content)) = (success, find_page_content(operation)) else {
        return Err("its success is not one JSON value".to_owned());
    };
    let (list, found) = find_page_list(cx, content, &pagination.items)?;
    let Shape::List(shape) = cx.arena.bare(found) else {
        return Err(format!("`{}` is not a list", pagination.items));
    };
    if cx.newtypes.contains(&cx.arena.behind(found).id) {
        return Err(format!("`{}` is a list inside of itself", pagination.items));
    }
    Ok(PagePlan {
        page: page.clone(),
        item: cx.ty_use(shape.item),
        list,
    })
}

/// The type of the JSON that the success holds.
fn find_page_content(operation: &Operation) -> Option<TypeId> {
    let contents = operation.successes.iter();
    let mut contents = contents.flat_map(|response| &response.contents);
    contents.find_map(|content| match &content.body {
        BodyKind::Json(place) => Some(place.id),
        BodyKind::Form(..)
        | BodyKind::Multipart(..)
        | BodyKind::Text(_)
        | BodyKind::Plain(_)
        | BodyKind::Binary
        | BodyKind::EventStream(_)
        | BodyKind::JsonLines(_) => None,
    })
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

/// The names of a JSON Pointer (RFC 6901 §4).
fn split_pointer(pointer: &str) -> impl Iterator<Item = String> + '_ {
    let names = pointer.split('/').skip(1);
    names.map(|name| name.replace("~1", "/").replace("~0", "~"))
}

fn finish_pages(
    plan: PagePlan,
    pagination: &Pagination,
    names: &OperationNames,
    scopes: &mut OperationScopes,
) -> Pages {
    let method = docs::link_method(names);
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
