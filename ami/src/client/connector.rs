use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// A byte stream on which AMI is spoken: anything that tokio reads and writes.
pub trait Transport: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Transport for T {}

/// A [`Transport`] of whatever kind.
pub type BoxTransport = Box<dyn Transport>;

/// What [`Connector::connect`] returns: an attempt to connect, given up by dropping it.
pub type Connecting<'a> = Pin<Box<dyn Future<Output = io::Result<BoxTransport>> + Send + 'a>>;

/// Opens the byte streams of a [`Client`](super::Client): a new one for each connection.
///
/// TCP and TLS are here already ([`Config::new`](super::Config::new), `Config::tls`); anything else that carries bytes can
/// be one too: an SSH channel, a Unix socket, a recorded session.
///
/// ```
/// use switchhook_ami::client::{BoxTransport, Client, Config, Connecting, Connector};
/// use switchhook_ami::Secret;
///
/// /// Asterisk's manager port, forwarded to a Unix socket.
/// #[derive(Debug)]
/// struct Forwarded(std::path::PathBuf);
///
/// impl Connector for Forwarded {
///     fn connect(&self) -> Connecting<'_> {
///         Box::pin(async {
///             let stream = tokio::net::UnixStream::connect(&self.0).await?;
///             Ok(Box::new(stream) as BoxTransport)
///         })
///     }
///
///     fn name(&self) -> String {
///         self.0.display().to_string()
///     }
/// }
///
/// let config = Config::over(Forwarded("/run/ami.sock".into()), "ops", Secret::new("secret"));
/// assert_eq!(config.address(), "/run/ami.sock");
/// ```
pub trait Connector: fmt::Debug + Send + Sync + 'static {
    /// Opens a stream. It is given up after [`Config::connect_timeout`](super::Config::connect_timeout).
    fn connect(&self) -> Connecting<'_>;

    /// What errors and logs call the other end, such as `pbx.example.com:5038`. No secrets.
    fn name(&self) -> String;
}

/// Plain TCP.
#[derive(Clone, Debug)]
pub(super) struct Tcp {
    pub(super) address: String,
}

impl Connector for Tcp {
    fn connect(&self) -> Connecting<'_> {
        Box::pin(async { Ok(Box::new(open(&self.address).await?) as BoxTransport) })
    }

    fn name(&self) -> String {
        self.address.clone()
    }
}

/// Opens a socket to `host:port`.
pub(super) async fn open(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    // Actions are small and wanted at once. A socket that cannot do this works all the same.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}
