//! The process that compiles random documents, and may end in the middle of one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use bindery::diagnostics::{Code, Color, Diagnostics, render_findings};
use bindery::emit::GeneratedFiles;
use bindery::rust::Options;
use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage, setrlimit};

use super::RandomArguments;

/// Compiles documents one after the other, and prints a word for each.
pub(super) fn compile_all(arguments: &RandomArguments) -> io::Result<()> {
    let into = arguments.into.as_deref();
    for seed in arguments.from..arguments.from.saturating_add(arguments.count) {
        limit_time(arguments.seconds)?;
        let word = compile_random_document(seed, into)?;
        let mut output = io::stdout().lock();
        writeln!(output, "{word}")?;
        output.flush()?;
    }
    Ok(())
}

/// Lets the system end this process when it computes for so many seconds from now on, or
/// up to a second longer.
fn limit_time(seconds: u64) -> io::Result<()> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let used = usage.user_time().tv_sec() + usage.system_time().tv_sec();
    let (_, hard) = getrlimit(Resource::RLIMIT_CPU)?;
    let soft = u64::try_from(used).unwrap_or_default() + 1 + seconds;
    Ok(setrlimit(Resource::RLIMIT_CPU, soft.min(hard), hard)?)
}

/// Compiles one document and says what became of it.
fn compile_random_document(seed: u64, into: Option<&Path>) -> io::Result<&'static str> {
    let text = bindery_documents::of_seed(seed).to_string();
    let mut diagnostics = Diagnostics::new();
    let options = Options {
        crate_name: "random".to_owned(),
        examples: true,
        // the features would have to be declared where the code is compiled
        tag_features: into.is_none() && seed.is_multiple_of(4),
        ..Options::default()
    };
    let compiled = bindery::compile_text("random.json", text, &options, &mut diagnostics);
    let shown = render_findings(&diagnostics, Color::Never);
    let findings = diagnostics.findings().iter();
    Ok(match compiled {
        _ if findings.clone().any(|one| one.code == Code::ModelRejected) => "rejected by the model",
        Ok(_) if diagnostics.has_errors() => "compiled in spite of an error",
        Err(_) if !diagnostics.has_errors() || shown.is_empty() => "refused without a word",
        Err(_) => "refused",
        Ok(compiled) => {
            if let Some(into) = into {
                write_module(&into.join(format!("s{seed}")), &compiled.files)?;
            }
            "compiled"
        }
    })
}

fn write_module(folder: &Path, files: &GeneratedFiles) -> io::Result<()> {
    for (file, text) in files {
        let path = folder.join(file);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
