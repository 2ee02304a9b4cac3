//! Identifiers, one type for each kind, so that none is printed as another.

use std::borrow::Cow;
use std::fmt;

use super::keywords;
use super::words::Words;

/// A kind of identifier: its case, and what it does where a name is taken.
pub trait IdentKind: Sized {
    /// The identifier's text for some words, without regard to other names.
    fn render(words: &Words) -> String;

    /// What stands for a name that the generated code needs for itself.
    fn evade(name: &str) -> String;

    /// Makes the identifier. Only this module's callers inside `names` can.
    #[doc(hidden)]
    fn make(text: String, key: MakeKey) -> Self;
}

/// A key to [`IdentKind::make`] that only `names` holds.
#[derive(Debug)]
pub struct MakeKey(pub(super) ());

macro_rules! idents {
    ($($(#[$doc:meta])* $name:ident: $render:ident, $evade:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The identifier's text, without `r#`.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The identifier as code has it, with `r#` where it needs that.
            pub fn written(&self) -> Cow<'_, str> {
                print_identifier(&self.0)
            }
        }

        impl IdentKind for $name {
            fn render(words: &Words) -> String {
                $render(words)
            }

            fn evade(name: &str) -> String {
                $evade(name)
            }

            fn make(text: String, _: MakeKey) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

idents! {
    /// A struct, enum or type alias.
    TypeIdent: make_camel_case, value_behind;
    /// A variant of an enum.
    VariantIdent: make_camel_case, value_behind;
    /// A field of a struct, and the setter of the same name.
    FieldIdent: make_snake_case, underscore_behind;
    /// An argument of a function.
    ArgIdent: make_snake_case, underscore_behind;
    /// A function or method.
    MethodIdent: make_snake_case, underscore_behind;
    /// A module.
    ModIdent: make_snake_case, underscore_behind;
    /// A static.
    StaticIdent: make_shouty_case, underscore_behind;
    /// A local variable of a generated function.
    LocalIdent: make_snake_case, underscore_behind;
}

fn print_identifier(text: &str) -> Cow<'_, str> {
    if keywords::needs_raw_identifier(text) {
        format!("r#{text}").into()
    } else {
        text.into()
    }
}

fn make_camel_case(words: &Words) -> String {
    keywords::escape_keyword(with_start(words.camel(), 'N'))
}

fn make_snake_case(words: &Words) -> String {
    keywords::escape_keyword(with_start(words.snake(), 'n'))
}

fn make_shouty_case(words: &Words) -> String {
    with_start(words.snake().to_uppercase(), 'N')
}

/// An identifier cannot start with a digit: `404` becomes `N404`.
fn with_start(name: String, start: char) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name,
        Some(_) | None => format!("{start}{name}"),
    }
}

fn value_behind(name: &str) -> String {
    format!("{name}Value")
}

fn underscore_behind(name: &str) -> String {
    format!("{name}_")
}
