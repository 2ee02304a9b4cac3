//! Credentials and base URL from the environment.

use std::collections::BTreeSet;
use std::env::{self, VarError};

use super::Builder;
use crate::client::Client;
use crate::description::SchemeKind;
use crate::oauth::ClientCredentials;

impl<C: From<Client>> Builder<C> {
    /// Takes the base URL and credentials from environment variables that begin with a prefix,
    /// as far as they are set and not empty:
    ///
    /// | variable | as |
    /// |---|---|
    /// | `PREFIX_BASE_URL` | [`base_url`](Self::base_url) |
    /// | `PREFIX_` and the name of a variable of a server: `PREFIX_ACCOUNT_ID` for `accountId` | [`variable`](Self::variable) |
    /// | `PREFIX_` and the name of a security scheme: `PREFIX_ADMIN_KEY` for `adminKey` | [`credential`](Self::credential) |
    /// | `PREFIX_API_KEY`, where the document has an API key | [`api_key`](Self::api_key) |
    /// | `PREFIX_TOKEN`, where it has a bearer token or OAuth 2.0 | [`bearer`](Self::bearer) |
    /// | `PREFIX_USERNAME` and `PREFIX_PASSWORD`, where it has HTTP Basic | [`basic`](Self::basic) |
    /// | `PREFIX_CLIENT_ID` and `PREFIX_CLIENT_SECRET`, where it has OAuth 2.0 | [`client_credentials`](Self::client_credentials) |
    ///
    /// What is set by other methods stays. A document of one scheme is the usual case, and with
    /// several the credentials of each are taken. A variable that is no Unicode is a mistake that
    /// [`build`](Self::build) tells.
    ///
    /// ```
    /// # use bindery_runtime::{Builder, Client, contract::Api};
    /// # static API: Api = Api::new("Shop", "1", "shop/0.1.0");
    /// // SHOP_BASE_URL=https://staging.shop.example SHOP_API_KEY=… cargo run
    /// let client: Client = Builder::new(&API)
    ///     .base_url("https://shop.example")
    ///     .from_env("SHOP")
    ///     .build()?;
    /// # Ok::<(), bindery_runtime::BuildError>(())
    /// ```
    pub fn from_env(self, prefix: &str) -> Self {
        self.take_variables(prefix, &|name| env::var(name))
    }

    /// The same with variables of any origin.
    fn take_variables(
        mut self,
        prefix: &str,
        read: &dyn Fn(&str) -> Result<String, VarError>,
    ) -> Self {
        let mut unreadable = Vec::new();
        let mut take = |name: &str| match read(&format!("{prefix}_{name}")) {
            Ok(value) => Some(value).filter(|value| !value.is_empty()),
            Err(VarError::NotPresent) => None,
            Err(VarError::NotUnicode(_)) => {
                unreadable.push(format!("the variable `{prefix}_{name}` is no Unicode text"));
                None
            }
        };
        if let Some(url) = take("BASE_URL") {
            self = self.base_url(url);
        }
        let servers = self.api.servers.iter();
        let variables = servers.flat_map(|server| server.variables);
        let variables: BTreeSet<&str> = variables.map(|variable| variable.name).collect();
        for name in variables.iter().chain(self.operation_variables) {
            if let Some(value) = take(&name_variable(name)) {
                self = self.variable(*name, value);
            }
        }
        let schemes = self.api.schemes;
        for scheme in schemes {
            if let Some(secret) = take(&name_variable(scheme.name)) {
                self = self.credential(scheme.name, secret);
            }
        }
        let has = |fits: fn(&SchemeKind) -> bool| schemes.iter().any(|one| fits(&one.kind));
        if has(is_api_key)
            && let Some(secret) = take("API_KEY")
        {
            self = self.api_key(secret);
        }
        if has(takes_token)
            && let Some(token) = take("TOKEN")
        {
            self = self.bearer(token);
        }
        if has(|kind| matches!(kind, SchemeKind::Basic))
            && let Some((user, password)) = take("USERNAME").zip(take("PASSWORD"))
        {
            self = self.basic(user, password);
        }
        if has(|kind| matches!(kind, SchemeKind::OAuth2 { .. }))
            && let Some((id, secret)) = take("CLIENT_ID").zip(take("CLIENT_SECRET"))
        {
            self = self.client_credentials(ClientCredentials::new(id, secret));
        }
        self.problems.extend(unreadable);
        self
    }
}

fn is_api_key(kind: &SchemeKind) -> bool {
    matches!(
        kind,
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_)
    )
}

fn takes_token(kind: &SchemeKind) -> bool {
    matches!(kind, SchemeKind::Bearer | SchemeKind::OAuth2 { .. })
}

/// The name of a scheme as a part of a variable's: `adminKey`, `admin-key` and `AdminKey` are
/// `ADMIN_KEY`.
fn name_variable(scheme: &str) -> String {
    let mut name = String::new();
    let mut is_lower = false;
    for letter in scheme.chars() {
        if !letter.is_alphanumeric() {
            is_lower = false;
            if !name.ends_with('_') {
                name.push('_');
            }
            continue;
        }
        if letter.is_uppercase() && is_lower {
            name.push('_');
        }
        is_lower = letter.is_lowercase() || letter.is_numeric();
        name.extend(letter.to_uppercase());
    }
    name.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::{Api, Scheme, Server, ServerVariable};

    static API: Api = Api::new("Shop", "1", "shop/1")
        .schemes(&[
            Scheme::header("adminKey", "x-admin"),
            Scheme::bearer("sign-in"),
            Scheme::basic("plain"),
        ])
        .servers(&[Server::new("https://{accountId}.shop.example")
            .variables(&[ServerVariable::new("accountId", "none")])]);

    fn build(variables: &[(&str, &str)]) -> String {
        let read = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            let value = found.map(|(_, value)| (*value).to_owned());
            value.ok_or(VarError::NotPresent)
        };
        let builder = Builder::<Client>::new(&API).take_variables("SHOP", &read);
        format!(
            "{:?} {:?} {:?}",
            builder.base_url, builder.variables, builder.credentials
        )
    }

    #[test]
    fn variables_of_the_prefix_are_taken() {
        let kinds = |told: String| {
            let words = ["ApiKey", "Bearer", "Basic", "Named", "https", "accountId"];
            words.map(|word| told.contains(word))
        };
        assert_eq!(kinds(build(&[])), [false; 6]);
        let all = [
            ("SHOP_BASE_URL", "https://shop.example"),
            ("SHOP_API_KEY", "a"),
            ("SHOP_TOKEN", "b"),
            ("SHOP_USERNAME", "c"),
            ("SHOP_PASSWORD", "d"),
            ("SHOP_ADMIN_KEY", "e"),
            ("SHOP_ACCOUNT_ID", "g"),
            ("OTHER_TOKEN", "f"),
        ];
        assert_eq!(kinds(build(&all)), [true; 6]);
        // A user without a password is none, nor is what is empty.
        let half = [("SHOP_USERNAME", "c"), ("SHOP_TOKEN", "")];
        assert_eq!(kinds(build(&half)), [false; 6]);
    }

    #[test]
    fn names_of_schemes_are_names_of_variables() {
        for (scheme, variable) in [
            ("adminKey", "ADMIN_KEY"),
            ("admin-key", "ADMIN_KEY"),
            ("APIKeyHeader", "APIKEY_HEADER"),
            ("oauth2", "OAUTH2"),
            ("x.y", "X_Y"),
        ] {
            assert_eq!(name_variable(scheme), variable);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_unicode_is_told() {
        let read = |_: &str| Err(VarError::NotUnicode("\u{fffd}".into()));
        let builder = Builder::<Client>::new(&API).take_variables("SHOP", &read);
        let error = builder.build().map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("SHOP_BASE_URL"), "{error}");
    }
}
