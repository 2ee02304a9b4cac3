//! The generated call that is measured, and the server that answers it.

use bindery_speed::bodies;
use bindery_speed::generated::repositories::{Client, types};

use super::server;

/// Starts a server whose answers have 2.5 KB; gives its URL.
pub(crate) fn server() -> String {
    server::start(bodies::repositories(2_500))
}

/// A client of the server.
pub(crate) fn client(base: &str) -> Client {
    Client::builder().base_url(base).build().unwrap()
}

/// The call.
pub(crate) async fn call(client: &Client) -> Vec<types::Repository> {
    let call = client.list_repositories("octocat");
    call.set(|params| params.per_page(2)).await.unwrap()
}
