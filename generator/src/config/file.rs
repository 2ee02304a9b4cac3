//! The text of `bindery.toml`, checked and turned into a [`Project`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::approvals::ApprovalTable;
use super::operation_rules::{OperationRules, read_operation_rules};
use super::place::locate_offset;
use super::tables::{ApiTable, ClientsValue, ConfigFile, CrateTable, RuntimeValue, StrictValue};
use super::{
    ApiEntry, INLINE_RUNTIME, Project, TypeOptions, WholeCrate, choose_runtime_folder, names,
    read_type_options,
};
use crate::Input;
use crate::api::{Exclusion, Selection};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::rust::{ClientGrouping, PackageFacts, Runtime, Strictness};

/// Parses and checks the text of a configuration file. Beside the project, what it says of a
/// lock.
pub(super) fn parse_project(
    file: &Path,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Result<(Project, Option<bool>), Reported> {
    let parsed: ConfigFile = match toml::from_str(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let place = locate_offset(file, text, error.span().map_or(0, |span| span.start));
            let message = take_first_line(error.message());
            let finding = Diagnostic::new(Code::ConfigInvalid, place, message)
                .help("`bindery explain E0502` shows a complete file");
            return Err(diagnostics.error(finding));
        }
    };
    report_wrong_modules(file, text, &parsed, diagnostics);
    let modules = split_module_paths(file, text, &parsed.apis, diagnostics);
    for (name, fault) in wrong_names(&parsed) {
        let place = locate_offset(file, text, name.span().start);
        diagnostics.push(Diagnostic::new(Code::ConfigInvalid, place, fault));
    }
    let rules = read_operation_rules(file, text, &parsed, diagnostics);
    let types = read_types_tables(file, text, &parsed.apis, diagnostics);
    // Paths are relative to the file that names them, wherever the command is run.
    let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
    let apis: Vec<ApiEntry> = parsed
        .apis
        .into_iter()
        // One path for each API, also where it is wrong: everything that is wrong with the file is
        // reported at once, and the project is given only if nothing is.
        .zip(modules)
        .zip(rules)
        .zip(types)
        .map(|(((api, module), rules), types)| {
            let mut report = |at: usize, fault: String| {
                let place = locate_offset(file, text, at);
                diagnostics.push(Diagnostic::new(Code::ConfigInvalid, place, fault));
            };
            read_api_entry(&folder, api, module, rules, types, &mut report)
        })
        .collect();
    let output = folder.join(&parsed.output);
    let whole_crate = parsed.whole_crate.and_then(|table| {
        let place = locate_offset(file, text, table.span().start);
        match read_crate_table(table.into_inner(), &folder, &output) {
            Ok(whole_crate) => Some(whole_crate),
            Err(fault) => {
                diagnostics.push(Diagnostic::new(Code::ConfigInvalid, place, fault));
                None
            }
        }
    });
    let project = Project {
        file: file.to_path_buf(),
        output,
        whole_crate,
        package: parsed.package.into_inner(),
        lock: None,
        apis,
        folder,
    };
    diagnostics.checked((project, parsed.lock))
}

/// What makes a crate of an API.
fn read_crate_table(table: CrateTable, folder: &Path, output: &Path) -> Result<WholeCrate, String> {
    let inline_runtime = table.runtime == RuntimeValue::Inline;
    let runtime = match &table.runtime_path {
        None if inline_runtime => Runtime::Path(INLINE_RUNTIME.into()),
        None => Runtime::Version(env!("CARGO_PKG_VERSION").to_owned()),
        Some(_) if inline_runtime => {
            return Err("`runtime = \"inline\"` and `runtime-path` say two things".to_owned());
        }
        Some(path) => choose_runtime_folder(&folder.join(path), path.is_relative(), output)?,
    };
    Ok(WholeCrate {
        facts: PackageFacts {
            runtime,
            lines: table.manifest.into_iter().collect(),
        },
        tag_features: table.tag_features,
        inline_runtime,
    })
}

/// A crate of its own is one API without a module; others have a module each.
fn report_wrong_modules(
    file: &Path,
    text: &str,
    parsed: &ConfigFile,
    diagnostics: &mut Diagnostics,
) {
    let mut report = |at: usize, fault: &str| {
        let place = locate_offset(file, text, at);
        diagnostics.push(Diagnostic::new(Code::ConfigInvalid, place, fault));
    };
    for api in &parsed.apis {
        match (&parsed.whole_crate, &api.module) {
            (Some(_), Some(module)) => {
                let fault = "a `[crate]` of its own has no modules: leave `module` out";
                report(module.span().start, fault);
            }
            (None, None) => report(
                api.document.span().start,
                "there is no `module`, nor a `[crate]` that would be a crate of its own",
            ),
            _ => {}
        }
    }
    if let Some(table) = parsed
        .whole_crate
        .as_ref()
        .filter(|_| parsed.apis.len() != 1)
    {
        report(
            table.span().start,
            "a `[crate]` of its own has one `[[api]]`",
        );
    }
}

/// What `types` of each API says; a finding for each key that says something else.
fn read_types_tables(
    file: &Path,
    text: &str,
    apis: &[ApiTable],
    diagnostics: &mut Diagnostics,
) -> Vec<TypeOptions> {
    let mut read = Vec::new();
    for api in apis {
        let faults = match read_type_options(api.types.get_ref()) {
            Ok(options) => {
                read.push(options);
                continue;
            }
            Err(faults) => faults,
        };
        read.push(TypeOptions::default());
        for fault in faults {
            let place = locate_offset(file, text, api.types.span().start);
            diagnostics.push(Diagnostic::new(Code::ConfigInvalid, place, fault));
        }
    }
    read
}

/// One entry; `report` is told what is wrong in it, with its place in the text.
fn read_api_entry(
    folder: &Path,
    api: ApiTable,
    module: Vec<String>,
    rules: OperationRules,
    types: TypeOptions,
    report: &mut dyn FnMut(usize, String),
) -> ApiEntry {
    let below = |paths: &[PathBuf]| paths.iter().map(|path| folder.join(path)).collect();
    let mut allow_refs: Vec<PathBuf> = below(&api.allow_refs);
    // The folder of `bindery.toml` is the project's own: documents below it may share parts that
    // lie beside them.
    allow_refs.push(folder.to_path_buf());
    let strictness = match api.strict {
        StrictValue::All(false) => Strictness::Nowhere,
        StrictValue::All(true) => Strictness::Everywhere,
        StrictValue::Of(names) => Strictness::Of(names),
    };
    ApiEntry {
        input: Input {
            document: folder.join(api.document.into_inner()),
            overlays: below(&api.overlays),
            allow_refs,
            selection: Selection {
                tags: api.select.tags,
                paths: api.select.paths,
                operations: api.select.operations,
                exclude: Exclusion {
                    tags: api.select.exclude.tags,
                    paths: api.select.exclude.paths,
                    operations: api.select.exclude.operations,
                },
            },
            pages: rules.pages,
            idempotency: rules.idempotency,
            webhooks: api.webhooks,
        },
        module,
        feature: api.feature.map(Spanned::into_inner),
        types_only: !api.client,
        clients: match api.clients {
            ClientsValue::Flat => ClientGrouping::Flat,
            ClientsValue::ByTag => ClientGrouping::ByTag,
            ClientsValue::ByPath => ClientGrouping::ByPath,
        },
        number: types.number,
        types: types.rules,
        names: api.names.into_rules(report),
        strictness,
        examples: api.examples,
        approvals: api
            .approvals
            .into_iter()
            .filter_map(ApprovalTable::approval)
            .collect(),
    }
}

/// Names that Cargo does not take, and approvals of nothing; and what is wrong with them.
fn wrong_names(parsed: &ConfigFile) -> Vec<(&Spanned<String>, String)> {
    let is_wrong = |name: &&Spanned<String>| !names::is_feature_name(name.get_ref());
    let features = parsed.apis.iter().filter_map(|api| api.feature.as_ref());
    let features = features.filter(is_wrong).map(|name| {
        let fault = format!("`{}` is no name for a feature", name.get_ref());
        (name, fault)
    });
    let package = &parsed.package;
    let no_package = (!names::is_package_name(package.get_ref())).then(|| {
        let fault = format!("`{}` is no name for a package", package.get_ref());
        (package, fault)
    });
    let approvals = parsed.apis.iter().flat_map(|api| &api.approvals);
    let approvals = approvals.flat_map(ApprovalTable::faults);
    no_package
        .into_iter()
        .chain(features)
        .chain(approvals)
        .collect()
}

/// Splits the module paths, and reports those that are no paths or stand in
/// each other's way.
fn split_module_paths(
    file: &Path,
    text: &str,
    apis: &[ApiTable],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<String>> {
    let mut seen: BTreeMap<Vec<String>, Place> = BTreeMap::new();
    let mut paths = Vec::new();
    for api in apis {
        let Some(module) = &api.module else {
            paths.push(Vec::new());
            continue;
        };
        let place = locate_offset(file, text, module.span().start);
        let path: Vec<String> = module.get_ref().split("::").map(str::to_owned).collect();
        if !path.iter().all(|part| names::is_module_name(part)) {
            let message = format!("`{}` is no path of modules", module.get_ref());
            diagnostics.push(
                Diagnostic::new(Code::ConfigInvalid, place.clone(), message).help(
                    "write identifiers of ASCII letters with `::` between them, such as \
                     `gcore::waap`",
                ),
            );
        }
        if let Some((other, other_place)) =
            seen.iter().find(|(other, _)| paths_overlap(&path, other))
        {
            diagnostics.push(make_overlap_finding(
                &path,
                other,
                place.clone(),
                other_place.clone(),
            ));
        }
        seen.insert(path.clone(), place);
        paths.push(path);
    }
    paths
}

/// Whether one path is the other or lies inside it.
fn paths_overlap(a: &[String], b: &[String]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

fn make_overlap_finding(
    path: &[String],
    other: &[String],
    place: Place,
    other_place: Place,
) -> Diagnostic {
    let message = format!(
        "the modules `{}` and `{}` stand in each other's way",
        path.join("::"),
        other.join("::")
    );
    Diagnostic::new(Code::ConfigInvalid, place, message)
        .label(other_place, "the other one")
        .help("give each API a module of its own that is not inside another one's")
}

fn take_first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ConfigFile;
    use crate::config::types::TYPE_KEYS;

    /// The keys that a table knows, as the parser says when it meets another one. `api` holds
    /// the text of an API's table.
    fn list_known_keys(api: &str, wrong: &str) -> BTreeSet<String> {
        let text = format!(
            "{top}output = \"o\"\npackage = \"p\"\n[[api]]\ndocument = \"d\"\nmodule = \"m\"\n{api}",
            top = if api.is_empty() { wrong } else { "" },
        );
        let error = toml::from_str::<ConfigFile>(&text).err();
        let message = error.map(|error| error.message().to_owned());
        let message = message.unwrap_or_default();
        let known = message.split_once("expected").map(|(_, known)| known);
        let known = known.unwrap_or_default().split('`').skip(1).step_by(2);
        known.map(str::to_owned).collect()
    }

    /// The keys of a table that the guide's reference has.
    fn list_documented_keys(table: &str) -> BTreeSet<String> {
        let reference = include_str!("../../../guide/src/reference.md");
        let (_, rows) = reference.split_once("## bindery.toml").unwrap_or_default();
        let start = match table {
            "" => "| | `".to_owned(),
            table => format!("| `{table}` | `"),
        };
        rows.lines()
            .filter_map(|line| line.strip_prefix(&start)?.split_once('`'))
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    #[test]
    fn the_reference_has_all_keys_and_no_others() {
        for (table, api) in [
            ("", ""),
            ("crate", "[crate]\nnokey = 1"),
            ("api", "nokey = 1"),
            ("names", "names = { nokey = 1 }"),
            ("names.schemas", "names.schemas = { nokey = 1 }"),
            (
                "names.schemas.replace",
                "names.schemas.replace = [{ nokey = 1 }]",
            ),
            ("select", "select = { nokey = 1 }"),
            ("select.exclude", "select.exclude = { nokey = 1 }"),
        ] {
            let known = list_known_keys(api, "nokey = 1\n");
            assert!(!known.is_empty(), "{table}");
            assert_eq!(list_documented_keys(table), known, "{table}");
        }
        // A key that is none of these is a format.
        let known = TYPE_KEYS.map(str::to_owned).into();
        assert_eq!(list_documented_keys("types"), known);
    }
}
