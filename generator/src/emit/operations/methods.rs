//! Methods of the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::pages;
use super::tables::style;
use crate::emit::docs::{allows, docs};
use crate::emit::rules;
use crate::emit::uses::Uses;
use crate::rust::model::{
    Argument, Body, BodyRow, Deep, Docs, EntryEncoding, EntryRow, Failure, FormRow, Named,
    OperationItem, PartKind, Read, Sent, SentAs, StreamMethod, Success, Value,
};
use crate::rust::names::MethodIdent;

/// The method of an operation, that for its stream, and those that walk its
/// pages.
pub(super) fn methods(operation: &OperationItem, uses: &Uses) -> TokenStream {
    let method = method(operation, uses);
    let stream = operation
        .stream
        .as_ref()
        .map(|stream| streaming(operation, stream, uses));
    let pages = operation
        .pages
        .as_ref()
        .map(|pages| pages::methods(operation, pages, uses));
    quote!(#method #stream #pages)
}

/// What differs between the methods of an operation.
struct Head<'a> {
    docs: &'a Docs,
    ident: &'a MethodIdent,
    success: TokenStream,
    reads: TokenStream,
    body: TokenStream,
    streamed: bool,
}

fn method(operation: &OperationItem, uses: &Uses) -> TokenStream {
    let streamed = match &operation.success {
        Success::One(_, read) => read.is_stream(),
        Success::Several(_) => false,
    };
    let head = Head {
        docs: &operation.docs,
        ident: &operation.method,
        success: success(operation, uses),
        reads: reads(operation, uses),
        body: body(operation.body.as_ref(), None, uses),
        streamed,
    };
    with_head(operation, &head, uses)
}

fn streaming(operation: &OperationItem, stream: &StreamMethod, uses: &Uses) -> TokenStream {
    let head = Head {
        docs: &stream.docs,
        ident: &stream.method,
        success: uses.ty(&stream.ty),
        reads: read(stream.read, uses),
        body: body(operation.body.as_ref(), stream.property.as_deref(), uses),
        streamed: true,
    };
    with_head(operation, &head, uses)
}

fn with_head(operation: &OperationItem, head: &Head, uses: &Uses) -> TokenStream {
    let (text, allows) = (docs(head.docs), allows(&operation.allows));
    let (ident, table, call) = (head.ident, &operation.table, uses.rt("Call"));
    let (success, reads, body) = (&head.success, &head.reads, &head.body);
    let arguments = arguments(operation, uses);
    let (failure, fails) = (failure(operation, uses), fails(operation, uses));
    let values = operation.values.iter().map(|value| match value {
        Value::Reference(argument) => quote!(#argument),
        Value::Owned(argument) => quote!(&#argument),
        Value::Field(argument, field) => quote!(&#argument.#field),
    });
    let streamed = head.streamed.then(|| quote!(.streamed()));
    quote! {
        #text
        #allows
        #[inline]
        pub fn #ident(&self, #arguments) -> #call<#success, #failure> {
            #call::new(&self.inner, &#table, &[#(#values),*], #body, #reads, #fails)#streamed
        }
    }
}

/// The arguments behind `self`.
pub(super) fn arguments(operation: &OperationItem, uses: &Uses) -> TokenStream {
    let arguments = operation.arguments.iter().map(|argument| {
        let (ident, ty) = (&argument.ident, taken(argument, uses));
        quote!(#ident: #ty)
    });
    quote!(#(#arguments),*)
}

fn taken(argument: &Argument, uses: &Uses) -> TokenStream {
    match &argument.deep {
        Deep::Str => quote!(&str),
        Deep::OptionStr => quote!(Option<&str>),
        Deep::Slice(item) => {
            let item = uses.ty(item);
            quote!(&[#item])
        }
        Deep::OptionSlice(item) => {
            let item = uses.ty(item);
            quote!(Option<&[#item]>)
        }
        Deep::Value(ty) => uses.ty(ty),
        Deep::Reference(ty) => {
            let ty = uses.ty(ty);
            quote!(&#ty)
        }
        Deep::OptionReference(ty) => {
            let ty = uses.ty(ty);
            quote!(Option<&#ty>)
        }
        Deep::Bytes => {
            let upload = uses.rt("Upload");
            quote!(impl Into<#upload>)
        }
        Deep::Text => quote!(impl Into<String>),
        Deep::Into(ty) => {
            let ty = uses.ty(ty);
            quote!(impl Into<#ty>)
        }
    }
}

/// The type of success.
pub(super) fn success(operation: &OperationItem, uses: &Uses) -> TokenStream {
    match &operation.success {
        Success::One(ty, _) => uses.ty(ty),
        Success::Several(outcome) => uses.named(&Named::Operations(outcome.ident.clone())),
    }
}

/// The type of failure.
pub(super) fn failure(operation: &OperationItem, uses: &Uses) -> TokenStream {
    match &operation.failure {
        Failure::None => uses.from("std::convert", "Infallible"),
        Failure::Some(outcome) => uses.named(&Named::Operations(outcome.ident.clone())),
    }
}

fn reads(operation: &OperationItem, uses: &Uses) -> TokenStream {
    match &operation.success {
        Success::One(_, how) => read(*how, uses),
        Success::Several(outcome) => {
            let path = uses.named(&Named::Operations(outcome.ident.clone()));
            quote!(#path::read)
        }
    }
}

fn read(how: Read, uses: &Uses) -> TokenStream {
    let read = uses.rt("read");
    match how {
        Read::Json => quote!(#read::json),
        Read::Text => quote!(#read::text),
        Read::Bytes => quote!(#read::bytes),
        Read::Events => quote!(#read::events),
        Read::TextEvents => quote!(#read::text_events),
        Read::Lines => quote!(#read::lines),
        Read::Empty => quote!(#read::empty),
    }
}

fn fails(operation: &OperationItem, uses: &Uses) -> TokenStream {
    match &operation.failure {
        Failure::None => {
            let read = uses.rt("read");
            quote!(#read::never)
        }
        Failure::Some(outcome) => {
            let path = uses.named(&Named::Operations(outcome.ident.clone()));
            quote!(#path::read)
        }
    }
}

/// The body; `set` is a property that is true whatever the caller says.
fn body(body: Option<&Body>, set: Option<&str>, uses: &Uses) -> TokenStream {
    let ty = uses.rt("Body");
    let Some(body) = body else {
        return quote!(#ty::None);
    };
    let argument = &body.argument;
    let encode = if set.is_some() {
        quote!(encode_stream)
    } else {
        quote!(encode)
    };
    let made = match (&body.sent, body.required) {
        (Sent::Choice(_), true) => quote!(#argument.into().#encode()),
        (Sent::Choice(_), false) => quote!(#argument.#encode()),
        (Sent::One(sent), _) => {
            let value = if sent.unsized_argument {
                quote!(&#argument)
            } else {
                quote!(#argument)
            };
            made(sent, &quote!(#argument), &value, set, uses)
        }
    };
    if body.required {
        made
    } else {
        quote!(#argument.map_or(#ty::None, |#argument| #made))
    }
}

/// A body in one media type: of `argument`, which is a reference; `value` is a
/// reference to something with a size.
pub(super) fn made(
    sent: &SentAs,
    argument: &TokenStream,
    value: &TokenStream,
    set: Option<&str>,
    uses: &Uses,
) -> TokenStream {
    let (ty, media_type) = (uses.rt("Body"), &sent.media_type);
    match &sent.row {
        BodyRow::Json => match set {
            Some(name) => quote!(#ty::json_with(#media_type, #value, #name, "true")),
            None => quote!(#ty::json(#media_type, #value)),
        },
        BodyRow::Lines => quote!(#ty::json_lines(#media_type, #argument)),
        BodyRow::Form(rows) => {
            let entries = rows.iter().map(|row| match set {
                Some(name) if row.name == name => {
                    let ty = uses.rt("Entry");
                    quote!(#ty::value(#name, &true))
                }
                _ => entry(row, argument, uses),
            });
            quote!(#ty::form_parts(#media_type, &[#(#entries),*]))
        }
        BodyRow::Parts => quote!(#ty::multipart(#media_type, #argument)),
        BodyRow::UrlEncoded(rows) => {
            let rows = rows.iter().map(|row| form_field(row, uses));
            quote!(#ty::form(#value, &[#(#rows),*]))
        }
        BodyRow::Bytes => quote!(#ty::bytes(#media_type, #argument)),
        BodyRow::Text => quote!(#ty::text(#media_type, #argument)),
    }
}

/// A property of a form.
fn entry(row: &EntryRow, body: &TokenStream, uses: &Uses) -> TokenStream {
    let (ty, name, field) = (uses.rt("Entry"), &row.name, &row.field);
    let made = match (row.kind, row.optional) {
        (PartKind::Value, _) => quote!(#ty::value(#name, &#body.#field)),
        (PartKind::File, false) => quote!(#ty::file(#name, &#body.#field)),
        (PartKind::File, true) => quote!(#ty::file(#name, #body.#field.as_ref())),
        (PartKind::Files, false) => quote!(#ty::files(#name, &#body.#field)),
        (PartKind::Files, true) => {
            quote!(#ty::files(#name, #body.#field.as_deref().unwrap_or_default()))
        }
    };
    let encoding = row.encoding.as_ref().map(|encoding| match encoding {
        EntryEncoding::ContentType(media_type) => quote!(.content_type(#media_type)),
        EntryEncoding::Style(kind, explode) => {
            let style = style(*kind, uses);
            quote!(.style(#style, #explode))
        }
    });
    let rules = row.rules.as_ref().map(rules::reference);
    quote!(#made #encoding #rules)
}

fn form_field(row: &FormRow, uses: &Uses) -> TokenStream {
    let (ty, name) = (uses.rt("FormField"), &row.name);
    match row.style {
        None => quote!(#ty::json(#name)),
        Some((kind, explode, false)) => {
            let style = style(kind, uses);
            quote!(#ty::style(#name, #style, #explode))
        }
        Some((kind, explode, true)) => {
            let (style, encoding) = (style(kind, uses), uses.rt("FormEncoding"));
            quote! {
                #ty::new(#name, #encoding::Style { style: #style, explode: #explode, allow_reserved: true })
            }
        }
    }
}
