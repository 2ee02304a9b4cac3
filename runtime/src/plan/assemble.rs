//! The last step to a request: what the operation says, what the client is
//! set to, and what the caller wants for this call.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, COOKIE, HeaderMap, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT,
};
use http::{Method, Uri};

use super::Plan;
use super::plain_http::is_readable;
use crate::auth::{
    ChosenCredential, Placed, Tokens, choose_credentials, choose_for_call, place_credential,
};
use crate::description::{Operation, SchemeKind};
use crate::error::{FailureCause, Missing};
use crate::info::CallInfo;
use crate::json::Violation;
use crate::params::EscapeSet;
use crate::request::{
    BaseUrl, BaseUrlError, Content, parse_request_header, print_accept_header, read_server_url,
};
use crate::secrets::{Secret, Secrets, ShownUrl};

/// A request that can be sent as often as needed.
#[derive(Clone)]
pub(crate) struct Assembled {
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Content,
    pub(crate) shown: ShownUrl,
    /// What must not be shown, should a response repeat it.
    pub(crate) secrets: Secrets,
}

impl Assembled {
    /// The request itself.
    pub(crate) fn request<B>(&self, body: B) -> http::Request<B> {
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request.extensions_mut().insert(CallInfo {
            operation: self.operation,
            url: self.shown.clone(),
            #[cfg(feature = "testing")]
            secrets: self.secrets.clone(),
        });
        request
    }
}

/// Puts a request together. All that is wrong comes back at once. What providers
/// of tokens have not given yet is left out.
pub(crate) fn assemble_request(plan: &Plan, tokens: &Tokens) -> Result<Assembled, FailureCause> {
    let mut violations = plan.draft.violations.clone();
    let base = choose_base_url(plan)
        .map_err(|error| push_violation(&mut violations, "url", error.to_string()));
    let chosen = match (choose_call_credentials(plan), violations.is_empty()) {
        (Ok(chosen), _) => chosen,
        (Err(missing), true) => return Err(FailureCause::Auth(missing)),
        (Err(_), false) => Vec::new(),
    };
    let placed = place_credentials(&chosen, tokens, &mut violations);
    let headers = assemble_headers(plan, &placed, &mut violations);
    let (Ok(base), true) = (base, violations.is_empty()) else {
        return Err(FailureCause::Invalid(violations));
    };
    let mut credentials: Vec<Secret> = placed.iter().map(Placed::value).cloned().collect();
    let provided = chosen.iter().filter(|choice| choice.auth.is_provided());
    credentials.extend(provided.flat_map(|choice| choice.auth.secrets()));
    let secrets = collect_known_secrets(plan, credentials);
    let (url, shown) = assemble_urls(plan, &base, &placed, &secrets);
    let length = url.len();
    let Ok(uri) = Uri::try_from(url) else {
        let message = format!("cannot be sent: it has {length} bytes");
        push_violation(&mut violations, "url", message);
        return Err(FailureCause::Invalid(violations));
    };
    let is_allowed = plan.client.shared().secrets_over_http || !is_readable(&uri);
    if !is_allowed && holds_secret(plan, &chosen, &headers) {
        let message = "would send a secret over `http://`, where it can be read on its way: use `https://`, or allow it with `.allow_secrets_over_http()`";
        push_violation(&mut violations, "url", message.to_owned());
        return Err(FailureCause::Invalid(violations));
    }
    Ok(Assembled {
        operation: plan.operation,
        method: plan.method.clone(),
        uri,
        headers,
        body: plan.draft.body.clone(),
        shown,
        secrets,
    })
}

/// What the call must not show: these credentials, what the caller hides, and
/// headers and cookies that are secrets by their names.
pub(crate) fn collect_known_secrets(plan: &Plan, mut credentials: Vec<Secret>) -> Secrets {
    for headers in [
        &plan.client.shared().headers,
        &plan.draft.headers,
        &plan.headers,
    ] {
        let sensitive = headers.values().filter(|value| value.is_sensitive());
        credentials.extend(sensitive.map(print_header_text));
    }
    let named = Secrets::default().and_named(plan.client.shared().api.secrets);
    for cookie in &plan.draft.cookies {
        if let Some((name, value)) = cookie.split_once('=')
            && named.find_name(name).is_some()
        {
            credentials.push(Secret::from(value));
        }
    }
    Secrets::new(credentials, plan.hidden.clone()).and_named(plan.client.shared().api.secrets)
}

fn print_header_text(value: &HeaderValue) -> Secret {
    Secret::new(String::from_utf8_lossy(value.as_bytes()))
}

/// The credentials that the call is sent with.
pub(crate) fn choose_call_credentials(plan: &Plan) -> Result<Vec<ChosenCredential>, Missing> {
    let client = plan.client.shared();
    let security = plan.operation.security;
    match &plan.auth {
        Some(auth) => choose_for_call(auth, client.api, security),
        None => choose_credentials(&client.credentials, client.api, security),
    }
}

/// All credentials in their places.
fn place_credentials(
    chosen: &[ChosenCredential],
    tokens: &Tokens,
    violations: &mut Vec<Violation>,
) -> Vec<Placed> {
    let mut all = Vec::new();
    for choice in chosen {
        match place_credential(choice, tokens) {
            Ok(placed) => all.extend(placed),
            Err(why) => push_violation(violations, "auth", why.to_owned()),
        }
    }
    all
}

/// Whether a request holds what is known to be a secret: a credential, also one of
/// a provider that has not been asked yet, one that the caller wrote into a header,
/// or what the caller hides.
fn holds_secret(plan: &Plan, chosen: &[ChosenCredential], headers: &HeaderMap) -> bool {
    let travels = |choice: &ChosenCredential| {
        choice
            .scheme
            .is_none_or(|one| one.kind != SchemeKind::MutualTls)
    };
    let by_hand = [AUTHORIZATION, PROXY_AUTHORIZATION];
    !plan.hidden.is_empty()
        || chosen.iter().any(travels)
        || by_hand.iter().any(|name| headers.contains_key(name))
}

fn push_violation(violations: &mut Vec<Violation>, path: &str, message: String) {
    violations.push(Violation {
        path: path.to_owned(),
        message,
    });
}

/// The caller's URL for this call, else that of the client, else that of the
/// operation's own server, else that of the document's.
fn choose_base_url(plan: &Plan) -> Result<Cow<'_, BaseUrl>, BaseUrlError> {
    let client = plan.client.shared();
    let own = client.own_server(plan.operation.servers);
    match (&plan.base_url, client.is_given, own) {
        (Some(url), _, _) => BaseUrl::parse(url).map(Cow::Owned),
        (None, false, Some(own)) => read_server_url(own, &client.variables).map(Cow::Owned),
        (None, _, _) => match &client.base_url {
            Ok(url) => Ok(Cow::Borrowed(url)),
            Err(error) => Err(error.clone()),
        },
    }
}

/// The URL as it is sent, and as it may be shown.
fn assemble_urls(
    plan: &Plan,
    base: &BaseUrl,
    placed: &[Placed],
    secrets: &Secrets,
) -> (String, ShownUrl) {
    let path = [base.as_str(), &plan.draft.path];
    let own = plan.draft.query.iter().map(String::as_str);
    let placed: Vec<_> = placed.iter().filter_map(collect_query_pairs).collect();
    let sent = placed.iter().map(|(sent, _)| sent.as_str());
    let sent = join_url(path, own.clone().chain(sent));
    let shown = |url: &str| ShownUrl::new(url, plan.operation.path, secrets.clone());
    if placed.is_empty() {
        let shown = shown(&sent);
        return (sent, shown);
    }
    let masked = placed.iter().map(|(_, masked)| masked.as_str());
    (sent, shown(&join_url(path, own.chain(masked))))
}

/// A credential in the query as it is sent, and as it may be shown.
fn collect_query_pairs(placed: &Placed) -> Option<(String, String)> {
    let Placed::Query { name, value } = placed else {
        return None;
    };
    let escape = EscapeSet::Unreserved;
    let (name, value) = (escape.apply(name), escape.apply(value.expose()));
    Some((format!("{name}={value}"), format!("{name}=[redacted]")))
}

fn join_url<'a>(path: [&str; 2], query: impl Iterator<Item = &'a str> + Clone) -> String {
    let length = path.iter().map(|part| part.len()).sum::<usize>()
        + query.clone().map(|pair| 1 + pair.len()).sum::<usize>();
    let mut url = String::with_capacity(length);
    url.extend(path);
    for (index, pair) in query.enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(pair);
    }
    url
}

/// All headers; the later ones replace the earlier ones of the same name.
fn assemble_headers(plan: &Plan, placed: &[Placed], violations: &mut Vec<Violation>) -> HeaderMap {
    let client = plan.client.shared();
    let mut headers = HeaderMap::new();
    let accept = print_accept_header(plan.operation.responses, plan.reading);
    let user_agent = Bytes::from_static(client.api.user_agent.as_bytes());
    for (name, value) in [(USER_AGENT, user_agent), (ACCEPT, accept)] {
        if let Ok(value) = HeaderValue::from_maybe_shared(value) {
            headers.insert(name, value);
        }
    }
    replace_headers(&mut headers, &client.headers);
    replace_headers(&mut headers, &plan.draft.headers);
    for placed in placed {
        if let Placed::Header { name, value } = placed {
            match parse_request_header(name, value.expose()) {
                Ok((name, mut value)) => {
                    value.set_sensitive(true);
                    headers.insert(name, value);
                }
                Err(message) => push_violation(violations, &format!("header.{name}"), message),
            }
        }
    }
    replace_headers(&mut headers, &plan.headers);
    add_cookies(plan, placed, &mut headers, violations);
    headers
}

fn replace_headers(headers: &mut HeaderMap, with: &HeaderMap) {
    for (name, value) in with {
        headers.insert(name, value.clone());
    }
}

/// All cookies in one header (RFC 6265 §5.4), after those that the caller set,
/// which may be in any encoding.
fn add_cookies(
    plan: &Plan,
    placed: &[Placed],
    headers: &mut HeaderMap,
    violations: &mut Vec<Violation>,
) {
    let set = headers.get(COOKIE).map(|value| value.as_bytes().to_vec());
    let mut cookies: Vec<Vec<u8>> = set.into_iter().collect();
    let own = plan.draft.cookies.iter();
    cookies.extend(own.map(|cookie| cookie.as_bytes().to_vec()));
    for placed in placed {
        if let Placed::Cookie { name, value } = placed {
            let escape = EscapeSet::Unreserved;
            let cookie = format!("{}={}", escape.apply(name), value.expose());
            cookies.push(cookie.into_bytes());
        }
    }
    if cookies.is_empty() {
        return;
    }
    match parse_request_header(COOKIE.as_str(), cookies.join(&b"; "[..])) {
        Ok((name, mut value)) => {
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        Err(message) => push_violation(violations, "cookie", message),
    }
}
