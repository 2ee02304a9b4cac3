//! Examines a document: what of it is not typed, ambiguous, contradictory or repaired, and which
//! money has no exact type; and writes an overlay that mends what can be mended.
//!
//! Takes an [`Input`], gives an [`Examination`]. What the compiler has to say of the document are
//! its findings; here they are sorted, weighed and answered.

mod kind;
mod mend;
mod money;
mod overlay;

use std::path::PathBuf;

use crate::Input;
use crate::diagnostics::{Code, Diagnostics, Place, Reported};
use crate::rust::Options;
use crate::source::{Node, Pointer};
use crate::{dialect, rust, stack};

pub use kind::ComplaintKind;
pub use mend::Mend;
pub use overlay::print_overlay;

/// What a document lacks.
#[derive(Debug, Clone)]
pub struct Examination {
    /// All complaints, the worst kind first.
    pub complaints: Vec<Complaint>,
    /// Number of operations.
    pub operations: usize,
    /// Number of types.
    pub types: usize,
}

/// One thing that a document lacks, at one place.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// What kind of thing.
    pub kind: ComplaintKind,
    /// The code of the compiler's finding; `None` for what the compiler takes as it is.
    pub code: Option<Code>,
    /// One sentence without a full stop.
    pub message: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// What an overlay does about it, if anything can be done.
    pub mend: Option<Mend>,
}

impl Examination {
    /// From 0 to 100, where 100 is a document without a complaint.
    ///
    /// A complaint that costs types takes away as much as one operation or type is worth, and
    /// others half or a quarter of that ([`ComplaintKind::weight`]).
    #[must_use]
    pub fn score(&self) -> usize {
        let things = (self.operations + self.types).max(1) * ComplaintKind::FULL_WEIGHT;
        let lost: usize = self.complaints.iter().map(|one| one.kind.weight()).sum();
        // Rounded down, so that only a document without complaints has all.
        (things.saturating_sub(lost) * 100) / things
    }

    /// The complaints that an overlay mends.
    pub fn mended(&self) -> impl Iterator<Item = (&Complaint, &Mend)> {
        let complaints = self.complaints.iter();
        complaints.filter_map(|one| Some((one, one.mend.as_ref()?)))
    }
}

/// Examines a document.
///
/// # Errors
///
/// If it cannot be compiled; `diagnostics` then holds an error.
pub fn examine_document(
    input: &Input,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<Examination, Reported> {
    stack::run_with_stack(|| {
        let document = crate::read_input(input, diagnostics)?;
        let examined = Examined {
            file: document.path.clone(),
            root: document.root.clone(),
        };
        let normalised = dialect::normalise_document(document, diagnostics)?;
        let api = crate::resolve_input(&normalised, input, options, diagnostics)?;
        let krate = rust::shape_crate(&api, options, diagnostics)?;
        let findings = diagnostics.findings().iter();
        let told = findings.map(|finding| Complaint {
            kind: ComplaintKind::of_finding(finding),
            code: Some(finding.code),
            message: finding.message.clone(),
            place: finding.place.clone(),
            mend: mend::mend_finding(finding, &examined, &krate),
        });
        let mut complaints: Vec<Complaint> = told.collect();
        complaints.extend(money::list_inexact_money(&examined, options));
        // In the order of the document within a kind, as it was told.
        complaints.sort_by_key(|one| one.kind);
        Ok(Examination {
            complaints,
            operations: krate.counts.operations,
            types: krate.counts.types,
        })
    })
}

/// The document as overlays meet it.
struct Examined {
    file: PathBuf,
    root: Node,
}

impl Examined {
    /// The place in the document's own file. An overlay changes no other.
    fn find_own_place<'p>(&self, place: &'p Place) -> Option<&'p Pointer> {
        let pointer = match place {
            Place::NodeIn(file, pointer) if *file == self.file => pointer,
            Place::NodeIn(..) | Place::Node(_) | Place::Position(..) | Place::File(_) => {
                return None;
            }
        };
        self.root.at(pointer).map(|_| pointer)
    }
}
