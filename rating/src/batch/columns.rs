//! Calls in columns.

use std::time::Duration;

use chrono::DateTime;

use crate::{Call, Start};

/// Texts in a column.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub enum Texts<'a> {
    /// Nothing is known of any call.
    #[default]
    Unknown,
    /// One by one.
    Each(&'a [&'a str]),
    /// One behind the other: text n goes from `offsets[n]` to `offsets[n + 1]`.
    Packed {
        /// One more than there are texts, none smaller than the one before.
        offsets: &'a [i32],
        /// All the texts.
        text: &'a str,
    },
    /// Few different ones: text n is `values[keys[n]]`.
    Dictionary {
        /// Which of the values.
        keys: &'a [u32],
        /// The different texts.
        values: &'a [&'a str],
    },
}

impl<'a> Texts<'a> {
    /// The text of a call; empty where nothing is known.
    #[inline]
    pub(super) fn at(self, at: usize) -> &'a str {
        match self {
            Self::Unknown => "",
            Self::Each(texts) => texts.get(at).copied().unwrap_or_default(),
            Self::Packed { offsets, text } => {
                let place = |at: usize| offsets.get(at).and_then(|&offset| usize::try_from(offset).ok());
                let range = place(at).zip(place(at + 1));
                range
                    .and_then(|(from, end)| text.get(from..end))
                    .unwrap_or_default()
            }
            Self::Dictionary { keys, values } => {
                let value = keys.get(at).and_then(|&key| values.get(key as usize));
                value.copied().unwrap_or_default()
            }
        }
    }

    fn check(self, column: &'static str, expected: usize) -> Result<Self, ColumnError> {
        let found = match self {
            Self::Unknown => return Ok(self),
            Self::Each(texts) => texts.len(),
            Self::Packed { offsets, text } => {
                // Looking at all of them takes less time than stopping at the first that falls.
                let pairs = offsets.iter().zip(offsets.iter().skip(1));
                let rise = pairs.fold(true, |rise, (from, end)| rise & (from <= end));
                let is_within = match (offsets.first(), offsets.last()) {
                    (Some(first), Some(last)) => {
                        0 <= *first && usize::try_from(*last).is_ok_and(|last| last <= text.len())
                    }
                    _ => false,
                };
                if !rise || !is_within {
                    return Err(ColumnError::Offsets { column });
                }
                offsets.len().saturating_sub(1)
            }
            Self::Dictionary { keys, values } => {
                if keys.iter().any(|&key| key as usize >= values.len()) {
                    return Err(ColumnError::Key { column });
                }
                keys.len()
            }
        };
        if found == expected {
            Ok(self)
        } else {
            Err(ColumnError::Length {
                column,
                found,
                expected,
            })
        }
    }
}

/// When calls began.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Starts<'a> {
    /// Instants: seconds since 1970.
    Seconds(&'a [i64]),
    /// Instants: thousandths of seconds since 1970.
    Millis(&'a [i64]),
    /// What the clock in the zone of the plan showed: seconds since 1970 by that clock.
    Readings(&'a [i64]),
}

impl Starts<'_> {
    const fn len(self) -> usize {
        match self {
            Self::Seconds(starts) | Self::Millis(starts) | Self::Readings(starts) => starts.len(),
        }
    }

    /// The start of a call; `None` beyond the calendar.
    fn at(self, at: usize) -> Option<Start> {
        Some(match self {
            Self::Seconds(starts) => Start::Instant(DateTime::from_timestamp(*starts.get(at)?, 0)?),
            Self::Millis(starts) => Start::Instant(DateTime::from_timestamp_millis(*starts.get(at)?)?),
            Self::Readings(starts) => {
                Start::Local(DateTime::from_timestamp(*starts.get(at)?, 0)?.naive_utc())
            }
        })
    }
}

/// Calls in columns: what was dialled, when, and how long in milliseconds; and what else is known.
///
/// ```
/// use switchhook_rating::{Calls, Starts, Texts};
/// let calls = Calls::new(Texts::Each(&["872345", "751234"]), Starts::Seconds(&[1_324_253_338, 1_324_253_400]), &[979_000, 4_000])?
///     .trunks(Texts::Dictionary { keys: &[0, 0], values: &["PJSIP/gw-"] })?;
/// assert_eq!(calls.len(), 2);
/// assert!(Calls::new(Texts::Each(&["872345"]), Starts::Seconds(&[0, 1]), &[1_000]).is_err());
/// # Ok::<(), switchhook_rating::ColumnError>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Calls<'a> {
    pub(super) numbers: Texts<'a>,
    pub(super) starts: Starts<'a>,
    pub(super) durations: &'a [u64],
    callers: Texts<'a>,
    accounts: Texts<'a>,
    extensions: Texts<'a>,
    trunks: Texts<'a>,
}

impl<'a> Calls<'a> {
    /// Calls of which nothing else is known.
    ///
    /// # Errors
    ///
    /// [`ColumnError`] unless the columns are equally long, and sound.
    pub fn new(numbers: Texts<'a>, starts: Starts<'a>, durations_ms: &'a [u64]) -> Result<Self, ColumnError> {
        let expected = durations_ms.len();
        let found = starts.len();
        if found != expected {
            return Err(ColumnError::Length {
                column: "starts",
                found,
                expected,
            });
        }
        if matches!(numbers, Texts::Unknown) && expected > 0 {
            return Err(ColumnError::Length {
                column: "numbers",
                found: 0,
                expected,
            });
        }
        Ok(Self {
            numbers: numbers.check("numbers", expected)?,
            starts,
            durations: durations_ms,
            callers: Texts::Unknown,
            accounts: Texts::Unknown,
            extensions: Texts::Unknown,
            trunks: Texts::Unknown,
        })
    }

    /// The callers' numbers. Default: not known.
    ///
    /// # Errors
    ///
    /// [`ColumnError`] unless it is as long as the others, and sound.
    pub fn callers(mut self, callers: Texts<'a>) -> Result<Self, ColumnError> {
        self.callers = callers.check("callers", self.len())?;
        Ok(self)
    }

    /// The accounts. Default: not known.
    ///
    /// # Errors
    ///
    /// [`ColumnError`] unless it is as long as the others, and sound.
    pub fn accounts(mut self, accounts: Texts<'a>) -> Result<Self, ColumnError> {
        self.accounts = accounts.check("accounts", self.len())?;
        Ok(self)
    }

    /// The extensions that called. Default: not known.
    ///
    /// # Errors
    ///
    /// [`ColumnError`] unless it is as long as the others, and sound.
    pub fn extensions(mut self, extensions: Texts<'a>) -> Result<Self, ColumnError> {
        self.extensions = extensions.check("extensions", self.len())?;
        Ok(self)
    }

    /// The trunks. Default: not known.
    ///
    /// # Errors
    ///
    /// [`ColumnError`] unless it is as long as the others, and sound.
    pub fn trunks(mut self, trunks: Texts<'a>) -> Result<Self, ColumnError> {
        self.trunks = trunks.check("trunks", self.len())?;
        Ok(self)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.durations.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.durations.is_empty()
    }

    /// One of them; `None` behind the last, and if it began beyond the calendar.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Call<'a>> {
        let duration = Duration::from_millis(*self.durations.get(at)?);
        Some(
            Call::new(self.numbers.at(at), self.starts.at(at)?, duration)
                .caller(self.callers.at(at))
                .account(self.accounts.at(at))
                .extension(self.extensions.at(at))
                .trunk(self.trunks.at(at)),
        )
    }
}

/// Why columns are no calls.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// A column is longer or shorter than that of the durations.
    #[error("column {column} has {found} calls and that of the durations {expected}; give as many of each")]
    Length {
        /// The column.
        column: &'static str,
        /// How many it has.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// The offsets of packed texts lie outside the text or fall.
    #[error(
        "the offsets of column {column} fall, or lie outside its text; give one more than there are calls, in order"
    )]
    Offsets {
        /// The column.
        column: &'static str,
    },
    /// A key of a dictionary that has no value.
    #[error("column {column} has a key without a value; give a value for every key")]
    Key {
        /// The column.
        column: &'static str,
    },
}
