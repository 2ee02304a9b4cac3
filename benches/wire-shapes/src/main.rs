//! What each way of writing wire code costs to compile and to run.
//!
//! `cargo run --release --manifest-path benches/wire-shapes/Cargo.toml -- 300`
//! writes libraries of so many structs (and programs that use a fifth of them)
//! into its target folder, compiles them after all dependencies, and prints a
//! table. With `check` behind the number, only `cargo check` is measured.

mod measure;
mod shapes;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use measure::Used;
use shapes::Shape;

/// Each figure is the least of so many runs.
const RUNS: usize = 2;

/// Each program runs so many times, and measures the best of 30 each time.
const TURNS: usize = 20;

fn main() {
    measure::stand_in_for_rustc();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let types = arguments
        .first()
        .map_or(300, |number| number.parse().expect("a number of types"));
    let only_check = arguments.iter().any(|argument| argument == "check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/crates");
    write_workspace(&folder, types);
    measure::cargo(&folder, &["check", "-p", "dependencies"]);
    let check = compile(&folder, Shape::name, &["check", "-p"]);
    println!("{types} structs of 8 fields, least of {RUNS} runs\n");
    if only_check {
        table(&["check, CPU s", "check, MB"], |shape| {
            vec![check[shape.name()].seconds, check[shape.name()].megabytes]
        });
        return;
    }
    measure::cargo(&folder, &["build", "--release", "-p", "dependencies"]);
    let release = compile(&folder, Shape::name, &["build", "--release", "-p"]);
    let apps = compile(&folder, app, &["build", "--release", "-p"]);
    let used = |map: &HashMap<String, Used>, name: &str| {
        map.get(name).map_or(f64::NAN, |used| used.seconds)
    };
    table(
        &[
            "check, CPU s",
            "check, MB",
            "release library, CPU s",
            "MB",
            "program, CPU s",
            "both, CPU s",
            "program, KB",
        ],
        |shape| {
            let (name, app) = (shape.name(), app(shape));
            let (library, program) = (used(&release, name), used(&apps, app));
            let size = fs::metadata(folder.join("target/release").join(app))
                .map_or(f64::NAN, |file| file.len() as f64 / 1024.0);
            vec![
                check[name].seconds,
                check[name].megabytes,
                library,
                release[name].megabytes,
                program,
                library + program,
                size,
            ]
        },
    );
    let speeds = speeds(&folder);
    println!("\nMB/s:\n");
    let names: Vec<&str> = speeds[0].1.iter().map(|(name, _)| name.as_str()).collect();
    table(&names, |shape| {
        let speed = speeds.iter().find(|(of, _)| *of == shape);
        speed.map_or(vec![f64::NAN; names.len()], |(_, speeds)| {
            speeds.iter().map(|speed| speed.1).collect()
        })
    });
}

fn app(shape: Shape) -> &'static str {
    match shape {
        Shape::None => "shape_none_app",
        Shape::Derive => "shape_derive_app",
        Shape::Slots => "shape_slots_app",
        Shape::Arms => "shape_arms_app",
    }
}

/// Compiles one package of each shape, several times; the least of each.
fn compile(
    folder: &Path,
    package: fn(Shape) -> &'static str,
    arguments: &[&str],
) -> HashMap<String, Used> {
    let mut least: HashMap<String, Used> = HashMap::new();
    for _ in 0..RUNS {
        for shape in Shape::ALL {
            let name = package(shape);
            if !folder.join(name).exists() {
                continue;
            }
            touch(&folder.join(name));
            let used = measure::cargo(folder, &[arguments, &[name]].concat())[name];
            least
                .entry(name.to_owned())
                .and_modify(|before| *before = before.least(used))
                .or_insert(used);
        }
    }
    least
}

/// Makes cargo compile a package again.
fn touch(package: &Path) {
    for file in ["src/lib.rs", "src/main.rs"] {
        let path = package.join(file);
        if let Ok(text) = fs::read(&path) {
            fs::write(path, text).expect("the file can be written again");
        }
    }
}

/// The most MB/s of each program. All run in turns, so that what else the
/// machine does hits them alike.
fn speeds(folder: &Path) -> Vec<(Shape, Vec<(String, f64)>)> {
    let shapes = || Shape::ALL.into_iter().filter(|shape| shape.has_program());
    let mut speeds: Vec<_> = shapes()
        .map(|shape| (shape, speed(folder, shape)))
        .collect();
    for _ in 1..TURNS {
        for (shape, best) in &mut speeds {
            for ((_, best), (_, now)) in best.iter_mut().zip(speed(folder, *shape)) {
                *best = best.max(now);
            }
        }
    }
    speeds
}

/// Runs a program; its figures in MB/s.
fn speed(folder: &Path, shape: Shape) -> Vec<(String, f64)> {
    let program = folder.join("target/release").join(app(shape));
    let output = Command::new(program)
        .arg("speed")
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("the program writes text");
    let figure = |line: &str| {
        let (name, speed) = line.split_once(' ')?;
        Some((name.to_owned(), speed.parse().ok()?))
    };
    text.lines().filter_map(figure).collect()
}

/// Prints figures of each shape, with their ratios to (b).
fn table(columns: &[&str], figures: impl Fn(Shape) -> Vec<f64>) {
    println!("| shape | {} |", columns.join(" | "));
    println!("|---|{}", "--:|".repeat(columns.len()));
    let base = figures(Shape::Derive);
    for shape in Shape::ALL {
        let cell = |(figure, base): (&f64, &f64)| match figure.is_nan() {
            true => "–".to_owned(),
            false => format!("{} ({:.2})", rounded(*figure), figure / base),
        };
        let figures = figures(shape);
        let cells: Vec<String> = figures.iter().zip(&base).map(cell).collect();
        println!("| {} | {} |", shape.title(), cells.join(" | "));
    }
}

fn rounded(figure: f64) -> String {
    match figure {
        100.0.. => format!("{figure:.0}"),
        _ => format!("{figure:.2}"),
    }
}

/// Writes all crates that are compared.
fn write_workspace(folder: &Path, types: usize) {
    let mut members = vec!["dependencies".to_owned(), "runtime".to_owned()];
    write_package(
        folder,
        "dependencies",
        "serde_json = \"1\"\nserde = { version = \"1\", features = [\"derive\"] }\nbindery-runtime = { path = \"../runtime\", default-features = false }\n",
        "lib",
        "",
    );
    copy_runtime(&folder.join("runtime"));
    for shape in Shape::ALL {
        let codec = match shape {
            Shape::None => "",
            Shape::Derive => {
                "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n"
            }
            Shape::Slots | Shape::Arms => {
                "bindery-runtime = { path = \"../runtime\", default-features = false }\n"
            }
        };
        let library = shape.name();
        write_package(
            folder,
            library,
            codec,
            "lib",
            &shapes::library(shape, types),
        );
        members.push(library.to_owned());
        if shape.has_program() {
            let dependencies = format!("{codec}{library} = {{ path = \"../{library}\" }}\n");
            write_package(
                folder,
                app(shape),
                &dependencies,
                "main",
                &shapes::program(shape, types),
            );
            members.push(app(shape).to_owned());
        }
    }
    let manifest =
        fs::read_to_string(project().join("Cargo.toml")).expect("the project has a manifest");
    let shared: String = tables(&manifest)
        .filter(|table| table.starts_with("[workspace."))
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.release]\nstrip = true\n\n{shared}"
    );
    write(&folder.join("Cargo.toml"), &manifest);
}

/// The tables of a manifest, each with its header.
fn tables(manifest: &str) -> impl Iterator<Item = String> {
    manifest
        .split("\n[")
        .map(|table| format!("[{}\n", table.trim_start_matches('[')))
}

fn write_package(folder: &Path, name: &str, dependencies: &str, file: &str, text: &str) {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    write(&folder.join(name).join("Cargo.toml"), &manifest);
    write(
        &folder.join(name).join("src").join(format!("{file}.rs")),
        text,
    );
}

/// Copies the runtime and adds what shape (d) needs and no one else.
fn copy_runtime(to: &Path) {
    let _ = fs::remove_dir_all(to.join("src"));
    copy(&project().join("runtime/src"), &to.join("src"));
    let manifest = fs::read_to_string(project().join("runtime/Cargo.toml"))
        .expect("the runtime has a manifest");
    write(
        &to.join("Cargo.toml"),
        &manifest.replace("[lints]\nworkspace = true\n", ""),
    );
    for (part, text) in [
        ("reader", include_str!("../templates/reader.rs")),
        ("writer", include_str!("../templates/writer.rs")),
    ] {
        // Inside the module, because it uses what is private there.
        let path = to.join("src/json").join(part).join("record.rs");
        let module = fs::read_to_string(&path).expect("the module is there");
        write(&path, &format!("{module}\nmod experiment {{\n{text}}}\n"));
    }
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("the file can be copied");
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("the file has a folder"))
        .expect("a folder can be made");
    fs::write(path, text).expect("the file can be written");
}
