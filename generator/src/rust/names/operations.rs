//! Names of what belongs to operations: methods, descriptions, their types,
//! arguments and modules.

use super::fields::in_order;
use super::portable;
use super::scope::nearest_first;
use super::{ArgIdent, MethodIdent, ModIdent, Scope, StaticIdent, TypeIdent, Words};
use crate::api::Operation;
use crate::diagnostics::Diagnostics;
use crate::rust::report;

/// Methods that every client has, or that a method of the same name would hide.
const METHODS: [&str; 16] = [
    "builder",
    "clone",
    "clone_from",
    "to_owned",
    "into",
    "from",
    "try_into",
    "try_from",
    "borrow",
    "borrow_mut",
    "as_ref",
    "fmt",
    "type_id",
    "eq",
    "default",
    "to_string",
];

/// Names that the bodies of generated methods use.
const LOCALS: [&str; 11] = [
    "params", "body", "client", "info", "next", "offset", "page", "start",
    // What clippy takes for placeholders.
    "foo", "baz", "quux",
];

/// What everything that belongs to an operation begins with.
pub(super) fn name_operation_words(operation: &Operation) -> Words {
    let words = Words::of(operation.name.as_ref().unwrap_or(&operation.id));
    if words.is_empty() {
        by_path(operation)
    } else {
        words
    }
}

fn by_path(operation: &Operation) -> Words {
    Words::of(&operation.method).and(&operation.path)
}

/// The names of one operation.
#[derive(Debug, Clone)]
pub(in crate::rust) struct OperationNames {
    /// The method.
    pub(in crate::rust) method: MethodIdent,
    /// The description.
    pub(in crate::rust) table: StaticIdent,
    words: Words,
}

/// Scopes of everything that operations define.
#[derive(Debug)]
pub(in crate::rust) struct OperationScopes {
    methods: Scope<'static, MethodIdent>,
    tables: Scope<'static, StaticIdent>,
    types: Scope<'static, TypeIdent>,
}

impl Default for OperationScopes {
    fn default() -> Self {
        Self {
            methods: Scope::reserving(&METHODS),
            tables: Scope::reserving(&[]),
            types: Scope::reserving(&["DecodeError"]),
        }
    }
}

impl OperationScopes {
    /// Names an operation. A name that an overlay chose comes before all others
    /// if such operations are named first.
    pub(in crate::rust) fn operation(
        &mut self,
        operation: &Operation,
        diagnostics: &mut Diagnostics,
    ) -> OperationNames {
        let words = name_operation_words(operation);
        let claim = self.methods.claim(&[words.clone(), by_path(operation)]);
        if claim.numbered {
            report::report_numbered_name(
                &operation.origin,
                "method",
                claim.ident.as_str(),
                diagnostics,
            );
        }
        let words = Words::of(claim.ident.as_str());
        let table = self.tables.claim(std::slice::from_ref(&words)).ident;
        OperationNames {
            method: claim.ident,
            table,
            words,
        }
    }

    /// Names a type of an operation: `Params`, `Error`, `Ok`.
    pub(in crate::rust) fn ty(&mut self, operation: &OperationNames, role: &str) -> TypeIdent {
        self.types.claim(&[operation.words.and(role)]).ident
    }

    /// Names the struct of what the constructor of a type of an operation takes.
    pub(in crate::rust) fn required(&mut self, of: &TypeIdent) -> TypeIdent {
        let words = Words::of(of.as_str());
        self.types.claim(&super::name_required(&words)).ident
    }

    /// Names the failure inside a success.
    pub(in crate::rust) fn failure(&mut self, operation: &OperationNames) -> StaticIdent {
        self.tables.claim(&[operation.words.and("failure")]).ident
    }

    /// Names a method besides the operation's own.
    pub(in crate::rust) fn method(
        &mut self,
        operation: &OperationNames,
        role: &str,
    ) -> MethodIdent {
        self.methods.claim(&[operation.words.and(role)]).ident
    }
}

/// Names the arguments for the path parameters of one operation.
pub(in crate::rust) fn path_arguments<'a>(wire: impl Iterator<Item = &'a str>) -> Vec<ArgIdent> {
    let mut scope = Scope::<ArgIdent>::reserving(&LOCALS);
    let wire: Vec<&str> = wire.collect();
    let order = nearest_first::<ArgIdent>(wire.iter().copied());
    let names = order.into_iter().filter_map(|position| {
        let name = wire.get(position)?;
        let mut candidates = vec![Words::of_value(name, position), Words::spelled(name)];
        candidates.retain(|words| !words.is_empty());
        Some((position, scope.claim(&candidates).ident))
    });
    in_order(names.collect())
}

/// The argument that takes the other parameters.
pub(in crate::rust) fn name_params_argument() -> ArgIdent {
    Scope::reserving(&[]).claim(&[Words::of("params")]).ident
}

/// The argument that takes the body.
pub(in crate::rust) fn body_argument() -> ArgIdent {
    Scope::reserving(&[]).claim(&[Words::of("body")]).ident
}

/// Names the modules of tags, which are names of files as well.
pub(in crate::rust) fn name_tag_modules<'a>(tags: impl Iterator<Item = &'a str>) -> Vec<ModIdent> {
    // a module of its parent's name is hard to tell from it
    let reserved = [&["operations", "mod"], portable::DEVICES.as_slice()].concat();
    let mut scope = Scope::<ModIdent>::reserving(&reserved);
    tags.enumerate()
        .map(|(position, tag)| {
            let candidates = [Words::of_value(tag, position), Words::spelled(tag)];
            let mut candidates = candidates
                .map(|words| portable::make_portable_words(&words))
                .to_vec();
            candidates.retain(|words| !words.is_empty());
            scope.claim(&candidates).ident
        })
        .collect()
}
