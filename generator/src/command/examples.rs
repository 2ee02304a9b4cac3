//! The examples at the end of `--help`: each flag of a command stands in one of them, which a
//! test holds.

pub(super) const BINDERY: &str = "\
Examples:
  bindery generate openapi.yaml --output my-client
  bindery --quiet generate --check                # errors alone
  bindery --verbose generate                      # which files are read
  bindery --color always generate 2>&1 | less -R  # --color never, or NO_COLOR=1";

pub(super) const INIT: &str = "\
Examples:
  bindery init openapi.yaml
  bindery init specs/shop.yaml --module shop::v1";

pub(super) const GENERATE: &str = "\
Examples:
  # a crate from one document, with exact decimals
  bindery generate openapi.yaml --output my-client --name my-client --number decimal
  # from a URL: bindery itself fetches nothing
  curl -fsSL https://api.example/openapi.json | bindery generate - --output my-client
  bindery generate <(curl -fsSL https://api.example/openapi.json) --output my-client
  # with the runtime of a checkout
  bindery generate openapi.yaml --output my-client --runtime-path ../bindery/runtime
  # with the runtime inside of the crate, where it may come from no registry
  bindery generate openapi.yaml --output my-client --inline-runtime
  # corrected, and only a part of it
  bindery generate openapi.yaml --output my-client --overlay fixes.overlay.yaml \\
      --tag orders --path '/events/*' --operation getInvoice --exclude tag:internal
  # with a type of what the API calls at your side
  bindery generate openapi.yaml --output my-client --webhooks
  # without what all names have at their ends
  bindery generate openapi.yaml --output my-client --name-rule schemas:strip-suffix=Dto \\
      --name-rule 'operations:replace=_v[0-9]+$=>'
  # types of your own, by format and by schema, and a line of the manifest
  bindery generate openapi.yaml --output my-client --type uuid=uuid::Uuid \\
      --type replace.Money=my_types::Money --package license=MIT
  # one feature for each tag; parts of the document lie in another folder
  bindery generate api/openapi.yaml --output my-client --tag-features --allow-refs ../shared
  # a client for each tag: client.orders().list()
  bindery generate openapi.yaml --output my-client --clients by-tag
  # types alone, for a client of your own or a server
  bindery generate openapi.yaml --output my-types --types-only
  # once more what the crate was made with, which stands in its bindery.toml
  cd my-client && bindery generate
  # all documents of bindery.toml; in continuous integration
  bindery generate --config clients/bindery.toml
  bindery generate --check --deny warnings
  bindery generate --locked
  # with a major version: types as close as the documents have them, whatever the lock holds
  bindery generate --precise
  bindery generate --against v1.2.0 --deny breaking
  # findings for a forge or an editor
  bindery generate --message-format sarif 2> bindery.sarif";

/// What both listings may be asked.
macro_rules! listing_examples {
    () => {
        "\
Examples:
  bindery operations openapi.yaml --tag orders
  bindery types openapi.yaml --path '/orders/*' --operation getInvoice
  bindery operations openapi.yaml --overlay fixes.overlay.yaml --message-format json
  bindery types api/openapi.yaml --allow-refs ../shared
  bindery types openapi.yaml --config clients/bindery.toml --module shop
  bindery types openapi.yaml --no-config --webhooks --exclude tag:internal
  curl -fsSL https://api.example/openapi.json | bindery operations -"
    };
}

pub(super) const SHOW: &str = listing_examples!();

pub(super) const OPERATIONS: &str = concat!(
    listing_examples!(),
    "\n  bindery operations openapi.yaml --clients by-tag"
);

pub(super) const DUMP: &str = "\
Examples:
  # the document with its corrections
  bindery dump --stage source openapi.yaml --overlay fixes.overlay.yaml
  # what goes over the wire; the code of some operations
  bindery dump --stage api openapi.yaml --tag orders
  bindery dump --stage emit openapi.yaml --path '/orders/*' --operation getInvoice
  bindery dump --stage dialect api/openapi.yaml --allow-refs ../shared
  bindery dump --stage rust openapi.yaml --config clients/bindery.toml --module shop
  bindery dump --stage rust openapi.yaml --no-config --webhooks --exclude tag:internal";

pub(super) const DOCTOR: &str = "\
Examples:
  bindery doctor openapi.yaml
  bindery doctor openapi.yaml --fix                     # writes openapi.overlay.yaml
  bindery doctor openapi.yaml --overlay openapi.overlay.yaml
  bindery doctor openapi.yaml --tag orders --format json
  bindery doctor openapi.yaml --path '/orders/*' --operation getInvoice
  bindery doctor api/openapi.yaml --allow-refs ../shared --no-config
  bindery doctor openapi.yaml --webhooks --exclude tag:internal
  bindery doctor openapi.yaml --config clients/bindery.toml --module shop";

pub(super) const DIFF: &str = "\
Examples:
  bindery diff openapi-1.yaml openapi-2.yaml --current 0.3.1
  bindery diff HEAD:openapi.yaml openapi.yaml --deny breaking
  bindery diff bindery.lock openapi.yaml
  bindery diff v1.2.0:openapi.yaml openapi.yaml --format markdown --allow silent
  bindery diff HEAD:openapi.yaml openapi.yaml --config clients/bindery.toml --module shop
  bindery diff openapi-1.yaml openapi-2.yaml --no-config";

pub(super) const EXPLAIN: &str = "\
Examples:
  bindery explain E0303
  bindery explain D0207";

pub(super) const COMPLETIONS: &str = "\
Examples:
  bindery completions bash > ~/.local/share/bash-completion/completions/bindery
  bindery completions zsh > ~/.zfunc/_bindery
  bindery completions fish > ~/.config/fish/completions/bindery.fish";

pub(super) const MAN: &str = "\
Examples:
  bindery man > ~/.local/share/man/man1/bindery.1
  bindery man generate | man -l -";
