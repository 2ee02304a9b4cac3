//! Bodies of answers: the examples of the documents, repeated and altered.

use std::fmt::Write;

/// Where the tag of a line of a cost report stands.
#[derive(Debug, Clone, Copy)]
pub enum Tag {
    /// Before all else.
    First,
    /// Behind all else, as in the documentation of the API.
    Last,
}

/// Tags of lines, and the member that only they have.
const LINES: [(&str, &str, &str); 8] = [
    ("ai_cluster", "flavor", "bm3-ai-1xlarge-h100-80-8"),
    ("baremetal", "flavor", "bm2-hf-medium"),
    ("basic_vm", "flavor", "g1-standard-1-2"),
    ("egress_traffic", "instance_type", "baremetal"),
    ("instance", "flavor", "g1-standard-2-4"),
    ("load_balancer", "flavor", "lb1-2-4"),
    ("volume", "volume_type", "ssd_hiiops"),
    ("file_share", "file_share_type", "standard"),
];

/// Items as a JSON array, as many as fit into `size` bytes, at least one.
fn items(size: usize, item: impl Fn(usize) -> String) -> String {
    let mut text = "[".to_owned();
    for number in 0.. {
        let item = item(number);
        if number > 0 && text.len() + item.len() > size {
            break;
        }
        if number > 0 {
            text.push(',');
        }
        text += &item;
    }
    text + "]"
}

/// Lines of a cost report as an array.
#[must_use]
pub fn cost_lines(size: usize, tag: Tag) -> String {
    items(size, |number| {
        let (kind, member, value) = LINES.get(number % LINES.len()).copied().unwrap_or(LINES[0]);
        let fields = format!(
            r#""billing_feature_name":"AI Infrastructure: {value} (2 x Intel Xeon 8480+, 2TB RAM, 8x3.84 TB NVMe, 8x Nvidia H100, IB 3.2 Tbit/s) Luxembourg-2 - PAYG","billing_metric_name":"{value}_min","billing_value":{}.5,"billing_value_unit":"minutes","cost":{}.25,"currency":"EUR","err":null,"region":{region},"region_id":{region},"{member}":"{value}""#,
            number % 10_000 * 13,
            number % 10_000 * 7,
            region = number % 90,
        );
        match tag {
            Tag::First => format!(r#"{{"type":"{kind}",{fields}}}"#),
            Tag::Last => format!(r#"{{{fields},"type":"{kind}"}}"#),
        }
    })
}

/// A cost report.
#[must_use]
pub fn cost_report(size: usize, tag: Tag) -> String {
    let lines = cost_lines(size.saturating_sub(50), tag);
    format!(r#"{{"count":1,"price_status":"show","results":{lines}}}"#)
}

/// A list of repositories.
#[must_use]
pub fn repositories(size: usize) -> String {
    items(size, |number| {
        let owner = format!("octocat-{}", number % 100);
        let base = format!("https://api.github.com/repos/{owner}/hello-world-{number}");
        format!(
            r#"{{"id":{id},"node_id":"MDEwOlJlcG9zaXRvcnkxMjk2MjY5","name":"hello-world-{number}","full_name":"{owner}/hello-world-{number}","owner":{{"login":"{owner}","id":{number},"node_id":"MDQ6VXNlcjE=","avatar_url":"https://github.com/images/error/octocat_happy.gif","url":"https://api.github.com/users/{owner}","html_url":"https://github.com/{owner}","repos_url":"https://api.github.com/users/{owner}/repos","events_url":"https://api.github.com/users/{owner}/events{{/privacy}}","type":"User","site_admin":false}},"private":false,"html_url":"https://github.com/{owner}/hello-world-{number}","description":"This your first repo! It says \"hello\"","fork":false,"url":"{base}","forks_url":"{base}/forks","keys_url":"{base}/keys{{/key_id}}","hooks_url":"{base}/hooks","homepage":"https://github.com","language":null,"forks_count":9,"stargazers_count":{stars},"size":108,"default_branch":"master","open_issues_count":0,"topics":["octocat","atom","electron","api"],"archived":false,"visibility":"public","pushed_at":"2026-01-26T19:06:43Z","created_at":"2026-01-26T19:01:12Z","updated_at":"2026-01-26T19:14:43Z","permissions":{{"admin":false,"pull":true,"push":false}},"license":{{"key":"mit","name":"MIT License","spdx_id":"MIT"}},"score":{stars}.5}}"#,
            id = 1_296_269 + number,
            stars = number * 7 % 1000,
        )
    })
}

/// Chunks of a chat completion.
#[must_use]
pub fn chunks(size: usize) -> String {
    items(size, |number| {
        let token = format!(" word{}", number % 1000);
        let mut bytes = String::new();
        for byte in token.bytes() {
            let comma = if bytes.is_empty() { "" } else { "," };
            // writing to a `String` cannot fail
            let _ = write!(bytes, "{comma}{byte}");
        }
        format!(
            r#"{{"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk","created":{},"model":"gpt-5.1-mini-2026-07-18","service_tier":"default","system_fingerprint":"fp_44709d6fcb","choices":[{{"index":0,"delta":{{"role":"assistant","content":"{token}"}},"finish_reason":null,"logprobs":{{"content":[{{"token":"{token}","logprob":-0.{:06},"bytes":[{bytes}]}}]}}}}],"usage":{{"prompt_tokens":19,"completion_tokens":{number},"total_tokens":{}}}}}"#,
            1_741_569_952 + number,
            number * 7919 % 1_000_000,
            number + 19,
        )
    })
}

/// Folders inside of folders, so many levels each; what tells the kind of a folder stands
/// behind what it holds.
#[must_use]
pub fn folders(size: usize, levels: usize, tag: &str) -> String {
    let open = r#"{"inner":["#.repeat(levels);
    let close = format!("]{tag}}}").repeat(levels);
    items(size, |_| format!("{open}{close}"))
}
