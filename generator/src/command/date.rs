//! What day it is.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC, `2026-11-30`.
pub(super) fn print_utc_date() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let days = now.map_or(0, |since| since.as_secs() / 86_400);
    let (year, month, day) = find_civil_date(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day so many days behind 1970-01-01: Howard Hinnant's `civil_from_days`.
fn find_civil_date(days: u64) -> (u64, u64, u64) {
    // Days of eras of 400 years, which begin in March so that leap days are at their ends.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::find_civil_date;

    #[test]
    fn days_are_dates() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (59, (1970, 3, 1)),
            (11_016, (2000, 2, 29)),
            (20_454, (2026, 1, 1)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(find_civil_date(days), date, "{days}");
        }
    }
}
