//! Types: on one line where they fit, else an argument a line.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type, TypeParamBound};

use super::flat::flat;
use super::{At, margin};

/// The text of a type. One whose arguments do not fit on lines of their own
/// stays as it is: there is no good place to break it.
pub(super) fn ty(ty: &Type, at: At) -> String {
    let line = flat(ty);
    if at.fits(&line) {
        return line;
    }
    broken(ty, at).unwrap_or(line)
}

fn broken(ty: &Type, at: At) -> Option<String> {
    let (before, arguments) = generic(ty)?;
    let inner = at.deeper().before(1);
    let lines: Vec<String> = arguments.iter().map(|one| argument(one, inner)).collect();
    let fits = |line: &String| line.lines().all(|line| inner.fits(line.trim_start()));
    let indent = margin(inner.indent);
    lines.iter().all(fits).then(|| {
        let lines: String = lines
            .iter()
            .map(|line| format!("{indent}{line},\n"))
            .collect();
        format!("{before}<\n{lines}{}>", margin(at.indent))
    })
}

fn argument(argument: &GenericArgument, at: At) -> String {
    match argument {
        GenericArgument::Type(inner) => ty(inner, at),
        other => flat(other),
    }
}

/// The text before the arguments of a type, and these.
fn generic(ty: &Type) -> Option<(String, Vec<GenericArgument>)> {
    match ty {
        Type::Reference(reference) => {
            let (before, arguments) = generic(&reference.elem)?;
            Some((format!("&{before}"), arguments))
        }
        Type::ImplTrait(bounds) => match bounds.bounds.first()? {
            TypeParamBound::Trait(bound) => {
                let (before, arguments) = of_path(&bound.path)?;
                Some((format!("impl {before}"), arguments))
            }
            _ => None,
        },
        Type::Path(path) => of_path(&path.path),
        _ => None,
    }
}

fn of_path(path: &syn::Path) -> Option<(String, Vec<GenericArgument>)> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    let whole = flat(path);
    let before = whole
        .strip_suffix(&flat(arguments.to_token_stream()))?
        .to_owned();
    Some((before, arguments.args.iter().cloned().collect()))
}
