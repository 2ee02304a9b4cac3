//! All kinds of credentials, and the operation that is called with them.

use bindery_runtime::contract::{Api, Operation, Parameter, ResponseInfo, Scheme, Status};
use bindery_runtime::{
    Auth, Base64, Call, ClientCredentials, Method, Secret, TokenError, TokenProvider, TokenRequest,
    json, transport,
};

pub static API: Api = Api::new("Guarded", "1", "guarded/1").schemes(&[
    Scheme::header("HeaderKey", "X-Key"),
    Scheme::query("QueryKey", "key"),
    Scheme::cookie("CookieKey", "sid"),
    Scheme::basic("Basic"),
    Scheme::bearer("Bearer"),
    Scheme::http("Signed", "Signed"),
    Scheme::oauth2("OAuth", ""),
]);

pub static PROBE: Operation = Operation::new("probe", Method::PUT, "/probe/{place}/end")
    .parameters(&[Parameter::path("place"), Parameter::query("hint")])
    .responses(&[
        ResponseInfo::success(Status::Code(200), "application/json"),
        ResponseInfo::failure(Status::Code(400), "application/json"),
        ResponseInfo::failure(Status::Code(401), "application/json"),
    ])
    .idempotent();

/// A secret in one place of a call.
pub struct Credential {
    pub name: &'static str,
    kind: Kind,
    secret: String,
    /// What must not show: pieces of the secret that no escape changes, and what it
    /// becomes on its way.
    pub needles: Vec<String>,
}

enum Kind {
    Auth(Auth),
    OAuth(ClientCredentials),
    Header(&'static str),
    Cookie,
    HiddenInPath,
    HiddenInQuery,
    HiddenInBody,
    HiddenHeader,
}

/// What every encoding changes.
const HARD: &str = "hush\"s3cr&/+=%41-k3y";

/// Cookies hold no quotes.
const IN_COOKIE: &str = "hush's3cr&/+=%41-k3y";

pub fn credentials() -> Vec<Credential> {
    let auth = |name, auth: Auth| Credential::new(name, Kind::Auth(auth), HARD);
    let basic = {
        let mut basic = auth("basic", Auth::basic("somebody", HARD));
        basic.needles.push(base64(&format!("somebody:{HARD}")));
        basic
    };
    let named_basic = {
        let text = format!("somebody:{HARD}");
        let mut basic = auth("named basic", Auth::credential("Basic", text.as_str()));
        basic.needles.push(base64(&text));
        basic
    };
    let user = auth("basic, a key as the user", Auth::basic(HARD, "x"));
    vec![
        auth("API key in a header", Auth::credential("HeaderKey", HARD)),
        auth("API key in the query", Auth::credential("QueryKey", HARD)),
        Credential::new(
            "API key in a cookie",
            Kind::Auth(Auth::credential("CookieKey", IN_COOKIE)),
            IN_COOKIE,
        ),
        auth("bearer", Auth::bearer(HARD)),
        basic,
        named_basic,
        user,
        auth("another HTTP scheme", Auth::credential("Signed", HARD)),
        auth("a header", Auth::header("X-Own", HARD)),
        auth("a provider", Auth::provider(Provider)),
        Credential::new("a header by hand", Kind::Header("X-Auth-Token"), HARD),
        Credential::new("authorization by hand", Kind::Header("Authorization"), HARD),
        Credential::new("a cookie by hand", Kind::Cookie, "hush-s3cr-k3y"),
        Credential::new("hidden in the path", Kind::HiddenInPath, HARD),
        Credential::new("hidden in the query", Kind::HiddenInQuery, HARD),
        Credential::new("hidden in the body", Kind::HiddenInBody, HARD),
        Credential::new("a hidden header", Kind::HiddenHeader, HARD),
        Credential::new(
            "hidden, with all letters",
            Kind::HiddenInBody,
            "hushé😀s3cr\n\\k3y",
        ),
        Credential::oauth(),
    ]
}

impl Credential {
    fn new(name: &'static str, kind: Kind, secret: &str) -> Self {
        let pieces = ["hush", "s3cr", "k3y"];
        Self {
            name,
            kind,
            secret: secret.to_owned(),
            needles: pieces.map(str::to_owned).to_vec(),
        }
    }

    /// Client credentials; their token endpoint is the server that the call goes to.
    pub fn oauth() -> Self {
        let settings = ClientCredentials::new("client", HARD)
            .parameter("assertion", "hush-parameter")
            .token_url("/token");
        let mut made = Self::new("OAuth", Kind::OAuth(settings), HARD);
        made.needles.push("t0ken-of-the-answer".to_owned());
        made
    }

    pub fn with_token_url(&self, url: &str) -> Self {
        let Kind::OAuth(settings) = &self.kind else {
            panic!("{} has no token URL", self.name);
        };
        let settings = settings.clone().token_url(format!("{url}/refused"));
        Self {
            kind: Kind::OAuth(settings),
            secret: self.secret.clone(),
            needles: self.needles.clone(),
            name: self.name,
        }
    }

    pub fn secret(&self) -> String {
        self.secret.clone()
    }

    pub fn set<T, E>(&self, call: Call<T, E>) -> Call<T, E> {
        match &self.kind {
            Kind::Auth(auth) => call.auth(auth.clone()),
            Kind::OAuth(settings) => call.auth(settings.clone()),
            Kind::Header(name) => call.header(name, &self.secret),
            Kind::Cookie => call.header("Cookie", &format!("a=b; sid={}", self.secret)),
            Kind::HiddenHeader => call.header("X-Plain", &self.secret).hide(self.secret()),
            Kind::HiddenInPath | Kind::HiddenInQuery | Kind::HiddenInBody => {
                call.hide(self.secret())
            }
        }
    }

    pub fn in_path(&self) -> String {
        self.in_place(matches!(self.kind, Kind::HiddenInPath))
    }

    pub fn in_query(&self) -> String {
        self.in_place(matches!(self.kind, Kind::HiddenInQuery))
    }

    pub fn in_body(&self) -> String {
        self.in_place(matches!(self.kind, Kind::HiddenInBody))
    }

    fn in_place(&self, here: bool) -> String {
        if here {
            self.secret()
        } else {
            "nothing".to_owned()
        }
    }
}

/// Gives the secret as a token.
struct Provider;

impl TokenProvider for Provider {
    fn token<'a>(
        &'a self,
        _: TokenRequest<'a>,
    ) -> transport::BoxFuture<'a, Result<Secret, TokenError>> {
        Box::pin(async { Ok(Secret::new(HARD)) })
    }
}

fn base64(text: &str) -> String {
    let quoted = json::to_json(&Base64::from(text.as_bytes()));
    quoted.trim_matches(['"', '=']).to_owned()
}
