//! The example on the front page of a crate: how a client is made, and one call.

use super::model::{BodyReader, ClientItem, Deep, OperationItem, OperationModule, Success};
use super::options::{Options, Root};
use crate::api::SecurityKind;
use crate::printable::DocLine;

/// Lines of the example. None for modules of larger crates, which have examples of
/// their own.
pub(super) fn write_usage_example(
    client: &ClientItem,
    operations: &[OperationModule],
    options: &Options,
) -> Option<Vec<DocLine>> {
    match options.root {
        Root::Module => return None,
        Root::Library => {}
    }
    let name = options.crate_name.replace('-', "_");
    let mut lines = vec![
        "```no_run".to_owned(),
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        format!("let client = {name}::Client::builder()"),
    ];
    lines.extend(list_builder_settings(client).map(|setting| format!("    {setting}")));
    lines.push("    .build()?;".to_owned());
    let modules = operations.iter().flat_map(|module| {
        let client = module.client.as_ref();
        module.operations.iter().map(move |one| (client, one))
    });
    // The first that needs nothing but texts: an example is compiled with the crate, and an
    // argument that it would have to make up could be refused.
    let mut simple = modules.filter_map(|(client, one)| {
        let get = client.map(|client| format!("{}().", client.method.written()));
        Some(get.unwrap_or_default() + &write_example_call(one)?)
    });
    if let Some(call) = simple.next() {
        lines.push(format!("let answer = client.{call}.await?;"));
        lines.push("println!(\"{answer:?}\");".to_owned());
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(DocLine::example(lines))
}

/// What the builder has to be told: where the servers are, and who calls.
fn list_builder_settings(client: &ClientItem) -> impl Iterator<Item = &'static str> {
    let is_whole = |url: &str| url.contains("://");
    let known = client
        .servers
        .first()
        .is_some_and(|first| is_whole(&first.url));
    let base = (!known).then_some(".base_url(\"https://api.example.com\")");
    let credential = client.schemes.iter().find_map(|scheme| match &scheme.kind {
        SecurityKind::ApiKey { .. } => Some(".api_key(\"secret\")"),
        SecurityKind::Basic => Some(".basic(\"user\", \"secret\")"),
        SecurityKind::Bearer | SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect => {
            Some(".bearer(\"token\")")
        }
        SecurityKind::Http(_) | SecurityKind::MutualTls => None,
    });
    base.into_iter().chain(credential)
}

/// A call that needs nothing but texts and answers with something to look at.
fn write_example_call(operation: &OperationItem) -> Option<String> {
    let shows = match &operation.success {
        Success::One(_, read) => matches!(
            read,
            BodyReader::Json | BodyReader::Text | BodyReader::Plain
        ),
        Success::Several(_) => true,
    };
    let plain = shows
        && operation.http_method == "GET"
        && operation.body.is_none()
        && !operation.docs.deprecated;
    if !plain {
        return None;
    }
    let arguments: Option<Vec<String>> = operation
        .arguments
        .iter()
        .map(|argument| match &argument.deep {
            Deep::Str => Some(format!("{:?}", argument.ident.as_str())),
            Deep::Value(_)
            | Deep::Reference(_)
            | Deep::Slice(_)
            | Deep::OptionSlice(_)
            | Deep::OptionStr
            | Deep::OptionReference(_)
            | Deep::Bytes
            | Deep::Text
            | Deep::Into(_) => None,
        })
        .collect();
    Some(format!(
        "{}({})",
        operation.method.written(),
        arguments?.join(", ")
    ))
}
