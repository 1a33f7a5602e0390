//! The certificate of an authority of the site's own, which telephones are told to trust beside those that they were made with.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use sha2::{Digest, Sha256};

/// What a telephone's setting holds at most.
const BYTES: usize = 16 * 1024;

/// Why it cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    #[error(
        "cannot read the certificate {}: {source}; let the portal's user read it, or name another file (provisioning.ca)",
        path.display()
    )]
    Read { path: PathBuf, source: io::Error },
    #[error(
        "{} has more than {BYTES} bytes, and telephones hold no more; leave everything out but the authority's certificate",
        path.display()
    )]
    Large { path: PathBuf },
    #[error(
        "{} has {found} certificates, and telephones have room for one; write the authority's own, from -----BEGIN CERTIFICATE----- \
         to -----END CERTIFICATE-----",
        path.display()
    )]
    Number { path: PathBuf, found: usize },
    #[error("{} is no certificate that can be trusted: {reason}; write the authority's own as PEM", path.display())]
    Form { path: PathBuf, reason: String },
}

/// The certificate, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    pem: String,
    fingerprint: String,
}

impl Authority {
    /// Reads the file. What stands around the certificate, such as its text in words, is left out.
    pub fn read(path: &Path) -> Result<Self, AuthorityError> {
        let path = path.to_owned();
        let mut bytes = Vec::new();
        let read =
            std::fs::File::open(&path).and_then(|file| file.take(4 * BYTES as u64).read_to_end(&mut bytes));
        if let Err(source) = read {
            return Err(AuthorityError::Read { path, source });
        }
        if bytes.len() >= 4 * BYTES {
            return Err(AuthorityError::Large { path });
        }
        let mut found: Vec<CertificateDer<'_>> = Vec::new();
        for certificate in CertificateDer::pem_slice_iter(&bytes) {
            match certificate {
                Ok(certificate) => found.push(certificate),
                Err(error) => {
                    let reason = error.to_string();
                    return Err(AuthorityError::Form { path, reason });
                }
            }
        }
        let [certificate] = &found[..] else {
            let found = found.len();
            return Err(AuthorityError::Number { path, found });
        };
        if let Err(error) = RootCertStore::empty().add(certificate.clone()) {
            let reason = error.to_string();
            return Err(AuthorityError::Form { path, reason });
        }
        let text = String::from_utf8_lossy(&bytes);
        let pem = block(&text).unwrap_or_default();
        if pem.is_empty() || pem.len() > BYTES {
            return Err(AuthorityError::Large { path });
        }
        Ok(Self {
            pem,
            fingerprint: fingerprint(certificate),
        })
    }

    #[cfg(test)]
    pub fn of_tests() -> Self {
        tests::read(&tests::authority()).unwrap()
    }

    /// As it is written into telephones.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// SHA-256 of the certificate, as browsers and `openssl x509 -fingerprint -sha256` show it.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// From the first line of the certificate to its last, with plain ends of lines.
fn block(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim);
    let mut block = String::new();
    for line in lines.skip_while(|line| *line != "-----BEGIN CERTIFICATE-----") {
        block.push_str(line);
        if line == "-----END CERTIFICATE-----" {
            return Some(block);
        }
        block.push('\n');
    }
    None
}

fn fingerprint(certificate: &[u8]) -> String {
    let pairs: Vec<String> = Sha256::digest(certificate)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    pairs.join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn authority() -> String {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut of = rcgen::CertificateParams::new(Vec::new()).unwrap();
        of.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        of.self_signed(&key).unwrap().pem()
    }

    pub(super) fn read(text: &str) -> Result<Authority, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        std::fs::write(&path, text).unwrap();
        Authority::read(&path).map_err(|error| error.to_string())
    }

    #[test]
    fn the_certificate_is_told_without_what_stands_around_it() {
        let pem = authority();
        let windows = pem.replace('\n', "\r\n");
        let told = read(&format!("Subject: Coral Bay\r\n{windows}\r\nNothing more.")).unwrap();
        assert_eq!(told.pem(), pem.replace('\r', "").trim());
        assert_eq!(told.fingerprint().len(), 32 * 3 - 1);
    }

    #[test]
    fn what_telephones_could_not_use_is_refused_with_the_file_and_a_remedy() {
        let one = authority();
        for (text, expected) in [
            (String::new(), "has 0 certificates"),
            ("no certificate".to_owned(), "has 0 certificates"),
            (format!("{one}{}", authority()), "has 2 certificates"),
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_owned(),
                "is no certificate that can be trusted",
            ),
            (
                "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n".to_owned(),
                "is no certificate that can be trusted",
            ),
            ("x".repeat(100_000), "more than 16384 bytes"),
        ] {
            let error = read(&text).unwrap_err();
            assert!(error.contains(expected) && error.contains("ca.pem"), "{error}");
        }
        let missing = Authority::read(Path::new("/nowhere/ca.pem")).unwrap_err();
        assert!(missing.to_string().contains("provisioning.ca"), "{missing}");
    }
}
