//! Whole numbers from Python.

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
