//! What a choice of features links.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::process::Command;

/// The packages that the runtime links with these features alone.
fn packages(features: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "bindery-runtime", "--edges", "normal"])
        .args([
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--offline",
            "--locked",
        ])
        .args(["--no-default-features", "--features", features])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let first = |line: &str| line.split(' ').next().map(str::to_owned);
    text.lines().filter_map(first).collect()
}

#[test]
fn native_tls_alone_links_no_rustls() {
    let linked = packages("reqwest,native-tls");
    let has = |name: &str| linked.iter().any(|package| package == name);
    assert!(has("native-tls") && has("reqwest"));
    for name in [
        "rustls",
        "ring",
        "rustls-webpki",
        "rustls-platform-verifier",
    ] {
        assert!(!has(name), "{name}");
    }
}

#[test]
fn rustls_alone_links_no_library_of_the_platform() {
    let linked = packages("rustls");
    let has = |name: &str| linked.iter().any(|package| package == name);
    assert!(
        has("rustls") && !has("native-tls") && !has("openssl"),
        "{linked:?}"
    );
}
