//! PINs: kept as hashes, and checked away from the threads that serve calls.

use std::fmt;
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use tokio::sync::Semaphore;

/// Many callers at once must not take every core from the calls.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A PIN that nobody can read: argon2id in the PHC format.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Hash(Arc<str>);

impl Hash {
    /// Hashes a new PIN.
    pub(crate) fn of(pin: &str) -> Result<Self, String> {
        if !(4..=16).contains(&pin.len()) || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("a PIN has 4 to 16 digits; give one on standard input".to_owned());
        }
        let hashed = hasher().hash_password(pin.as_bytes());
        let hashed = hashed.map_err(|error| format!("cannot hash: {error}"))?;
        Ok(Self(hashed.to_string().into()))
    }

    /// Whether this is the PIN.
    pub(crate) async fn is_of(&self, pin: String) -> bool {
        let Ok(_permit) = AT_ONCE.acquire().await else {
            return false;
        };
        let hash = Arc::clone(&self.0);
        let tried = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash).is_ok_and(|hash| hasher().verify_password(pin.as_bytes(), &hash).is_ok())
        });
        tried.await.unwrap_or(false)
    }
}

impl TryFrom<String> for Hash {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // What is wrong is not repeated: it may be a PIN.
        match PasswordHash::new(&text) {
            Ok(hash) if hash.algorithm.as_str().starts_with("argon2") => Ok(Self(text.into())),
            _ => Err(
                "not the hash of a PIN; make one with `switchhook-callback hash`, and keep no PIN here"
                    .to_owned(),
            ),
        }
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Whatever stands there, so that serde does not repeat it in a message of its own.
        let text = match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => text,
            _ => String::new(),
        };
        Self::try_from(text).map_err(D::Error::custom)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hash(…)")
    }
}

/// OWASP's first recommendation: 19 MiB, two passes, one lane. A hash names its own.
fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Cheap to check, for tests.
#[cfg(test)]
pub(crate) fn cheap(pin: &str) -> Hash {
    let params = Params::new(8, 1, 1, None).unwrap();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Hash::try_from(hasher.hash_password(pin.as_bytes()).unwrap().to_string()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::{Hash, cheap};

    #[tokio::test]
    async fn a_pin_is_text() {
        let hash = Hash::of("0070").unwrap();
        for (pin, is_right) in [("0070", true), ("70", false), ("", false), ("00700", false)] {
            assert_eq!(hash.is_of(pin.to_owned()).await, is_right, "{pin}");
        }
    }

    #[test]
    fn a_pin_is_not_taken_for_its_hash_nor_repeated() {
        for text in ["0070", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"] {
            let error = Hash::try_from(text.to_owned()).unwrap_err();
            assert!(
                error.contains("switchhook-callback hash") && !error.contains(text),
                "{error}"
            );
        }
        assert_eq!(format!("{:?}", cheap("0070")), "Hash(…)");
        for pin in ["007", "00700700700700700", "00a0", ""] {
            assert!(Hash::of(pin).unwrap_err().starts_with("a PIN has"), "{pin}");
        }
    }
}
