//! The ids that FastAPI makes where its user gives none: the function's name, the path, the
//! method (`generate_unique_id` in `fastapi/utils.py`): `read_item_items__item_id__get`.

use crate::api::Operation;
use crate::http_methods::METHODS;

/// Whether at least half of the operations that have an id have one that FastAPI makes. One
/// alone may be called so by its author.
pub(super) fn is_fastapi(operations: &[Operation]) -> bool {
    let written = operations.iter().filter(|one| !one.is_id_made);
    let number = written.clone().count();
    let made = written.filter(|one| find_function_name(one).is_some());
    number > 0 && made.count() * 2 >= number
}

/// The name of the function that serves an operation, by its id.
pub(super) fn find_function_name(operation: &Operation) -> Option<String> {
    // FastAPI has `_` for whatever is no part of a word; tools that pass its documents on drop
    // repeated ones.
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| !letter.is_alphanumeric());
        let parts = parts.filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let id = parts(&operation.id);
    // One function may serve several methods, and FastAPI takes any of them.
    let (method, before) = id.split_last()?;
    let is_method = METHODS.contains(&method.as_str());
    let name = before.strip_suffix(parts(&operation.path).as_slice())?;
    let is_name = |part: &String| part.contains(char::is_alphabetic);
    let found = is_method && name.first().is_some_and(is_name);
    found.then(|| name.join("_"))
}
