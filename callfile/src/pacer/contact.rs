use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

/// A number as it is dialled: digits, `*` and `#`, and a `+` before them. Blanks and `-`, `.`, `/`, `(`, `)` are for
/// the eye, and left out, so that one number is one number however it is written.
///
/// ```
/// use switchhook_callfile::pacer::PhoneNumber;
/// let number: PhoneNumber = "+33 (0)1-23.45".parse()?;
/// assert_eq!(number.as_str(), "+33012345");
/// assert!("reception".parse::<PhoneNumber>().is_err());
/// # Ok::<(), switchhook_callfile::pacer::PhoneNumberError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct PhoneNumber(Box<str>);

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no number to dial: {problem}; write at most 40 digits, * and #, and + only before them")]
pub struct PhoneNumberError {
    /// The beginning of what was given.
    pub text: String,
    /// What is wrong.
    pub problem: &'static str,
}

impl PhoneNumber {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// Nothing to dial, something that no telephone can, or more than 40 characters.
    pub fn new(text: &str) -> Result<Self, PhoneNumberError> {
        let error = |problem| PhoneNumberError {
            text: text.chars().take(60).collect(),
            problem,
        };
        if text.len() > 200 {
            return Err(error("it is too long"));
        }
        let bare: String = text
            .chars()
            .filter(|letter| !" -./()\u{a0}\u{202f}".contains(*letter))
            .collect();
        let dialled = bare.strip_prefix('+').unwrap_or(&bare);
        match dialled.len() {
            0 => Err(error("nothing to dial")),
            41.. => Err(error("it is too long")),
            _ if !dialled
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"*#".contains(&byte)) =>
            {
                Err(error("it has something that cannot be dialled"))
            }
            _ => Ok(Self(bare.into())),
        }
    }

    /// What is dialled.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PhoneNumber {
    type Err = PhoneNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneNumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0.into()
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number is personal: only its last two characters show here, [`Display`](fmt::Display) has all of it.
impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.0.len().saturating_sub(2);
        write!(f, "PhoneNumber(…{})", &self.0[start..])
    }
}

/// Somebody to be called.
///
/// ```
/// use switchhook_callfile::pacer::Contact;
/// let contact = Contact::new("+33 1 23 45 67 89".parse()?, "france").label("customer 17").priority(5);
/// assert_eq!(contact.number().as_str(), "+33123456789");
/// # Ok::<(), switchhook_callfile::pacer::PhoneNumberError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Contact {
    pub(super) number: PhoneNumber,
    pub(super) destination: String,
    pub(super) label: String,
    pub(super) priority: u8,
    pub(super) not_before: Option<DateTime<Utc>>,
}

impl Contact {
    /// A number, and which of the rules' destinations it belongs to.
    pub fn new(number: PhoneNumber, destination: impl Into<String>) -> Self {
        Self {
            number,
            destination: destination.into(),
            label: String::new(),
            priority: 0,
            not_before: None,
        }
    }

    /// Whatever tells the program who this is. Default: empty.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Of those who may be called, the highest comes first. Default: 0.
    #[must_use]
    pub const fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }

    /// Not called before this moment. Default: at once.
    #[must_use]
    pub const fn not_before(mut self, moment: DateTime<Utc>) -> Self {
        self.not_before = Some(moment);
        self
    }

    /// Whom it calls.
    #[must_use]
    pub const fn number(&self) -> &PhoneNumber {
        &self.number
    }

    /// Its destination in the rules.
    #[must_use]
    pub fn destination(&self) -> &str {
        &self.destination
    }

    /// What the program said of it.
    #[must_use]
    pub fn as_label(&self) -> &str {
        &self.label
    }
}

/// A contact in a [`Pacer`](super::Pacer): counted from 0 in the order in which they were added, and the same after
/// saving and loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(transparent)
)]
pub struct ContactId(pub u32);

impl fmt::Display for ContactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What became of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Outcome {
    /// Somebody answered: the contact is reached, whatever the rules say of this outcome.
    Answered,
    /// Busy. By default tried again after 5 minutes.
    Busy,
    /// It rang, and nobody answered. By default tried again after an hour.
    NoAnswer,
    /// A machine answered. By default tried again after an hour.
    Machine,
    /// No line was free on the way. By default tried again after a minute.
    Congestion,
    /// The number does not exist, or refused the call. By default not tried again.
    Failed,
    /// It was placed, and nobody knows what became of it. By default tried again after an hour.
    Unknown,
    /// It was not placed at all, because the disk was full, say: it does not count as an attempt. By default tried
    /// again after a minute.
    NotPlaced,
}

/// What a followed call means to a campaign, if each attempt is a file of its own, without retries.
///
/// A refusal for want of a line (Q.850 causes 34, 38, 41, 42, 44 and 47) is [`Congestion`](Outcome::Congestion).
/// [`Unknown`](Outcome::Unknown) is what ended without a reason, and what somebody took out of the spool: a contact that
/// is not to be called again is for [`Pacer::withdraw`](super::Pacer::withdraw). A file that Asterisk could not read is
/// [`Failed`](Outcome::Failed): it would not do better in a minute.
///
/// ```
/// use switchhook_callfile::{pacer, watch};
/// assert_eq!(pacer::Outcome::from(watch::Outcome::Busy), pacer::Outcome::Busy);
/// // Without events of the manager interface nobody knows whether it was busy.
/// assert_eq!(pacer::Outcome::from(watch::Outcome::Expired), pacer::Outcome::Unknown);
/// assert_eq!(pacer::Outcome::from(watch::Outcome::Failed { cause: Some(34) }), pacer::Outcome::Congestion);
/// ```
#[cfg(all(feature = "watch", unix))]
impl From<crate::watch::Outcome> for Outcome {
    fn from(outcome: crate::watch::Outcome) -> Self {
        use crate::watch::Outcome as Followed;
        match outcome {
            Followed::Answered(_) => Self::Answered,
            Followed::Busy => Self::Busy,
            Followed::NoAnswer => Self::NoAnswer,
            Followed::Failed {
                cause: Some(34 | 38 | 41 | 42 | 44 | 47),
            } => Self::Congestion,
            Followed::Failed { .. } | Followed::Discarded => Self::Failed,
            Followed::Expired | Followed::Cancelled | Followed::Unknown(_) => Self::Unknown,
        }
    }
}

impl Outcome {
    pub(super) const fn default_delay(self) -> Option<u64> {
        match self {
            Self::Answered | Self::Failed => None,
            Self::Busy => Some(300),
            Self::NoAnswer | Self::Machine | Self::Unknown => Some(3600),
            Self::Congestion | Self::NotPlaced => Some(60),
        }
    }
}

/// The one result that each contact has in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Ending {
    /// Somebody answered.
    Reached,
    /// The last attempt had this outcome, and no other follows.
    GaveUp(Outcome),
    /// The number must not be called.
    Forbidden,
    /// The program took the contact out.
    Withdrawn,
    /// The campaign was over first.
    OutOfTime,
}

/// Where a contact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Standing {
    /// To be called, but not before this moment.
    Waiting {
        /// When at the earliest.
        from: DateTime<Utc>,
    },
    /// Being called.
    Calling {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Over.
    Ended {
        /// How.
        how: Ending,
        /// When.
        at: DateTime<Utc>,
    },
}
