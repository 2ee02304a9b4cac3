//! Writes the client of the guide's examples, from the document that its readers are given.

fn main() {
    bindery::build("bindery.toml");
}
