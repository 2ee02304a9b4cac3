//! Structs with constructors and setters.

use super::docs::{emit_attributes, emit_derives};
use super::syntax::expr::FieldExpr;
use super::syntax::{
    Arg, Expr, FieldNode, Function, ItemKind, ItemNode, Path, Stmt, TypeNode, call_braced_macro,
};
use super::uses::Uses;
use crate::printable::IntegerLiteral;
use crate::rust::model::{
    self, Accept, Builtin, Constructor, DefaultImpl, Fill, Initial, Required, Setter, Struct, Takes,
};
use crate::rust::names::TypeIdent;

/// The argument of a constructor that takes several values.
const REQUIRED: &str = "required";

/// The struct, its `Default` and its methods.
pub(super) fn emit_struct_items<'a>(object: &'a Struct, uses: &Uses) -> Vec<ItemNode<'a>> {
    let mut items = vec![emit_struct_definition(object, uses)];
    items.extend(emit_debug_impl(object));
    items.extend(object.required().map(|one| emit_required_struct(one, uses)));
    items.extend(emit_default_impl(object, uses));
    items.extend(emit_struct_methods(object, uses));
    items
}

fn emit_struct_definition<'a>(object: &'a Struct, uses: &Uses) -> ItemNode<'a> {
    let derives = match object.default {
        DefaultImpl::Derived => "Debug, Clone, PartialEq, Default",
        DefaultImpl::None | DefaultImpl::New => "Debug, Clone, PartialEq",
    };
    let derives = match has_secrets(object) {
        true => derives.trim_start_matches("Debug, "),
        false => derives,
    };
    let derives = emit_derives(derives, &object.extras);
    let fields = object
        .fields
        .iter()
        .map(|field| emit_struct_field(field, uses));
    let rest = object.rest.iter().map(|rest| FieldNode {
        attributes: super::docs::emit_docs(&rest.docs),
        head: format!("pub {}", rest.ident.written()).into(),
        ty: uses.ty(&rest.ty),
    });
    // The document may get a property more, and programs must compile all the same: they make
    // values by `new` and setters.
    let behind = ["#[non_exhaustive]"];
    ItemNode {
        attributes: emit_attributes(&object.docs, derives, &object.allows, &behind),
        kind: ItemKind::Struct {
            head: format!("pub struct {}", object.ident.written()).into(),
            fields: fields.chain(rest).collect(),
        },
    }
}

fn has_secrets(object: &Struct) -> bool {
    object.fields.iter().any(|field| field.secret)
}

/// `Debug` of a struct with fields that it does not show. Others derive it.
fn emit_debug_impl(object: &Struct) -> Option<ItemNode<'static>> {
    let fields = object.fields.iter().map(|field| {
        let ident = field.ident.written();
        match field.secret {
            true => format!("{ident} = secret").into(),
            false => ident.into_owned().into(),
        }
    });
    let rest = object
        .rest
        .iter()
        .map(|rest| rest.ident.written().into_owned().into());
    let entries = fields.chain(rest).collect();
    let call = || {
        let head = object.ident.written().into_owned();
        call_braced_macro("debug_without_secrets", head, entries)
    };
    has_secrets(object).then(call)
}

/// The struct of what the constructor takes. Programs write it out, so it is not
/// `#[non_exhaustive]`: one field more is meant to stop them.
fn emit_required_struct<'a>(required: &'a Required, uses: &Uses) -> ItemNode<'a> {
    let fields = required
        .fields
        .iter()
        .map(|field| emit_struct_field(field, uses));
    ItemNode {
        attributes: emit_attributes(&required.docs, Vec::new(), &required.allows, &[]),
        kind: ItemKind::Struct {
            head: format!("pub struct {}", required.ident.written()).into(),
            fields: fields.collect(),
        },
    }
}

fn emit_struct_field<'a>(field: &'a model::StructField, uses: &Uses) -> FieldNode<'a> {
    FieldNode {
        attributes: super::docs::emit_docs(&field.docs),
        head: format!("pub {}", field.ident.written()).into(),
        ty: uses.ty(&field.ty),
    }
}

/// `pub type FooRequired = BarRequired;`, beside `pub type Foo = Bar;`. `path` leads to the
/// other one, which may be in another file.
pub(super) fn emit_required_alias(
    ident: &TypeIdent,
    of: &TypeIdent,
    path: Path<'static>,
) -> ItemNode<'static> {
    let ty = TypeNode::text(path);
    let link = match ty.to_string() {
        path if path == of.written() => String::new(),
        path => format!("({path})"),
    };
    let line = format!("/// What is required, as in [`{of}`]{link}.");
    ItemNode::alias(vec![line.into()], &ident.written(), ty)
}

fn emit_default_impl<'a>(object: &'a Struct, uses: &Uses) -> Option<ItemNode<'a>> {
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn default".into(),
        args: Vec::new(),
        returns: Some(TypeNode::text("Self")),
        body: vec![Stmt::Value(Expr::text("Self::new()"))],
    };
    let default = uses.builtin(Builtin::Default);
    (object.default == DefaultImpl::New)
        .then(|| ItemNode::implementation(default, object.ident.written(), function))
}

fn emit_struct_methods<'a>(object: &'a Struct, uses: &Uses) -> Option<ItemNode<'a>> {
    let new = object
        .constructor
        .iter()
        .map(|new| emit_constructor(object, new, uses));
    let setters = object.setters.iter().map(|one| emit_setter(one, uses));
    let methods: Vec<Function> = new.chain(setters).collect();
    (!methods.is_empty()).then(|| ItemNode::methods(object.ident.written(), methods))
}

/// Attributes of a function that makes a value and does nothing else.
const MAKES: [&str; 2] = ["#[inline]", "#[must_use]"];

fn emit_constructor<'a>(object: &'a Struct, new: &'a Constructor, uses: &Uses) -> Function<'a> {
    let args = match &new.takes {
        Takes::Nothing => Vec::new(),
        Takes::One(arg) => vec![Arg::Typed(
            arg.ident.written(),
            emit_accepted_type(&arg.accept, uses),
        )],
        Takes::Several(of) => vec![Arg::Typed(
            REQUIRED.into(),
            TypeNode::text(of.ident.written()),
        )],
    };
    let body = match object.default {
        // A struct expression would say the same at greater length, and lines are what people
        // read.
        DefaultImpl::Derived => Expr::text("Self::default()"),
        DefaultImpl::None | DefaultImpl::New => {
            let fills: Vec<FieldExpr> = new
                .fills
                .iter()
                .map(|one| emit_constructor_entry(one, uses))
                .collect();
            Expr::structure("Self", fills, None)
        }
    };
    Function {
        attributes: emit_attributes(&new.docs, Vec::new(), &new.allows, &MAKES),
        head: format!("pub fn {}", new.ident.written()).into(),
        args,
        returns: Some(TypeNode::text("Self")),
        body: vec![Stmt::Value(body)],
    }
}

fn emit_constructor_entry<'a>(fill: &'a Fill, uses: &Uses) -> FieldExpr<'a> {
    let field = fill.ident.written();
    match &fill.initial {
        Initial::Argument(ident, Accept::Value(_)) if ident.as_str() == fill.ident.as_str() => {
            FieldExpr::short(field)
        }
        Initial::Required => {
            let value = Expr::text(REQUIRED).field(field.clone());
            FieldExpr::new(field, value)
        }
        initial => FieldExpr::new(field, self::emit_initial_value(initial, uses)),
    }
}

fn emit_initial_value<'a>(initial: &'a Initial, uses: &Uses) -> Expr<'a> {
    match initial {
        Initial::Argument(ident, accept) => {
            emit_converted_value(Expr::text(ident.written()), accept, uses)
        }
        // Fields alone are filled with it.
        Initial::Required => Expr::text(REQUIRED),
        Initial::None => Expr::text("None"),
        Initial::Absent => Expr::text(uses.builtin(Builtin::Maybe).to("Absent")),
        Initial::Text(text) => Expr::string(text).method("to_owned", []),
        Initial::Converted(text) => Expr::string(text).method("into", []),
        Initial::ConvertedInteger(digits) => {
            Expr::literal(IntegerLiteral::new(digits).into_source()).method("into", [])
        }
        Initial::Integer(digits) => Expr::literal(IntegerLiteral::new(digits).into_source()),
        Initial::Bool(value) => Expr::bool(*value),
        Initial::New(builtin) => Expr::call(uses.builtin(*builtin).to("new"), []),
        Initial::Some(inner) => Expr::call("Some", [self::emit_initial_value(inner, uses)]),
    }
}

fn emit_setter<'a>(setter: &'a Setter, uses: &Uses) -> Function<'a> {
    let argument = setter.argument.written();
    let value = emit_converted_value(Expr::text(argument.clone()), &setter.accept, uses);
    let value = if setter.maybe {
        value
    } else {
        Expr::call("Some", [value])
    };
    let field = format!("self.{}", setter.field.written());
    let generics = match setter.accept {
        Accept::IntoMaybe(_) => "<How>",
        Accept::Value(_)
        | Accept::Into(_)
        | Accept::IntoBox(_)
        | Accept::Items(_)
        | Accept::IntoItems(_) => "",
    };
    Function {
        attributes: emit_attributes(&setter.docs, Vec::new(), &setter.allows, &MAKES),
        head: format!("pub fn {}{generics}", setter.method.written()).into(),
        args: vec![
            Arg::Receiver("mut self".into()),
            Arg::Typed(argument, emit_accepted_type(&setter.accept, uses)),
        ],
        returns: Some(TypeNode::text("Self")),
        body: vec![
            Stmt::Run(Expr::assign(field, value)),
            Stmt::Value(Expr::text("self")),
        ],
    }
}

/// The type of an argument.
fn emit_accepted_type<'a>(accept: &'a Accept, uses: &Uses) -> TypeNode<'a> {
    match accept {
        Accept::Value(ty) => uses.ty(ty),
        Accept::Into(ty) | Accept::IntoBox(ty) => {
            TypeNode::generic(uses.builtin(Builtin::Into), [uses.ty(ty)]).implementor()
        }
        Accept::Items(ty) => {
            let item = TypeNode::text(format!("Item = {}", uses.ty(ty)));
            TypeNode::generic(uses.builtin(Builtin::IntoIterator), [item]).implementor()
        }
        Accept::IntoItems(ty) => {
            let into = uses.builtin(Builtin::Into);
            let item = TypeNode::text(format!("Item: {into}<{}>", uses.ty(ty)));
            TypeNode::generic(uses.builtin(Builtin::IntoIterator), [item]).implementor()
        }
        Accept::IntoMaybe(ty) => {
            let arguments = [uses.ty(ty), TypeNode::text("How")];
            TypeNode::generic(uses.builtin(Builtin::IntoMaybe), arguments).implementor()
        }
    }
}

/// The field's value from the argument.
fn emit_converted_value<'a>(value: Expr<'a>, accept: &Accept, uses: &Uses) -> Expr<'a> {
    match accept {
        Accept::Value(_) => value,
        Accept::Into(_) => value.method("into", []),
        Accept::IntoMaybe(_) => value.method("into_maybe", []),
        Accept::Items(_) | Accept::IntoItems(_) => {
            Expr::call(uses.contract("collect_items"), [value])
        }
        Accept::IntoBox(_) => {
            let new = uses.builtin(Builtin::Box).to("new");
            Expr::call(new, [value.method("into", [])])
        }
    }
}
