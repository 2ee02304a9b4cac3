//! Writes `generated/` from `specs/` before this package compiles, and on the same occasion the
//! clients with which the runtime is tested.

#[cfg(feature = "regenerate")]
fn main() {
    bindery::build("bindery.toml");
    bindery::build("runtime/tests/bindery.toml");
}

#[cfg(not(feature = "regenerate"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
