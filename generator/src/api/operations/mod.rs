//! Paths → operations.
//!
//! [`read_operations`] finds every operation of the document and reads it; [`read_operation`] is
//! the table of its parts, each of which is a file.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;

use openapiv3::{PathItem, ReferenceOr};

use super::context::ResolveCx;
use super::given_names;
use super::idempotency::is_idempotent_method;
use super::reference;
use super::types::{ApiDocs, Operation};
use crate::diagnostics::{Code, Diagnostic};
use crate::http_methods::METHODS;
use crate::limits::MOST_OPERATIONS;
use crate::name_keys::NamedPart;
use crate::source::Pointer;

mod body;
mod events;
mod extension;
mod headers;
mod id;
mod media;
mod media_schema;
mod parameter;
mod path;
mod response;
pub(crate) mod security;
pub(crate) mod server;
mod unbuilt;
mod unclear;

/// An operation of the document, before it is read.
pub(crate) struct FoundOperation<'a> {
    /// Where it stands; behind a reference, if its path item is one.
    at: Pointer,
    /// Where its path item stands.
    item_at: Pointer,
    /// The key under `paths`.
    path: &'a str,
    /// The method as it is sent.
    method: Cow<'a, str>,
    /// Its path item.
    item: FoundPathItem<'a>,
    /// What the document says of it, where the model has no field for the method.
    beyond: Option<&'a openapiv3::Operation>,
    /// Whether it is wanted.
    pub(crate) wanted: bool,
}

/// A path item, which its operations share. A reference or a counted one: the model holds an
/// item as large as eight operations, and a copy for each of tens of thousands of paths would
/// take as much memory as the model itself.
#[derive(Clone)]
enum FoundPathItem<'a> {
    /// It stands in the model.
    InModel(&'a PathItem),
    /// It was read from where a reference leads to.
    Read(Rc<PathItem>),
}

impl Deref for FoundPathItem<'_> {
    type Target = PathItem;

    fn deref(&self) -> &PathItem {
        match self {
            Self::InModel(item) => item,
            Self::Read(item) => item,
        }
    }
}

impl FoundOperation<'_> {
    /// The tags that it names.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        let written = self.written().into_iter();
        written.flat_map(|written| written.tags.iter().map(String::as_str))
    }

    /// Its `operationId`, unless it is missing or blank.
    pub(crate) fn id(&self) -> Option<&str> {
        let id = self.written()?.operation_id.as_deref()?;
        (!id.trim().is_empty()).then_some(id)
    }

    /// What it is called: by its `operationId`, and by an overlay.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let chosen = self.written().and_then(|written| {
            let chosen = written.extensions.get("x-bindery-name")?;
            chosen.as_str()
        });
        self.id().into_iter().chain(chosen)
    }

    /// The key under `paths`.
    pub(crate) fn path(&self) -> &str {
        self.path
    }

    /// Where it stands, and where its path item stands.
    pub(crate) fn places(&self) -> (&Pointer, &Pointer) {
        (&self.at, &self.item_at)
    }

    /// What the document says.
    fn written(&self) -> Option<&openapiv3::Operation> {
        let item = &*self.item;
        self.beyond.or_else(|| match &*self.method {
            "GET" => item.get.as_ref(),
            "PUT" => item.put.as_ref(),
            "POST" => item.post.as_ref(),
            "DELETE" => item.delete.as_ref(),
            "OPTIONS" => item.options.as_ref(),
            "HEAD" => item.head.as_ref(),
            "PATCH" => item.patch.as_ref(),
            "TRACE" => item.trace.as_ref(),
            _ => None,
        })
    }
}

/// Finds all operations, in the order of the document.
pub(crate) fn find_operations<'a>(cx: &mut ResolveCx<'a>) -> Vec<FoundOperation<'a>> {
    let source = cx.source;
    let mut operations: Vec<FoundOperation<'a>> = Vec::new();
    for (path, item) in &source.openapi.paths.paths {
        let at = Pointer::root().join("paths").join(path);
        let Some((item_at, item)) = resolve_path_item(cx, at, item) else {
            continue;
        };
        for method in METHODS {
            let found = FoundOperation {
                at: item_at.join(method),
                item_at: item_at.clone(),
                path,
                method: method.to_ascii_uppercase().into(),
                item: item.clone(),
                beyond: None,
                wanted: true,
            };
            // By the fixed list of methods, not by the keys of the path item: the model has a
            // field for each, and the order of operations must not depend on it.
            if found.written().is_some() {
                operations.push(found);
            }
        }
        let beyond = source.beyond().operations.get(&item_at);
        operations.extend(beyond.into_iter().flatten().map(|one| FoundOperation {
            at: one.at.clone(),
            item_at: item_at.clone(),
            path,
            method: one.method.as_str().into(),
            item: item.clone(),
            beyond: Some(&one.operation),
            wanted: true,
        }));
    }
    operations
}

/// Gives each operation its index, by which hints name it.
pub(crate) fn number_operations(cx: &mut ResolveCx<'_>, found: &[FoundOperation<'_>]) {
    for (index, found) in found.iter().enumerate() {
        let at = found.at.as_str().to_owned();
        cx.operations.entry(at).or_insert(index);
    }
}

fn resolve_path_item<'a>(
    cx: &mut ResolveCx<'a>,
    at: Pointer,
    item: &'a ReferenceOr<PathItem>,
) -> Option<(Pointer, FoundPathItem<'a>)> {
    let (at, item) = reference::follow_reference_chain(cx, at, item, None)?;
    let item = match item {
        Cow::Borrowed(item) => FoundPathItem::InModel(item),
        Cow::Owned(item) => FoundPathItem::Read(Rc::new(item)),
    };
    Some((at, item))
}

/// Reads all operations.
pub(crate) fn read_operations(
    cx: &mut ResolveCx<'_>,
    found: &[FoundOperation<'_>],
) -> Vec<Operation> {
    let found = leave_out_excess(cx, found);
    check_paths(cx, found);
    unbuilt::report_unbuilt_parts(cx, found);
    // For all operations at once, as an id that is written anywhere comes before one that is made.
    let ids = id::assign_operation_ids(cx, found);
    let mut operations = Vec::new();
    for (index, (found, id)) in found.iter().zip(ids).enumerate() {
        if let Some(written) = found.written() {
            operations.push(read_operation(cx, index, id, found, written));
        }
    }
    operations
}

/// The operations that a document may have; reports that it has more.
fn leave_out_excess<'f, 'a>(
    cx: &mut ResolveCx<'_>,
    found: &'f [FoundOperation<'a>],
) -> &'f [FoundOperation<'a>] {
    let Some((taken, [first, ..])) = found.split_at_checked(MOST_OPERATIONS) else {
        return found;
    };
    let message = format!(
        "the document has {} operations; one client has at most {MOST_OPERATIONS}",
        found.len()
    );
    cx.report(
        Diagnostic::at(Code::TooManyOperations, &first.at, message)
            .help("select some with `--tag`, `--path` or `--operation`"),
    );
    taken
}

/// Looks at each path of which an operation is wanted, once.
fn check_paths(cx: &mut ResolveCx<'_>, found: &[FoundOperation<'_>]) {
    let mut last = None;
    for found in found.iter().filter(|found| found.wanted) {
        // Operations of a path follow each other, so that a look at the last one is enough to
        // report once.
        if last != Some(found.path) {
            path::check_path_template(
                cx,
                &Pointer::root().join("paths").join(found.path),
                found.path,
            );
        }
        last = Some(found.path);
    }
}

/// One operation: one line for each part.
fn read_operation(
    cx: &mut ResolveCx<'_>,
    index: usize,
    id: String,
    found: &FoundOperation<'_>,
    written: &openapiv3::Operation,
) -> Operation {
    let path = path::on_the_wire(found.path);
    let answers = response::read_responses(cx, index, &found.at, &written.responses);
    let parameters = parameter::read_parameters(cx, index, found, written, &path);
    if let Some(wish) = extension::read_page_wish(cx, &found.at, written, &parameters) {
        cx.page_wishes.insert(index, wish);
    }
    if let Some(wish) = extension::read_key_wish(cx, &found.at, written) {
        cx.key_wishes.insert(index, wish);
    }
    Operation {
        origin: found.at.clone(),
        given: given_names::read_given_name(&written.extensions, NamedPart::Operation),
        group: given_names::read_given_name(&written.extensions, NamedPart::Group)
            .map(|group| group.as_str().to_owned()),
        method: found.method.clone().into_owned(),
        tag: written.tags.first().cloned(),
        docs: read_operation_docs(&found.item, written),
        sunset: extension::read_text_extension(&written.extensions, "x-sunset"),
        servers: server::read_operation_servers(
            cx.source,
            (&found.at, written),
            (&found.item_at, &found.item),
        ),
        parameters,
        request_body: body::of_request(cx, index, &found.at, written.request_body.as_ref()),
        successes: answers.successes,
        failures: answers.failures,
        security: security::read_operation_security(cx, &found.at, written),
        idempotent: is_idempotent_method(&found.method)
            || extension::read_idempotent_extension(written),
        // Decided by rules and wishes together.
        idempotency_header: None,
        // Decided when all types are known.
        pagination: None,
        is_id_made: found.id().is_none(),
        // Known when all types are.
        stream_property: None,
        id,
        path,
    }
}

/// What the operation says, or its path item where it is silent.
fn read_operation_docs(item: &PathItem, written: &openapiv3::Operation) -> ApiDocs {
    ApiDocs {
        title: written.summary.clone().or_else(|| item.summary.clone()),
        description: written
            .description
            .clone()
            .or_else(|| item.description.clone()),
        deprecated: written.deprecated,
        link: written.external_docs.as_ref().map(|docs| docs.url.clone()),
        ..ApiDocs::default()
    }
}
