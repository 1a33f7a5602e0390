//! TLS as the phone's settings ask for it.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

/// Whom the phone trusts.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    /// Whether it checks the certificate at all (P8463).
    pub(super) check: bool,
    /// Whether the name must be that of the server (P22030).
    pub(super) host_name: bool,
    /// Who may have signed it (P8502, P8433 and what is built in).
    pub(super) roots: Vec<CertificateDer<'static>>,
    /// What the phone's clock says; `None` for the right time.
    pub(super) clock: Option<u64>,
    /// The highest version that P22294 allows is 1.2.
    pub(super) only_tls12: bool,
}

/// A configuration that behaves like that. The error says why no connection can be made.
pub(super) fn client(trust: Trust) -> Result<ClientConfig, String> {
    let provider = Arc::new(ring::default_provider());
    let mut roots = RootCertStore::empty();
    for root in trust.roots {
        roots
            .add(root)
            .map_err(|error| format!("a trusted certificate is broken: {error}"))?;
    }
    let verifier = if trust.check {
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build();
        Some(verifier.map_err(|_| "certificates are checked and none is trusted".to_owned())?)
    } else {
        None
    };
    let versions: &[&rustls::SupportedProtocolVersion] = if trust.only_tls12 {
        &[&rustls::version::TLS12]
    } else {
        rustls::DEFAULT_VERSIONS
    };
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(versions)
        .map_err(|error| error.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Verifier {
            verifier,
            host_name: trust.host_name,
            clock: trust.clock,
            provider,
        }))
        .with_no_client_auth();
    Ok(config)
}

/// Checks as much as the phone is told to.
#[derive(Debug)]
struct Verifier {
    verifier: Option<Arc<WebPkiServerVerifier>>,
    host_name: bool,
    clock: Option<u64>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(verifier) = &self.verifier else {
            return Ok(ServerCertVerified::assertion());
        };
        let now = self.clock.map_or(now, |seconds| {
            UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds))
        });
        match verifier.verify_server_cert(certificate, intermediates, name, ocsp, now) {
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if !self.host_name => Ok(ServerCertVerified::assertion()),
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
