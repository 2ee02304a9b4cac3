//! Expressions.

use super::{Arm, INDENT, SourceText, Stmt, measure_width};
use crate::printable::StringLiteral;

/// Columns of a call's arguments or an array's items on one line
/// (`fn_call_width`, `array_width`).
pub(in crate::emit) const ARGUMENTS: usize = 60;

/// Columns of a struct's fields on one line (`struct_lit_width`).
const STRUCT: usize = 18;

/// Columns of a chain of several calls on one line (`chain_width`).
pub(in crate::emit) const CHAIN: usize = 60;

/// An expression.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Expr<'a> {
    kind: ExprKind<'a>,
    width: usize,
    narrow: bool,
}

/// A kind of expression.
#[derive(Debug, Clone)]
pub(in crate::emit) enum ExprKind<'a> {
    /// What is never broken.
    Text(SourceText<'a>),
    /// A literal, which never goes to the next line either.
    Literal(SourceText<'a>),
    /// `function(args)`.
    Call(SourceText<'a>, Vec<Expr<'a>>),
    /// `receiver.method(args)`.
    Method(Box<Expr<'a>>, SourceText<'a>, Vec<Expr<'a>>),
    /// `base.field`.
    Field(Box<Expr<'a>>, SourceText<'a>),
    /// `[items]`.
    Array(Vec<Expr<'a>>),
    /// `(items)`.
    Tuple(Vec<Expr<'a>>),
    /// `path { fields, ..rest }`.
    Struct(SourceText<'a>, Vec<FieldExpr<'a>>, Option<SourceText<'a>>),
    /// `&` or `&mut`, and what follows.
    Reference(&'static str, Box<Expr<'a>>),
    /// `expr?`.
    Try(Box<Expr<'a>>),
    /// `move |inputs|` and what follows.
    Closure(SourceText<'a>, Box<Expr<'a>>),
    /// `left = right`.
    Assign(SourceText<'a>, Box<Expr<'a>>),
    /// `path!(args)`.
    Macro(SourceText<'a>, Vec<SourceText<'a>>),
    /// `match value { arms }`.
    Match(Box<Expr<'a>>, Vec<Arm<'a>>),
    /// `if condition` or `while condition`, and a block.
    Guarded(SourceText<'a>, Vec<Stmt<'a>>),
}

/// A field of a struct's expression; without a value it is a variable's name.
#[derive(Debug, Clone)]
pub(in crate::emit) struct FieldExpr<'a> {
    /// The field.
    pub(in crate::emit) name: SourceText<'a>,
    /// Its value.
    pub(in crate::emit) value: Option<Expr<'a>>,
}

impl<'a> FieldExpr<'a> {
    /// `name: value`.
    pub(in crate::emit) fn new(name: impl Into<SourceText<'a>>, value: Expr<'a>) -> Self {
        Self {
            name: name.into(),
            value: Some(value),
        }
    }

    /// `name`.
    pub(in crate::emit) fn short(name: impl Into<SourceText<'a>>) -> Self {
        Self {
            name: name.into(),
            value: None,
        }
    }

    fn width(&self) -> usize {
        let value = self.value.as_ref();
        measure_width(&self.name) + value.map_or(0, |value| ": ".len() + value.width)
    }
}

/// What makes a node of its parts.
impl<'a> Expr<'a> {
    /// What is never broken.
    pub(in crate::emit) fn text(text: impl Into<SourceText<'a>>) -> Self {
        let text = text.into();
        let width = measure_width(&text);
        Self::new(ExprKind::Text(text), width, true)
    }

    /// A literal, from its source.
    pub(in crate::emit) fn literal(source: impl Into<SourceText<'a>>) -> Self {
        let source = source.into();
        let width = measure_width(&source);
        Self::new(ExprKind::Literal(source), width, true)
    }

    /// A literal of some text.
    pub(in crate::emit) fn string(text: &str) -> Self {
        Self::literal(StringLiteral::new(text).into_source())
    }

    /// `true` or `false`.
    pub(in crate::emit) fn bool(value: bool) -> Self {
        Self::literal(if value { "true" } else { "false" })
    }

    /// `function(args)`.
    pub(in crate::emit) fn call(
        function: impl Into<SourceText<'a>>,
        args: impl Into<Vec<Expr<'a>>>,
    ) -> Self {
        let (function, args) = (function.into(), args.into());
        let width = measure_width(&function) + "()".len() + list_width(&args);
        let narrow = are_narrow_arguments(&args);
        Self::new(ExprKind::Call(function, args), width, narrow)
    }

    /// `self.method(args)`.
    pub(in crate::emit) fn method(
        self,
        method: impl Into<SourceText<'a>>,
        args: impl Into<Vec<Expr<'a>>>,
    ) -> Self {
        let (method, args) = (method.into(), args.into());
        let mut call = Self {
            width: self.width + measure_width(&method) + ".()".len() + list_width(&args),
            narrow: self.narrow,
            kind: ExprKind::Method(Box::new(self), method, args),
        };
        call.narrow = call.narrow && call.is_narrow_chain();
        call
    }

    /// `self.field`.
    pub(in crate::emit) fn field(self, field: impl Into<SourceText<'a>>) -> Self {
        let field = field.into();
        let width = self.width + ".".len() + measure_width(&field);
        Self::new(ExprKind::Field(Box::new(self), field), width, true)
    }

    /// `[items]`.
    pub(in crate::emit) fn array(items: impl Into<Vec<Expr<'a>>>) -> Self {
        let items = items.into();
        let width = "[]".len() + list_width(&items);
        let narrow = are_narrow_arguments(&items);
        Self::new(ExprKind::Array(items), width, narrow)
    }

    /// `(items)`.
    pub(in crate::emit) fn tuple(items: impl Into<Vec<Expr<'a>>>) -> Self {
        let items = items.into();
        let comma = usize::from(items.len() == 1);
        let width = "()".len() + list_width(&items) + comma;
        let narrow = are_narrow_arguments(&items);
        Self::new(ExprKind::Tuple(items), width, narrow)
    }

    /// `path { fields, ..rest }`.
    pub(in crate::emit) fn structure(
        path: impl Into<SourceText<'a>>,
        fields: impl Into<Vec<FieldExpr<'a>>>,
        rest: Option<SourceText<'a>>,
    ) -> Self {
        let (path, fields) = (path.into(), fields.into());
        let commas = fields.len().saturating_sub(1) * ", ".len();
        let inside = fields.iter().map(FieldExpr::width).sum::<usize>() + commas;
        let rest_width = rest
            .as_ref()
            .map_or(0, |rest| measure_width(rest) + ", ..".len());
        let blanks = if inside + rest_width > 0 {
            "  ".len()
        } else {
            0
        };
        let narrow = inside + rest_width <= STRUCT
            && fields
                .iter()
                .filter_map(|field| field.value.as_ref())
                .all(|value| value.narrow);
        let width = measure_width(&path) + " {}".len() + blanks + inside + rest_width;
        Self::new(ExprKind::Struct(path, fields, rest), width, narrow)
    }

    /// `&self`.
    pub(in crate::emit) fn reference(self) -> Self {
        self.referenced("&")
    }

    /// `&mut self`.
    pub(in crate::emit) fn reference_mut(self) -> Self {
        self.referenced("&mut ")
    }

    fn referenced(self, head: &'static str) -> Self {
        let (width, narrow) = (self.width + head.len(), self.narrow);
        Self::new(ExprKind::Reference(head, Box::new(self)), width, narrow)
    }

    /// `self?`.
    pub(in crate::emit) fn tried(self) -> Self {
        Self {
            width: self.width + "?".len(),
            narrow: self.narrow,
            kind: ExprKind::Try(Box::new(self)),
        }
    }

    /// `head body`, where the head is `|inputs|`, with `move` or not.
    pub(in crate::emit) fn closure(head: impl Into<SourceText<'a>>, body: Expr<'a>) -> Self {
        let head = head.into();
        let (width, narrow) = (measure_width(&head) + 1 + body.width, body.narrow);
        Self::new(ExprKind::Closure(head, Box::new(body)), width, narrow)
    }

    /// `left = right`.
    pub(in crate::emit) fn assign(left: impl Into<SourceText<'a>>, right: Expr<'a>) -> Self {
        let left = left.into();
        let (width, narrow) = (
            measure_width(&left) + " = ".len() + right.width,
            right.narrow,
        );
        Self::new(ExprKind::Assign(left, Box::new(right)), width, narrow)
    }

    /// `path!(args)`.
    pub(in crate::emit) fn called_macro(
        path: impl Into<SourceText<'a>>,
        args: Vec<SourceText<'a>>,
    ) -> Self {
        let path = path.into();
        let inside = texts_width(&args);
        let narrow = args.len() == 1 || inside <= ARGUMENTS;
        let width = measure_width(&path) + "!()".len() + inside;
        Self::new(ExprKind::Macro(path, args), width, narrow)
    }

    /// `match value { arms }`.
    pub(in crate::emit) fn choice(value: Expr<'a>, arms: Vec<Arm<'a>>) -> Self {
        let inside: usize = arms.iter().map(|arm| arm.width() + ", ".len()).sum();
        let width = "match  {  }".len() + value.width + inside;
        Self::new(ExprKind::Match(Box::new(value), arms), width, false)
    }

    /// `head { statements }`, where the head is `if condition` or `while
    /// condition`.
    pub(in crate::emit) fn guarded(head: impl Into<SourceText<'a>>, then: Vec<Stmt<'a>>) -> Self {
        let head = head.into();
        let width = measure_width(&head) + 1 + block_width(&then);
        Self::new(ExprKind::Guarded(head, then), width, false)
    }

    fn new(kind: ExprKind<'a>, width: usize, narrow: bool) -> Self {
        Self {
            kind,
            width,
            narrow,
        }
    }

    /// Fields and calls behind what a chain starts from.
    fn links(&self) -> usize {
        self.receiver().map_or(0, |receiver| receiver.links() + 1)
    }

    fn is_narrow_chain(&self) -> bool {
        let ExprKind::Method(_, _, args) = &self.kind else {
            return true;
        };
        let short = self.width <= CHAIN || self.links() < 2;
        short && are_narrow_arguments(args)
    }
}

/// What layout asks.
impl<'a> Expr<'a> {
    /// What it is.
    pub(in crate::emit) fn kind(&self) -> &ExprKind<'a> {
        &self.kind
    }

    /// Columns on one line.
    pub(in crate::emit) fn width(&self) -> usize {
        self.width
    }

    /// Whether no part is wider than rustfmt wants it on a line.
    pub(in crate::emit) fn is_narrow(&self) -> bool {
        self.narrow
    }

    /// Whether it is a call of a function, with `&`, `?` or `as` around it.
    pub(in crate::emit) fn is_nested_call(&self) -> bool {
        match &self.kind {
            ExprKind::Call(_, args) => !args.is_empty(),
            ExprKind::Macro(..) => true,
            ExprKind::Reference(_, inner) | ExprKind::Try(inner) => inner.is_nested_call(),
            ExprKind::Text(_)
            | ExprKind::Literal(_)
            | ExprKind::Method(..)
            | ExprKind::Field(..)
            | ExprKind::Array(_)
            | ExprKind::Tuple(_)
            | ExprKind::Struct(..)
            | ExprKind::Closure(..)
            | ExprKind::Assign(..)
            | ExprKind::Match(..)
            | ExprKind::Guarded(..) => false,
        }
    }

    /// What a field is taken of, or a method called on.
    fn receiver(&self) -> Option<&Self> {
        match &self.kind {
            ExprKind::Method(receiver, ..) | ExprKind::Field(receiver, _) => Some(receiver),
            _ => None,
        }
    }
}

/// A chain: what it starts from, and the fields and calls that may stand on
/// lines of their own.
pub(in crate::emit) struct Chain<'e, 'a> {
    /// What it starts from.
    pub(in crate::emit) root: &'e Expr<'a>,
    /// Fields and calls that stay with the root, because it begins the line and is
    /// no wider than an indent.
    pub(in crate::emit) close: Vec<&'e Expr<'a>>,
    /// The others.
    pub(in crate::emit) links: Vec<&'e Expr<'a>>,
}

impl<'e, 'a> Chain<'e, 'a> {
    /// The chain that ends in an expression.
    pub(in crate::emit) fn of(last: &'e Expr<'a>, begins: bool) -> Self {
        let mut links = Vec::new();
        let mut root = last;
        while let Some(inner) = root.receiver() {
            links.push(root);
            root = inner;
        }
        let mut start = root.width;
        let mut close = Vec::new();
        while let (true, Some(link)) = (begins && start <= INDENT, links.last()) {
            start = link.width;
            close.push(*link);
            links.pop();
        }
        links.reverse();
        Self { root, close, links }
    }
}

/// Whether arguments of a call or items between brackets may stand on one line. A single one may be as wide as
/// it likes, unless it is a call itself (`last_item_shape` in rustfmt's `overflow.rs`).
pub(in crate::emit) fn are_narrow_arguments(args: &[Expr]) -> bool {
    let alone = matches!(args, [only] if !only.is_nested_call());
    are_narrow(args, alone)
}

/// Whether all of it may stand on one line. What stands `alone` may be as wide as
/// it likes.
pub(in crate::emit) fn are_narrow(list: &[Expr], alone: bool) -> bool {
    (alone || list_width(list) <= ARGUMENTS) && list.iter().all(|item| item.narrow)
}

/// Columns of a list on one line, without brackets.
pub(in crate::emit) fn list_width(list: &[Expr]) -> usize {
    let commas = list.len().saturating_sub(1) * ", ".len();
    list.iter().map(|item| item.width).sum::<usize>() + commas
}

pub(in crate::emit) fn texts_width(texts: &[SourceText]) -> usize {
    let commas = texts.len().saturating_sub(1) * ", ".len();
    texts.iter().map(|text| measure_width(text)).sum::<usize>() + commas
}

/// Columns of a block on one line, with its braces.
pub(super) fn block_width(statements: &[Stmt]) -> usize {
    let inside: usize = statements.iter().map(|one| one.width() + 1).sum();
    if inside == 0 {
        "{}".len()
    } else {
        "{ }".len() + inside
    }
}

/// `&["a", "b"]`.
pub(in crate::emit) fn make_strings_slice<'a>(texts: &[impl AsRef<str>]) -> Expr<'a> {
    let texts = texts.iter().map(|text| Expr::string(text.as_ref()));
    make_slice_expr(texts.collect::<Vec<_>>())
}

/// `&[items]`.
pub(in crate::emit) fn make_slice_expr<'a>(items: impl Into<Vec<Expr<'a>>>) -> Expr<'a> {
    Expr::array(items).reference()
}
