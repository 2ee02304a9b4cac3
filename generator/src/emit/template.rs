//! Templates: what every client has once, written as the Rust that it is and
//! printed by `prettyplease`.
//!
//! A template holds nothing that grows with the document, neither a name nor a list,
//! because `prettyplease` breaks long lines in other places than `rustfmt`. What
//! grows is made of nodes (`syntax/`).

use proc_macro2::TokenStream;

use super::syntax::{ItemKind, ItemNode};

/// The items of a template.
///
/// One that is no Rust becomes a `compile_error!` that says so: the generated crate
/// must not compile without the items, as if nobody had wanted them.
pub(super) fn print_template(tokens: TokenStream) -> Vec<ItemNode<'static>> {
    let file = syn::parse2::<syn::File>(tokens).unwrap_or_else(|error| {
        let complaint = syn::Item::Verbatim(error.to_compile_error());
        file_of(complaint)
    });
    file.items.into_iter().map(print_template_item).collect()
}

/// One item alone, as `prettyplease` leaves no lines between items.
fn print_template_item(item: syn::Item) -> ItemNode<'static> {
    let text = match &item {
        // not to be laid out: `prettyplease` knows only some of what syn does not parse
        syn::Item::Verbatim(tokens) => tokens.to_string(),
        _ => prettyplease::unparse(&file_of(item)),
    };
    ItemNode::bare(ItemKind::Text(text.trim_end().to_owned().into()))
}

fn file_of(item: syn::Item) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{ItemKind, print_template};

    fn printed(tokens: proc_macro2::TokenStream) -> Vec<String> {
        let items = print_template(tokens).into_iter();
        let texts = items.filter_map(|item| match item.kind {
            ItemKind::Text(text) => Some(text.into_owned()),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn items_are_printed_one_by_one() {
        let texts = printed(quote!(struct A; impl A { fn a(self) -> Self { self } }));
        let function = "impl A {\n    fn a(self) -> Self {\n        self\n    }\n}";
        assert_eq!(texts, ["struct A;", function]);
    }

    #[test]
    fn a_template_that_is_no_rust_is_an_error_of_the_generated_crate() {
        for broken in [quote!(struct A { 1 }), quote!(impl), quote!(let a = 1;)] {
            let texts = printed(broken).concat();
            assert!(texts.contains("compile_error"), "{texts}");
        }
    }
}
