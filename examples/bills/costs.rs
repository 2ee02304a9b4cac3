//! Costs by service and region.

use std::collections::BTreeMap;
use std::error::Error;

use cloud_billing::bindery_runtime::Decimal;
use cloud_billing::gcore::cloud::operations::GetCostReportTotalsOk;
use cloud_billing::gcore::cloud::{Client, types};
use comfy_table::Table;

use crate::usage::{end, start};

/// Asks for the costs of a month and adds them up.
pub(crate) async fn table(client: &Client) -> Result<Table, Box<dyn Error>> {
    let request = types::CostReportTotalsRequest::new(start()?, end()?);
    let mut table = crate::table();
    table.set_header(["service", "region", "cost", "currency"]);
    match client.get_cost_report_totals(&request).await? {
        GetCostReportTotalsOk::Json(report) => {
            for ((service, region, currency), cost) in sums(&report.results) {
                table.add_row([service, region.to_string(), cost.to_string(), currency]);
            }
        }
        other => println!("The report came in another form: {other:?}"),
    }
    Ok(table)
}

type Key = (String, i64, String);

/// Costs by service, region and currency. An entry of a kind that this program
/// has never heard of has no price that it could read.
fn sums(entries: &[types::CostReportTotal]) -> BTreeMap<Key, Decimal> {
    let mut sums = BTreeMap::new();
    for entry in entries {
        let (Some(service), Some(region), Some(cost)) =
            (entry.r#type(), entry.region(), entry.cost())
        else {
            continue;
        };
        let currency = entry.currency().unwrap_or("?").to_owned();
        *sums
            .entry((service.to_owned(), region, currency))
            .or_default() += cost;
    }
    sums
}
