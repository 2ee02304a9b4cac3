//! Methods of earlier versions, which take less than the operation does now.
//!
//! An operation that gets its first body, or whose body becomes optional, can still be called as
//! before. With a lock its method stays as it was, and the new method
//! beside it, `…_with`, takes everything.

use crate::rust::docs;
use crate::rust::model::{Argument, Body, Deep, KeptMethod, PassedValue};
use crate::rust::names::operations::OperationNames;

/// Shapes the method of an earlier version, where the lock keeps one.
pub(super) fn shape_kept_method(
    names: &OperationNames,
    all: &[Argument],
    body: Option<&Body>,
    deprecated: bool,
) -> Option<KeptMethod> {
    let kept = names.kept.as_ref()?;
    let mut arguments = Vec::new();
    let mut passes = Vec::new();
    for argument in all {
        let is_body = body.is_some_and(|body| body.argument == argument.ident);
        if is_body && !kept.takes_body {
            passes.push(PassedValue::None);
            continue;
        }
        let requires = is_body && kept.requires_body;
        let deep = requires.then(|| require_argument(&argument.deep)).flatten();
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
