//! Names that programs write for what several places share: its definition has a name that they
//! cannot write, which is nothing to compare.

use super::{Member, Surface, SurfaceConstructor};
use crate::maps::{HashMap, HashSet};
use crate::rust::model::{Item, NamedType, Ty, TypesModule};
use crate::rust::names::TypeIdent;

/// The names that stand for definitions.
pub(super) struct WrittenNames<'k> {
    /// By the definition, or the struct of what its constructor takes.
    names: HashMap<&'k str, &'k TypeIdent>,
    /// What definitions are called by, which is an alias in the crate.
    aliases: HashSet<&'k TypeIdent>,
}

impl<'k> WrittenNames<'k> {
    pub(super) fn of(types: &'k TypesModule) -> Self {
        let shared = types.shared.iter();
        let mut names: HashMap<&str, &TypeIdent> =
            shared.map(|(of, name)| (of.as_str(), name)).collect();
        let aliases: HashSet<&TypeIdent> = types.shared.values().collect();
        for item in &types.items {
            if let Item::Alias(alias) = &item.item
                && aliases.contains(&alias.ident)
                && let Some((own, of)) = &alias.required
            {
                names.insert(of.as_str(), own);
            }
        }
        Self { names, aliases }
    }

    /// What an item is called by; `None` for the alias that its definition is called by.
    pub(super) fn name_item(&self, ident: &'k TypeIdent) -> Option<&'k TypeIdent> {
        match self.names.get(ident.as_str()) {
            Some(name) => Some(name),
            None => (!self.aliases.contains(ident)).then_some(ident),
        }
    }

    /// Lets nothing speak of definitions by other names.
    pub(super) fn rename_types(&self, surface: &mut Surface) {
        if self.names.is_empty() {
            return;
        }
        for ty in &mut surface.types {
            ty.alias.iter_mut().for_each(|alias| self.rename(alias));
            self.rename_members(&mut ty.members);
            if let Some(SurfaceConstructor { of, arguments, .. }) = &mut ty.constructor {
                if let Some(name) = of.as_deref().and_then(|of| self.names.get(of)) {
                    *of = Some(name.as_str().to_owned());
                }
                self.rename_members(arguments);
            }
        }
        self.rename_members(&mut surface.headers);
        for operation in &mut surface.operations {
            self.rename_members(&mut operation.arguments);
            self.rename_members(&mut operation.others);
            self.rename(&mut operation.success);
            let others = operation
                .parameters
                .iter_mut()
                .chain(&mut operation.failure);
            others.for_each(|ty| self.rename(ty));
        }
    }

    fn rename_members(&self, members: &mut [Member]) {
        let taken = members.iter_mut().filter_map(|member| member.ty.as_mut());
        taken.for_each(|taken| self.rename(&mut taken.ty));
    }

    fn rename(&self, ty: &mut Ty) {
        if let Ty::Named(NamedType::Types(ident)) = ty
            && let Some(name) = self.names.get(ident.as_str())
        {
            *ident = (*name).clone();
        }
        ty.inner_mut()
            .iter_mut()
            .for_each(|inner| self.rename(inner));
    }
}
