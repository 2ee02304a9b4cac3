//! The grammar of how tokens of OAuth 2.0 are got (OAS 3.1 §4.8.28, §4.8.29; the flow of devices
//! is of OAS 3.2 §4.28).

use super::grammar::Need::{Map as NeedMap, Text as NeedText};
use super::grammar::ValueKind::{Ignored, Map, Object as Plain, Text};
use super::grammar::Version::V32;
use super::grammar::{FixedField, Object, RestKeys, make_optional_field, repair_nothing};

pub(super) static FLOWS: Object = Object {
    name: "OAuth Flows Object",
    fields: &[
        make_optional_field("implicit", Plain(&IMPLICIT_FLOW)),
        make_optional_field("password", Plain(&TOKEN_FLOW)),
        make_optional_field("clientCredentials", Plain(&TOKEN_FLOW)),
        make_optional_field("authorizationCode", Plain(&CODE_FLOW)),
        make_optional_field("deviceAuthorization", Plain(&DEVICE_FLOW)).since(V32),
    ],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};

static IMPLICIT_FLOW: Object = Object {
    fields: &[
        make_optional_field("authorizationUrl", Text).need(NeedText(V32)),
        make_optional_field("tokenUrl", Ignored),
        REFRESH_URL,
        SCOPES,
    ],
    ..FLOW
};

static TOKEN_FLOW: Object = Object {
    fields: &[
        make_optional_field("authorizationUrl", Ignored),
        TOKEN_URL,
        REFRESH_URL,
        SCOPES,
    ],
    ..FLOW
};

static CODE_FLOW: Object = Object {
    fields: &[
        make_optional_field("authorizationUrl", Text).need(NeedText(V32)),
        TOKEN_URL,
        REFRESH_URL,
        SCOPES,
    ],
    ..FLOW
};

static DEVICE_FLOW: Object = Object {
    fields: &[
        make_optional_field("deviceAuthorizationUrl", Text).need(NeedText(V32)),
        TOKEN_URL,
        REFRESH_URL,
        SCOPES,
    ],
    ..FLOW
};

/// What the flows have in common; which URLs each has is its own.
const FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[],
    rest: RestKeys::Unknown,
    open: false,
    prepare: repair_nothing,
};
const TOKEN_URL: FixedField = make_optional_field("tokenUrl", Text).need(NeedText(V32));
const REFRESH_URL: FixedField = make_optional_field("refreshUrl", Text);
const SCOPES: FixedField = make_optional_field("scopes", Map(&Text)).need(NeedMap(V32));
