//! Structs: a table, and two short functions that walk it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{decode, encode, path};
use crate::emit::rules;
use crate::emit::uses::Uses;
use crate::rust::model::{Builtin, Presence, Record, Row, Struct, Ty};
use crate::rust::names::{LocalIdent, local};

pub(super) fn items(object: &Struct, record: &Record, uses: &Uses) -> Vec<TokenStream> {
    let path = path(&object.ident, uses);
    let rules = record.rows.iter().filter_map(|row| row.rules.as_ref());
    let rules = rules.map(|one| rules::table(one, uses));
    let items = [
        table(object, record, uses),
        encode(&path, &writes(object, record), uses),
        decode(&path, &reads(object, record, uses), uses),
    ];
    rules.chain(items).collect()
}

fn table(object: &Struct, record: &Record, uses: &Uses) -> TokenStream {
    let (ident, name, ty) = (&record.ident, object.ident.as_str(), uses.json("Record"));
    let rows = record.rows.iter().map(|one| row(one, uses));
    let any_of = (!record.any_of.is_empty()).then(|| {
        let sets = record.any_of.iter().map(|set| quote!(&[#(#set),*]));
        quote!(.any_of(&[#(#sets),*]))
    });
    quote!(static #ident: #ty = #ty::new(#name, &[#(#rows),*])#any_of;)
}

fn row(row: &Row, uses: &Uses) -> TokenStream {
    let (field, wire) = (uses.json("Field"), &row.wire);
    let made = match row.presence {
        Presence::Required => quote!(#field::required(#wire)),
        Presence::RequiredNullable => quote!(#field::nullable(#wire)),
        Presence::Optional => quote!(#field::optional(#wire)),
        Presence::OptionalNullable => quote!(#field::optional_nullable(#wire)),
    };
    let rules = row.rules.as_ref().map(rules::reference);
    quote!(#made #rules)
}

fn writes(object: &Struct, record: &Record) -> TokenStream {
    let table = &record.ident;
    let fields = object.fields.iter().map(|field| &field.ident);
    let rest = object.rest.as_ref().map_or_else(
        || quote!(&()),
        |rest| {
            let ident = &rest.ident;
            quote!(&self.#ident)
        },
    );
    quote!(to.record(&#table, &[#(&self.#fields),*], #rest);)
}

fn reads(object: &Struct, record: &Record, uses: &Uses) -> TokenStream {
    let table = &record.ident;
    let locals: Vec<LocalIdent> = (0..record.rows.len()).map(local).collect();
    let slots = record
        .rows
        .iter()
        .zip(&locals)
        .map(|(row, local)| slot(row, local, uses));
    let rest = object.rest.as_ref().map(|rest| {
        let (ident, ty) = (&rest.ident, rest_type(&rest.ty, uses));
        (ident, quote!(let mut #ident = #ty::new();))
    });
    let (rest_field, rest_slot) = rest.unzip();
    let rest_place = rest_field.map_or_else(|| quote!(&mut ()), |ident| quote!(&mut #ident));
    let checked = checked(record, &locals);
    let fields = object.fields.iter().zip(&locals).map(|(field, local)| {
        let ident = &field.ident;
        quote!(#ident: #local)
    });
    let fields = fields.chain(rest_field.map(|ident| quote!(#ident)));
    quote! {
        #(#slots)*
        #rest_slot
        from.record(&#table, &mut [#(&mut #locals),*], #rest_place)?;
        #checked
        Ok(Self { #(#fields,)* })
    }
}

fn slot(row: &Row, local: &LocalIdent, uses: &Uses) -> TokenStream {
    match row.presence {
        Presence::Required | Presence::RequiredNullable | Presence::Optional => {
            quote!(let mut #local = None;)
        }
        Presence::OptionalNullable => {
            let maybe = uses.builtin(Builtin::Maybe);
            quote!(let mut #local = #maybe::Absent;)
        }
    }
}

fn rest_type(ty: &Ty, uses: &Uses) -> TokenStream {
    match ty {
        Ty::Map(_) => uses.builtin(Builtin::BTreeMap),
        other => uses.ty(other),
    }
}

/// Fields that are checked in one pattern: as many as fit on a line.
const CHECKED: usize = 4;

/// The reader has checked that all are there; the compiler wants to see it.
fn checked(record: &Record, locals: &[LocalIdent]) -> TokenStream {
    let table = &record.ident;
    let required: Vec<&LocalIdent> = record
        .rows
        .iter()
        .zip(locals)
        .filter(|(row, _)| row.presence == Presence::Required)
        .map(|(_, local)| local)
        .collect();
    let fails = quote!(else { return Err(from.incomplete(&#table)); });
    let checks = required.chunks(CHECKED).map(|some| match some {
        [only] => quote!(let Some(#only) = #only #fails;),
        some => quote!(let (#(Some(#some)),*) = (#(#some),*) #fails;),
    });
    quote!(#(#checks)*)
}
