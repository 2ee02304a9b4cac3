//! The macro by which generated code tells how its enums over answers are
//! written. It leaves nothing behind without the feature `testing`.

/// Implements [`Reply`](crate::testing::Reply) for an enum over answers; each
/// variant with the index of its answer:
/// `replies!(operations::ExportOk { json: Json = 0, Csv = 1; bytes: Zip = 2; empty: None = 3 });`
#[cfg(feature = "testing")]
#[macro_export]
macro_rules! replies {
    ($type:ty {
        json: $($json:ident = $json_case:literal),*;
        bytes: $($bytes:ident = $bytes_case:literal),*;
        empty: $($empty:ident = $empty_case:literal),*
    }) => {
        impl $crate::testing::Reply for $type {
            fn reply(&self) -> $crate::testing::Replied {
                match self {
                    $(Self::$json(value) => $crate::testing::Replied::value($json_case, value),)*
                    $(Self::$bytes(bytes) => $crate::testing::Replied::bytes($bytes_case, bytes),)*
                    $(Self::$empty => $crate::testing::Replied::empty($empty_case),)*
                }
            }
        }
    };
}

/// Nothing: the feature `testing` is off.
#[cfg(not(feature = "testing"))]
#[macro_export]
macro_rules! replies {
    ($($any:tt)*) => {};
}

/// Examples of an answer for [`Answer::examples`](crate::Answer::examples):
/// `examples!["first" = "{\"count\":1}"]`.
#[cfg(feature = "testing")]
#[macro_export]
macro_rules! examples {
    ($($name:literal = $json:literal),* $(,)?) => { &[$(($name, $json)),*] };
}

/// None: the feature `testing` is off.
#[cfg(not(feature = "testing"))]
#[macro_export]
macro_rules! examples {
    ($($any:tt)*) => {
        &[]
    };
}
