//! Passwords: argon2id, checked off the async threads and never more than two at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// Shortest password taken (OWASP ASVS 5.0, 6.2.1).
pub const MIN_LENGTH: usize = 8;
/// Longest, so that hashing stays bounded.
pub const MAX_LENGTH: usize = 128;

/// A flood of logins must not take every core and all memory from the pages.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    TooShort,
    TooLong,
    Common,
    LikeLogin,
}

/// Checks a password that somebody chose; any character is allowed.
pub fn check(password: &str, login: &str) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Err(Weakness::TooShort);
    }
    if length > MAX_LENGTH {
        return Err(Weakness::TooLong);
    }
    let lower = password.to_lowercase();
    let monotone = lower.chars().all(|c| lower.starts_with(c));
    let counting = "01234567890123456789".contains(&lower) || "98765432109876543210".contains(&lower);
    if monotone || counting || COMMON.contains(&lower.as_str()) {
        return Err(Weakness::Common);
    }
    if login.chars().count() >= 3 && lower.contains(&login.to_lowercase()) {
        return Err(Weakness::LikeLogin);
    }
    Ok(())
}

/// The guesses tried first by whoever attacks a telephone system's web page.
const COMMON: &[&str] = &[
    "password",
    "password1",
    "passw0rd",
    "p@ssw0rd",
    "qwertyui",
    "qwerty12",
    "qwerty123",
    "azertyui",
    "azerty12",
    "azerty123",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "welcome1",
    "welcome123",
    "letmein1",
    "trustno1",
    "superman",
    "starwars",
    "whatever",
    "computer",
    "internet",
    "asterisk",
    "asterisk1",
    "asterisk123",
    "freepbx1",
    "telephone",
    "switchhook",
    "administrator",
    "admin123",
    "admin1234",
    "changeme",
    "changeme1",
    "motdepasse",
    "bonjour1",
    "soleil12",
    "contraseña",
    "contrasena",
    "123456789a",
    "a123456789",
    "1q2w3e4r",
    "1qaz2wsx",
    "abcd1234",
    "abc12345",
    "йцукенгш",
    "parol123",
];

/// Hashes a password for storing.
pub async fn hash(password: String) -> String {
    let _permit = AT_ONCE.acquire().await.expect("the semaphore is never closed");
    tokio::task::spawn_blocking(move || {
        // Parameters and length are fixed and valid, and the salt comes from the system.
        hasher()
            .hash_password(password.as_bytes())
            .expect("valid argon2 parameters")
            .to_string()
    })
    .await
    .expect("hashing does not panic")
}

/// Whether `password` belongs to `stored`. Without a stored hash the same work is done for nothing, so that the time
/// does not tell whether an account exists.
pub async fn verify(password: String, stored: Option<String>) -> bool {
    if password.len() > 4 * MAX_LENGTH {
        return false;
    }
    let _permit = AT_ONCE.acquire().await.expect("the semaphore is never closed");
    tokio::task::spawn_blocking(move || match stored.as_deref().map(PasswordHash::new) {
        Some(Ok(stored)) => hasher().verify_password(password.as_bytes(), &stored).is_ok(),
        _ => {
            let _ = hasher().hash_password(password.as_bytes());
            false
        }
    })
    .await
    .unwrap_or(false)
}

/// OWASP's first recommendation: 19 MiB, two passes, one lane.
fn hasher() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19 * 1024, 2, 1, None).expect("within argon2's limits"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_named() {
        for (password, expected) in [
            ("1234567", Err(Weakness::TooShort)),
            ("12345678", Err(Weakness::Common)),
            ("aaaaaaaaaa", Err(Weakness::Common)),
            ("Motdepasse", Err(Weakness::Common)),
            ("xxVaianaxx", Err(Weakness::LikeLogin)),
            ("шесть слов", Ok(())),
            ("correct horse", Ok(())),
        ] {
            assert_eq!(check(password, "vaiana"), expected, "{password}");
        }
        assert_eq!(check(&"é ".repeat(65), "vaiana"), Err(Weakness::TooLong));
    }

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let stored = hash("correct horse".into()).await;
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("correct horse".into(), Some(stored.clone())).await);
        assert!(!verify("correct horse ".into(), Some(stored)).await);
        assert!(!verify("correct horse".into(), None).await);
        assert!(!verify("correct horse".into(), Some("not a hash".into())).await);
    }
}
