//! Statements, and expressions that hold statements.

use syn::{Arm, Block, Expr, ExprIf, ExprMatch, ExprWhile, Local, Pat, Stmt};

use super::expr::{assigned, expr, is_narrow};
use super::flat::flat;
use super::{At, margin};

/// A block with its braces; the closing one at `indent`.
pub(super) fn block(block: &Block, indent: usize) -> String {
    let inner = At::line(indent + super::INDENT);
    let lines: String = block
        .stmts
        .iter()
        .map(|one| format!("{}{}\n", margin(inner.indent), statement(one, inner)))
        .collect();
    if lines.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{\n{lines}{}}}", margin(indent))
    }
}

fn statement(statement: &Stmt, at: At) -> String {
    match statement {
        Stmt::Local(local) => self::local(local, at),
        Stmt::Expr(Expr::Return(back), end) => {
            let value = back
                .expr
                .as_ref()
                .map(|value| expr(value, at.behind("return ").before(1)));
            let end = if end.is_some() { ";" } else { "" };
            format!("return {}{end}", value.unwrap_or_default())
        }
        Stmt::Expr(value, Some(_)) => expr(value, at.before(1)) + ";",
        Stmt::Expr(value, None) => expr(value, at),
        Stmt::Item(_) | Stmt::Macro(_) => flat(statement),
    }
}

fn local(local: &Local, at: At) -> String {
    let head = format!("let {}", flat(&local.pat));
    let Some(init) = &local.init else {
        return format!("{head};");
    };
    match &init.diverge {
        None => assigned(&format!("{head} ="), &init.expr, at.before(1)) + ";",
        Some((_, otherwise)) => {
            let otherwise = expr(otherwise, at);
            format!("{head} = {} else {otherwise};", flat(&init.expr))
        }
    }
}

/// `match`.
pub(super) fn choice(choice: &ExprMatch, at: At) -> String {
    let value = expr(&choice.expr, at.behind("match ").before(2));
    let inner = at.indent + super::INDENT;
    let arms: String = choice
        .arms
        .iter()
        .map(|one| format!("{}{}\n", margin(inner), arm(one, inner)))
        .collect();
    format!("match {value} {{\n{arms}{}}}", margin(at.indent))
}

fn arm(arm: &Arm, indent: usize) -> String {
    let head = pattern(&arm.pat, indent);
    let last = head
        .lines()
        .last()
        .unwrap_or_default()
        .trim_start()
        .to_owned()
        + " => ";
    let here = At::line(indent).behind(&last).before(1);
    let line = flat(&arm.body);
    if !is_narrow(&arm.body, false) || here.fits(&line) {
        format!("{head} => {},", expr(&arm.body, here))
    } else {
        let inner = At::line(indent + super::INDENT);
        let body = expr(&arm.body, inner);
        format!(
            "{head} => {{\n{}{body}\n{}}}",
            margin(inner.indent),
            margin(indent)
        )
    }
}

/// Alternatives that do not fit on one line stand one below the other, unless
/// they are short.
fn pattern(pattern: &Pat, indent: usize) -> String {
    let Pat::Or(or) = pattern else {
        return flat(pattern);
    };
    let cases: Vec<String> = or.cases.iter().map(flat).collect();
    let line = cases.join(" | ");
    if At::line(indent).before(5).fits(&line) {
        return line;
    }
    cases.join(&format!("\n{}| ", margin(indent)))
}

/// `if let … { … }`.
pub(super) fn condition(condition: &ExprIf, at: At) -> String {
    let head = format!("if {} ", flat(&condition.cond));
    head + &block(&condition.then_branch, at.indent)
}

/// `while … { … }`.
pub(super) fn repetition(repeated: &ExprWhile, at: At) -> String {
    let head = format!("while {} ", flat(&repeated.cond));
    head + &block(&repeated.body, at.indent)
}
