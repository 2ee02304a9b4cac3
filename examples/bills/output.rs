//! A bill as tables, CSV and JSON.

use std::error::Error;

use comfy_table::{Table, presets};
use serde_json::{Value, json};

use crate::bill::Bill;
use crate::usage::Usage;

/// Costs by provider, service and region.
pub(crate) fn cost_table(bill: &Bill) -> Table {
    let mut table = make_table(["provider", "service", "region", "cost", "currency"]);
    for ([provider, service, region, currency], cost) in bill.lines() {
        table.add_row([provider, service, region, cost.to_string(), currency]);
    }
    table
}

/// Costs by day, where providers say one.
pub(crate) fn day_table(bill: &Bill) -> Table {
    let mut table = make_table(["day", "cost", "currency"]);
    for currency in bill.currencies() {
        let sums = bill.sums(&currency, |charge| charge.day.map(|day| day.to_string()));
        for (day, cost) in sums {
            table.add_row([day, cost.to_string(), currency.clone()]);
        }
    }
    table
}

/// Consumption by service and region.
pub(crate) fn usage_table(usage: &Usage) -> Table {
    let mut table = make_table(["service", "region", "quantity", "unit"]);
    for ([service, region, unit], quantity) in &usage.lines {
        table.add_row([service, region, &quantity.to_string(), unit]);
    }
    table
}

fn make_table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(header);
    table
}

/// A line for each entry.
pub(crate) fn print_csv(bill: &Bill) -> Result<String, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "provider", "service", "region", "day", "cost", "currency", "unknown",
    ])?;
    for charge in &bill.charges {
        let day = charge.day.map_or_else(String::new, |day| day.to_string());
        let cost = charge
            .cost
            .map_or_else(String::new, |cost| cost.to_string());
        let record = [
            charge.provider,
            &quote_formula(&charge.service),
            &quote_formula(&charge.region),
            &day,
            &cost,
            &quote_formula(&charge.currency),
            // Of a kind that the document does not name.
            if charge.is_unknown { "true" } else { "false" },
        ];
        writer.write_record(record)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// Spreadsheets calculate what starts so, and names come from servers.
fn quote_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Everything as JSON; amounts are texts, so that no reader rounds them.
pub(crate) fn make_json(bill: &Bill, usage: &Usage) -> Value {
    let charges = bill.charges.iter().map(|charge| {
        json!({
            "provider": charge.provider,
            "service": charge.service,
            "region": charge.region,
            "day": charge.day.map(|day| day.to_string()),
            "cost": charge.cost.map(|cost| cost.to_string()),
            "currency": charge.currency,
            "unknown": charge.is_unknown,
        })
    });
    let lines = usage.lines.iter().map(|([service, region, unit], quantity)| {
        json!({"service": service, "region": region, "quantity": quantity.to_string(), "unit": unit})
    });
    json!({
        "summary": bill.summary(),
        "charges": charges.collect::<Vec<_>>(),
        "usage": lines.collect::<Vec<_>>(),
        "resources": usage.resources,
        "unmeasured": usage.unmeasured,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bill::Charge;

    #[test]
    fn csv_quotes_and_holds_no_formulas() {
        let charge = Charge {
            provider: "Gcore",
            service: "=cmd()".into(),
            region: "a, \"b\"".into(),
            day: None,
            cost: Some("-1.50".parse().unwrap_or_default()),
            currency: "EUR".into(),
            is_unknown: true,
        };
        let text = print_csv(&Bill {
            charges: vec![charge],
        })
        .unwrap_or_default();
        let line = text.lines().nth(1);
        assert_eq!(line, Some("Gcore,'=cmd(),\"a, \"\"b\"\"\",,-1.50,EUR,true"));
    }
}
