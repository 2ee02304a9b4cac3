//! Names that an earlier run has given, by what they stand for: what `bindery.lock` holds of
//! one API.
//!
//! An input like the document: whatever stands here keeps its name, however the document
//! names its neighbours now. The text of the file is the matter of `lockfile`.

mod follow;
mod hold;
mod record;
mod scalar;
mod told;

pub(in crate::rust) use follow::{LockedTypes, find_type_places};
pub(in crate::rust) use hold::{HeldScalars, hold_scalars};
pub(in crate::rust) use record::record_names;
pub use scalar::LockedScalar;
pub(in crate::rust) use told::list_held_precision;

use std::collections::{BTreeMap, BTreeSet};

use super::names::TypeIdent;
use crate::api::TypeId;
use crate::maps::HashSet;

/// What stands before the property in the key of a union's method that gives it out.
pub(in crate::rust) const GETTER_KEY: &str = "get:";

/// The key of the field for properties that the document does not name.
pub(crate) const REST_KEY: &str = "*";

/// What stands behind the place of a type in that of the one which requests have of it.
const REQUEST_VIEW: &str = "#request";

/// The names of one API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LockedApi {
    /// Methods, by the canonical place of their operation: `GET /pets/{}`.
    pub operations: BTreeMap<String, LockedOperation>,
    /// Types, by their canonical place: `/components/schemas/Pet`. Types of operations stand at
    /// the operation with their role behind: `GET /pets/{}#params`.
    pub types: BTreeMap<String, LockedType>,
    /// Names of the places of types that are called after several places, by the place: an alias
    /// each.
    pub own: BTreeMap<String, LockedType>,
    /// Names that types had before, by the place of the type and the name: a deprecated alias
    /// each.
    pub former: BTreeMap<(String, String), LockedType>,
    /// What documented headers of answers hold, by their names in lower case.
    pub headers: BTreeMap<String, Vec<LockedScalar>>,
    /// Whether members say if they are in boxes.
    pub knows_boxes: bool,
}

/// The names of one operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LockedOperation {
    /// Its method.
    pub name: String,
    /// Methods beside it, by what they do: `pages`, `items`, `stream`; `with` for the one that
    /// takes what the document has got since, and `any` where it only gives more.
    pub others: Vec<LockedMember>,
    /// The body that it takes.
    pub body: LockedBody,
    /// The answers that are its one type of success, by status and media type:
    /// `200:application/json`. None where an enum tells several apart.
    pub gives: Vec<String>,
    /// Texts and numbers that it takes and gives by themselves: `path:0`, `200:application/json`.
    pub scalars: Vec<(String, LockedScalar)>,
    /// Whether the client no longer has it. Its name is nobody else's all the same.
    pub is_gone: bool,
}

/// What body a method takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LockedBody {
    /// None.
    #[default]
    None,
    /// One that may be left out.
    Optional,
    /// One that must be given.
    Required,
}

/// The names of one type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LockedType {
    /// Its path: `types::Pet`, `operations::ListPetsParams`.
    pub name: String,
    /// What it is.
    pub form: LockedForm,
    /// Whether programs make values of it, as requests have or had some.
    pub is_sent: bool,
    /// The struct of what its constructor takes, where there is one.
    pub required: Option<String>,
    /// The text or number that it is another name for.
    pub scalar: Option<LockedScalar>,
    /// Fields and variants, by their keys: in which order a document has them is nothing to hold.
    pub members: Vec<LockedMember>,
    /// Whether the client no longer has it. Its name is nobody else's all the same.
    pub is_gone: bool,
}

/// The name of a field, a variant or a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedMember {
    /// What it stands for on the wire: a property, a value, `query:limit`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What stands around the type of a field.
    pub around: LockedPrecision,
    /// The text or number that it holds, also in a list or a map.
    pub scalar: Option<LockedScalar>,
    /// The value that is sent of it unless a program says otherwise, as it tells what the object is.
    pub tag: Option<String>,
    /// Whether it is in a `Box`.
    pub is_boxed: bool,
    /// Whether the type no longer has it. Its name is nobody else's all the same: programs that
    /// use it would go on to compile and mean something else.
    pub is_gone: bool,
}

/// A name that a type had in earlier runs.
#[derive(Debug)]
pub(in crate::rust) struct FormerName {
    /// The type that has another name now.
    pub(in crate::rust) id: TypeId,
    /// What was recorded under the old name.
    pub(in crate::rust) locked: LockedType,
    /// The old name.
    pub(in crate::rust) ident: TypeIdent,
    /// The old name for what its constructor takes.
    pub(in crate::rust) required: Option<TypeIdent>,
}

/// What a locked type is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LockedForm {
    /// A struct.
    #[default]
    Struct,
    /// An open list of texts or numbers.
    Enum,
    /// One of several types.
    Union,
    /// Another name.
    Alias,
    /// A type around a value.
    Newtype,
}

/// How much a field may lack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockedPrecision {
    /// Nobody wants to hold it. No lock says so.
    Free,
    /// Nothing: `T`.
    #[default]
    Always,
    /// `Option<T>`.
    Option,
    /// `Maybe<T>`.
    Maybe,
}

impl LockedForm {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Struct,
        Self::Enum,
        Self::Union,
        Self::Alias,
        Self::Newtype,
    ];

    /// The word for it in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Union => "union",
            Self::Alias => "alias",
            Self::Newtype => "newtype",
        }
    }
}

impl LockedMember {
    /// A member that is there always.
    pub fn new(key: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            around: LockedPrecision::Always,
            scalar: None,
            tag: None,
            is_boxed: false,
            is_gone: false,
        }
    }

    /// Whether it stands for something on the wire that a type may lose.
    fn is_on_wire(&self) -> bool {
        !self.key.starts_with(GETTER_KEY) && self.key != REST_KEY
    }
}

impl LockedType {
    /// The name without the module.
    pub fn ident(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or_default()
    }

    /// What was recorded of a member.
    pub fn member(&self, key: &str) -> Option<&LockedMember> {
        self.members.iter().find(|member| member.key == key)
    }

    /// The names of members with these keys, in their order; nothing for those that are new. Behind
    /// them the names of members that are no longer there, which are nobody else's.
    pub(in crate::rust) fn names_of<'k>(
        held: Option<&Self>,
        keys: impl Iterator<Item = &'k str>,
    ) -> Vec<Option<String>> {
        let Some(held) = held else {
            return Vec::new();
        };
        let keys: Vec<&str> = keys.collect();
        let name = |key: &&str| held.member(key).map(|member| member.name.clone());
        let mut names: Vec<Option<String>> = keys.iter().map(name).collect();
        let gone = held.members.iter().filter(|one| one.is_on_wire());
        let gone = gone.filter(|one| !keys.contains(&one.key.as_str()));
        names.extend(gone.map(|one| Some(one.name.clone())));
        names
    }

    /// The members that it has.
    pub fn list_members(&self) -> impl Iterator<Item = &LockedMember> + Clone {
        self.members.iter().filter(|member| !member.is_gone)
    }

    /// Keeps the names of members that an earlier run knew and that are no longer there.
    fn keep_gone_members(&mut self, earlier: &Self) {
        let has_values = matches!(self.form, LockedForm::Struct | LockedForm::Enum);
        if self.form != earlier.form || !has_values {
            return;
        }
        for member in earlier.members.iter().filter(|one| one.is_on_wire()) {
            let mut members = self.members.iter();
            if !members.any(|one| one.key == member.key || one.name == member.name) {
                let is_gone = true;
                let member = member.clone();
                self.members.push(LockedMember { is_gone, ..member });
            }
        }
        self.members.sort_by(|one, two| one.key.cmp(&two.key));
    }
}

impl LockedOperation {
    /// What is known of a text or number that it takes or gives.
    fn scalar(&self, part: &str) -> Option<&LockedScalar> {
        let mut scalars = self.scalars.iter();
        scalars.find_map(|(key, scalar)| (key == part).then_some(scalar))
    }
}

impl LockedApi {
    /// Forgets how much earlier documents said of values: the next run takes what its document
    /// says.
    pub fn forget_precision(&mut self) {
        let types = self.types.values_mut().chain(self.own.values_mut());
        for ty in types {
            ty.scalar = None;
            for member in &mut ty.members {
                member.scalar = None;
                member.around = LockedPrecision::Free;
            }
        }
        for operation in self.operations.values_mut() {
            operation.scalars.clear();
        }
        self.headers.clear();
    }

    /// The names of types in a module, `types` or `operations`, with those of their
    /// constructors' structs.
    pub(in crate::rust) fn names_in(&self, module: &str) -> impl Iterator<Item = &str> {
        let is_there = move |ty: &&LockedType| ty.name.split("::").next() == Some(module);
        let types = self.types.values().chain(self.own.values());
        let types = types.filter(is_there);
        types.flat_map(|ty| {
            [Some(ty.ident()), ty.required.as_deref()]
                .into_iter()
                .flatten()
        })
    }

    /// The places of schemas that programs send and that have no type of their own for requests:
    /// what is required one way only must not part them.
    pub fn list_whole_schemas(&self) -> BTreeSet<String> {
        let parted = self.list_parted_schemas();
        let is_whole = |(place, ty): &(&String, &LockedType)| {
            ty.is_sent && !ty.is_gone && !parted.contains(*place)
        };
        let whole = self.types.iter().filter(is_whole);
        whole.map(|(place, _)| place.clone()).collect()
    }

    /// The places of schemas of which requests have a type of their own.
    pub fn list_parted_schemas(&self) -> BTreeSet<String> {
        let views = self.types.iter().filter(|(_, ty)| !ty.is_gone);
        let parted = views.filter_map(|(place, _)| place.strip_suffix(REQUEST_VIEW));
        parted.map(str::to_owned).collect()
    }

    /// These names, behind the names of an earlier run: what is no longer there keeps its name
    /// for itself, so that nothing else ever gets it.
    pub(in crate::rust) fn behind(mut self, earlier: &Self) -> Self {
        let types = self.types.values().chain(self.own.values());
        let names: HashSet<String> = types
            .chain(self.former.values())
            .map(|ty| ty.name.clone())
            .collect();
        for (place, ty) in &mut self.types {
            if let Some(earlier) = earlier.types.get(place) {
                ty.keep_gone_members(earlier);
            }
        }
        add_gone_types(&mut self.types, &earlier.types, &names);
        add_gone_types(&mut self.own, &earlier.own, &names);
        let methods: Vec<String> = self
            .operations
            .values()
            .map(|one| one.name.clone())
            .collect();
        for (place, operation) in &earlier.operations {
            if !self.operations.contains_key(place) && !methods.contains(&operation.name) {
                let operation = LockedOperation {
                    is_gone: true,
                    ..operation.clone()
                };
                self.operations.insert(place.clone(), operation);
            }
        }
        self
    }
}

/// Adds what is no longer there, unless something else has its name.
fn add_gone_types(
    types: &mut BTreeMap<String, LockedType>,
    earlier: &BTreeMap<String, LockedType>,
    names: &HashSet<String>,
) {
    for (place, ty) in earlier {
        if !types.contains_key(place) && !names.contains(&ty.name) {
            let is_gone = true;
            let ty = ty.clone();
            types.insert(place.clone(), LockedType { is_gone, ..ty });
        }
    }
}
