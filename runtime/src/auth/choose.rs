//! Which of the caller's credentials an operation gets.

use super::{Auth, AuthKind};
use crate::description::Requirement;
use crate::description::{Api, Scheme, SchemeKind};
use crate::error::Missing;

/// A credential for a call, and the scheme that it meets; without one it
/// stands in for what the document asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChosenCredential {
    pub(crate) auth: Auth,
    pub(crate) scheme: Option<&'static Scheme>,
    /// What the requirement says that the call needs.
    pub(crate) scopes: &'static [&'static str],
}

impl ChosenCredential {
    fn new(auth: &Auth, scheme: Option<&'static Scheme>) -> Self {
        Self {
            auth: auth.clone(),
            scheme,
            scopes: &[],
        }
    }
}

/// Alternatives: one of the lists must be met whole.
type Security<'a> = &'a [&'static [Requirement]];

/// A requirement, and the scheme that it names.
type Asked = (&'static Scheme, &'static [&'static str]);

/// Chooses credentials for an operation.
///
/// A credential that stands in for what the document asks for wins. Else the
/// first requirement that can be met whole is met; when the document says
/// nothing about security, all that fits one of its schemes is sent.
pub(crate) fn choose_credentials(
    given: &[Auth],
    api: &Api,
    security: Option<Security<'_>>,
) -> Result<Vec<ChosenCredential>, Missing> {
    if given.iter().any(|auth| auth.0 == AuthKind::Anonymous) {
        return Ok(Vec::new());
    }
    let mut instead = given.iter().filter(|auth| !auth.fits_any(api)).peekable();
    if instead.peek().is_some() {
        return Ok(instead
            .map(|auth| ChosenCredential::new(auth, None))
            .collect());
    }
    match security {
        None => Ok(list_fitting_credentials(given, api)),
        Some(alternatives) => meet_one(given, api, alternatives),
    }
}

/// Places the one credential that the caller chose for one call: as a
/// requirement of the operation asks, else as any scheme of the document, else
/// by itself. The caller is right, also where the operation is anonymous.
pub(crate) fn choose_for_call(
    auth: &Auth,
    api: &Api,
    security: Option<Security<'_>>,
) -> Result<Vec<ChosenCredential>, Missing> {
    let given = std::slice::from_ref(auth);
    let chosen = choose_credentials(given, api, security);
    if auth.0 == AuthKind::Anonymous || chosen.as_ref().is_ok_and(|chosen| !chosen.is_empty()) {
        return chosen;
    }
    if auth.stands_alone() {
        return Ok(vec![ChosenCredential::new(auth, None)]);
    }
    let fitting = list_fitting_credentials(given, api);
    if fitting.is_empty() {
        chosen
    } else {
        Ok(fitting)
    }
}

/// Credentials that name a scheme, or need one, that the document does not
/// declare: nobody could say where they should travel.
pub(crate) fn list_misfit_credentials<'a>(
    given: &'a [Auth],
    api: &'a Api,
) -> impl Iterator<Item = &'a Auth> {
    given.iter().filter(move |auth| {
        !auth.stands_alone() && auth.0 != AuthKind::Anonymous && !auth.fits_any(api)
    })
}

/// Each given credential in the first place of the document that takes it.
fn list_fitting_credentials(given: &[Auth], api: &Api) -> Vec<ChosenCredential> {
    given
        .iter()
        .filter_map(|auth| {
            let scheme = api.schemes.iter().find(|scheme| auth.fits(scheme))?;
            Some(ChosenCredential::new(auth, Some(scheme)))
        })
        .collect()
}

fn meet_one(
    given: &[Auth],
    api: &Api,
    alternatives: Security<'_>,
) -> Result<Vec<ChosenCredential>, Missing> {
    let declared: Vec<Vec<Asked>> = alternatives
        .iter()
        .map(|all| list_declared_requirements(api, all))
        .collect();
    let asked = declared.iter().filter(|all| !all.is_empty());
    if let Some(chosen) = asked.clone().find_map(|all| meet_requirements(given, all)) {
        return Ok(chosen);
    }
    if alternatives.iter().any(|all| all.is_empty()) || alternatives.is_empty() {
        return Ok(Vec::new());
    }
    if asked.clone().next().is_none() {
        // The document names only schemes that it does not declare.
        return Ok(list_fitting_credentials(given, api));
    }
    let schemes = |all: &Vec<Asked>| all.iter().map(|(scheme, _)| *scheme).collect();
    Err(Missing {
        alternatives: asked.map(schemes).collect(),
    })
}

/// The requirements whose schemes the document declares.
fn list_declared_requirements(api: &Api, requirements: &'static [Requirement]) -> Vec<Asked> {
    requirements
        .iter()
        .filter_map(|one| Some((api.scheme(one.scheme())?, one.scopes())))
        .collect()
}

/// Meets all that is needed together, or nothing. A credential meets at most
/// one scheme: two keys that are needed together are never the same secret.
fn meet_requirements(given: &[Auth], asked: &[Asked]) -> Option<Vec<ChosenCredential>> {
    let mut left: Vec<&Auth> = given.iter().collect();
    let mut chosen = Vec::new();
    for &(scheme, scopes) in asked {
        if scheme.kind == SchemeKind::MutualTls {
            continue;
        }
        let at = find_credential(&left, scheme)?;
        let choice = ChosenCredential::new(left.remove(at), Some(scheme));
        chosen.push(ChosenCredential { scopes, ..choice });
    }
    Some(chosen)
}

/// The credential that names the scheme, else one that is of its sort.
fn find_credential(left: &[&Auth], scheme: &Scheme) -> Option<usize> {
    let named = |auth: &&Auth| auth.scheme_name().is_some() && auth.fits(scheme);
    left.iter()
        .position(named)
        .or_else(|| left.iter().position(|auth| auth.fits(scheme)))
}
