//! Security schemes, and which of them an operation asks for.

use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityRequirement, SecurityScheme as Written};

use super::extension;
use crate::api::context::ResolveCx;
use crate::api::reference::{self, ReferableKind};
use crate::api::types::{Location, Requirement, SecurityKind, SecurityScheme, SignInFlows};
use crate::diagnostics::{Code, Diagnostic};
use crate::normalised::DeviceFlow;
use crate::source::Pointer;

const SCHEMES: ReferableKind<Written> = ReferableKind {
    name: "securitySchemes",
    table: |components| &components.security_schemes,
};

/// All schemes of the document.
pub(crate) fn read_security_schemes(cx: &mut ResolveCx<'_>) -> Vec<SecurityScheme> {
    let components = cx.source.openapi.components.as_ref();
    let all = Pointer::root().join("components").join("securitySchemes");
    let mut schemes = Vec::new();
    for (name, item) in components.iter().flat_map(|all| &all.security_schemes) {
        let found = reference::follow_reference_chain(cx, all.join(name), item, Some(&SCHEMES));
        schemes.extend(found.map(|(at, written)| {
            let device = cx.source.beyond().device_flows.get(&at);
            read_security_scheme(name, &written, device, at)
        }));
    }
    schemes
}

fn read_security_scheme(
    name: &str,
    written: &Written,
    device: Option<&DeviceFlow>,
    origin: Pointer,
) -> SecurityScheme {
    let (kind, description, extensions) = match written {
        Written::APIKey {
            location,
            name,
            description,
            extensions,
        } => {
            let location = self::read_key_location(location);
            let name = name.clone();
            (
                SecurityKind::ApiKey { location, name },
                description,
                extensions,
            )
        }
        Written::HTTP {
            scheme,
            description,
            extensions,
            ..
        } => (read_http_scheme(scheme), description, extensions),
        Written::OAuth2 {
            flows,
            description,
            extensions,
        } => {
            let flow = flows.client_credentials.as_ref();
            let token_url = flow.map(|flow| flow.token_url.clone());
            let sign_in = read_sign_in_flows(flows, device);
            (
                SecurityKind::OAuth2 { token_url, sign_in },
                description,
                extensions,
            )
        }
        Written::OpenIDConnect {
            description,
            extensions,
            ..
        } => (SecurityKind::OpenIdConnect, description, extensions),
    };
    SecurityScheme {
        name: name.to_owned(),
        kind,
        prefix: extension::read_text_extension(extensions, "x-bindery-prefix").unwrap_or_default(),
        description: description.clone(),
        origin,
    }
}

fn read_sign_in_flows(flows: &OAuth2Flows, device: Option<&DeviceFlow>) -> SignInFlows {
    let code = flows.authorization_code.as_ref();
    let refresh_url = code.and_then(|flow| flow.refresh_url.clone());
    SignInFlows {
        code: code.map(|flow| (flow.authorization_url.clone(), flow.token_url.clone())),
        device: device.map(|flow| {
            (
                flow.device_authorization_url.clone(),
                flow.token_url.clone(),
            )
        }),
        refresh_url: refresh_url.or_else(|| device?.refresh_url.clone()),
    }
}

fn read_key_location(written: &APIKeyLocation) -> Location {
    match written {
        APIKeyLocation::Query => Location::Query,
        APIKeyLocation::Header => Location::Header,
        APIKeyLocation::Cookie => Location::Cookie,
    }
}

/// Scheme names compare without case (RFC 9110 §11.1).
fn read_http_scheme(scheme: &str) -> SecurityKind {
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => SecurityKind::Basic,
        "bearer" => SecurityKind::Bearer,
        // The model has no `type: mutualTLS`; it travels like this.
        "mutualtls" => SecurityKind::MutualTls,
        _ => SecurityKind::Http(scheme.to_owned()),
    }
}

/// What an operation asks for: its own requirements in place of the document's.
pub(super) fn read_operation_security(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &openapiv3::Operation,
) -> Option<Vec<Vec<Requirement>>> {
    match &written.security {
        Some(own) => read_security_requirements(cx, &at.join("security"), own),
        None => {
            let root = cx.source.openapi.security.as_ref()?;
            read_security_requirements(cx, &Pointer::root().join("security"), root)
        }
    }
}

/// About how many bytes one requirement takes in an operation.
const COST: usize = 64;

/// Lists that name undeclared schemes are dropped; when none is left nothing is
/// known.
fn read_security_requirements(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &[SecurityRequirement],
) -> Option<Vec<Vec<Requirement>>> {
    let mut lists = Vec::new();
    for (index, requirement) in written.iter().enumerate() {
        let undeclared = requirement.keys().find(|name| !is_declared(cx, name));
        match undeclared {
            None if !cx.spend(at, COST + COST * requirement.len()) => break,
            None => lists.push(requirement.iter().map(of_scheme).collect()),
            Some(name) => report_undeclared_scheme(cx, &at.join(index), name),
        }
    }
    // `[]` means that nobody is asked for anything; a list of which nothing is left means that we
    // do not know, and then the client sends what it has.
    (written.is_empty() || !lists.is_empty()).then_some(lists)
}

fn of_scheme((scheme, scopes): (&String, &Vec<String>)) -> Requirement {
    Requirement {
        scheme: scheme.clone(),
        scopes: scopes.clone(),
    }
}

fn is_declared(cx: &ResolveCx<'_>, name: &str) -> bool {
    let components = cx.source.openapi.components.as_ref();
    components.is_some_and(|components| components.security_schemes.contains_key(name))
}

fn report_undeclared_scheme(cx: &mut ResolveCx<'_>, at: &Pointer, name: &str) {
    let message =
        format!("the security scheme `{name}` is not declared; the requirement is dropped");
    let finding = Diagnostic::at(Code::UndeclaredSecurityScheme, at, message).help(format!(
        "declare `{name}` under `components/securitySchemes`"
    ));
    cx.report_once(name, finding);
}
