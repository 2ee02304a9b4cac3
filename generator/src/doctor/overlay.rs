//! The overlay that mends what can be mended, ready to be read and edited.

use std::fmt::Write as _;

use super::{Complaint, ComplaintKind, Examination, Mend};
use crate::printable::Comment;

/// Prints the overlay; `None` where nothing can be mended. `document` is what it is called, and
/// `shown` tells where a complaint stands.
#[must_use]
pub fn print_overlay(
    examination: &Examination,
    document: &str,
    shown: impl Fn(&Complaint) -> String,
) -> Option<String> {
    let mended: Vec<(&Complaint, &Mend)> = examination.mended().collect();
    if mended.is_empty() {
        return None;
    }
    let title = serde_json::Value::from(format!("What mends {document}"));
    let mut text = format!(
        "# Written by `bindery doctor --fix`. Read it, remove what is wrong, and give it with --overlay,\n\
         # or in bindery.toml as `overlays`. Actions that are marked as a guess need a look.\n\
         overlay: 1.0.0\ninfo: {{title: {title}, version: 1.0.0}}\nactions:\n"
    );
    for kind in ComplaintKind::ALL {
        let of_kind = mended
            .iter()
            .filter(|(complaint, _)| complaint.kind == kind);
        let mut is_first = true;
        for (complaint, mend) in of_kind {
            if is_first {
                let _ = writeln!(text, "\n  # {}", kind.as_str());
            }
            is_first = false;
            let guess = if mend.is_guess { "a guess: " } else { "" };
            let said = format!("{guess}{}: {}", shown(complaint), complaint.message);
            let target = serde_json::Value::from(mend.target.as_str());
            // JSON is YAML, and its texts end nothing that is not their own.
            let _ = writeln!(
                text,
                "\n  # {}\n  - target: {target}\n    update: {}",
                Comment::new(&said),
                mend.update
            );
        }
    }
    Some(text)
}
