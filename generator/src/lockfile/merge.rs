//! Takes lines about one thing together, as a merge of two branches leaves them.

use std::collections::BTreeMap;

use crate::rust::{LockedApi, LockedMember, LockedOperation, LockedType};

use super::line::LockedLine;

/// Adds what a line says.
///
/// # Errors
///
/// If an earlier line says otherwise: how that calls it.
pub(super) fn add_line(api: &mut LockedApi, line: LockedLine) -> Result<(), String> {
    match line {
        LockedLine::Operation(place, new) => match api.operations.get_mut(&place) {
            Some(old) => merge_operations(old, new),
            None => {
                api.operations.insert(place, new);
                Ok(())
            }
        },
        LockedLine::Type(place, new) => add_type(&mut api.types, place, new),
        LockedLine::Own(place, new) => add_type(&mut api.own, place, new),
        LockedLine::Header(name, new) => {
            let known = api.headers.entry(name).or_default();
            if !known.contains(&new) {
                known.push(new);
            }
            Ok(())
        }
        LockedLine::Former(place, new) => {
            api.former.insert((place, new.name.clone()), new);
            Ok(())
        }
    }
}

fn add_type(
    types: &mut BTreeMap<String, LockedType>,
    place: String,
    new: LockedType,
) -> Result<(), String> {
    match types.get_mut(&place) {
        Some(old) => merge_types(old, new),
        None => {
            types.insert(place, new);
            Ok(())
        }
    }
}

fn merge_operations(old: &mut LockedOperation, new: LockedOperation) -> Result<(), String> {
    if old.name != new.name {
        return Err(format!("`{}`", old.name));
    }
    old.is_gone &= new.is_gone;
    old.body = new.body;
    for key in new.gives {
        if !old.gives.contains(&key) {
            old.gives.push(key);
        }
    }
    old.gives.sort_unstable();
    for (key, scalar) in new.scalars {
        if old.scalars.iter().all(|(known, _)| *known != key) {
            old.scalars.push((key, scalar));
        }
    }
    merge_members(&mut old.others, new.others)
}

fn merge_types(old: &mut LockedType, new: LockedType) -> Result<(), String> {
    if old.name != new.name {
        return Err(format!("`{}`", old.name));
    }
    old.is_gone &= new.is_gone;
    old.form = new.form;
    old.is_sent |= new.is_sent;
    old.required = old.required.take().or(new.required);
    old.scalar = old.scalar.take().or(new.scalar);
    merge_members(&mut old.members, new.members)
}

/// Of precision the looser one: both branches' programs are ready for less.
fn merge_members(old: &mut Vec<LockedMember>, new: Vec<LockedMember>) -> Result<(), String> {
    for member in new {
        match old.iter_mut().find(|one| one.key == member.key) {
            Some(one) if one.name != member.name => {
                return Err(format!("`{}` `{}`", one.key, one.name));
            }
            Some(one) => {
                one.around = one.around.max(member.around);
                one.is_gone &= member.is_gone;
                one.tag = one.tag.take().or(member.tag);
                one.is_boxed |= member.is_boxed;
                one.scalar = one.scalar.take().or(member.scalar);
            }
            None => old.push(member),
        }
    }
    Ok(())
}
