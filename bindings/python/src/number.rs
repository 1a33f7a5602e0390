//! Whole numbers from Python.

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;

use crate::error::refused;

/// A number that the crate has a smaller type for; one that does not fit is refused with `remedy`.
pub(crate) fn number<T: TryFrom<i64>>(py: Python<'_>, given: i64, field: &str, remedy: &str) -> PyResult<T> {
    T::try_from(given).map_err(|_| {
        refused(
            py,
            &format!("{field}: {given} is out of range; {remedy}"),
            Some(field),
        )
    })
}

/// A whole number. Python's have no end: those beyond ours stand at it, and are refused there like others that are too
/// large.
pub(crate) fn whole(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    match object.extract::<i64>() {
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
            Ok(if object.lt(0)? { i64::MIN } else { i64::MAX })
        }
        read => read,
    }
}

/// The same, or `None`.
pub(crate) fn whole_or_none(object: &Bound<'_, PyAny>) -> PyResult<Option<i64>> {
    if object.is_none() {
        Ok(None)
    } else {
        whole(object).map(Some)
    }
}
