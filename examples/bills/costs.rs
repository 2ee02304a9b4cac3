//! Costs of Gcore Cloud.

use std::error::Error;

use cloud_billing::bindery_runtime::jiff::civil::Date;
use cloud_billing::gcore::cloud::operations::GetCostReportTotalsOk;
use cloud_billing::gcore::cloud::{Client, types};

use crate::bill::Charge;
use crate::options::Period;

/// The costs of a period, or of each of its days.
pub(crate) async fn read(
    client: &Client,
    period: Period,
    daily: bool,
) -> Result<Vec<Charge>, Box<dyn Error>> {
    if !daily {
        return read_period(client, period, None).await;
    }
    let mut charges = Vec::new();
    for day in period.days() {
        charges.extend(read_period(client, day, Some(day.from)).await?);
    }
    Ok(charges)
}

async fn read_period(
    client: &Client,
    period: Period,
    day: Option<Date>,
) -> Result<Vec<Charge>, Box<dyn Error>> {
    let request = types::CostReportTotalsRequest::new(types::CostReportTotalsRequestRequired {
        time_from: format!("{}T00:00:00Z", period.from).parse()?,
        time_to: format!("{}T00:00:00Z", period.to).parse()?,
    });
    match client.get_cost_report_totals(&request).await? {
        GetCostReportTotalsOk::Json(report) => {
            let entries = report.results.iter();
            Ok(entries.map(|entry| make_charge(entry, day)).collect())
        }
        other => Err(format!("the report came in another form: {other:?}").into()),
    }
}

/// An entry, also one of a kind that this program has never heard of.
fn make_charge(entry: &types::CostReportTotal, day: Option<Date>) -> Charge {
    let region = entry.region();
    Charge {
        provider: "Gcore",
        service: entry.r#type().unwrap_or("?").to_owned(),
        region: region.map_or_else(|| "?".to_owned(), |region| region.to_string()),
        day,
        cost: entry.cost(),
        currency: entry.currency().unwrap_or("?").to_owned(),
        is_unknown: matches!(entry, types::CostReportTotal::Unknown(_)),
    }
}

#[cfg(test)]
mod tests {
    use cloud_billing::bindery_runtime::json::from_json;

    use super::*;
    use crate::bill::Bill;

    fn bill(entries: &str) -> Bill {
        let entries: Result<Vec<types::CostReportTotal>, _> = from_json(entries);
        assert!(entries.is_ok(), "{entries:?}");
        let entries = entries.unwrap_or_default();
        let charges = entries
            .iter()
            .map(|entry| make_charge(entry, None))
            .collect();
        Bill { charges }
    }

    #[test]
    fn unknown_kinds_are_counted_named_and_added_up_by_currency() {
        let bill = bill(
            r#"[
                {"type":"quantum","region":7,"cost":1000.50,"currency":"EUR"},
                {"type":"quantum","region":7,"cost":0.50,"currency":"EUR"},
                {"type":"quantum","region":8,"cost":2,"currency":"USD"},
                {"type":"teleport","cost":null}
            ]"#,
        );
        assert_eq!(
            bill.summary().join("; "),
            "4 entries; 1001.00 in all (EUR); 2 in all (USD); 1 without a price; \
             3 of the kind `quantum`, which this program does not know; \
             1 of the kind `teleport`, which this program does not know"
        );
        assert_eq!(bill.lines().len(), 2);
        assert_eq!(bill.currencies(), ["EUR", "USD"]);
    }
}
