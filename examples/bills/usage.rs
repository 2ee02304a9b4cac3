//! Consumption, page by page.

use std::error::Error;

use cloud_billing::bindery_runtime::Timestamp;
use cloud_billing::gcore::cloud::{Client, types};
use comfy_table::Table;

/// Pages that are read at most.
const PAGES: usize = 3;

/// Resources on each page.
const PAGE_SIZE: i64 = 5;

/// Start of the period.
pub(crate) fn start() -> Result<Timestamp, Box<dyn Error>> {
    Ok("2026-01-01T00:00:00Z".parse()?)
}

/// End of the period.
pub(crate) fn end() -> Result<Timestamp, Box<dyn Error>> {
    Ok("2026-02-01T00:00:00Z".parse()?)
}

/// Reads a few pages of the usage report.
pub(crate) async fn table(client: &Client) -> Result<Table, Box<dyn Error>> {
    let request = types::UsageReportRequest::new(types::UsageReportRequestRequired {
        time_from: start()?,
        time_to: end()?,
    })
    .limit(PAGE_SIZE);
    let mut pages = client.get_usage_report_pages(&request);
    let mut table = crate::table();
    table.set_header(["page", "service", "region", "quantity", "unit"]);
    for number in 1..=PAGES {
        let Some(page) = pages.next().await else {
            break;
        };
        for resource in page?.resources {
            table.add_row([
                number.to_string(),
                resource.r#type().unwrap_or("?").to_owned(),
                resource
                    .region()
                    .map_or_else(String::new, |region| region.to_string()),
                resource
                    .billing_value()
                    .map_or_else(String::new, |value| value.to_string()),
                resource.billing_value_unit().unwrap_or_default().to_owned(),
            ]);
        }
    }
    Ok(table)
}
