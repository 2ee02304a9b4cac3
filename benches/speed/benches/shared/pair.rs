//! The same call twice: a generated one, and one with reqwest by hand.

use std::hint::black_box;
use std::time::Duration;

use bindery_speed::by_hand;
use bindery_speed::generated::repositories::Client;
use futures_util::future::join_all;

use super::generated;

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
    /// Starts the server.
    pub(crate) fn new() -> Self {
        let base = generated::server();
        Self {
            generated: generated::client(&base),
            written: reqwest::Client::new(),
            limited: reqwest::Client::builder().timeout(LIMIT).build().unwrap(),
            base,
        }
    }

    /// Makes so many generated calls at a time.
    pub(crate) async fn generated(&self, number: usize) {
        at_a_time(number, || generated::call(&self.generated)).await;
    }

    /// Makes so many calls by hand at a time.
    pub(crate) async fn written(&self, number: usize) {
        at_a_time(number, || self.by_hand(&self.written)).await;
    }

    /// Makes so many calls by hand at a time, with the time limit of generated ones.
    pub(crate) async fn limited(&self, number: usize) {
        at_a_time(number, || self.by_hand(&self.limited)).await;
    }

    async fn by_hand(&self, client: &reqwest::Client) -> Vec<by_hand::Repository> {
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

async fn at_a_time<C: Future>(number: usize, call: impl Fn() -> C) {
    black_box(join_all((0..number).map(|_| call())).await);
}
