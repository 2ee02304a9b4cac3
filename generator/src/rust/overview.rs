//! Documentation of an API's root module: what it is, how it is used, and a table
//! of its operations.

use super::docs;
use super::model::{Feature, ItemDocs, OperationItem, OperationModule};
use super::names::SubClientName;
use super::options::Options;
use crate::api::Api;
use crate::printable::{CodeSpan, DocLine};

/// Writes the page.
pub(super) fn write_overview(
    api: &Api,
    usage: Option<Vec<DocLine>>,
    operations: &[OperationModule],
    features: &[Feature],
    options: &Options,
) -> ItemDocs {
    let mut writer = docs::Writer::default();
    let title = docs::plain_line(&api.info.title);
    writer.own(match title.trim() {
        "" => "Client of the API.".to_owned(),
        title => format!("{title}."),
    });
    if let Some(text) = &api.info.description {
        writer.markdown(text);
    }
    if let Some(version) = docs::make_code_span(&api.info.version) {
        writer.own(format!("Version {version} of the document."));
    }
    if let Some(feature) = options.feature.as_deref().and_then(docs::make_code_span) {
        writer.own(format!("Needs the feature {feature}."));
    }
    if let Some(usage) = usage {
        writer.block(usage);
    }
    let names = features.iter().map(|feature| &feature.name);
    let public: Vec<String> = names
        .filter(|name| name.is_public())
        .map(|name| format!("`{name}`"))
        .collect();
    if !public.is_empty() {
        writer.own("# Features");
        writer.own(format!(
            "Each tag is a feature, and all are on by default; types follow the \
             operations that reach them: {}.",
            public.join(", ")
        ));
    }
    if operations
        .iter()
        .any(|module| !module.operations.is_empty())
    {
        writer.own("# Operations");
        writer.paragraph(make_overview_table(operations));
    }
    writer.finish(false, "An API.")
}

fn make_overview_table(operations: &[OperationModule]) -> Vec<String> {
    let head = ["| method | call | what it does |", "|---|---|---|"].map(str::to_owned);
    let rows = operations.iter().flat_map(|module| {
        let client = module.client.as_ref();
        let rows = module.operations.iter();
        rows.map(move |one| make_overview_row(client, one))
    });
    head.into_iter().chain(rows).collect()
}

fn make_overview_row(client: Option<&SubClientName>, operation: &OperationItem) -> String {
    let call = format!("{} {}", operation.http_method, operation.path);
    let call = docs::make_code_span(&call).as_ref().map(CodeSpan::in_table);
    let call = call.unwrap_or_default();
    let summary = operation.summary.replace('|', "\\|");
    let link = docs::link_method_of(client, "operations::", &operation.method);
    format!("| {link} | {call} | {summary} |")
}
