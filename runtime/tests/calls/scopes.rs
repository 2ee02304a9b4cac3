//! Scopes, and which tokens may stand for which schemes.

use bindery_runtime::contract::{Api, Operation, ResponseInfo, Scheme, Server, Status, read};
use bindery_runtime::transport::BoxFuture;
use bindery_runtime::{
    Auth, Body, Builder, Call, Client, ClientCredentials, Method, Requirement, Secret, TokenError,
    TokenProvider, TokenRequest,
};

use crate::fake::{Fake, Step};

static API: Api = Api::new("Two tenants", "1", "two/1")
    .servers(&[Server::new("https://api.example/v1")])
    .schemes(&[
        scheme("First", "/first/token"),
        scheme("Second", "https://login.example/token"),
    ]);

const fn scheme(name: &'static str, token_url: &'static str) -> Scheme {
    Scheme::oauth2(name, token_url)
}

const fn operation(path: &'static str, security: &'static [&'static [Requirement]]) -> Operation {
    Operation::new("guarded", Method::GET, path)
        .responses(ANSWERS)
        .security(security)
        .idempotent()
}

const ANSWERS: &[ResponseInfo] = &[ResponseInfo::success(Status::Code(200), "")];

const READ_SCOPES: Requirement = Requirement::new("First").with_scopes(&["read"]);
const WRITE_SCOPES: Requirement = Requirement::new("First").with_scopes(&["base", "write"]);

static READ: Operation = operation("/read", &[&[READ_SCOPES], &[WRITE_SCOPES]]);
static WRITE: Operation = operation("/write", &[&[WRITE_SCOPES]]);
static OTHER: Operation = operation("/other", &[&[Requirement::new("Second")]]);

fn call(client: &Client, operation: &'static Operation) -> Call<(), ()> {
    Call::new(client, operation, &[], Body::None, read::empty, read::empty)
}

fn client(fake: &Fake, auth: impl Into<Auth>) -> Client {
    let builder = Builder::new(&API).transport(fake.clone());
    builder.auth(auth).build().unwrap()
}

fn token(token: &str) -> Step {
    Step::json(200, &format!(r#"{{"access_token":"{token}"}}"#))
}

fn done() -> Step {
    Step::Answer(200, Vec::new(), String::new())
}

/// URL and body of each request for a token, URL and token of each call.
fn told(fake: &Fake) -> Vec<(String, String)> {
    let sent = fake.sent().into_iter();
    sent.map(|sent| {
        let header = sent.headers()["authorization"].to_str().unwrap().to_owned();
        let told = match sent.body().as_ref() {
            b"" => header,
            form => String::from_utf8(form.to_vec()).unwrap(),
        };
        (sent.uri().to_string(), told)
    })
    .collect()
}

fn lines(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(url, told): &(&str, &str)| ((*url).to_owned(), (*told).to_owned());
    expected.iter().map(own).collect()
}

#[tokio::test]
async fn se_02_each_scheme_has_tokens_of_its_own() {
    let fake = Fake::new([token("t1"), done(), token("t2"), done(), done(), done()]);
    let client = client(&fake, ClientCredentials::new("id", "secret"));
    for operation in [&READ, &OTHER, &READ, &WRITE] {
        call(&client, operation).await.unwrap();
    }
    // Scopes are the server's business unless they are wanted.
    let expected = lines(&[
        (
            "https://api.example/first/token",
            "grant_type=client_credentials",
        ),
        ("https://api.example/v1/read", "Bearer t1"),
        (
            "https://login.example/token",
            "grant_type=client_credentials",
        ),
        ("https://api.example/v1/other", "Bearer t2"),
        ("https://api.example/v1/read", "Bearer t1"),
        ("https://api.example/v1/write", "Bearer t1"),
    ]);
    assert_eq!(told(&fake), expected);
}

#[tokio::test]
async fn se_02_scopes_of_calls_where_they_are_wanted() {
    let fake = Fake::new([token("t1"), done(), token("t2"), done(), done()]);
    let auth = ClientCredentials::new("id", "secret");
    let client = client(&fake, auth.scope("base").scopes_of_calls());
    for operation in [&READ, &WRITE, &READ] {
        call(&client, operation).await.unwrap();
    }
    let form = |scopes: &str| format!("grant_type=client_credentials&scope={scopes}");
    let expected = lines(&[
        ("https://api.example/first/token", &form("base+read")),
        ("https://api.example/v1/read", "Bearer t1"),
        ("https://api.example/first/token", &form("base+write")),
        ("https://api.example/v1/write", "Bearer t2"),
        ("https://api.example/v1/read", "Bearer t1"),
    ]);
    assert_eq!(told(&fake), expected);
}

#[tokio::test]
async fn se_02_a_refused_token_is_replaced_for_its_scopes_alone() {
    let refused = || Step::Answer(401, Vec::new(), String::new());
    let fake = Fake::new([
        token("t1"),
        done(),
        token("t2"),
        refused(),
        token("t3"),
        done(),
        done(),
    ]);
    let auth = ClientCredentials::new("id", "secret").scopes_of_calls();
    let client = client(&fake, auth);
    for operation in [&READ, &WRITE, &READ] {
        call(&client, operation).await.unwrap();
    }
    let tokens: Vec<String> = told(&fake).into_iter().map(|(_, told)| told).collect();
    assert_eq!(
        tokens
            .iter()
            .filter(|told| told.starts_with("Bearer"))
            .collect::<Vec<_>>(),
        ["Bearer t1", "Bearer t2", "Bearer t3", "Bearer t1"]
    );
}

/// Makes tokens of the scopes that are asked for.
struct Echo;

impl TokenProvider for Echo {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        let scopes = request.scopes().join("+");
        Box::pin(async move { Ok(Secret::new(scopes)) })
    }
}

#[tokio::test]
async fn se_02_providers_hear_of_scopes_and_calls_tell_them() {
    let fake = Fake::new([done(), done()]);
    let client = client(&fake, Auth::provider(Echo));
    for operation in [&READ, &WRITE] {
        call(&client, operation).await.unwrap();
    }
    let expected = lines(&[
        ("https://api.example/v1/read", "Bearer read"),
        ("https://api.example/v1/write", "Bearer base+write"),
    ]);
    assert_eq!(told(&fake), expected);
    let security = call(&client, &WRITE).security().unwrap();
    assert_eq!(security, [[WRITE_SCOPES]]);
    assert_eq!(
        (security[0][0].scheme(), security[0][0].scopes()),
        ("First", &["base", "write"][..])
    );
}
