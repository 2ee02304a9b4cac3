//! Base URLs: servers, their variables, and what a caller says instead.

use bindery_runtime::contract::{
    Api, Operation, ResponseInfo, Server, ServerVariable, Status, read,
};
use bindery_runtime::{Body, Builder, Call, Client, Method};

use crate::fake::Fake;

static SERVERS: Api = Api::new("Servers", "1", "servers/1").servers(&[
    Server::new("https://{username}.h.com:{port}/{basePath}").variables(&[
        ServerVariable::new("username", "demo"),
        ServerVariable::one_of("port", "8443", &["443", "8443"]),
        ServerVariable::new("basePath", "v2"),
    ]),
    Server::new("https://other.example/").named("staging"),
]);

static RELATIVE: Api = Api::new("Relative", "1", "relative/1").servers(&[Server::new("/v1")]);

static LIST: Operation = Operation::new("list", Method::GET, "/pets")
    .responses(&[ResponseInfo::success(Status::Code(200), "")])
    .idempotent();

static UPLOAD: Operation = Operation::new("upload", Method::POST, "/files")
    .responses(&[ResponseInfo::success(Status::Code(200), "")])
    .servers(&[
        Server::new("https://files.example/up"),
        Server::new("https://files.other.example").named("staging"),
    ]);

fn builder(api: &'static Api) -> Builder<Client> {
    Builder::new(api).transport(Fake::default())
}

fn call(client: &Client, operation: &'static Operation) -> Call<(), ()> {
    Call::new(client, operation, &[], Body::None, read::empty, read::empty)
}

fn url(builder: Builder<Client>, operation: &'static Operation) -> String {
    let request = call(&builder.build().unwrap(), operation)
        .request()
        .unwrap();
    request.uri().to_string()
}

#[test]
fn sv_01_the_server_of_the_operation_comes_first() {
    assert_eq!(
        url(builder(&SERVERS), &UPLOAD),
        "https://files.example/up/files"
    );
    assert_eq!(
        url(builder(&SERVERS).server(1), &LIST),
        "https://other.example/pets"
    );
    assert_eq!(
        url(builder(&SERVERS).server(0), &UPLOAD),
        "https://files.example/up/files"
    );
}

#[test]
fn sv_01_the_caller_is_right() {
    let builder = builder(&SERVERS).base_url("http://localhost/api");
    let client = builder.build().unwrap();
    let upload = call(&client, &UPLOAD).request().unwrap();
    assert_eq!(upload.uri(), "http://localhost/api/files");
    let other = call(&client, &LIST)
        .base_url("http://other")
        .request()
        .unwrap();
    assert_eq!(other.uri(), "http://other/pets");
}

#[test]
fn sv_02_a_relative_server_needs_a_base_url() {
    let client = builder(&RELATIVE).build().unwrap();
    let error = call(&client, &LIST).request().unwrap_err();
    assert_eq!(
        error.violations()[0].to_string(),
        "`url` the base URL `/v1` is relative, so the host is not known; give the whole URL with `.base_url(…)`"
    );
    let base = builder(&RELATIVE).base_url("https://h/v1");
    assert_eq!(url(base, &LIST), "https://h/v1/pets");
}

#[test]
fn sv_03_variables() {
    assert_eq!(
        url(builder(&SERVERS), &LIST),
        "https://demo.h.com:8443/v2/pets"
    );
    let set = builder(&SERVERS)
        .variable("username", "me")
        .variable("basePath", "v3/x");
    assert_eq!(url(set, &LIST), "https://me.h.com:8443/v3/x/pets");
    let twice = builder(&SERVERS)
        .variable("port", "8443")
        .variable("port", "443");
    assert_eq!(url(twice, &LIST), "https://demo.h.com:443/v2/pets");
}

#[test]
fn sv_03_values_that_are_not_allowed() {
    let error = builder(&SERVERS)
        .variable("port", "1")
        .variable("usrname", "me")
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the client for Servers cannot be made: no server of the document has a variable `usrname`; the server variable `port` must be one of `443`, `8443`"
    );
    for value in ["https://me", "a b", "a?b", "a#b", "a@b"] {
        let built = builder(&SERVERS).variable("username", value).build();
        assert_eq!(built.unwrap_err().problems().len(), 1, "{value}");
    }
}

#[test]
fn sv_04_a_name_is_an_environment() {
    let staging = || builder(&SERVERS).server_named("staging");
    assert_eq!(url(staging(), &LIST), "https://other.example/pets");
    assert_eq!(url(staging(), &UPLOAD), "https://files.other.example/files");
    let by_place = builder(&SERVERS).server(1);
    assert_eq!(url(by_place, &UPLOAD), "https://files.other.example/files");
}

#[test]
fn sv_04_names_that_are_not_there() {
    let error = builder(&SERVERS).server_named("prod").build().unwrap_err();
    assert_eq!(
        error.problems(),
        ["the document has no server `prod`; it has `staging`"]
    );
    let error = builder(&RELATIVE).server_named("").build();
    assert!(error.is_err(), "a server without a name has no empty one");
}

#[test]
fn a_server_that_is_not_there() {
    let error = builder(&SERVERS).server(2).build().unwrap_err();
    assert_eq!(
        error.problems(),
        ["the document has 2 servers, so there is no server 2"]
    );
}

#[test]
fn settings_that_cannot_be_sent() {
    let error = builder(&SERVERS)
        .base_url("localhost")
        .header("a b", "c")
        .header("x", "\n")
        .header_auth("Authorization", "se\ncret")
        .build()
        .unwrap_err();
    assert_eq!(error.problems().len(), 4, "{error}");
    assert!(!error.to_string().contains("cret"));
}

fn template(url: &'static str, variables: &'static [ServerVariable]) -> &'static Api {
    let servers = vec![Server::new(url).variables(variables)];
    Box::leak(Box::new(
        Api::new("Template", "1", "template/1").servers(Box::leak(servers.into_boxed_slice())),
    ))
}

const fn variable(default: &'static str) -> ServerVariable {
    ServerVariable::new("v", default)
}

/// What becomes of a template with this default and this value.
fn filled(url: &'static str, default: &'static str, value: &str) -> Result<String, String> {
    let variables = Box::leak(vec![variable(default)].into_boxed_slice());
    let builder = builder(template(url, variables)).variable("v", value);
    let client = builder.build().map_err(|error| error.to_string())?;
    let request = call(&client, &LIST).request();
    let request = request.map_err(|error| error.to_string())?;
    Ok(request.uri().to_string())
}

#[test]
fn sv_03_values_stay_in_the_host() {
    let tenant = "https://{v}.api.example.com/v1";
    for value in ["acme", "a-b", "A1", "eu.west-1", "xn--bcher-kva"] {
        let expected = format!("https://{value}.api.example.com/v1/pets");
        assert_eq!(filled(tenant, "demo", value), Ok(expected));
    }
    for value in [
        "evil.com/",
        "evil.com/x",
        "/evil.com",
        "//evil.com",
        "evil.com\\",
        "evil.com:443",
        "evil.com:",
        ":80",
        "a@evil.com",
        "evil.com?",
        "evil.com#",
        "evil.com%2f",
        "%65vil",
        "a b",
        "a\tb",
        "a\nb",
        "a\r\nHost: evil.com",
        "a\0",
        "a_b",
        "ä",
        "evil.com\u{ff0f}",
        "evil\u{3002}com",
        "[::1]",
        "a*b",
        "a,b",
        "a;b",
        "a&b",
        "{v}",
        "{",
        "<a>",
        "a..b",
        "..",
        ".",
        ".a",
        "a.",
        "",
        "https://evil.com",
        "https://evil.com/",
    ] {
        assert!(filled(tenant, "demo", value).is_err(), "{value:?}");
    }
    let middle = "https://api-{v}.example.com";
    assert_eq!(
        filled(middle, "eu", "us-1").unwrap(),
        "https://api-us-1.example.com/pets"
    );
    assert_eq!(
        filled("https://api{v}.example.com", "", "").unwrap(),
        "https://api.example.com/pets"
    );
    assert!(filled(middle, "eu", "x.evil.com/").is_err());
}

#[test]
fn sv_03_values_may_be_what_their_default_is() {
    for (url, default, value, expected) in [
        (
            "https://{v}/v1",
            "h:80",
            "other:8080",
            "https://other:8080/v1/pets",
        ),
        ("https://{v}/v1", "h:80", "other", "https://other/v1/pets"),
        (
            "https://{v}",
            "api.dev/v1",
            "my.host/v2",
            "https://my.host/v2/pets",
        ),
        (
            "https://{v}",
            "api.dev/v1",
            "my.host",
            "https://my.host/pets",
        ),
        (
            "https://h{v}",
            "/sell/v1",
            "/buy/v2",
            "https://h/buy/v2/pets",
        ),
        ("https://h{v}/x", "/sell", "/buy/", "https://h/buy/x/pets"),
        ("https://h:{v}", "80", "81", "https://h:81/pets"),
        ("https://h:{v}/x", "", "", "https://h/x/pets"),
        ("https://h:80{v}", "/", "/a", "https://h:80/a/pets"),
        (
            "{v}",
            "https://h",
            "http://other:80/v1/",
            "http://other:80/v1/pets",
        ),
        (
            "{v}/v1",
            "https://h",
            "http://[::1]:80",
            "http://[::1]:80/v1/pets",
        ),
        ("{v}/v1", "https://h", "http://h/a/", "http://h/a/v1/pets"),
        ("{v}://h", "https", "http", "http://h/pets"),
        // What the document itself says is what its author wants.
        (
            "https://{v}.net",
            "AN_ID",
            "AN_ID",
            "https://AN_ID.net/pets",
        ),
    ] {
        assert_eq!(
            filled(url, default, value).as_deref(),
            Ok(expected),
            "{url} {value}"
        );
    }
    for (url, default, value) in [
        ("https://{v}/v1", "h:80", "evil/"),
        ("https://{v}/v1", "h:80", "h:80:80"),
        ("https://{v}/v1", "h:80", "h:65536"),
        ("https://{v}/v1", "h:80", "h:"),
        ("https://{v}.dev/v1", "h:80", "evil.com:80"),
        ("https://{v}", "api.dev/v1", "my.host/../v2"),
        ("https://{v}", "api.dev/v1", "my.host//v2"),
        ("https://{v}.dev", "api.dev/v1", "evil.com/v2"),
        ("https://h{v}", "/sell", ".evil.com/"),
        ("https://h{v}", "/sell", "@evil.com/"),
        ("https://h:{v}", "80", "81@evil.com"),
        ("https://h:{v}", "80", "81/../x"),
        ("https://h:{v}", "80", "81.evil.com"),
        ("https://h:{v}", "80", "eighty"),
        ("https://h:{v}", "80", "99999"),
        ("https://h:{v}", "80", "+80"),
        ("https://h:80{v}", "/", "81/"),
        ("{v}/v1", "https://h", "https://h/../x"),
        ("{v}/v1", "https://h", "https://u:p@h"),
        ("{v}/v1", "https://h", "https://h?x"),
        ("{v}/v1", "https://h", "//evil.com"),
        ("{v}.example.com/v1", "https://h", "https://evil.com/"),
        ("{v}.example.com/v1", "https://h", "https://evil.com:80"),
        ("{v}://h", "https", "https://evil.com/"),
        ("{v}://h", "https", "ftp"),
        ("{v}://h", "https", ""),
    ] {
        assert!(filled(url, default, value).is_err(), "{url} {value}");
    }
}

#[test]
fn sv_03_values_stay_below_the_path() {
    let path = "https://h/{v}/x";
    for (value, expected) in [
        ("v2", "v2"),
        ("v3/y", "v3/y"),
        ("v3/", "v3"),
        ("@me", "@me"),
        ("a:b", "a:b"),
        ("a%20b", "a%20b"),
        ("ä", "%C3%A4"),
        ("a{b}", "a%7Bb%7D"),
        (".a", ".a"),
        ("...", "..."),
        ("a..b", "a..b"),
        ("100%", "100%25"),
    ] {
        assert_eq!(
            filled(path, "v1", value),
            Ok(format!("https://h/{expected}/x/pets"))
        );
    }
    assert_eq!(filled(path, "v1", "").unwrap(), "https://h/x/pets");
    for value in [
        "..",
        ".",
        "../../x",
        "a/../b",
        "a/..",
        "./a",
        "%2e%2e",
        ".%2e",
        "%2E.",
        "%2e",
        "a%2f..%2fb",
        "..%2fx",
        "%252e%252e",
        "..\\x",
        "a\\b",
        "%5c..%5c",
        "//evil.com",
        "/a",
        "a//b",
        "a%2f%2fb",
        "a?b",
        "a#b",
        "a b",
        "a\nb",
        "%0d%0a",
        "%00",
        "https://evil.com",
    ] {
        assert!(filled(path, "v1", value).is_err(), "{value:?}");
    }
    // A value that is only a part of a segment may not make it one of dots.
    assert!(filled("https://h/.{v}/x", "v1", ".").is_err());
    assert!(filled("https://h/{v}./x", "v1", "").is_err());
    assert_eq!(
        filled("https://h/v{v}/x", "1", "..").unwrap(),
        "https://h/v../x/pets"
    );
}

#[test]
fn sv_03_what_is_wrong_is_told() {
    for (url, value, told) in [
        (
            "https://{v}.dev",
            "evil/",
            "`v` does not fit where it stands: it is a part of the host, so it may hold letters",
        ),
        (
            "https://h:{v}",
            "x",
            "it is the port, so it may hold digits alone",
        ),
        (
            "https://h/{v}",
            "..",
            "it is a part of the path, so it may hold no",
        ),
        (
            "https://{v}.dev",
            "",
            "the server variable `v` is empty, and the host is not complete without it",
        ),
    ] {
        let error = filled(url, "1", value).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn base_urls_with_an_at_in_their_path() {
    let base = builder(&SERVERS).base_url("https://h/v1/@me");
    assert_eq!(url(base, &LIST), "https://h/v1/@me/pets");
    for base in [
        "https://u:p@h/v1",
        "https://u@h",
        "https://@h",
        "https://h@evil.com/@me",
        "https://h:80@evil",
        "https://.h",
        "https://a..h",
        "https://h:99999",
        "https://h:x",
        "https://",
        "https:///a",
        "ftp://h",
    ] {
        assert!(builder(&SERVERS).base_url(base).build().is_err(), "{base}");
    }
}

/// What a server on this machine sees of values in its address.
#[tokio::test]
async fn sv_03_a_server_sees_the_values() {
    let server = wiremock::MockServer::start().await;
    wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(wiremock::ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let address: &'static str = server.address().to_string().leak();
    let (host, port) = address.split_once(':').unwrap();
    let named = |name, default| ServerVariable::new(name, default);
    let variables = vec![
        named("host", host),
        named("port", port),
        named("base", "v1"),
    ];
    let api = template("http://{host}:{port}/{base}/@me", variables.leak());
    for (name, value) in [
        ("base", "v2/x"),
        ("base", "a%2Fb"),
        ("host", "localhost"),
        ("base", "../admin"),
        ("base", "%2e%2e/admin"),
        ("base", "/evil.example"),
        ("host", "evil.example/"),
        ("host", "127.0.0.1:1/"),
        ("port", "1/../.."),
    ] {
        let client = Builder::<Client>::new(api).variable(name, value).build();
        let refused = !["v2/x", "a%2Fb", "localhost"].contains(&value);
        assert_eq!(client.is_err(), refused, "{value}");
        if let Ok(client) = client {
            call(&client, &LIST).await.unwrap();
        }
    }
    let sent = server.received_requests().await.unwrap();
    let paths: Vec<&str> = sent.iter().map(|sent| sent.url.path()).collect();
    assert_eq!(paths, ["/v2/x/@me/pets", "/a%2Fb/@me/pets", "/v1/@me/pets"]);
}
