//! The command line: what may be asked, and who answers.

mod date;
mod diff;
mod doctor;
mod dump;
mod examples;
mod explain;
mod generate;
mod given;
mod init;
mod install;
mod operations;
mod report;
mod revision;
mod shown;
mod table;
mod temporary;
mod types;

use std::path::{Path, PathBuf};

use bindery::Input;
use bindery::api::{Exclusion, PageRules, Selection};
use bindery::diagnostics::Reported;
use bindery::printable::for_terminal;
use bindery::rust::ClientGrouping;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Compiles OpenAPI documents (3.0, 3.1, 3.2, Swagger 2.0) into typed Rust client crates.
#[derive(Parser)]
#[command(name = "bindery", version, after_help = examples::BINDERY)]
pub(crate) struct Arguments {
    #[command(flatten)]
    manner: MannerArguments,
    #[command(subcommand)]
    command: Command,
}

/// How much is printed, and how.
#[derive(Args, Clone, Copy, Default)]
struct MannerArguments {
    /// Print errors alone: no warnings, no table, no progress
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Tell which files are read
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// Colours of findings; where nothing is said here, NO_COLOR turns them off
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: ColorWhen,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ColorWhen {
    /// On a terminal
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the client of the nearest bindery.toml, or a crate from one document
    #[command(after_help = examples::GENERATE)]
    Generate(GenerateArguments),
    /// Prepares the package of this folder for a client: bindery.toml, build.rs, a line in its root
    #[command(after_help = examples::INIT)]
    Init(InitArguments),
    /// Prints what one stage of the compiler makes of a document
    #[command(after_help = examples::DUMP)]
    Dump(DumpArguments),
    /// Prints which Rust type each schema of a document becomes
    #[command(after_help = examples::SHOW)]
    Types(TypesArguments),
    /// Prints which method calls each operation of a document
    #[command(after_help = examples::OPERATIONS)]
    Operations(OperationsArguments),
    /// Examines a document: what is not typed, ambiguous, contradictory, repaired, inexact money
    #[command(after_help = examples::DOCTOR)]
    Doctor(DoctorArguments),
    /// Compares two versions of a document: what programs and old clients notice
    #[command(after_help = examples::DIFF)]
    Diff(DiffArguments),
    /// Explains a code such as E0203
    #[command(after_help = examples::EXPLAIN)]
    Explain {
        /// The code
        code: String,
    },
    /// Prints what lets a shell complete this command
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the page of the manual of this command, or of a subcommand
    #[command(after_help = examples::MAN)]
    Man {
        /// The subcommand
        command: Option<String>,
    },
}

#[derive(Args)]
struct InitArguments {
    /// An OpenAPI document, YAML or JSON
    document: PathBuf,
    /// The module that holds its client [default: the document's file name]
    #[arg(long, value_name = "MODULE")]
    module: Option<String>,
}

#[derive(Args)]
struct GenerateArguments {
    /// An OpenAPI document, YAML or JSON, `-` for standard input; without it, all those of
    /// bindery.toml
    #[arg(requires = "output")]
    document: Option<PathBuf>,
    /// This bindery.toml, not the nearest one
    #[arg(long, value_name = "FILE", conflicts_with = "document")]
    config: Option<PathBuf>,
    /// Folder for the new crate
    #[arg(long, value_name = "DIR", requires = "document")]
    output: Option<PathBuf>,
    /// Name of the new crate [default: the folder's name]
    #[arg(long, value_name = "CRATE", requires = "document")]
    name: Option<String>,
    /// Take bindery-runtime from this folder, not from the registry
    #[arg(long, value_name = "PATH", requires = "document")]
    runtime_path: Option<PathBuf>,
    /// Write bindery-runtime into the crate, as a package in its folder `runtime`, for whoever
    /// may not take it from the registry
    #[arg(long, requires = "document", conflicts_with = "runtime_path")]
    inline_runtime: bool,
    /// A line of `[package]` in the new crate's manifest: `license=MIT`, `publish=false`; may be
    /// repeated
    #[arg(long, value_name = "KEY=VALUE", requires = "document")]
    package: Vec<String>,
    #[command(flatten)]
    input: InputArguments,
    /// What `type: number` becomes
    #[arg(long, value_enum, default_value_t, requires = "document")]
    number: Number,
    /// Change names of one kind: `schemas:strip-suffix=Serializer`, `operations:replace=^api_=>`,
    /// `properties:keep=GitHub`; may be repeated (see `bindery explain E0502`)
    #[arg(long, value_name = "KIND:ACTION=VALUE", requires = "document")]
    name_rule: Vec<String>,
    /// Give the document's types, as a key of `types` in bindery.toml: `uuid=uuid::Uuid`,
    /// `replace.Money=my_types::Money`; may be repeated
    #[arg(long = "type", value_name = "KEY=TYPE", requires = "document")]
    types: Vec<String>,
    /// Which client has which operations: `client.pets().list()` where those of a tag, or of
    /// paths that begin alike, have one of their own
    #[arg(long, value_enum, default_value_t, requires = "document")]
    clients: Clients,
    /// Types alone: no client, and no HTTP in what the crate depends on
    #[arg(long, requires = "document", conflicts_with_all = ["clients", "tag_features"])]
    types_only: bool,
    /// Make each tag a Cargo feature of the crate, with the types that only it reaches
    #[arg(long, requires = "document")]
    tag_features: bool,
    /// Write nothing; list what differs and fail if anything does
    #[arg(long)]
    check: bool,
    /// Write nothing and fail if `bindery.lock` would change
    #[arg(long, conflicts_with = "document")]
    locked: bool,
    /// Take what documents say of values now, where `bindery.lock` holds an earlier version's
    /// `Option`, `String` or number, which takes more
    #[arg(long, conflicts_with_all = ["document", "locked"])]
    precise: bool,
    /// What git revision the verdict is about, where `bindery.lock` or this asks for one
    /// [default: HEAD]
    #[arg(long, value_name = "REVISION", conflicts_with = "document")]
    against: Option<String>,
    /// What fails the run
    #[arg(long, value_name = "WHAT")]
    deny: Vec<Deny>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Number {
    /// Binary floating point
    #[default]
    F64,
    /// Exact decimals
    Decimal,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Clients {
    /// One client has all
    #[default]
    Flat,
    /// Those of a tag
    ByTag,
    /// Those whose paths begin alike
    ByPath,
}

impl From<Clients> for ClientGrouping {
    fn from(clients: Clients) -> Self {
        match clients {
            Clients::Flat => Self::Flat,
            Clients::ByTag => Self::ByTag,
            Clients::ByPath => Self::ByPath,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Every finding fails the run
    Warnings,
    /// Changes since the revision by which programs may no longer compile, or mean something
    /// else, unless bindery.toml approves them
    Breaking,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// Text with excerpts of the document
    #[default]
    Human,
    /// One JSON object a line
    Json,
    /// Findings as one SARIF log, for forges and editors; all else as text
    Sarif,
}

#[derive(Args)]
struct DumpArguments {
    /// Which stage
    #[arg(long, value_enum)]
    stage: Stage,
    #[command(flatten)]
    shown: ShownArguments,
}

/// Which document is shown, and as what.
#[derive(Args)]
struct ShownArguments {
    /// An OpenAPI document, YAML or JSON, `-` for standard input; one that bindery.toml lists is
    /// shown as it is compiled there, apart from what else is given here
    document: PathBuf,
    /// This bindery.toml, not the nearest one
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    #[command(flatten)]
    input: InputArguments,
    /// Which module of bindery.toml, where that lists the document as several
    #[arg(long, value_name = "MODULE")]
    module: Option<String>,
    /// Show the document for itself, whatever bindery.toml says
    #[arg(long, conflicts_with = "module")]
    no_config: bool,
}

#[derive(Args)]
struct DoctorArguments {
    #[command(flatten)]
    shown: ShownArguments,
    /// Write the overlay that mends what can be mended [default: the document's name with
    /// `.overlay.yaml`]; `-` prints it
    #[arg(long, value_name = "FILE")]
    #[expect(
        clippy::option_option,
        reason = "given, and given with a name, are two things"
    )]
    fix: Option<Option<PathBuf>>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: DoctorFormat,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum DoctorFormat {
    /// Text with places
    #[default]
    Text,
    /// One JSON object
    Json,
}

#[derive(Args)]
struct DiffArguments {
    /// The old document: a file, or REVISION:PATH for what git has; or a bindery.lock, likewise,
    /// for what the next generation changes
    old: String,
    /// The new document, likewise; what bindery.toml says of it holds for both
    new: String,
    /// How the changes are printed
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,
    /// The version that the next one follows, such as 0.3.1
    #[arg(long, value_name = "VERSION")]
    current: Option<String>,
    /// Fail if programs may no longer compile
    #[arg(long, value_name = "WHAT")]
    deny: Option<DenyChange>,
    /// Do not fail although programs may compile and mean something else
    #[arg(long, value_name = "WHAT")]
    allow: Option<AllowChange>,
    /// This bindery.toml, not the nearest one
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Which module of bindery.toml, where that lists the document as several
    #[arg(long, value_name = "MODULE")]
    module: Option<String>,
    /// Compare the documents for themselves, whatever bindery.toml says
    #[arg(long, conflicts_with = "module")]
    no_config: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum DiffFormat {
    /// Text with places
    #[default]
    Text,
    /// A section of a changelog, with a table for migrating
    Markdown,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DenyChange {
    /// What asks for a major version
    Breaking,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AllowChange {
    /// What compiles and means something else
    Silent,
}

/// What is done to a document before it is compiled.
#[derive(Args, Default)]
struct InputArguments {
    /// Apply an OpenAPI Overlay to the document; may be repeated
    #[arg(long, value_name = "FILE", requires = "document")]
    overlay: Vec<PathBuf>,
    /// Let references lead into this folder, besides the document's own; may be repeated
    #[arg(long, value_name = "DIR", requires = "document")]
    allow_refs: Vec<PathBuf>,
    /// Take only operations with this tag, and the types they reach; may be repeated
    #[arg(long, value_name = "TAG", requires = "document")]
    tag: Vec<String>,
    /// Take only operations of this path, or with `*` at the end, of all paths that start so
    #[arg(long, value_name = "PATH", requires = "document")]
    path: Vec<String>,
    /// Take only the operation with this operationId, or of this method; may be repeated
    #[arg(long, value_name = "ID", requires = "document")]
    operation: Vec<String>,
    /// Make a type of the calls that the provider makes: `webhooks` and `callbacks`
    #[arg(long, requires = "document")]
    webhooks: bool,
    /// Leave out operations: `tag:NAME`, a path as `--path` takes it, or one as `--operation`
    /// takes it; may be repeated
    #[arg(long, value_name = "WHAT", requires = "document")]
    exclude: Vec<String>,
}

impl InputArguments {
    fn of(&self, document: &Path) -> Input {
        Input {
            document: document.to_path_buf(),
            overlays: self.overlay.clone(),
            allow_refs: self.allow_refs.clone(),
            selection: Selection {
                tags: self.tag.clone(),
                paths: self.path.clone(),
                operations: self.operation.clone(),
                exclude: read_exclusion(&self.exclude),
            },
            pages: PageRules::default(),
            idempotency: Vec::new(),
            webhooks: self.webhooks,
        }
    }
}

/// Sorts what is not wanted by how it is written.
fn read_exclusion(written: &[String]) -> Exclusion {
    let mut exclusion = Exclusion::default();
    for what in written {
        if let Some(tag) = what.strip_prefix("tag:") {
            exclusion.tags.push(tag.to_owned());
        } else if what.starts_with('/') {
            exclusion.paths.push(what.clone());
        } else {
            exclusion.operations.push(what.clone());
        }
    }
    exclusion
}

#[derive(Args)]
struct OperationsArguments {
    #[command(flatten)]
    listing: TypesArguments,
    /// Which client has which operations
    #[arg(long, value_enum)]
    clients: Option<Clients>,
}

#[derive(Args)]
struct TypesArguments {
    #[command(flatten)]
    shown: ShownArguments,
    /// How they are printed
    #[arg(long, value_enum, default_value_t)]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The document as read, overlays applied, as JSON
    Source,
    /// The normalised OpenAPI 3.0 document, as JSON
    Dialect,
    /// Types and operations as the wire sees them
    Api,
    /// The Rust items, before they are printed
    Rust,
    /// The generated files
    Emit,
}

/// How a run ended.
pub(crate) enum RunStatus {
    /// All is done.
    Done,
    /// A document cannot be compiled, or the client is not fresh.
    Failed,
    /// The command line makes no sense.
    Misused(String),
}

impl From<Reported> for RunStatus {
    fn from(_: Reported) -> Self {
        Self::Failed
    }
}

/// Says how to use the command line.
pub(crate) fn report_misuse(message: &str) {
    let message = for_terminal(message);
    report::print_message(&format!(
        "error: {message}\n\nFor more information, try '--help'.\n"
    ));
}

/// Does what the arguments ask for.
pub(crate) fn run_command(arguments: Arguments) -> RunStatus {
    report::settle_manner(arguments.manner);
    let status = match arguments.command {
        Command::Generate(arguments) => generate::run_generate(&arguments),
        Command::Dump(arguments) => dump::run_dump(&arguments),
        Command::Types(arguments) => types::run_types(&arguments),
        Command::Operations(arguments) => operations::run_operations(&arguments),
        Command::Doctor(arguments) => doctor::run_doctor(&arguments),
        Command::Diff(arguments) => diff::run_diff(&arguments),
        Command::Init(arguments) => init::run_init(&arguments),
        Command::Explain { code } => explain::run_explain(&code),
        Command::Completions { shell } => install::print_completions(shell),
        Command::Man { command } => install::print_manual(command.as_deref()),
    };
    report::print_sarif_log();
    status
}
