//! Items and what is inside them.

use super::{Expr, Path, Stmt, Text, Ty};

/// An item with its attributes.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Item<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<Text<'a>>,
    /// What it is.
    pub(in crate::emit) kind: ItemKind<'a>,
}

impl<'a> Item<'a> {
    /// An item without attributes.
    pub(in crate::emit) fn bare(kind: ItemKind<'a>) -> Self {
        Self {
            attributes: Vec::new(),
            kind,
        }
    }

    /// `static NAME: ty = value;`
    pub(in crate::emit) fn table(name: &str, ty: Path<'a>, value: Expr<'a>) -> Self {
        Self::bare(ItemKind::Static {
            head: format!("static {name}").into(),
            ty: Ty::text(ty),
            value,
        })
    }

    /// `pub type ident = ty;`
    pub(in crate::emit) fn alias(attributes: Vec<Text<'a>>, ident: &str, ty: Ty<'a>) -> Self {
        Self {
            attributes,
            kind: ItemKind::Alias {
                head: format!("pub type {ident}").into(),
                ty,
            },
        }
    }

    /// `impl trait_ for ty { function }`.
    pub(in crate::emit) fn implementation(
        trait_: impl Into<Text<'a>>,
        ty: impl Into<Text<'a>>,
        function: Function<'a>,
    ) -> Self {
        Self::bare(ItemKind::Impl {
            trait_: Some(trait_.into()),
            ty: ty.into(),
            functions: vec![function],
        })
    }

    /// `impl ty { functions }`.
    pub(in crate::emit) fn methods(ty: impl Into<Text<'a>>, functions: Vec<Function<'a>>) -> Self {
        Self::bare(ItemKind::Impl {
            trait_: None,
            ty: ty.into(),
            functions,
        })
    }
}

/// `impl trait_<from> for ty`, where `trait_` is `From` and `argument` has the
/// argument's name and type.
pub(in crate::emit) fn from_impl<'a>(
    ty: impl Into<Text<'a>>,
    trait_: Path<'a>,
    (name, from): (&'static str, Ty<'a>),
    made: Expr<'a>,
) -> Item<'a> {
    let trait_ = Ty::generic(trait_, [from.clone()]);
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn from".into(),
        args: vec![Arg::Typed(name.into(), from)],
        returns: Some(Ty::text("Self")),
        body: vec![Stmt::Value(made)],
    };
    Item::implementation(trait_.to_string(), ty, function)
}

/// A kind of item. Heads have no brackets, and no sign before a type or value.
#[derive(Debug, Clone)]
pub(in crate::emit) enum ItemKind<'a> {
    /// `pub struct Name { … }`.
    Struct {
        /// `pub struct Name`.
        head: Text<'a>,
        /// Fields.
        fields: Vec<Field<'a>>,
    },
    /// `pub enum Name { … }`.
    Enum {
        /// `pub enum Name`.
        head: Text<'a>,
        /// Variants.
        variants: Vec<Variant<'a>>,
    },
    /// `pub type Name = ty;`
    Alias {
        /// `pub type Name`.
        head: Text<'a>,
        /// What it stands for.
        ty: Ty<'a>,
    },
    /// `static NAME: ty = value;`
    Static {
        /// `static NAME`.
        head: Text<'a>,
        /// Its type.
        ty: Ty<'a>,
        /// Its value.
        value: Expr<'a>,
    },
    /// `impl trait_ for ty { … }`.
    Impl {
        /// The trait, if it is one's.
        trait_: Option<Text<'a>>,
        /// The type.
        ty: Text<'a>,
        /// What is inside.
        functions: Vec<Function<'a>>,
    },
    /// `path!(a, b);`
    Called(Expr<'a>),
    /// `path! { parts }`.
    Macro(Text<'a>, Vec<Part<'a>>),
    /// What is never broken.
    Text(Text<'a>),
}

/// A part of a macro between braces: `head { entries }`.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Part<'a> {
    /// Before the braces.
    pub(in crate::emit) head: Text<'a>,
    /// What commas separate.
    pub(in crate::emit) entries: Vec<Text<'a>>,
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Field<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<Text<'a>>,
    /// `pub name`.
    pub(in crate::emit) head: Text<'a>,
    /// Type.
    pub(in crate::emit) ty: Ty<'a>,
}

/// A variant of an enum.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Variant<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<Text<'a>>,
    /// Name.
    pub(in crate::emit) name: Text<'a>,
    /// The only field, if there is one.
    pub(in crate::emit) payload: Option<Ty<'a>>,
}

/// A function.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Function<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<Text<'a>>,
    /// `pub fn name`.
    pub(in crate::emit) head: Text<'a>,
    /// Arguments.
    pub(in crate::emit) args: Vec<Arg<'a>>,
    /// What it returns.
    pub(in crate::emit) returns: Option<Ty<'a>>,
    /// Body.
    pub(in crate::emit) body: Vec<Stmt<'a>>,
}

/// An argument of a function.
#[derive(Debug, Clone)]
pub(in crate::emit) enum Arg<'a> {
    /// `&self` and the like.
    Receiver(Text<'a>),
    /// `name: ty`.
    Typed(Text<'a>, Ty<'a>),
}
