//! Imports: what a file names is what it imports.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::syntax::{Path, TypeNode};
use crate::rust::model::{self, Builtin, NamedType};
use crate::rust::names::TypeIdent;

/// Columns of a line of names.
const WIDTH: usize = 100;

/// Columns of an import on one line.
const SHORT: usize = 98;

/// Collects the names that a file uses.
pub(super) struct Uses<'a> {
    place: FileRole,
    full: &'a BTreeSet<Builtin>,
    names: RefCell<BTreeMap<&'static str, BTreeSet<&'static str>>>,
}

/// Which file it is, as types of the API are written differently in each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileRole {
    /// `types.rs`.
    Types,
    /// A file below `types/`.
    TypesPart,
    /// A file below `wire/`.
    WirePart,
    /// A file below `operations/`.
    Operations,
    /// `wire.rs` and `client.rs`, which are beside both.
    Beside,
}

impl<'a> Uses<'a> {
    pub(super) fn new(place: FileRole, full: &'a BTreeSet<Builtin>) -> Self {
        Self {
            place,
            full,
            names: RefCell::default(),
        }
    }

    /// A name of the runtime's root.
    pub(super) fn rt(&self, name: &'static str) -> Path<'static> {
        self.from("bindery_runtime", name)
    }

    /// A name of the runtime's module `contract`, which only generated code uses.
    pub(super) fn contract(&self, name: &'static str) -> Path<'static> {
        self.from("bindery_runtime::contract", name)
    }

    /// A name of the runtime's module `json`.
    pub(super) fn json(&self, name: &'static str) -> Path<'static> {
        self.from("bindery_runtime::json", name)
    }

    /// A name of any module.
    pub(super) fn from(&self, module: &'static str, name: &'static str) -> Path<'static> {
        self.names
            .borrow_mut()
            .entry(module)
            .or_default()
            .insert(name);
        Path::new(name)
    }

    /// A name that items of the module `types` may shadow.
    pub(super) fn builtin(&self, builtin: Builtin) -> Path<'static> {
        // A type of the document may be called `Option`: in its own module the builtin is written
        // with its path.
        let among_types = matches!(self.place, FileRole::Types | FileRole::TypesPart);
        if among_types && self.full.contains(&builtin) {
            return Path::new(builtin.path());
        }
        match builtin.import() {
            Some(module) => self.from(module, builtin.name()),
            None => Path::new(builtin.name()),
        }
    }

    /// A type.
    pub(super) fn ty<'t>(&self, ty: &'t model::Ty) -> TypeNode<'t> {
        let around = |outer: Path<'static>, content: &'t model::Ty| {
            TypeNode::generic(outer, [self.ty(content)])
        };
        match ty {
            model::Ty::Unit => TypeNode::text("()"),
            model::Ty::Bool => TypeNode::text("bool"),
            model::Ty::I32 => TypeNode::text("i32"),
            model::Ty::I64 => TypeNode::text("i64"),
            model::Ty::U32 => TypeNode::text("u32"),
            model::Ty::U64 => TypeNode::text("u64"),
            model::Ty::F64 => TypeNode::text("f64"),
            model::Ty::Str => TypeNode::text("&str"),
            model::Ty::String => TypeNode::text(self.builtin(Builtin::String)),
            model::Ty::Runtime(builtin) => TypeNode::text(self.builtin(*builtin)),
            model::Ty::Option(content) => around(self.builtin(Builtin::Option), content),
            model::Ty::Maybe(content) => around(self.builtin(Builtin::Maybe), content),
            model::Ty::Box(content) => around(self.builtin(Builtin::Box), content),
            model::Ty::Vec(content) => around(self.builtin(Builtin::Vec), content),
            model::Ty::Map(content) => {
                let key = TypeNode::text(self.builtin(Builtin::String));
                let map = self.builtin(Builtin::BTreeMap);
                TypeNode::generic(map, [key, self.ty(content)])
            }
            model::Ty::PatternProperties(content) => {
                around(self.builtin(Builtin::PatternProperties), content)
            }
            model::Ty::OrEmpty(content) => around(self.rt("OrEmpty"), content),
            model::Ty::Events(item) => around(self.rt("EventStream"), item),
            model::Ty::Lines(item) => around(self.rt("JsonLines"), item),
            model::Ty::Tuple(items) => self.tuple(items),
            model::Ty::Named(named) => TypeNode::text(self.named(named)),
            model::Ty::Foreign(foreign) => TypeNode::text(foreign.path.as_str()),
        }
    }

    fn tuple<'t>(&self, items: &'t [model::Ty]) -> TypeNode<'t> {
        let items: Vec<String> = items.iter().map(|one| self.ty(one).to_string()).collect();
        match items.as_slice() {
            [only] => TypeNode::text(format!("({only},)")),
            all => TypeNode::text(format!("({})", all.join(", "))),
        }
    }

    /// A type of the module `operations`.
    pub(super) fn operations(&self, ident: &TypeIdent) -> Path<'static> {
        match self.place {
            FileRole::Operations => Path::new(ident.written().into_owned()),
            FileRole::Types | FileRole::Beside => {
                self.from("super", "operations").to(&ident.written())
            }
            FileRole::TypesPart | FileRole::WirePart => {
                self.from("super::super", "operations").to(&ident.written())
            }
        }
    }

    /// A type of the module `types`, for a file outside of it.
    pub(super) fn path_in_types(&self, ident: &TypeIdent) -> Path<'static> {
        let above = match self.place {
            FileRole::Operations | FileRole::WirePart => "super::super",
            FileRole::Types | FileRole::TypesPart | FileRole::Beside => "super",
        };
        self.from(above, "types").to(&ident.written())
    }

    /// A type of the module `types`, for a file of it.
    pub(super) fn path_beside(&self, ident: &TypeIdent) -> Path<'static> {
        match self.place {
            FileRole::TypesPart => Path::new("super").to(&ident.written()),
            _ => Path::new(ident.written().into_owned()),
        }
    }

    /// A type of the API.
    pub(super) fn named<'t>(&self, named: &'t NamedType) -> Path<'t> {
        match (named, self.place) {
            (NamedType::Types(ident), FileRole::Types) => Path::new(ident.written()),
            (NamedType::Types(ident), FileRole::TypesPart) => {
                Path::new("super").to(&ident.written())
            }
            (
                NamedType::Types(ident),
                FileRole::Operations | FileRole::WirePart | FileRole::Beside,
            ) => self.path_in_types(ident),
            (NamedType::Operations(ident), _) => self.operations(ident),
        }
    }

    /// The lines that import what was used.
    pub(super) fn lines(&self) -> Vec<String> {
        let names = self.names.borrow();
        // rustfmt sorts `super` before names of crates.
        let (near, far): (Vec<_>, Vec<_>) = names
            .iter()
            .partition(|(module, _)| module.starts_with("super"));
        let mut far: Vec<Vec<String>> = far
            .into_iter()
            .map(|(path, names)| print_import(path, names))
            .collect();
        far.sort();
        let near = near
            .into_iter()
            .map(|(path, names)| print_import(path, names));
        near.chain(far).flatten().collect()
    }
}

/// One import, in as many lines as it needs.
fn print_import(module: &str, names: &BTreeSet<&'static str>) -> Vec<String> {
    let names: Vec<&str> = names.iter().copied().collect();
    if let [only] = names.as_slice() {
        return vec![format!("use {module}::{only};")];
    }
    let short = format!("use {module}::{{{}}};", names.join(", "));
    if short.len() <= SHORT {
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
