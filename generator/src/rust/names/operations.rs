//! Names of what belongs to operations: methods, descriptions, their types,
//! arguments and modules.

use std::collections::BTreeMap;

use super::fields::in_order;
use super::ident::IdentKind as _;
use super::portable;
use super::scope::nearest_first;
use super::sub_clients::{MethodHome, is_inner_role, is_own_method, name_role};
use super::{
    ArgIdent, Claim, MethodIdent, ModIdent, Scope, StaticIdent, SubClientName, TypeIdent, Words,
};
use crate::api::{GivenName, Operation, Parameter};
use crate::diagnostics::Diagnostics;
use crate::maps::{HashMap, HashSet};
use crate::rust::locked::{LockedApi, LockedBody, LockedType};
use crate::rust::naming::{NameRule, NameSource};
use crate::rust::report;

/// Methods that every client has, or that a method of the same name would hide.
pub(super) const METHODS: [&str; 17] = [
    "builder",
    "from_env",
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

/// The names of one operation.
#[derive(Debug, Clone)]
pub(in crate::rust) struct OperationNames {
    /// The method.
    pub(in crate::rust) method: MethodIdent,
    /// The client of a group that has the method, if it is one's.
    pub(in crate::rust) client: Option<SubClientName>,
    /// The name among all operations, which those of its types begin with: the method's where
    /// the client has all of them.
    pub(in crate::rust) name: MethodIdent,
    /// The method that an earlier version had, if that took less.
    pub(in crate::rust) kept: Option<KeptName>,
    /// What the method is called after besides its name, where that of an earlier version stands
    /// or stood beside it.
    pub(in crate::rust) role: Option<&'static str>,
    /// The description.
    pub(in crate::rust) table: StaticIdent,
    words: Words,
    /// What names of methods beside its own begin with.
    method_words: Words,
    /// The operation's canonical place, where names are locked.
    place: String,
}

/// The method of an earlier version, and what it took.
#[derive(Debug, Clone)]
pub(in crate::rust) struct KeptName {
    /// Its name.
    pub(in crate::rust) method: MethodIdent,
    /// Whether it took a body.
    pub(in crate::rust) takes_body: bool,
    /// Whether it could not be called without one.
    pub(in crate::rust) requires_body: bool,
    /// What the operation's own method is called after: it takes more, or only gives more.
    pub(in crate::rust) role: &'static str,
    /// The responses that it gives and the name of their description, where there are others now.
    pub(in crate::rust) gives: Option<(Vec<String>, StaticIdent)>,
}

/// What is new of an operation, so that an earlier method may have to be kept beside it.
#[derive(Debug, Default)]
pub(in crate::rust) struct OperationNews {
    /// Whether it takes a body.
    pub(in crate::rust) takes_body: bool,
    /// Whether callers may leave its body out.
    pub(in crate::rust) may_lack_body: bool,
    /// By what successful responses are, a number for the type and the reader of each.
    pub(in crate::rust) successes: BTreeMap<String, usize>,
}

impl OperationNews {
    /// Whether it still takes or gives what a method of this role was made for: without, its
    /// method is called by its name again.
    fn fits_kept_role(&self, role: &str) -> bool {
        let kinds: HashSet<&usize> = self.successes.values().collect();
        match role {
            "with" => self.takes_body,
            _ => kinds.len() > 1,
        }
    }

    /// Whether an enum tells successes apart of which earlier versions knew those of one type.
    fn gives_more_than(&self, given: &[String]) -> bool {
        let kinds = given.iter().map(|key| self.successes.get(key));
        let kinds: HashSet<Option<&usize>> = kinds.collect();
        let is_one = kinds.len() == 1 && !kinds.contains(&None);
        let mut all = self.successes.values();
        is_one && all.any(|kind| !kinds.contains(&Some(kind)))
    }
}

/// What methods are called after that take or give more than one of an earlier version.
pub(super) const KEPT_ROLES: [&str; 2] = ["with", "any"];

/// Scopes of everything that operations define.
#[derive(Debug)]
pub(in crate::rust) struct OperationScopes {
    methods: Scope<'static, MethodIdent>,
    /// Where operations are grouped, the methods of each client by the method that gives it, and
    /// by nothing those of the client of all.
    pub(super) clients: HashMap<String, Scope<'static, MethodIdent>>,
    tables: Scope<'static, StaticIdent>,
    pub(super) types: Scope<'static, TypeIdent>,
    pub(super) locked: LockedApi,
}

impl Default for OperationScopes {
    fn default() -> Self {
        Self {
            methods: Scope::reserving(&METHODS),
            clients: HashMap::default(),
            tables: Scope::reserving(&[]),
            types: Scope::reserving(&["DecodeError"]),
            locked: LockedApi::default(),
        }
    }
}

impl OperationScopes {
    /// Keeps the names that an earlier run has given for those that have them.
    pub(in crate::rust) fn holding(locked: &LockedApi) -> Self {
        let mut scopes = Self {
            locked: locked.clone(),
            ..Self::default()
        };
        for operation in locked.operations.values() {
            let others = operation.others.iter();
            let others = others.filter(|one| !is_inner_role(&one.key));
            let others = others.map(|one| one.name.as_str());
            scopes.methods.hold(others.chain([operation.name.as_str()]));
        }
        scopes.types.hold(locked.names_in("operations"));
        scopes
    }

    /// What an earlier run has called a type of an operation and its parts.
    pub(in crate::rust) fn held(
        &self,
        operation: &OperationNames,
        role: &str,
    ) -> Option<&LockedType> {
        let place = format!("{}#{role}", operation.place);
        self.locked.types.get(&place)
    }

    /// Names an operation. A name that an overlay chose comes before all others if such
    /// operations are named first.
    pub(in crate::rust) fn operation(
        &mut self,
        operation: &Operation,
        news: &OperationNews,
        place: &str,
        words: Words,
        home: &MethodHome,
        diagnostics: &mut Diagnostics,
    ) -> OperationNames {
        let claim = self.claim_method(operation, place, words);
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
        let mut names = OperationNames {
            method: claim.ident.clone(),
            client: home.client.clone(),
            name: claim.ident,
            kept: None,
            role: None,
            table,
            method_words: words.clone(),
            words,
            place: place.to_owned(),
        };
        if !self.clients.is_empty() {
            names.method = self.claim_inside(&names, &home.words, operation);
            names.method_words = Words::of(names.method.as_str());
        }
        let kept = self.find_kept(news, &names);
        let held_role = self.find_kept_role(&names);
        let held_role = held_role.filter(|role| news.fits_kept_role(role));
        names.role = kept.as_ref().map(|kept| kept.role).or(held_role);
        if let Some(role) = names.role {
            names.method = self.method(&names, role);
        }
        names.kept = kept;
        names
    }

    /// The method's name of an earlier run, unless an overlay chooses another one. An operation
    /// that has moved takes its name with it.
    fn claim_method(
        &mut self,
        operation: &Operation,
        place: &str,
        words: Words,
    ) -> Claim<MethodIdent> {
        let is_chosen = GivenName::chosen(operation.given.as_ref()).is_some();
        let held = self.locked.operations.get(place);
        let held = held.filter(|_| !is_chosen);
        if let Some(ident) = held.and_then(|held| self.methods.claim_held(&held.name)) {
            return Claim {
                ident,
                numbered: false,
            };
        }
        let wanted = MethodIdent::render(&words);
        if is_chosen {
            self.methods.release(&wanted);
        } else if let Some(ident) = self.claim_moved(&wanted, place) {
            return Claim {
                ident,
                numbered: false,
            };
        }
        let by_path = Words::of(&operation.method).and(&operation.path);
        self.methods.claim(&[words, by_path])
    }

    /// Marks the operations that are no longer where they were.
    pub(in crate::rust) fn find_moved(&mut self, places: &[String]) {
        let places: HashSet<&str> = places.iter().map(String::as_str).collect();
        for (place, operation) in &mut self.locked.operations {
            operation.is_gone = !places.contains(place.as_str());
        }
    }

    /// The name of an operation that was called so and is no longer where it was, with the names
    /// of its types.
    fn claim_moved(&mut self, name: &str, place: &str) -> Option<MethodIdent> {
        let mut operations = self.locked.operations.iter();
        let found = operations.find(|(_, one)| one.is_gone && one.name == name);
        let from = found?.0.clone();
        let operation = self.locked.operations.remove(&from)?;
        self.locked.operations.insert(place.to_owned(), operation);
        let is_its = |of: &&String| {
            of.strip_prefix(from.as_str())
                .is_some_and(|rest| rest.starts_with('#'))
        };
        let types: Vec<String> = self.locked.types.keys().filter(is_its).cloned().collect();
        for old in types {
            let role = old.strip_prefix(from.as_str()).unwrap_or_default();
            if let Some(ty) = self.locked.types.remove(&old) {
                self.locked.types.insert(format!("{place}{role}"), ty);
            }
        }
        self.methods.claim_held(name)
    }

    /// What an earlier run has called a method besides the operation's own.
    fn find_role(&self, operation: &OperationNames, role: &str) -> Option<&str> {
        let held = self.locked.operations.get(&operation.place)?;
        let role = name_role(operation.client.as_ref(), role);
        let mut others = held.others.iter();
        let found = others.find(|other| other.key == role)?;
        Some(&found.name)
    }

    /// The method of an earlier version that can be kept beside one that takes more. Not where
    /// others go with it that take the same, as they would change all the same.
    fn find_kept(&mut self, news: &OperationNews, names: &OperationNames) -> Option<KeptName> {
        let held_role = self.find_kept_role(names);
        let held = self.locked.operations.get(&names.place)?;
        let new_body = news.may_lack_body && held.body == LockedBody::None;
        let looser_body = news.may_lack_body && held.body == LockedBody::Required;
        let takes_new = new_body || looser_body;
        let gives_more = news.gives_more_than(&held.gives);
        let is_alone = held.others.iter().all(|other| is_own_method(&other.key));
        if held.is_gone || !is_alone || !(takes_new || gives_more) {
            return None;
        }
        let gives = gives_more.then(|| held.gives.clone());
        let mut table = || self.tables.claim(&[names.words.and("kept")]).ident;
        Some(KeptName {
            method: names.method.clone(),
            takes_body: !new_body,
            requires_body: looser_body,
            role: held_role.unwrap_or(if takes_new { "with" } else { "any" }),
            gives: gives.map(|gives| (gives, table())),
        })
    }

    /// What the method that takes or gives more was called after in an earlier run.
    fn find_kept_role(&self, names: &OperationNames) -> Option<&'static str> {
        let mut roles = KEPT_ROLES.into_iter();
        roles.find(|role| self.find_role(names, role).is_some())
    }

    /// Names a type of an operation: `Params`, `Error`, `Ok`.
    pub(in crate::rust) fn ty(&mut self, operation: &OperationNames, role: &str) -> TypeIdent {
        let held = self
            .held(operation, role)
            .map(|held| held.ident().to_owned());
        let held = held.and_then(|name| self.types.claim_held(&name));
        let claim = || self.types.claim(&[operation.words.and(role)]).ident;
        held.unwrap_or_else(claim)
    }

    /// Names the struct of what the constructor of a type of an operation takes.
    pub(in crate::rust) fn required(
        &mut self,
        operation: &OperationNames,
        role: &str,
        of: &TypeIdent,
    ) -> TypeIdent {
        let held = self.held(operation, role);
        let held = held.and_then(|held| held.required.clone());
        let held = held.and_then(|name| self.types.claim_held(&name));
        let words = Words::of(of.as_str());
        let claim = || self.types.claim(&super::name_required(&words)).ident;
        held.unwrap_or_else(claim)
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
        let held = self.find_role(operation, role).map(str::to_owned);
        let methods = self.methods_of(operation.client.as_ref());
        let held = held.and_then(|name| methods.claim_held(&name));
        let claim = || methods.claim(&[operation.method_words.and(role)]).ident;
        held.unwrap_or_else(claim)
    }

    /// The methods of a client.
    fn methods_of(&mut self, client: Option<&SubClientName>) -> &mut Scope<'static, MethodIdent> {
        let client = client.map_or("", |client| client.method.as_str());
        self.clients.get_mut(client).unwrap_or(&mut self.methods)
    }

    /// What a method is called on its client: as an earlier run has called it there, else in
    /// short, else as among all operations.
    fn claim_inside(
        &mut self,
        names: &OperationNames,
        short: &Words,
        operation: &Operation,
    ) -> MethodIdent {
        let held = self.find_role(names, "").map(str::to_owned);
        let held = held.filter(|_| GivenName::chosen(operation.given.as_ref()).is_none());
        let by_path = Words::of(&operation.method).and(&operation.path);
        let methods = self.methods_of(names.client.as_ref());
        let held = held.and_then(|name| methods.claim_held(&name));
        let claim = || methods.claim(&[short.clone(), names.words.clone(), by_path]);
        held.unwrap_or_else(|| claim().ident)
    }
}

/// Names the arguments for the path parameters of one operation.
pub(in crate::rust) fn path_arguments(path: &[&Parameter], rule: &NameRule) -> Vec<ArgIdent> {
    let mut scope = Scope::<ArgIdent>::reserving(&LOCALS);
    let names = path.iter().enumerate();
    let names = names.map(|(place, one)| rule.read_name(&one.name, one.given.as_ref(), place));
    let names: Vec<NameSource> = names.collect();
    let mut order = nearest_first::<ArgIdent>(path.iter().map(|one| one.name.as_str()));
    order.sort_by_key(|place| names.get(*place).map(NameSource::rank));
    let names = order.into_iter().filter_map(|position| {
        let name = &path.get(position)?.name;
        let mut candidates = names.get(position)?.candidates();
        candidates.push(Words::spelled(name));
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
pub(in crate::rust) fn name_tag_modules<'a>(
    tags: impl Iterator<Item = (&'a str, Option<&'a GivenName>)>,
    rule: &NameRule,
) -> Vec<ModIdent> {
    // a module of its parent's name is hard to tell from it
    let reserved = [&["operations", "mod"], portable::DEVICES.as_slice()].concat();
    let mut scope = Scope::<ModIdent>::reserving(&reserved);
    let names = tags.enumerate().map(|(place, (tag, given))| {
        let name = rule.read_name(tag, given, place);
        (name.rank(), place, name.candidates(), Words::spelled(tag))
    });
    let mut names: Vec<_> = names.collect();
    // Only what is chosen comes before the others; they keep the order that they have.
    names.sort_by_key(|(rank, place, ..)| (*rank > 0, *place));
    let named = names.into_iter().map(|(_, place, candidates, spelled)| {
        let candidates = candidates.into_iter().chain([spelled]);
        let candidates = candidates.map(|words| portable::make_portable_words(&words));
        let candidates: Vec<Words> = candidates.filter(|words| !words.is_empty()).collect();
        (place, scope.claim(&candidates).ident)
    });
    in_order(named.collect())
}
