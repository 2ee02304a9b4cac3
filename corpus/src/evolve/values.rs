//! Values that programs hand over, as source: each says what it is for, so that one that gets
//! somewhere else is seen.

use std::collections::BTreeMap;

use bindery::compare::{
    Member, MemberKind, Surface, SurfaceConstructor, SurfaceType, TakenType, TypeForm,
};
use bindery::rust::model::{Builtin, Ty};

use super::written::{write_name, write_path};

/// So deep do values go that are made of others; behind it what may lack lacks.
const DEEPEST_VALUE: usize = 4;

/// Makes values of the types of a surface.
pub(super) struct ValueMaker<'s> {
    types: BTreeMap<&'s str, &'s SurfaceType>,
}

impl<'s> ValueMaker<'s> {
    pub(super) fn new(surface: &'s Surface) -> Self {
        let types = surface.types.iter();
        Self {
            types: types.map(|ty| (ty.name.as_str(), ty)).collect(),
        }
    }

    /// What is handed over for an argument; `None` for what cannot be made.
    pub(super) fn write_argument(&self, argument: &Member) -> Option<String> {
        let taken = argument.ty.as_ref()?;
        // Of the argument's place, as its name does not travel.
        self.write_handed(taken, &argument.name, DEEPEST_VALUE)
    }

    fn write_handed(&self, taken: &TakenType, name: &str, left: usize) -> Option<String> {
        let value = || self.write_value(&taken.ty, name, left);
        Some(match taken.around {
            "&str" | "impl Into<String>" => format!("\"v_{name}\""),
            "Option<&str>" => format!("Some(\"v_{name}\")"),
            "_" | "impl Into<_>" | "impl IntoMaybe<_>" => value()?,
            "&_" => format!("&{}", value()?),
            "&[_]" => format!("&[{}]", value()?),
            "Option<&_>" => format!("Some(&{})", value()?),
            "Option<&[_]>" => format!("Some(&[{}][..])", value()?),
            "impl IntoIterator<Item = _>" | "impl IntoIterator<Item: Into<_>>" => {
                format!("[{}]", value()?)
            }
            _ => return None,
        })
    }

    fn write_value(&self, ty: &Ty, name: &str, left: usize) -> Option<String> {
        // Small, so that each type of number has it.
        let letters = name.bytes().map(u32::from);
        let number = letters.fold(0, |sum, letter| (sum * 7 + letter) % 90) + 10;
        let inner = |ty: &Ty| self.write_value(ty, name, left);
        Some(match ty {
            Ty::Unit => "()".to_owned(),
            Ty::Bool => "true".to_owned(),
            Ty::I32 => format!("{number}_i32"),
            Ty::I64 => format!("{number}_i64"),
            Ty::U32 => format!("{number}_u32"),
            Ty::U64 => format!("{number}_u64"),
            Ty::F64 => format!("{number}.5_f64"),
            Ty::Str => format!("\"v_{name}\""),
            Ty::String => format!("\"v_{name}\".to_owned()"),
            Ty::Option(ty) => {
                inner(ty).map_or_else(|| "None".to_owned(), |it| format!("Some({it})"))
            }
            Ty::Maybe(ty) => {
                let value = inner(ty).map(|it| format!("bindery_runtime::Maybe::Value({it})"));
                value.unwrap_or_else(|| "bindery_runtime::Maybe::Absent".to_owned())
            }
            Ty::Box(ty) => format!("Box::new({})", inner(ty)?),
            Ty::Vec(ty) => format!("vec![{}]", inner(ty)?),
            Ty::Map(ty) => format!("[(\"k_{name}\".to_owned(), {})].into()", inner(ty)?),
            Ty::Tuple(types) => {
                let values: Option<Vec<String>> = types.iter().map(inner).collect();
                format!("({},)", values?.join(", "))
            }
            Ty::Runtime(Builtin::Value) => {
                format!("bindery_runtime::Value::String(\"v_{name}\".to_owned())")
            }
            Ty::Runtime(Builtin::Timestamp) => "\"2026-01-02T03:04:05Z\".parse().ok()?".to_owned(),
            Ty::Runtime(Builtin::Date) => "\"2026-01-02\".parse().ok()?".to_owned(),
            Ty::Runtime(Builtin::Number | Builtin::Decimal) => {
                format!("\"{number}\".parse().ok()?")
            }
            Ty::Named(named) => self.write_named_value(&named.path(), name, left)?,
            Ty::Runtime(_)
            | Ty::PatternProperties(_)
            | Ty::OrEmpty(_)
            | Ty::Events(_)
            | Ty::Lines(_)
            | Ty::Foreign(_) => {
                return None;
            }
        })
    }

    fn write_named_value(&self, ty: &str, name: &str, left: usize) -> Option<String> {
        let left = left.checked_sub(1)?;
        let ty = *self.types.get(ty)?;
        let path = write_path(&ty.name);
        if let Some(alias) = &ty.alias {
            return self.write_value(alias, name, left);
        }
        match ty.form {
            TypeForm::Struct => self.write_struct_value(ty, &path, left),
            TypeForm::Enum | TypeForm::Numbers => {
                let first = ty
                    .members
                    .iter()
                    .find(|one| one.kind == MemberKind::Variant)?;
                Some(format!("{path}::{}", write_name(&first.name)))
            }
            TypeForm::Union => {
                let variants = ty.members.iter();
                let mut variants = variants.filter(|one| one.kind == MemberKind::Variant);
                variants.find_map(|variant| {
                    let ident = write_name(&variant.name);
                    let Some(held) = &variant.ty else {
                        return Some(format!("{path}::{ident}"));
                    };
                    let held = self.write_handed(held, name, left)?;
                    Some(format!("{path}::{ident}({held})"))
                })
            }
            TypeForm::Alias | TypeForm::Newtype => None,
        }
    }

    /// What is required by the constructor, and all else by its setter, where it can be made.
    fn write_struct_value(&self, ty: &SurfaceType, path: &str, left: usize) -> Option<String> {
        let mut text = match &ty.constructor {
            Some(made) => self.write_made(ty, made, path, left)?,
            None if ty.default => format!("<{path}>::default()"),
            None => return None,
        };
        for setter in ty
            .members
            .iter()
            .filter(|one| one.kind == MemberKind::Setter)
        {
            let taken = setter.ty.as_ref();
            let value = taken.and_then(|taken| self.write_handed(taken, &setter.name, left));
            if let Some(value) = value.filter(|_| left > 0) {
                text.push_str(&format!(".{}({value})", write_name(&setter.name)));
            }
        }
        Some(text)
    }

    fn write_made(
        &self,
        ty: &SurfaceType,
        made: &SurfaceConstructor,
        path: &str,
        left: usize,
    ) -> Option<String> {
        let handed = |one: &Member| self.write_handed(one.ty.as_ref()?, &one.name, left);
        let values: Option<Vec<String>> = made.arguments.iter().map(handed).collect();
        let values = values?;
        let function = write_name(&made.function);
        let Some(of) = &made.of else {
            return Some(format!("{path}::{function}({})", values.join(", ")));
        };
        let module = ty.name.split("::").next().unwrap_or_default();
        let of = write_path(&format!("{module}::{of}"));
        let fields = made.arguments.iter().zip(&values);
        let fields = fields.map(|(one, value)| format!("{}: {value}", write_name(&one.name)));
        let fields: Vec<String> = fields.collect();
        Some(format!(
            "{path}::{function}({of} {{ {} }})",
            fields.join(", ")
        ))
    }
}
