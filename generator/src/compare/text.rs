//! Rust types as text.

use super::surface::TakenType;
use super::{Member, Surface, TypeForm};
use crate::limits::LONGEST_CHAIN_OF_ALIASES;
use crate::maps::HashMap;
use crate::rust::model::{NamedType, Ty, TypeStyle, print_rust_type};

/// Writes types of one surface, with aliases followed, and by the names that a match gives them.
#[derive(Debug, Default)]
pub(super) struct TypeWriter<'s> {
    aliases: HashMap<&'s str, &'s Ty>,
    renamed: HashMap<&'s str, &'s str>,
    /// What names are of which the other surface has made aliases.
    resolved: HashMap<&'s str, String>,
    /// Enums, and whether their values are numbers.
    enums: HashMap<&'s str, TypeForm>,
}

impl<'s> TypeWriter<'s> {
    /// Follows the aliases of a surface, and writes what `renamed` says.
    pub(super) fn new(surface: &'s Surface, renamed: HashMap<&'s str, &'s str>) -> Self {
        let types = surface.types.iter();
        let aliases = types.filter_map(|ty| Some((ty.name.as_str(), ty.alias.as_ref()?)));
        let enums = surface.types.iter().map(|ty| (ty.name.as_str(), ty.form));
        Self {
            aliases: aliases.collect(),
            renamed,
            resolved: HashMap::default(),
            enums: enums.collect(),
        }
    }

    /// Follows names that are aliases in the other surface.
    pub(super) fn resolving(mut self, resolved: HashMap<&'s str, String>) -> Self {
        self.resolved = resolved;
        self
    }

    /// What a type is called in the other surface, if it is there.
    pub(super) fn renamed(&self, name: &str) -> Option<&'s str> {
        self.renamed.get(name).copied()
    }

    /// The type, with aliases followed.
    pub(super) fn ty(&self, ty: &Ty) -> String {
        self.write(ty, LONGEST_CHAIN_OF_ALIASES)
    }

    /// The type as programs find it in signatures, with the names of aliases.
    pub(super) fn signature(&self, ty: &Ty) -> String {
        self.write(ty, 0)
    }

    /// What is taken or given.
    pub(super) fn taken(&self, taken: &TakenType) -> String {
        taken.around.replacen('_', &self.ty(&taken.ty), 1)
    }

    /// What a member holds, takes or gives; empty for nothing.
    pub(super) fn member(&self, member: &Member) -> String {
        member
            .ty
            .as_ref()
            .map(|ty| self.taken(ty))
            .unwrap_or_default()
    }

    /// What kind of literal a member takes, if it takes any: text or whole numbers.
    pub(super) fn literal(&self, member: &Member) -> Option<&'static str> {
        let taken = member.ty.as_ref()?;
        let mut ty = &taken.ty;
        for _ in 0..LONGEST_CHAIN_OF_ALIASES {
            match ty {
                Ty::Named(named) => match self.aliases.get(named.path().as_str()) {
                    Some(alias) => ty = alias,
                    None => break,
                },
                _ => break,
            }
        }
        match (taken.around, ty) {
            ("&str" | "impl Into<String>", _) | (_, Ty::String) => Some("text"),
            (_, Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64) => Some("integer"),
            ("impl Into<_>" | "impl IntoMaybe<_>", Ty::Named(named)) => {
                match self.enums.get(named.path().as_str())? {
                    TypeForm::Enum => Some("text"),
                    TypeForm::Numbers => Some("integer"),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn write(&self, ty: &Ty, left: usize) -> String {
        let style = TypeStyle {
            has_paths: false,
            text: "&str",
            name_type: &|named| self.named(named, left),
        };
        print_rust_type(ty, style)
    }

    fn named(&self, named: &NamedType, left: usize) -> String {
        let path = named.path();
        match (self.aliases.get(path.as_str()), left.checked_sub(1)) {
            (Some(alias), Some(left)) => self.write(alias, left),
            (None, Some(_)) if self.resolved.contains_key(path.as_str()) => {
                self.resolved.get(path.as_str()).cloned().unwrap_or(path)
            }
            _ => self
                .renamed
                .get(path.as_str())
                .map_or(path, |new| (*new).to_owned()),
        }
    }
}

/// Whether a type of the old surface is the same in the new one. A name that was an alias and
/// is a type of its own now is the same to whoever writes that name; that two names are no
/// longer one type is told of the types.
pub(super) fn is_same_type(
    (old_writer, old): (&TypeWriter<'_>, &Ty),
    (new_writer, new): (&TypeWriter<'_>, &Ty),
) -> bool {
    old_writer.ty(old) == new_writer.ty(new)
        || old_writer.signature(old) == new_writer.signature(new)
}
