use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Result, RigError};

/// A password of one instance. Its text is only given to who asks for it by name.
///
/// ```
/// let secret = switchhook_rig::Secret::new("abc");
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// assert_eq!(secret.expose(), "abc");
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// A secret that somebody else made, such as that of a phone added later.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `length` characters of `alphabet`, from the operating system's generator.
    pub(crate) fn random(alphabet: &[u8], length: usize) -> Result<Self> {
        let mut text = String::with_capacity(length);
        // Bytes beyond the last whole multiple would favour the first letters.
        let fair = 256 - 256 % alphabet.len();
        while text.len() < length {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes).map_err(|e| RigError::Random(e.to_string()))?;
            let letters = bytes.iter().map(|b| usize::from(*b)).filter(|b| *b < fair);
            text.extend(letters.map(|b| char::from(alphabet[b % alphabet.len()])));
        }
        text.truncate(length);
        Ok(Self(text))
    }

    /// For an account: 24 characters without look-alikes.
    pub(crate) fn account() -> Result<Self> {
        Self::random(b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 24)
    }

    /// For a mailbox.
    pub(crate) fn pin() -> Result<Self> {
        Self::random(b"0123456789", 6)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_have_their_length() {
        let (one, two) = (Secret::account().unwrap(), Secret::account().unwrap());
        assert_ne!(one, two);
        assert_eq!(one.expose().len(), 24);
        assert!(
            Secret::pin()
                .unwrap()
                .expose()
                .bytes()
                .all(|b| b.is_ascii_digit())
        );
    }
}
