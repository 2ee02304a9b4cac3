//! Two documents, or two revisions of one, compared by the command.

use super::DOCUMENT;
use super::run::{bindery, text};

#[test]
fn what_is_silent_or_denied_fails_a_comparison() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("old.yaml", DOCUMENT);
    write(
        "gone.yaml",
        &DOCUMENT.replace("operationId: ", "operationId: other-"),
    );
    let run = |arguments: &[&str]| bindery(folder.path(), arguments);
    let same = run(&["diff", "old.yaml", "old.yaml", "--deny", "breaking"]);
    assert!(same.status.success(), "{}", text(&same.stderr));
    assert!(text(&same.stdout).ends_with("verdict: patch\n"));
    let told = run(&["diff", "old.yaml", "gone.yaml", "--current", "0.3.1"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert!(text(&told.stdout).ends_with("verdict: major, next version 0.4.0\n"));
    let denied = run(&["diff", "old.yaml", "gone.yaml", "--deny", "breaking"]);
    assert_eq!(denied.status.code(), Some(1));
}

#[test]
fn a_revision_of_git_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b.example"];
        git.current_dir(folder.path())
            .args(identity)
            .args(arguments);
        assert!(git.output().unwrap().status.success());
    };
    std::fs::write(folder.path().join("pets.yaml"), DOCUMENT).unwrap();
    git(&["init", "-q"]);
    git(&["add", "pets.yaml"]);
    git(&["commit", "-q", "-m", "Add pets"]);
    let renamed = DOCUMENT.replace("operationId: ", "operationId: other-");
    std::fs::write(folder.path().join("pets.yaml"), renamed).unwrap();
    let output = bindery(folder.path(), &["diff", "HEAD:pets.yaml", "pets.yaml"]);
    let told = text(&output.stdout);
    assert!(told.contains("old    HEAD:pets.yaml:"), "{told}");
    let output = bindery(folder.path(), &["diff", "HEAD:cats.yaml", "pets.yaml"]);
    assert_eq!(output.status.code(), Some(2));
}
