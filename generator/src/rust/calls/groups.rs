//! Which operations stand together: in a module, and on a client of their own where that is
//! wanted.

use crate::api::{Api, GivenName, Operation, Tag};
use crate::maps::IndexMap;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::model::ItemDocs;
use crate::rust::names::by_path::find_path_resource;
use crate::rust::names::operations::{self, OperationScopes};
use crate::rust::names::sub_clients::{MethodHome, shorten_operation_names};
use crate::rust::names::{ModIdent, SubClientName, Words};
use crate::rust::options::ClientGrouping;

/// What operations that belong to no group stand in.
const UNTAGGED: &str = "untagged";

/// A group of operations, and what it is called.
pub(super) struct OperationGroup {
    /// Its module.
    pub(super) ident: ModIdent,
    /// Its client, if it has one.
    pub(super) client: Option<SubClientName>,
    /// Documentation.
    pub(super) docs: ItemDocs,
    /// Its operations, by index.
    pub(super) members: Vec<usize>,
}

/// The group of an operation, if it belongs to one.
pub(in crate::rust) fn find_operation_group(
    operation: &Operation,
    grouping: ClientGrouping,
) -> Option<String> {
    match grouping {
        ClientGrouping::Flat => operation.tag.clone(),
        // What authors have said for clients of this kind is more than a tag, which they may
        // have chosen for a table of contents.
        ClientGrouping::ByTag => {
            let group = operation.group.as_ref();
            let group = group.map(|group| group.replace('.', " "));
            group.or_else(|| operation.tag.clone())
        }
        ClientGrouping::ByPath => find_path_resource(&operation.path),
    }
}

/// Groups all operations, and names the groups.
pub(super) fn group_operations(
    cx: &ShapeCx,
    api: &Api,
    scopes: &mut OperationScopes,
) -> Vec<OperationGroup> {
    let grouping = cx.options.clients;
    let mut groups: IndexMap<Option<String>, Vec<usize>> = IndexMap::default();
    for (index, operation) in api.operations.iter().enumerate() {
        let group = find_operation_group(operation, grouping);
        groups.entry(group).or_default().push(index);
    }
    let tag = |name: &str| api.tags.iter().find(|tag| tag.name == name);
    let named = groups.keys().map(|group| {
        let name = group.as_deref().unwrap_or(UNTAGGED);
        (name, tag(name).and_then(|tag| tag.given.as_ref()))
    });
    let idents = operations::name_tag_modules(named, &cx.options.names.tags);
    let clients = match grouping {
        ClientGrouping::Flat => vec![None; groups.len()],
        ClientGrouping::ByTag | ClientGrouping::ByPath => {
            let modules = groups.keys().zip(&idents);
            let modules: Vec<Option<&ModIdent>> = modules
                .map(|(group, ident)| group.as_ref().map(|_| ident))
                .collect();
            scopes.open_clients(&modules)
        }
    };
    let groups = groups.into_iter().zip(idents).zip(clients);
    let groups = groups.map(|(((group, members), ident), client)| OperationGroup {
        docs: write_group_docs(group.as_deref(), &api.tags, grouping),
        ident,
        client,
        members,
    });
    groups.collect()
}

/// Where the methods of each operation are, and what they are called there.
pub(super) fn place_methods(cx: &ShapeCx, api: &Api, groups: &[OperationGroup]) -> Vec<MethodHome> {
    let whole = |index| MethodHome {
        client: None,
        words: cx.operations.get(index),
    };
    let mut homes: Vec<MethodHome> = (0..api.operations.len()).map(whole).collect();
    for group in groups {
        let Some(client) = &group.client else {
            continue;
        };
        let wholes: Vec<Words> = group
            .members
            .iter()
            .map(|index| cx.operations.get(*index))
            .collect();
        let names = shorten_operation_names(&wholes, &Words::of(group.ident.as_str()));
        for (index, words) in group.members.iter().zip(names) {
            let chosen = api.operations.get(*index);
            let chosen = chosen.and_then(|one| GivenName::chosen(one.given.as_ref()));
            if let Some(home) = homes.get_mut(*index) {
                home.client = Some(client.clone());
                // What somebody has chosen is the method's name as it is.
                home.words = chosen.map_or(words, Words::of);
            }
        }
    }
    homes
}

fn write_group_docs(group: Option<&str>, tags: &[Tag], grouping: ClientGrouping) -> ItemDocs {
    let mut writer = docs::Writer::default();
    writer.own(match (group, grouping) {
        (None, ClientGrouping::Flat) => "Operations without a tag.".to_owned(),
        (None, _) => "Operations that belong to no group.".to_owned(),
        (Some(name), ClientGrouping::ByPath) => {
            format!("Operations of the resource “{}”.", docs::plain_line(name))
        }
        (Some(name), _) => format!("Operations of the tag “{}”.", docs::plain_line(name)),
    });
    let tag = tags.iter().find(|tag| Some(tag.name.as_str()) == group);
    if let Some(text) = tag.and_then(|tag| tag.description.as_deref()) {
        writer.markdown(text);
    }
    writer.finish(false, "")
}
