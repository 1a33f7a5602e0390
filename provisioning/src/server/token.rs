//! Tokens in paths, and what is derived from the server's key.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::mac::MacAddr;
use crate::secret::Secret;

/// 128 bits that stand in the path of a device's files: who has them is let through to the next check.
///
/// As text, 26 letters and digits that read aloud well; capitals are read too. `Debug` shows none of it.
///
/// ```
/// use switchhook_provisioning::server::Token;
/// let token = Token::new([0x5a; 16]);
/// assert_eq!(token.to_text(), "ljnfuws2ljnfuws2ljnfuws2li");
/// assert_eq!(Token::parse("LJNFUWS2LJNFUWS2LJNFUWS2LI"), Some(token));
/// assert_eq!(format!("{token:?}"), "Token(..)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; 16]);

/// As in RFC 4648, section 6, in small letters.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const LETTERS: usize = 26;

impl Token {
    /// A token of random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads the text of a token. Each token has one spelling, but for capitals.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != LETTERS {
            return None;
        }
        let mut number = 0u128;
        for (index, letter) in text.bytes().enumerate() {
            let value = match letter.to_ascii_lowercase() {
                letter @ b'a'..=b'z' => letter - b'a',
                digit @ b'2'..=b'7' => digit - b'2' + 26,
                _ => return None,
            };
            if index + 1 < LETTERS {
                number = number << 5 | u128::from(value);
            } else {
                // 26 letters have two bits more than the token.
                if value & 0b11 != 0 {
                    return None;
                }
                number = number << 3 | u128::from(value >> 2);
            }
        }
        Some(Self(number.to_be_bytes()))
    }

    /// The text that stands in a path: for the device's file or the DHCP server, not for a log.
    #[must_use]
    pub fn to_text(self) -> String {
        let number = u128::from_be_bytes(self.0);
        (0..LETTERS)
            .map(|index| {
                let value = match 123usize.checked_sub(index * 5) {
                    Some(shift) => number >> shift,
                    None => number << 2,
                };
                char::from(ALPHABET[(value & 31) as usize])
            })
            .collect()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// What is stored of a token: its HMAC-SHA-256 under the server's key. Who reads the store learns no token.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// A hash that was stored.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be stored.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether they are equal, in a time that says nothing about where they differ.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// A hash is as good as its token to whoever has the key, so it is not shown either.
impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(..)")
    }
}

/// The SHA-256 of a device's plain file: which file it was, without what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileHash([u8; 32]);

impl FileHash {
    /// A hash that was stored.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash of a file.
    #[must_use]
    pub fn of(file: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(Sha256::digest(file).into())
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileHash({self})")
    }
}

/// What a device's secrets are derived from, with the server's key: a fresh seed, and all of them are new.
///
/// The store holds seeds and no secrets: neither token nor passwords can be had from it without the key.
#[derive(Clone, PartialEq, Eq)]
pub struct Grant {
    /// Random, new for each grant.
    pub seed: [u8; 16],
    /// The hash of the token, by which a request finds its device.
    pub token: TokenHash,
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Grant(..)")
    }
}

/// What one grant opens: all that a device is told about fetching its files.
pub(crate) struct Access {
    pub(crate) token: Token,
    pub(crate) user: String,
    pub(crate) password: Secret,
    pub(crate) file_password: Secret,
}

/// The server's key, from which every token's hash and every device's password come.
///
/// Keep it outside the store and outside its backups. With another key every device has to be enrolled anew.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl Key {
    /// A key of 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Hmac::new_from_slice(&bytes).expect("HMAC takes keys of any length"))
    }

    /// What is stored of a token.
    #[must_use]
    pub fn hash(&self, token: &Token) -> TokenHash {
        TokenHash(self.derive(b"hash", &[&token.0]))
    }

    /// A fresh grant for a device.
    pub(crate) fn grant(&self, mac: MacAddr, seed: [u8; 16]) -> Grant {
        let token = self.hash(&self.token(mac, &seed));
        Grant { seed, token }
    }

    pub(crate) fn access(&self, mac: MacAddr, grant: &Grant) -> Access {
        Access {
            token: self.token(mac, &grant.seed),
            user: format!("{mac:x}"),
            password: self.word(b"password", mac, &grant.seed),
            file_password: self.word(b"file", mac, &grant.seed),
        }
    }

    /// Only what the check of a digest needs.
    pub(crate) fn password(&self, mac: MacAddr, grant: &Grant) -> Secret {
        self.word(b"password", mac, &grant.seed)
    }

    fn token(&self, mac: MacAddr, seed: &[u8; 16]) -> Token {
        Token(first16(self.derive(b"token", &[&mac.octets(), seed])))
    }

    fn word(&self, purpose: &[u8], mac: MacAddr, seed: &[u8; 16]) -> Secret {
        Token(first16(self.derive(purpose, &[&mac.octets(), seed])))
            .to_text()
            .into()
    }

    /// Independent bytes for each purpose and each list of parts.
    pub(crate) fn derive(&self, purpose: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in std::iter::once(&purpose).chain(parts) {
            // With the lengths, no two lists run into the same bytes.
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

fn first16(bytes: [u8; 32]) -> [u8; 16] {
    let mut first = [0; 16];
    first.copy_from_slice(&bytes[..16]);
    first
}

/// Small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The bytes of hexadecimal digits, exactly as many as asked for.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |letter: u8| char::from(letter).to_digit(16);
        *byte = (digit(pair[0])? << 4 | digit(pair[1])?) as u8;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_token_has_one_spelling(bytes: [u8; 16]) {
            let token = Token::new(bytes);
            let text = token.to_text();
            prop_assert_eq!(text.len(), LETTERS);
            prop_assert_eq!(Token::parse(&text), Some(token));
        }

        #[test]
        fn what_reads_as_a_token_is_its_text(text in "[a-z2-7]{26}") {
            if let Some(token) = Token::parse(&text) {
                prop_assert_eq!(token.to_text(), text);
            }
        }

        #[test]
        fn no_text_is_too_strange(text: String) {
            let _ = Token::parse(&text);
        }

        #[test]
        fn hexadecimal_reads_back(bytes: [u8; 16]) {
            prop_assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn a_grant_depends_on_key_device_and_seed() {
        let (mac, other) = (
            MacAddr::new([0, 11, 130, 1, 2, 3]),
            MacAddr::new([0, 11, 130, 1, 2, 4]),
        );
        let key = Key::new([1; 32]);
        let of = |key: &Key, mac, seed| {
            key.access(mac, &key.grant(mac, seed))
                .password
                .expose()
                .to_owned()
        };
        let password = of(&key, mac, [7; 16]);
        assert_eq!(password, of(&key, mac, [7; 16]));
        for another in [
            of(&key, other, [7; 16]),
            of(&key, mac, [8; 16]),
            of(&Key::new([2; 32]), mac, [7; 16]),
        ] {
            assert_ne!(password, another);
        }
        let access = key.access(mac, &key.grant(mac, [7; 16]));
        assert_ne!(access.password, access.file_password);
        assert_ne!(access.password.expose(), access.token.to_text());
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = Key::new([1; 32]);
        assert_ne!(key.derive(b"a", &[b"bc", b"d"]), key.derive(b"a", &[b"b", b"cd"]));
    }
}
