//! The client of a group: a struct that borrows the client, and the method that gives it.

use crate::emit::docs::emit_docs;
use crate::emit::syntax::{
    Arg, Expr, FieldNode, Function, ItemKind, ItemNode, Stmt, TypeNode, expr::FieldExpr,
};
use crate::emit::uses::Uses;
use crate::rust::model::ItemDocs;
use crate::rust::names::SubClientName;

/// The struct, and the method of the client that gives it.
pub(super) fn emit_sub_client<'a>(
    client: &'a SubClientName,
    docs: &'a ItemDocs,
    uses: &Uses,
) -> [ItemNode<'a>; 2] {
    let ident = client.ident.written();
    let mut attributes = emit_docs(docs);
    attributes.push("#[derive(Debug, Clone, Copy)]".into());
    let definition = ItemNode {
        attributes,
        kind: ItemKind::Struct {
            head: format!("pub struct {ident}<'a>").into(),
            fields: vec![FieldNode {
                attributes: Vec::new(),
                head: "inner".into(),
                // By its path: the name belongs to the client of all.
                ty: TypeNode::text("&'a bindery_runtime::Client"),
            }],
        },
    };
    let inner = FieldExpr::new("inner", Expr::text("&self.inner"));
    let mut attributes = emit_docs(docs);
    attributes.extend(["#[inline]".into(), "#[must_use]".into()]);
    let method = Function {
        attributes,
        head: format!("pub fn {}", client.method.written()).into(),
        args: vec![Arg::Receiver("&self".into())],
        returns: Some(TypeNode::text(print_client_type(client))),
        body: vec![Stmt::Value(Expr::structure(ident, [inner], None))],
    };
    let given = ItemNode::methods(uses.from("super::super", "Client"), vec![method]);
    [given, definition]
}

/// The type, with the lifetime that the compiler finds.
pub(super) fn print_client_type(client: &SubClientName) -> String {
    format!("{}<'_>", client.ident.written())
}
