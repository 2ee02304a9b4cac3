//! Items and what is inside them.

use super::{Expr, Path, SourceText, Stmt, TypeNode};

/// An item with its attributes.
#[derive(Debug, Clone)]
pub(in crate::emit) struct ItemNode<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<SourceText<'a>>,
    /// What it is.
    pub(in crate::emit) kind: ItemKind<'a>,
}

impl<'a> ItemNode<'a> {
    /// An item without attributes.
    pub(in crate::emit) fn bare(kind: ItemKind<'a>) -> Self {
        Self {
            attributes: Vec::new(),
            kind,
        }
    }

    /// `static NAME: ty = value;`
    pub(in crate::emit) fn table(name: &str, ty: Path<'a>, value: Expr<'a>) -> Self {
        Self::bare(ItemKind::Global {
            head: format!("static {name}").into(),
            ty: TypeNode::text(ty),
            value,
        })
    }

    /// `const NAME: &ty = &value;`, for types that hold many others.
    ///
    /// For each `static` rustc proves that threads may share it, through all that its type holds,
    /// and remembers nothing of the last proof; a constant is written to the metadata instead,
    /// which costs less for descriptions of operations, and more for those of objects.
    pub(in crate::emit) fn constant_table(name: &str, ty: Path<'a>, value: Expr<'a>) -> Self {
        Self::bare(ItemKind::Global {
            head: format!("const {name}").into(),
            ty: TypeNode::text(ty).reference(),
            value: value.reference(),
        })
    }

    /// `pub type ident = ty;`
    pub(in crate::emit) fn alias(
        attributes: Vec<SourceText<'a>>,
        ident: &str,
        ty: TypeNode<'a>,
    ) -> Self {
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
        trait_: impl Into<SourceText<'a>>,
        ty: impl Into<SourceText<'a>>,
        function: Function<'a>,
    ) -> Self {
        Self::bare(ItemKind::Impl {
            trait_: Some(trait_.into()),
            ty: ty.into(),
            functions: vec![function],
        })
    }

    /// `impl ty { functions }`.
    pub(in crate::emit) fn methods(
        ty: impl Into<SourceText<'a>>,
        functions: Vec<Function<'a>>,
    ) -> Self {
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
    ty: impl Into<SourceText<'a>>,
    trait_: Path<'a>,
    (name, from): (&'static str, TypeNode<'a>),
    made: Expr<'a>,
) -> ItemNode<'a> {
    let trait_ = TypeNode::generic(trait_, [from.clone()]);
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn from".into(),
        args: vec![Arg::Typed(name.into(), from)],
        returns: Some(TypeNode::text("Self")),
        body: vec![Stmt::Value(made)],
    };
    ItemNode::implementation(trait_.to_string(), ty, function)
}

/// A kind of item. Heads have no brackets, and no sign before a type or value.
#[derive(Debug, Clone)]
pub(in crate::emit) enum ItemKind<'a> {
    /// `pub struct Name { … }`.
    Struct {
        /// `pub struct Name`.
        head: SourceText<'a>,
        /// Fields.
        fields: Vec<FieldNode<'a>>,
    },
    /// `pub enum Name { … }`.
    Enum {
        /// `pub enum Name`.
        head: SourceText<'a>,
        /// Variants.
        variants: Vec<VariantNode<'a>>,
    },
    /// `pub type Name = ty;`
    Alias {
        /// `pub type Name`.
        head: SourceText<'a>,
        /// What it stands for.
        ty: TypeNode<'a>,
    },
    /// `static NAME: ty = value;`, or a `const`.
    Global {
        /// `static NAME`.
        head: SourceText<'a>,
        /// Its type.
        ty: TypeNode<'a>,
        /// Its value.
        value: Expr<'a>,
    },
    /// `impl trait_ for ty { … }`.
    Impl {
        /// The trait, if it is one's.
        trait_: Option<SourceText<'a>>,
        /// The type.
        ty: SourceText<'a>,
        /// What is inside.
        functions: Vec<Function<'a>>,
    },
    /// `path!(a, b);`
    Called(Expr<'a>),
    /// `path! { parts }`.
    Macro(SourceText<'a>, Vec<MacroPart<'a>>),
    /// What is never broken.
    Text(SourceText<'a>),
}

/// A part of a macro between braces: `head { entries }`.
#[derive(Debug, Clone)]
pub(in crate::emit) struct MacroPart<'a> {
    /// Before the braces.
    pub(in crate::emit) head: SourceText<'a>,
    /// What commas separate.
    pub(in crate::emit) entries: Vec<SourceText<'a>>,
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub(in crate::emit) struct FieldNode<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<SourceText<'a>>,
    /// `pub name`.
    pub(in crate::emit) head: SourceText<'a>,
    /// Type.
    pub(in crate::emit) ty: TypeNode<'a>,
}

/// A variant of an enum.
#[derive(Debug, Clone)]
pub(in crate::emit) struct VariantNode<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<SourceText<'a>>,
    /// Name.
    pub(in crate::emit) name: SourceText<'a>,
    /// The only field, if there is one.
    pub(in crate::emit) payload: Option<TypeNode<'a>>,
}

/// A function.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Function<'a> {
    /// Lines of attributes and documentation.
    pub(in crate::emit) attributes: Vec<SourceText<'a>>,
    /// `pub fn name`.
    pub(in crate::emit) head: SourceText<'a>,
    /// Arguments.
    pub(in crate::emit) args: Vec<Arg<'a>>,
    /// What it returns.
    pub(in crate::emit) returns: Option<TypeNode<'a>>,
    /// Body.
    pub(in crate::emit) body: Vec<Stmt<'a>>,
}

/// An argument of a function.
#[derive(Debug, Clone)]
pub(in crate::emit) enum Arg<'a> {
    /// `&self` and the like.
    Receiver(SourceText<'a>),
    /// `name: ty`.
    Typed(SourceText<'a>, TypeNode<'a>),
}

/// A call of a macro of the runtime with one part between braces.
pub(in crate::emit) fn call_braced_macro<'a>(
    name: &str,
    head: impl Into<SourceText<'a>>,
    entries: Vec<SourceText<'a>>,
) -> ItemNode<'a> {
    let path = Path::new("bindery_runtime").to(name);
    let head = head.into();
    ItemNode::bare(ItemKind::Macro(
        path.into(),
        vec![MacroPart { head, entries }],
    ))
}

/// A call of a macro that the runtime has for a type.
pub(in crate::emit) fn call_runtime_macro<'a>(
    name: &'static str,
    args: Vec<SourceText<'a>>,
) -> ItemNode<'a> {
    let path = Path::new("bindery_runtime").to(name);
    ItemNode::bare(ItemKind::Called(Expr::called_macro(path, args)))
}
