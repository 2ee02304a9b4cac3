//! The billing history of a Virtuozzo account, and a failure that the platform
//! tells inside an answer with status 200.

use std::error::Error;

use cloud_billing::bindery_runtime::jiff::civil::Time;
use cloud_billing::virtuozzo::billing::{Client, types};

use crate::bill::Charge;
use crate::options::Period;

/// The charges of a period, day by day. The platform does not say in which currency they are.
pub(crate) async fn read(
    client: &Client,
    session: &str,
    period: Period,
) -> Result<Vec<Charge>, Box<dyn Error>> {
    let history = client
        .billing_history(&make_request(session, period))
        .await?;
    let items = history.array.unwrap_or_default().into_iter();
    let charges = items.map(|item| Charge {
        provider: "Virtuozzo",
        service: item.r#type.unwrap_or_else(|| "?".to_owned()),
        region: item.domain.unwrap_or_else(|| "?".to_owned()),
        day: item.date_time.map(|time| time.0.date()),
        cost: item.cost,
        currency: "account's currency".to_owned(),
        is_unknown: false,
    });
    Ok(charges.collect())
}

/// Asks with a session that is no longer valid, and says what came of it.
pub(crate) async fn failure(client: &Client, period: Period) -> String {
    match client
        .billing_history(&make_request("expired", period))
        .await
    {
        Ok(_) => "The call succeeded, which nobody expected.".to_owned(),
        Err(error) => {
            let code = error.code().unwrap_or_default();
            format!("{error}\nIts code is {code}, its body {:?}", error.api())
        }
    }
}

fn make_request(session: &str, period: Period) -> types::GetAccountBillingHistoryByPeriodRequest {
    types::GetAccountBillingHistoryByPeriodRequest::new(
        types::GetAccountBillingHistoryByPeriodRequestRequired {
            starttime: period.from.to_datetime(Time::midnight()).into(),
            endtime: period.to.to_datetime(Time::midnight()).into(),
            period: types::BillingPeriod::Day,
        },
    )
    .session(session)
}
