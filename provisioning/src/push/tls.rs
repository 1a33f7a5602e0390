//! TLS with devices that made their certificates themselves.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, SignatureScheme};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a phone's certificate: what it is recognised by.
///
/// ```
/// use switchhook_provisioning::push::Fingerprint;
/// let text = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
/// let pin: Fingerprint = text.parse()?;
/// assert_eq!(pin.to_string(), text);
/// // As openssl x509 -fingerprint -sha256 prints it.
/// assert!("9F:86".parse::<Fingerprint>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// That of a certificate in DER.
    #[must_use]
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// A text that is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 fingerprint; write 64 hex digits, with or without colons")]
pub struct ParseFingerprintError;

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    /// 64 hex digits, with colons or without.
    fn from_str(text: &str) -> Result<Self, ParseFingerprintError> {
        let digits: Vec<u8> = text
            .trim()
            .chars()
            .filter(|character| *character != ':')
            .map(|character| character.to_digit(16).map(|digit| digit as u8))
            .collect::<Option<_>>()
            .ok_or(ParseFingerprintError)?;
        let bytes: Vec<u8> = digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
            .collect();
        if digits.len() != 64 {
            return Err(ParseFingerprintError);
        }
        bytes.try_into().map(Self).map_err(|_| ParseFingerprintError)
    }
}

/// Takes the first certificate that comes, or the one that is known, and nothing else from then on. That the phone holds the
/// certificate's key is checked as ever.
pub(super) struct FirstContact {
    pinned: Mutex<Option<Fingerprint>>,
    provider: Arc<CryptoProvider>,
}

/// The certificate is another one.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("fingerprint {found}, not {pinned}")]
pub(super) struct WrongPin {
    pub(super) found: Fingerprint,
    pub(super) pinned: Fingerprint,
}

impl FirstContact {
    pub(super) fn new(pinned: Option<Fingerprint>) -> Arc<Self> {
        Arc::new(Self {
            pinned: Mutex::new(pinned),
            // Another provider that the program has installed is left alone.
            provider: Arc::new(rustls::crypto::ring::default_provider()),
        })
    }

    /// The certificate that is known by now.
    pub(super) fn pinned(&self) -> Option<Fingerprint> {
        *self.pinned.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn config(self: &Arc<Self>) -> Result<Arc<ClientConfig>, rustls::Error> {
        let config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(self) as Arc<dyn ServerCertVerifier>)
            .with_no_client_auth();
        Ok(Arc::new(config))
    }

    /// Keeps the certificate of a handshake that has succeeded: only then has the other end shown that it holds the key.
    pub(super) fn pin(&self, certificate: &[u8]) {
        let mut pinned = self.pinned.lock().unwrap_or_else(PoisonError::into_inner);
        pinned.get_or_insert(Fingerprint::of(certificate));
    }
}

impl fmt::Debug for FirstContact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FirstContact({:?})", self.pinned())
    }
}

impl ServerCertVerifier for FirstContact {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let found = Fingerprint::of(certificate);
        match self.pinned() {
            Some(pinned) if pinned != found => {
                let error = rustls::OtherError(Arc::new(WrongPin { found, pinned }));
                Err(CertificateError::Other(error).into())
            }
            _ => Ok(ServerCertVerified::assertion()),
        }
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
