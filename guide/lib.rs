//! The client that the guide's examples use. Each page of `src/` is compiled and run as
//! documentation tests of this crate, against a mock that answers with the document's examples.

#[path = "generated/mod.rs"]
mod generated;

pub mod demo;

pub use bindery_runtime;
pub use generated::grouped;
pub use generated::shop::{self, *};

/// Makes the code of pages tests.
macro_rules! test_pages {
    ($($page:ident = $file:literal,)*) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("src/", $file))]
            mod $page {}
        )*

        /// The pages whose code is tested.
        pub const TESTED_PAGES: &[&str] = &[$($file,)*];
    };
}

test_pages! {
    introduction = "introduction.md",
    first_client = "first-client.md",
    build_script = "build-script.md",
    overlays = "overlays.md",
    types_and_names = "types-and-names.md",
    groups = "groups.md",
    credentials = "credentials.md",
    errors = "errors.md",
    pages = "pages.md",
    retries = "retries.md",
    files_and_streams = "files-and-streams.md",
    webhooks = "webhooks.md",
    testing = "testing.md",
    watching = "watching.md",
    blocking_wasm_tls = "blocking-wasm-tls.md",
    upgrading = "upgrading.md",
    untidy_documents = "untidy-documents.md",
    large_documents = "large-documents.md",
    security = "security.md",
    coming_from = "coming-from.md",
    comparison = "comparison.md",
    five_tasks = "five-tasks.md",
    reference = "reference.md",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_page_is_tested_and_in_the_table_of_contents() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let files = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let files: BTreeSet<String> = files.filter(|name| name != "SUMMARY.md").collect();
        let tested = super::TESTED_PAGES.iter().map(|name| (*name).to_owned());
        assert_eq!(files, tested.collect());
        let summary = include_str!("src/SUMMARY.md");
        for name in &files {
            assert!(summary.contains(&format!("({name})")), "{name}");
        }
    }
}
