//! Listens, over TLS or not, and stops without cutting anybody off.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;

use crate::config::{Transport, Web};

/// Why the portal does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("cannot listen on {address}: {source}; {remedy}")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
        remedy: &'static str,
    },
    #[error(
        "cannot use {certificate} with {key}: {source}; give a PEM certificate chain and the private key that belongs to it"
    )]
    Tls {
        certificate: String,
        key: String,
        source: std::io::Error,
    },
    #[error("the server stopped: {0}")]
    Run(#[from] std::io::Error),
}

/// A server that has its port but does not answer yet.
pub struct Server {
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    head_within: Duration,
}

impl Server {
    /// Takes the port. Everything that can go wrong does so here, before anything else starts.
    pub async fn bind(web: &Web) -> Result<Self, ServerError> {
        let address = web.listen;
        let listen = |source: std::io::Error| ServerError::Listen {
            address,
            remedy: match source.kind() {
                std::io::ErrorKind::AddrInUse => {
                    "stop the program that has this port, or choose another one (web.listen, or --port for the demo)"
                }
                std::io::ErrorKind::PermissionDenied => {
                    "ports below 1024 need a privilege: choose a higher one and put a proxy in front"
                }
                _ => "choose an address of this machine",
            },
            source,
        };
        let listener = TcpListener::bind(address).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let tls = match &web.transport {
            Transport::Tls { certificate, key } => {
                // A second installation, as in tests, changes nothing.
                let _ = rustls::crypto::ring::default_provider().install_default();
                Some(
                    RustlsConfig::from_pem_file(certificate, key)
                        .await
                        .map_err(|source| ServerError::Tls {
                            certificate: certificate.display().to_string(),
                            key: key.display().to_string(),
                            source,
                        })?,
                )
            }
            Transport::Loopback | Transport::Proxy { .. } => None,
        };
        Ok(Self {
            listener,
            tls,
            head_within: HEAD_WITHIN,
        })
    }

    /// The port that it has.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// What to type into a browser on this machine.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        match self.listener.local_addr() {
            Ok(address) => format!("{scheme}://{address}"),
            Err(_) => scheme.to_owned(),
        }
    }

    /// Answers until `stop` resolves; then takes no new connections and gives the open ones ten seconds.
    pub async fn serve(
        self,
        router: Router,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServerError> {
        let handle = Handle::new();
        let stopper = handle.clone();
        tokio::spawn(async move {
            stop.await;
            stopper.graceful_shutdown(Some(Duration::from_secs(10)));
        });
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        match self.tls {
            Some(tls) => {
                let mut server = axum_server::from_tcp_rustls(self.listener, tls)?.handle(handle);
                limit_waiting(server.http_builder(), self.head_within);
                server.serve(service).await?;
            }
            None => {
                // Browsers speak HTTP/2 over TLS only, and looking for it would wait for ever on a silent connection.
                let mut server = axum_server::from_tcp(self.listener)?.handle(handle).http1_only();
                limit_waiting(server.http_builder(), self.head_within);
                server.serve(service).await?;
            }
        }
        Ok(())
    }
}

/// How long a connection may take to send the head of a request, and stay open without one.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// Without a clock hyper waits for ever, and a thousand connections that say nothing leave none for anybody else.
fn limit_waiting(builder: &mut Builder<TokioExecutor>, head_within: Duration) {
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(head_within);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(head_within);
}

/// Which addresses may speak to the portal, and whose word on the client's address it takes.
#[derive(Clone, Debug)]
pub struct Peers {
    transport: Arc<Transport>,
}

impl Peers {
    pub fn new(web: &Web) -> Self {
        Self {
            transport: Arc::new(web.transport.clone()),
        }
    }

    /// Whether cookies may be marked `Secure`.
    pub fn encrypted(&self) -> bool {
        !matches!(*self.transport, Transport::Loopback)
    }

    /// Whether the client's own address is known: a proxy that does not say it, or that the configuration does not name,
    /// makes everybody look like itself.
    pub fn knows_client(&self, forwarded_for: Option<&str>) -> bool {
        match &*self.transport {
            // Only a proxy sends the header, and one on this machine would let everybody in as this machine.
            Transport::Loopback => forwarded_for.is_none(),
            Transport::Tls { .. } => true,
            Transport::Proxy { .. } => forwarded(forwarded_for).is_some(),
        }
    }

    /// The client behind this connection; `None` refuses it, because only the named proxy may connect.
    pub fn client(&self, peer: IpAddr, forwarded_for: Option<&str>) -> Option<IpAddr> {
        match &*self.transport {
            Transport::Loopback | Transport::Tls { .. } => Some(peer.to_canonical()),
            Transport::Proxy { address } if peer.to_canonical() == address.to_canonical() => {
                Some(forwarded(forwarded_for).unwrap_or(peer))
            }
            Transport::Proxy { .. } => None,
        }
    }
}

/// The proxy appends: the last entry is its own word, earlier ones are anybody's.
fn forwarded(list: Option<&str>) -> Option<IpAddr> {
    let address: IpAddr = list?.rsplit(',').next()?.trim().parse().ok()?;
    // Limits count by /64: all of version 4 in the clothes of version 6 would be one subscriber.
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn web(listen: SocketAddr) -> Web {
        Web {
            listen,
            transport: Transport::Loopback,
            public_url: None,
        }
    }

    #[tokio::test]
    async fn a_taken_port_is_named_with_the_remedy() {
        let first = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = first.local_addr().unwrap();
        let error = Server::bind(&web(address)).await.err().unwrap().to_string();
        assert!(
            error.contains(&address.to_string()) && error.contains("choose another one (web.listen"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_bad_certificate_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cert.pem");
        std::fs::write(&file, "not a certificate").unwrap();
        let mut web = web("127.0.0.1:0".parse().unwrap());
        web.transport = Transport::Tls {
            certificate: file.clone(),
            key: file,
        };
        let error = Server::bind(&web).await.err().unwrap().to_string();
        assert!(
            error.contains("cert.pem") && error.contains("give a PEM certificate chain"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn tls_is_spoken_and_plain_http_is_not_answered() {
        use std::io::{Read, Write};

        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        std::fs::write(&certificate, made.cert.pem()).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        let mut web = web("127.0.0.1:0".parse().unwrap());
        web.transport = Transport::Tls { certificate, key };
        let server = Server::bind(&web).await.unwrap();
        assert!(server.url().starts_with("https://"), "{}", server.url());
        assert!(Peers::new(&web).encrypted(), "cookies are Secure");
        let address = server.listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let router = Router::new().route("/", axum::routing::get(async || "hello"));
        let serving = tokio::spawn(server.serve(router, async {
            let _ = stopped.await;
        }));

        let request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let (secret, plain) = tokio::task::spawn_blocking(move || {
            let timeout = Some(Duration::from_secs(10));
            let mut roots = rustls::RootCertStore::empty();
            roots.add(made.cert.der().clone()).unwrap();
            let config = rustls::ClientConfig::builder()
                .with_root_certificates(roots)
                .with_no_client_auth();
            let mut client =
                rustls::ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
            let mut socket = std::net::TcpStream::connect(address).unwrap();
            socket.set_read_timeout(timeout).unwrap();
            let mut stream = rustls::Stream::new(&mut client, &mut socket);
            stream.write_all(request).unwrap();
            let mut secret = String::new();
            let _ = stream.read_to_string(&mut secret);

            let mut socket = std::net::TcpStream::connect(address).unwrap();
            socket.set_read_timeout(timeout).unwrap();
            socket.write_all(request).unwrap();
            let mut plain = Vec::new();
            let _ = socket.read_to_end(&mut plain);
            (secret, String::from_utf8_lossy(&plain).into_owned())
        })
        .await
        .unwrap();
        assert!(
            secret.starts_with("HTTP/1.1 200") && secret.ends_with("hello"),
            "{secret}"
        );
        assert!(!plain.contains("hello"), "{plain}");
        stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(15), serving)
            .await
            .expect("it stops")
            .unwrap()
            .unwrap();
    }

    #[tokio::test]
    async fn a_connection_that_says_nothing_or_half_a_request_is_closed() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};

        let mut server = Server::bind(&web("127.0.0.1:0".parse().unwrap())).await.unwrap();
        server.head_within = Duration::from_millis(100);
        let address = server.listener.local_addr().unwrap();
        tokio::spawn(server.serve(Router::new(), std::future::pending()));
        for said in [&b""[..], b"GET / HTTP/1.1\r\nHost: x\r\n"] {
            let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
            connection.write_all(said).await.unwrap();
            let mut answer = Vec::new();
            let closed =
                tokio::time::timeout(Duration::from_secs(10), connection.read_to_end(&mut answer)).await;
            assert!(closed.is_ok(), "still open after {said:?}");
        }
    }

    #[test]
    fn only_the_named_proxy_may_connect_and_only_its_own_word_counts() {
        let transport = Transport::Proxy {
            address: "10.0.0.5".parse().unwrap(),
        };
        let peers = Peers {
            transport: Arc::new(transport),
        };
        let proxy = "10.0.0.5".parse().unwrap();
        assert_eq!(
            peers.client(proxy, Some("6.6.6.6, 192.0.2.7")),
            Some("192.0.2.7".parse().unwrap())
        );
        assert_eq!(
            peers
                .client("::ffff:10.0.0.5".parse().unwrap(), Some("rubbish"))
                .map(|a| a.to_canonical()),
            Some(proxy)
        );
        assert_eq!(peers.client("10.0.0.6".parse().unwrap(), Some("10.0.0.5")), None);
    }
}
