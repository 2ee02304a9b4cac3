//! The description of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::client::server;
use crate::emit::rules;
use crate::emit::uses::{Uses, path};
use crate::rust::model::{
    AnswerRow, Body, BodyRow, EmbeddedTable, EntryRow, OperationItem, ParameterRow, Place, Status,
    Style,
};

/// The description, after the tables that it refers to.
pub(super) fn tables(operation: &OperationItem, uses: &Uses) -> Vec<TokenStream> {
    let parameters = operation.parameters.iter().map(|row| &row.rules);
    let bodies = operation.body.iter().flat_map(Body::each);
    let entries = bodies.flat_map(|sent| entries(&sent.row));
    let rules = parameters.chain(entries.map(|row| &row.rules)).flatten();
    let rules = rules.map(|one| rules::table(one, uses));
    let failures = operation
        .answers
        .iter()
        .filter_map(|row| row.embedded.as_ref());
    let failures = failures.map(|one| embedded(one, uses));
    rules
        .chain(failures)
        .chain([self::operation(operation, uses)])
        .collect()
}

/// The properties of a form.
fn entries(row: &BodyRow) -> &[EntryRow] {
    match row {
        BodyRow::Form(entries) => entries,
        BodyRow::Json
        | BodyRow::Lines
        | BodyRow::UrlEncoded(_)
        | BodyRow::Parts
        | BodyRow::Bytes
        | BodyRow::Text => &[],
    }
}

fn operation(operation: &OperationItem, uses: &Uses) -> TokenStream {
    let (ident, ty) = (&operation.table, uses.rt("Operation"));
    let (id, route, idempotent) = (&operation.id, &operation.path, operation.idempotent);
    let method = method(operation, uses);
    let parameters = operation.parameters.iter().map(|one| parameter(one, uses));
    let body = body(operation, uses);
    let answers = operation.answers.iter().map(|one| answer(one, uses));
    let security = security(operation);
    let servers = operation.servers.iter().map(|one| server(one, uses));
    quote! {
        static #ident: #ty = #ty {
            id: #id,
            method: #method,
            path: #route,
            parameters: &[#(#parameters),*],
            body: #body,
            answers: &[#(#answers),*],
            security: #security,
            servers: &[#(#servers),*],
            idempotent: #idempotent,
        };
    }
}

fn method(operation: &OperationItem, uses: &Uses) -> TokenStream {
    let (ty, name) = (uses.rt("Method"), path(&operation.http_method));
    quote!(#ty::#name)
}

fn parameter(row: &ParameterRow, uses: &Uses) -> TokenStream {
    let (ty, name) = (uses.rt("Parameter"), &row.name);
    let made = match row.place {
        Place::Path => quote!(#ty::path(#name)),
        Place::Query => quote!(#ty::query(#name)),
        Place::Header => quote!(#ty::header(#name)),
        Place::Cookie => quote!(#ty::cookie(#name)),
    };
    let required = row.required.then(|| quote!(.required()));
    let style = row.style.map(|(style, explode)| {
        let style = self::style(style, uses);
        quote!(.style(#style, #explode))
    });
    let reserved = row.allow_reserved.then(|| quote!(.allow_reserved()));
    let json = row.json.then(|| quote!(.json()));
    let rules = row.rules.as_ref().map(rules::reference);
    quote!(#made #required #style #reserved #json #rules)
}

/// `Style::Form` and so on.
pub(super) fn style(style: Style, uses: &Uses) -> TokenStream {
    let ty = uses.rt("Style");
    match style {
        Style::Matrix => quote!(#ty::Matrix),
        Style::Label => quote!(#ty::Label),
        Style::Simple => quote!(#ty::Simple),
        Style::Form => quote!(#ty::Form),
        Style::SpaceDelimited => quote!(#ty::SpaceDelimited),
        Style::PipeDelimited => quote!(#ty::PipeDelimited),
        Style::DeepObject => quote!(#ty::DeepObject),
    }
}

fn body(operation: &OperationItem, uses: &Uses) -> TokenStream {
    match &operation.body {
        None => quote!(None),
        Some(body) => {
            let (ty, required, media_type) = (uses.rt("BodyInfo"), body.required, &body.media_type);
            quote!(Some(#ty { required: #required, media_type: #media_type }))
        }
    }
}

fn answer(row: &AnswerRow, uses: &Uses) -> TokenStream {
    let (ty, media_type) = (uses.rt("Answer"), &row.media_type);
    let status = status(row.status, uses);
    let made = if row.success {
        quote!(success)
    } else {
        quote!(failure)
    };
    let embedded = row.embedded.as_ref().map(|one| {
        let ident = &one.ident;
        quote!(.embedded(&#ident))
    });
    let streamed = row.streamed.then(|| quote!(.streamed()));
    quote!(#ty::#made(#status, #media_type)#streamed #embedded)
}

fn status(status: Status, uses: &Uses) -> TokenStream {
    let ty = uses.rt("Status");
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#ty::Code(#code))
        }
        Status::Range(range) => {
            let range = Literal::u16_unsuffixed(range);
            quote!(#ty::Range(#range))
        }
        Status::Default => quote!(#ty::Default),
    }
}

fn embedded(table: &EmbeddedTable, uses: &Uses) -> TokenStream {
    let (ident, ty, failure) = (&table.ident, uses.rt("EmbeddedFailure"), &table.failure);
    let (pointer, success) = (&failure.pointer, &failure.success);
    let (code, message) = (
        option(failure.code.as_deref()),
        option(failure.message.as_deref()),
    );
    quote! {
        static #ident: #ty =
            #ty { pointer: #pointer, success: #success, code: #code, message: #message };
    }
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

fn security(operation: &OperationItem) -> TokenStream {
    match &operation.security {
        None => quote!(None),
        Some(alternatives) => {
            let alternatives = alternatives.iter().map(|names| quote!(&[#(#names),*]));
            quote!(Some(&[#(#alternatives),*]))
        }
    }
}
