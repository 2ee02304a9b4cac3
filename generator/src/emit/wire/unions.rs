//! Unions: written as what they hold, read as their [`Pick`] says.

use std::collections::BTreeMap;

use super::indices::print_index_patterns;
use indexmap::IndexMap;

use super::{call_braced_macro, emit_decode_impl, emit_encode_impl, emit_type_path};
use crate::emit::syntax::{Arm, Expr, ItemNode, Stmt, make_slice_expr, make_strings_slice};
use crate::emit::uses::Uses;
use crate::printable::StringLiteral;
use crate::rust::model::{Attempt, KindArm, Pick, TagKind, UnionItem};
use crate::rust::names::VariantIdent;

pub(super) fn emit_union_items<'a>(union: &'a UnionItem, uses: &Uses) -> [ItemNode<'a>; 2] {
    let writes = vec![Stmt::Value(emit_union_writes(union))];
    [
        emit_encode_impl(emit_type_path(&union.ident, uses), writes, uses),
        emit_union_decode(union, uses),
    ]
}

fn emit_union_decode<'a>(union: &'a UnionItem, uses: &Uses) -> ItemNode<'a> {
    let name = union.ident.as_str();
    let reads = match &union.pick {
        Pick::Tag {
            property,
            kind,
            tags,
            rest,
        } => {
            let kind = *kind;
            return match rest {
                None => emit_tagged_union(union, property, kind, tags, uses),
                // As rare as `defaultMapping` is, it has no macro of its own.
                Some(rest) => {
                    let read = by_tag_or_rest(union, property, tags, *rest);
                    let path = emit_type_path(&union.ident, uses);
                    emit_decode_impl(path, vec![Stmt::Value(read)], uses)
                }
            };
        }
        Pick::Kind { arms, objects } => {
            let by_kind = Stmt::Value(by_kind(union, arms, objects.as_deref(), uses));
            let objects = match objects.as_deref() {
                Some(Pick::Keys(keys)) => Some(emit_object_tries(union, name, keys)),
                _ => None,
            };
            objects.into_iter().chain([by_kind]).collect()
        }
        Pick::Keys(keys) => emit_tries_of_keys(union, name, keys),
        Pick::First(attempts) => emit_first_fit(union, name, attempts),
    };
    emit_decode_impl(emit_type_path(&union.ident, uses), reads, uses)
}

fn emit_union_writes(union: &UnionItem) -> Expr<'_> {
    let write = || Expr::text("value").method("encode", [Expr::text("to")]);
    let arms = union.variants.iter().map(|variant| {
        let body = match &variant.added_tag {
            Some((property, tag)) => {
                let args = [
                    Expr::string(property),
                    Expr::string(tag),
                    Expr::text("value"),
                ];
                Expr::text("to").method("tagged", args)
            }
            None => write(),
        };
        Arm::new(format!("Self::{}(value)", variant.ident.written()), body)
    });
    let unknown = Arm::new("Self::Unknown(value)", write());
    Expr::choice(Expr::text("self"), arms.chain([unknown]).collect())
}

fn find_union_variant(union: &UnionItem, index: usize) -> Option<&VariantIdent> {
    union.variants.get(index).map(|variant| &variant.ident)
}

/// `from.read().map(Self::Variant)`.
fn emit_variant_read(variant: &str) -> Expr<'static> {
    let variant = Expr::text(format!("Self::{variant}"));
    Expr::text("from")
        .method("read", [])
        .method("map", [variant])
}

/// `tagged_union!`, in which each variant stands beside the values of its tag.
fn emit_tagged_union<'a>(
    union: &'a UnionItem,
    property: &'a str,
    kind: Option<TagKind>,
    tags: &'a [(String, usize)],
    uses: &Uses,
) -> ItemNode<'a> {
    let property = StringLiteral::new(property);
    let reader = match kind {
        Some(kind) if kind.required => format!("tag_of({}, {property})", kind.name),
        Some(kind) => format!("tag_if({}, {property})", kind.name),
        None => format!("tag({property})"),
    };
    // In the order of each variant's first tag; one with several tags has one entry.
    let mut of_variants: IndexMap<usize, Vec<&str>> = IndexMap::new();
    for (tag, variant) in tags {
        of_variants.entry(*variant).or_default().push(tag);
    }
    let mut indices = 0..;
    let entries = of_variants.into_iter().filter_map(|(variant, tags)| {
        let ident = find_union_variant(union, variant)?.written();
        let tags = tags.into_iter().zip(&mut indices);
        let tags = tags.map(|(tag, index)| format!("{index} {}", StringLiteral::new(tag)));
        Some(format!("{ident} = {}", tags.collect::<Vec<_>>().join(" | ")).into())
    });
    let head = format!("{}, {reader}", emit_type_path(&union.ident, uses));
    call_braced_macro("tagged_union", head, entries.collect())
}

/// Tries the variants whose properties are all there, in the order of the table.
fn emit_tries_of_keys<'a>(
    union: &'a UnionItem,
    name: &'a str,
    keys: &'a [(Vec<String>, usize)],
) -> Vec<Stmt<'a>> {
    let variants = keys.iter().filter_map(|(keys, index)| {
        let variant = find_union_variant(union, *index)?;
        Some(Expr::tuple(vec![
            Expr::string(variant.as_str()),
            make_strings_slice(keys),
        ]))
    });
    let variants: Vec<Expr> = variants.collect();
    let args = [Expr::string(name), make_slice_expr(variants)];
    let tries = Expr::text("from").method("tries_of_keys", args);
    let attempts = keys.iter().filter_map(|(_, index)| {
        let ident = find_union_variant(union, *index)?;
        Some(emit_attempt(ident, false))
    });
    emit_tries(tries, attempts.collect())
}

/// Arms for the indices that lead to one variant each; several may lead to the
/// same.
fn emit_variant_arms(union: &UnionItem, targets: Vec<usize>) -> impl Iterator<Item = Arm<'_>> {
    let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, target) in targets.iter().enumerate() {
        all.entry(*target).or_default().push(index);
    }
    targets.into_iter().filter_map(move |target| {
        let ident = find_union_variant(union, target)?;
        Some(Arm {
            // Removed, so that a variant with several tags has one arm, where its first tag
            // stands.
            patterns: print_index_patterns(&all.remove(&target)?, |index| format!("Some({index})")),
            body: emit_variant_read(&ident.written()),
        })
    })
}

fn by_kind<'a>(
    union: &'a UnionItem,
    arms: &'a [KindArm],
    objects: Option<&'a Pick>,
    uses: &Uses,
) -> Expr<'a> {
    const OBJECT: &str = "Object";
    let kind = uses.json("Kind");
    let kinds = arms.iter().flat_map(|arm| arm.kinds.iter().copied());
    let kinds = kinds.chain(objects.map(|_| OBJECT));
    let kinds: Vec<Expr> = kinds.map(|name| Expr::text(kind.to(name))).collect();
    let arms = arms.iter().filter(|arm| !arm.kinds.is_empty());
    let arms = arms.filter_map(|arm| {
        let ident = find_union_variant(union, arm.variant)?;
        let kinds = arm.kinds.iter().map(|name| kind.to(name).into());
        Some(Arm {
            patterns: kinds.collect(),
            body: emit_variant_read(&ident.written()),
        })
    });
    let objects = objects.and_then(|pick| {
        let body = emit_object_choice(union, pick, uses)?;
        Some(Arm::new(kind.to(OBJECT), body))
    });
    let unknown = Arm::new("_", emit_variant_read("Unknown"));
    let found = Expr::text("from")
        .method("kind_of", [make_slice_expr(kinds)])
        .tried();
    Expr::choice(found, arms.chain(objects).chain([unknown]).collect())
}

/// Which of the variants that are objects one is, where a value of it says so. By which
/// properties are there, that is found out before: see [`emit_object_tries`].
fn emit_object_choice<'a>(union: &'a UnionItem, pick: &'a Pick, uses: &Uses) -> Option<Expr<'a>> {
    match pick {
        Pick::Tag {
            property,
            tags,
            rest: Some(rest),
            ..
        } => Some(by_tag_or_rest(union, property, tags, *rest)),
        Pick::Tag {
            property,
            kind,
            tags,
            rest: None,
        } => Some(by_tag(union, property, *kind, tags, uses)),
        Pick::Keys(_) | Pick::Kind { .. } | Pick::First(_) => None,
    }
}

/// Tries the variants that are objects where an object comes.
fn emit_object_tries<'a>(
    union: &'a UnionItem,
    name: &'a str,
    keys: &'a [(Vec<String>, usize)],
) -> Stmt<'a> {
    let mut tries = emit_tries_of_keys(union, name, keys);
    if let Some(Stmt::Value(last)) = tries.pop() {
        tries.push(Stmt::Return(last));
    }
    Stmt::Value(Expr::guarded("if from.is_object()", tries))
}

fn by_tag<'a>(
    union: &'a UnionItem,
    property: &'a str,
    kind: Option<TagKind>,
    tags: &'a [(String, usize)],
    uses: &Uses,
) -> Expr<'a> {
    let reader = match kind {
        Some(kind) if kind.required => "tag_of",
        Some(_) => "tag_if",
        None => "tag",
    };
    let kind = kind.map(|kind| Expr::text(uses.json("Kind").to(kind.name)));
    let values: Vec<&String> = tags.iter().map(|(tag, _)| tag).collect();
    let args = [Expr::string(property), make_strings_slice(&values)];
    let args: Vec<Expr> = kind.into_iter().chain(args).collect();
    let found = Expr::text("from").method(reader, args);
    let arms = emit_variant_arms(union, tags.iter().map(|(_, variant)| *variant).collect());
    let unknown = Arm::new("_", emit_variant_read("Unknown"));
    Expr::choice(found.tried(), arms.chain([unknown]).collect())
}

/// The same where one variant is what all other objects are: its index is behind those of all
/// values.
fn by_tag_or_rest<'a>(
    union: &'a UnionItem,
    property: &'a str,
    tags: &'a [(String, usize)],
    rest: usize,
) -> Expr<'a> {
    let values: Vec<&String> = tags.iter().map(|(tag, _)| tag).collect();
    let args = vec![Expr::string(property), make_strings_slice(&values)];
    let found = Expr::text("from").method("tag_or_rest", args);
    let variants = tags.iter().map(|(_, variant)| *variant).chain([rest]);
    let arms = emit_variant_arms(union, variants.collect());
    let unknown = Arm::new("_", emit_variant_read("Unknown"));
    Expr::choice(found.tried(), arms.chain([unknown]).collect())
}

fn emit_first_fit<'a>(
    union: &'a UnionItem,
    name: &'a str,
    attempts: &'a [Attempt],
) -> Vec<Stmt<'a>> {
    let attempts = attempts.iter().filter_map(|attempt| {
        let ident = find_union_variant(union, attempt.variant)?;
        Some(emit_attempt(ident, attempt.takes_any))
    });
    let tries = Expr::text("from").method("tries", [Expr::string(name)]);
    emit_tries(tries, attempts.collect())
}

/// Tries one variant, and returns it if it is the value.
fn emit_attempt(variant: &VariantIdent, takes_any: bool) -> Stmt<'static> {
    let made = format!("Self::{}", variant.written());
    let found = Expr::call("Ok", [Expr::call(made, [Expr::text("value")])]);
    let head = if takes_any {
        "if let Some(value) = from.attempt_any(&mut tries)"
    } else {
        "if let Some(value) = from.attempt(&mut tries)"
    };
    Stmt::Value(Expr::guarded(head, vec![Stmt::Return(found)]))
}

/// Tries variants for as long as it makes sense, then keeps what came.
fn emit_tries<'a>(tries: Expr<'a>, attempts: Vec<Stmt<'a>>) -> Vec<Stmt<'a>> {
    let unknown = Expr::text("from").method("unknown", [Expr::text("tries")]);
    let unknown = unknown.method("map", [Expr::text("Self::Unknown")]);
    vec![
        Stmt::bind("mut tries", tries),
        Stmt::Value(Expr::guarded("while tries.go_on()", attempts)),
        Stmt::Value(unknown),
    ]
}
