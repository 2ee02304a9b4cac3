//! The failure of operations whose document describes none.

/// What [`Error::api`](super::Error::api) gives for an operation whose document describes
/// no failure: never anything.
///
/// A generated client has a name for the failure of each operation, which stands for this
/// type where the document describes none. Programs that use the name go on to compile when
/// the document describes the first one. That is also why a `match` of it needs an arm `_`:
///
/// ```
/// use bindery_runtime::{Error, NoFailure};
///
/// type DeletePetError = NoFailure;
///
/// fn explain(error: &Error<DeletePetError>) -> String {
///     match error.api() {
///         Some(failure) => format!("refused: {failure:?}"),
///         None => error.to_string(),
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum NoFailure {}
