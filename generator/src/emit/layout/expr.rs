//! Expressions: on one line where rustfmt leaves them there, else broken.

use syn::{Expr, ExprMethodCall, ExprStruct, Member};

use super::args::{self, Brackets};
use super::flat::flat;
use super::{At, INDENT, WIDTH, macros, margin, statement, width};

/// Columns of a struct's fields on one line (`struct_lit_width`).
const STRUCT: usize = 18;

/// Columns of a chain of several calls on one line (`chain_width`).
const CHAIN: usize = 60;

/// Lines from which a call stays beside the only thing that it is called on.
const OVERFLOW: usize = 5;

/// The text of an expression.
pub(super) fn expr(expr: &Expr, at: At) -> String {
    let line = flat(expr);
    if is_narrow(expr, at.begins()) && at.fits(&line) {
        line
    } else {
        broken(expr, at)
    }
}

/// Whether no part of the expression is wider than rustfmt wants it on a line.
/// `begins` says whether it begins the line.
pub(super) fn is_narrow(expr: &Expr, begins: bool) -> bool {
    match expr {
        Expr::Call(call) => {
            is_narrow(&call.func, begins) && args::are_narrow(Brackets::Call, &call.args)
        }
        Expr::MethodCall(call) => {
            let links = Chain::of(expr, begins).links.len();
            (links < 2 || width(&flat(call)) <= CHAIN)
                && is_narrow(&call.receiver, begins)
                && args::are_narrow(Brackets::Call, &call.args)
        }
        Expr::Array(array) => args::are_narrow(Brackets::Array, &array.elems),
        Expr::Tuple(tuple) => args::are_narrow(Brackets::Tuple, &tuple.elems),
        Expr::Struct(object) => {
            let fields = flat(&object.fields).trim_end_matches(',').to_owned();
            let rest = object
                .rest
                .as_ref()
                .map_or(0, |rest| width(&flat(rest)) + 4);
            width(&fields) + rest <= STRUCT
                && object
                    .fields
                    .iter()
                    .all(|field| is_narrow(&field.expr, false))
        }
        Expr::Reference(reference) => is_narrow(&reference.expr, false),
        Expr::Try(inner) => is_narrow(&inner.expr, begins),
        Expr::Cast(cast) => is_narrow(&cast.expr, begins),
        Expr::Assign(assign) => is_narrow(&assign.right, false),
        Expr::Closure(closure) => is_narrow(&closure.body, false),
        Expr::Macro(call) => macros::is_narrow(&call.mac.tokens),
        Expr::Match(_) | Expr::Block(_) | Expr::If(_) | Expr::While(_) => false,
        _ => true,
    }
}

/// The text of an expression over several lines, if it can be broken.
pub(super) fn broken(expr: &Expr, at: At) -> String {
    match expr {
        Expr::Call(call) => {
            let head = flat(&call.func);
            let args = args::broken(Brackets::Call, &call.args, at.behind(&head));
            head + &args
        }
        Expr::MethodCall(_) => chain(expr, at),
        Expr::Array(array) => args::broken(Brackets::Array, &array.elems, at),
        Expr::Tuple(tuple) => args::broken(Brackets::Tuple, &tuple.elems, at),
        Expr::Struct(object) => structure(object, at),
        Expr::Reference(reference) => {
            let head = if reference.mutability.is_some() {
                "&mut "
            } else {
                "&"
            };
            head.to_owned() + &self::expr(&reference.expr, at.behind(head))
        }
        Expr::Try(inner) => self::expr(&inner.expr, at.before(1)) + "?",
        Expr::Closure(closure) => {
            let moves = if closure.capture.is_some() {
                "move "
            } else {
                ""
            };
            let head = format!("{moves}|{}| ", flat(&closure.inputs));
            let body = self::expr(&closure.body, at.behind(&head));
            head + &body
        }
        Expr::Assign(assign) => assigned(&format!("{} =", flat(&assign.left)), &assign.right, at),
        Expr::Macro(call) => macros::broken(&call.mac, at),
        Expr::Match(choice) => statement::choice(choice, at),
        Expr::Block(block) => statement::block(&block.block, at.indent),
        Expr::If(condition) => statement::condition(condition, at),
        Expr::While(repeated) => statement::repetition(repeated, at),
        other => flat(other),
    }
}

/// `head expr`, on the next line if only there it fits on one, or if not even
/// its beginning fits here.
pub(super) fn assigned(head: &str, value: &Expr, at: At) -> String {
    let here = at.behind(head).behind(" ");
    let next = At {
        tail: at.tail,
        ..at.deeper()
    };
    let below = || format!("{head}\n{}{}", margin(next.indent), expr(value, next));
    let whole = is_narrow(value, false) && !here.fits(&flat(value)) && breaks_before(value);
    if whole && next.fits(&flat(value)) {
        return below();
    }
    let text = expr(value, here);
    let first = text.lines().next().unwrap_or_default();
    // rustfmt wants a column more for what opens a brace.
    let room = WIDTH - usize::from(matches!(value, Expr::Struct(_)));
    let overflows = here.column + width(first) > room && !matches!(value, Expr::Lit(_));
    if overflows {
        below()
    } else {
        format!("{head} {text}")
    }
}

/// Whether an expression that is too long goes to the next line whole.
fn breaks_before(value: &Expr) -> bool {
    match value {
        Expr::Struct(_) | Expr::Closure(_) | Expr::Match(_) | Expr::Block(_) | Expr::Lit(_) => {
            false
        }
        Expr::Reference(reference) => breaks_before(&reference.expr),
        Expr::Macro(_) | Expr::Array(_) => false,
        _ => true,
    }
}

fn structure(object: &ExprStruct, at: At) -> String {
    let inner = at.deeper();
    let mut text = format!("{} {{\n", flat(&object.path));
    for field in &object.fields {
        let value = match (&field.member, field.colon_token) {
            (Member::Named(name), Some(_)) => {
                assigned(&format!("{}:", flat(name)), &field.expr, inner.before(1))
            }
            (member, _) => flat(member),
        };
        text.push_str(&format!("{}{value},\n", margin(inner.indent)));
    }
    if let Some(rest) = &object.rest {
        text.push_str(&format!("{}..{}\n", margin(inner.indent), flat(rest)));
    }
    text + &margin(at.indent) + "}"
}

/// A chain: what it starts from, and the fields and calls that may stand on
/// lines of their own.
struct Chain<'a> {
    root: &'a Expr,
    /// Fields and calls that stay with the root, because it begins the line and is
    /// no wider than an indent.
    close: Vec<&'a Expr>,
    links: Vec<&'a Expr>,
}

impl<'a> Chain<'a> {
    fn of(last: &'a Expr, begins: bool) -> Self {
        let mut links = Vec::new();
        let mut root = last;
        while let Some(inner) = receiver(root) {
            links.push(root);
            root = inner;
        }
        links.reverse();
        let mut start = flat(root);
        let mut close = Vec::new();
        while begins && width(&start) <= INDENT && !links.is_empty() {
            let link = links.remove(0);
            start = flat(link);
            close.push(link);
        }
        Self { root, close, links }
    }

    fn start(&self, at: At) -> String {
        let root = expr(self.root, at);
        self.close
            .iter()
            .fold(root, |text, link| linked(link, text, at))
    }
}

/// What a field is taken of, or a method called on.
fn receiver(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::MethodCall(call) => Some(&call.receiver),
        Expr::Field(field) => Some(&field.base),
        _ => None,
    }
}

fn chain(last: &Expr, at: At) -> String {
    let chain = Chain::of(last, at.begins());
    let start = chain.start(at);
    let deep = if start.contains('\n') {
        at.indent
    } else {
        at.indent + INDENT
    };
    let below = At {
        tail: at.tail,
        ..At::line(deep)
    };
    if let [only] = chain.links.as_slice() {
        let beside = linked(only, start.clone(), at);
        let lines = beside.lines().count();
        let fits = !start.contains('\n') && at.fits(beside.lines().next().unwrap_or_default());
        if fits
            && (lines >= OVERFLOW
                || linked(only, String::new(), below.before(usize::from(at.tail > 1)))
                    .lines()
                    .count()
                    >= lines)
        {
            return beside;
        }
    }
    let margin = margin(deep);
    let links = chain
        .links
        .iter()
        .map(|link| linked(link, String::new(), below));
    links.fold(start, |text, link| format!("{text}\n{margin}{link}"))
}

fn linked(link: &Expr, receiver: String, at: At) -> String {
    match link {
        Expr::MethodCall(call) => called(call, receiver, at),
        Expr::Field(field) => format!("{receiver}.{}", flat(&field.member)),
        other => receiver + &flat(other),
    }
}

/// `receiver.method(args)`.
fn called(call: &ExprMethodCall, receiver: String, at: At) -> String {
    let head = format!("{receiver}.{}", flat(&call.method));
    let here = at.behind(&head);
    let line = format!("({})", flat(&call.args));
    if args::are_narrow(Brackets::Call, &call.args) && here.fits(&line) {
        head + &line
    } else {
        let args = args::broken(Brackets::Call, &call.args, here);
        head + &args
    }
}
