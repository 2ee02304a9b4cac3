//! The command line.

use std::path::PathBuf;

use clap::Parser;
use cloud_billing::bindery_runtime::jiff::civil::Date;
use cloud_billing::bindery_runtime::jiff::{self, Timestamp, ToSpan as _, tz::TimeZone};

/// Shows what Gcore and Virtuozzo charge for a period: tables, CSV, JSON, or a page with charts.
///
/// Credentials come from the environment: GCORE_CLOUD_API_KEY (a permanent token) or
/// GCORE_CLOUD_TOKEN (a JWT), VIRTUOZZO_BILLING_HOSTER_API_HOST and VIRTUOZZO_BILLING_SESSION. Where
/// there are none, a server inside this program answers with the examples of the documents.
#[derive(Parser)]
#[command(name = "bills", version)]
pub(crate) struct Options {
    /// First day, such as 2026-01-01 [default: the first day of the last month]
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Day after the last one [default: a month after the first day]
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Ask Gcore day by day, one call each, so that costs have a day
    #[arg(long)]
    pub(crate) daily: bool,
    /// Print CSV in place of tables
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    /// Print JSON in place of tables
    #[arg(long)]
    pub(crate) json: bool,
    /// Write a page with charts, which needs nothing else
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

/// Days from the first to the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: Date,
    pub(crate) to: Date,
}

impl Options {
    /// The period that is asked for.
    pub(crate) fn period(&self) -> Result<Period, jiff::Error> {
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let from = match self.from {
            Some(day) => day,
            None => today.first_of_month().checked_sub(1.month())?,
        };
        let to = match self.to {
            Some(day) => day,
            None => from.checked_add(1.month())?,
        };
        if to <= from {
            return Err(jiff::Error::from_args(format_args!(
                "{to} is not after {from}"
            )));
        }
        Ok(Period { from, to })
    }
}

impl Period {
    /// Its days, each as a period of its own.
    pub(crate) fn days(self) -> impl Iterator<Item = Self> {
        let days = self
            .from
            .series(1.day())
            .take_while(move |day| *day < self.to);
        days.filter_map(|from| {
            Some(Self {
                from,
                to: from.tomorrow().ok()?,
            })
        })
    }
}
