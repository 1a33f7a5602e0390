//! Times and lengths from Python.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDateTime, PyDelta, PyString, PyTzInfo, PyTzInfoAccess};
use switchhook_rating::{ParseStartError, Start};

/// A `datetime`: an instant when it knows its offset, what a clock showed otherwise.
pub(crate) enum Moment {
    Instant(DateTime<Utc>),
    Local(NaiveDateTime),
}

impl Moment {
    pub(crate) fn new(datetime: &Bound<'_, PyDateTime>) -> PyResult<Self> {
        if datetime.get_tzinfo().is_none() {
            return Ok(Self::Local(datetime.extract()?));
        }
        // Python knows what `fold` and its zones mean, so it does the arithmetic.
        let utc = PyTzInfo::utc(datetime.py())?;
        Ok(Self::Instant(
            datetime.call_method1("astimezone", (utc,))?.extract()?,
        ))
    }
}

/// When a call began, as Python gave it.
pub(crate) enum StartArgument {
    Start(Start),
    /// A text that says no time: why.
    Unreadable(String),
    /// A time that lies outside Python's calendar once its zone is taken off.
    OutOfRange,
}

impl StartArgument {
    pub(crate) fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(match text.to_string_lossy().parse() {
                Ok(start) => Self::Start(start),
                Err(error) => Self::Unreadable(ParseStartError::to_string(&error)),
            });
        }
        let Ok(datetime) = object.cast::<PyDateTime>() else {
            return Err(wrong_type("start", "a datetime or a str", object));
        };
        match Moment::new(datetime) {
            Ok(Moment::Instant(instant)) => Ok(Self::Start(instant.into())),
            Ok(Moment::Local(reading)) => Ok(Self::Start(reading.into())),
            Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => Ok(Self::OutOfRange),
            Err(error) => Err(error),
        }
    }
}

/// A length: a `timedelta`, or whole seconds as an `int` or one of NumPy's. `None` when it is negative or no computer
/// has that long.
pub(crate) fn duration(object: &Bound<'_, PyAny>, what: &str) -> PyResult<Option<Duration>> {
    if object.is_instance_of::<PyDelta>() {
        return Ok(object.extract::<TimeDelta>()?.to_std().ok());
    }
    let refused = || wrong_type(what, "a timedelta, or seconds as an int", object);
    if object.is_instance_of::<PyBool>() {
        return Err(refused());
    }
    match object.extract::<u64>() {
        Ok(seconds) => Ok(Some(Duration::from_secs(seconds))),
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => Ok(None),
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => Err(refused()),
        Err(error) => Err(error),
    }
}

pub(crate) fn wrong_type(what: &str, expected: &str, found: &Bound<'_, PyAny>) -> PyErr {
    match found.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("{what} is {expected}, not {name}")),
        Err(error) => error,
    }
}
