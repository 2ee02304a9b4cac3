//! Which file a node of the document came from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Pointer;
use super::text::FileFormat;

/// Where the parts of a document stand that are not where its own file has
/// them: moved in from another file, written by an overlay, or shifted.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    file: PathBuf,
    /// How each file was read, which is not always as its name says.
    formats: BTreeMap<PathBuf, FileFormat>,
    /// By the place in the document: the file and the place it came from.
    moved: BTreeMap<String, Origin>,
    /// By the place of a list from which items were removed: where each of those came
    /// from that are left. What is `moved` inside of it was moved later.
    shifted: BTreeMap<String, Vec<Origin>>,
    /// Where things stood before the whole document took another form.
    before: Option<Arc<Before>>,
}

/// A document before it took another form.
#[derive(Debug)]
struct Before {
    /// By the place in the new form: the file, if it is not the document's, and the place.
    places: BTreeMap<String, (Option<PathBuf>, Pointer)>,
    origins: Origins,
}

impl Before {
    /// What the nearest note around a place says; without one it stands where it stood.
    fn find_origin(&self, place: &Pointer) -> Origin {
        let mut around = place.as_str();
        loop {
            if let Some((file, there)) = self.places.get(around) {
                let rest = place.below(around).unwrap_or_default();
                let there = Pointer::from_text(format!("{}{rest}", there.as_str()));
                return match file {
                    Some(file) => (file.clone(), there),
                    None => self.origins.find(&there),
                };
            }
            match around.rfind('/').and_then(|end| around.get(..end)) {
                Some(outer) => around = outer,
                None => return self.origins.find(place),
            }
        }
    }
}

/// A file, and a place in it.
type Origin = (PathBuf, Pointer);

impl Origins {
    /// A document that is what its file says.
    pub(crate) fn new(file: PathBuf) -> Self {
        Self {
            file,
            ..Self::default()
        }
    }

    /// These, and how a file was read.
    pub(crate) fn and_format(mut self, file: &Path, format: FileFormat) -> Self {
        self.record_format(file, format);
        self
    }

    /// Notes how a file was read.
    pub(crate) fn record_format(&mut self, file: &Path, format: FileFormat) {
        self.formats.insert(file.to_owned(), format);
    }

    /// How a file was read, if it was.
    pub(crate) fn find_format(&self, file: &Path) -> Option<FileFormat> {
        self.formats.get(file).copied()
    }

    /// The origins of a document whose tree takes another form as a whole: `places` holds what
    /// stands elsewhere in the new form, with where it stood.
    pub(crate) fn raised(self, places: BTreeMap<String, (Option<PathBuf>, Pointer)>) -> Self {
        Self {
            before: Some(Arc::new(Before {
                places,
                origins: self.clone(),
            })),
            formats: self.formats,
            ..Self::new(self.file)
        }
    }

    /// Notes that the node at `here` came from another place. What is noted
    /// later counts.
    pub(crate) fn record(&mut self, here: &Pointer, file: PathBuf, there: Pointer) {
        self.moved.insert(here.as_str().to_owned(), (file, there));
    }

    /// Forgets what was noted at a place and inside it.
    pub(crate) fn forget(&mut self, place: &Pointer) {
        forget_inside(&mut self.moved, place.as_str());
        self.moved.remove(place.as_str());
        forget_inside(&mut self.shifted, place.as_str());
        self.shifted.remove(place.as_str());
    }

    /// Notes that an item of a list was removed, of which `len` are left: all behind it
    /// stand one place before where they stood.
    pub(crate) fn close_gap(&mut self, list: &Pointer, removed: usize, len: usize) {
        let place = list.as_str();
        let is_known = self
            .shifted
            .get(place)
            .is_some_and(|items| items.len() > len)
            && self.moved.range(range_inside_place(place)).next().is_none();
        // The list is written out once, and then shortened with each removal: noting each shift of
        // each item took time by the product of both.
        if !is_known {
            let items: Vec<Origin> = (0..=len).map(|item| self.find(&list.join(item))).collect();
            forget_inside(&mut self.moved, place);
            forget_inside(&mut self.shifted, place);
            self.shifted.insert(place.to_owned(), items);
        }
        if let Some(items) = self
            .shifted
            .get_mut(place)
            .filter(|items| removed < items.len())
        {
            items.remove(removed);
        }
    }

    /// The file of a place, and the place in that file.
    pub(crate) fn find(&self, place: &Pointer) -> (PathBuf, Pointer) {
        let mut around = place.as_str();
        loop {
            // From the inside out: the nearest note counts, because parts of what was moved in may
            // have been replaced later.
            let outer = around.rfind('/').and_then(|end| around.get(..end));
            let item = || {
                let index = around.get(outer?.len() + 1..)?.parse::<usize>().ok()?;
                self.shifted.get(outer?)?.get(index)
            };
            if let Some((file, there)) = self.moved.get(around).or_else(item) {
                let rest = place.below(around).unwrap_or_default();
                let there = format!("{}{rest}", there.as_str());
                return (file.clone(), Pointer::from_text(there));
            }
            match outer {
                Some(outer) => around = outer,
                None => {
                    return match &self.before {
                        Some(before) => before.find_origin(place),
                        None => (self.file.clone(), place.clone()),
                    };
                }
            }
        }
    }
}

/// The texts of all pointers inside a place: a zero is what follows a slash.
fn range_inside_place(place: &str) -> std::ops::Range<String> {
    format!("{place}/")..format!("{place}0")
}

fn forget_inside<T>(noted: &mut BTreeMap<String, T>, place: &str) {
    let inside: Vec<String> = noted
        .range(range_inside_place(place))
        .map(|(here, _)| here.clone())
        .collect();
    for here in &inside {
        noted.remove(here);
    }
}
