//! The billing history of a Virtuozzo account, and a failure that the platform
//! tells inside an answer with status 200.

use std::error::Error;

use cloud_billing::bindery_runtime::jiff::civil::datetime;
use cloud_billing::virtuozzo::billing::{Client, types};
use comfy_table::Table;

/// Asks for the charges of a day.
pub(crate) async fn table(client: &Client, session: &str) -> Result<Table, Box<dyn Error>> {
    let history = client.billing_history(&request(session)).await?;
    let mut table = crate::table();
    table.set_header(["time", "environment", "kind", "count", "cost"]);
    for item in history.array.unwrap_or_default() {
        table.add_row([
            item.date_time
                .map_or_else(String::new, |time| time.to_string()),
            item.domain.unwrap_or_default(),
            item.r#type.unwrap_or_default(),
            item.count
                .map_or_else(String::new, |count| count.to_string()),
            item.cost.map_or_else(String::new, |cost| cost.to_string()),
        ]);
    }
    Ok(table)
}

/// Asks with a session that is no longer valid, and says what came of it.
pub(crate) async fn failure(client: &Client) -> String {
    match client.billing_history(&request("expired")).await {
        Ok(_) => "The call succeeded, which nobody expected.".to_owned(),
        Err(error) => {
            let code = error.code().unwrap_or_default();
            format!("{error}\nIts code is {code}, its body {:?}", error.api())
        }
    }
}

fn request(session: &str) -> types::GetAccountBillingHistoryByPeriodRequest {
    let (from, to) = (
        datetime(2024, 4, 1, 20, 23, 55, 0),
        datetime(2024, 4, 2, 20, 23, 55, 0),
    );
    let day = types::BillingPeriod::Day;
    types::GetAccountBillingHistoryByPeriodRequest::new(
        types::GetAccountBillingHistoryByPeriodRequestRequired {
            starttime: from.into(),
            endtime: to.into(),
            period: day,
        },
    )
    .session(session)
}
