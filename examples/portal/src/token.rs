//! Random tokens for sessions, links and forms. The database keeps only their SHA-256.

use sha2::{Digest, Sha256};

/// 256 random bits as 43 characters that fit a URL and a cookie.
pub fn random() -> String {
    encode(&bytes::<32>())
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

/// Base64 for URLs, without padding.
fn encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let word = u32::from(chunk[0]) << 16
            | u32::from(chunk.get(1).copied().unwrap_or(0)) << 8
            | u32::from(chunk.get(2).copied().unwrap_or(0));
        for index in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(word >> (18 - 6 * index) & 63) as usize]));
        }
    }
    text
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
    fn encoding_is_base64url() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            assert_eq!(encode(bytes), text);
        }
    }

    #[test]
    fn typeable_names_have_the_length_asked_for() {
        assert_eq!(typeable(40).len(), 40);
        assert!(!typeable(200).contains(['0', '1', 'l', 'o']));
    }
}
