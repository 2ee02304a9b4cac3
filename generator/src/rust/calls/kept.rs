//! Methods of earlier versions, which take less than the operation does now.
//!
//! An operation that gets its first optional parameter or body, or whose body becomes optional,
//! can still be called as before. With a lock its method stays as it was, and the new method
//! beside it, `…_with`, takes everything.

use super::arguments::CallParts;
use crate::rust::docs;
use crate::rust::model::{Argument, Body, Deep, KeptMethod, NamedType, PassedValue, Ty};
use crate::rust::names::TypeIdent;
use crate::rust::names::operations::OperationNames;

/// Shapes the method of an earlier version, where the lock keeps one.
pub(super) fn shape_kept_method(
    names: &OperationNames,
    call: &CallParts,
    body: Option<&Body>,
    deprecated: bool,
) -> Option<KeptMethod> {
    let kept = names.kept.as_ref()?;
    let mut arguments = Vec::new();
    let mut passes = Vec::new();
    for argument in &call.arguments {
        let is_body = body.is_some_and(|body| body.argument == argument.ident);
        let params = call
            .params
            .as_ref()
            .filter(|params| takes_type(argument, &params.ident));
        let deep = match (is_body, params) {
            (false, Some(params)) if !kept.takes_params => {
                passes.push(PassedValue::Default(params.ident.clone()));
                continue;
            }
            (true, _) if !kept.takes_body => {
                passes.push(PassedValue::None);
                continue;
            }
            (true, _) if kept.requires_body => require_argument(&argument.deep),
            _ => None,
        };
        passes.push(match &deep {
            Some(_) => PassedValue::Some(argument.ident.clone()),
            None => PassedValue::Same(argument.ident.clone()),
        });
        arguments.push(Argument {
            ident: argument.ident.clone(),
            deep: deep.unwrap_or_else(|| argument.deep.clone()),
        });
    }
    let line = format!(
        "{}, as it was called before it took more.",
        docs::link_method(names)
    );
    let mut docs = docs::of_lines(docs::wrap_markdown(&line));
    docs.deprecated = deprecated;
    Some(KeptMethod {
        method: kept.method.clone(),
        docs,
        arguments,
        passes,
    })
}

/// Whether an argument takes a type of operations.
fn takes_type(argument: &Argument, ident: &TypeIdent) -> bool {
    match &argument.deep {
        Deep::Reference(Ty::Named(NamedType::Operations(taken))) => taken == ident,
        _ => false,
    }
}

/// An argument that may be left out, as it is taken where it may not; `None` where it is taken
/// in another way.
fn require_argument(deep: &Deep) -> Option<Deep> {
    match deep {
        Deep::OptionReference(ty) => Some(Deep::Reference(ty.clone())),
        Deep::OptionSlice(ty) => Some(Deep::Slice(ty.clone())),
        Deep::OptionStr => Some(Deep::Str),
        Deep::Str
        | Deep::Bytes
        | Deep::Text
        | Deep::Value(_)
        | Deep::Reference(_)
        | Deep::Slice(_)
        | Deep::Into(_) => None,
    }
}
