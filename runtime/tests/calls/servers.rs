//! Base URLs: servers, their variables, and what a caller says instead.

use bindery_runtime::{
    Answer, Api, Body, Builder, Call, Client, Method, Operation, Server, Status, Variable, read,
};

use crate::fake::Fake;

static SERVERS: Api = Api {
    title: "Servers",
    version: "1",
    servers: &[
        Server {
            name: "",
            url: "https://{username}.h.com:{port}/{basePath}",
            variables: &[
                Variable {
                    name: "username",
                    default: "demo",
                    allowed: &[],
                },
                Variable {
                    name: "port",
                    default: "8443",
                    allowed: &["443", "8443"],
                },
                Variable {
                    name: "basePath",
                    default: "v2",
                    allowed: &[],
                },
            ],
        },
        Server {
            name: "staging",
            url: "https://other.example/",
            variables: &[],
        },
    ],
    schemes: &[],
    user_agent: "servers/1",
};

static RELATIVE: Api = Api {
    title: "Relative",
    version: "1",
    servers: &[Server {
        name: "",
        url: "/v1",
        variables: &[],
    }],
    schemes: &[],
    user_agent: "relative/1",
};

static LIST: Operation = Operation {
    id: "list",
    method: Method::GET,
    path: "/pets",
    parameters: &[],
    body: None,
    answers: &[Answer::success(Status::Code(200), "")],
    security: None,
    servers: &[],
    idempotent: true,
};

static UPLOAD: Operation = Operation {
    id: "upload",
    method: Method::POST,
    path: "/files",
    parameters: &[],
    body: None,
    answers: &[Answer::success(Status::Code(200), "")],
    security: None,
    servers: &[
        Server {
            name: "",
            url: "https://files.example/up",
            variables: &[],
        },
        Server {
            name: "staging",
            url: "https://files.other.example",
            variables: &[],
        },
    ],
    idempotent: false,
};

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
