//! The `bindery.toml` of a crate that was made of one document: what the command line has said,
//! so that `bindery generate` in its folder says it again.

use std::path::Path;

use bindery::config::{find_real_path, find_relative_path};
use bindery::emit::{PackageFacts, Runtime};
use bindery::output::MARK;
use bindery::printable::TomlString;
use bindery::rust::{NameRule, NameRules};
use toml::{Table, Value};

use crate::command::{Clients, GenerateArguments, InputArguments, Number};

/// The text of the file, which is written with the client's: whatever ends a run, and whoever
/// runs at the same time, the two say the same. Paths in it are relative to the crate, wherever that can be.
pub(super) fn print_crate_config(
    document: &Path,
    folder: &Path,
    name: &str,
    names: &NameRules,
    types: Table,
    facts: &PackageFacts,
    arguments: &GenerateArguments,
) -> String {
    let place = |path: &Path| Value::from(name_path_from(folder, path));
    let mut whole = Table::new();
    if arguments.inline_runtime {
        whole.insert("runtime".to_owned(), "inline".into());
    } else if let Runtime::Path(path) = &facts.runtime {
        // As in the manifest, which is beside it.
        let path = path.display().to_string().replace('\\', "/");
        whole.insert("runtime-path".to_owned(), path.into());
    }
    if arguments.tag_features {
        whole.insert("tag-features".to_owned(), true.into());
    }
    let manifest: Table = facts.lines.iter().cloned().collect();
    insert_filled(&mut whole, "manifest", manifest);

    let mut api = Table::new();
    api.insert("document".to_owned(), place(document));
    let InputArguments {
        overlay,
        allow_refs,
        webhooks,
        ..
    } = &arguments.input;
    for (key, paths) in [("overlays", overlay), ("allow-refs", allow_refs)] {
        let paths: Vec<Value> = paths.iter().map(|path| place(path)).collect();
        if !paths.is_empty() {
            api.insert(key.to_owned(), paths.into());
        }
    }
    let clients = match arguments.clients {
        Clients::Flat => None,
        Clients::ByTag => Some("by-tag"),
        Clients::ByPath => Some("by-path"),
    };
    if let Some(clients) = clients {
        api.insert("clients".to_owned(), clients.into());
    }
    if arguments.types_only {
        api.insert("client".to_owned(), false.into());
    }
    if *webhooks {
        api.insert("webhooks".to_owned(), true.into());
    }
    let mut types = types;
    if let Number::Decimal = arguments.number {
        types.insert("number".to_owned(), "decimal".into());
    }
    insert_filled(&mut api, "types", types);
    insert_filled(&mut api, "names", make_names_table(names));
    insert_filled(&mut api, "select", make_select_table(&arguments.input));

    let print = |key: &str, value: Value| {
        let table = Table::from_iter([(key.to_owned(), value)]);
        toml::to_string(&table).unwrap_or_default()
    };
    let whole = print("crate", whole.into());
    let api = print("api", Value::Array(vec![api.into()]));
    let name = TomlString::new(name);
    // Its first line tells the next run that nobody has taken the file over.
    let head = format!(
        "# {MARK} from its command line, and written anew with it. \
         Remove this line to keep what you edit."
    );
    format!("{head}\noutput = \".\"\npackage = {name}\n\n{whole}\n{api}")
}

/// The way from the crate to a file; from the root where there is none.
fn name_path_from(folder: &Path, path: &Path) -> String {
    let real = path.canonicalize().unwrap_or(path.to_path_buf());
    let relative = find_real_path(folder).and_then(|folder| find_relative_path(&folder, &real));
    let path = relative.unwrap_or(real);
    path.display().to_string().replace('\\', "/")
}

fn insert_filled(table: &mut Table, key: &str, inner: Table) {
    if !inner.is_empty() {
        table.insert(key.to_owned(), inner.into());
    }
}

fn insert_texts(table: &mut Table, key: &str, texts: &[String]) {
    if !texts.is_empty() {
        let texts: Vec<Value> = texts.iter().map(|text| text.as_str().into()).collect();
        table.insert(key.to_owned(), texts.into());
    }
}

fn make_names_table(names: &NameRules) -> Table {
    let NameRules {
        schemas,
        properties,
        variants,
        operations,
        parameters,
        tags,
    } = names;
    let mut table = Table::new();
    for (key, rule) in [
        ("schemas", schemas),
        ("properties", properties),
        ("variants", variants),
        ("operations", operations),
        ("parameters", parameters),
        ("tags", tags),
    ] {
        insert_filled(&mut table, key, make_name_table(rule));
    }
    table
}

fn make_name_table(rule: &NameRule) -> Table {
    let mut table = Table::new();
    insert_texts(&mut table, "strip-prefix", &rule.strip_prefix);
    insert_texts(&mut table, "strip-suffix", &rule.strip_suffix);
    insert_texts(&mut table, "keep", &rule.keep);
    let replacements = rule.replace.iter().map(|replacement| {
        let mut table = Table::new();
        table.insert("pattern".to_owned(), replacement.pattern().into());
        table.insert("with".to_owned(), replacement.with().into());
        Value::from(table)
    });
    let replacements: Vec<Value> = replacements.collect();
    if !replacements.is_empty() {
        table.insert("replace".to_owned(), replacements.into());
    }
    table
}

fn make_select_table(input: &InputArguments) -> Table {
    let selection = input.of(Path::new("")).selection;
    let mut exclude = Table::new();
    insert_texts(&mut exclude, "tags", &selection.exclude.tags);
    insert_texts(&mut exclude, "paths", &selection.exclude.paths);
    insert_texts(&mut exclude, "operations", &selection.exclude.operations);
    let mut table = Table::new();
    insert_texts(&mut table, "tags", &selection.tags);
    insert_texts(&mut table, "paths", &selection.paths);
    insert_texts(&mut table, "operations", &selection.operations);
    insert_filled(&mut table, "exclude", exclude);
    table
}
