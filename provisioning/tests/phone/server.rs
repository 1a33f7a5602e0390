//! A server of files on loopback that does what a test tells it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Answers by path, and what was asked.
#[derive(Clone, Default)]
pub(crate) struct Server {
    files: BTreeMap<String, Vec<u8>>,
    /// The value of the `WWW-Authenticate` and how the right `Authorization` begins.
    challenge: Option<(String, String)>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn file(mut self, path: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let mut answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
        answer.extend(body);
        self.files.insert(path.to_owned(), answer);
        self
    }

    /// Any bytes as the answer.
    pub(crate) fn raw(mut self, path: &str, answer: &str) -> Self {
        self.files.insert(path.to_owned(), answer.as_bytes().to_vec());
        self
    }

    pub(crate) fn challenge(mut self, challenge: &str, right: &str) -> Self {
        self.challenge = Some((challenge.to_owned(), right.to_owned()));
        self
    }

    /// Request lines with their `User-Agent` and `Authorization`, as they came.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// The paths alone.
    pub(crate) fn paths(&self) -> Vec<String> {
        let asked = self.asked();
        let paths = asked
            .iter()
            .map(|head| head.split(' ').nth(1).unwrap().to_owned());
        paths.collect()
    }

    /// Serves until the test ends.
    pub(crate) async fn plain(&self) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.answer(stream).await });
            }
        });
        address
    }

    /// The same over TLS.
    pub(crate) async fn tls(&self, identity: &Identity) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(identity.config()));
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (server, acceptor) = (server.clone(), acceptor.clone());
                tokio::spawn(async move {
                    // A phone that does not trust us hangs up.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        server.answer(stream).await;
                    }
                });
            }
        });
        address
    }

    async fn answer(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read_u8().await {
                Ok(byte) => head.push(byte),
                Err(_) => return,
            }
        }
        let head = String::from_utf8(head).unwrap();
        let path = head.split(' ').nth(1).unwrap().to_owned();
        self.asked.lock().unwrap().push(head.clone());
        let unauthorized = self.challenge.as_ref().and_then(|(challenge, right)| {
            let right = format!("Authorization: {right}");
            (!head.contains(&right)).then(|| {
                format!(
                    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: {challenge}\r\nContent-Length: 0\r\n\r\n"
                )
            })
        });
        let answer = match (unauthorized, self.files.get(&path)) {
            (Some(answer), _) => answer.into_bytes(),
            (None, Some(answer)) => answer.clone(),
            (None, None) => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
        };
        // The phone may have hung up.
        let _ = stream.write_all(&answer).await;
        let _ = stream.shutdown().await;
    }
}

/// A certificate and who signed it.
pub(crate) struct Identity {
    pub(crate) authority: String,
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Identity {
    /// For these names, good from now on.
    pub(crate) fn new(names: &[&str]) -> Self {
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut parameters = CertificateParams::new(names).unwrap();
        parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
        let certificate = parameters.signed_by(&key, &authority).unwrap();
        Self {
            authority: authority.pem(),
            certificate: certificate.der().clone(),
            key: key.serialize_der(),
        }
    }

    fn config(&self) -> ServerConfig {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.clone()));
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], key)
            .unwrap()
    }
}
