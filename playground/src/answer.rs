//! What the page is told of a document.

use std::collections::HashMap;

use bindery::api::Api;
use bindery::diagnostics::{Diagnostics, Focus, Place, Severity, TextSpan, find_text_spans};
use bindery::rust::model::{Crate, Item, OperationItem, TypeItem};
use bindery::source::Pointer;
use serde::Serialize;

use crate::Made;
use crate::code::{CodeIndex, CodePlace};
use crate::spans::{PageSpan, count_utf16_units};

/// Everything that the page lists.
#[derive(Debug, Serialize)]
pub(crate) struct Answer<'m> {
    title: &'m str,
    /// Whether there is a crate.
    is_compiled: bool,
    findings: Vec<PageFinding<'m>>,
    methods: Vec<PageMethod<'m>>,
    types: Vec<PageType<'m>>,
    files: Vec<PageFile<'m>>,
}

#[derive(Debug, Serialize)]
struct PageFinding<'m> {
    code: &'static str,
    title: &'static str,
    severity: &'static str,
    message: &'m str,
    span: Option<PageSpan>,
    pointer: Option<&'m str>,
    labels: Vec<PageLabel<'m>>,
    notes: &'m [String],
    help: Option<&'m str>,
}

#[derive(Debug, Serialize)]
struct PageLabel<'m> {
    text: &'m str,
    span: Option<PageSpan>,
}

#[derive(Debug, Serialize)]
struct PageMethod<'m> {
    #[serde(flatten)]
    row: &'m MethodRow,
    signature: Option<&'m str>,
    span: Option<PageSpan>,
    code: Option<&'m CodePlace>,
}

#[derive(Debug, Serialize)]
struct PageType<'m> {
    #[serde(flatten)]
    row: &'m TypeRow,
    span: Option<PageSpan>,
    code: Option<&'m CodePlace>,
}

#[derive(Debug, Serialize)]
struct PageFile<'m> {
    name: &'m str,
    /// In bytes.
    size: usize,
}

/// A method of the client.
#[derive(Debug, Serialize)]
pub(crate) struct MethodRow {
    name: String,
    http: String,
    path: String,
    summary: String,
    #[serde(skip)]
    origin: Option<Place>,
}

/// A type.
#[derive(Debug, Serialize)]
pub(crate) struct TypeRow {
    name: String,
    kind: &'static str,
    #[serde(skip)]
    origin: Option<Place>,
}

/// Where an operation stands in the document.
#[derive(Debug)]
pub(crate) struct OperationOrigin {
    http: String,
    path: String,
    origin: Pointer,
}

/// Where operations stand, which the stage that names their methods no longer knows.
pub(crate) fn list_origins(api: &Api) -> Vec<OperationOrigin> {
    let operations = api.operations.iter().map(|operation| OperationOrigin {
        http: operation.method.clone(),
        path: operation.path.clone(),
        origin: operation.origin.clone(),
    });
    operations.collect()
}

/// The methods of the client, in the order of modules.
pub(crate) fn list_methods(krate: &Crate, origins: &[OperationOrigin]) -> Vec<MethodRow> {
    let by_call: HashMap<(&str, &str), &Pointer> = origins
        .iter()
        .map(|one| ((one.http.as_str(), one.path.as_str()), &one.origin))
        .collect();
    let modules = krate.operations.iter();
    let operations = modules.flat_map(|module| &module.operations);
    let row = |operation: &OperationItem| {
        let (http, path) = (operation.http_method.clone(), operation.path.clone());
        let origin = by_call.get(&(http.as_str(), path.as_str()));
        MethodRow {
            name: operation.method.written().into_owned(),
            origin: origin.map(|pointer| Place::Node((*pointer).clone())),
            summary: operation.summary.clone(),
            http,
            path,
        }
    };
    operations.map(row).collect()
}

/// The types, in the order of the document.
pub(crate) fn list_types(krate: &Crate) -> Vec<TypeRow> {
    let mut origins = HashMap::new();
    for indexed in &krate.index {
        let name = indexed.ident.written().into_owned();
        origins.entry(name).or_insert(&indexed.schema);
    }
    let row = |item: &TypeItem| {
        let name = item.item.ident().written().into_owned();
        let origin = origins.get(&name);
        TypeRow {
            origin: origin.map(|pointer| Place::Node((*pointer).clone())),
            name,
            kind: match item.item {
                Item::Struct(..) | Item::Newtype(_) => "struct",
                Item::Form(_) => "form",
                Item::Enum(_) => "enum",
                Item::Union(_) => "union",
                Item::Alias(_) => "alias",
            },
        }
    };
    krate.types.items.iter().map(row).collect()
}

impl<'m> Answer<'m> {
    /// Puts what came of the document together, with all its places in the document's text.
    pub(crate) fn new(
        made: &'m Made,
        index: &'m CodeIndex,
        text: &str,
        diagnostics: &'m Diagnostics,
    ) -> Self {
        // In the order in which they are taken below.
        let mut places: Vec<(&Place, Focus)> = Vec::new();
        for finding in diagnostics.findings() {
            places.extend(finding.place.iter().map(|place| (place, finding.focus)));
            let labels = finding.labels.iter();
            places.extend(labels.map(|(place, _)| (place, Focus::Node)));
        }
        let methods = made.methods.iter().filter_map(|row| row.origin.as_ref());
        let types = made.types.iter().filter_map(|row| row.origin.as_ref());
        places.extend(methods.chain(types).map(|place| (place, Focus::Key)));
        let mut spans = locate_in_page(diagnostics, &places, text).into_iter();
        let mut next = |place: Option<&Place>| place.and_then(|_| spans.next().flatten());

        let mut findings = Vec::new();
        for finding in diagnostics.findings() {
            let span = next(finding.place.as_ref());
            let labels = finding.labels.iter();
            let labels = labels.map(|(place, text)| PageLabel {
                text,
                span: next(Some(place)),
            });
            findings.push(PageFinding {
                labels: labels.collect(),
                code: finding.code.as_str(),
                title: finding.code.title(),
                severity: match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                message: &finding.message,
                span,
                pointer: finding.place.as_ref().and_then(read_pointer),
                notes: &finding.notes,
                help: finding.help.as_deref(),
            });
        }
        let methods = made.methods.iter().map(|row| {
            let code = index.find_method(&row.name);
            PageMethod {
                row,
                signature: code.map(|(_, signature)| signature.as_str()),
                span: next(row.origin.as_ref()),
                code: code.map(|(place, _)| place),
            }
        });
        let methods = methods.collect();
        let types = made.types.iter().map(|row| PageType {
            row,
            span: next(row.origin.as_ref()),
            code: index.find_type(&row.name),
        });
        Self {
            title: &made.title,
            is_compiled: !made.files.is_empty(),
            findings,
            methods,
            types: types.collect(),
            files: list_files(made),
        }
    }
}

fn list_files(made: &Made) -> Vec<PageFile<'_>> {
    let files = made.files.iter().map(|(name, text)| PageFile {
        name,
        size: text.len(),
    });
    files.collect()
}

fn read_pointer(place: &Place) -> Option<&str> {
    match place {
        Place::Node(pointer) | Place::NodeIn(_, pointer) => Some(pointer.as_str()),
        Place::Position(..) | Place::File(_) => None,
    }
}

/// Spans of places that are in the text, in units of UTF-16.
fn locate_in_page(
    diagnostics: &Diagnostics,
    places: &[(&Place, Focus)],
    text: &str,
) -> Vec<Option<PageSpan>> {
    let spans = find_text_spans(diagnostics, places);
    let found = spans.iter().flatten();
    let ends = found.flat_map(|span| [span.bytes.start, span.bytes.end]);
    let units = count_utf16_units(text, ends);
    let page_span = |span: TextSpan| {
        Some(PageSpan {
            start: *units.get(&span.bytes.start)?,
            end: *units.get(&span.bytes.end)?,
            line: span.line,
            column: span.column,
        })
    };
    spans
        .into_iter()
        .map(|span| span.and_then(page_span))
        .collect()
}
