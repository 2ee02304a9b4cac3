//! What operations are called inside of the client of a group: their names without what the
//! group's name says already.

use super::ident::IdentKind as _;
use super::keywords;
use super::operations::{KEPT_ROLES, METHODS, OperationScopes};
use super::{MethodIdent, ModIdent, Scope, TypeIdent, Words};
use crate::maps::HashMap;

/// Words that point at something: where nothing comes behind them, something is missing.
const POINTING: [&str; 17] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per",
    "the", "to", "with",
];

/// The client of a group of operations: its type, and the method that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubClientName {
    /// The method of the client.
    pub method: MethodIdent,
    /// The type.
    pub ident: TypeIdent,
}

/// Where the methods of an operation are, and what its own is called there.
#[derive(Debug, Clone)]
pub(in crate::rust) struct MethodHome {
    /// The client of its group; `None` on the client of all.
    pub(in crate::rust) client: Option<SubClientName>,
    /// The name on that client.
    pub(in crate::rust) words: Words,
}

/// What the lock has in front of the methods of a group's client: `in:pets=list` is
/// `client.pets().list()`, and `in:pets:pages` its pages.
const INSIDE: &str = "in:";

/// The key of an operation's method, in the lock; nothing is the operation's own.
pub(in crate::rust) fn name_role(client: Option<&SubClientName>, role: &str) -> String {
    match (client, role) {
        (None, role) => role.to_owned(),
        (Some(client), "") => format!("{INSIDE}{}", client.method),
        (Some(client), role) => format!("{INSIDE}{}:{role}", client.method),
    }
}

/// Whether a key is that of a method of a group's client.
pub(super) fn is_inner_role(key: &str) -> bool {
    key.starts_with(INSIDE)
}

/// Whether a key is that of the method that an operation itself has, not of pages or a stream.
pub(super) fn is_own_method(key: &str) -> bool {
    match key.strip_prefix(INSIDE) {
        Some(inside) => inside
            .split_once(':')
            .is_none_or(|(_, role)| KEPT_ROLES.contains(&role)),
        None => KEPT_ROLES.contains(&key),
    }
}

impl OperationScopes {
    /// Names the clients of groups, after the groups' modules; `None` stands for what the client
    /// of all has itself.
    pub(in crate::rust) fn open_clients(
        &mut self,
        modules: &[Option<&ModIdent>],
    ) -> Vec<Option<SubClientName>> {
        let mut root = Scope::reserving(&METHODS);
        let mut clients = Vec::new();
        for module in modules {
            let name = module.map(|module| {
                let words = Words::of(module.as_str());
                let method = root.claim(&[words.clone(), words.and("operations")]).ident;
                let ident = self.types.claim(&[words.and("client")]).ident;
                SubClientName { method, ident }
            });
            if let Some(name) = &name {
                let methods = self.hold_inside(name);
                self.clients
                    .insert(name.method.as_str().to_owned(), methods);
            }
            clients.push(name);
        }
        // Last, as operations of the client itself give way to clients of groups: a group's name
        // stands before each of its methods.
        self.clients.insert(String::new(), root);
        clients
    }

    /// The methods of a client, with the names that earlier runs have given there.
    fn hold_inside(&self, client: &SubClientName) -> Scope<'static, MethodIdent> {
        let mut methods = Scope::reserving(&METHODS);
        let own = name_role(Some(client), "");
        let is_inside = |key: &str| {
            let rest = key.strip_prefix(own.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        };
        let operations = self.locked.operations.values();
        let others = operations.flat_map(|operation| &operation.others);
        let others = others.filter(|one| is_inside(&one.key));
        methods.hold(others.map(|one| one.name.as_str()));
        methods
    }
}

/// The names of the operations of a group, in the order of `wholes`: each without the words of
/// the group, unless that is what several would be called.
///
/// All are chosen at once: were a name given to the first of those that want it, it would mean
/// another operation as soon as the document has another one before it.
pub(in crate::rust) fn shorten_operation_names(wholes: &[Words], group: &Words) -> Vec<Words> {
    let shorts = wholes.iter().map(|whole| strip_group_words(whole, group));
    let mut names: Vec<Words> = shorts.collect();
    loop {
        let mut wanted: HashMap<&Words, usize> = HashMap::default();
        for name in &names {
            *wanted.entry(name).or_default() += 1;
        }
        let is_contested = |name: &Words| wanted.get(name).is_some_and(|number| *number > 1);
        let contested: Vec<bool> = names.iter().map(is_contested).collect();
        let mut is_settled = true;
        for ((name, whole), is_contested) in names.iter_mut().zip(wholes).zip(contested) {
            if is_contested && name != whole {
                name.clone_from(whole);
                is_settled = false;
            }
        }
        // Each round makes a name whole, so that it ends.
        if is_settled {
            return names;
        }
    }
}

/// A name without the words of the group at its beginning and its end, in singular or plural;
/// the whole where nothing would be left that is a name by itself.
fn strip_group_words(whole: &Words, group: &Words) -> Words {
    let words = whole.to_list();
    let group = group.to_list().concat();
    let mut name = words.as_slice();
    let mut ends = 1..name.len();
    if let Some(rest) = ends.find_map(|end| split_group_words(name, end, &group).1) {
        name = rest;
    }
    let mut ends = 1..name.len();
    if let Some(rest) = ends.find_map(|end| split_group_words(name, end, &group).0) {
        name = rest;
    }
    let short = Words::of_list(name);
    let ident = MethodIdent::render(&short);
    let is_name = ident == short.snake() && !keywords::needs_raw_identifier(&ident);
    if is_name { short } else { whole.clone() }
}

/// What stands before the group's words, if those are the words from `end` on, and what behind
/// them, if those are the words up to it.
fn split_group_words<'w>(
    words: &'w [String],
    end: usize,
    group: &str,
) -> (Option<&'w [String]>, Option<&'w [String]>) {
    let Some((first, last)) = words.split_at_checked(end) else {
        return (None, None);
    };
    let is_group = |words: &[String]| is_same_thing(&words.concat(), group);
    let is_whole = first
        .last()
        .is_some_and(|word| !POINTING.contains(&word.as_str()));
    (
        (is_group(last) && is_whole).then_some(first),
        is_group(first).then_some(last),
    )
}

/// Whether two names are one but for singular and plural.
fn is_same_thing(one: &str, other: &str) -> bool {
    let of_one = |name: &str| {
        let words = Words::of(name);
        words.singular().unwrap_or(words)
    };
    one == other || of_one(one) == of_one(other)
}

#[cfg(test)]
mod tests {
    use super::{Words, shorten_operation_names};

    fn shorten(group: &str, names: &[&str]) -> Vec<String> {
        let wholes: Vec<Words> = names.iter().map(|name| Words::of(name)).collect();
        let names = shorten_operation_names(&wholes, &Words::of(group));
        names.iter().map(Words::snake).collect()
    }

    #[test]
    fn names_lose_what_the_group_says() {
        for (group, name, short) in [
            ("issues", "issues/list-for-repo", "list_for_repo"),
            ("pets", "listPets", "list"),
            ("pets", "createPet", "create"),
            ("pet", "findPetsByStatus", "find_pets_by_status"),
            ("Pre-billing", "prebilling_breakdown", "breakdown"),
            ("Pull Requests", "list_pull_requests", "list"),
            ("Pull Requests", "list_requests", "list_requests"),
            ("issues", "issues/create_issue", "create"),
            ("companies", "get_company", "get"),
            // nothing, or no name, would be left
            ("issues", "issues", "issues"),
            ("factors", "factors_2fa", "factors_2fa"),
            ("files", "files_move", "files_move"),
            ("user", "list_by_user", "list_by_user"),
            ("pets", "list_the_pets", "list_the_pets"),
        ] {
            assert_eq!(shorten(group, &[name]), [short], "{name} of {group}");
        }
    }

    #[test]
    fn names_that_would_clash_stay_whole() {
        let names = ["get_pet", "get_pets", "delete_pet"];
        assert_eq!(shorten("pets", &names), ["get_pet", "get_pets", "delete"]);
        // whatever their order
        let names = ["pets_get", "delete_pet", "get"];
        assert_eq!(shorten("pets", &names), ["pets_get", "delete", "get"]);
        // one that stays whole is in the way of another
        let names = ["pets_get_pet", "get", "pet_get", "pets_pet_get"];
        let kept = shorten("pets", &names);
        assert_eq!(kept, ["pets_get_pet", "get", "pet_get", "pets_pet_get"]);
    }
}
