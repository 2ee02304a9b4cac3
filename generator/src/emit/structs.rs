//! Structs with constructors and setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{allows, docs};
use super::uses::Uses;
use crate::rust::model::{
    Accept, Builtin, Constructor, DefaultImpl, Fill, Initial, Setter, Struct,
};

/// The struct, its `Default` and its methods.
pub(super) fn items(object: &Struct, uses: &Uses) -> Vec<TokenStream> {
    let mut items = vec![definition(object, uses)];
    items.extend(default(object, uses));
    items.extend(methods(object, uses));
    items
}

fn definition(object: &Struct, uses: &Uses) -> TokenStream {
    let (text, allows, ident) = (docs(&object.docs), allows(&object.allows), &object.ident);
    let default = (object.default == DefaultImpl::Derived).then(|| quote!(, Default));
    let fields = object.fields.iter().map(|field| {
        let (text, ident, ty) = (docs(&field.docs), &field.ident, uses.ty(&field.ty));
        quote!(#text pub #ident: #ty)
    });
    let rest = object.rest.iter().map(|rest| {
        let (ident, ty) = (&rest.ident, uses.ty(&rest.ty));
        quote! {
            /// Properties that the document does not name.
            pub #ident: #ty
        }
    });
    let fields = fields.chain(rest);
    quote! {
        #text
        #[derive(Debug, Clone, PartialEq #default)]
        #allows
        #[non_exhaustive]
        pub struct #ident { #(#fields,)* }
    }
}

fn default(object: &Struct, uses: &Uses) -> Option<TokenStream> {
    let (ident, default) = (&object.ident, uses.builtin(Builtin::Default));
    (object.default == DefaultImpl::New).then(|| {
        quote! {
            impl #default for #ident {
                #[inline]
                fn default() -> Self { Self::new() }
            }
        }
    })
}

fn methods(object: &Struct, uses: &Uses) -> Option<TokenStream> {
    let ident = &object.ident;
    let new = object
        .constructor
        .iter()
        .map(|new| constructor(object, new, uses));
    let setters = object.setters.iter().map(|one| setter(one, uses));
    let mut methods = new.chain(setters).peekable();
    methods.peek()?;
    Some(quote!(impl #ident { #(#methods)* }))
}

fn constructor(object: &Struct, new: &Constructor, uses: &Uses) -> TokenStream {
    let (text, allows) = (docs(&new.docs), allows(&new.allows));
    let args = new.args.iter().map(|arg| {
        let (ident, ty) = (&arg.ident, accepted(&arg.accept, uses));
        quote!(#ident: #ty)
    });
    let body = match object.default {
        DefaultImpl::Derived => quote!(Self::default()),
        DefaultImpl::None | DefaultImpl::New => {
            let fills = new.fills.iter().map(|one| fill(one, uses));
            quote!(Self { #(#fills,)* })
        }
    };
    quote! {
        #text
        #allows
        #[inline]
        #[must_use]
        pub fn new(#(#args),*) -> Self { #body }
    }
}

fn fill(fill: &Fill, uses: &Uses) -> TokenStream {
    let field = &fill.ident;
    match &fill.initial {
        Initial::Argument(ident, Accept::Value(_)) if ident.as_str() == field.as_str() => {
            quote!(#field)
        }
        initial => {
            let value = self::initial(initial, uses);
            quote!(#field: #value)
        }
    }
}

fn initial(initial: &Initial, uses: &Uses) -> TokenStream {
    match initial {
        Initial::Argument(ident, accept) => converted(&quote!(#ident), accept, uses),
        Initial::None => quote!(None),
        Initial::Absent => {
            let maybe = uses.builtin(Builtin::Maybe);
            quote!(#maybe::Absent)
        }
        Initial::Text(text) => quote!(#text.to_owned()),
        Initial::Converted(text) => quote!(#text.into()),
        Initial::Integer(digits) => super::uses::path(digits),
        Initial::Bool(value) => quote!(#value),
        Initial::Extra => {
            let extra = uses.builtin(Builtin::Extra);
            quote!(#extra::new())
        }
        Initial::Map => {
            let map = uses.builtin(Builtin::BTreeMap);
            quote!(#map::new())
        }
        Initial::Some(inner) => {
            let inner = self::initial(inner, uses);
            quote!(Some(#inner))
        }
    }
}

fn setter(setter: &Setter, uses: &Uses) -> TokenStream {
    let (text, allows) = (docs(&setter.docs), allows(&setter.allows));
    let (field, method, argument) = (&setter.field, &setter.method, &setter.argument);
    let ty = accepted(&setter.accept, uses);
    let value = converted(&quote!(#argument), &setter.accept, uses);
    let value = if setter.maybe {
        value
    } else {
        quote!(Some(#value))
    };
    quote! {
        #text
        #allows
        #[inline]
        #[must_use]
        pub fn #method(mut self, #argument: #ty) -> Self {
            self.#field = #value;
            self
        }
    }
}

/// The type of an argument.
fn accepted(accept: &Accept, uses: &Uses) -> TokenStream {
    match accept {
        Accept::Value(ty) => uses.ty(ty),
        Accept::Into(ty) | Accept::IntoBox(ty) => {
            let (into, ty) = (uses.builtin(Builtin::Into), uses.ty(ty));
            quote!(impl #into<#ty>)
        }
    }
}

/// The field's value from the argument.
fn converted(value: &TokenStream, accept: &Accept, uses: &Uses) -> TokenStream {
    match accept {
        Accept::Value(_) => value.clone(),
        Accept::Into(_) => quote!(#value.into()),
        Accept::IntoBox(_) => {
            let boxed = uses.builtin(Builtin::Box);
            quote!(#boxed::new(#value.into()))
        }
    }
}
