//! Every example that a document gives for a body survives reading and writing.

#[path = "../examples/bills/samples.rs"]
#[allow(dead_code, reason = "the example program uses more of it")]
mod samples;

use std::collections::BTreeMap;

use cloud_billing::bindery_runtime::json::{Decode, Encode, from_json, to_json};
use cloud_billing::gcore::{cloud, fastedge, waap};
use cloud_billing::virtuozzo::billing;
use serde_json::Value;

const DOCUMENTS: [(&str, &str); 4] = [
    (
        "fastedge",
        include_str!("../specs/gcore-fastedge-reseller.yaml"),
    ),
    ("waap", include_str!("../specs/gcore-waap-reseller.yaml")),
    ("cloud", include_str!("../specs/gcore-cloud-reports.yaml")),
    ("virtuozzo", include_str!("../specs/virtuozzo-billing.yaml")),
];

/// Reads and writes a body, and gives what was written.
type RoundTrip = fn(&str) -> String;

fn round_trip<T: Decode + Encode>(json: &str) -> String {
    to_json(&from_json::<T>(json).unwrap_or_else(|error| panic!("{json}: {error}")))
}

/// The type of each body that has examples: the end of its place, and the type.
fn types() -> BTreeMap<&'static str, RoundTrip> {
    BTreeMap::from([
        ("waap 400", round_trip::<waap::types::ApiError> as RoundTrip),
        (
            "waap 401",
            round_trip::<cloud_billing::bindery_runtime::Value>,
        ),
        (
            "waap 403",
            round_trip::<cloud_billing::bindery_runtime::Value>,
        ),
        ("waap 404", round_trip::<waap::types::ApiError>),
        ("waap 422", round_trip::<waap::types::ApiCompositeError>),
        ("waap 500", round_trip::<waap::types::ApiError>),
        (
            "cloud totals request",
            round_trip::<cloud::types::CostReportTotalsRequest>,
        ),
        (
            "cloud totals 200",
            round_trip::<cloud::types::CostReportTotals>,
        ),
        (
            "cloud usage_report request",
            round_trip::<cloud::types::UsageReportRequest>,
        ),
        (
            "cloud usage_report 200",
            round_trip::<cloud::types::UsageReport>,
        ),
        ("cloud BadRequest", round_trip::<cloud::types::CloudError>),
        (
            "cloud SchemaFilter",
            round_trip::<cloud::types::SchemaFilter>,
        ),
        (
            "cloud TagsFilterSerializer",
            round_trip::<cloud::types::TagsFilter>,
        ),
        (
            "virtuozzo getaccountbillinghistorybyperiod request",
            round_trip::<billing::types::GetAccountBillingHistoryByPeriodRequest>,
        ),
        (
            "virtuozzo getaccountbillinghistorybyperiod 200",
            round_trip::<billing::types::BillingHistoryResponse>,
        ),
    ])
}

/// All examples of bodies and whole components, with the name of their place.
fn examples(
    document: &str,
    value: &Value,
    path: &mut Vec<String>,
    found: &mut Vec<(String, Value)>,
) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let is_body = path.iter().rev().nth(1).is_some_and(|key| key == "content");
                let is_component = path.len() == 3 && path[1] == "schemas";
                if key == "example" && (is_body || is_component) {
                    found.push((place(document, path), inner.clone()));
                } else if key == "examples" && is_body {
                    let values = inner.as_object().unwrap().values();
                    found.extend(
                        values.map(|example| (place(document, path), example["value"].clone())),
                    );
                } else {
                    path.push(key.clone());
                    examples(document, inner, path, found);
                    path.pop();
                }
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| examples(document, item, path, found)),
        _ => {}
    }
}

/// A short name for a place: document, end of the path, status or `request`.
fn place(document: &str, path: &[String]) -> String {
    let after = |key: &str| {
        path.iter()
            .position(|part| part == key)
            .and_then(|at| path.get(at + 1))
    };
    let operation = after("paths")
        .and_then(|path| path.rsplit('/').next())
        .unwrap_or_default();
    let operation = if document == "waap" { "" } else { operation };
    let end = match after("responses").or_else(|| after("schemas")) {
        Some(end) => end,
        None => "request",
    };
    [document, operation, end]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_example_survives() {
    let types = types();
    let mut used = BTreeMap::new();
    for (name, text) in DOCUMENTS {
        let document: Value = serde_yaml::from_str(text).unwrap();
        let mut found = Vec::new();
        examples(name, &document, &mut Vec::new(), &mut found);
        for (place, example) in found {
            let round_trip = types.get(place.as_str());
            let round_trip =
                round_trip.unwrap_or_else(|| panic!("say in this test what `{place}` is"));
            let written = round_trip(&example.to_string());
            assert_eq!(
                serde_json::from_str::<Value>(&written).unwrap(),
                example,
                "{place}"
            );
            *used.entry(place).or_insert(0) += 1;
        }
    }
    assert_eq!(used.len(), types.len(), "{used:?}");
    assert_eq!(used["virtuozzo getaccountbillinghistorybyperiod 200"], 2);
}

/// FastEdge gives examples for single properties only: together they are a request.
#[test]
fn the_examples_of_properties_make_a_request() {
    let document: Value = serde_yaml::from_str(DOCUMENTS[0].1).unwrap();
    let schema = &document["paths"]["/fastedge/v1/admin/prebilling"]["post"]["requestBody"]["content"]
        ["application/json"]["schema"]["properties"];
    let properties = schema.as_object().unwrap().iter();
    let request: serde_json::Map<_, _> = properties
        .filter_map(|(name, property)| Some((name.clone(), property.get("example")?.clone())))
        .collect();
    assert_eq!(request.len(), 7);
    let request = Value::Object(request);
    let written = round_trip::<fastedge::types::ListPrebillingRequest>(&request.to_string());
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), request);
}

/// The same types through serde, for users who keep them in their own formats.
#[test]
fn types_travel_through_serde() {
    let json = r#"{"type":"t","title":"T","status":400,"detail":null,"more":[1]}"#;
    let value: waap::types::ApiError = serde_json::from_str(json).unwrap();
    assert_eq!(
        serde_json::to_value(&value).unwrap(),
        serde_json::from_str::<Value>(json).unwrap()
    );
}

/// The examples of the single properties make a value of each variant of each
/// union: 99 kinds of entries and filters, none of which may be taken for unknown.
#[test]
fn every_variant_survives_with_the_examples_of_its_properties() {
    let document = samples::Document::parse(DOCUMENTS[2].1).unwrap();
    let unions: [(&str, RoundTrip, usize); 4] = [
        (
            "CostReportTotal",
            known::<cloud::types::CostReportTotal>,
            25,
        ),
        (
            "UsageReportResource",
            known::<cloud::types::UsageReportResource>,
            25,
        ),
        (
            "UsageReportTotal",
            known::<cloud::types::UsageReportTotal>,
            24,
        ),
        ("SchemaFilter", known::<cloud::types::SchemaFilter>, 25),
    ];
    for (union, round_trip, count) in unions {
        let variants = document.variants(union);
        assert_eq!(variants.len(), count, "{union}");
        for variant in variants {
            let written = round_trip(&variant.to_string());
            assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), variant);
        }
    }
}

/// A round trip through a variant that the document names.
fn known<T: Decode + Encode + std::fmt::Debug>(json: &str) -> String {
    let value = from_json::<T>(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert!(!format!("{value:?}").starts_with("Unknown"), "{json}");
    to_json(&value)
}
