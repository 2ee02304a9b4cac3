//! Names that are given: by overlays, by an earlier run, and by the keys of components.

use super::super::ident::IdentKind as _;
use super::super::scope::nearest_first;
use super::super::{TypeIdent, Words, name_required};
use super::{Namer, OwnName, is_reached, name_type_kind};
use crate::api::{GivenName, NameHint, Shape, TypeId};
use crate::limits::LONGEST_TYPE_NAME;
use crate::rust::locked::FormerName;
use crate::rust::naming::NameSource;
use crate::rust::report;

impl Namer<'_> {
    /// Names that overlays chose come before all others.
    pub(super) fn chosen(&mut self) {
        for (id, ty) in self.arena.iter() {
            if let NameHint::Chosen(name) = &ty.hint {
                self.claim(id, &[Words::of_value(name, 0)]);
            }
        }
    }

    /// Names that an earlier run has given.
    pub(super) fn held(&mut self) {
        for (id, _) in self.arena.iter() {
            if self.names.held(id).is_some() && !self.names.idents.contains_key(&id) {
                self.claim(id, &[]);
            }
            let own = self.names.held.own(id).cloned();
            let ident = own
                .as_ref()
                .and_then(|own| self.scope.claim_held(own.ident()));
            if let (Some(own), Some(ident)) = (own, ident) {
                let required = own.required.as_deref();
                let required = required.and_then(|name| self.scope.claim_held(name));
                self.names.own.insert(id, OwnName { ident, required });
            }
        }
    }

    /// Components that are named as the document writes them come before those
    /// that only become so: `Pet` wins over `pet`, wherever they stand.
    pub(super) fn components(&mut self, is_used: bool) {
        let components: Vec<(TypeId, &str, NameSource)> = self
            .arena
            .iter()
            .filter(|(_, ty)| is_reached(ty) == is_used)
            .filter_map(|(id, ty)| {
                let name = ty.hint.key()?;
                let given = ty.suggested.clone().map(GivenName::Suggested);
                let mut source = self.rules.schemas.read_name(name, given.as_ref(), 0);
                source.own = source.own.within(LONGEST_TYPE_NAME);
                let body = self.operation_words.body(name);
                source.preferred = source.preferred.or_else(|| body.cloned());
                Some((id, name, source))
            })
            .collect();
        let rule = &self.rules.schemas;
        let short: Vec<_> = components
            .iter()
            .map(|(_, name, _)| rule.rewrite(name))
            .collect();
        let mut order = nearest_first::<TypeIdent>(short.iter().map(AsRef::as_ref));
        // What is called so as it stands comes before what only a rule calls so.
        order.sort_by_key(|place| components.get(*place).map(|(.., source)| source.rank()));
        for (id, name, source) in order.into_iter().filter_map(|place| components.get(place)) {
            if let Some(ident) = self.names.idents.get(id) {
                self.of_components.insert(ident.as_str().to_owned());
                continue;
            }
            // What is taken without prefix or suffix keeps them.
            let candidates = source.candidates();
            let by_kind = candidates
                .iter()
                .map(|words| words.and(name_type_kind(self.arena.bare(*id))));
            let by_kind: Vec<Words> = by_kind.collect();
            let spelled = [Words::spelled(name).within(LONGEST_TYPE_NAME)];
            // What an inline schema has is left to it, with the same kind of name.
            let wanted = candidates
                .first()
                .map(TypeIdent::render)
                .unwrap_or_default();
            let gives_way = !is_used || self.scope.is_held(&wanted);
            // Signs that are spelled say more than the kind does, but for what joins words.
            let is_plain = name
                .chars()
                .all(|sign| sign.is_alphanumeric() || sign == '_');
            let rest = match gives_way {
                true if is_plain => [&by_kind[..], &spelled[..]].concat(),
                true => [&spelled[..], &by_kind[..]].concat(),
                false => spelled.to_vec(),
            };
            let is_contested = self.scope.holds(&wanted) && !self.of_components.contains(&wanted);
            self.claim(*id, &[candidates, rest].concat());
            if is_contested && !is_used {
                self.report_contested(*id, &wanted);
            }
            let claimed = self.names.idents.get(id);
            let claimed = claimed.map(|ident| ident.as_str().to_owned());
            self.of_components.extend(claimed);
        }
    }

    /// Tells of a type that gives way where a component and a schema without a name of its own
    /// want one name: whichever came later would have changed what the name means.
    pub(super) fn report_contested(&mut self, id: TypeId, wanted: &str) {
        let ident = self.names.idents.get(&id);
        if let Some(ident) = ident.filter(|_| self.arena.is_wanted(id)) {
            let origin = &self.arena.get(id).origin;
            report::contested_name(origin, wanted, ident.as_str(), self.diagnostics);
        }
    }

    pub(super) fn required(&mut self) {
        let (copies, others): (Vec<TypeId>, Vec<TypeId>) = self
            .arena
            .iter()
            .map(|(id, _)| id)
            .partition(|id| self.is_called_as_original(*id));
        for id in others {
            if let Some(ident) = self.names.idents.get(&id)
                && matches!(self.arena.bare(id), Shape::Struct(_))
            {
                let words = Words::of(ident.as_str());
                let held = self.names.held(id).and_then(|held| held.required.clone());
                let held = held.and_then(|name| self.scope.claim_held(&name));
                let claim = || self.scope.claim(&name_required(&words)).ident;
                let ident = held.unwrap_or_else(claim);
                self.names.required.insert(id, ident);
            }
        }
        for id in copies {
            if let Some(ident) = self.names.required(self.arena.shown(id)).cloned() {
                self.names.required.insert(id, ident);
            }
        }
        for (id, own) in &mut self.names.own {
            if own.required.is_none() && matches!(self.arena.bare(*id), Shape::Struct(_)) {
                let words = Words::of(own.ident.as_str());
                let claim = self.scope.claim(&name_required(&words));
                own.required = Some(claim.ident);
            }
        }
    }

    /// Names that nothing has now, and that lead to what had them.
    pub(super) fn former(&mut self) {
        let idents = &self.names.idents;
        let name = |id| {
            idents
                .get(&id)
                .map(|ident: &TypeIdent| ident.as_str().to_owned())
        };
        let former = self.names.held.find_former(name);
        for (id, ty) in former {
            if let Some(ident) = self.scope.claim_held(ty.ident()) {
                let required = ty.required.as_deref();
                let required = required.and_then(|name| self.scope.claim_held(name));
                self.names.former.push(FormerName {
                    id,
                    locked: ty,
                    ident,
                    required,
                });
            }
        }
    }
}
