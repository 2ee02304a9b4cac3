//! Parameters of an operation.

use std::borrow::Cow;

use openapiv3::{
    Content, HeaderStyle, Parameter as Written, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr,
};
use serde_json::Value;

use super::media::MediaKind;
use super::{FoundOperation, media, media_schema, path};
use crate::api::context::ResolveCx;
use crate::api::given_names;
use crate::api::pages::read_page_role;
use crate::api::reference::{self, ReferableKind, component_of};
use crate::api::schemas::resolve_type_use;
use crate::api::types::{
    ApiDocs, ContentKind, Location, NameHint, OperationPart, Parameter, ParameterEncoding,
    SharedSection, Style, Styled,
};
use crate::api::view::{SchemaNode, SchemaType, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::maps::{HashMap, HashSet, IndexSet};
use crate::name_keys::NamedPart;
use crate::normalised::ParameterBeyond;
use crate::source::Pointer;

const PARAMETERS: ReferableKind<Written> = ReferableKind {
    name: "parameters",
    table: |components| &components.parameters,
};

/// A parameter before it is read, and its place.
type Declared<'i> = (Pointer, Cow<'i, Written>);

/// All parameters: those of the path item that the operation does not override,
/// then its own, then those that only the path template names.
pub(super) fn read_parameters(
    cx: &mut ResolveCx<'_>,
    index: usize,
    found: &FoundOperation<'_>,
    written: &openapiv3::Operation,
    path: &str,
) -> Vec<Parameter> {
    let mut all = Declarations::default();
    add_parameters(cx, &mut all, &found.item_at, &found.item.parameters);
    add_parameters(cx, &mut all, &found.at, &written.parameters);
    let variables = path::list_path_variables(path);
    let mut parameters = Vec::new();
    let mut known: HashSet<String> = HashSet::default();
    for (at, written) in all.declared.into_iter().flatten() {
        // Before the parameter is read, so that the type of one that is never sent is not asked
        // for.
        if !is_sent(cx, &at, &written, &variables) {
            continue;
        }
        let parameter = read_parameter(cx, index, &at, &written);
        if !cx.spend(&at, COST + parameter.docs.cost()) {
            return Vec::new();
        }
        if parameter.location == Location::Path {
            known.insert(parameter.name.clone());
        }
        parameters.push(parameter);
    }
    for name in variables {
        if known.contains(name) {
            continue;
        }
        // Each has places of its own, with the path in them: of a path of thousands of
        // variables, each would copy all.
        if !cx.spend(&found.at, COST + PLACES * path.len()) {
            return Vec::new();
        }
        parameters.push(make_undeclared_parameter(cx, index, &found.at, name));
    }
    parameters
}

/// About how many bytes a parameter takes in an operation, besides its texts.
const COST: usize = 256;

/// So many times the path stands in what is kept of a parameter that nothing declares: in the
/// places of its finding, of itself and of its type.
const PLACES: usize = 8;

/// The parameters of an operation, of which later ones replace earlier ones.
#[derive(Default)]
struct Declarations<'i> {
    declared: Vec<Option<Declared<'i>>>,
    /// The place of each by its location and name.
    places: HashMap<(Location, String), usize>,
}

impl<'i> Declarations<'i> {
    fn add(&mut self, found: Declared<'i>) {
        let place = self.declared.len();
        // The later one takes the place at the end, as its operation lists it; what it replaces
        // leaves a gap, since the others keep their places.
        if let Some(replaced) = self.places.insert(identify_parameter(&found.1), place)
            && let Some(replaced) = self.declared.get_mut(replaced)
        {
            *replaced = None;
        }
        self.declared.push(Some(found));
    }
}

/// What tells a parameter from all others of an operation (OAS 3.1 §4.8.12). Names of
/// headers compare without case.
fn identify_parameter(written: &Written) -> (Location, String) {
    let name = &written.parameter_data_ref().name;
    match read_parameter_location(written) {
        Location::Header => (Location::Header, name.to_ascii_lowercase()),
        location => (location, name.clone()),
    }
}

/// Adds declarations; one with the name and location of another replaces it.
fn add_parameters<'i, 'a: 'i>(
    cx: &mut ResolveCx<'a>,
    all: &mut Declarations<'i>,
    at: &Pointer,
    items: &'i [ReferenceOr<Written>],
) {
    let at = at.join("parameters");
    for (index, item) in items.iter().enumerate() {
        if let Some(found) =
            reference::follow_reference_chain(cx, at.join(index), item, Some(&PARAMETERS))
        {
            all.add(found);
        }
    }
}

/// Headers that OpenAPI says are no parameters: other parts of the document describe
/// them (OAS 3.1 §4.8.12.1).
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// Headers that say how a message travels, which the runtime lets nobody set: the
/// transport makes them from the URL and the body (its `request/headers.rs` has the
/// reasons).
const FRAMING: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Whether a declared parameter travels: not headers that the call itself owns, nor
/// path parameters without a place.
fn is_sent(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &Written,
    variables: &IndexSet<&str>,
) -> bool {
    let name = written.parameter_data_ref().name.as_str();
    match read_parameter_location(written) {
        Location::Header => match why_not_sent(name) {
            Some(why) => {
                let message = format!("the header `{name}` {why}; the parameter is left out");
                let finding = Diagnostic::at(Code::IgnoredHeader, at, message);
                cx.report_once(at.as_str(), finding);
                false
            }
            None => true,
        },
        Location::Path if !variables.contains(name) => {
            let message = format!("the path has no `{{{name}}}`; the parameter is dropped");
            let finding = Diagnostic::at(Code::UnusedPathParameter, at, message);
            cx.report_once(at.as_str(), finding);
            false
        }
        Location::Path | Location::Query | Location::Cookie => true,
    }
}

/// Why a header of this name is no parameter of a method; `None` if it is one.
fn why_not_sent(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    if DESCRIBED_ELSEWHERE.contains(&name.as_str()) {
        return Some(
            "is described by media types and security schemes, and OpenAPI ignores it here",
        );
    }
    FRAMING
        .contains(&name.as_str())
        .then_some("is set by the transport, from the URL and the body")
}

fn read_parameter_location(written: &Written) -> Location {
    match written {
        Written::Query { .. } => Location::Query,
        Written::Header { .. } => Location::Header,
        Written::Path { .. } => Location::Path,
        Written::Cookie { .. } => Location::Cookie,
    }
}

fn read_parameter(
    cx: &mut ResolveCx<'_>,
    index: usize,
    at: &Pointer,
    written: &Written,
) -> Parameter {
    let data = written.parameter_data_ref();
    let location = read_parameter_location(written);
    let schema = media_schema::find_parameter_schema(cx, at, &data.format);
    let role = schema.view.notes.page_role;
    if let Some(role) = role.or_else(|| read_page_role(&data.extensions)) {
        cx.page_roles.insert(at.clone(), role);
    }
    let hint = match component_of(at, "parameters") {
        Some(key) => NameHint::Shared(SharedSection::Parameter, key),
        None => NameHint::Operation(index, OperationPart::Parameter(data.name.clone())),
    };
    Parameter {
        name: data.name.clone(),
        given: given_names::read_given_name(&data.extensions, NamedPart::Parameter),
        location,
        // OAS 3.1 §4.8.12.2: path parameters always are.
        required: data.required || location == Location::Path,
        ty: resolve_type_use(cx, &schema, hint),
        encoding: read_parameter_encoding(cx, at, written, data),
        allow_empty: allows_empty(written),
        docs: read_parameter_docs(data, &schema),
        origin: at.clone(),
    }
}

/// A variable of the template that no parameter declares is a text.
fn make_undeclared_parameter(
    cx: &mut ResolveCx<'_>,
    index: usize,
    operation: &Pointer,
    name: &str,
) -> Parameter {
    let message =
        format!("`{{{name}}}` in the path is not declared as a parameter; a text is assumed");
    cx.report(Diagnostic::at(
        Code::UndeclaredPathParameter,
        operation,
        message,
    ));
    let at = operation.join("parameters").join(name);
    let mut view = View::default();
    view.rules.types.push(SchemaType::String);
    let schema = SchemaNode::new(at.join("schema"), view);
    let hint = NameHint::Operation(index, OperationPart::Parameter(name.to_owned()));
    Parameter {
        name: name.to_owned(),
        given: None,
        location: Location::Path,
        required: true,
        ty: resolve_type_use(cx, &schema, hint),
        encoding: ParameterEncoding::Style(Styled {
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
        }),
        allow_empty: false,
        docs: ApiDocs::default(),
        origin: operation.clone(),
    }
}

/// Whether the empty text may stand for a value: in queries, where the style has a
/// form for it (OAS 3.1 §4.8.12.2.1).
fn allows_empty(written: &Written) -> bool {
    match written {
        Written::Query {
            allow_empty_value,
            style: QueryStyle::Form,
            ..
        } => allow_empty_value.unwrap_or_default(),
        Written::Query { .. }
        | Written::Path { .. }
        | Written::Header { .. }
        | Written::Cookie { .. } => false,
    }
}

/// How the value becomes text, defaults filled in (OAS 3.1 §4.8.12.2). What the
/// value's type forbids is settled by the `styles` pass.
fn read_parameter_encoding(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &Written,
    data: &ParameterData,
) -> ParameterEncoding {
    let beyond = find_parameter_beyond(cx, at);
    let whole = beyond.is_whole_query;
    if let ParameterSchemaOrContent::Content(content) = &data.format {
        let kind = content_kind(cx, at, content);
        return if whole {
            ParameterEncoding::WholeQuery(kind)
        } else {
            ParameterEncoding::Content(kind)
        };
    }
    if whole {
        return ParameterEncoding::WholeQuery(ContentKind::Form);
    }
    let style = read_parameter_style(written, beyond);
    ParameterEncoding::Style(Styled {
        style,
        explode: data.explode.unwrap_or(matches!(
            style,
            Style::Form | Style::DeepObject | Style::Cookie
        )),
        allow_reserved: match written {
            Written::Query { allow_reserved, .. } => *allow_reserved,
            Written::Header { .. } | Written::Path { .. } | Written::Cookie { .. } => {
                beyond.allow_reserved
            }
        },
    })
}

/// What a parameter says beyond the model.
fn find_parameter_beyond(cx: &ResolveCx<'_>, at: &Pointer) -> ParameterBeyond {
    let parameters = &cx.source.beyond().parameters;
    parameters.get(at).copied().unwrap_or_default()
}

/// What the media type of a `content` makes of values: JSON where there is any, as
/// the schema is taken from there.
fn content_kind(cx: &mut ResolveCx<'_>, at: &Pointer, content: &Content) -> ContentKind {
    let is_json = |name: &String| media::classify_media_type(name) == MediaKind::Json;
    let Some(name) = content
        .keys()
        .find(|name| is_json(name))
        .or_else(|| content.keys().next())
    else {
        return ContentKind::Json;
    };
    match media::classify_media_type(name) {
        MediaKind::Json => ContentKind::Json,
        MediaKind::Form => ContentKind::Form,
        MediaKind::Text => ContentKind::Text,
        MediaKind::Multipart
        | MediaKind::EventStream
        | MediaKind::JsonLines
        | MediaKind::Xml
        | MediaKind::Range
        | MediaKind::Binary => {
            let message = format!("a value in `{name}` is sent as plain text");
            let finding = Diagnostic::at(Code::UndefinedStyle, at, message);
            cx.report_once(at.as_str(), finding);
            ContentKind::Text
        }
    }
}

fn read_parameter_style(written: &Written, beyond: ParameterBeyond) -> Style {
    match written {
        Written::Path { style, .. } => match style {
            PathStyle::Matrix => Style::Matrix,
            PathStyle::Label => Style::Label,
            PathStyle::Simple => Style::Simple,
        },
        Written::Query { style, .. } => match style {
            QueryStyle::Form => Style::Form,
            QueryStyle::SpaceDelimited => Style::SpaceDelimited,
            QueryStyle::PipeDelimited => Style::PipeDelimited,
            QueryStyle::DeepObject => Style::DeepObject,
        },
        Written::Header {
            style: HeaderStyle::Simple,
            ..
        } => Style::Simple,
        Written::Cookie { .. } if beyond.has_cookie_style => Style::Cookie,
        Written::Cookie { .. } => Style::Form,
    }
}

/// What the parameter says, or its schema where it is silent.
fn read_parameter_docs(data: &ParameterData, schema: &SchemaNode) -> ApiDocs {
    let said = &schema.view.notes.docs;
    let mut examples: Vec<String> = data.example.iter().map(Value::to_string).collect();
    for item in data.examples.values() {
        if let ReferenceOr::Item(example) = item {
            examples.extend(example.value.as_ref().map(Value::to_string));
        }
    }
    if examples.is_empty() {
        examples.clone_from(&said.examples);
    }
    ApiDocs {
        title: None,
        description: data
            .description
            .clone()
            .or_else(|| said.description.clone()),
        deprecated: data.deprecated.unwrap_or_default() || said.deprecated,
        examples,
        default: said.default.clone(),
        link: None,
    }
}

#[cfg(test)]
mod tests {
    use super::FRAMING;

    /// A parameter that the runtime refuses to send must be left out here, and none else.
    #[test]
    fn the_runtime_refuses_the_same_headers() {
        let manifest = env!("CARGO_MANIFEST_DIR");
        let path = format!("{manifest}/../runtime/src/request/headers.rs");
        let source = std::fs::read_to_string(path).unwrap();
        let list = source.split("const FRAMING").nth(1).unwrap();
        let list = list.split("];").next().unwrap();
        let names: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        assert_eq!(names, FRAMING);
    }
}
