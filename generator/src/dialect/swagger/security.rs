//! Security schemes: `securityDefinitions` → `components.securitySchemes`.

use crate::dialect::grammar::Entries;
use crate::source::Node;

/// What Swagger 2.0 and OpenAPI 3 call the flows of OAuth 2.
const FLOWS: [(&str, &str); 4] = [
    ("implicit", "implicit"),
    ("password", "password"),
    ("application", "clientCredentials"),
    ("accessCode", "authorizationCode"),
];

/// The members of a scheme that belong to its flow.
const FLOW_MEMBERS: [&str; 3] = ["authorizationUrl", "tokenUrl", "scopes"];

/// A security scheme of OpenAPI 3 from one of Swagger 2.0; what is neither stays as it is, for
/// the grammar to speak of.
pub(super) fn raise_security_scheme(node: Node) -> Node {
    let Node::Map(mut scheme) = node else {
        return node;
    };
    match scheme.get("type").and_then(Node::as_str) {
        Some("basic") => {
            scheme.insert("type".into(), "http".into());
            scheme.insert("scheme".into(), "basic".into());
        }
        Some("oauth2") if !scheme.contains_key("flows") => raise_flow(&mut scheme),
        _ => {}
    }
    Node::Map(scheme)
}

fn raise_flow(scheme: &mut Entries) {
    let Some(Node::String(written)) = scheme.shift_remove("flow") else {
        return;
    };
    let mut flows = FLOWS.iter();
    let flow = flows.find(|(swagger, _)| **swagger == *written);
    let flow = flow.map_or(&*written, |(_, openapi)| openapi);
    let mut members = Entries::default();
    for key in FLOW_MEMBERS {
        if let Some(value) = scheme.shift_remove(key) {
            members.insert(key.into(), value);
        }
    }
    // OpenAPI 3 wants a map, be it empty; Swagger 2.0 did as well, but few wrote it.
    members
        .entry("scopes".into())
        .or_insert_with(Node::empty_map);
    let flows = Entries::from_iter([(flow.into(), Node::Map(members))]);
    scheme.insert("flows".into(), Node::Map(flows));
}
