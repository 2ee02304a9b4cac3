//! Macros by which generated code tells what only tests want to know. They
//! leave nothing behind without the feature `testing`.

/// Implements [`Reply`](crate::testing::Reply) for an enum over responses, each variant with
/// the number by which descriptions know its response: `replies! { operations::ExportOk {
/// value Json = 0, value Csv = 1, bytes Zip = 2, empty Gone = 3 } }`.
///
/// Variants that are left out cannot be written.
#[cfg(feature = "testing")]
#[macro_export]
macro_rules! replies {
    ($type:ty { $($kind:ident $variant:ident = $case:literal),* $(,)? }) => {
        impl $crate::testing::Reply for $type {
            fn reply(&self) -> $crate::testing::Replied {
                $($crate::replies!(@$kind self $variant $case);)*
                $crate::testing::Replied::empty(::core::primitive::usize::MAX)
            }
        }
    };
    (@value $this:ident $variant:ident $case:literal) => {
        #[allow(irrefutable_let_patterns)]
        if let Self::$variant(value) = $this {
            return $crate::testing::Replied::value($case, value);
        }
    };
    (@bytes $this:ident $variant:ident $case:literal) => {
        #[allow(irrefutable_let_patterns)]
        if let Self::$variant(bytes) = $this {
            return $crate::testing::Replied::bytes($case, bytes);
        }
    };
    (@empty $this:ident $variant:ident $case:literal) => {
        #[allow(irrefutable_let_patterns)]
        if let Self::$variant = $this {
            return $crate::testing::Replied::empty($case);
        }
    };
}

/// Nothing: the feature `testing` is off.
#[cfg(not(feature = "testing"))]
#[macro_export]
macro_rules! replies {
    ($($any:tt)*) => {};
}

/// Implements [`Examples`](crate::testing::Examples) for a client: `examples! {
/// Client { "listPets" 0 "one" = "[{}]", "listPets" 1 "none" = "{}" } }`.
#[cfg(feature = "testing")]
#[macro_export]
macro_rules! examples {
    ($type:ty { $($operation:literal $case:literal $name:literal = $json:literal),* $(,)? }) => {
        impl $crate::testing::Examples for $type {
            const EXAMPLES: &'static [$crate::testing::Example] = &[$(
                $crate::testing::Example {
                    operation: $operation,
                    case: $case,
                    name: $name,
                    json: $json,
                },
            )*];
        }
    };
}

/// Nothing: the feature `testing` is off.
#[cfg(not(feature = "testing"))]
#[macro_export]
macro_rules! examples {
    ($($any:tt)*) => {};
}
