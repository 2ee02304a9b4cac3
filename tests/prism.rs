//! An independent judge: Prism serves each document and checks every request
//! against it. Needs Node.js and `.ci/node-tools`; skipped where they are missing.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use cloud_billing::bindery_runtime::jiff::civil::{date, datetime};
use cloud_billing::bindery_runtime::{Error, ErrorKind, Response};
use cloud_billing::gcore::{cloud, fastedge, waap};
use cloud_billing::virtuozzo::billing;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A server of Prism; it ends with the value.
struct Prism {
    url: String,
    _process: Child,
}

/// Where Prism is, if it has been installed.
fn prism() -> Option<PathBuf> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prism/node_modules/.bin/prism");
    program.is_file().then_some(program)
}

/// Serves a document; `None`, with a message, where there is no Prism.
async fn serve(document: &str) -> Option<Prism> {
    let Some(program) = prism() else {
        eprintln!(
            "skipped: Prism is not installed; `.ci/node-tools` does that where there is Node.js"
        );
        return None;
    };
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut process = Command::new(program)
        .args(["mock", "--errors", "--port", &port.to_string()])
        .arg(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("specs")
                .join(document),
        )
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let listening = async {
        while let Some(line) = lines.next_line().await.unwrap() {
            if line.contains("is listening") {
                return true;
            }
        }
        false
    };
    let started = tokio::time::timeout(Duration::from_secs(120), listening).await;
    assert!(started.unwrap(), "Prism does not start");
    // Prism stops when nobody reads what it prints.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Some(Prism {
        url: format!("http://127.0.0.1:{port}"),
        _process: process,
    })
}

/// Prism names each violation of the document in a header. What it makes up for
/// an answer may be more than a client can hold, such as the largest `f64` where
/// an exact decimal is wanted: that is no fault of the request.
fn assert_valid<T, E: std::fmt::Debug>(result: Result<Response<T>, Error<E>>) {
    let headers = match &result {
        Ok(response) => &response.headers,
        Err(error) if error.kind() == ErrorKind::Decode => error.headers().unwrap(),
        Err(error) => panic!("{error}"),
    };
    assert_eq!(headers.get("sl-violations"), None);
}

#[tokio::test]
async fn fastedge_requests_are_valid() {
    let Some(prism) = serve("gcore-fastedge-reseller.yaml").await else {
        return;
    };
    let client = fastedge::Client::builder()
        .api_key("1$a")
        .base_url(&prism.url)
        .retries(0)
        .build()
        .unwrap();
    let request = fastedge::types::ListPrebillingRequest::new(
        fastedge::types::ListPrebillingRequestRequired {
            from: "2026-01-01T00:00:00Z".parse().unwrap(),
            metrics: vec!["kv_read_count".into()],
            service: "FAST_EDGE".into(),
            to: "2026-01-31T23:59:59Z".parse().unwrap(),
        },
    );
    let whole = request
        .clone()
        .clients(vec![1])
        .flat(true)
        .group_by(["client"])
        .networks(vec!["gcore".to_owned()]);
    for request in [request, whole] {
        assert_valid(client.list_prebilling(&request).with_response().await);
    }
}

#[tokio::test]
async fn waap_requests_are_valid() {
    let Some(prism) = serve("gcore-waap-reseller.yaml").await else {
        return;
    };
    let client = waap::Client::builder()
        .bearer("jwt")
        .base_url(&prism.url)
        .retries(0)
        .build()
        .unwrap();
    let params = waap::operations::PrebillingBreakdownParams::new(
        waap::operations::PrebillingBreakdownParamsRequired {
            from: date(2026, 1, 1),
            to: date(2026, 2, 1),
        },
    );
    let whole = params.clone().client_ids(vec![1, 2]).limit(50).offset(10);
    for metric in
        ["domains", "volume", "requests"].map(waap::types::PrebillingBreakdownMetric::from)
    {
        for params in [&params, &whole] {
            assert_valid(
                client
                    .prebilling_breakdown(&metric, params)
                    .with_response()
                    .await,
            );
        }
    }
}

#[tokio::test]
async fn cloud_requests_are_valid() {
    let Some(prism) = serve("gcore-cloud-reports.yaml").await else {
        return;
    };
    let client = cloud::Client::builder()
        .api_key("1$a")
        .base_url(&prism.url)
        .retries(0)
        .build()
        .unwrap();
    let times = ["2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z"].map(|time| time.parse().unwrap());
    let filter = cloud::types::SchemaFilterVolume::new(cloud::types::SchemaFilterVolumeRequired {
        field: "last_size".into(),
        values: vec!["10".to_owned()],
    });
    let costs =
        cloud::types::CostReportTotalsRequest::new(cloud::types::CostReportTotalsRequestRequired {
            time_from: times[0],
            time_to: times[1],
        });
    let all_costs = costs
        .clone()
        .rounding(false)
        .schema_filter(filter.clone())
        .types(["volume"]);
    for request in [costs, all_costs] {
        assert_valid(
            client
                .get_cost_report_totals(&request)
                .with_response()
                .await,
        );
    }
    let usage = cloud::types::UsageReportRequest::new(cloud::types::UsageReportRequestRequired {
        time_from: times[0],
        time_to: times[1],
    });
    let all_usage = usage
        .clone()
        .limit(5)
        .offset(5)
        .projects(cloud_billing::bindery_runtime::Maybe::Null)
        .order_by(["project.desc"])
        .schema_filter(filter);
    for request in [usage, all_usage] {
        assert_valid(client.get_usage_report(&request).with_response().await);
    }
}

#[tokio::test]
async fn virtuozzo_requests_are_valid() {
    let Some(prism) = serve("virtuozzo-billing.yaml").await else {
        return;
    };
    let client = billing::Client::builder()
        .base_url(&prism.url)
        .retries(0)
        .build()
        .unwrap();
    let request = billing::types::GetAccountBillingHistoryByPeriodRequest::new(
        billing::types::GetAccountBillingHistoryByPeriodRequestRequired {
            starttime: datetime(2024, 4, 1, 20, 23, 55, 0).into(),
            endtime: datetime(2024, 4, 2, 20, 23, 55, 0).into(),
            period: billing::types::BillingPeriod::Month,
        },
    );
    for request in [
        request.clone().session("s"),
        request
            .appid("a")
            .target_appid("t")
            .time_offset("120")
            .group_nodes("false"),
    ] {
        assert_valid(client.billing_history(&request).with_response().await);
    }
}

/// The judge is awake: what the client would not send is refused.
#[tokio::test]
async fn prism_sees_violations() {
    let Some(prism) = serve("gcore-waap-reseller.yaml").await else {
        return;
    };
    let client = waap::Client::builder()
        .bearer("jwt")
        .base_url(&prism.url)
        .retries(0)
        .build()
        .unwrap();
    let params = waap::operations::PrebillingBreakdownParams::new(
        waap::operations::PrebillingBreakdownParamsRequired {
            from: date(2026, 1, 1),
            to: date(2026, 2, 1),
        },
    );
    let call = client
        .prebilling_breakdown(&"domains".into(), &params)
        .query("limit", "1000");
    let error = call.await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 422, "{error}");
}
