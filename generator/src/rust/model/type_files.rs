//! Into which files the types of an API go.

use std::collections::BTreeMap;

use super::TypeItem;
use crate::fnv::hash_bytes;
use crate::limits::{TYPES_OF_EIGHT_FILES, TYPES_OF_ONE_FILE};
use crate::rust::names::TypeIdent;

/// Into how many files types go, and how they are read and written.
///
/// A type's file follows from its own name alone, by a hash: first words or letters would
/// read better, but all types of Kubernetes begin with `IoK8s`, and half of Stripe's with
/// `Post`. So a new type moves no other one, and its neighbours in the file stay where they
/// are. Only when a document outgrows a limit, everything moves, twice in its life: small
/// documents are worth one file, and large ones need many. The eight files are then split
/// into eight each, so that what was together before still has the same first digit.
///
/// All types are exported by the module `types`, whatever file they are in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TypeFiles {
    /// `types.rs`, and `wire.rs`.
    #[default]
    One,
    /// `types/part0.rs` to `types/part7.rs`.
    Eight,
    /// `types/part00.rs` to `types/part77.rs`, in octal digits.
    SixtyFour,
}

impl TypeFiles {
    /// As many as so many types are worth.
    pub(in crate::rust) fn for_types(count: usize) -> Self {
        match count {
            ..TYPES_OF_ONE_FILE => Self::One,
            TYPES_OF_ONE_FILE..TYPES_OF_EIGHT_FILES => Self::Eight,
            TYPES_OF_EIGHT_FILES.. => Self::SixtyFour,
        }
    }

    /// The module that holds a type inside `types`; `None` where there is only one file.
    fn module_of(self, ident: &TypeIdent) -> Option<String> {
        let place = mix_bits(hash_bytes(ident.as_str().bytes())) % 64;
        match self {
            Self::One => None,
            Self::Eight => Some(format!("part{}", place >> 3)),
            Self::SixtyFour => Some(format!("part{place:02o}")),
        }
    }

    /// Types by the modules that hold them; nothing where there is only one file.
    pub fn group_by_module<'t>(
        self,
        types: impl Iterator<Item = &'t TypeItem>,
    ) -> BTreeMap<String, Vec<&'t TypeItem>> {
        let mut modules: BTreeMap<String, Vec<&TypeItem>> = BTreeMap::new();
        for ty in types {
            if let Some(module) = self.module_of(ty.item.ident()) {
                modules.entry(module).or_default().push(ty);
            }
        }
        modules
    }
}

/// Lets every bit of a hash depend on every other one: the last letters of a name, which
/// are often all that differs, reach only few bits of FNV's (the finaliser of MurmurHash3).
fn mix_bits(hash: u64) -> u64 {
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    mixed ^ (mixed >> 33)
}

#[cfg(test)]
mod tests {
    use super::TypeFiles;

    #[test]
    fn documents_grow_from_one_file_to_eight_and_more() {
        let files = [1, 159, 160, 1_279, 1_280].map(TypeFiles::for_types);
        let expected = [
            TypeFiles::One,
            TypeFiles::One,
            TypeFiles::Eight,
            TypeFiles::Eight,
            TypeFiles::SixtyFour,
        ];
        assert_eq!(files, expected);
    }
}
