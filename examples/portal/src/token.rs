//! Random tokens for sessions, links and forms. The database keeps only their SHA-256.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// 256 random bits as 43 characters that fit a URL and a cookie.
pub fn random() -> String {
    Base64UrlUnpadded::encode_string(&bytes::<32>())
}

/// What the database stores of a token.
pub fn fingerprint(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A name or secret of lower-case letters and digits, easily typed on a telephone; 5 bits a character.
pub fn typeable(length: usize) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let drawn = bytes::<32>();
        text.extend(
            drawn
                .iter()
                .take(length - text.len())
                .map(|b| char::from(ALPHABET[usize::from(b % 32)])),
        );
    }
    text
}

/// Random bytes of the operating system, for names and secrets that somebody else spells.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without randomness nothing here can be safe: stopping is the only right answer.
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_different_and_fit_a_cookie() {
        let (one, two) = (random(), random());
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        assert!(
            one.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'),
            "{one}"
        );
    }

    #[test]
    fn typeable_names_have_the_length_asked_for() {
        assert_eq!(typeable(40).len(), 40);
        assert!(!typeable(200).contains(['0', '1', 'l', 'o']));
    }
}
