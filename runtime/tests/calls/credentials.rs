//! Security requirements and the credentials that meet them.

use bindery_runtime::contract::{
    Api, Operation, Parameter, ResponseInfo, Scheme, Server, Status, read,
};
use bindery_runtime::{
    Auth, Body, Builder, Call, Client, Delivery, ErrorKind, Method, Requirement, Secret,
    http::HeaderMap,
};

use crate::fake::Fake;

static API: Api = Api::new("Secure", "1", "secure/1")
    .servers(&[Server::new("https://secure.example")])
    .schemes(&[
        Scheme::header("Key", "X-Key").prefix("apikey "),
        Scheme::header("Second", "X-Second"),
        Scheme::query("QueryKey", "token"),
        Scheme::cookie("CookieKey", "sid"),
        Scheme::basic("Basic"),
        Scheme::bearer("Bearer"),
        Scheme::http("Digest", "Digest"),
        Scheme::mutual_tls("Mutual"),
    ]);

static KEY_ONLY: Api = Api::new("Key only", "1", "key/1")
    .servers(&[Server::new("https://key.example")])
    .schemes(&[Scheme::header("Key", "Authorization").prefix("apikey ")]);

type Security = Option<&'static [&'static [&'static str]]>;

/// Requirements without scopes.
fn requirements(names: &[&'static str]) -> &'static [Requirement] {
    let all: Vec<Requirement> = names.iter().map(|name| Requirement::new(name)).collect();
    Box::leak(all.into_boxed_slice())
}

fn call(client: &Client, security: Security) -> Call<(), ()> {
    let security = security.map(|lists| {
        let lists: Vec<_> = lists.iter().map(|names| requirements(names)).collect();
        &*Box::leak(lists.into_boxed_slice())
    });
    let operation = Operation::new("guarded", Method::GET, "/x")
        .parameters(PARAMETERS)
        .responses(ANSWERS)
        .idempotent();
    let operation = match security {
        Some(alternatives) => operation.security(alternatives),
        None => operation,
    };
    let operation = Box::leak(Box::new(operation));
    let theme = Some("dark".to_owned());
    Call::new(
        client,
        operation,
        &[&theme],
        Body::None,
        read::empty,
        read::empty,
    )
}

static PARAMETERS: &[Parameter] = &[Parameter::cookie("theme")];

static ANSWERS: &[ResponseInfo] = &[ResponseInfo::success(Status::Code(200), "")];

fn builder(api: &'static Api) -> Builder<Client> {
    Builder::new(api).transport(Fake::default())
}

/// Headers and query of a call, or the error.
fn sent(builder: Builder<Client>, security: Security) -> Result<(HeaderMap, String), String> {
    let client = builder.build().unwrap();
    let request = call(&client, security)
        .request()
        .map_err(|error| error.to_string())?;
    let (parts, _) = request.into_parts();
    let query = parts.uri.query().unwrap_or("").to_owned();
    Ok((parts.headers, query))
}

fn headers(builder: Builder<Client>, security: Security) -> HeaderMap {
    sent(builder, security).unwrap().0
}

#[test]
fn se_01_one_of_the_requirements_is_met() {
    let security: Security = Some(&[&["Key"], &["Bearer"]]);
    let key = headers(builder(&API).api_key("k"), security);
    assert_eq!(key["x-key"], "apikey k");
    let bearer = headers(builder(&API).bearer("t"), security);
    assert_eq!(bearer["authorization"], "Bearer t");
    assert!(!bearer.contains_key("x-key"));
    // The first that can be met, in the order of the document.
    let both = headers(builder(&API).bearer("t").api_key("k"), security);
    assert!(both.contains_key("x-key") && !both.contains_key("authorization"));
}

#[test]
fn se_01_all_of_a_requirement_is_met() {
    let security: Security = Some(&[&["Key", "Second"]]);
    let both = builder(&API).credential("Second", "2").api_key("1");
    let both = headers(both, security);
    assert_eq!(
        (&both["x-key"], &both["x-second"]),
        (&"apikey 1".parse().unwrap(), &"2".parse().unwrap())
    );
    // One secret is not sent to two places.
    assert!(sent(builder(&API).api_key("1"), security).is_err());
}

#[test]
fn se_01_anonymous_calls() {
    let empty: Security = Some(&[]);
    let open: Security = Some(&[&[]]);
    let optional: Security = Some(&[&["Key"], &[]]);
    for security in [empty, open, optional] {
        let none = headers(builder(&API), security);
        assert!(!none.contains_key("x-key"));
    }
    let optional: Security = Some(&[&[], &["Key"]]);
    assert!(headers(builder(&API).api_key("k"), optional).contains_key("x-key"));
    let removed: Security = Some(&[]);
    assert!(!headers(builder(&API).api_key("k"), removed).contains_key("x-key"));
}

#[test]
fn se_01_a_document_that_says_nothing() {
    assert!(headers(builder(&API).api_key("k"), None).contains_key("x-key"));
    assert!(!headers(builder(&API), None).contains_key("x-key"));
}

#[test]
fn se_02_api_keys_in_all_places() {
    let (_, query) = sent(builder(&API).api_key("a b&c"), Some(&[&["QueryKey"]])).unwrap();
    assert_eq!(query, "token=a%20b%26c");
    let second = headers(builder(&API).api_key("k"), Some(&[&["Second"]]));
    assert_eq!(second["x-second"], "k");
}

#[test]
fn se_02_http_schemes() {
    let basic = headers(
        builder(&API).basic("Aladdin", "open sesame"),
        Some(&[&["Basic"]]),
    );
    assert_eq!(basic["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    let named = builder(&API).credential("Basic", "Aladdin:open sesame");
    assert_eq!(
        headers(named, Some(&[&["Basic"]]))["authorization"],
        basic["authorization"]
    );
    let bearer = headers(
        builder(&API).credential("Bearer", "t"),
        Some(&[&["Bearer"]]),
    );
    assert_eq!(bearer["authorization"], "Bearer t");
    let digest = builder(&API).credential("Digest", "username=\"u\"");
    let digest = headers(digest, Some(&[&["Digest"]]));
    assert_eq!(digest["authorization"], "Digest username=\"u\"");
    let mutual = headers(builder(&API), Some(&[&["Mutual"]]));
    assert!(!mutual.contains_key("authorization"));
}

#[test]
fn se_03_schemes_that_are_not_declared() {
    let only: Security = Some(&[&["Nowhere"]]);
    assert!(headers(builder(&API).api_key("k"), only).contains_key("x-key"));
    let partly: Security = Some(&[&["Nowhere", "Bearer"]]);
    assert!(headers(builder(&API).bearer("t"), partly).contains_key("authorization"));
}

#[test]
fn se_04_cookies_are_joined() {
    let cookies = headers(builder(&API).api_key("k=1"), Some(&[&["CookieKey"]]));
    assert_eq!(cookies["cookie"], "theme=dark; sid=k=1");
    assert!(cookies["cookie"].is_sensitive());
    let set = builder(&API).header("Cookie", "a=b").api_key("k");
    assert_eq!(
        headers(set, Some(&[&["CookieKey"]]))["cookie"],
        "a=b; theme=dark; sid=k"
    );
    let set = builder(&API).header("Cookie", "a=grün").api_key("k");
    assert_eq!(
        headers(set, Some(&[&["CookieKey"]]))["cookie"].as_bytes(),
        "a=grün; theme=dark; sid=k".as_bytes()
    );
}

#[test]
fn the_caller_knows_better_than_the_document() {
    let security: Security = Some(&[&["Key"]]);
    let bearer = headers(builder(&KEY_ONLY).bearer("jwt"), security);
    assert_eq!(bearer["authorization"], "Bearer jwt");
    let own = builder(&KEY_ONLY)
        .api_key("k")
        .header_auth("X-Auth", "mine");
    let own = headers(own, security);
    assert_eq!(own["x-auth"], "mine");
    assert!(!own.contains_key("authorization"));
    let spelling = builder(&KEY_ONLY).header_auth("Authorization", "APIKey 1$a");
    assert_eq!(headers(spelling, security)["authorization"], "APIKey 1$a");
    assert!(!headers(builder(&KEY_ONLY).anonymous(), security).contains_key("authorization"));
}

#[test]
fn a_call_may_have_its_own_credential() {
    let client = builder(&API).api_key("k").build().unwrap();
    let header = |auth: Auth, security: Security, name: &str| {
        let request = call(&client, security).auth(auth).request().unwrap();
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let key: Security = Some(&[&["Key"]]);
    assert_eq!(
        header(Auth::api_key("other"), key, "x-key").unwrap(),
        "apikey other"
    );
    assert_eq!(
        header(Auth::bearer("t"), key, "authorization").unwrap(),
        "Bearer t"
    );
    assert_eq!(header(Auth::bearer("t"), key, "x-key"), None);
    assert_eq!(header(Auth::anonymous(), key, "x-key"), None);
    assert_eq!(
        header(Auth::bearer("t"), Some(&[]), "authorization").unwrap(),
        "Bearer t"
    );
    assert_eq!(header(Auth::header("X-A", "b"), key, "x-a").unwrap(), "b");
    let second = header(Auth::credential("Second", "s"), key, "x-second");
    assert_eq!(second.unwrap(), "s");
}

#[test]
fn what_is_missing_is_told() {
    let client = builder(&API).build().unwrap();
    let error = call(&client, Some(&[&["Key"], &["Bearer"], &["Key", "Second"]]))
        .request()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert_eq!(error.delivery(), Delivery::NotSent);
    insta::assert_snapshot!(error, @"`guarded` was not sent: the document asks for `Key` (an API key in the header `X-Key`), or `Bearer` (a bearer token), or `Key` (an API key in the header `X-Key`) and `Second` (an API key in the header `X-Second`), which the client does not have. Call `.api_key(secret)` or `.bearer(token)` or `.credential(\"Key\", secret).credential(\"Second\", secret)` on the client's builder; `.anonymous()` sends calls without.");
}

#[test]
fn credentials_that_no_scheme_takes() {
    static NONE: Api = Api::new("None", "1", "none/1");
    let error = builder(&NONE).api_key("secret-key").build().unwrap_err();
    insta::assert_snapshot!(error, @"the client for None cannot be made: the document has no API key scheme, so nobody knows where the key should travel; use `.header_auth(name, value)`");
    let error = builder(&KEY_ONLY)
        .credential("Keys", "k")
        .build()
        .unwrap_err();
    insta::assert_snapshot!(error, @"the client for Key only cannot be made: the document has no security scheme `Keys`; it has `Key`");
}

#[test]
fn secrets_are_never_shown() {
    let secret = Secret::new("hush-hush");
    let auths = [
        Auth::api_key("hush-hush"),
        Auth::basic("user", "hush-hush"),
        Auth::credential("Key", "hush-hush"),
        Auth::header("X", "hush-hush"),
        Auth::bearer(secret.clone()),
    ];
    let mut shown = format!("{secret} {secret:?} {auths:?}");
    let builder = auths
        .iter()
        .fold(builder(&API), |builder, auth| builder.auth(auth.clone()));
    shown.push_str(&format!("{builder:?}"));
    let client = builder.build().unwrap();
    let call = call(&client, None);
    shown.push_str(&format!("{client:?} {call:?}"));
    let request = call.request().unwrap();
    shown.push_str(&format!("{:?}", request.headers()));
    assert!(!shown.contains("hush"), "{shown}");
}

#[test]
fn secrets_that_cannot_travel_are_not_shown_either() {
    let client = builder(&API).api_key("hush\nhush").build().unwrap();
    let error = call(&client, Some(&[&["Key"]])).request().unwrap_err();
    assert_eq!(error.violations()[0].path, "header.X-Key");
    assert!(!format!("{error} {error:?}").contains("hush"));
}

#[test]
fn prefixes_that_are_already_there() {
    let key = headers(builder(&API).api_key("APIKey 1$a"), Some(&[&["Key"]]));
    assert_eq!(key["x-key"], "APIKey 1$a");
    let bearer = headers(builder(&API).bearer("bearer t"), Some(&[&["Bearer"]]));
    assert_eq!(bearer["authorization"], "bearer t");
}

#[test]
fn credentials_that_are_empty() {
    for builder in [
        builder(&API).api_key(""),
        builder(&API).bearer(" "),
        builder(&API).basic("", ""),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(
            error.problems(),
            ["a credential is empty; is a variable of the environment not set?"]
        );
    }
}

#[test]
fn credentials_in_a_base_url_are_refused_and_not_shown() {
    let error = builder(&API)
        .base_url("https://u:hush@h")
        .build()
        .unwrap_err();
    assert!(
        error.to_string().contains("`.basic(user, password)`"),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("hush"));
}

#[test]
fn secrets_in_the_query_are_not_shown() {
    let client = builder(&API).api_key("hush").build().unwrap();
    let call = call(&client, Some(&[&["QueryKey"]])).query("a", "b");
    assert_eq!(
        call.request().unwrap().uri().query(),
        Some("a=b&token=hush")
    );
    let answer = bindery_runtime::http::Response::builder().status(500);
    let error = call.read(answer.body("hush".into()).unwrap()).unwrap_err();
    assert_eq!(error.url(), "https://secure.example/x?a=b&token=[redacted]");
    assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
}

static COOKIE: Api = Api::new("Cookie", "1", "cookie/1")
    .servers(&[Server::new("https://secure.example")])
    .schemes(&[Scheme::cookie("Session", "sid")]);

/// RFC 6265 §4.1.1, `cookie-value`.
#[test]
fn keys_that_a_cookie_cannot_hold_are_refused() {
    for key in [
        "abc",
        "a=b",
        "a%3Bb",
        "!#$%&'()*+-./:<=>?@[]^_`{|}~",
        "\"abc\"",
    ] {
        let headers = headers(builder(&COOKIE).api_key(key), Some(&[&["Session"]]));
        let cookie = headers["cookie"].to_str().unwrap();
        assert!(cookie.ends_with(&format!("; sid={key}")), "{cookie}");
    }
    for key in [
        "abc; admin=true",
        ";",
        "a b",
        "a,b",
        "a\\b",
        "a\"b",
        "\"a",
        "a\tb",
        "a\r\nSet-Cookie: x",
        "a\u{7f}",
        "a\0",
        "ä",
        " a",
        "a ",
    ] {
        let at_first = builder(&COOKIE).api_key(key).build();
        let told = at_first.unwrap_err().to_string();
        assert!(
            told.contains("the key holds what a cookie cannot"),
            "{key:?}: {told}"
        );
        let client = builder(&COOKIE).build().unwrap();
        for auth in [Auth::api_key(key), Auth::credential("Session", key)] {
            let call = call(&client, Some(&[&["Session"]])).auth(auth);
            let error = call.request().unwrap_err();
            assert_eq!(error.violations()[0].path, "auth", "{key:?}");
            assert!(!error.to_string().contains("admin"), "{error}");
        }
    }
    // Elsewhere the same key is no harm.
    let query = sent(builder(&API).api_key("a; b"), Some(&[&["QueryKey"]])).unwrap();
    assert_eq!(query.1, "token=a%3B%20b");
}

/// RFC 7617 §2.
#[test]
fn users_and_passwords_that_would_be_others_are_refused() {
    for (user, password) in [
        ("admin:x", "y"),
        (":", "y"),
        ("a:", ""),
        ("a\n", "y"),
        ("a", "y\n"),
        ("a", "y\r\n"),
        ("a\0", "y"),
        ("a", "\u{7f}"),
    ] {
        let built = builder(&API).basic(user, password).build();
        assert_eq!(built.unwrap_err().problems().len(), 1, "{user:?}");
        let client = builder(&API).build().unwrap();
        let call = call(&client, None).auth(Auth::basic(user, password));
        assert_eq!(call.request().unwrap_err().violations()[0].path, "auth");
    }
    for (user, password) in [("a", "y:z"), ("", "y"), ("ä b", "\"\\;,"), ("a@b", "")] {
        builder(&API).basic(user, password).build().unwrap();
    }
}
