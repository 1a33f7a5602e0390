//! Any bytes-like object as a slice.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMemoryView, PyString};

/// The bytes of any object with the buffer protocol; `TypeError` for others.
///
/// `bytes` never change and are borrowed. The rest is copied, since Python may change it while we work.
pub(crate) fn bytes_like<'a>(object: &'a Bound<'_, PyAny>) -> PyResult<Cow<'a, [u8]>> {
    if let Ok(bytes) = object.cast::<PyBytes>() {
        return Ok(Cow::Borrowed(bytes.as_bytes()));
    }
    // The buffer protocol itself is part of the stable ABI only from 3.11 on, memoryview always was.
    let copy = PyMemoryView::from(object)?.call_method0("tobytes")?;
    Ok(Cow::Owned(copy.cast_into::<PyBytes>()?.as_bytes().to_vec()))
}

/// The same, and text as UTF-8.
pub(crate) fn bytes_or_text<'a>(object: &'a Bound<'_, PyAny>) -> PyResult<Cow<'a, [u8]>> {
    match object.cast::<PyString>() {
        Ok(text) => Ok(Cow::Owned(text.to_cow()?.into_owned().into_bytes())),
        Err(_) => bytes_like(object),
    }
}
