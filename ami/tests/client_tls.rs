//! The client over TLS, against servers that this test plays: the right one, and each kind of wrong one.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest, Sha256};
use switchhook_ami::Secret;
use switchhook_ami::action::{Ping, RawAction};
use switchhook_ami::client::{Client, Config, ConnectError, Tls, TlsError};
use switchhook_ami::proto::LoginMethod;
use switchhook_ami::wire::{Frame, Framer, Limits};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Longer than anything here takes: what waits for more is broken.
const PATIENCE: Duration = Duration::from_secs(20);

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("signed")
}

/// What a server shows, and its proof.
struct Identity {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Identity {
    fn issued(authority: &Authority, name: &str) -> Self {
        Self::of(
            authority,
            &CertificateParams::new([name.to_owned()]).expect("a name"),
        )
    }

    fn expired(authority: &Authority, name: &str) -> Self {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        (params.not_before, params.not_after) = (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 1, 1));
        Self::of(authority, &params)
    }

    fn of(authority: &Authority, params: &CertificateParams) -> Self {
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, authority).expect("signed");
        Self {
            certificate: certificate.der().clone(),
            key: PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
        }
    }

    fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.certificate);
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }
}

/// What came over the wire, still encrypted.
#[derive(Clone, Default)]
struct Wire(Arc<Mutex<Vec<u8>>>);

impl Wire {
    /// The lengths of the records that hold what an application says.
    fn records(&self) -> Vec<usize> {
        let bytes = self.0.lock().expect("no panic");
        let (mut rest, mut lengths) = (&bytes[..], Vec::new());
        while let [kind, _, _, high, low, after @ ..] = rest {
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            if *kind == 0x17 {
                lengths.push(length);
            }
            rest = &after[length..];
        }
        lengths
    }
}

/// A socket whose input is kept.
struct Tapped {
    stream: TcpStream,
    wire: Wire,
}

impl AsyncRead for Tapped {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        room: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = room.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, room);
        let read = &room.filled()[before..];
        self.wire.0.lock().expect("no panic").extend_from_slice(read);
        polled
    }
}

impl AsyncWrite for Tapped {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// A manager that answers each action with Success, for as many connections as come. Returns its address.
async fn manager(identity: Identity) -> (String, Wire) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![identity.certificate], identity.key)
        .expect("they belong together");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let port = listener.local_addr().expect("bound").port();
    let wire = Wire::default();
    let tap = wire.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that trusts nobody here goes away.
            let tapped = Tapped {
                stream,
                wire: tap.clone(),
            };
            let Ok(mut stream) = acceptor.accept(tapped).await else {
                continue;
            };
            let mut framer = Framer::without_banner(Limits::default());
            let mut buffer = vec![0; 1 << 16];
            let _ = stream.write_all(b"Asterisk Call Manager/11.0.0\r\n").await;
            while let Ok(length @ 1..) = stream.read(&mut buffer).await {
                framer.push(&buffer[..length]);
                while let Some(Frame::Message(action)) = framer.next() {
                    let id = action.action_id().expect("an id");
                    let reply = format!("Response: Success\r\nActionID: {id}\r\nPing: Pong\r\n\r\n");
                    let _ = stream.write_all(reply.as_bytes()).await;
                }
            }
        }
    });
    (format!("localhost:{port}"), wire)
}

async fn connect(address: &str, tls: Tls) -> Result<Client, ConnectError> {
    let config = Config::over_tls(address, tls, "ops", Secret::new("hunter2")).login(LoginMethod::Plain);
    tokio::time::timeout(PATIENCE, Client::connect(config))
        .await
        .expect("in time")
}

fn why(result: Result<Client, ConnectError>) -> TlsError {
    match result.expect_err("not to be trusted") {
        ConnectError::Tls { source, .. } => source,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_certificate_of_a_trusted_issuer_for_this_name_is_let_in() {
    let authority = authority("ours");
    let (address, _wire) = manager(Identity::issued(&authority, "localhost")).await;
    let tls = Tls::roots(authority.pem().as_bytes()).expect("a certificate");
    let client = connect(&address, tls).await.expect("the right one");
    client.send(Ping).await.expect("a pong");
}

#[tokio::test]
async fn the_name_can_be_another_than_the_address() {
    let authority = authority("ours");
    let (address, _wire) = manager(Identity::issued(&authority, "pbx.example.com")).await;
    let tls = Tls::roots(authority.pem().as_bytes()).expect("a certificate");
    connect(&address, tls.server_name("pbx.example.com"))
        .await
        .expect("that name");
}

#[tokio::test]
async fn each_wrong_server_is_refused_and_told_apart() {
    let authority = authority("ours");
    let tls = || Tls::roots(authority.pem().as_bytes()).expect("a certificate");

    let (address, wire) = manager(Identity::issued(&authority, "pbx.example.com")).await;
    let error = connect(&address, tls()).await;
    assert!(error.as_ref().expect_err("another name").is_refused());
    let error = why(error);
    assert!(
        matches!(&error, TlsError::Untrusted { problem } if problem.contains("pbx.example.com")),
        "{error}"
    );
    assert!(wire.records().len() <= 1, "nothing but the alert was sent to it");

    let stranger = self::authority("a stranger");
    let (address, _wire) = manager(Identity::issued(&stranger, "localhost")).await;
    let error = why(connect(&address, tls()).await);
    assert!(
        matches!(&error, TlsError::Untrusted { problem } if problem.contains("UnknownIssuer")),
        "{error}"
    );

    let (address, _wire) = manager(Identity::expired(&authority, "localhost")).await;
    let error = why(connect(&address, tls()).await);
    assert!(
        matches!(&error, TlsError::Untrusted { problem } if problem.contains("expired")),
        "{error}"
    );

    let (address, _wire) = manager(Identity::issued(&authority, "localhost")).await;
    let error = why(connect(&address, Tls::system().expect("this machine trusts somebody")).await);
    assert!(matches!(&error, TlsError::Untrusted { .. }), "{error}");
}

#[tokio::test]
async fn a_pinned_certificate_is_trusted_whatever_its_name_and_dates_and_no_other_is() {
    let authority = authority("ours");
    let identity = Identity::expired(&authority, "elsewhere");
    let fingerprint = identity.fingerprint();
    let (address, _wire) = manager(identity).await;
    let client = connect(&address, Tls::pinned(&fingerprint).expect("a fingerprint"))
        .await
        .expect("pinned");
    client.send(Ping).await.expect("a pong");

    let identity = Identity::issued(&authority, "localhost");
    let shown = identity.fingerprint().replace(':', "").to_lowercase();
    let (address, _wire) = manager(identity).await;
    let error = why(connect(&address, Tls::pinned(&fingerprint).expect("a fingerprint")).await);
    assert_eq!(error, TlsError::WrongPin { found: shown });
}

#[tokio::test]
async fn a_plain_port_is_not_taken_for_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = listener.local_addr().expect("bound").to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"Asterisk Call Manager/11.0.0\r\n").await;
        }
    });
    let error = why(connect(&address, Tls::system().expect("roots")).await);
    assert!(error.to_string().contains("TLS port"), "{error}");
}

/// Asterisk reads 1024 bytes and then waits for its socket: more in one record would lie there until the next comes.
#[tokio::test]
async fn no_record_is_longer_than_what_asterisk_reads_at_once() {
    let authority = authority("ours");
    let identity = Identity::issued(&authority, "localhost");
    let tls = Tls::pinned(&identity.fingerprint()).expect("a fingerprint");
    let (address, wire) = manager(identity).await;
    let client = connect(&address, tls).await.expect("pinned");
    let long = (0..60).fold(RawAction::new("UpdateConfig"), |action, n| {
        action.header(format!("Value-{n:06}"), "x".repeat(500))
    });
    let (sent, pong) = tokio::join!(client.send(long), client.send(Ping));
    assert!(sent.is_ok() && pong.is_ok());
    let records = wire.records();
    // TLS adds a byte and a tag to each.
    let longest = records.iter().max().expect("some");
    assert!(*longest <= 1024 + 17, "{records:?}");
    assert!(records.iter().sum::<usize>() > 30_000, "all of it went out");
}

#[test]
fn what_cannot_be_trusted_is_refused_when_it_is_given() {
    for pem in [
        &b""[..],
        b"nonsense",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        assert!(matches!(Tls::roots(pem), Err(TlsError::NoRoots { .. })));
    }
    assert_eq!(
        Tls::pinned("12:34").expect_err("too short"),
        TlsError::Fingerprint
    );
}
