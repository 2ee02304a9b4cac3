//! `Debug` for structs with fields that are not shown.

use std::fmt;

use super::Encode;

/// Implements `Debug` for a struct of which some fields are not shown:
/// `debug_without_secrets!(Login { user, password = secret });` shows
/// `Login { user: "ada", password: *** }`.
#[macro_export]
macro_rules! debug_without_secrets {
    ($type:ident { $($field:ident $(= $secret:ident)?),* $(,)? }) => {
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                out.debug_struct(::core::stringify!($type))
                    $(.field(
                        ::core::stringify!($field),
                        $crate::debug_field!(&self.$field $(, $secret)?),
                    ))*
                    .finish()
            }
        }
    };
}

/// What stands for a field in `Debug`.
#[doc(hidden)]
#[macro_export]
macro_rules! debug_field {
    ($field:expr) => {
        $field
    };
    ($field:expr, secret) => {
        &$crate::json::HiddenField($field)
    };
}

/// A value that shows nothing but whether it is there.
pub struct HiddenField<'v>(pub &'v dyn Encode);

impl fmt::Debug for HiddenField<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.0.is_absent() { "None" } else { "***" })
    }
}
