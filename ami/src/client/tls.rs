use std::fmt;
use std::io;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::connector::{self, BoxTransport, Connecting, Connector};

/// How the other end of a TLS connection proves who it is. There is no way to leave that out.
///
/// | | Trusts |
/// |---|---|
/// | [`Tls::system`] | certificates whose issuer this machine trusts, for the name in the address |
/// | [`Tls::roots`] | certificates issued by yours, for the name in the address |
/// | [`Tls::pinned`] | one certificate, whatever its name and dates: for the self-signed one of a PBX |
///
/// ```
/// use switchhook_ami::client::Tls;
/// assert!(Tls::pinned("sha256:00").is_err());
/// ```
#[derive(Clone)]
#[must_use]
pub struct Tls {
    config: Arc<ClientConfig>,
    server_name: Option<String>,
    trusts: &'static str,
}

impl Tls {
    /// Trusts whom this machine trusts.
    ///
    /// # Errors
    /// [`TlsError::NoRoots`] if its certificates cannot be found.
    pub fn system() -> Result<Self, TlsError> {
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        // Some machines have a few that cannot be read; the others count.
        roots.add_parsable_certificates(found.certs);
        if roots.is_empty() {
            let problem = found.errors.first().map_or_else(String::new, ToString::to_string);
            return Err(TlsError::NoRoots { problem });
        }
        Self::with_roots(roots, "the certificates of the system")
    }

    /// Trusts certificates issued by these, in PEM: your own authority, or the self-signed certificate itself, if it
    /// is for the name in the address.
    ///
    /// # Errors
    /// [`TlsError::NoRoots`] if there is no usable certificate in it.
    pub fn roots(pem: &[u8]) -> Result<Self, TlsError> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| TlsError::NoRoots {
                problem: error.to_string(),
            })?;
            roots.add(certificate).map_err(|error| TlsError::NoRoots {
                problem: error.to_string(),
            })?;
        }
        if roots.is_empty() {
            return Err(TlsError::NoRoots {
                problem: "no BEGIN CERTIFICATE in it".to_owned(),
            });
        }
        Self::with_roots(roots, "the given certificates")
    }

    /// Trusts the one certificate with this SHA-256 fingerprint: 64 hex digits, colons between them as you like, as
    /// `openssl x509 -noout -fingerprint -sha256 -in asterisk.pem` prints it. Its name and its dates do not matter.
    ///
    /// # Errors
    /// [`TlsError::Fingerprint`] if it is not one.
    pub fn pinned(fingerprint: &str) -> Result<Self, TlsError> {
        let fingerprint = fingerprint.parse()?;
        let provider = provider();
        let verifier = Pinned {
            fingerprint,
            provider: Arc::clone(&provider),
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(TlsError::handshake)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Ok(Self::with(config, "one fingerprint"))
    }

    /// The name that the certificate must be for. Default: the host of the address. A pinned certificate needs none.
    pub fn server_name(mut self, name: impl Into<String>) -> Self {
        self.server_name = Some(name.into());
        self
    }

    fn with_roots(roots: RootCertStore, trusts: &'static str) -> Result<Self, TlsError> {
        let config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(TlsError::handshake)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self::with(config, trusts))
    }

    fn with(config: ClientConfig, trusts: &'static str) -> Self {
        Self {
            config: Arc::new(config),
            server_name: None,
            trusts,
        }
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls")
            .field("trusts", &self.trusts)
            .field("server_name", &self.server_name)
            .finish()
    }
}

/// Why there is no TLS.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// Nobody is trusted.
    #[error("no certificate to trust ({problem}); give one as PEM, or pin the server's fingerprint")]
    NoRoots {
        /// What was found instead.
        problem: String,
    },
    /// Not the SHA-256 fingerprint of a certificate.
    #[error(
        "not a SHA-256 fingerprint; write 64 hex digits, as openssl x509 -fingerprint -sha256 prints them"
    )]
    Fingerprint,
    /// The host of the address is none that a certificate can be for.
    #[error("{name:?} cannot be the name in a certificate; set Tls::server_name")]
    ServerName {
        /// The host.
        name: String,
    },
    /// The certificate is not the pinned one.
    #[error(
        "the server's certificate has the fingerprint {found}, not the pinned one; if it was renewed, pin the new one"
    )]
    WrongPin {
        /// SHA-256 of the certificate that the server showed, as lower-case hex.
        found: String,
    },
    /// The certificate is not trusted: another name, an unknown issuer, out of date.
    #[error("the server's certificate is not trusted: {problem}; see Tls for whom to trust")]
    Untrusted {
        /// What is wrong with it.
        problem: String,
    },
    /// The two do not agree on TLS.
    #[error("{problem}; is this Asterisk's TLS port (tlsbindaddr, 5039), with tlsenable=yes?")]
    Handshake {
        /// What went wrong.
        problem: String,
    },
}

impl TlsError {
    /// Whether the server could not prove who it is.
    pub fn is_distrust(&self) -> bool {
        matches!(self, Self::WrongPin { .. } | Self::Untrusted { .. })
    }

    fn handshake(error: rustls::Error) -> Self {
        let problem = error.to_string();
        match error {
            rustls::Error::InvalidCertificate(CertificateError::Other(other)) => {
                match other.0.downcast_ref::<WrongPin>() {
                    Some(WrongPin(found)) => Self::WrongPin {
                        found: found.to_string(),
                    },
                    None => Self::Untrusted { problem },
                }
            }
            rustls::Error::InvalidCertificate(error) => Self::Untrusted {
                problem: error.to_string(),
            },
            _ => Self::Handshake { problem },
        }
    }
}

/// Only what rustls needs; another provider that the program has installed is left alone.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// SHA-256 of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fingerprint([u8; 32]);

impl Fingerprint {
    fn of(certificate: &CertificateDer<'_>) -> Self {
        Self(Sha256::digest(certificate).into())
    }
}

impl FromStr for Fingerprint {
    type Err = TlsError;

    fn from_str(text: &str) -> Result<Self, TlsError> {
        let digits: Option<Vec<u8>> = text
            .trim()
            .chars()
            .filter(|character| *character != ':')
            .map(|character| character.to_digit(16).map(|digit| digit as u8))
            .collect();
        let bytes: Vec<u8> = digits
            .ok_or(TlsError::Fingerprint)?
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect();
        if text.chars().filter(char::is_ascii_hexdigit).count() != 64 {
            return Err(TlsError::Fingerprint);
        }
        bytes.try_into().map(Self).map_err(|_| TlsError::Fingerprint)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Trusts one certificate. That the server holds its key is checked as ever.
#[derive(Debug)]
struct Pinned {
    fingerprint: Fingerprint,
    provider: Arc<CryptoProvider>,
}

#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("fingerprint {0}")]
struct WrongPin(Fingerprint);

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let found = Fingerprint::of(certificate);
        if found == self.fingerprint {
            return Ok(ServerCertVerified::assertion());
        }
        let error = rustls::OtherError(Arc::new(WrongPin(found)));
        Err(CertificateError::Other(error).into())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

/// TLS over TCP.
#[derive(Clone, Debug)]
pub(super) struct TlsConnector {
    address: String,
    tls: Tls,
}

impl TlsConnector {
    pub(super) fn new(address: String, tls: Tls) -> Self {
        Self { address, tls }
    }

    async fn open(&self) -> io::Result<BoxTransport> {
        let name = match &self.tls.server_name {
            Some(name) => name.as_str(),
            None => host(&self.address),
        };
        let name = ServerName::try_from(name.to_owned()).map_err(|_| {
            io::Error::other(TlsError::ServerName {
                name: name.to_owned(),
            })
        })?;
        let stream = connector::open(&self.address).await?;
        let connector = tokio_rustls::TlsConnector::from(Arc::clone(&self.tls.config));
        let stream = connector.connect(name, stream).await.map_err(|error| {
            match error
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<rustls::Error>())
            {
                Some(error) => io::Error::other(TlsError::handshake(error.clone())),
                None if error.kind() == io::ErrorKind::UnexpectedEof => {
                    io::Error::other(TlsError::Handshake {
                        problem: error.to_string(),
                    })
                }
                None => error,
            }
        })?;
        Ok(Box::new(SmallRecords(stream)))
    }
}

impl Connector for TlsConnector {
    fn connect(&self) -> Connecting<'_> {
        Box::pin(self.open())
    }

    fn name(&self) -> String {
        self.address.clone()
    }
}

/// The host of `host:port`, without the brackets of IPv6.
fn host(address: &str) -> &str {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}

/// What Asterisk reads at once (`main/manager.c`, `struct mansession`'s `inbuf`).
const ASTERISK_READS: usize = 1024;

/// Writes records that Asterisk reads whole, of whole lines.
///
/// It reads up to 1024 bytes and then waits for its socket, which does not tell of bytes that were decrypted already:
/// the rest of a longer record would lie there until the next one comes.
#[derive(Debug)]
struct SmallRecords<S>(S);

/// How much of `bytes` goes into one record.
fn record(bytes: &[u8]) -> usize {
    if bytes.len() <= ASTERISK_READS {
        return bytes.len();
    }
    let room = &bytes[..ASTERISK_READS];
    // A longer line would be refused by Asterisk, and is by the encoder.
    room.iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(ASTERISK_READS, |at| at + 1)
}

impl<S: AsyncWrite + Unpin> AsyncWrite for SmallRecords<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, &bytes[..record(bytes)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for SmallRecords<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        room: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, room)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ASTERISK_READS, Fingerprint, TlsError, host, record};

    #[test]
    fn a_fingerprint_is_read_as_openssl_prints_it() {
        let plain = "0123456789abcdef".repeat(4);
        let colons: Vec<String> = plain
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).to_uppercase())
            .collect();
        for text in [&plain, &colons.join(":"), &format!(" {plain}\n")] {
            let read = text.parse::<Fingerprint>().expect("a fingerprint");
            assert_eq!(read.to_string(), plain);
        }
        for text in ["", "00", &"g".repeat(64), &"0".repeat(63), &"0".repeat(66)] {
            assert_eq!(text.parse::<Fingerprint>(), Err(TlsError::Fingerprint), "{text}");
        }
    }

    #[test]
    fn the_host_is_what_stands_before_the_port() {
        for (address, expected) in [
            ("pbx:5039", "pbx"),
            ("[::1]:5039", "::1"),
            ("10.0.0.1:1", "10.0.0.1"),
            ("pbx", "pbx"),
        ] {
            assert_eq!(host(address), expected);
        }
    }

    proptest! {
        /// Every byte goes out, in records that Asterisk reads whole, of whole lines where lines are as they must be.
        #[test]
        fn records_fit_and_hold_whole_lines(lines in proptest::collection::vec(0usize..1022, 1..12)) {
            let stream: Vec<u8> = lines.iter().flat_map(|length| [vec![b'x'; *length], b"\r\n".to_vec()].concat()).collect();
            let mut rest = &stream[..];
            while !rest.is_empty() {
                let length = record(rest);
                prop_assert!(length > 0 && length <= ASTERISK_READS);
                prop_assert_eq!(rest[length - 1], b'\n');
                rest = &rest[length..];
            }
        }
    }
}
