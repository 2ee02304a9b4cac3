//! `mutualTLS`: a server on this machine that asks clients for a certificate.

#![cfg(feature = "rustls")]
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::sync::Arc;

use bindery_runtime::contract::{Api, Scheme};
use bindery_runtime::transport::ReqwestTransport;
use bindery_runtime::{Auth, Builder, Bytes, Call, Client, Delivery, Method, Value};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto};

static API: Api = Api::new("Vault", "1", "tests").schemes(&[Scheme::mutual_tls("certificate")]);

/// Whoever signs certificates.
type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate that the authority has signed, and its key.
fn signed(by: &Authority) -> (rcgen::Certificate, KeyPair) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    (params.signed_by(&key, by).unwrap(), key)
}

/// A server that talks to clients of the authority alone. Gives its URL.
async fn serve(trusted: &Authority) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.der().clone()).unwrap();
    let provider = Arc::new(crypto::ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let (certificate, key) = signed(trusted);
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![certificate.der().clone()], key.into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Who has no certificate gets no answer.
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let _ = stream.read(&mut [0; 4096]).await;
                let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
                     content-length: 4\r\nconnection: close\r\n\r\ntrue";
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    format!("https://localhost:{port}")
}

/// A client as the documentation of transports describes it.
fn client(url: &str, trusted: &Authority, identity: Option<reqwest::Identity>) -> Client {
    let _ = crypto::ring::default_provider().install_default();
    let root = reqwest::Certificate::from_der(trusted.der()).unwrap();
    let mut builder = reqwest::Client::builder()
        .tls_backend_rustls()
        .tls_certs_only([root])
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy();
    if let Some(identity) = identity {
        builder = builder.identity(identity);
    }
    let transport = ReqwestTransport::from(builder.build().unwrap());
    let builder = Builder::<Client>::new(&API).base_url(url).retries(0);
    builder.transport(transport).build().unwrap()
}

fn identity(by: &Authority) -> reqwest::Identity {
    let (certificate, key) = signed(by);
    let pem = certificate.pem() + &key.serialize_pem();
    reqwest::Identity::from_pem(pem.as_bytes()).unwrap()
}

fn call(client: &Client) -> Call<Value, Bytes> {
    client.call(Method::GET, "/secret")
}

#[tokio::test]
async fn a_client_with_a_certificate_is_answered() {
    let authority = authority();
    let url = serve(&authority).await;
    let client = client(&url, &authority, Some(identity(&authority)));
    assert_eq!(call(&client).await.unwrap(), Value::Bool(true));
    // What the document asks for is met without a credential.
    let anonymous = call(&client).auth(Auth::anonymous()).await.unwrap();
    assert_eq!(anonymous, Value::Bool(true));
}

#[tokio::test]
async fn other_clients_are_turned_away() {
    let (authority, stranger) = (authority(), authority());
    let url = serve(&authority).await;
    for identity in [None, Some(identity(&stranger))] {
        let client = client(&url, &authority, identity);
        let error = call(&client).await.unwrap_err();
        assert!(error.status().is_none(), "{error}");
        assert_ne!(error.delivery(), Delivery::Applied, "{error}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_trusted_gets_nothing() {
    let (authority, stranger) = (authority(), authority());
    let url = serve(&authority).await;
    let client = client(&url, &stranger, Some(identity(&authority)));
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
}
