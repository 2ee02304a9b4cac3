//! Imports: what a file names is what it imports.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::model::{Builtin, Named, Ty};

/// Columns of a line that imports.
const WIDTH: usize = 97;

/// Collects the names that a file uses.
pub(super) struct Uses<'a> {
    place: Place,
    full: &'a BTreeSet<Builtin>,
    names: RefCell<BTreeMap<&'static str, BTreeSet<&'static str>>>,
}

/// Which file it is, as types of the API are written differently in each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `types.rs`.
    Types,
    /// A file below `operations/`.
    Operations,
    /// `wire.rs` and `client.rs`, which are beside both.
    Beside,
}

impl<'a> Uses<'a> {
    pub(super) fn new(place: Place, full: &'a BTreeSet<Builtin>) -> Self {
        Self {
            place,
            full,
            names: RefCell::default(),
        }
    }

    /// A name of the runtime's root.
    pub(super) fn rt(&self, name: &'static str) -> TokenStream {
        self.from("bindery_runtime", name)
    }

    /// A name of the runtime's module `json`.
    pub(super) fn json(&self, name: &'static str) -> TokenStream {
        self.from("bindery_runtime::json", name)
    }

    /// A name of any module.
    pub(super) fn from(&self, module: &'static str, name: &'static str) -> TokenStream {
        self.names
            .borrow_mut()
            .entry(module)
            .or_default()
            .insert(name);
        path(name)
    }

    /// A name that items of the module `types` may shadow.
    pub(super) fn builtin(&self, builtin: Builtin) -> TokenStream {
        if self.place == Place::Types && self.full.contains(&builtin) {
            return path(builtin.path());
        }
        match builtin.import() {
            Some(module) => self.from(module, builtin.name()),
            None => path(builtin.name()),
        }
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Ty) -> TokenStream {
        let inner = |inner: &Ty| self.ty(inner);
        let around = |builtin: Builtin, content: &Ty| {
            let (outer, content) = (self.builtin(builtin), inner(content));
            quote!(#outer<#content>)
        };
        match ty {
            Ty::Unit => quote!(()),
            Ty::Bool => quote!(bool),
            Ty::I32 => quote!(i32),
            Ty::I64 => quote!(i64),
            Ty::U32 => quote!(u32),
            Ty::U64 => quote!(u64),
            Ty::F64 => quote!(f64),
            Ty::String => self.builtin(Builtin::String),
            Ty::Runtime(builtin) => self.builtin(*builtin),
            Ty::Option(content) => around(Builtin::Option, content),
            Ty::Maybe(content) => around(Builtin::Maybe, content),
            Ty::Box(content) => around(Builtin::Box, content),
            Ty::Vec(content) => around(Builtin::Vec, content),
            Ty::Map(content) => {
                let (map, key, value) = (
                    self.builtin(Builtin::BTreeMap),
                    self.builtin(Builtin::String),
                    inner(content),
                );
                quote!(#map<#key, #value>)
            }
            Ty::Events(item) => {
                let (ty, item) = (self.rt("EventStream"), inner(item));
                quote!(#ty<#item>)
            }
            Ty::Lines(item) => {
                let (ty, item) = (self.rt("JsonLines"), inner(item));
                quote!(#ty<#item>)
            }
            Ty::Tuple(items) => {
                let items = items.iter().map(inner);
                quote!((#(#items,)*))
            }
            Ty::Named(named) => self.named(named),
        }
    }

    /// A type of the API.
    pub(super) fn named(&self, named: &Named) -> TokenStream {
        match (named, self.place) {
            (Named::Types(ident), Place::Types) => quote!(#ident),
            (Named::Operations(ident), Place::Operations) => quote!(#ident),
            (Named::Types(ident), Place::Operations) => {
                let types = self.from("super::super", "types");
                quote!(#types::#ident)
            }
            (Named::Types(ident), Place::Beside) => {
                let types = self.from("super", "types");
                quote!(#types::#ident)
            }
            (Named::Operations(ident), Place::Types | Place::Beside) => {
                let operations = self.from("super", "operations");
                quote!(#operations::#ident)
            }
        }
    }

    /// The lines that import what was used.
    pub(super) fn lines(&self) -> Vec<String> {
        let names = self.names.borrow();
        let (near, far): (Vec<_>, Vec<_>) = names
            .iter()
            .partition(|(module, _)| module.starts_with("super"));
        let mut far: Vec<Vec<String>> = far
            .into_iter()
            .map(|(path, names)| line(path, names))
            .collect();
        far.sort();
        let near = near.into_iter().map(|(path, names)| line(path, names));
        near.chain(far).flatten().collect()
    }
}

/// One import, in as many lines as it needs.
fn line(module: &str, names: &BTreeSet<&'static str>) -> Vec<String> {
    let names: Vec<&str> = names.iter().copied().collect();
    if let [only] = names.as_slice() {
        return vec![format!("use {module}::{only};")];
    }
    let short = format!("use {module}::{{{}}};", names.join(", "));
    if short.len() <= WIDTH {
        return vec![short];
    }
    let mut lines = vec![format!("use {module}::{{")];
    let mut current = String::from("   ");
    for name in names {
        if current.len() + name.len() + 2 > WIDTH {
            lines.push(std::mem::replace(&mut current, String::from("   ")));
        }
        current.push_str(&format!(" {name},"));
    }
    lines.extend([current, "};".to_owned()]);
    lines
}

/// A path from its text, which is always one of this program's own.
pub(super) fn path(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
