//! Properties that the document does not name.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

use super::{Object, Value};
use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

static EMPTY: Object = Object::new();

/// Properties that the document does not name: kept when they are read, and
/// written again. Costs one pointer while there are none; else an [`Object`].
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Object>>);

impl Extra {
    /// No properties.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }
}

impl Deref for Extra {
    type Target = Object;

    fn deref(&self) -> &Object {
        self.0.as_deref().unwrap_or(&EMPTY)
    }
}

impl DerefMut for Extra {
    fn deref_mut(&mut self) -> &mut Object {
        self.0.get_or_insert_default()
    }
}

impl std::fmt::Debug for Extra {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_map().entries(self.iter()).finish()
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Extra {}

impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl From<Object> for Extra {
    fn from(object: Object) -> Self {
        Self((!object.is_empty()).then(|| Box::new(object)))
    }
}

impl From<Extra> for Object {
    fn from(extra: Extra) -> Self {
        extra.0.map(|object| *object).unwrap_or_default()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        Object::from_iter(members).into()
    }
}

impl<'e> IntoIterator for &'e Extra {
    type Item = <&'e Object as IntoIterator>::Item;
    type IntoIter = <&'e Object as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        let object: &Object = self;
        object.into_iter()
    }
}

impl Encode for Extra {
    fn encode(&self, to: &mut Writer) {
        to.map(self);
    }
}

impl Decode for Extra {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Object::decode(from).map(Self::from)
    }
}
