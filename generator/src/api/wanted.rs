//! What belongs to the operations that are wanted: they themselves, and what they refer to.

use serde_json::Value;

use super::context::ResolveCx;
use super::interest::Interest;
use super::operations::FoundOperation;
use crate::maps::HashSet;
use crate::source::Pointer;

/// What is of interest for the operations that are wanted.
pub(super) fn find_interest(cx: &ResolveCx<'_>, found: &[FoundOperation<'_>]) -> Interest {
    let wanted = || found.iter().filter(|found| found.wanted);
    let text = |at: &Pointer| at.as_str().to_owned();
    Interest {
        operations: wanted().map(|one| text(one.places().0)).collect(),
        items: wanted().map(|one| text(one.places().1)).collect(),
        components: collect_referred_components(cx, wanted()),
    }
}

/// The components that operations refer to and calls of the provider are, and what these refer to.
fn collect_referred_components<'f>(
    cx: &ResolveCx<'_>,
    wanted: impl Iterator<Item = &'f FoundOperation<'f>>,
) -> HashSet<String> {
    let json = cx.source.json();
    let calls = cx.source.list_provider_calls().map(Pointer::as_str);
    let mut met: HashSet<String> = calls.map(str::to_owned).collect();
    let mut open: Vec<&Value> = met.iter().filter_map(|at| json.pointer(at)).collect();
    for found in wanted {
        let (at, item) = found.places();
        open.extend(json.pointer(at.as_str()));
        open.extend(json.pointer(item.join("parameters").as_str()));
    }
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => open.extend(map.values()),
            Value::Array(items) => open.extend(items),
            // names in mappings are references, too
            Value::String(text) => {
                for component in list_referred_components(cx, text) {
                    if met.insert(component.clone()) {
                        open.extend(json.pointer(&component));
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    met
}

/// The component that a text may refer to, and the schemas that extend it: values of a
/// parent are those of its children.
fn list_referred_components(cx: &ResolveCx<'_>, text: &str) -> Vec<String> {
    let at = if text.starts_with('#') {
        cx.source.pointer(text)
    } else {
        let is_known = cx.source.schemas.contains_key(text);
        is_known.then(|| schema_at(text))
    };
    let Some(segments) = at.map(|at| at.segments().take(3).collect::<Vec<_>>()) else {
        return Vec::new();
    };
    let [components, section, name] = segments.as_slice() else {
        return Vec::new();
    };
    if components != "components" {
        return Vec::new();
    }
    let at = Pointer::root().join(components).join(section).join(name);
    let children = cx.children.get(name).filter(|_| section == "schemas");
    let children = children.into_iter().flatten().map(|name| schema_at(name));
    let all = [at].into_iter().chain(children);
    all.map(|at| at.as_str().to_owned()).collect()
}

fn schema_at(name: &str) -> Pointer {
    Pointer::root()
        .join("components")
        .join("schemas")
        .join(name)
}
