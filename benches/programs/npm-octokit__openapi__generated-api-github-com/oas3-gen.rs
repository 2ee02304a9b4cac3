//! Prints what one operation answers.

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let client = subject::GitHubSOfficialOpenApiSpecOctokitExtensionClient::new();
    println!(
        "{:?}",
        runtime.block_on(client.meta_root(subject::MetaRootRequest {}))
    );
}
