//! Names for types that several places share: what the places have in common, in whatever
//! order they stand.

use super::super::Words;

/// Words that say what sort of thing a type is and nothing of what it is about.
const ROLES: [&str; 15] = [
    "body", "data", "enum", "item", "known", "map", "object", "option", "param", "params",
    "request", "response", "text", "union", "value",
];

/// Whether words say only what sort of thing something is.
pub(super) fn says_role_only(words: &Words) -> bool {
    let words = words.to_list();
    words.iter().all(|word| ROLES.contains(&word.as_str()))
}

/// What the places of a type have in common, the best first: the words in which all end;
/// those that all have. `is_failure` says that all are bodies of failures.
pub(super) fn name_common_words(places: &[Words], most: usize, is_failure: bool) -> Vec<Words> {
    let mut sorted: Vec<Vec<String>> = places.iter().map(Words::to_list).collect();
    sorted.sort();
    let Some((first, others)) = sorted.split_first() else {
        return Vec::new();
    };
    let is_end = |end: &&[String]| others.iter().all(|other| other.ends_with(end));
    let ends = (0..=first.len()).filter_map(|at| first.get(at..));
    let end: Vec<String> = ends.clone().find(is_end).unwrap_or_default().to_vec();
    let all: Vec<String> = first
        .iter()
        .filter(|word| others.iter().all(|other| other.contains(word)))
        .cloned()
        .collect();
    let says = |words: &&Vec<String>| words.iter().any(|word| !ROLES.contains(&word.as_str()));
    let mut names: Vec<Words> = Vec::new();
    let mut push = |words: &[String]| {
        let is_role = |word: &&String| ROLES.contains(&word.as_str());
        let roles = words.iter().take_while(is_role).count();
        let words = words.get(roles..).unwrap_or_default();
        let words = words.get(words.len().saturating_sub(most)..);
        let words = Words::of_list(words.unwrap_or_default());
        if !words.is_empty() && !names.contains(&words) {
            names.push(words);
        }
    };
    // One word alone is everywhere: `status` says less than `pet_status`.
    if Some(&end).filter(says).is_some_and(|end| end.len() > 1) {
        push(&end);
    }
    if Some(&all)
        .filter(says)
        .is_some_and(|all| all.len() > 1 && all.len() <= most)
    {
        push(&all);
    }
    if Some(&end).filter(says).is_some() {
        push(&end);
    }
    if is_failure {
        push(&["error".to_owned(), "response".to_owned()]);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Words, name_common_words};

    #[test]
    fn places_have_words_in_common() {
        let cases: [(&[&str], bool, &[&str]); 7] = [
            (
                &[
                    "create_subscription_item_price_data",
                    "get_invoice_item_price_data",
                ],
                false,
                &["price_data"],
            ),
            (
                &["update_pet_status", "create_pet_status"],
                false,
                &["pet_status"],
            ),
            (
                &["order_billing_address", "customer_shipping_address"],
                false,
                &["address"],
            ),
            (
                &["conflict_response", "unauthorized_response"],
                true,
                &["error_response"],
            ),
            (
                &["list_pets_response", "list_toys_response"],
                false,
                &["list_response"],
            ),
            (
                &["add_cat_request_coat", "put_pet_request_coat"],
                false,
                &["coat"],
            ),
            (&["create_pet_request", "list_toys_response"], false, &[]),
        ];
        for (places, is_failure, expected) in cases {
            let mut places: Vec<Words> = places.iter().map(|place| Words::of(place)).collect();
            for _ in 0..2 {
                let names = name_common_words(&places, 5, is_failure);
                let names: Vec<String> = names.iter().map(Words::snake).collect();
                assert_eq!(names, expected, "{places:?}");
                places.reverse();
            }
        }
    }
}
