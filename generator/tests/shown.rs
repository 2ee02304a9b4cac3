//! What `dump`, `types` and `operations` show: what `bindery generate` writes; and that a
//! reader who has seen enough is no failure.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/run.rs"]
mod run;

use std::path::Path;
use std::process::{Command, Stdio};

use run::{bindery, disk, text, told};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses:
        '200':
          description: The orders.
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
  /stock:
    get:
      operationId: listStock
      tags: [stock]
      responses: {'204': {description: None.}}
components:
  schemas:
    Order: {type: object, properties: {total: {type: number}}}
";

const OVERLAY: &str = "overlay: 1.0.0
info: {title: Names, version: '1'}
actions:
  - target: $.paths['/orders'].get
    update: {operationId: findOrders}
";

const CONFIG: &str = "output = \"generated\"
package = \"shop\"

[[api]]
document = \"specs/shop.yaml\"
overlays = [\"specs/names.overlay.yaml\"]
module = \"shop::orders\"
types = { number = \"decimal\" }
strict = true
select = { tags = [\"orders\"] }
";

/// A project whose options, overlay and selection all change what is generated.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    std::fs::create_dir_all(&specs).unwrap();
    std::fs::write(specs.join("shop.yaml"), DOCUMENT).unwrap();
    std::fs::write(specs.join("names.overlay.yaml"), OVERLAY).unwrap();
    std::fs::write(folder.path().join("bindery.toml"), CONFIG).unwrap();
    folder
}

/// What a run that has to succeed prints.
fn shown(folder: &Path, arguments: &[&str]) -> String {
    let output = bindery(folder, arguments);
    assert!(output.status.success(), "{}", told(folder, &output));
    text(&output.stdout)
}

#[test]
fn dumped_files_are_those_that_are_generated() {
    let folder = project();
    let dumped = shown(
        folder.path(),
        &["dump", "--stage", "emit", "specs/shop.yaml"],
    );
    assert!(bindery(folder.path(), &["generate"]).status.success());
    let generated = folder.path().join("generated/shop/orders");
    let written = disk(&generated);
    assert!(written.len() > 4, "{:?}", written.keys());
    let mut expected = String::new();
    for (path, bytes) in written {
        let name = path.strip_prefix(&generated).unwrap().display();
        expected += &format!("// ==== {name}\n{}\n", text(&bytes));
    }
    assert_eq!(dumped.trim_end(), expected.trim_end());
    // all three settings have something to say
    for part in ["find_orders", "Decimal", ".strict(true)"] {
        assert!(dumped.contains(part), "{part}");
    }
    assert!(!dumped.contains("list_stock"));
}

#[test]
fn every_listing_follows_the_configuration() {
    let folder = project();
    let root = folder.path();
    let operations = shown(root, &["operations", "specs/shop.yaml"]);
    assert_eq!(operations, "Client::find_orders()  GET /orders\n");
    // from another folder, by another path, the configuration is that of the document
    let elsewhere = tempfile::tempdir().unwrap();
    let path = root.join("specs/shop.yaml").display().to_string();
    assert_eq!(shown(elsewhere.path(), &["operations", &path]), operations);
    let rust = shown(root, &["dump", "--stage", "rust", "specs/shop.yaml"]);
    assert!(rust.contains("Decimal"), "{rust}");
    let types = shown(root, &["types", "specs/shop.yaml"]);
    assert_eq!(types, "types::Order  #/components/schemas/Order\n");
}

#[test]
fn the_command_line_and_no_config_have_the_last_word() {
    let folder = project();
    let root = folder.path();
    let stock = ["operations", "specs/shop.yaml", "--tag", "stock"];
    assert_eq!(
        shown(root, &stock),
        "Client::list_stock()  GET /stock\n",
        "the selection is another"
    );
    let plain = ["operations", "specs/shop.yaml", "--no-config"];
    assert_eq!(
        shown(root, &plain),
        "Client::list_orders()  GET /orders\nClient::list_stock()  GET /stock\n"
    );
}

#[test]
fn a_document_of_several_modules_needs_a_choice() {
    let folder = project();
    let root = folder.path();
    let again = "\n[[api]]\ndocument = \"specs/shop.yaml\"\nmodule = \"shop::stock\"\n\
                 select = { tags = [\"stock\"] }\n";
    std::fs::write(root.join("bindery.toml"), format!("{CONFIG}{again}")).unwrap();
    let open = bindery(root, &["operations", "specs/shop.yaml"]);
    assert_eq!(open.status.code(), Some(2));
    let message = text(&open.stderr);
    assert!(
        message.contains("shop::orders, shop::stock") && message.contains("--module"),
        "{message}"
    );
    let module = |name| ["operations", "specs/shop.yaml", "--module", name];
    assert_eq!(
        shown(root, &module("shop::stock")),
        "Client::list_stock()  GET /stock\n"
    );
    let unknown = bindery(root, &module("shop::none"));
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("shop::none"));
}

/// What the rules of pages at the end of `bindery.toml` make of a document with two lists.
fn walked(rules: &str) -> String {
    let list = |path: &str| {
        format!(
            "  {path}:
    get:
      parameters: [{{name: from, in: query, schema: {{type: integer}}}}]
      responses:
        '200':
          description: A page.
          content: {{application/json: {{schema: {{type: array, items: {{type: string}}}}}}}}
"
        )
    };
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: Lists, version: '1'}}\npaths:\n{}{}",
        list("/v1/red"),
        list("/v2/blue")
    );
    show_ruled_lines(&document, rules, "pages by")
}

/// The lines with `shown` of what rules of `bindery.toml` make of a document, and what is wrong.
fn show_ruled_lines(document: &str, rules: &str, shown: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::write(root.join("lists.yaml"), document).unwrap();
    let config = format!("output = \"generated\"\npackage = \"lists\"\n{rules}\n");
    std::fs::write(root.join("bindery.toml"), config).unwrap();
    let output = bindery(root, &["dump", "--stage", "api", "lists.yaml"]);
    let told = text(&output.stderr);
    let lines = text(&output.stdout);
    let lines = lines.lines().filter(|line| line.contains(shown));
    let findings = told
        .lines()
        .filter(|line| line.contains("E0305") || line.contains("E0502"));
    let lines: Vec<&str> = lines.chain(findings).map(str::trim).collect();
    lines.join("\n")
}

const LISTS: &str = "[[api]]\ndocument = \"lists.yaml\"\nmodule = \"lists\"";

#[test]
fn one_rule_says_how_pages_of_many_operations_follow_each_other() {
    let rule = |operations: &str, way: &str| {
        walked(&format!(
            "{LISTS}\n[[api.pages]]\noperations = {operations}\n{way}"
        ))
    };
    let offset = "offset = { query = \"from\" }";
    let page = "pages by Offset(Query(\"from\")), items=\"\" more=None total=None total_pages=None";
    assert_eq!(rule("\"GET *\"", offset), format!("{page}\n{page}"));
    assert_eq!(rule("[\"GET /v1/*\", \"POST *\"]", offset), page);
    // Rules for all APIs, the shorter form.
    let all = format!("{LISTS}\n[[pages]]\noperations = \"* /v2/*\"\n{offset}");
    assert_eq!(walked(&all), page);
    insta::assert_snapshot!(rule("\"GET /v3/*\"", offset), @"error[E0305]: the rule of pages for `GET /v3/*` names no operation");
    insta::assert_snapshot!(rule("\"GET *\"", "offset = { query = \"at\" }"), @"error[E0305]: the rule of pages for `GET *` fits no operation");
    insta::assert_snapshot!(rule("\"GET *\"", "offset = { query = \"page\" }"), @"error[E0502]: the rule of pages has the wrong form: `page` is the number of a page, and no offset that counts items");
    insta::assert_snapshot!(rule("[]", offset), @"error[E0502]: the rule of pages has the wrong form: `operations` does not say for which operations it holds");
}

#[test]
fn one_rule_says_where_many_operations_send_idempotency_keys() {
    let method = |method: &str, more: &str| {
        format!(
            "    {method}: {{operationId: {method}, responses: {{'204': {{description: Done.}}}}{more}}}\n"
        )
    };
    let parameter = ", parameters: [{name: idempotency-key, in: header, schema: {type: string}}]";
    let document = [
        "openapi: 3.1.0\ninfo: {title: Payments, version: '1'}\npaths:\n  /v1/payments:\n",
        &method("get", ""),
        &method("post", ""),
        &method("patch", ", x-bindery-idempotency-key: false"),
        "  /v1/refunds:\n",
        &method("post", parameter).replace("operationId: post", "operationId: refund"),
    ]
    .concat();
    let shown = |rules: &str| {
        let rules = format!("{LISTS}\n{rules}");
        show_ruled_lines(&document, &rules, "idempotency_key=")
    };
    let rule = |operations: &str, more: &str| {
        shown(&format!(
            "[[api.idempotency]]\noperations = {operations}\n{more}"
        ))
    };
    let header = "header = \"Request-Key\"";
    // Neither what is harmless by its method, nor what says itself where keys go.
    let post = rule("\"* /v1/*\"", header);
    insta::assert_snapshot!(post, @r#"POST /v1/payments idempotency_key="Request-Key""#);
    assert_eq!(rule("[\"post\"]", header), post);
    let all = format!("[[idempotency]]\noperations = \"POST *\"\n{header}");
    assert_eq!(shown(&all), post);
    insta::assert_snapshot!(rule("\"POST /v2/*\"", header), @"error[E0305]: the rule of idempotency for `POST /v2/*` names no operation");
    insta::assert_snapshot!(rule("\"GET *\"", header), @"error[E0305]: the rule of idempotency for `GET *` fits no operation");
    insta::assert_snapshot!(rule("\"refund\"", header), @"error[E0305]: the rule of idempotency for `refund` fits no operation");
    insta::assert_snapshot!(rule("\"PATCH *\"", header), @"error[E0305]: the rule of idempotency for `PATCH *` fits no operation");
    insta::assert_snapshot!(rule("[]", header), @"error[E0502]: the rule of idempotency has the wrong form: `operations` does not say for which operations it holds");
    insta::assert_snapshot!(rule("\"POST *\"", ""), @"error[E0502]: the rule of idempotency has the wrong form: `header` does not say where keys are sent");
    insta::assert_snapshot!(rule("\"POST *\"", "header = \"Content-Length\""), @"error[E0502]: the rule of idempotency has the wrong form: `header` is no name of a header that may carry a key");
    insta::assert_snapshot!(rule("\"POST *\"", &format!("{header}\nheaders = 1")), @"error[E0502]: the rule of idempotency has the wrong form: there is no key `headers`");
}

#[test]
fn a_configuration_that_cannot_be_read_is_told() {
    let folder = project();
    std::fs::write(folder.path().join("bindery.toml"), "output = 1\n").unwrap();
    let output = bindery(folder.path(), &["types", "specs/shop.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("E0502"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = project();
    for arguments in [
        "dump --stage emit specs/shop.yaml",
        "types specs/shop.yaml",
        "operations specs/shop.yaml",
        "explain E0502",
        "generate",
        "generate nothing.yaml --output x",
    ] {
        for closed in [1, 2] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
            command
                .args(arguments.split(' '))
                .current_dir(folder.path());
            // the reader is gone before anything is written
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            if closed == 1 {
                command.stdout(writer);
            } else {
                command.stderr(writer);
            }
            let output = command.output().unwrap();
            let expected = i32::from(arguments.contains("nothing"));
            assert_eq!(
                output.status.code(),
                Some(expected),
                "{arguments} with {closed} closed: {}",
                told(folder.path(), &output)
            );
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let folder = project();
    let full = std::fs::File::options().write(true).open("/dev/full");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command
        .args(["explain", "E0502"])
        .current_dir(folder.path());
    let output = command.stdout(full.unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("standard output cannot be written"));
}
