//! The columns that calls stand in, and one row of them as a call.

use std::time::Duration;

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
    number: Text<'a>,
    start: Starts<'a>,
    duration: Lengths<'a>,
    known: [Option<Text<'a>>; KNOWN.len()],
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

    /// Whether starts are what a clock showed.
    pub(super) const fn is_local(&self) -> bool {
        matches!(self.start, Starts::Readings(..))
    }

    /// What else is known of calls, in the order of [`KNOWN`].
    pub(super) fn known(&self, at: usize) -> Option<&Text<'a>> {
        self.known.get(at).and_then(Option::as_ref)
    }

    /// Number, start and duration of one row: the start in milliseconds since 1970, or in seconds of a clock, the duration
    /// in milliseconds. `None` unless all are there and of no finer time.
    pub(super) fn whole(&self, row: usize) -> Option<(&'a str, i64, u64)> {
        Some((
            self.number.get(row)?,
            self.start.whole(row)?,
            self.duration.whole(row)?,
        ))
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
    Dictionary {
        // One entry for each value of the dictionary: few, and found by one step.
        values: Vec<Option<&'a str>>,
        keys: Vec<usize>,
        nulls: Option<NullBuffer>,
    },
    Null,
}

impl<'a> Text<'a> {
    fn new(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Utf8(array.as_string()),
            DataType::LargeUtf8 => Self::Large(array.as_string()),
            DataType::Utf8View => Self::View(array.as_string_view()),
            DataType::Dictionary(..) => {
                let dictionary = array.as_any_dictionary_opt()?;
                let values = Self::new(dictionary.values().as_ref())?;
                let len = dictionary.values().len();
                Self::Dictionary {
                    values: (0..len).map(|value| values.get(value)).collect(),
                    // Of a dictionary without values, arrow asks for none; all its rows are null then.
                    keys: if len == 0 {
                        vec![0; array.len()]
                    } else {
                        dictionary.normalized_keys()
                    },
                    nulls: dictionary.keys().nulls().cloned(),
                }
            }
            DataType::Null => Self::Null,
            _ => return None,
        })
    }

    pub(super) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Utf8(array) => bytes(array, row),
            Self::Large(array) => bytes(array, row),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Dictionary { values, keys, nulls } => {
                if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
                    return None;
                }
                values.get(*keys.get(row)?).copied().flatten()
            }
            Self::Null => None,
        }
    }
}

fn bytes<T: ByteArrayType<Native = str>>(array: &GenericByteArray<T>, row: usize) -> Option<&str> {
    array.is_valid(row).then(|| array.value(row))
}

/// A column of starts.
enum Starts<'a> {
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

    /// See [`Columns::whole`].
    fn whole(&self, row: usize) -> Option<i64> {
        match self {
            Self::Instants(values, a_second) => {
                let millis = in_unit(values.get(row)?, *a_second, 1_000)?;
                YEARS.contains(&millis.div_euclid(1_000)).then_some(millis)
            }
            Self::Readings(values, a_second) => {
                let seconds = in_unit(values.get(row)?, *a_second, 1)?;
                YEARS.contains(&seconds).then_some(seconds)
            }
            Self::Text(_) => None,
        }
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
enum Lengths<'a> {
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
struct Integers<'a> {
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
