//! Names and shapes an API: [`Api`] → [`Crate`].
//!
//! Decides everything about Rust: names, types, boxes, `Option`, constructors,
//! documentation. Knows nothing of text: `emit` prints what stands here.

mod arena;
mod calls;
mod client;
mod complexity;
mod cx;
mod derives;
mod docs;
mod examples;
mod features;
mod foreign;
mod forms;
mod headers;
mod items;
mod locked;
pub mod model;
pub mod names;
mod naming;
mod newtypes;
mod options;
mod overview;
mod package;
mod pattern;
mod recursion;
mod report;
mod rules;
mod secrets;
mod status;
mod strictness;
mod tags;
mod type_rules;
mod unchecked_patterns;
mod usage;

pub use foreign::is_absolute_path;
pub use model::Crate;
pub use options::{
    ClientGrouping, LockedApi, LockedBody, LockedForm, LockedMember, LockedOperation,
    LockedPrecision, LockedScalar, LockedType, NameReplacement, NameRule, NameRules, NumberType,
    Options, Root, Strictness,
};
pub use package::{PackageFacts, Runtime};
pub use type_rules::TypeRules;

use std::collections::{BTreeMap, BTreeSet};

use arena::TypeArena;
use cx::ShapeCx;
use foreign::ForeignTypes;
use forms::Forms;
use locked::LockedTypes;
pub(crate) use locked::REST_KEY;
use model::{ClientItem, Counts, Indexed, Item, NamedType, OperationModule, Ty, TypesModule};
use names::{OperationWords, TypeIdent};
use tags::Tags;

use recursion::HeldPart;

use crate::api::places::list_lasting_keys;
use crate::api::{Api, TypeId};
use crate::diagnostics::{Diagnostics, Reported};
use crate::printable::Comment;

/// Names and shapes an API.
///
/// # Errors
///
/// If an option names what is not there.
pub fn shape_crate(
    api: &Api,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<Crate, Reported> {
    let arena = TypeArena::new(api);
    let loose = hold_locked_scalars(api, &arena, options);
    let (loose, held_scalars) = loose.unzip();
    let api = loose.as_ref().unwrap_or(api);
    let arena = TypeArena::new(api);
    // Before names, because a recursive alias becomes an item and needs one.
    let mut newtypes = recursion::find_recursive_newtypes(&arena);
    newtypes.extend(newtypes::find_chosen_newtypes(
        &arena,
        &options.types,
        diagnostics,
    ));
    let places = find_locked_places(api, &arena, &newtypes, options);
    let none = LockedApi::default();
    let earlier = options.locked.as_ref().unwrap_or(&none);
    let held = LockedTypes::new(earlier, api, &arena, &newtypes, &places);
    naming::report_idle_rules(api, &options.names, diagnostics);
    let operation_words = OperationWords::choose(&api.operations, options);
    let names = names::types::allocate_type_names(
        api,
        &arena,
        &newtypes,
        &operation_words,
        &options.names,
        (options.locked.as_ref(), held),
        diagnostics,
    );
    unchecked_patterns::report_unchecked_patterns(&arena, diagnostics);
    examples::report_misfit_examples(api, &arena, diagnostics);
    let knows_boxes = options.locked.as_ref().is_some_and(|one| one.knows_boxes);
    let boxes = recursion::Boxes::new(&arena, |id, part| {
        let held = names.held(id).filter(|_| knows_boxes)?;
        let member = match part {
            HeldPart::Field(name) => held.member(name),
            HeldPart::Variant(variant) => {
                let keys = list_lasting_keys(api, variant);
                keys.iter().find_map(|key| held.member(key))
            }
        };
        Some(member?.is_boxed)
    });
    let foreign = ForeignTypes::new(api, &arena, &names, &options.types, diagnostics);
    let cx = ShapeCx {
        arena: &arena,
        foreign,
        options,
        names: &names,
        operations: &operation_words,
        boxes,
        newtypes: &newtypes,
        forms: Forms::new(api, &arena),
        tags: Tags::new(&arena),
    };
    let mut types = items::shape_types(&cx, diagnostics);
    // By the names that types have got, as those are what users write into `bindery.toml`.
    strictness::mark_strict_tables(&options.strictness, &mut types.items, diagnostics);
    let mut operations = calls::shape_operation_modules(&cx, api, diagnostics);
    secrets::mark_secret_fields(
        &options.types,
        &mut types.items,
        &mut operations,
        diagnostics,
    );
    derives::add_derives(
        &options.types,
        &mut types.items,
        &mut operations,
        diagnostics,
    );
    if options.types_only {
        // Named like those of a client, so that one may be added without a change of types.
        operations.clear();
        leave_forms_out(&mut types);
    }
    // After all items are there: a type's feature follows from which operations reach it.
    let locked = options.locked.as_ref().map(|earlier| {
        locked::record_names(&cx, api, &places, &types.items, &operations).behind(earlier)
    });
    let held = locked.as_ref().map(|locked| {
        let scalars = held_scalars.unwrap_or_default();
        locked::list_held_precision(&cx, api, &places, locked, &scalars)
    });
    let features = if options.tag_features {
        features::gate_by_features(&cx, api, &mut operations, &mut types.items)
    } else {
        Vec::new()
    };
    let client = ClientItem {
        secrets: secrets::list_secret_names(&types.items, &operations),
        ..client::shape_client(api, options)
    };
    let usage = match options.types_only {
        true => None,
        false => usage::write_usage_example(&client, &operations, options),
    };
    let headers = match options.types_only {
        true => Vec::new(),
        false => headers::shape_headers(&cx, api, &types.items),
    };
    diagnostics.checked(Crate {
        header: make_file_header(options),
        root: options.root,
        docs: overview::write_overview(api, usage, &operations, &features, options),
        client,
        headers,
        webhook_samples: match options.examples && !options.types_only {
            true => api.webhook_samples.clone(),
            false => Vec::new(),
        },
        types_only: options.types_only,
        index: index_schema_types(&cx),
        runtime_features: cx.foreign.features(),
        counts: count_crate_items(api, &types),
        uses_deprecated: uses_deprecated(&types, &operations),
        operations,
        types,
        features,
        locked,
        held: held.unwrap_or_default(),
    })
}

/// Takes forms with files out, which only a client sends, and the other names for them.
fn leave_forms_out(types: &mut TypesModule) {
    let forms = types.items.iter().filter_map(|item| match &item.item {
        Item::Form(form) => Some(form.ident.clone()),
        _ => None,
    });
    let mut gone: BTreeSet<TypeIdent> = forms.collect();
    let mut known = 0;
    // Names for names are few; each round finds one at least.
    while gone.len() > known {
        known = gone.len();
        for item in &types.items {
            if let Item::Alias(alias) = &item.item
                && let Ty::Named(NamedType::Types(of)) = &alias.ty
                && gone.contains(of)
            {
                gone.insert(alias.ident.clone());
            }
        }
    }
    types.items.retain(|item| !gone.contains(item.item.ident()));
}

/// The API with what the lock holds of texts and numbers.
fn hold_locked_scalars(
    api: &Api,
    arena: &TypeArena,
    options: &Options,
) -> Option<(Api, locked::HeldScalars)> {
    options.locked.as_ref()?;
    let newtypes = recursion::find_recursive_newtypes(arena);
    let places = locked::find_type_places(api, arena, &newtypes);
    locked::hold_scalars(api, arena, &places, options)
}

/// The places of types, where names are held or have to be written down.
fn find_locked_places(
    api: &Api,
    arena: &TypeArena,
    newtypes: &BTreeSet<TypeId>,
    options: &Options,
) -> BTreeMap<TypeId, String> {
    let places = options.locked.as_ref();
    let places = places.map(|_| locked::find_type_places(api, arena, newtypes));
    places.unwrap_or_default()
}

fn make_file_header(options: &Options) -> Comment {
    let source = if options.source.is_empty() {
        "an OpenAPI document"
    } else {
        &options.source
    };
    Comment::new(&format!(
        "@generated by bindery from {source}. Edit the document or its overlay instead."
    ))
}

/// Which type is which schema.
fn index_schema_types(cx: &ShapeCx) -> Vec<Indexed> {
    let is_item = |id| cx.arena.is_wanted(id) && cx.is_written(id);
    let named = cx.arena.iter().filter(|(id, _)| is_item(*id));
    let indexed = named.filter_map(|(id, ty)| {
        Some(Indexed {
            schema: ty.origin.clone(),
            ident: find_written_name(cx, id)?.clone(),
            json: cx.forms.encodings(cx.arena.behind(id).id).is_none(),
        })
    });
    indexed.collect()
}

/// The name that programs write for a type.
fn find_written_name<'c>(cx: &'c ShapeCx, id: TypeId) -> Option<&'c TypeIdent> {
    let own = cx.names.own(id).filter(|_| cx.names.is_shared(id));
    own.map(|own| &own.ident).or_else(|| cx.names.get(id))
}

fn count_crate_items(api: &Api, types: &TypesModule) -> Counts {
    Counts {
        operations: api.wanted_operations().count(),
        types: types.items.len(),
    }
}

/// Whether anything is deprecated: other generated code uses it all the same.
fn uses_deprecated(types: &TypesModule, operations: &[OperationModule]) -> bool {
    types.items.iter().any(|item| is_deprecated(&item.item))
        || operations
            .iter()
            .flat_map(|module| &module.operations)
            .any(|operation| {
                let params = operation.params.iter();
                let mut fields = params.flat_map(|params| &params.definition.fields);
                operation.docs.deprecated || fields.any(|field| field.docs.deprecated)
            })
}

fn is_deprecated(item: &Item) -> bool {
    match item {
        Item::Struct(object, _) | Item::Form(object) => {
            object.docs.deprecated || object.fields.iter().any(|field| field.docs.deprecated)
        }
        Item::Enum(list) => {
            list.docs.deprecated || list.variants.iter().any(|variant| variant.docs.deprecated)
        }
        Item::Union(union) => {
            union.docs.deprecated || union.variants.iter().any(|variant| variant.docs.deprecated)
        }
        Item::Alias(alias) => alias.docs.deprecated,
        Item::Newtype(newtype) => newtype.docs.deprecated,
    }
}
