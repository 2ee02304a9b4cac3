//! Pagination that an overlay declares.

use super::arguments::{CallParts, params_argument};
use crate::api::{BodyKind, Operation, PageInput, Pagination, Presence, Shape, Struct, TypeId};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::Cx;
use crate::rust::docs;
use crate::rust::model::{Argument, Deep, OffsetPlace, Pages, Success, Total, Ty};
use crate::rust::names::operations::{self, OperationNames, OperationScopes};
use crate::rust::names::{FieldIdent, fields};
use crate::rust::report;

/// How the pages of an operation are walked, if it says so and it fits.
pub(super) fn of_operation(
    cx: &Cx,
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
    match plan(cx, operation, pagination, call, success) {
        Ok(plan) => Some(finish(plan, names, scopes)),
        Err(reason) => {
            report::unfit_pagination(&operation.origin, &reason, diagnostics);
            None
        }
    }
}

/// What the extension means for this operation.
struct Plan {
    page: Ty,
    item: Ty,
    input: Input,
    list: (FieldIdent, bool),
    total: Option<Total>,
}

struct Input {
    place: OffsetPlace,
    ty: Ty,
    optional: bool,
}

fn plan(
    cx: &Cx,
    operation: &Operation,
    pagination: &Pagination,
    call: &CallParts,
    success: &Success,
) -> Result<Plan, String> {
    let input = match &pagination.offset {
        PageInput::Parameter(name) => of_parameter(cx, call, name)?,
        PageInput::BodyProperty(name) => of_body(cx, operation, name)?,
    };
    let (Success::One(page, _), Some(object)) = (success, answer(cx, operation)) else {
        return Err("success is not one object".to_owned());
    };
    let items = property(cx, object, &pagination.items)?;
    let Shape::List(list) = cx.arena.bare(items.ty) else {
        return Err(format!("`{}` is not a list", pagination.items));
    };
    Ok(Plan {
        page: page.clone(),
        item: cx.ty_use(list.item),
        input,
        list: (items.ident, items.optional),
        total: pagination
            .total
            .as_deref()
            .map(|name| total(cx, object, name))
            .transpose()?,
    })
}

fn of_parameter(cx: &Cx, call: &CallParts, name: &str) -> Result<Input, String> {
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
    Ok(Input {
        place: OffsetPlace {
            argument: params_argument(call).ok_or_else(missing)?,
            field: field.ident.clone(),
        },
        ty: whole(cx, parameter.ty.id, name)?,
        optional: matches!(field.ty, Ty::Option(_)),
    })
}

fn is_or_empty(ty: &Ty) -> bool {
    matches!(ty, Ty::OrEmpty(_))
}

fn of_body(cx: &Cx, operation: &Operation, name: &str) -> Result<Input, String> {
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
    let object = json.and_then(|id| object(cx, id)).ok_or_else(missing)?;
    let offset = property(cx, object, name)?;
    Ok(Input {
        place: OffsetPlace {
            argument: operations::body_argument(),
            field: offset.ident,
        },
        ty: whole(cx, offset.ty, name)?,
        optional: offset.optional,
    })
}

fn total(cx: &Cx, object: &Struct, name: &str) -> Result<Total, String> {
    let property = property(cx, object, name)?;
    whole(cx, property.ty, name)?;
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

fn property(cx: &Cx, object: &Struct, name: &str) -> Result<Property, String> {
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

fn whole(cx: &Cx, id: TypeId, name: &str) -> Result<Ty, String> {
    match cx.without_aliases(id) {
        ty @ (Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64) => Ok(ty),
        _ => Err(format!("`{name}` is not an integer")),
    }
}

fn answer<'a>(cx: &'a Cx, operation: &Operation) -> Option<&'a Struct> {
    operation
        .successes
        .iter()
        .flat_map(|response| &response.contents)
        .find_map(|content| match &content.body {
            BodyKind::Json(place) if !cx.arena.is_nullable(*place) => object(cx, place.id),
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

fn object<'a>(cx: &'a Cx, id: TypeId) -> Option<&'a Struct> {
    match cx.arena.bare(id) {
        Shape::Struct(object) => Some(object),
        _ => None,
    }
}

fn finish(plan: Plan, names: &OperationNames, scopes: &mut OperationScopes) -> Pages {
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
