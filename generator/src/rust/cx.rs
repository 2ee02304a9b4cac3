//! What the whole stage looks at once everything has its name.

use std::collections::BTreeSet;

use super::arena::TypeArena;
use super::foreign::ForeignTypes;
use super::forms::Forms;
use super::model::{Builtin, NamedType, Ty};
use super::names::OperationWords;
use super::names::types::TypeNames;
use super::options::{NumberType, Options};
use super::recursion::Boxes;
use super::tags::Tags;
use crate::api::{Bounds, Const, EnumKind, Integer, NumberShape, Shape, TypeId, TypeUse};
use crate::formats::{WireClass, classify_number};

/// The API with names and the places of boxes. Nothing changes any more.
pub(super) struct ShapeCx<'a> {
    pub(super) arena: &'a TypeArena<'a>,
    pub(super) options: &'a Options,
    pub(super) names: &'a TypeNames,
    /// What the names of operations begin with.
    pub(super) operations: &'a OperationWords,
    pub(super) boxes: Boxes,
    pub(super) newtypes: &'a BTreeSet<TypeId>,
    pub(super) forms: Forms<'a>,
    /// Types of others that stand for some of these.
    pub(super) foreign: ForeignTypes,
    /// Properties whose value follows from the type.
    pub(super) tags: Tags<'a>,
}

impl ShapeCx<'_> {
    /// The Rust type of a value that is there and not null.
    pub(super) fn ty(&self, id: TypeId) -> Ty {
        // What is called after several places stands at each of them by the name of the place, so
        // that code which names it goes on to compile when the places part.
        match self.names.own(id) {
            Some(own) if self.foreign.replacement(id).is_none() => {
                Ty::Named(NamedType::Types(own.ident.clone()))
            }
            Some(_) | None => self.named(id),
        }
    }

    /// The Rust type by the name of its definition.
    fn named(&self, id: TypeId) -> Ty {
        if let Some(ty) = self.foreign.replacement(id) {
            return ty.clone();
        }
        match self.names.get(id) {
            Some(ident) => Ty::Named(NamedType::Types(ident.clone())),
            None => self.written(id),
        }
    }

    /// Whether something is written for a type that has a name.
    pub(super) fn is_written(&self, id: TypeId) -> bool {
        !self.forms.is_replaced(id) && !self.foreign.is_left_out(id)
    }

    /// The Rust type of a value that may be null.
    pub(super) fn ty_use(&self, place: TypeUse) -> Ty {
        let ty = self.ty(place.id);
        if self.arena.is_nullable(place) {
            Ty::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// The text of a type, whether or not it has a name.
    pub(super) fn written(&self, id: TypeId) -> Ty {
        match self.arena.shape(id) {
            Shape::Any => Ty::Runtime(Builtin::Value),
            Shape::Never => Ty::Runtime(Builtin::Never),
            Shape::Null => Ty::Runtime(Builtin::Null),
            Shape::Boolean | Shape::Const(Const::Boolean(_)) => Ty::Bool,
            Shape::Integer(integer) => self
                .foreign
                .of_number(integer.format.as_deref())
                .unwrap_or_else(|| choose_integer_type(integer)),
            Shape::Number(number) => self
                .foreign
                .of_number(number.format.as_deref())
                .unwrap_or_else(|| choose_number_type(number, self.options.number)),
            Shape::Text(text) => self
                .foreign
                .of_text(text)
                .unwrap_or_else(|| type_of(text.class())),
            Shape::Const(Const::Text(_)) => Ty::String,
            Shape::Const(Const::Integer(_)) => Ty::I64,
            Shape::Map(map) => Ty::Map(Box::new(self.ty_use(map.value))),
            Shape::List(list) => Ty::Vec(Box::new(self.ty_use(list.item))),
            Shape::Tuple(tuple) => self.tuple(id, &tuple.items),
            Shape::Alias(target) => self.named(target.id),
            // These always have names.
            Shape::Enum(list) => match list.kind {
                EnumKind::Text => Ty::String,
                EnumKind::Integer => Ty::I64,
            },
            Shape::Struct(_) | Shape::Union(_) => Ty::Runtime(Builtin::Value),
        }
    }

    /// The type as Rust tells it from others: aliases are seen through.
    pub(super) fn without_aliases(&self, id: TypeId) -> Ty {
        let place = self.arena.behind(id);
        if let Some(ty) = self.foreign.replacement(place.id) {
            return ty.clone();
        }
        let is_item = self.newtypes.contains(&place.id) || self.arena.is_nominal(place.id);
        match self.arena.shape(place.id) {
            Shape::List(list) if !is_item => Ty::Vec(Box::new(self.use_without_aliases(list.item))),
            Shape::Map(map) if !is_item => Ty::Map(Box::new(self.use_without_aliases(map.value))),
            Shape::Tuple(tuple) if !is_item => Ty::Tuple(
                tuple
                    .items
                    .iter()
                    .map(|&item| self.use_without_aliases(item))
                    .collect(),
            ),
            // Items are told apart by their names alone; everything else by what it is, however it
            // is called.
            _ if is_item => self.named(place.id),
            _ => self.written(place.id),
        }
    }

    fn use_without_aliases(&self, place: TypeUse) -> Ty {
        let ty = self.without_aliases(place.id);
        if self.arena.is_nullable(place) {
            Ty::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// The runtime reads tuples of up to six positions.
    fn tuple(&self, id: TypeId, items: &[TypeUse]) -> Ty {
        match items.len() {
            // Each length is an implementation in the runtime, which every client compiles.
            0 | 7.. => Ty::Vec(Box::new(Ty::Runtime(Builtin::Value))),
            1..=6 => Ty::Tuple(
                items
                    .iter()
                    .map(|&item| {
                        let ty = self.ty_use(item);
                        if self.boxes.between(id, item.id) {
                            Ty::Box(Box::new(ty))
                        } else {
                            ty
                        }
                    })
                    .collect(),
            ),
        }
    }
}

/// The Rust type of a number.
pub(super) fn choose_number_type(number: &NumberShape, option: NumberType) -> Ty {
    let class = classify_number(number.format.as_deref());
    if option == NumberType::Decimal || class == Some(WireClass::Decimal) {
        type_of(WireClass::Decimal)
    } else if number.keeps_digits {
        Ty::Runtime(Builtin::Number)
    } else {
        type_of(WireClass::Float)
    }
}

/// The Rust type of a whole number.
pub(super) fn choose_integer_type(integer: &Integer) -> Ty {
    // Formats first: bounds say what values are allowed, formats what type the authors have in
    // mind.
    match classify_number(integer.format.as_deref()) {
        Some(class @ (WireClass::Int32 | WireClass::Uint32 | WireClass::Uint64)) => type_of(class),
        Some(_) | None if is_unsigned(&integer.bounds) => Ty::U64,
        Some(_) | None => Ty::I64,
    }
}

/// The Rust type of what travels: the only place that says so.
pub(super) fn type_of(class: WireClass) -> Ty {
    match class {
        WireClass::Text | WireClass::Raw => Ty::String,
        WireClass::Timestamp => Ty::Runtime(Builtin::Timestamp),
        WireClass::Date => Ty::Runtime(Builtin::Date),
        WireClass::Base64 => Ty::Runtime(Builtin::Base64),
        WireClass::Base64Url => Ty::Runtime(Builtin::Base64Url),
        WireClass::Int32 => Ty::I32,
        WireClass::Uint32 => Ty::U32,
        WireClass::Uint64 => Ty::U64,
        WireClass::Whole => Ty::I64,
        WireClass::Float => Ty::F64,
        WireClass::Decimal => Ty::Runtime(Builtin::Decimal),
    }
}

/// Whether the bounds reach beyond `i64`, and only upwards.
fn is_unsigned(bounds: &Bounds) -> bool {
    let number = |text: &str| text.parse::<i128>().ok();
    let minimum = bounds
        .minimum
        .as_ref()
        .and_then(|bound| number(&bound.value));
    let maximum = bounds
        .maximum
        .as_ref()
        .and_then(|bound| number(&bound.value));
    minimum.is_some_and(|minimum| minimum >= 0)
        && maximum.is_some_and(|maximum| maximum > i128::from(i64::MAX))
}
