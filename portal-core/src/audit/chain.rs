//! The chain through the audit trail: each line carries a fingerprint of itself and of the line before, so that nobody can
//! change, insert or take out a line unnoticed.
//!
//! The fingerprint is SHA-256 over the fingerprint of the line before (32 bytes; zeros before the first) and the fields of
//! the line in the order of [`Line`], each as its length in eight bytes, the highest first, and its bytes: whole numbers as
//! decimal digits, a missing number as no digits, text as UTF-8. Before them stands the text `switchhook audit 1`, encoded
//! the same way.
//!
//! A trail is kept for a time only. Whoever deletes its oldest lines keeps the number and the fingerprint of the last one
//! deleted as the [`Place`] from which the rest is verified. What the chain cannot show by itself is that lines at the end
//! are missing: keep the place of the end somewhere else too, such as in the log.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// A line of a trail, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number; numbers grow, and none is used twice.
    pub number: i64,
    /// When, in seconds since 1970, UTC.
    pub at: i64,
    /// Who, if it was a person with an account.
    pub person: Option<i64>,
    /// The name typed at login, or the name of a program; may be empty.
    pub login: &'a str,
    /// The address of the browser or program; may be empty.
    pub address: &'a str,
    /// What was done: [`Action::key`](super::Action::key).
    pub action: &'a str,
    /// To what: [`Object::kind`](super::Object::kind) and, if it has one, the reference after a blank.
    pub object: &'a str,
    /// How it ended: [`Outcome::key`](super::Outcome::key).
    pub result: &'a str,
    /// What was before and what is after, or why it was refused.
    pub detail: &'a str,
}

/// A line of a trail that owns its text, with the fingerprint that is stored with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLine {
    /// See [`Line::number`].
    pub number: i64,
    /// See [`Line::at`].
    pub at: i64,
    /// See [`Line::person`].
    pub person: Option<i64>,
    /// See [`Line::login`].
    pub login: String,
    /// See [`Line::address`].
    pub address: String,
    /// See [`Line::action`].
    pub action: String,
    /// See [`Line::object`].
    pub object: String,
    /// See [`Line::result`].
    pub result: String,
    /// See [`Line::detail`].
    pub detail: String,
    /// As it is stored; nothing where there is none.
    pub fingerprint: Option<Fingerprint>,
}

impl StoredLine {
    /// The line without its fingerprint.
    pub fn line(&self) -> Line<'_> {
        Line {
            number: self.number,
            at: self.at,
            person: self.person,
            login: &self.login,
            address: &self.address,
            action: &self.action,
            object: &self.object,
            result: &self.result,
            detail: &self.detail,
        }
    }
}

/// The fingerprint of a line and of all before it. Shows as 64 hexadecimal digits.
///
/// ```
/// use switchhook_portal_core::audit::chain::Fingerprint;
///
/// let start = Fingerprint::START.to_string();
/// assert_eq!(start.len(), 64);
/// assert_eq!(start.parse(), Ok(Fingerprint::START));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Before the first line of all.
    pub const START: Self = Self([0; 32]);

    /// The bytes, for a store.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Of a line that follows this one.
    #[must_use]
    pub fn of_next(&self, line: &Line<'_>) -> Self {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        let person = line.person.map(|person| person.to_string()).unwrap_or_default();
        field(b"switchhook audit 1");
        field(&self.0);
        for text in [
            &*line.number.to_string(),
            &*line.at.to_string(),
            &*person,
            line.login,
            line.address,
            line.action,
            line.object,
            line.result,
            line.detail,
        ] {
            field(text.as_bytes());
        }
        Self(hash.finalize().into())
    }
}

impl From<[u8; 32]> for Fingerprint {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotAFingerprint);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let value = |digit: u8| char::from(digit).to_digit(16).ok_or(NotAFingerprint);
            let (high, low) = (value(pair[0])?, value(pair[1])?);
            *byte = u8::try_from(high * 16 + low).map_err(|_| NotAFingerprint)?;
        }
        Ok(Self(bytes))
    }
}

/// The text is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is 64 hexadecimal digits; copy the whole of it")]
pub struct NotAFingerprint;

/// A place in a chain: after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the line; 0 before the first.
    pub number: i64,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

impl Place {
    /// Before the first line of all.
    pub const START: Self = Self {
        number: 0,
        fingerprint: Fingerprint::START,
    };

    /// The place after a line that follows.
    #[must_use]
    pub fn after(&self, line: &Line<'_>) -> Self {
        Self {
            number: line.number,
            fingerprint: self.fingerprint.of_next(line),
        }
    }
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Broken {
    /// A line is not as it was written, or one before it was taken out or put in.
    #[error(
        "line {number}: its fingerprint does not fit it and line {after} before it; one of them was changed, or a line between them is missing"
    )]
    Line {
        /// The line.
        number: i64,
        /// The one that stands before it.
        after: i64,
    },
    /// A line has no fingerprint.
    #[error("line {number} has no fingerprint; it was not written by the portal")]
    Without {
        /// The line.
        number: i64,
    },
    /// The end is not where it was noted.
    #[error("the last line is {found} and should be {noted}; lines at the end were taken out or put in")]
    End {
        /// The number of the last line.
        found: i64,
        /// The number that was noted.
        noted: i64,
    },
}

/// Follows a chain line by line and says which are wrong, without keeping any.
///
/// ```
/// use switchhook_portal_core::audit::chain::{Broken, Line, Place, Verifier};
///
/// let line = |number, detail| Line {
///     number, at: 1_800_000_000, person: Some(1), login: "ana", address: "::1",
///     action: "update", object: "person 2", result: "done", detail,
/// };
/// let first = Place::START.after(&line(1, "profiles: user → administrator"));
/// let second = first.after(&line(2, "email: changed"));
///
/// let mut verifier = Verifier::from(Place::START);
/// verifier.follow(&line(1, "profiles: user → user"), Some(first.fingerprint));
/// verifier.follow(&line(2, "email: changed"), Some(second.fingerprint));
/// assert_eq!(verifier.end(Some(second)), [Broken::Line { number: 1, after: 0 }]);
/// ```
#[derive(Clone, Debug)]
pub struct Verifier {
    place: Place,
    lines: u64,
    broken: Vec<Broken>,
}

/// Beyond this many wrong lines nobody reads on.
const MOST: usize = 100;

impl From<Place> for Verifier {
    /// Begins after a place: [`Place::START`], or where the oldest lines were deleted.
    fn from(place: Place) -> Self {
        Self {
            place,
            lines: 0,
            broken: Vec::new(),
        }
    }
}

impl Verifier {
    /// Takes the next line with the fingerprint that is stored with it.
    ///
    /// After a wrong line it goes on from what is stored, so that each wrong one is named and no other.
    pub fn follow(&mut self, line: &Line<'_>, stored: Option<Fingerprint>) {
        let (number, after) = (line.number, self.place.number);
        let fitting = self.place.after(line);
        self.lines += 1;
        match stored {
            None => self.note(Broken::Without { number }),
            Some(stored) if stored != fitting.fingerprint || number <= after => {
                self.note(Broken::Line { number, after });
            }
            Some(_) => {}
        }
        self.place = Place {
            number,
            fingerprint: stored.unwrap_or(fitting.fingerprint),
        };
    }

    fn note(&mut self, broken: Broken) {
        if self.broken.len() < MOST {
            self.broken.push(broken);
        }
    }

    /// Where it is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// How many lines it saw.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// What was wrong, at most a hundred; `noted` is where the end was noted to be.
    pub fn end(mut self, noted: Option<Place>) -> Vec<Broken> {
        if let Some(noted) = noted.filter(|noted| *noted != self.place) {
            self.note(Broken::End {
                found: self.place.number,
                noted: noted.number,
            });
        }
        self.broken
    }
}

#[cfg(test)]
mod tests;
