//! Operations in the text.

use std::fmt::Write as _;

use super::label;
use super::shape::print_docs_summary;
use crate::api::types::{
    Api, BodyKind, Content, ContentKind, EventData, GivenName, Location, Operation, Parameter,
    ParameterEncoding, PropertyEncoding, Requirement, Response, Styled, TypedHeader,
};

/// One operation with all its lines.
pub(super) fn dump_operation(out: &mut String, api: &Api, operation: &Operation) {
    let _ = writeln!(
        out,
        "operation {}{}",
        operation.id,
        print_docs_summary(&operation.docs)
    );
    let _ = write!(out, "  {} {}", operation.method, operation.path);
    if operation.idempotent {
        out.push_str(" idempotent");
    }
    if let Some(header) = &operation.idempotency_header {
        let _ = write!(out, " idempotency_key={header:?}");
    }
    if let Some(day) = &operation.sunset {
        let _ = write!(out, " sunset={day:?}");
    }
    if let Some(tag) = &operation.tag {
        let _ = write!(out, " tag={tag:?}");
    }
    if let Some(name) = operation.given.as_ref().map(GivenName::as_str) {
        let _ = write!(out, " name={name:?}");
    }
    out.push('\n');
    dump_operation_head(out, operation);
    for parameter in &operation.parameters {
        self::dump_parameter(out, api, parameter);
    }
    if let Some(body) = &operation.request_body {
        let required = if body.required {
            "required"
        } else {
            "optional"
        };
        let _ = writeln!(out, "  body {required}");
        dump_contents(out, api, &body.contents);
    }
    for response in &operation.successes {
        self::dump_response(out, api, "success", response);
    }
    for response in &operation.failures {
        self::dump_response(out, api, "failure", response);
    }
}

fn print_requirements(list: &[Requirement]) -> String {
    let each = list.iter().map(|one| match one.scopes.as_slice() {
        [] => one.scheme.clone(),
        scopes => format!("{}({})", one.scheme, scopes.join(" ")),
    });
    each.collect::<Vec<_>>().join(" + ")
}

fn dump_operation_head(out: &mut String, operation: &Operation) {
    for server in &operation.servers {
        super::dump_server(out, "  ", server);
    }
    if let Some(lists) = &operation.security {
        let lists: Vec<String> = lists.iter().map(|list| print_requirements(list)).collect();
        let _ = writeln!(out, "  security [{}]", lists.join(" | "));
    }
    if let Some(property) = &operation.stream_property {
        let _ = writeln!(out, "  stream {property}");
    }
    if let Some(pages) = &operation.pagination {
        let _ = writeln!(
            out,
            "  pages by {:?}, items={:?} more={:?} total={:?} total_pages={:?}",
            pages.step, pages.items, pages.more, pages.total, pages.total_pages
        );
    }
}

fn dump_parameter(out: &mut String, api: &Api, parameter: &Parameter) {
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
        label::label_type_use(api, parameter.ty),
        print_parameter_encoding(parameter.encoding),
        if parameter.allow_empty {
            " allowEmptyValue"
        } else {
            ""
        },
        print_docs_summary(&parameter.docs),
    );
}

fn print_parameter_encoding(encoding: ParameterEncoding) -> String {
    match encoding {
        ParameterEncoding::Content(kind) => print_content_encoding(kind).to_owned(),
        ParameterEncoding::WholeQuery(kind) => format!("whole {}", print_content_encoding(kind)),
        ParameterEncoding::Style(style) => print_style(style),
    }
}

fn print_style(styled: Styled) -> String {
    let Styled {
        style,
        explode,
        allow_reserved,
    } = styled;
    let explode = if explode { " explode" } else { "" };
    let reserved = if allow_reserved { " allowReserved" } else { "" };
    format!("{style:?}{explode}{reserved}")
}

fn print_content_encoding(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Json => "json",
        ContentKind::Form => "form",
        ContentKind::Text => "text",
    }
}

fn dump_response(out: &mut String, api: &Api, meaning: &str, response: &Response) {
    let status = label::label_status(response.status);
    let description = response.description.as_deref().unwrap_or_default();
    let description = description.lines().next().unwrap_or_default();
    let _ = writeln!(out, "  {meaning} {status} {description:?}");
    dump_contents(out, api, &response.contents);
    dump_headers(out, api, "    ", &response.headers);
    if let Some(failure) = &response.failure {
        let _ = writeln!(
            out,
            "    fails unless {} is {} (code {:?}, message {:?})",
            failure.pointer, failure.success, failure.code, failure.message
        );
    }
}

fn dump_headers(out: &mut String, api: &Api, indent: &str, headers: &[TypedHeader]) {
    for header in headers {
        let required = if header.required {
            "required"
        } else {
            "optional"
        };
        let ty = label::label_type_use(api, header.ty);
        let _ = writeln!(out, "{indent}header {}: {ty} {required}", header.name);
    }
}

fn dump_contents(out: &mut String, api: &Api, contents: &[Content]) {
    for content in contents {
        let _ = writeln!(
            out,
            "    {}: {}",
            content.media_type,
            print_body_kind(api, &content.body)
        );
        dump_property_encodings(out, api, &content.body);
        for (name, example) in &content.examples {
            let _ = writeln!(out, "      example {name}: {example}");
        }
    }
}

fn print_body_kind(api: &Api, body: &BodyKind) -> String {
    match body {
        BodyKind::Json(of) => format!("json {}", label::label_type_use(api, *of)),
        BodyKind::Form(of, _) => format!("form {}", label::label_type_use(api, *of)),
        BodyKind::Multipart(of, _) => format!("multipart {}", label::label_type_use(api, *of)),
        BodyKind::Text(None) => "text".to_owned(),
        BodyKind::Text(Some(of)) => format!("text like {}", label::label_type_use(api, *of)),
        BodyKind::Plain(of) => format!("text of {}", label::label_type_use(api, *of)),
        BodyKind::Binary => "bytes".to_owned(),
        BodyKind::EventStream(EventData::Text) => "events".to_owned(),
        BodyKind::EventStream(EventData::Json(of)) => {
            format!("events of {}", label::label_type_use(api, *of))
        }
        BodyKind::EventStream(EventData::Whole(of)) => {
            format!("events, whole, of {}", label::label_type_use(api, *of))
        }
        BodyKind::JsonLines(of) => format!("lines of {}", label::label_type_use(api, *of)),
    }
}

fn dump_property_encodings(out: &mut String, api: &Api, body: &BodyKind) {
    let (BodyKind::Form(_, encodings) | BodyKind::Multipart(_, encodings)) = body else {
        return;
    };
    for (property, encoding) in encodings {
        let PropertyEncoding {
            content_type,
            json: _,
            style,
            headers,
        } = encoding;
        let _ = write!(out, "      encoding {property}:");
        if let Some(content_type) = content_type {
            let _ = write!(out, " {content_type}");
        }
        if let Some(style) = style {
            let _ = write!(out, " {}", print_style(*style));
        }
        out.push('\n');
        self::dump_headers(out, api, "        ", headers);
    }
}
