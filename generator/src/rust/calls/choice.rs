//! Bodies that are offered in several media types: an enum with a variant for
//! each.

use super::bodies::{self, Shaped};
use crate::api::{BodyKind, Content, Operation, RequestBody};
use crate::diagnostics::Diagnostics;
use crate::maps::HashSet;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::locked::LockedType;
use crate::rust::model::{Allow, Choice, ChoiceVariant, ItemDocs, Ty};
use crate::rust::names::operations::{OperationNames, OperationScopes};
use crate::rust::names::{Scope, VariantIdent, Words};
use crate::rust::{forms, status};

/// The media types that a caller chooses from, the usual one first; those that
/// say the same as another one are left out.
pub(super) fn list_content_choices<'a>(
    cx: &ShapeCx,
    operation: &Operation,
    body: &'a RequestBody,
    usual: &'a Content,
) -> Vec<&'a Content> {
    let others = body.contents.iter();
    let others = others.filter(|content| content.media_type != usual.media_type);
    let differs = |content: &&Content| content_differs(cx, usual, content);
    if operation.pagination.is_some() {
        // Walks of pages take a body apart.
        return vec![usual];
    }
    [usual].into_iter().chain(others.filter(differs)).collect()
}

/// Whether a media type lets a caller say more than the usual one.
fn content_differs(cx: &ShapeCx, usual: &Content, other: &Content) -> bool {
    match (&usual.body, &other.body) {
        // A range says more where its type can be chosen, or where it holds something else.
        (BodyKind::Json(one), BodyKind::Json(two))
        | (BodyKind::Form(one, _), BodyKind::Form(two, _))
        | (BodyKind::Multipart(one, _), BodyKind::Multipart(two, _))
            if bodies::is_range(other) =>
        {
            one != two
        }
        // The media type of a patch is what it means (RFC 5789 §2).
        (BodyKind::Json(_), BodyKind::Json(_)) if is_patch(usual) || is_patch(other) => true,
        // Old and special names of JSON are the same, unless there is no usual name.
        (BodyKind::Json(one), BodyKind::Json(two)) => {
            one != two || find_media_essence(&usual.media_type) != "application/json"
        }
        (BodyKind::Json(one) | BodyKind::Form(one, _), BodyKind::Multipart(two, encodings)) => {
            let is_form = match cx.arena.bare(two.id) {
                crate::api::Shape::Struct(object) => forms::is_form(cx.arena, object, encodings),
                _ => true,
            };
            is_form || cx.arena.behind(one.id) != cx.arena.behind(two.id)
        }
        _ => true,
    }
}

/// Whether a media type says how a body changes what is there: `json-patch+json` (RFC
/// 6902), `merge-patch+json` (RFC 7396), `strategic-merge-patch+json`.
fn is_patch(content: &Content) -> bool {
    let essence = find_media_essence(&content.media_type);
    essence.ends_with("-patch+json") || essence.ends_with("/patch+json")
}

fn find_media_essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Shapes the enum.
pub(super) fn of_contents(
    cx: &ShapeCx,
    operation: &Operation,
    contents: &[&Content],
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Choice {
    let mut scope = Scope::<VariantIdent>::reserving(&[]);
    let held = scopes.held(names, "body").cloned();
    if let Some(held) = &held {
        scope.hold(held.members.iter().map(|one| one.name.as_str()));
    }
    let mut taken: HashSet<Ty> = HashSet::default();
    let mut variants: Vec<ChoiceVariant> = Vec::new();
    let mut kinds: Vec<(Ty, bool)> = Vec::new();
    for content in contents {
        let shaped = bodies::shape_content(cx, operation, content, names, scopes, diagnostics);
        let Shaped { ty, sent, plain } = shaped;
        let is_first = taken.insert(plain.clone());
        // By the type without aliases: `From` for two names of one type would be two
        // implementations of one.
        kinds.push((plain, is_patch(content)));
        variants.push(ChoiceVariant {
            ident: claim_content_variant(&mut scope, held.as_ref(), content),
            docs: variant_docs(content),
            ty,
            from: is_first,
            sent,
        });
    }
    // Which patch a value is, it does not say: the caller has to.
    for (index, variant) in variants.iter_mut().enumerate() {
        let Some((ty, true)) = kinds.get(index) else {
            continue;
        };
        let is_shared = kinds.iter().filter(|(other, _)| other == ty).count() > 1;
        variant.from = variant.from && !is_shared;
    }
    let line = format!(
        "What {} sends, by its media type.",
        docs::link_method(names)
    );
    let large = variants.iter().any(|one| one.ty.is_large());
    let large = large.then_some(Allow::LargeEnumVariant);
    Choice {
        ident: scopes.ty(names, "body"),
        docs: docs::of_lines(docs::wrap_markdown(&line)),
        same: None,
        allows: large.into_iter().collect(),
        variants,
    }
}

/// The name of an earlier run, or one that is free.
fn claim_content_variant(
    scope: &mut Scope<'_, VariantIdent>,
    held: Option<&LockedType>,
    content: &Content,
) -> VariantIdent {
    let held = held.and_then(|held| held.member(&content.media_type));
    let held = held.and_then(|held| scope.claim_held(&held.name));
    held.unwrap_or_else(|| scope.claim(&name_content_variant(content)).ident)
}

fn variant_docs(content: &Content) -> ItemDocs {
    let code = docs::make_code_span(&content.media_type).unwrap_or_default();
    let hint = "; `Upload::with_media_type` says which.";
    let hint = if bodies::is_open(content) { hint } else { "" };
    docs::of_line(format!("{code}{hint}"))
}

/// What a variant is called: by the kind of body, else by the whole media type.
fn name_content_variant(content: &Content) -> Vec<Words> {
    let short = match &content.body {
        BodyKind::Form(..) => Words::of("form"),
        BodyKind::Multipart(..) => Words::of("multipart"),
        BodyKind::JsonLines(_) => Words::of("lines"),
        BodyKind::Json(_)
        | BodyKind::Text(_)
        | BodyKind::Plain(_)
        | BodyKind::Binary
        | BodyKind::EventStream(_) => name_structured_prefix(&content.media_type)
            .unwrap_or_else(|| status::media_type_words(&content.media_type)),
    };
    let usual = Words::of(&content.media_type.replace('+', " plus "));
    vec![short, Words::of(&content.media_type), usual]
}

/// What stands before the suffix of a media type: `merge-patch` of
/// `application/merge-patch+json`.
fn name_structured_prefix(media_type: &str) -> Option<Words> {
    let essence = media_type.split(';').next().unwrap_or_default();
    let (_, subtype) = essence.split_once('/')?;
    let (name, _) = subtype.split_once('+')?;
    let name = name.strip_prefix("vnd.").unwrap_or(name);
    Some(Words::of(name.strip_prefix("x-").unwrap_or(name)))
}
