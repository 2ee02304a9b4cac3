//! Canonical places: names for parts of a document that stay when others come and go.

use crate::api::{Api, Location, TypeId};
use crate::maps::HashMap;
use crate::source::Pointer;

/// Names for the steps of pointers that are numbers.
#[derive(Debug, Default)]
pub(super) struct CanonicalPlaces {
    /// By the pointer of a parameter: `query:limit`.
    parameters: HashMap<String, String>,
    /// By the pointer of an alternative: its tag or title, or its keys.
    alternatives: HashMap<String, String>,
}

impl CanonicalPlaces {
    /// Names the parameters and alternatives of an API.
    pub(super) fn of(api: &Api) -> Self {
        let mut places = Self::default();
        for parameter in api.operations.iter().flat_map(|one| &one.parameters) {
            let name = format!("{}:{}", name_location(parameter.location), parameter.name);
            let at = parameter.origin.as_str().to_owned();
            places.parameters.insert(at, name);
        }
        for (_, ty) in api.types.iter() {
            if let crate::api::Shape::Union(union) = &ty.shape {
                for variant in &union.variants {
                    places.name_alternative(api, variant.ty, variant);
                }
            }
        }
        places
    }

    fn name_alternative(&mut self, api: &Api, id: TypeId, variant: &crate::api::Variant) {
        let Some(ty) = api.types.get(id) else { return };
        let at = ty.origin.as_str();
        let is_step = |text: &str| text.ends_with("/oneOf") || text.ends_with("/anyOf");
        if !at.rsplit_once('/').is_some_and(|(list, _)| is_step(list)) {
            return;
        }
        // What users see first; keys, where nothing else tells alternatives apart.
        let keys = || (!variant.keys.is_empty()).then(|| variant.keys.join("+"));
        let name = variant.tags.first().cloned();
        if let Some(name) = name.or_else(|| variant.hint.clone()).or_else(keys) {
            self.alternatives.insert(at.to_owned(), name);
        }
    }

    /// The canonical place of a pointer: `GET /pets/{}/query:limit/schema`.
    pub(super) fn name(&self, pointer: &Pointer) -> String {
        let mut place = String::new();
        let mut end = 0;
        let steps: Vec<String> = pointer.segments().collect();
        let is_path = steps.first().is_some_and(|step| step == "paths");
        // Where `allOf` says something does not matter: it holds of the whole.
        let mut skipped = false;
        for (index, (raw, step)) in pointer.as_str().split('/').skip(1).zip(&steps).enumerate() {
            end += raw.len() + 1;
            let here = pointer.as_str().get(..end).unwrap_or_default();
            if std::mem::take(&mut skipped) {
                continue;
            }
            let name = self
                .parameters
                .get(here)
                .or_else(|| self.alternatives.get(here));
            match (is_path, index) {
                (true, 0) => {}
                (true, 1) => place.push_str(&blank_path_parameters(step)),
                (true, 2) => place = format!("{} {place}", step.to_uppercase()),
                _ if step == "allOf" => skipped = true,
                _ => {
                    place.push('/');
                    place.push_str(name.map_or(step, |name| name));
                }
            }
        }
        place
    }
}

/// The canonical places of operations, `GET /pets/{}`, in their order. Documents may have paths
/// that differ in the names of their parameters alone; those keep the names.
pub(super) fn name_operation_places<'o>(
    operations: impl Iterator<Item = (&'o str, &'o str)> + Clone,
) -> Vec<String> {
    let blank = |(method, path)| format!("{method} {}", blank_path_parameters(path));
    let mut counts: HashMap<String, usize> = HashMap::default();
    for operation in operations.clone() {
        *counts.entry(blank(operation)).or_default() += 1;
    }
    let place = |(method, path)| {
        let place = blank((method, path));
        match counts.get(&place) {
            Some(1) => place,
            _ => format!("{method} {path}"),
        }
    };
    operations.map(place).collect()
}

/// `/pets/{id}` → `/pets/{}`: what a parameter is called does not travel.
fn blank_path_parameters(path: &str) -> String {
    let mut blank = String::new();
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '{' => inside = true,
            '}' => {
                inside = false;
                blank.push_str("{}");
            }
            _ if inside => {}
            _ => blank.push(letter),
        }
    }
    blank
}

pub(super) fn name_location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
