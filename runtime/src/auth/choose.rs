//! Which of the caller's credentials an operation gets.

use super::place::{self, Placed};
use super::{Auth, Kind};
use crate::api::{Api, Scheme, SchemeKind};

/// What an operation asks for and nobody gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    /// The alternatives; each a list of schemes that are needed together.
    pub(crate) alternatives: Vec<Vec<&'static Scheme>>,
}

/// Chooses credentials for an operation.
///
/// A credential that stands in for what the document asks for wins. Else the
/// first requirement that can be met whole is met; when the document says
/// nothing about security, all that fits one of its schemes is sent.
pub(crate) fn choose(
    given: &[Auth],
    api: &Api,
    security: Option<&[&[&'static str]]>,
) -> Result<Vec<Placed>, Missing> {
    if given.iter().any(|auth| auth.0 == Kind::Anonymous) {
        return Ok(Vec::new());
    }
    let instead: Vec<_> = given.iter().filter(|auth| !auth.fits_any(api)).collect();
    if !instead.is_empty() {
        return Ok(instead.into_iter().filter_map(place::by_itself).collect());
    }
    match security {
        None => Ok(all_that_fit(given, api)),
        Some(alternatives) => meet_one(given, api, alternatives),
    }
}

/// Places the one credential that the caller chose for one call: as a
/// requirement of the operation asks, else as any scheme of the document, else
/// by itself. The caller is right, also where the operation is anonymous.
pub(crate) fn choose_for_call(
    auth: &Auth,
    api: &Api,
    security: Option<&[&[&'static str]]>,
) -> Result<Vec<Placed>, Missing> {
    let given = std::slice::from_ref(auth);
    let chosen = choose(given, api, security);
    if auth.0 == Kind::Anonymous || chosen.as_ref().is_ok_and(|placed| !placed.is_empty()) {
        return chosen;
    }
    let placed = place::by_itself(auth).map(|placed| vec![placed]);
    let placed = placed.unwrap_or_else(|| all_that_fit(given, api));
    if placed.is_empty() {
        chosen
    } else {
        Ok(placed)
    }
}

/// Credentials that name a scheme, or need one, that the document does not
/// declare: nobody could say where they should travel.
pub(crate) fn misfits<'a>(given: &'a [Auth], api: &'a Api) -> impl Iterator<Item = &'a Auth> {
    given.iter().filter(move |auth| {
        matches!(auth.0, Kind::ApiKey(_) | Kind::Named { .. }) && !auth.fits_any(api)
    })
}

/// Each given credential in the first place of the document that takes it.
fn all_that_fit(given: &[Auth], api: &Api) -> Vec<Placed> {
    given
        .iter()
        .filter_map(|auth| {
            let scheme = api.schemes.iter().find(|scheme| auth.fits(scheme))?;
            place::by_scheme(auth, scheme)
        })
        .collect()
}

fn meet_one(
    given: &[Auth],
    api: &Api,
    alternatives: &[&[&'static str]],
) -> Result<Vec<Placed>, Missing> {
    let declared: Vec<Vec<&'static Scheme>> = alternatives
        .iter()
        .map(|names| names.iter().filter_map(|name| api.scheme(name)).collect())
        .collect();
    let asked = declared.iter().filter(|schemes| !schemes.is_empty());
    if let Some(placed) = asked.clone().find_map(|schemes| meet(given, schemes)) {
        return Ok(placed);
    }
    if alternatives.iter().any(|names| names.is_empty()) || alternatives.is_empty() {
        return Ok(Vec::new());
    }
    if asked.clone().next().is_none() {
        // The document names only schemes that it does not declare.
        return Ok(all_that_fit(given, api));
    }
    Err(Missing {
        alternatives: asked.cloned().collect(),
    })
}

/// Meets all schemes of one requirement, or none. A credential meets at most
/// one of them: two keys that are needed together are never the same secret.
fn meet(given: &[Auth], schemes: &[&'static Scheme]) -> Option<Vec<Placed>> {
    let mut left: Vec<&Auth> = given.iter().collect();
    let mut placed = Vec::new();
    for scheme in schemes {
        if scheme.kind == SchemeKind::MutualTls {
            continue;
        }
        let at = best(&left, scheme)?;
        placed.push(place::by_scheme(left.remove(at), scheme)?);
    }
    Some(placed)
}

/// The credential that names the scheme, else one that is of its sort.
fn best(left: &[&Auth], scheme: &Scheme) -> Option<usize> {
    let named = |auth: &&Auth| matches!(auth.0, Kind::Named { .. }) && auth.fits(scheme);
    left.iter()
        .position(named)
        .or_else(|| left.iter().position(|auth| auth.fits(scheme)))
}
