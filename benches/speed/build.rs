//! Documents → `generated/`, which is not committed.

fn main() {
    bindery::build("bindery.toml");
}
