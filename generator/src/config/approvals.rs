//! Changes that `bindery.toml` approves.

use serde::Deserialize;
use toml::Spanned;

use crate::compare::{Approval, ChangeKind};

/// A change that somebody has looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApprovalTable {
    code: Spanned<String>,
    subject: String,
    reason: String,
    until: Option<Spanned<String>>,
}

impl ApprovalTable {
    /// What it approves; `None` if no change has its code, which [is a fault](Self::faults).
    pub(super) fn approval(self) -> Option<Approval> {
        Some(Approval {
            kind: ChangeKind::parse(self.code.get_ref())?,
            subject: self.subject,
            reason: self.reason,
            until: self.until.map(Spanned::into_inner),
        })
    }

    /// What is wrong with it.
    pub(super) fn faults(&self) -> Vec<(&Spanned<String>, String)> {
        let code = &self.code;
        let no_code = ChangeKind::parse(code.get_ref()).is_none();
        let no_code = no_code.then(|| {
            let fault = format!("`{}` is no code of a change, such as D0206", code.get_ref());
            (code, fault)
        });
        let no_day = self.until.as_ref().filter(|until| !is_day(until.get_ref()));
        let no_day = no_day.map(|until| {
            let fault = format!("`{}` is no day, such as 2026-12-31", until.get_ref());
            (until, fault)
        });
        no_code.into_iter().chain(no_day).collect()
    }
}

/// Whether a text is a day as RFC 3339 has it (§5.6, `full-date`).
fn is_day(text: &str) -> bool {
    let is_number = |text: &str, length, most: u32| {
        let number: Option<u32> = text.parse().ok();
        text.len() == length && number.is_some_and(|number| (1..=most).contains(&number))
    };
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => {
            is_number(year, 4, 9999) && is_number(month, 2, 12) && is_number(day, 2, 31)
        }
        _ => false,
    }
}
