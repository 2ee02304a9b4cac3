//! Unions: written as what they hold, read as their [`Pick`] says.

use std::collections::BTreeMap;

use super::indices::patterns;
use super::{decode, encode, path};
use crate::emit::syntax::{Arm, Expr, Item, Stmt, slice, strings};
use crate::emit::uses::Uses;
use crate::rust::model::{KindArm, Pick, TagKind, UnionItem};
use crate::rust::names::VariantIdent;

pub(super) fn items<'a>(union: &'a UnionItem, uses: &Uses) -> [Item<'a>; 2] {
    let writes = vec![Stmt::Value(writes(union))];
    [
        encode(path(&union.ident, uses), writes, uses),
        decode(path(&union.ident, uses), reads(union, uses), uses),
    ]
}

fn writes(union: &UnionItem) -> Expr<'_> {
    let write = || Expr::text("value").method("encode", [Expr::text("to")]);
    let arm = |name: &str| Arm::new(format!("Self::{name}(value)"), write());
    let arms = union.variants.iter();
    let arms = arms.map(|variant| arm(&variant.ident.written()));
    let unknown = union.keeps_unknown().then(|| arm("Unknown"));
    Expr::choice(Expr::text("self"), arms.chain(unknown).collect())
}

fn reads<'a>(union: &'a UnionItem, uses: &Uses) -> Vec<Stmt<'a>> {
    let name = union.ident.as_str();
    let choice = match &union.pick {
        Pick::Tag {
            property,
            kind,
            tags,
        } => by_tag(union, property, *kind, tags, uses),
        Pick::Kind { expected, arms } => by_kind(union, expected, arms, uses),
        Pick::Keys(keys) => by_keys(union, name, keys),
        Pick::First(variants) => return first(union, name, variants),
    };
    vec![Stmt::Value(choice)]
}

fn variant(union: &UnionItem, index: usize) -> Option<&VariantIdent> {
    union.variants.get(index).map(|variant| &variant.ident)
}

/// `from.read().map(Self::Variant)`.
fn read(variant: &str) -> Expr<'static> {
    let variant = Expr::text(format!("Self::{variant}"));
    Expr::text("from")
        .method("read", [])
        .method("map", [variant])
}

fn by_tag<'a>(
    union: &'a UnionItem,
    property: &'a str,
    kind: Option<TagKind>,
    tags: &'a [(String, usize)],
    uses: &Uses,
) -> Expr<'a> {
    let (from, property) = (Expr::text("from"), Expr::string(property));
    let values: Vec<&String> = tags.iter().map(|(value, _)| value).collect();
    let values = strings(&values);
    let tag = match kind {
        Some(kind) => {
            let method = if kind.required { "tag_of" } else { "tag_if" };
            let kind = Expr::text(uses.json("Kind").to(kind.name));
            from.method(method, [kind, property, values])
        }
        None => from.method("tag", [property, values]),
    };
    let arms = arms(union, tags.iter().map(|(_, variant)| *variant).collect());
    // A tag that the document does not know, or none: what came is kept, and written back as it
    // was.
    let unknown = Arm::new("_", read("Unknown"));
    Expr::choice(tag.tried(), arms.chain([unknown]).collect())
}

fn by_keys<'a>(union: &'a UnionItem, name: &'a str, keys: &'a [(Vec<String>, usize)]) -> Expr<'a> {
    let sets: Vec<Expr> = keys.iter().map(|(set, _)| strings(set)).collect();
    let found = Expr::text("from").method("keys", [slice(sets)]);
    let arms = arms(union, keys.iter().map(|(_, variant)| *variant).collect());
    let none = Expr::text("from").method("no_variant", [Expr::string(name)]);
    let none = Arm::new("_", Expr::call("Err", [none]));
    Expr::choice(found.tried(), arms.chain([none]).collect())
}

/// Arms for the indices that lead to one variant each; several may lead to the
/// same.
fn arms(union: &UnionItem, targets: Vec<usize>) -> impl Iterator<Item = Arm<'_>> {
    let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, target) in targets.iter().enumerate() {
        all.entry(*target).or_default().push(index);
    }
    targets.into_iter().filter_map(move |target| {
        let ident = variant(union, target)?;
        Some(Arm {
            // Removed, so that a variant with several tags has one arm, where its first tag
            // stands.
            patterns: patterns(&all.remove(&target)?, |index| format!("Some({index})")),
            body: read(&ident.written()),
        })
    })
}

fn by_kind<'a>(
    union: &'a UnionItem,
    expected: &'a str,
    arms: &'a [KindArm],
    uses: &Uses,
) -> Expr<'a> {
    let kind = uses.json("Kind");
    let arms = arms.iter().filter(|arm| !arm.kinds.is_empty());
    let arms = arms.filter_map(|arm| {
        let ident = variant(union, arm.variant)?;
        let kinds = arm.kinds.iter().map(|name| kind.to(name).into());
        Some(Arm {
            patterns: kinds.collect(),
            body: read(&ident.written()),
        })
    });
    let args = [Expr::text("found"), Expr::string(expected)];
    let other = Expr::text("from").method("unexpected", args);
    let other = Arm::new("found", Expr::call("Err", [other]));
    let found = Expr::text("from").method("kind", []).tried();
    Expr::choice(found, arms.chain([other]).collect())
}

fn first<'a>(union: &'a UnionItem, name: &'a str, variants: &'a [usize]) -> Vec<Stmt<'a>> {
    let attempts = variants.iter().filter_map(|&index| {
        let made = format!("Self::{}", variant(union, index)?.written());
        let found = Expr::call("Ok", [Expr::call(made, [Expr::text("value")])]);
        let head = "if let Some(value) = from.attempt(&mut tries)";
        let attempt = Expr::guarded(head, vec![Stmt::Return(found)]);
        Some(Stmt::Value(attempt))
    });
    let tries = Expr::text("from").method("tries", [Expr::string(name)]);
    vec![
        Stmt::bind("mut tries", tries),
        Stmt::Value(Expr::guarded("while tries.go_on()", attempts.collect())),
        Stmt::Value(Expr::text("Err(tries.failed())")),
    ]
}
