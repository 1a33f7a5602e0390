//! The XML file under a password, as phones with a `P1359` read it.
//!
//! The whole `cfg<mac>.xml` is replaced by what `openssl enc -aes-256-cbc -md md5` makes of it; the name stays:
//!
//! | offset | bytes | content |
//! |---|---|---|
//! | 0 | 8 | `Salted__` |
//! | 8 | 8 | salt |
//! | 16 | 16 × n | AES-256-CBC of the XML with PKCS#7 padding |
//!
//! Key and IV come from password and salt in one round of a digest, which is what OpenSSL did when phones learned this
//! form ([`Digest::Md5`]). One round is cheap to guess: take a random password of 20 and more characters for each phone,
//! never a word of the site's. The form has **no integrity check** either: who can change the file on its way can change
//! values in it. It adds to HTTPS and does not replace it.
//!
//! Whether a phone with a password still takes a plain file is not established, nor whether the newest firmware keeps to
//! MD5; both wait for a phone.

use std::num::NonZeroU32;

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};
use md5::Md5;
use sha2::Sha256;

use crate::secret::Secret;

use super::Limits;

/// What an encrypted file begins with.
pub const MAGIC: [u8; 8] = *b"Salted__";

const BLOCK: usize = 16;
/// Magic and salt.
const HEADER: usize = 16;
const KEY: usize = 32;

/// How key and IV are made of password and salt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Digest {
    /// One round of MD5: what phones expect. `openssl enc -md md5`.
    #[default]
    Md5,
    /// One round of SHA-256: what OpenSSL 1.1 and later does when nothing is said.
    Sha256,
    /// PBKDF2 with HMAC-SHA-256 in so many rounds: `openssl enc -pbkdf2 -iter …`. No phone is known to read it.
    Pbkdf2(NonZeroU32),
}

impl Digest {
    /// As `openssl enc -pbkdf2` does when no `-iter` is given: 10 000 rounds.
    pub const OPENSSL_PBKDF2: Self = Self::Pbkdf2(NonZeroU32::new(10_000).unwrap());

    fn key_and_iv(self, password: &Secret, salt: [u8; 8]) -> [u8; KEY + BLOCK] {
        let password = password.expose().as_bytes();
        let mut bytes = [0; KEY + BLOCK];
        match self {
            Self::Md5 => chain::<Md5>(password, salt, &mut bytes),
            Self::Sha256 => chain::<Sha256>(password, salt, &mut bytes),
            Self::Pbkdf2(rounds) => {
                pbkdf2::pbkdf2_hmac::<Sha256>(password, &salt, rounds.get(), &mut bytes);
            }
        }
        bytes
    }
}

/// OpenSSL's `EVP_BytesToKey` with one round: each digest is of the one before, the password and the salt.
fn chain<D: md5::Digest>(password: &[u8], salt: [u8; 8], bytes: &mut [u8]) {
    let mut before: Option<md5::digest::Output<D>> = None;
    for piece in bytes.chunks_mut(<D as md5::Digest>::output_size()) {
        let mut digest = D::new();
        if let Some(before) = &before {
            digest.update(before);
        }
        digest.update(password);
        digest.update(salt);
        let now = digest.finalize();
        piece.copy_from_slice(&now[..piece.len()]);
        before = Some(now);
    }
}

/// Puts an XML file under a password.
///
/// The salt is eight random bytes, new ones for each file: the same salt and password make the same key.
///
/// ```
/// use switchhook_provisioning::Secret;
/// use switchhook_provisioning::grandstream::{Limits, PValues, encrypted, xml};
/// let password = Secret::new("v9Gk-27qT_mm4Xz.h0Ls");
/// let plain = xml::write(Some("c0:74:ad:11:22:33".parse()?), &PValues::new());
/// let salt = [0x71, 0x0e, 0x55, 0xa2, 0x09, 0xf8, 0x3c, 0xb4]; // from your source of randomness
///
/// let file = encrypted::write(plain.as_bytes(), &password, salt, encrypted::Digest::Md5);
/// assert_eq!(&file[..16], b"Salted__\x71\x0e\x55\xa2\x09\xf8\x3c\xb4");
/// let read = encrypted::read(&file, &password, encrypted::Digest::Md5, &Limits::default())?;
/// assert_eq!(read, plain);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(plain: &[u8], password: &Secret, salt: [u8; 8], digest: Digest) -> Vec<u8> {
    let padding = BLOCK - plain.len() % BLOCK;
    let mut file = Vec::with_capacity(HEADER + plain.len() + padding);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&salt);
    file.extend_from_slice(plain);
    file.resize(file.len() + padding, 0);
    let bytes = digest.key_and_iv(password, salt);
    let (key, iv) = bytes.split_at(KEY);
    cbc::Encryptor::<aes::Aes256>::new_from_slices(key, iv)
        .expect("a key of 32 bytes and an IV of 16")
        .encrypt_padded::<Pkcs7>(&mut file[HEADER..], plain.len())
        .expect("room for the padding is there");
    file
}

/// Reads an XML file that is under a password.
///
/// Nothing in the form says whether a password is right. A wrong one leaves noise; [`ReadEncryptedError::Password`] says so,
/// one and the same error whether the padding or the text shows it.
///
/// ```
/// use switchhook_provisioning::Secret;
/// use switchhook_provisioning::grandstream::encrypted::{self, Digest};
/// use switchhook_provisioning::grandstream::Limits;
/// let file = encrypted::write(b"<gs_provision/>", &"right".into(), [7; 8], Digest::Md5);
/// let error = encrypted::read(&file, &"wrong".into(), Digest::Md5, &Limits::default()).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the file does not open; check the password (P1359) and the digest (phones take md5, openssl sha256 by default), \
///      or fetch the file again",
/// );
/// ```
///
/// # Errors
///
/// When the file is longer than the limit, is none of this form, or does not become XML by this password.
pub fn read(
    file: &[u8],
    password: &Secret,
    digest: Digest,
    limits: &Limits,
) -> Result<String, ReadEncryptedError> {
    let (salt, body) = split(file, limits)?;
    open(body, password, salt, digest).ok_or(ReadEncryptedError::Password)
}

/// As [`read`], by each way to a key that openssl has had as its own: MD5, then SHA-256, then 10 000 rounds of PBKDF2.
///
/// ```
/// use switchhook_provisioning::grandstream::Limits;
/// use switchhook_provisioning::grandstream::encrypted::{self, Digest};
/// let file = encrypted::write(b"<gs_provision/>", &"s3cret".into(), [7; 8], Digest::Sha256);
/// let (plain, digest) = encrypted::read_by_any(&file, &"s3cret".into(), &Limits::default())?;
/// assert_eq!((plain.as_str(), digest), ("<gs_provision/>", Digest::Sha256));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`read`].
pub fn read_by_any(
    file: &[u8],
    password: &Secret,
    limits: &Limits,
) -> Result<(String, Digest), ReadEncryptedError> {
    let (salt, body) = split(file, limits)?;
    [Digest::Md5, Digest::Sha256, Digest::OPENSSL_PBKDF2]
        .into_iter()
        .find_map(|digest| open(body, password, salt, digest).map(|text| (text, digest)))
        .ok_or(ReadEncryptedError::Password)
}

fn split<'a>(file: &'a [u8], limits: &Limits) -> Result<([u8; 8], &'a [u8]), ReadEncryptedError> {
    if file.len() > limits.bytes {
        return Err(ReadEncryptedError::TooLong {
            bytes: file.len(),
            limit: limits.bytes,
        });
    }
    let rest = file
        .strip_prefix(&MAGIC)
        .ok_or(ReadEncryptedError::NotEncrypted)?;
    match rest.split_first_chunk() {
        Some((salt, body)) if !body.is_empty() && body.len() % BLOCK == 0 => Ok((*salt, body)),
        _ => Err(ReadEncryptedError::Length { bytes: file.len() }),
    }
}

/// `None` unless XML comes out.
fn open(body: &[u8], password: &Secret, salt: [u8; 8], digest: Digest) -> Option<String> {
    let bytes = digest.key_and_iv(password, salt);
    let (key, iv) = bytes.split_at(KEY);
    let mut plain = body.to_vec();
    let length = cbc::Decryptor::<aes::Aes256>::new_from_slices(key, iv)
        .ok()?
        .decrypt_padded::<Pkcs7>(&mut plain)
        .ok()?
        .len();
    plain.truncate(length);
    // One in 256 wrong keys leaves a padding that fits; none leaves UTF-8 that begins as XML does.
    let text = String::from_utf8(plain).ok()?;
    let begins_as_xml = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    begins_as_xml.then_some(text)
}

/// Why an encrypted file could not be read. None of the variants holds any of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadEncryptedError {
    /// Longer than the limit.
    #[error("the file has {bytes} bytes and the limit is {limit}; give a phone's own file")]
    TooLong {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// It does not begin with `Salted__`.
    #[error(
        "the file does not begin with Salted__; it is not encrypted, or was with -S of OpenSSL 3, which leaves that out"
    )]
    NotEncrypted,
    /// Header and whole blocks do not make up its length.
    #[error(
        "the file has {bytes} bytes, which is not 16 and one or more blocks of 16; it is cut off, fetch it again"
    )]
    Length {
        /// How long it is.
        bytes: usize,
    },
    /// No XML comes out.
    #[error(
        "the file does not open; check the password (P1359) and the digest (phones take md5, openssl sha256 by default), or fetch the file again"
    )]
    Password,
}

impl ReadEncryptedError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "E-ENCRYPTED-TOO-LONG",
            Self::NotEncrypted => "E-ENCRYPTED-HEADER",
            Self::Length { .. } => "E-ENCRYPTED-LENGTH",
            Self::Password => "E-ENCRYPTED-PASSWORD",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Computed with `openssl enc -aes-256-cbc -P -S 0102030405060708 -k s3cret` and the digest's own arguments.
    #[test]
    fn keys_are_those_of_openssl() {
        let salt = [1, 2, 3, 4, 5, 6, 7, 8];
        for (digest, key, iv) in [
            (
                Digest::Md5,
                "04d7471ba4a9314395a3fe2d5788e5b5cb8ba23a1dfd5f1d1dd4d950c54e7194",
                "64c7afcb92ec7433f3474abdb0f1c103",
            ),
            (
                Digest::Sha256,
                "3082d2ebbd7c753d65874e6c2b924ad7e3f252198915dcda5e477867d3e61116",
                "0f18b9eb137e1d7bda66102ca711191e",
            ),
            (
                Digest::OPENSSL_PBKDF2,
                "f15ed424866ba6b33a4b146d128427b704020494bdfcc6627d7299fe0c635c8b",
                "bfe2bd78829a0224d1441b17648165b9",
            ),
        ] {
            let bytes = digest.key_and_iv(&"s3cret".into(), salt);
            assert_eq!(hex(&bytes[..KEY]), key, "{digest:?}");
            assert_eq!(hex(&bytes[KEY..]), iv, "{digest:?}");
        }
    }
}
