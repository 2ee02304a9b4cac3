//! Costs by service and region, and their sums by currency.

use std::collections::BTreeMap;
use std::error::Error;

use cloud_billing::bindery_runtime::Decimal;
use cloud_billing::gcore::cloud::operations::GetCostReportTotalsOk;
use cloud_billing::gcore::cloud::{Client, types};
use comfy_table::Table;

use crate::usage::{end, start};

/// Asks for the costs of a month and adds them up. Below the table stands what a
/// reader of a bill has to know besides: sums, and what no sum holds.
pub(crate) async fn table(client: &Client) -> Result<(Table, String), Box<dyn Error>> {
    let request = types::CostReportTotalsRequest::new(types::CostReportTotalsRequestRequired {
        time_from: start()?,
        time_to: end()?,
    });
    let mut table = crate::table();
    table.set_header(["service", "region", "cost", "currency"]);
    match client.get_cost_report_totals(&request).await? {
        GetCostReportTotalsOk::Json(report) => {
            let bill = Bill::of(&report.results);
            for ((service, region, currency), cost) in &bill.lines {
                table.add_row([service, region, &cost.to_string(), currency]);
            }
            Ok((table, bill.summary()))
        }
        other => Ok((table, format!("The report came in another form: {other:?}"))),
    }
}

/// Service, region and currency.
type Line = (String, String, String);

/// A report, added up. Every entry is in it, also one of a kind that this program has
/// never heard of: its price is read from what was kept of it.
#[derive(Debug, Default)]
struct Bill {
    lines: BTreeMap<Line, Decimal>,
    /// By currency: euros and dollars have no sum.
    sums: BTreeMap<String, Decimal>,
    entries: usize,
    /// Entries without a price that could be read.
    unpriced: usize,
    /// Kinds that the document does not name, each with its number of entries.
    unknown: BTreeMap<String, usize>,
}

impl Bill {
    fn of(entries: &[types::CostReportTotal]) -> Self {
        let mut bill = Self::default();
        for entry in entries {
            bill.add(entry);
        }
        bill
    }

    fn add(&mut self, entry: &types::CostReportTotal) {
        let service = entry.r#type().unwrap_or("?").to_owned();
        self.entries += 1;
        if matches!(entry, types::CostReportTotal::Unknown(_)) {
            *self.unknown.entry(service.clone()).or_default() += 1;
        }
        let Some(cost) = entry.cost() else {
            self.unpriced += 1;
            return;
        };
        let region = entry
            .region()
            .map_or_else(|| "?".to_owned(), |region| region.to_string());
        let currency = entry.currency().unwrap_or("?").to_owned();
        *self.sums.entry(currency.clone()).or_default() += cost;
        let line = (service, region, currency);
        *self.lines.entry(line).or_default() += cost;
    }

    fn summary(&self) -> String {
        let mut told = vec![format!("{} entries", self.entries)];
        let sums = self.sums.iter();
        told.extend(sums.map(|(currency, sum)| format!("{sum} {currency} in all")));
        if self.unpriced > 0 {
            told.push(format!("{} without a price", self.unpriced));
        }
        let unknown = self.unknown.iter();
        told.extend(unknown.map(|(kind, number)| {
            format!("{number} of the kind `{kind}`, which this program does not know")
        }));
        told.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use cloud_billing::bindery_runtime::json::from_json;

    use super::*;

    fn bill(entries: &str) -> Bill {
        let entries: Result<Vec<_>, _> = from_json(entries);
        assert!(entries.is_ok(), "{entries:?}");
        Bill::of(&entries.unwrap_or_default())
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
            bill.summary(),
            "4 entries; 1001.00 EUR in all; 2 USD in all; 1 without a price; \
             3 of the kind `quantum`, which this program does not know; \
             1 of the kind `teleport`, which this program does not know"
        );
        assert_eq!(bill.lines.len(), 2);
    }
}
