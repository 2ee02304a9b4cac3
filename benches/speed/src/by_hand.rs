//! The types of the documents as one writes them by hand, with serde derive.
#![allow(missing_docs, reason = "the documents describe the fields")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CostReport<Line> {
    pub count: i64,
    pub price_status: PriceStatus,
    pub results: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceStatus {
    Error,
    Hide,
    Show,
}

/// Structs of the fields that all lines of a cost report have, and one more.
macro_rules! lines {
    ($($name:ident $tag:literal $last:ident;)+) => {
        /// Internally tagged.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type")]
        pub enum Tagged {
            $(#[serde(rename = $tag)] $name(Box<tagged::$name>),)+
        }

        /// Untagged: the variants have a field of one value.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum Untagged {
            $($name(Box<untagged::$name>),)+
        }

        pub mod tagged {
            use super::{Deserialize, Serialize};
            $(
                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                pub struct $name {
                    pub billing_feature_name: Option<String>,
                    pub billing_metric_name: String,
                    pub billing_value: f64,
                    pub billing_value_unit: String,
                    pub cost: Option<f64>,
                    pub currency: Option<String>,
                    pub err: Option<String>,
                    pub region: i64,
                    pub region_id: i64,
                    pub $last: String,
                }
            )+
        }

        pub mod untagged {
            use super::{Deserialize, Serialize};
            $(
                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                pub struct $name {
                    pub r#type: tags::$name,
                    pub billing_feature_name: Option<String>,
                    pub billing_metric_name: String,
                    pub billing_value: f64,
                    pub billing_value_unit: String,
                    pub cost: Option<f64>,
                    pub currency: Option<String>,
                    pub err: Option<String>,
                    pub region: i64,
                    pub region_id: i64,
                    pub $last: String,
                }
            )+
            pub mod tags {
                use super::{Deserialize, Serialize};
                $(
                    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                    pub enum $name {
                        #[serde(rename = $tag)]
                        Tag,
                    }
                )+
            }
        }
    };
}

lines! {
    AiCluster "ai_cluster" flavor;
    Baremetal "baremetal" flavor;
    BasicVm "basic_vm" flavor;
    EgressTraffic "egress_traffic" instance_type;
    Instance "instance" flavor;
    LoadBalancer "load_balancer" flavor;
    Volume "volume" volume_type;
    FileShare "file_share" file_share_type;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    pub login: String,
    pub id: i64,
    pub node_id: String,
    pub avatar_url: String,
    pub url: String,
    pub html_url: String,
    pub repos_url: String,
    pub events_url: String,
    pub r#type: String,
    pub site_admin: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct License {
    pub key: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spdx_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    Public,
    Private,
    Internal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Repository {
    pub id: i64,
    pub node_id: String,
    pub name: String,
    pub full_name: String,
    pub owner: Owner,
    pub private: bool,
    pub html_url: String,
    pub description: Option<String>,
    pub fork: bool,
    pub url: String,
    pub forks_url: String,
    pub keys_url: String,
    pub hooks_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    pub language: Option<String>,
    pub forks_count: i64,
    pub stargazers_count: i64,
    pub size: i64,
    pub default_branch: String,
    pub open_issues_count: i64,
    pub topics: Vec<String>,
    pub archived: bool,
    pub visibility: Visibility,
    pub pushed_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub permissions: BTreeMap<String, bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<License>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chunk {
    pub id: String,
    pub object: String,
    pub created: i64,
    pub model: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_tier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_fingerprint: Option<String>,
    pub choices: Vec<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub index: i64,
    pub delta: Delta,
    pub finish_reason: Option<FinishReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logprobs: Option<Probabilities>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinishReason {
    Stop,
    Length,
    ToolCalls,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    System,
    User,
    Assistant,
    Tool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probabilities {
    pub content: Vec<Probability>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probability {
    pub token: String,
    pub logprob: f64,
    pub bytes: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    pub prompt_tokens: i64,
    pub completion_tokens: i64,
    pub total_tokens: i64,
}
