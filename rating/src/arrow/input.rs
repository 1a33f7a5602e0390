//! The columns that calls stand in, and one row of them as a call.

use std::ops::Range;
use std::time::Duration;

use arrow_array::array::AnyDictionaryArray;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, ByteArrayType, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Int8Type, Int16Type, Int32Type, Int64Type, LargeUtf8Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type, Utf8Type,
};
use arrow_array::{Array, GenericByteArray, PrimitiveArray, RecordBatch, StringViewArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field, TimeUnit};
use chrono::DateTime;

use super::{BatchError, KNOWN};
use crate::{Call, ParseStartError, Start};

/// Why a row is no call, whatever the tariff.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Wrong {
    #[error("the {0} is missing; every call needs one")]
    Missing(&'static str),
    #[error("the start is out of range; check the clock that wrote the record, and the unit of the column")]
    StartOutOfRange,
    #[error(transparent)]
    Start(#[from] ParseStartError),
    #[error("the duration is negative; check the clock that wrote the record")]
    NegativeDuration,
}

/// Says which column can hold what: 0 the number, 1 the start, 2 the duration, then what else may be known of a call.
pub(super) fn check(role: usize, field: &Field) -> Result<(), BatchError> {
    let (is_good, expected) = match role {
        1 => (
            is_text(field.data_type())
                || matches!(field.data_type(), DataType::Timestamp(..) | DataType::Int64),
            "a Timestamp, an Int64 of seconds since 1970, or text as in call records",
        ),
        2 => (
            field.data_type().is_integer() || matches!(field.data_type(), DataType::Duration(_)),
            "an integer of seconds, or a Duration",
        ),
        _ => (
            is_text(field.data_type()),
            "text, which keeps leading zeros and the sign +",
        ),
    };
    if is_good {
        return Ok(());
    }
    Err(BatchError::Type {
        column: field.name().clone(),
        found: field.data_type().to_string(),
        expected,
    })
}

fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => {
            matches!(
                **values,
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
            )
        }
        // A column in which nothing is known may come without a type of its own.
        DataType::Null => true,
        _ => false,
    }
}

/// The columns of one batch.
pub(super) struct Columns<'a> {
    pub(super) number: Text<'a>,
    pub(super) start: Starts<'a>,
    pub(super) duration: Lengths<'a>,
    /// In the order of [`KNOWN`].
    pub(super) known: [Option<Text<'a>>; KNOWN.len()],
}

impl<'a> Columns<'a> {
    pub(super) fn new(
        batch: &'a RecordBatch,
        at: &[Option<usize>; 3 + KNOWN.len()],
    ) -> Result<Self, BatchError> {
        let column = |role: usize| at[role].and_then(|index| batch.columns().get(index));
        let text = |role: usize| column(role).and_then(|array| Text::new(array));
        let (Some(number), Some(start), Some(duration)) = (
            text(0),
            column(1).and_then(|array| Starts::new(array)),
            column(2).and_then(|array| Lengths::new(array)),
        ) else {
            // Never taken: types were checked with the schema, and the batch is of that schema.
            return Err(BatchError::Schema);
        };
        Ok(Self {
            number,
            start,
            duration,
            known: [text(3), text(4), text(5), text(6)],
        })
    }

    /// Start and duration of one row, as [`Starts::extend`] and [`Lengths::extend`] say. `None` unless they and the
    /// number are there, and of no finer time.
    pub(super) fn whole(&self, row: usize) -> Option<(i64, u64)> {
        self.number.get(row)?;
        Some((self.start.whole(row)?, self.duration.whole(row)?))
    }

    /// The call of one row.
    pub(super) fn call(&self, row: usize) -> Result<Call<'a>, Wrong> {
        let number = self.number.get(row).ok_or(Wrong::Missing("number"))?;
        let call = Call::new(number, self.start.get(row)?, self.duration.get(row)?);
        let known = |at: usize| {
            self.known[at]
                .as_ref()
                .and_then(|text| text.get(row))
                .unwrap_or_default()
        };
        Ok(call
            .caller(known(0))
            .account(known(1))
            .extension(known(2))
            .trunk(known(3)))
    }
}

/// A column of text, whatever it is kept as.
pub(super) enum Text<'a> {
    Utf8(&'a GenericByteArray<Utf8Type>),
    Large(&'a GenericByteArray<LargeUtf8Type>),
    View(&'a StringViewArray),
    /// Few different texts; the last one stands for those that are missing.
    Dictionary {
        keys: Vec<u32>,
        values: Vec<&'a str>,
    },
    /// A dictionary of more texts than there are rows: looked up only where a row has one.
    Looked {
        keys: Vec<usize>,
        nulls: Option<&'a NullBuffer>,
        values: Box<Self>,
    },
    Null,
}

impl<'a> Text<'a> {
    fn new(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Utf8(array.as_string()),
            DataType::LargeUtf8 => Self::Large(array.as_string()),
            DataType::Utf8View => Self::View(array.as_string_view()),
            DataType::Dictionary(..) => Self::dictionary(array.as_any_dictionary_opt()?)?,
            DataType::Null => Self::Null,
            _ => return None,
        })
    }

    fn dictionary(dictionary: &'a dyn AnyDictionaryArray) -> Option<Self> {
        let values = Self::new(dictionary.values().as_ref())?;
        let (len, nulls) = (dictionary.values().len(), dictionary.keys().nulls());
        if len == 0 {
            // Arrow normalises no keys of a dictionary without values; all its rows are null.
            return Some(Self::Null);
        }
        let keys = dictionary.normalized_keys();
        // The keys of a batch have 32 bits, and one is for what is missing.
        if len > keys.len() || u32::try_from(len).is_err() {
            return Some(Self::Looked {
                keys,
                nulls,
                values: Box::new(values),
            });
        }
        let mut texts: Vec<&str> = (0..len).map(|at| values.get(at).unwrap_or_default()).collect();
        texts.push("");
        let is_known = |key: usize| !dictionary.values().is_null(key);
        let key = |(row, key): (usize, usize)| match nulls.is_none_or(|nulls| nulls.is_valid(row))
            && is_known(key)
        {
            true => key as u32,
            false => len as u32,
        };
        Some(Self::Dictionary {
            keys: keys.into_iter().enumerate().map(key).collect(),
            values: texts,
        })
    }

    pub(super) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Utf8(array) => bytes(array, row),
            Self::Large(array) => bytes(array, row),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Dictionary { keys, values } => {
                let key = *keys.get(row)? as usize;
                values.get(key).copied().filter(|_| key + 1 < values.len())
            }
            Self::Looked { keys, nulls, values } => {
                let is_null = nulls.is_some_and(|nulls| nulls.is_null(row));
                values.get(*keys.get(row).filter(|_| !is_null)?)
            }
            Self::Null => None,
        }
    }

    /// Whether any of these rows has none.
    pub(super) fn has_nulls(&self, rows: &Range<usize>) -> bool {
        match self {
            Self::Utf8(array) => any_null(array.nulls(), rows),
            Self::Large(array) => any_null(array.nulls(), rows),
            Self::View(array) => any_null(array.nulls(), rows),
            Self::Dictionary { .. } | Self::Looked { .. } => rows.clone().any(|row| self.get(row).is_none()),
            Self::Null => true,
        }
    }
}

/// Whether a null is among these rows.
fn any_null(nulls: Option<&NullBuffer>, rows: &Range<usize>) -> bool {
    nulls.is_some_and(|nulls| nulls.null_count() > 0 && nulls.slice(rows.start, rows.len()).null_count() > 0)
}

fn bytes<T: ByteArrayType<Native = str>>(array: &GenericByteArray<T>, row: usize) -> Option<&str> {
    array.is_valid(row).then(|| array.value(row))
}

/// A column of starts.
pub(super) enum Starts<'a> {
    /// Since 1970, so many a second.
    Instants(Integers<'a>, i64),
    /// The same, but what the clock showed in the zone of the plan.
    Readings(Integers<'a>, i64),
    Text(Text<'a>),
}

impl<'a> Starts<'a> {
    fn new(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Int64 => Self::Instants(Integers::new(array.as_primitive::<Int64Type>()), 1),
            DataType::Timestamp(unit, zone) => {
                let values = match unit {
                    TimeUnit::Second => Integers::new(array.as_primitive::<TimestampSecondType>()),
                    TimeUnit::Millisecond => Integers::new(array.as_primitive::<TimestampMillisecondType>()),
                    TimeUnit::Microsecond => Integers::new(array.as_primitive::<TimestampMicrosecondType>()),
                    TimeUnit::Nanosecond => Integers::new(array.as_primitive::<TimestampNanosecondType>()),
                };
                match zone {
                    Some(_) => Self::Instants(values, a_second(*unit)),
                    None => Self::Readings(values, a_second(*unit)),
                }
            }
            _ => Self::Text(Text::new(array)?),
        })
    }

    /// Whether starts are what a clock showed.
    pub(super) const fn is_local(&self) -> bool {
        matches!(self, Self::Readings(..))
    }

    /// Whether starts are in seconds, not in milliseconds.
    pub(super) const fn in_seconds(&self) -> bool {
        matches!(self, Self::Instants(_, 1) | Self::Readings(..))
    }

    /// The unit in which a batch takes them: how many of it make a second.
    const fn wanted(&self) -> i64 {
        if self.in_seconds() { 1 } else { 1_000 }
    }

    /// The starts of these rows as they stand there, if they are all good, and in seconds or milliseconds.
    pub(super) fn slice(&self, rows: &Range<usize>) -> Option<&'a [i64]> {
        match self {
            Self::Instants(values, a_second) | Self::Readings(values, a_second)
                if *a_second == self.wanted() =>
            {
                values
                    .slice(rows)
                    .filter(|starts| are_in_years(starts, *a_second))
            }
            _ => None,
        }
    }

    /// Appends the starts of these rows, in seconds or milliseconds; `false` if one of them is not good.
    pub(super) fn extend(&self, rows: &Range<usize>, starts: &mut Vec<i64>) -> bool {
        let (Self::Instants(values, a_second) | Self::Readings(values, a_second)) = self else {
            return false;
        };
        let Some(values) = values
            .slice(rows)
            .filter(|values| are_in_years(values, *a_second))
        else {
            return false;
        };
        match (*a_second, self.wanted()) {
            (1_000, 1) => whole_parts::<1_000>(values, starts),
            (1_000_000, 1) => whole_parts::<1_000_000>(values, starts),
            (1_000_000_000, 1) => whole_parts::<1_000_000_000>(values, starts),
            (1_000_000, 1_000) => whole_parts::<1_000>(values, starts),
            (1_000_000_000, 1_000) => whole_parts::<1_000_000>(values, starts),
            _ => {
                starts.extend_from_slice(values);
                true
            }
        }
    }

    /// The start of one row, as [`extend`](Self::extend) would give it.
    fn whole(&self, row: usize) -> Option<i64> {
        let (Self::Instants(values, a_second) | Self::Readings(values, a_second)) = self else {
            return None;
        };
        let value = values.get(row).filter(|value| years(*a_second).contains(value))?;
        in_unit(value, *a_second, self.wanted())
    }

    fn get(&self, row: usize) -> Result<Start, Wrong> {
        const MISSING: Wrong = Wrong::Missing("start");
        match self {
            Self::Instants(values, a_second) => {
                instant(values.get(row).ok_or(MISSING)?, *a_second).map(Start::Instant)
            }
            Self::Readings(values, a_second) => {
                let shown = instant(values.get(row).ok_or(MISSING)?, *a_second)?;
                Ok(Start::Local(shown.naive_utc()))
            }
            Self::Text(text) => Ok(text.get(row).ok_or(MISSING)?.parse()?),
        }
    }
}

/// The seconds of the years 1 to 9999 since 1970.
const YEARS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// The same in units of which so many make a second, as far as they have 64 bits.
const fn years(a_second: i64) -> std::ops::RangeInclusive<i64> {
    let end = YEARS.end().saturating_mul(a_second).saturating_add(a_second - 1);
    YEARS.start().saturating_mul(a_second)..=end
}

fn are_in_years(values: &[i64], a_second: i64) -> bool {
    let years = years(a_second);
    // Counted from the first, one comparison is enough.
    let after = |value: i64| value.wrapping_sub(*years.start()).cast_unsigned();
    all(values, |value| after(value) <= after(*years.end()))
}

/// Whether all of them are good. Looked at without a branch for each: most parts are.
fn all<T: Copy>(values: &[T], is_good: impl Fn(T) -> bool) -> bool {
    values.iter().fold(true, |so_far, &value| so_far & is_good(value))
}

/// Appends the values divided by a number; `false` if one of them has a rest.
fn whole_parts<const DIVISOR: i64>(values: &[i64], parts: &mut Vec<i64>) -> bool {
    parts.extend(values.iter().map(|value| value.div_euclid(DIVISOR)));
    all(values, |value| value % DIVISOR == 0)
}

/// So many of a unit in another one; `None` unless it is a whole number of those.
const fn in_unit(value: i64, a_second: i64, wanted_a_second: i64) -> Option<i64> {
    if a_second <= wanted_a_second {
        return value.checked_mul(wanted_a_second / a_second);
    }
    let divisor = a_second / wanted_a_second;
    if value % divisor == 0 {
        Some(value / divisor)
    } else {
        None
    }
}

/// A point in time of the years 1 to 9999: beyond them, the unit is wrong or the clock was.
fn instant(value: i64, a_second: i64) -> Result<DateTime<chrono::Utc>, Wrong> {
    let (seconds, rest) = (value.div_euclid(a_second), value.rem_euclid(a_second));
    if !YEARS.contains(&seconds) {
        return Err(Wrong::StartOutOfRange);
    }
    u32::try_from(rest * (1_000_000_000 / a_second))
        .ok()
        .and_then(|nanos| DateTime::from_timestamp(seconds, nanos))
        .ok_or(Wrong::StartOutOfRange)
}

/// A column of lengths.
pub(super) enum Lengths<'a> {
    /// So many a second.
    Signed(Integers<'a>, i64),
    Unsigned(&'a PrimitiveArray<UInt64Type>),
    /// Whole seconds of other widths, widened once.
    Widened(Vec<i64>, Option<NullBuffer>),
}

impl<'a> Lengths<'a> {
    fn new(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Int64 => Self::Signed(Integers::new(array.as_primitive::<Int64Type>()), 1),
            DataType::UInt64 => Self::Unsigned(array.as_primitive()),
            DataType::Int8 => widened::<Int8Type>(array),
            DataType::Int16 => widened::<Int16Type>(array),
            DataType::Int32 => widened::<Int32Type>(array),
            DataType::UInt8 => widened::<UInt8Type>(array),
            DataType::UInt16 => widened::<UInt16Type>(array),
            DataType::UInt32 => widened::<UInt32Type>(array),
            DataType::Duration(unit) => {
                let values = match unit {
                    TimeUnit::Second => Integers::new(array.as_primitive::<DurationSecondType>()),
                    TimeUnit::Millisecond => Integers::new(array.as_primitive::<DurationMillisecondType>()),
                    TimeUnit::Microsecond => Integers::new(array.as_primitive::<DurationMicrosecondType>()),
                    TimeUnit::Nanosecond => Integers::new(array.as_primitive::<DurationNanosecondType>()),
                };
                Self::Signed(values, a_second(*unit))
            }
            _ => return None,
        })
    }

    /// Appends the lengths of these rows in milliseconds; `false` if one of them is not there, whole and not negative.
    pub(super) fn extend(&self, rows: &Range<usize>, lengths: &mut Vec<u64>) -> bool {
        const MOST: u64 = u64::MAX / 1_000;
        let values = match self {
            Self::Signed(values, 1_000) => match values.slice(rows) {
                Some(values) => {
                    lengths.extend(values.iter().map(|value| value.cast_unsigned()));
                    return all(values, |value| value >= 0);
                }
                None => return false,
            },
            Self::Signed(values, 1) => values.slice(rows),
            Self::Widened(values, nulls) if !any_null(nulls.as_ref(), rows) => values.get(rows.clone()),
            Self::Unsigned(values) if !any_null(values.nulls(), rows) => {
                let values = values.values().get(rows.clone()).unwrap_or_default();
                lengths.extend(values.iter().map(|value| value.wrapping_mul(1_000)));
                return all(values, |value| value <= MOST);
            }
            _ => None,
        };
        let Some(values) = values else {
            return false;
        };
        // A negative one is a very large one.
        lengths.extend(
            values
                .iter()
                .map(|value| value.cast_unsigned().wrapping_mul(1_000)),
        );
        all(values, |value| value.cast_unsigned() <= MOST)
    }

    /// Milliseconds; `None` unless they are there, whole and not negative.
    fn whole(&self, row: usize) -> Option<u64> {
        match self {
            Self::Signed(values, a_second) => in_unit(values.get(row)?, *a_second, 1_000)?.try_into().ok(),
            Self::Unsigned(values) => values
                .is_valid(row)
                .then(|| values.value(row))?
                .checked_mul(1_000),
            Self::Widened(values, nulls) => {
                let is_null = nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
                let value = values.get(row).filter(|_| !is_null)?;
                u64::try_from(*value).ok()?.checked_mul(1_000)
            }
        }
    }

    fn get(&self, row: usize) -> Result<Duration, Wrong> {
        const MISSING: Wrong = Wrong::Missing("duration");
        let signed = |value: i64, a_second: u64| {
            let value = u64::try_from(value).map_err(|_| Wrong::NegativeDuration)?;
            // Less than a second of nanoseconds, which a u32 holds.
            let nanos = (value % a_second) * (1_000_000_000 / a_second);
            Ok(Duration::new(value / a_second, u32::try_from(nanos).unwrap_or(0)))
        };
        match self {
            Self::Signed(values, a_second) => {
                signed(values.get(row).ok_or(MISSING)?, a_second.unsigned_abs())
            }
            Self::Unsigned(values) => {
                let value = values.is_valid(row).then(|| values.value(row));
                Ok(Duration::from_secs(value.ok_or(MISSING)?))
            }
            Self::Widened(values, nulls) => {
                let is_null = nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
                let value = values.get(row).filter(|_| !is_null);
                signed(*value.ok_or(MISSING)?, 1)
            }
        }
    }
}

fn widened<T: ArrowPrimitiveType<Native: Into<i64>>>(array: &dyn Array) -> Lengths<'static> {
    let array = array.as_primitive::<T>();
    Lengths::Widened(
        array.values().iter().map(|&value| value.into()).collect(),
        array.nulls().cloned(),
    )
}

/// Whole numbers, some of which may be missing.
pub(super) struct Integers<'a> {
    values: &'a [i64],
    nulls: Option<&'a NullBuffer>,
}

impl<'a> Integers<'a> {
    fn new<T: ArrowPrimitiveType<Native = i64>>(array: &'a PrimitiveArray<T>) -> Self {
        Self {
            values: array.values(),
            nulls: array.nulls(),
        }
    }

    /// Some rows, unless one of them is missing.
    fn slice(&self, rows: &Range<usize>) -> Option<&'a [i64]> {
        let values = self.values.get(rows.clone())?;
        (!any_null(self.nulls, rows)).then_some(values)
    }

    fn get(&self, row: usize) -> Option<i64> {
        let is_null = self.nulls.is_some_and(|nulls| nulls.is_null(row));
        self.values.get(row).copied().filter(|_| !is_null)
    }
}

/// How many of a unit make a second.
const fn a_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}
