//! `bindery generate DOCUMENT --output DIR`.

use std::ffi::OsStr;
use std::path::Path;

use bindery::config::{
    INLINE_RUNTIME, TypeOptions, choose_runtime_folder, make_type_table, read_type_options,
    wrong_crate_name,
};
use bindery::emit::{PackageFacts, Runtime};
use bindery::output::CRATE_CONFIG;
use bindery::project;
use bindery::rust::{NameRules, NumberType, Options, Root};

use super::crate_config::print_crate_config;
use super::inline_runtime::deliver_runtime;
use super::verdict::ProjectVerdict;
use super::{deliver_files, print_reached_files, recover_unfinished_run};
use crate::command::given::GivenDocument;
use crate::command::{Deny, GenerateArguments, Number, RunStatus, report};

/// Writes a complete crate from one document.
pub(super) fn generate_document(
    document: &Path,
    folder: &Path,
    arguments: &GenerateArguments,
) -> RunStatus {
    let name = arguments
        .name
        .clone()
        .unwrap_or_else(|| default_name(document, folder));
    if let Some(message) = wrong_crate_name(&name) {
        return RunStatus::Misused(message);
    }
    let facts = match choose_package_facts(folder, arguments) {
        Ok(facts) => facts,
        Err(message) => return RunStatus::Misused(message),
    };
    let type_table = match make_type_table(&arguments.types) {
        Ok(table) => table,
        Err(fault) => return RunStatus::Misused(fault),
    };
    let types = match read_type_options(&type_table) {
        Ok(types) => types,
        Err(faults) => return RunStatus::Misused(faults.join("; ")),
    };
    let given = match GivenDocument::take(document) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let names = match read_name_rules(&arguments.name_rule) {
        Ok(names) => names,
        Err(message) => return RunStatus::Misused(message),
    };
    if arguments.deny.contains(&Deny::Breaking) {
        let message = "`--deny breaking` compares the documents of a bindery.toml with git; \
                       for two documents there is `bindery diff --deny breaking`";
        return RunStatus::Misused(message.to_owned());
    }
    if !recover_unfinished_run(folder, arguments) {
        return RunStatus::Failed;
    }
    report::print_progress("Compiling", document);
    let crate_config = (!given.is_stream()).then(|| {
        print_crate_config(
            document, folder, &name, &names, type_table, &facts, arguments,
        )
    });
    let outcome = compile_given_document(&given, &name, names, &facts, types, arguments);
    print_reached_files(&outcome);
    report::report_findings(&outcome.diagnostics, arguments.message_format);
    match outcome.compiled {
        Ok((mut compiled, summary))
            if report::findings_pass(&outcome.diagnostics, &arguments.deny) =>
        {
            let config = crate_config.map(|text| (CRATE_CONFIG.to_owned(), text));
            compiled.files.extend(config);
            let none = ProjectVerdict::default();
            let delivered = deliver_files(folder, &compiled.files, &[summary], &none, arguments);
            match delivered {
                RunStatus::Done if arguments.inline_runtime => deliver_runtime(folder, arguments),
                delivered => delivered,
            }
        }
        _ => RunStatus::Failed,
    }
}

fn compile_given_document(
    document: &GivenDocument,
    name: &str,
    names: NameRules,
    facts: &PackageFacts,
    types: TypeOptions,
    arguments: &GenerateArguments,
) -> project::CompileOutcome {
    let input = arguments.input.of(document.path());
    let number = match arguments.number {
        Number::F64 => types.number,
        Number::Decimal => NumberType::Decimal,
    };
    let options = Options {
        source: document.source(),
        crate_name: name.to_owned(),
        clients: arguments.clients.into(),
        types_only: arguments.types_only,
        number,
        names,
        types: types.rules,
        tag_features: arguments.tag_features,
        root: Root::Library,
        ..Options::default()
    };
    project::time_compilation(name, |diagnostics| {
        document.name_in(diagnostics);
        bindery::compile_crate(&input, &options, facts, diagnostics)
    })
}

fn read_name_rules(written: &[String]) -> Result<NameRules, String> {
    let mut rules = NameRules::default();
    for rule in written {
        rules.add_written(rule)?;
    }
    Ok(rules)
}

/// The folder's name, as of `cargo new`; that of the document where the folder's is none for
/// a crate.
fn default_name(document: &Path, folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or(folder.to_path_buf());
    let folder = make_crate_name(folder.file_name().unwrap_or_default());
    if wrong_crate_name(&folder).is_none() {
        return folder;
    }
    let name = make_crate_name(document.file_stem().unwrap_or_default());
    if wrong_crate_name(&name).is_none() {
        name
    } else {
        format!("api-{name}")
    }
}

/// The letters and digits of a file's name, in the form of names of crates.
fn make_crate_name(name: &OsStr) -> String {
    let name: String = name
        .to_string_lossy()
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// What the manifest says besides what follows from the document.
fn choose_package_facts(
    folder: &Path,
    arguments: &GenerateArguments,
) -> Result<PackageFacts, String> {
    let runtime = match &arguments.runtime_path {
        None if arguments.inline_runtime => Runtime::Path(INLINE_RUNTIME.into()),
        None => Runtime::Version(env!("CARGO_PKG_VERSION").to_owned()),
        Some(path) => choose_runtime_folder(path, path.is_relative(), folder)?,
    };
    let lines = arguments.package.iter().map(|line| read_package_line(line));
    Ok(PackageFacts {
        runtime,
        lines: lines.collect::<Result<_, String>>()?,
    })
}

/// `license=MIT`, `publish=false`: a key of `[package]` and its value, a text where it is no
/// TOML.
fn read_package_line(line: &str) -> Result<(String, toml::Value), String> {
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let Some((key, text)) = line.split_once('=').filter(|(key, _)| is_key(key)) else {
        return Err(format!("`{line}` is no `KEY=VALUE` of `[package]`"));
    };
    let read = toml::from_str::<toml::Table>(&format!("value = {text}")).ok();
    let read = read.and_then(|mut table| table.remove("value"));
    Ok((key.to_owned(), read.unwrap_or_else(|| text.into())))
}
