//! PINs: kept as hashes, checked away from the threads that serve calls, and not to be tried out.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{DateTime, Utc};
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

    fn is_of(&self, pin: &str) -> bool {
        PasswordHash::new(&self.0).is_ok_and(|hash| hasher().verify_password(pin.as_bytes(), &hash).is_ok())
    }
}

impl TryFrom<String> for Hash {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // What is wrong is not repeated: it may be a PIN.
        match PasswordHash::new(&text) {
            Ok(hash) if hash.algorithm.as_str().starts_with("argon2") => Ok(Self(text.into())),
            _ => Err(
                "not the hash of a PIN; make one with `switchhook-ivr hash`, and keep no PIN here".to_owned(),
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

/// Whose PIN this is. All hashes are tried, so that the time tells nothing.
async fn owner(people: Vec<(String, Hash)>, pin: String) -> Option<String> {
    let _permit = AT_ONCE.acquire().await.ok()?;
    let tried = tokio::task::spawn_blocking(move || {
        let right = people.into_iter().filter(|(_, hash)| hash.is_of(&pin));
        right.map(|(name, _)| name).last()
    });
    tried.await.ok().flatten()
}

/// OWASP's first recommendation: 19 MiB, two passes, one lane. A hash names its own.
fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// What came of a PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    Right(String),
    Wrong,
    /// It was not looked at.
    Shut,
}

/// How far back wrong PINs count.
const WINDOW: Duration = Duration::from_secs(10 * 60);

/// Counts wrong PINs of all callers: four digits would be tried out in some hundred calls.
#[derive(Debug, Default)]
pub(crate) struct Lock {
    wrong: Mutex<VecDeque<DateTime<Utc>>>,
    turn: tokio::sync::Mutex<()>,
}

impl Lock {
    /// Whose PIN this is, unless the lock is shut. One caller after the other: of a thousand who key in theirs at the
    /// same moment none is looked at before those ahead of it are counted.
    pub(crate) async fn try_pin(
        &self,
        people: Vec<(String, Hash)>,
        pin: String,
        limit: usize,
        now: fn() -> DateTime<Utc>,
    ) -> Tried {
        let _turn = self.turn.lock().await;
        if self.is_shut(limit, now()) {
            return Tried::Shut;
        }
        match owner(people, pin).await {
            Some(person) => Tried::Right(person),
            None => {
                self.count(now());
                Tried::Wrong
            }
        }
    }

    /// Whether there were this many wrong PINs lately.
    pub(crate) fn is_shut(&self, limit: usize, now: DateTime<Utc>) -> bool {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        while wrong
            .front()
            .is_some_and(|first| now - *first >= chrono::Duration::from_std(WINDOW).unwrap_or_default())
        {
            wrong.pop_front();
        }
        wrong.len() >= limit
    }

    /// There was a wrong one.
    fn count(&self, now: DateTime<Utc>) {
        self.wrong
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(now);
    }
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
    use std::sync::Arc;

    use chrono::{DateTime, Duration};

    use super::{Hash, Lock, Tried, cheap, owner};

    #[tokio::test]
    async fn a_pin_is_text_and_finds_its_owner() {
        let people = vec![
            ("ana".to_owned(), cheap("0070")),
            ("leo".to_owned(), Hash::of("123456").unwrap()),
        ];
        for (pin, name) in [
            ("0070", Some("ana")),
            ("123456", Some("leo")),
            ("70", None),
            ("", None),
            ("00700", None),
        ] {
            assert_eq!(
                owner(people.clone(), pin.to_owned()).await.as_deref(),
                name,
                "{pin}"
            );
        }
    }

    #[test]
    fn a_pin_is_not_taken_for_its_hash_nor_repeated() {
        for text in ["0070", "", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"] {
            let error = Hash::try_from(text.to_owned()).unwrap_err();
            assert!(
                error.contains("switchhook-ivr hash") && (text.is_empty() || !error.contains(text)),
                "{error}"
            );
        }
        assert_eq!(format!("{:?}", cheap("0070")), "Hash(…)");
        for pin in ["007", "00700700700700700", "00a0", ""] {
            assert!(Hash::of(pin).unwrap_err().starts_with("a PIN has"), "{pin}");
        }
    }

    #[test]
    fn wrong_pins_shut_the_lock_for_ten_minutes() {
        let lock = Lock::default();
        let begin = DateTime::UNIX_EPOCH;
        assert!(!lock.is_shut(2, begin));
        lock.count(begin);
        lock.count(begin + Duration::minutes(5));
        assert!(lock.is_shut(2, begin + Duration::minutes(9)));
        assert!(!lock.is_shut(2, begin + Duration::minutes(10)));
        lock.count(begin + Duration::minutes(11));
        assert!(lock.is_shut(2, begin + Duration::minutes(11)));
    }

    #[tokio::test]
    async fn callers_side_by_side_try_no_more_pins_than_one_after_the_other() {
        let lock = Arc::new(Lock::default());
        let people = || vec![("ana".to_owned(), cheap("0070"))];
        let mut calls = tokio::task::JoinSet::new();
        for guess in 0..50 {
            let (lock, people) = (Arc::clone(&lock), people());
            calls.spawn(async move {
                lock.try_pin(people, format!("1{guess:03}"), 5, || DateTime::UNIX_EPOCH)
                    .await
            });
        }
        let tried = calls.join_all().await;
        let looked_at = tried.iter().filter(|tried| **tried == Tried::Wrong).count();
        assert_eq!((looked_at, tried.len()), (5, 50));
        // And the right one no more, until the ten minutes are over.
        let late = || DateTime::UNIX_EPOCH + Duration::minutes(10);
        assert_eq!(
            lock.try_pin(people(), "0070".to_owned(), 5, || DateTime::UNIX_EPOCH)
                .await,
            Tried::Shut
        );
        assert_eq!(
            lock.try_pin(people(), "0070".to_owned(), 5, late).await,
            Tried::Right("ana".to_owned())
        );
    }
}
