//! Consumption at Gcore Cloud, page by page.

use std::collections::BTreeMap;
use std::error::Error;

use cloud_billing::bindery_runtime::Decimal;
use cloud_billing::gcore::cloud::{Client, types};

use crate::options::Period;

/// Resources on each page.
const PAGE_SIZE: i64 = 5;

/// Consumption by service, region and unit, and how many resources have no quantity.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    pub(crate) lines: BTreeMap<[String; 3], Decimal>,
    pub(crate) resources: usize,
    pub(crate) unmeasured: usize,
}

/// Reads all pages of the usage report.
pub(crate) async fn read(client: &Client, period: Period) -> Result<Usage, Box<dyn Error>> {
    let request = types::UsageReportRequest::new(types::UsageReportRequestRequired {
        time_from: format!("{}T00:00:00Z", period.from).parse()?,
        time_to: format!("{}T00:00:00Z", period.to).parse()?,
    })
    .limit(PAGE_SIZE);
    let mut resources = client.get_usage_report_items(&request);
    let mut usage = Usage::default();
    while let Some(resource) = resources.next().await {
        usage.add(&resource?);
    }
    Ok(usage)
}

impl Usage {
    fn add(&mut self, resource: &types::UsageReportResource) {
        self.resources += 1;
        let Some(quantity) = resource.billing_value() else {
            self.unmeasured += 1;
            return;
        };
        let region = resource.region();
        let line = [
            resource.r#type().unwrap_or("?").to_owned(),
            region.map_or_else(|| "?".to_owned(), |region| region.to_string()),
            resource.billing_value_unit().unwrap_or("?").to_owned(),
        ];
        *self.lines.entry(line).or_default() += quantity;
    }
}
