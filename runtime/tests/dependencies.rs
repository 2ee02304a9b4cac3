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

/// The version of Rust that a manifest declares, as numbers.
fn read_rust_version(package: &serde_json::Value) -> Option<Vec<u32>> {
    let text = package["rust_version"].as_str()?;
    let read: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
    // `1.88` and `1.88.0` are one.
    read.map(|mut parts| {
        parts.resize(3, 0);
        parts
    })
}

/// What we declare is of no use if something that we link asks for more.
#[test]
fn nothing_that_is_linked_needs_a_newer_rust_than_we_declare() {
    let host = Command::new("rustc")
        .args(["--print", "host-tuple"])
        .output();
    let host = String::from_utf8(host.unwrap().stdout).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", host.trim()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let named = |name: &str| packages.iter().find(|package| package["name"] == name);
    let ours = read_rust_version(named("bindery-runtime").unwrap()).unwrap();
    assert_eq!(read_rust_version(named("bindery").unwrap()).unwrap(), ours);
    let features = "reqwest,rustls,native-tls,http2,gzip,blocking,tracing,testing,serde,serde_json,chrono,time,url,uuid";
    let linked = self::packages(features);
    assert!(linked.len() > 50, "{linked:?}");
    for name in linked {
        let found = packages.iter().filter(|package| package["name"] == name);
        for package in found {
            let needed = read_rust_version(package).unwrap_or_default();
            assert!(needed <= ours, "{name} needs Rust {needed:?}");
        }
    }
}
