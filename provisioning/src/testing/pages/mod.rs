//! The pages that the phone has on the network.

mod api;
mod desk;
mod htm;
mod manager;
pub(in crate::testing) mod wire;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::http::Response;
use super::phone::Phone;
use desk::{Act, Desk};
use wire::{Request, read_request};

/// How long somebody may take for a request.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many are answered at the same time.
const VISITORS: usize = 32;
/// How much an answer without an end has before even the simulation ends it.
const ENDLESS: usize = 64 << 20;

/// The pages of a phone on two loopback ports, one plain and one with TLS, until this value is dropped.
///
/// The TLS certificate is one of its own making, as on real phones. P1650 shuts one of the ports, or both. A restart that
/// somebody asks for by the pages is done at once: the phone looks for its files.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Arc;
/// use switchhook_provisioning::testing::{Pages, Phone};
/// use tokio::sync::Mutex;
///
/// let phone = Phone::new("GXP2135", "c0:74:ad:11:22:33".parse()?, "1.0.11.106")?;
/// let phone = Arc::new(Mutex::new(phone));
/// let pages = Pages::serve(Arc::clone(&phone)).await?;
/// println!("http://{} and https://{}", pages.plain(), pages.tls());
/// # Ok(())
/// # }
/// ```
pub struct Pages {
    plain: SocketAddr,
    tls: SocketAddr,
    certificate: Vec<u8>,
    shared: Arc<Shared>,
    tasks: [JoinHandle<()>; 2],
}

struct Shared {
    phone: Arc<Mutex<Phone>>,
    desk: Mutex<Desk>,
    faults: StdMutex<VecDeque<PageFault>>,
    asked: StdMutex<Vec<String>>,
    visitors: Semaphore,
    tls: SocketAddr,
}

/// Something that goes wrong with an answer of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageFault {
    /// The connection ends without an answer.
    Drop,
    /// Half of the body comes, then the connection ends.
    Half,
    /// A page of HTML comes, whatever was asked for.
    Html,
    /// The answer leads to another server.
    Redirect,
    /// The body does not end.
    Endless,
}

impl Pages {
    /// Opens both ports on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When no port can be had.
    pub async fn serve(phone: Arc<Mutex<Phone>>) -> io::Result<Self> {
        Self::serve_on(phone, ([127, 0, 0, 1], 0).into()).await
    }

    /// As [`serve`](Self::serve), with the plain port chosen.
    ///
    /// # Errors
    ///
    /// When the port is taken.
    pub async fn serve_on(phone: Arc<Mutex<Phone>>, address: SocketAddr) -> io::Result<Self> {
        let plain = TcpListener::bind(address).await?;
        let tls = TcpListener::bind((address.ip(), 0)).await?;
        let signed =
            rcgen::generate_simple_self_signed(vec!["localhost".to_owned(), address.ip().to_string()])
                .map_err(io::Error::other)?;
        let certificate = signed.cert.der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signed.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder
                    .with_no_client_auth()
                    .with_single_cert(vec![certificate.clone()], key)
            })
            .map_err(io::Error::other)?;
        let desk = Desk::new(phone.lock().await.pages());
        let shared = Arc::new(Shared {
            phone,
            desk: Mutex::new(desk),
            faults: StdMutex::default(),
            asked: StdMutex::default(),
            visitors: Semaphore::new(VISITORS),
            tls: tls.local_addr()?,
        });
        Ok(Self {
            plain: plain.local_addr()?,
            tls: shared.tls,
            certificate: certificate.to_vec(),
            tasks: [
                tokio::spawn(accept(plain, None, Arc::clone(&shared))),
                tokio::spawn(accept(
                    tls,
                    Some(TlsAcceptor::from(Arc::new(config))),
                    Arc::clone(&shared),
                )),
            ],
            shared,
        })
    }

    /// The port without TLS.
    #[must_use]
    pub fn plain(&self) -> SocketAddr {
        self.plain
    }

    /// The port with TLS.
    #[must_use]
    pub fn tls(&self) -> SocketAddr {
        self.tls
    }

    /// Its certificate (DER).
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Something that goes wrong with the next answer that has nothing else going wrong.
    pub fn fault(&self, fault: PageFault) {
        let mut faults = self.shared.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.push_back(fault);
    }

    /// Methods and addresses of all requests so far, with their queries: what the log of a proxy would hold.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.shared
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("plain", &self.plain)
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}

async fn accept(listener: TcpListener, acceptor: Option<TlsAcceptor>, shared: Arc<Shared>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, say: the next connection may do.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let (acceptor, shared) = (acceptor.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            // Whoever breaks off is gone; there is nobody to tell.
            let _ = tokio::time::timeout(PATIENCE, visit(stream, acceptor, &shared)).await;
        });
    }
}

async fn visit(stream: TcpStream, acceptor: Option<TlsAcceptor>, shared: &Shared) -> io::Result<()> {
    let Ok(_place) = shared.visitors.acquire().await else {
        return Ok(());
    };
    // P1650: 0 HTTPS, 1 HTTP, 2 none, 3 both. Unset, phones answered both.
    let mode = shared.phone.lock().await.text(1650).to_owned();
    match acceptor {
        None if mode == "2" => Ok(()),
        None => converse(stream, shared, mode == "0").await,
        Some(_) if matches!(mode.as_str(), "1" | "2") => Ok(()),
        Some(acceptor) => {
            if !shared.phone.lock().await.speaks_tls() {
                return Ok(());
            }
            converse(acceptor.accept(stream).await?, shared, false).await
        }
    }
}

/// One request and its answer. With `elsewhere` the answer is where the other port is.
async fn converse<S>(mut stream: S, shared: &Shared, elsewhere: bool) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let request = read_request(&mut stream).await?;
    let query = match request.query.as_str() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    let line = format!("{} {}{query}", request.method, request.path);
    shared
        .asked
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(line);
    if elsewhere {
        let there = format!("https://{}{}", shared.tls, request.path);
        let answer = Response::of(302, "text/html", "").header("Location", there);
        stream.write_all(&answer.to_bytes()).await?;
        return stream.shutdown().await;
    }
    let (answer, act) = answer(shared, &request).await;
    let fault = shared
        .faults
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .pop_front();
    send(&mut stream, &answer, fault).await?;
    match act {
        None => {}
        Some(Act::Restart) => {
            shared.phone.lock().await.boot().await;
        }
        Some(Act::PhoneBook) => {
            // What came of it is the server's to see; the display is not simulated.
            let _ = shared.phone.lock().await.phone_book().await;
        }
    }
    Ok(())
}

async fn answer(shared: &Shared, request: &Request) -> (Response, Option<Act>) {
    let mut phone = shared.phone.lock().await;
    let mut desk = shared.desk.lock().await;
    desk.answer(&mut phone, request)
}

async fn send<S: AsyncWrite + Unpin>(
    stream: &mut S,
    answer: &Response,
    fault: Option<PageFault>,
) -> io::Result<()> {
    let bytes = answer.to_bytes();
    match fault {
        None => stream.write_all(&bytes).await?,
        Some(PageFault::Drop) => return Ok(()),
        Some(PageFault::Half) => {
            let end = bytes.len() - answer.body.len().div_ceil(2);
            stream.write_all(&bytes[..end]).await?;
        }
        Some(PageFault::Html) => {
            let page = Response::of(200, "text/html", "<html><body><h1>Please wait</h1></body></html>");
            stream.write_all(&page.to_bytes()).await?;
        }
        Some(PageFault::Redirect) => {
            let there = Response::of(302, "text/html", "").header("Location", "http://192.0.2.1/elsewhere");
            stream.write_all(&there.to_bytes()).await?;
        }
        Some(PageFault::Endless) => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
                .await?;
            for _ in 0..ENDLESS / 4096 {
                stream.write_all(&[b'x'; 4096]).await?;
            }
        }
    }
    stream.shutdown().await
}
