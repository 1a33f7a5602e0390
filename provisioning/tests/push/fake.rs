//! A server on loopback that answers what a function says.

use std::sync::{Arc, Mutex};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use switchhook_provisioning::push::Fingerprint;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// One request: its first line and its body.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) line: String,
    pub(crate) cookie: String,
    pub(crate) body: String,
}

impl Asked {
    /// The value of a field in the query or the body, as sent.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let query = self
            .line
            .split_once('?')
            .map_or("", |(_, query)| query.split(' ').next().unwrap_or_default());
        let mut pairs = query.split('&').chain(self.body.split('&'));
        pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

/// What is written back: the bytes of a whole answer, or nothing and the connection closed.
pub(crate) type Answer = Option<Vec<u8>>;

pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Answer {
    let length = body.len();
    Some(format!("HTTP/1.1 {status} OK\r\n{headers}Content-Length: {length}\r\n\r\n{body}").into_bytes())
}

pub(crate) fn json(body: &str) -> Answer {
    answer(200, "Content-Type: application/json\r\n", body)
}

/// A server that stops with the test.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) certificate: Option<Fingerprint>,
    pub(crate) asked: Arc<Mutex<Vec<Asked>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A certificate as phones make it: for a name that nobody looks up.
pub(crate) fn acceptor() -> (TlsAcceptor, Fingerprint) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["grandstream".to_owned()]).unwrap();
    let certificate = cert.der().clone();
    let fingerprint = Fingerprint::of(&certificate);
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), fingerprint)
}

/// Serves on a free port. A new certificate for each element of `certificates`, one connection after the other; the last
/// one stays. None: plain HTTP.
pub(crate) async fn serve(
    certificates: Vec<(TlsAcceptor, Fingerprint)>,
    pages: impl FnMut(&Asked) -> Answer + Send + 'static,
) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let certificate = certificates.first().map(|(_, fingerprint)| *fingerprint);
    let mut pages = pages;
    let task = tokio::spawn(async move {
        let mut certificates = certificates.into_iter().peekable();
        let mut acceptor = certificates.next().map(|(acceptor, _)| acceptor);
        // Phones serve one connection after the other.
        while let Ok((stream, _)) = listener.accept().await {
            match &acceptor {
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        connection(stream, &seen, &mut pages).await;
                    }
                }
                None => connection(stream, &seen, &mut pages).await,
            }
            if let Some((next, _)) = certificates.next() {
                acceptor = Some(next);
            }
        }
    });
    Server {
        port,
        certificate,
        asked,
        task,
    }
}

async fn connection<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    seen: &Mutex<Vec<Asked>>,
    pages: &mut impl FnMut(&Asked) -> Answer,
) {
    let mut bytes = Vec::new();
    loop {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            match stream.read_buf(&mut bytes).await {
                Ok(0) | Err(_) => return,
                Ok(_) => continue,
            }
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let header = |name: &str| {
            head.lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(there, _)| there.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.to_owned())
        };
        let length: usize = header("content-length").map_or(0, |text| text.parse().unwrap());
        while bytes.len() < end + 4 + length {
            match stream.read_buf(&mut bytes).await {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
        }
        let asked = Asked {
            line: head.lines().next().unwrap().to_owned(),
            cookie: header("cookie").unwrap_or_default(),
            body: String::from_utf8(bytes[end + 4..end + 4 + length].to_vec()).unwrap(),
        };
        bytes.drain(..end + 4 + length);
        seen.lock().unwrap().push(asked.clone());
        let Some(answer) = pages(&asked) else { return };
        if stream.write_all(&answer).await.is_err() || stream.flush().await.is_err() {
            return;
        }
        let text = String::from_utf8_lossy(&answer);
        if text.contains("Connection: close") || text.contains("X-Then: hangs up") {
            let _ = stream.shutdown().await;
            return;
        }
    }
}
