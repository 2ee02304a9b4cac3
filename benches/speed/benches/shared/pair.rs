//! The same call twice: a generated one, and one with reqwest by hand.

use std::hint::black_box;
use std::time::Duration;

use bindery_speed::bodies;
use bindery_speed::by_hand;
use bindery_speed::generated::repositories::operations::ListRepositoriesParams;
use bindery_speed::generated::repositories::{Client, types};
use futures_util::future::join_all;

use super::server;

/// What a generated call may take by default.
const LIMIT: Duration = Duration::from_secs(120);

/// Clients of one server.
pub(crate) struct Pair {
    base: String,
    generated: Client,
    written: reqwest::Client,
    limited: reqwest::Client,
}

impl Pair {
    /// Starts a server whose answers have 2.5 KB.
    pub(crate) fn new() -> Self {
        let base = server::start(bodies::repositories(2_500));
        Self {
            generated: Client::builder().base_url(base.as_str()).build().unwrap(),
            written: reqwest::Client::new(),
            limited: reqwest::Client::builder().timeout(LIMIT).build().unwrap(),
            base,
        }
    }

    /// Makes so many generated calls at a time.
    pub(crate) async fn generated(&self, number: usize) {
        black_box(join_all((0..number).map(|_| self.generated_call())).await);
    }

    /// Makes so many calls by hand at a time.
    pub(crate) async fn written(&self, number: usize) {
        black_box(join_all((0..number).map(|_| self.written_call(&self.written))).await);
    }

    /// Makes so many calls by hand at a time, with the time limit of generated ones.
    pub(crate) async fn limited(&self, number: usize) {
        black_box(join_all((0..number).map(|_| self.written_call(&self.limited))).await);
    }

    async fn generated_call(&self) -> Vec<types::Repository> {
        let params = ListRepositoriesParams::new().per_page(2);
        let call = self.generated.list_repositories("octocat", &params);
        call.await.unwrap()
    }

    async fn written_call(&self, client: &reqwest::Client) -> Vec<by_hand::Repository> {
        let url = format!("{}/user/octocat/repos", self.base);
        let request = client.get(url).query(&[("per_page", 2)]);
        let answer = request
            .header("accept", "application/json")
            .send()
            .await
            .unwrap();
        answer.error_for_status().unwrap().json().await.unwrap()
    }
}
