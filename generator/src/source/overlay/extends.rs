//! `extends` of an overlay: which document it is meant for (Overlay 1.1 §4.4.1).

use std::path::Path;

use super::super::{Node, Pointer};
use super::actions::HELP;
use crate::diagnostics::{Code, Diagnostic, Place};

/// Tells that an overlay is meant for another document than the one it is applied to. Of a URL
/// nobody knows which file it is, as nothing is fetched.
pub(super) fn check_overlay_target(
    overlay: &Node,
    path: &Path,
    document: &Path,
) -> Option<Diagnostic> {
    let place = Place::NodeIn(path.to_owned(), Pointer::root().join("extends"));
    let target = match overlay.get("extends")? {
        Node::String(target) => target,
        _ => {
            let message = "`extends` should be the URL or the path of a document";
            return Some(Diagnostic::new(Code::InvalidOverlay, place, message).help(HELP));
        }
    };
    // One letter and a colon is a drive, and no scheme.
    if target.find(':').is_some_and(|end| end > 1) {
        return None;
    }
    let named = path.parent().unwrap_or(Path::new("")).join(&**target);
    // A document that is held in memory is no file, and may be what the overlay means.
    let document_file = document.canonicalize().ok()?;
    if named
        .canonicalize()
        .is_ok_and(|named| named == document_file)
    {
        return None;
    }
    let message = format!(
        "the overlay extends `{target}`, and is applied to `{}`",
        document.display()
    );
    let finding = Diagnostic::new(Code::OverlayOfOther, place, message);
    Some(finding.help("give it to the document that it names, or correct `extends`"))
}
