//! Writes `generated/` from `specs/` before this package compiles.

#[cfg(feature = "regenerate")]
fn main() {
    bindery::build("bindery.toml");
}

#[cfg(not(feature = "regenerate"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
