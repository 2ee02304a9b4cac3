//! Operations in the text.

use std::fmt::Write as _;

use super::label;
use super::shape::docs;
use crate::api::types::{
    Api, BodyKind, Content, ContentKind, EventData, Location, Operation, PageInput, Parameter,
    ParameterEncoding, PropertyEncoding, Requirement, Response, Styled, TypedHeader,
};

/// One operation with all its lines.
pub(super) fn entry(out: &mut String, api: &Api, operation: &Operation) {
    let _ = writeln!(out, "operation {}{}", operation.id, docs(&operation.docs));
    let _ = write!(out, "  {} {}", operation.method, operation.path);
    if operation.idempotent {
        out.push_str(" idempotent");
    }
    if let Some(tag) = &operation.tag {
        let _ = write!(out, " tag={tag:?}");
    }
    if let Some(name) = &operation.name {
        let _ = write!(out, " name={name:?}");
    }
    out.push('\n');
    head(out, operation);
    for parameter in &operation.parameters {
        self::parameter(out, api, parameter);
    }
    if let Some(body) = &operation.request_body {
        let required = if body.required {
            "required"
        } else {
            "optional"
        };
        let _ = writeln!(out, "  body {required}");
        contents(out, api, &body.contents);
    }
    for response in &operation.successes {
        self::response(out, api, "success", response);
    }
    for response in &operation.failures {
        self::response(out, api, "failure", response);
    }
}

fn requirements(list: &[Requirement]) -> String {
    let each = list.iter().map(|one| match one.scopes.as_slice() {
        [] => one.scheme.clone(),
        scopes => format!("{}({})", one.scheme, scopes.join(" ")),
    });
    each.collect::<Vec<_>>().join(" + ")
}

fn head(out: &mut String, operation: &Operation) {
    for server in &operation.servers {
        super::server(out, "  ", server);
    }
    if let Some(lists) = &operation.security {
        let lists: Vec<String> = lists.iter().map(|list| requirements(list)).collect();
        let _ = writeln!(out, "  security [{}]", lists.join(" | "));
    }
    if let Some(property) = &operation.stream_property {
        let _ = writeln!(out, "  stream {property}");
    }
    if let Some(pages) = &operation.pagination {
        let offset = match &pages.offset {
            PageInput::Parameter(name) => format!("query {name}"),
            PageInput::BodyProperty(name) => format!("body {name}"),
        };
        let _ = writeln!(
            out,
            "  pages by {offset}, items={} total={:?}",
            pages.items, pages.total
        );
    }
}

fn parameter(out: &mut String, api: &Api, parameter: &Parameter) {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let required = if parameter.required {
        "required"
    } else {
        "optional"
    };
    let _ = writeln!(
        out,
        "  {location} {}: {} {required} {}{}{}",
        parameter.name,
        label::used(api, parameter.ty),
        encoding(parameter.encoding),
        if parameter.allow_empty {
            " allowEmptyValue"
        } else {
            ""
        },
        docs(&parameter.docs),
    );
}

fn encoding(encoding: ParameterEncoding) -> String {
    match encoding {
        ParameterEncoding::Content(kind) => content(kind).to_owned(),
        ParameterEncoding::WholeQuery(kind) => format!("whole {}", content(kind)),
        ParameterEncoding::Style(style) => styled(style),
    }
}

fn styled(styled: Styled) -> String {
    let Styled {
        style,
        explode,
        allow_reserved,
    } = styled;
    let explode = if explode { " explode" } else { "" };
    let reserved = if allow_reserved { " allowReserved" } else { "" };
    format!("{style:?}{explode}{reserved}")
}

fn content(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Json => "json",
        ContentKind::Form => "form",
        ContentKind::Text => "text",
    }
}

fn response(out: &mut String, api: &Api, meaning: &str, response: &Response) {
    let status = label::status(response.status);
    let description = response.description.as_deref().unwrap_or_default();
    let description = description.lines().next().unwrap_or_default();
    let _ = writeln!(out, "  {meaning} {status} {description:?}");
    contents(out, api, &response.contents);
    headers(out, api, "    ", &response.headers);
    if let Some(failure) = &response.failure {
        let _ = writeln!(
            out,
            "    fails unless {} is {} (code {:?}, message {:?})",
            failure.pointer, failure.success, failure.code, failure.message
        );
    }
}

fn headers(out: &mut String, api: &Api, indent: &str, headers: &[TypedHeader]) {
    for header in headers {
        let required = if header.required {
            "required"
        } else {
            "optional"
        };
        let ty = label::used(api, header.ty);
        let _ = writeln!(out, "{indent}header {}: {ty} {required}", header.name);
    }
}

fn contents(out: &mut String, api: &Api, contents: &[Content]) {
    for content in contents {
        let _ = writeln!(
            out,
            "    {}: {}",
            content.media_type,
            body(api, &content.body)
        );
        encodings(out, api, &content.body);
        for (name, example) in &content.examples {
            let _ = writeln!(out, "      example {name}: {example}");
        }
    }
}

fn body(api: &Api, body: &BodyKind) -> String {
    match body {
        BodyKind::Json(of) => format!("json {}", label::used(api, *of)),
        BodyKind::Form(of, _) => format!("form {}", label::used(api, *of)),
        BodyKind::Multipart(of, _) => format!("multipart {}", label::used(api, *of)),
        BodyKind::Text => "text".to_owned(),
        BodyKind::Plain(of) => format!("text of {}", label::used(api, *of)),
        BodyKind::Binary => "bytes".to_owned(),
        BodyKind::EventStream(EventData::Text) => "events".to_owned(),
        BodyKind::EventStream(EventData::Json(of)) => {
            format!("events of {}", label::used(api, *of))
        }
        BodyKind::EventStream(EventData::Whole(of)) => {
            format!("events, whole, of {}", label::used(api, *of))
        }
        BodyKind::JsonLines(of) => format!("lines of {}", label::used(api, *of)),
    }
}

fn encodings(out: &mut String, api: &Api, body: &BodyKind) {
    let (BodyKind::Form(_, encodings) | BodyKind::Multipart(_, encodings)) = body else {
        return;
    };
    for PropertyEncoding {
        property,
        content_type,
        json: _,
        style,
        headers,
    } in encodings
    {
        let _ = write!(out, "      encoding {property}:");
        if let Some(content_type) = content_type {
            let _ = write!(out, " {content_type}");
        }
        if let Some(style) = style {
            let _ = write!(out, " {}", styled(*style));
        }
        out.push('\n');
        self::headers(out, api, "        ", headers);
    }
}
