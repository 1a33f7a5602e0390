//! One connection to a phone, opened again when the phone has closed it.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use rustls::CertificateError;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::error::PushError;
use super::tls::{Fingerprint, FirstContact, WrongPin};
use crate::webui::{MAX_ANSWER, Request, Response, parameter};

/// The longest head of an answer.
const MAX_HEAD: usize = 32 << 10;

/// How a phone is spoken to.
#[derive(Clone, Debug)]
pub(super) enum Scheme {
    Https(Arc<FirstContact>),
    Http,
}

impl Scheme {
    /// The certificate that was seen.
    pub(super) fn fingerprint(&self) -> Option<Fingerprint> {
        match self {
            Self::Https(contact) => contact.pinned(),
            Self::Http => None,
        }
    }

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Https(_) => "https",
            Self::Http => "http",
        }
    }
}

/// A connection, or the means to open one.
pub(super) struct Connection {
    address: SocketAddr,
    scheme: Scheme,
    /// For opening, and again for one answer.
    patience: Duration,
    open: Option<SendRequest<String>>,
}

/// What came back.
pub(super) struct Answer {
    status: u16,
    cookies: Vec<String>,
    challenges: Vec<String>,
    body: Vec<u8>,
}

impl Answer {
    pub(super) const fn status(&self) -> u16 {
        self.status
    }

    pub(super) const fn is_ok(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// Whether it asks for a password.
    pub(super) const fn asks(&self) -> bool {
        self.status == 401
    }

    pub(super) fn body(&self) -> &[u8] {
        if self.body.len() > MAX_ANSWER {
            &[]
        } else {
            &self.body
        }
    }

    /// What it asks for, each with its scheme.
    pub(super) fn challenges(&self) -> impl Iterator<Item = &str> {
        self.challenges.iter().map(String::as_str)
    }

    /// For what it asks for a password.
    pub(super) fn realm(&self) -> Option<String> {
        let mut rests = self
            .challenges()
            .filter_map(|challenge| challenge.split_once(' '));
        rests.find_map(|(_, rest)| parameter(rest, "realm"))
    }

    pub(super) fn response(&self) -> Response<'_> {
        self.cookies
            .iter()
            .fold(Response::new(self.status, &self.body), |response, cookie| {
                response.set_cookie(cookie)
            })
    }
}

/// Why there is no answer.
pub(super) enum Failed {
    /// The connection ended first.
    Lost,
    Error(PushError),
}

impl Connection {
    pub(super) fn new(address: SocketAddr, scheme: Scheme, patience: Duration) -> Self {
        Self {
            address,
            scheme,
            patience,
            open: None,
        }
    }

    /// Opens it, if it is not open.
    pub(super) async fn open(&mut self) -> Result<(), PushError> {
        if self.open.as_ref().is_some_and(|sender| !sender.is_closed()) {
            return Ok(());
        }
        self.open = None;
        let opened = timeout(self.patience, self.connect()).await;
        self.open = Some(opened.map_err(|_| self.late("opening the connection"))??);
        Ok(())
    }

    /// Sends a request and reads its answer.
    pub(super) async fn exchange(&mut self, request: &Request) -> Result<Answer, Failed> {
        let reused = self.open.as_ref().is_some_and(|sender| !sender.is_closed());
        match self.try_exchange(request).await {
            // Kept open for the next request and closed by the phone meanwhile.
            Err(Failed::Lost) if reused => self.try_exchange(request).await,
            other => other,
        }
    }

    async fn try_exchange(&mut self, request: &Request) -> Result<Answer, Failed> {
        self.open().await.map_err(Failed::Error)?;
        let Some(mut sender) = self.open.take() else {
            return Err(Failed::Lost);
        };
        let request = self.written(request).map_err(Failed::Error)?;
        let exchange = async {
            let response = sender.send_request(request).await?;
            let (head, body) = response.into_parts();
            let body = read(body).await?;
            Ok::<_, hyper::Error>((head, body))
        };
        let (head, body) = match timeout(self.patience, exchange).await {
            Err(_) => return Err(Failed::Error(self.late("a request"))),
            Ok(Err(error)) => return Err(self.failed(&error)),
            Ok(Ok(answer)) => answer,
        };
        // One that was not read to its end is not used again.
        if body.len() <= MAX_ANSWER {
            self.open = Some(sender);
        }
        let all = |name| {
            let values = head.headers.get_all(name).iter();
            values
                .filter_map(|value| value.to_str().ok())
                .map(str::to_owned)
                .collect()
        };
        Ok(Answer {
            status: head.status.as_u16(),
            cookies: all(hyper::header::SET_COOKIE),
            challenges: all(hyper::header::WWW_AUTHENTICATE),
            body,
        })
    }

    fn written(&self, request: &Request) -> Result<hyper::Request<String>, PushError> {
        let default_port = match self.scheme {
            Scheme::Https(_) => 443,
            Scheme::Http => 80,
        };
        let host = if self.address.port() == default_port {
            match self.address {
                SocketAddr::V4(four) => four.ip().to_string(),
                SocketAddr::V6(six) => format!("[{}]", six.ip()),
            }
        } else {
            self.address.to_string()
        };
        let mut builder = hyper::Request::builder()
            .method(request.method().as_str())
            .uri(request.target())
            .header(hyper::header::HOST, host);
        for (name, value) in request.headers() {
            builder = builder.header(name, value);
        }
        let body = String::from_utf8_lossy(request.body()).into_owned();
        builder.body(body).map_err(|error| PushError::Http {
            address: self.address,
            problem: error.to_string(),
        })
    }

    async fn connect(&self) -> Result<SendRequest<String>, PushError> {
        let unreachable = |error: io::Error| PushError::Unreachable {
            address: self.address,
            problem: error.to_string(),
        };
        let stream = TcpStream::connect(self.address).await.map_err(unreachable)?;
        // Small requests, and the phone waits for each.
        stream.set_nodelay(true).map_err(unreachable)?;
        let Scheme::Https(contact) = &self.scheme else {
            return self.handshake(stream).await;
        };
        let config = contact
            .config()
            .map_err(|error| self.no_tls(&error.to_string()))?;
        let name = ServerName::IpAddress(self.address.ip().into());
        let stream = TlsConnector::from(config)
            .connect(name, stream)
            .await
            .map_err(|error| self.tls(&error))?;
        if let Some(certificate) = stream.get_ref().1.peer_certificates().and_then(<[_]>::first) {
            contact.pin(certificate);
        }
        self.handshake(stream).await
    }

    async fn handshake<S>(&self, stream: S) -> Result<SendRequest<String>, PushError>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let (sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEAD)
            .ignore_invalid_headers_in_responses(true)
            .title_case_headers(true)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(|error| PushError::Http {
                address: self.address,
                problem: error.to_string(),
            })?;
        // Ends when the sender is dropped or the phone hangs up; what went wrong, the sender tells.
        tokio::spawn(async move {
            let _ = connection.await;
        });
        Ok(sender)
    }

    fn failed(&self, error: &hyper::Error) -> Failed {
        if error.is_parse() {
            return Failed::Error(PushError::Http {
                address: self.address,
                problem: error.to_string(),
            });
        }
        Failed::Lost
    }

    fn tls(&self, error: &io::Error) -> PushError {
        let inner = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if let Some(rustls::Error::InvalidCertificate(CertificateError::Other(other))) = inner
            && let Some(WrongPin { found, pinned }) = other.0.downcast_ref::<WrongPin>()
        {
            return PushError::WrongCertificate {
                address: self.address,
                found: *found,
                pinned: *pinned,
            };
        }
        self.no_tls(&error.to_string())
    }

    fn no_tls(&self, problem: &str) -> PushError {
        PushError::Tls {
            address: self.address,
            problem: problem.to_owned(),
        }
    }

    fn late(&self, what: &'static str) -> PushError {
        PushError::Timeout {
            address: self.address,
            what,
        }
    }
}

/// The body; one byte more than allowed if it is too long, and then no further.
async fn read(mut body: Incoming) -> Result<Vec<u8>, hyper::Error> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame?.into_data() {
            let room = (MAX_ANSWER + 1).saturating_sub(bytes.len());
            bytes.extend_from_slice(&data[..data.len().min(room)]);
            if bytes.len() > MAX_ANSWER {
                break;
            }
        }
    }
    Ok(bytes)
}
