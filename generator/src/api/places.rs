//! Canonical places: names for parts of a document that stay when others come and go.

use super::{Api, Location, NameHint, Operation, Shape, Type, TypeId, Variant};
use crate::limits::LONGEST_CHAIN_OF_ALIASES;
use crate::maps::HashMap;
use crate::source::Pointer;

/// Names for the steps of pointers that are numbers.
#[derive(Debug, Default)]
pub(crate) struct CanonicalPlaces {
    /// By the pointer of a parameter: `query:limit`.
    parameters: HashMap<String, String>,
    /// By the pointer of an alternative: its tag or title, or its keys.
    alternatives: HashMap<String, String>,
}

impl CanonicalPlaces {
    /// Names the parameters and alternatives of an API.
    pub(crate) fn of(api: &Api) -> Self {
        let mut places = Self::default();
        for parameter in api.operations.iter().flat_map(|one| &one.parameters) {
            let name = format!("{}:{}", name_location(parameter.location), parameter.name);
            let at = parameter.origin.as_str().to_owned();
            places.parameters.insert(at, name);
        }
        let mut names: HashMap<TypeId, String> = HashMap::default();
        for (_, ty) in api.types.iter() {
            if let Shape::Union(union) = &ty.shape {
                for variant in &union.variants {
                    if let Some(name) = places.name_alternative(api, variant.ty, variant) {
                        names.entry(variant.ty).or_insert(name);
                    }
                }
            }
        }
        // Of a union that is equal to another one the alternatives are copies of that one's: they
        // stand where they would if it were not.
        for (_, ty) in api.types.iter() {
            if let (Shape::Alias(original), true) = (&ty.shape, stands_among_alternatives(ty))
                && let Some(name) = names.get(&original.id)
            {
                let at = ty.origin.as_str().to_owned();
                places
                    .alternatives
                    .entry(at)
                    .or_insert_with(|| name.clone());
            }
        }
        places
    }

    /// The canonical place of a type. A [request view](NameHint::RequestView) stands where its
    /// type does.
    pub(crate) fn name_type(&self, ty: &Type) -> String {
        let place = self.name(&ty.origin);
        match ty.hint {
            NameHint::RequestView(_) => format!("{place}#request"),
            NameHint::Component(_)
            | NameHint::Inside(..)
            | NameHint::Operation(..)
            | NameHint::Shared(..)
            | NameHint::Chosen(_) => place,
        }
    }

    fn name_alternative(&mut self, api: &Api, id: TypeId, variant: &Variant) -> Option<String> {
        let ty = api
            .types
            .get(id)
            .filter(|ty| stands_among_alternatives(ty))?;
        // What users see first; keys, where nothing else tells alternatives apart.
        let keys: Vec<&str> = variant.keys.iter().map(String::as_str).collect();
        let telling: Vec<&str> = keys.into_iter().filter(|key| !looks_like_id(key)).collect();
        let keys = || (!telling.is_empty()).then(|| telling.join("+"));
        let name = variant.tags.first().cloned();
        let name = name.or_else(|| variant.hint.clone()).or_else(keys)?;
        let at = ty.origin.as_str().to_owned();
        self.alternatives.insert(at, name.clone());
        Some(name)
    }

    /// The canonical place of a pointer: `GET /pets/{}/query:limit/schema`.
    pub(crate) fn name(&self, pointer: &Pointer) -> String {
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

/// Whether a type stands in a list of alternatives.
fn stands_among_alternatives(ty: &Type) -> bool {
    let is_step = |text: &str| text.ends_with("/oneOf") || text.ends_with("/anyOf");
    let list = ty.origin.as_str().rsplit_once('/');
    list.is_some_and(|(list, _)| is_step(list))
}

/// So many digits in a row are a number of something.
const DIGITS_OF_ID: usize = 4;

/// Whether a tag or a property is data rather than a word: `brand_8495` is another one with the
/// next release. A year and a day, as in `bash_20250124`, are versions.
pub(crate) fn looks_like_id(word: &str) -> bool {
    let mut numbers = word.split(|letter: char| !letter.is_ascii_digit());
    let is_time = |number: &str| {
        let is_of_century = ["19", "20"].iter().any(|one| number.starts_with(one));
        is_of_century && matches!(number.len(), 4 | 8)
    };
    numbers.any(|number| number.len() >= DIGITS_OF_ID && !is_time(number))
}

/// What an alternative of a union is, however many stand beside it, the best first: the
/// component that it is, its tags, its title, its keys, its properties; its JSON types where
/// there is nothing else.
pub(crate) fn list_alternative_keys(api: &Api, variant: &Variant) -> Vec<String> {
    let ty = api.types.get(variant.ty);
    let mut keys: Vec<String> = Vec::new();
    keys.extend(
        ty.and_then(name_component)
            .map(|name| format!("ref:{name}")),
    );
    keys.extend(variant.tags.iter().map(|tag| format!("tag:{tag}")));
    keys.extend(variant.hint.iter().map(|title| format!("title:{title}")));
    if !variant.keys.is_empty() {
        keys.push(format!("keys:{}", variant.keys.join("+")));
    }
    let is_copy = matches!(ty.map(|ty| &ty.shape), Some(Shape::Alias(_)));
    let is_known = !keys.is_empty();
    if let Some(Shape::Struct(object)) = find_shape_behind(api, variant.ty) {
        let mut names: Vec<&str> = object.fields.keys().map(String::as_str).collect();
        names.sort_unstable();
        keys.push(format!("of:{}", names.join("+")));
    }
    // Locks had these of copies as well.
    if keys.is_empty() || (is_copy && !is_known) {
        let types = variant.json_types.iter();
        let types: Vec<String> = types.map(|one| format!("{one:?}").to_lowercase()).collect();
        keys.push(format!("json:{}", types.join("+")));
    }
    keys
}

/// Those [keys](list_alternative_keys) by which an alternative will be found again: a component
/// by its name and its tags alone.
pub(crate) fn list_lasting_keys(api: &Api, variant: &Variant) -> Vec<String> {
    let mut keys = list_alternative_keys(api, variant);
    if keys.first().is_some_and(|key| is_reference_key(key)) {
        keys.retain(|key| is_reference_key(key) || key.starts_with("tag:"));
    }
    if keys.len() > 1 {
        keys.retain(|key| !key.starts_with("json:"));
    }
    keys
}

/// What a type is behind its aliases; `None` where they lead in a circle.
fn find_shape_behind(api: &Api, id: TypeId) -> Option<&Shape> {
    let mut shape = &api.types.get(id)?.shape;
    for _ in 0..LONGEST_CHAIN_OF_ALIASES {
        let Shape::Alias(target) = shape else {
            return Some(shape);
        };
        shape = &api.types.get(target.id)?.shape;
    }
    None
}

/// Whether a [key](list_alternative_keys) is the name of a component.
pub(crate) fn is_reference_key(key: &str) -> bool {
    key.starts_with("ref:")
}

fn name_component(ty: &Type) -> Option<&str> {
    let name = ty.origin.as_str().strip_prefix("/components/schemas/");
    name.filter(|name| !name.contains('/'))
}

/// The canonical places of operations, `GET /pets/{}`, in their order. Documents may tell two
/// operations of one path apart by a fragment, `/token#refresh`, which nobody sends, or by the
/// names of parameters alone; those keep what tells them apart.
pub(crate) fn name_operation_places(operations: &[Operation]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::default();
    let candidates: Vec<Vec<String>> = operations.iter().map(list_place_candidates).collect();
    for candidate in candidates.iter().flatten() {
        *counts.entry(candidate.clone()).or_default() += 1;
    }
    let choose = |candidates: Vec<String>| {
        let is_alone = |place: &&String| counts.get(*place) == Some(&1);
        let place = candidates.iter().find(is_alone).or(candidates.last());
        place.cloned().unwrap_or_default()
    };
    candidates.into_iter().map(choose).collect()
}

/// What an operation may stand at, the best first, each once.
fn list_place_candidates(operation: &Operation) -> Vec<String> {
    let method = operation.method.to_uppercase();
    let written = operation.origin.segments().nth(1).unwrap_or_default();
    let paths = [
        blank_path_parameters(&operation.path),
        blank_path_parameters(&written),
        operation.path.clone(),
        written,
    ];
    let mut places: Vec<String> = Vec::new();
    for path in paths {
        let place = format!("{method} {path}");
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The canonical places of all operations, by where they stand in the document.
pub(crate) fn index_operation_places(api: &Api) -> HashMap<&str, String> {
    let operations = api.operations.iter().map(|one| one.origin.as_str());
    operations
        .zip(name_operation_places(&api.operations))
        .collect()
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

pub(crate) fn name_location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
