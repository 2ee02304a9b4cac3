//! Pagination that an overlay declares.

use super::arguments::{CallParts, find_params_argument};
use crate::api::{
    BodyKind, ObjectShape, Operation, PageInput, Pagination, Presence, Shape, TypeId,
};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::model::{Argument, Deep, OffsetPlace, Pages, Success, Total, Ty};
use crate::rust::names::operations::{self, OperationNames, OperationScopes};
use crate::rust::names::{FieldIdent, fields};
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
    // A walk makes the call again for each page, and would have to copy an argument that the first
    // call takes.
    let is_moved = |one: &Argument| matches!(one.deep, Deep::Value(Ty::Option(_)));
    if call.arguments.iter().any(is_moved) {
        let reason = "its body may be absent";
        report::unfit_pagination(&operation.origin, reason, diagnostics);
        return None;
    }
    match plan_pages(cx, operation, pagination, call, success) {
        Ok(plan) => Some(finish_pages(plan, names, scopes)),
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
    input: OffsetInput,
    list: (FieldIdent, bool),
    total: Option<Total>,
}

struct OffsetInput {
    place: OffsetPlace,
    ty: Ty,
    optional: bool,
}

fn plan_pages(
    cx: &ShapeCx,
    operation: &Operation,
    pagination: &Pagination,
    call: &CallParts,
    success: &Success,
) -> Result<PagePlan, String> {
    let input = match &pagination.offset {
        PageInput::Parameter(name) => of_parameter(cx, call, name)?,
        PageInput::BodyProperty(name) => find_body_offset(cx, operation, name)?,
    };
    let (Success::One(page, _), Some(object)) = (success, find_page_struct(cx, operation)) else {
        return Err("success is not one object".to_owned());
    };
    let items = find_page_property(cx, object, &pagination.items)?;
    let Shape::List(list) = cx.arena.bare(items.ty) else {
        return Err(format!("`{}` is not a list", pagination.items));
    };
    Ok(PagePlan {
        page: page.clone(),
        item: cx.ty_use(list.item),
        input,
        list: (items.ident, items.optional),
        total: pagination
            .total
            .as_deref()
            .map(|name| find_total_property(cx, object, name))
            .transpose()?,
    })
}

fn of_parameter(cx: &ShapeCx, call: &CallParts, name: &str) -> Result<OffsetInput, String> {
    let missing = || format!("there is no query parameter `{name}`");
    let index = call
        .members
        .iter()
        .position(|one| one.name == name)
        .ok_or_else(missing)?;
    let parameter = call.members.get(index).ok_or_else(missing)?;
    let params = call.params.as_ref().ok_or_else(missing)?;
    let field = params.fields.get(index).ok_or_else(missing)?;
    if field.ty.inner().iter().chain([&field.ty]).any(is_or_empty) {
        return Err(format!("the query parameter `{name}` may be empty"));
    }
    Ok(OffsetInput {
        place: OffsetPlace {
            argument: find_params_argument(call).ok_or_else(missing)?,
            field: field.ident.clone(),
        },
        ty: find_page_number_type(cx, parameter.ty.id, name)?,
        optional: matches!(field.ty, Ty::Option(_)),
    })
}

fn is_or_empty(ty: &Ty) -> bool {
    matches!(ty, Ty::OrEmpty(_))
}

fn find_body_offset(
    cx: &ShapeCx,
    operation: &Operation,
    name: &str,
) -> Result<OffsetInput, String> {
    let missing = || "the body is not a required JSON object".to_owned();
    let body = operation
        .request_body
        .as_ref()
        .filter(|body| body.required)
        .ok_or_else(missing)?;
    let json = body
        .contents
        .iter()
        .find_map(|content| match &content.body {
            BodyKind::Json(place) => Some(place.id),
            BodyKind::Form(..)
            | BodyKind::Multipart(..)
            | BodyKind::Text
            | BodyKind::Plain(_)
            | BodyKind::Binary
            | BodyKind::EventStream(_)
            | BodyKind::JsonLines(_) => None,
        });
    let object = json
        .and_then(|id| find_nested_struct(cx, id))
        .ok_or_else(missing)?;
    let offset = find_page_property(cx, object, name)?;
    Ok(OffsetInput {
        place: OffsetPlace {
            argument: operations::body_argument(),
            field: offset.ident,
        },
        ty: find_page_number_type(cx, offset.ty, name)?,
        optional: offset.optional,
    })
}

fn find_total_property(cx: &ShapeCx, object: &ObjectShape, name: &str) -> Result<Total, String> {
    let property = find_page_property(cx, object, name)?;
    find_page_number_type(cx, property.ty, name)?;
    Ok(Total {
        field: property.ident,
        optional: property.optional,
    })
}

/// A property of an object, and its field.
struct Property {
    ident: FieldIdent,
    ty: TypeId,
    optional: bool,
}

fn find_page_property(cx: &ShapeCx, object: &ObjectShape, name: &str) -> Result<Property, String> {
    let wire = object
        .fields
        .iter()
        .map(|(name, field)| (name.as_str(), &field.origin));
    let idents = fields::of_struct(wire, &mut Diagnostics::new());
    let (field, ident) = object
        .fields
        .iter()
        .zip(idents)
        .find_map(|((wire, field), ident)| (wire == name).then_some((field, ident)))
        .ok_or_else(|| format!("there is no property `{name}`"))?;
    let optional = match (field.presence, cx.arena.behind(field.ty).nullable) {
        (Presence::Required, false) => false,
        (Presence::Required, true)
        | (Presence::RequiredNullable, _)
        | (Presence::Optional, false) => true,
        (Presence::Optional, true) | (Presence::OptionalNullable, _) => {
            // Which of the two to write when the offset is reset, nothing says.
            return Err(format!("`{name}` may be absent and may be null"));
        }
    };
    Ok(Property {
        ident,
        ty: field.ty,
        optional,
    })
}

fn find_page_number_type(cx: &ShapeCx, id: TypeId, name: &str) -> Result<Ty, String> {
    match cx.without_aliases(id) {
        ty @ (Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64) => Ok(ty),
        _ => Err(format!("`{name}` is not an integer")),
    }
}

fn find_page_struct<'a>(cx: &'a ShapeCx, operation: &Operation) -> Option<&'a ObjectShape> {
    operation
        .successes
        .iter()
        .flat_map(|response| &response.contents)
        .find_map(|content| match &content.body {
            BodyKind::Json(place) if !cx.arena.is_nullable(*place) => {
                find_nested_struct(cx, place.id)
            }
            BodyKind::Json(_)
            | BodyKind::Form(..)
            | BodyKind::Multipart(..)
            | BodyKind::Text
            | BodyKind::Plain(_)
            | BodyKind::Binary
            | BodyKind::EventStream(_)
            | BodyKind::JsonLines(_) => None,
        })
}

fn find_nested_struct<'a>(cx: &'a ShapeCx, id: TypeId) -> Option<&'a ObjectShape> {
    match cx.arena.bare(id) {
        Shape::Struct(object) => Some(object),
        _ => None,
    }
}

fn finish_pages(plan: PagePlan, names: &OperationNames, scopes: &mut OperationScopes) -> Pages {
    let method = docs::client_link(&names.method);
    let text =
        |what: &str| docs::of_line(format!("{what} of {method}, one request after the other."));
    Pages {
        pages: scopes.method(names, "pages"),
        items: scopes.method(names, "items"),
        docs: (text("All pages"), text("The items of all pages")),
        page: plan.page,
        item: plan.item,
        place: plan.input.place,
        offset: plan.input.ty,
        optional: plan.input.optional,
        list: plan.list,
        total: plan.total,
    }
}
