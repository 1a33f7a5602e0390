//! One request, one answer. Blocking: it runs on a thread that may wait.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::{Request as HttpRequest, Uri};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody, Body};

use crate::config::{Destination, seconds};

/// A request as it is sent.
#[derive(Clone)]
pub struct Request {
    /// Upper case.
    pub method: String,
    /// Absolute.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// Nothing is sent where it is `None`.
    pub body: Option<Vec<u8>>,
}

/// What the other side said.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The request itself.
    #[error("the request cannot be made: {0}")]
    Request(String),
    /// Nobody there, too slow, not trusted. Whether the request arrived is not known.
    #[error("{0}")]
    Transport(String),
}

/// Sends the requests of one destination.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    answer_limit: u64,
}

impl Client {
    /// Trusts what the destination says, or the system.
    pub fn new(destination: &Destination) -> Result<Self, String> {
        Self::with(
            seconds(destination.timeout_seconds),
            destination.answer_kib.saturating_mul(1024),
            destination.trust.as_deref(),
        )
    }

    /// The same without a destination.
    pub fn with(timeout: Duration, answer_limit: u64, trust: Option<&Path>) -> Result<Self, String> {
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .root_certs(roots(trust)?)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(timeout))
            // One address that does not answer leaves time for the others.
            .timeout_connect(Some((timeout / 2).max(Duration::from_secs(1))))
            .http_status_as_error(false)
            // A call is never sent to an address that the configuration does not name.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(ureq::Proxy::try_from_env())
            // A connection that waited for the next call is often closed by then, and a POST is not sent twice.
            .max_idle_age(Duration::from_secs(3))
            .user_agent(concat!("switchhook-call-recorder/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            agent: config.new_agent(),
            answer_limit,
        })
    }

    /// Sends a request and reads the whole answer.
    pub fn send(&self, request: Request) -> Result<Answer, HttpError> {
        let bad = |error: &dyn std::fmt::Display| HttpError::Request(error.to_string());
        let uri: Uri = request
            .url
            .parse()
            .map_err(|error: ureq::http::uri::InvalidUri| bad(&error))?;
        let mut builder = HttpRequest::builder().method(request.method.as_str()).uri(uri);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        match request.body {
            Some(body) => self.run(builder.body(body).map_err(|error| bad(&error))?),
            None => self.run(builder.body(()).map_err(|error| bad(&error))?),
        }
    }

    fn run(&self, request: HttpRequest<impl AsSendBody>) -> Result<Answer, HttpError> {
        let answer = self.agent.run(request).map_err(|error| match error {
            ureq::Error::Http(_) | ureq::Error::BadUri(_) => HttpError::Request(error.to_string()),
            _ => HttpError::Transport(error.to_string()),
        })?;
        let (parts, mut body): (_, Body) = answer.into_parts();
        let headers = parts.headers.iter().map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        });
        let headers = headers.collect();
        let body = body
            .with_config()
            .limit(self.answer_limit)
            .read_to_vec()
            .map_err(|error| HttpError::Transport(format!("the answer was not read to its end: {error}")))?;
        Ok(Answer {
            status: parts.status.as_u16(),
            headers,
            body,
        })
    }
}

impl Answer {
    /// The values of a header.
    pub fn header(&self, name: &str) -> impl Iterator<Item = String> {
        let name = name.to_ascii_lowercase();
        let found = self.headers.iter().filter(move |(found, _)| *found == name);
        found.map(|(_, value)| value.clone())
    }

    /// How long the other side asks to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        let seconds = self.header("retry-after").next()?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds))
    }
}

fn roots(trust: Option<&Path>) -> Result<RootCerts, String> {
    let Some(path) = trust else {
        let system = rustls_native_certs::load_native_certs();
        // None at all is said when a destination with https is asked: http needs none.
        let certificates = system
            .certs
            .iter()
            .map(|found| Certificate::from_der(found).to_owned());
        return Ok(RootCerts::from(certificates.collect::<Vec<_>>()));
    };
    let pem =
        std::fs::read(path).map_err(|error| format!("cannot read trust {}: {error}", path.display()))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(error) => {
                return Err(format!(
                    "trust {}: {error}; give certificates as PEM",
                    path.display()
                ));
            }
        }
    }
    if certificates.is_empty() {
        return Err(format!("trust {}: there is no certificate in it", path.display()));
    }
    Ok(RootCerts::from(certificates))
}
