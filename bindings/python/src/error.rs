//! Errors of the crates as exceptions of `switchhook.exceptions`, their fields as attributes.

use std::io;
use std::path::Path;

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use switchhook_ami::wire::EncodeError;
use switchhook_rating::{BookError, NumberError, PlanError};

/// A text that could not be read.
#[derive(Default)]
pub(crate) struct ParseError<'a> {
    pub(crate) message: String,
    pub(crate) file: Option<&'a str>,
    pub(crate) line: Option<usize>,
    pub(crate) field: Option<&'a str>,
}

impl ParseError<'_> {
    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        let message = match self.file {
            Some(file) => format!("{file}: {}", self.message),
            None => self.message,
        };
        exception(py, "ParseError", &message, |fields| {
            fields.set_item("file", self.file)?;
            fields.set_item("line", self.line)?;
            fields.set_item("field", self.field)
        })
    }
}

/// A value that cannot be used, given by the program.
pub(crate) fn refused(py: Python<'_>, message: &str, field: Option<&str>) -> PyErr {
    exception(py, "RefusedValueError", message, |fields| {
        fields.set_item("field", field)
    })
}

pub(crate) fn plan_error(py: Python<'_>, error: &PlanError, file: Option<&str>) -> PyErr {
    let (line, field) = match error {
        PlanError::Toml { line, .. } => (Some(*line), None),
        PlanError::Value { key, .. } => (None, Some(key.as_str())),
        _ => (None, None),
    };
    let message = error.to_string();
    ParseError {
        message,
        file,
        line,
        field,
    }
    .raise(py)
}

pub(crate) fn book_error(py: Python<'_>, error: &BookError) -> PyErr {
    let line = match error {
        BookError::UnknownBand { line, .. }
        | BookError::NoPrice { line, .. }
        | BookError::Prefix { line, .. }
        | BookError::Duplicate { second: line, .. } => Some(*line),
        _ => None,
    };
    let message = error.to_string();
    ParseError {
        message,
        line,
        ..ParseError::default()
    }
    .raise(py)
}

pub(crate) fn number_error(py: Python<'_>, error: &NumberError) -> PyErr {
    let message = error.to_string();
    ParseError {
        message,
        ..ParseError::default()
    }
    .raise(py)
}

pub(crate) fn encode_error(py: Python<'_>, error: &EncodeError) -> PyErr {
    let header = match error {
        EncodeError::Forbidden { header, .. }
        | EncodeError::LeadingBlank { header }
        | EncodeError::Reserved { header }
        | EncodeError::LineTooLong { header, .. }
        | EncodeError::TooManyHeaders { header }
        | EncodeError::Value { header, .. } => Some(header),
        EncodeError::Name { name } => Some(name),
        _ => None,
    };
    refused(py, &error.to_string(), header.map(String::as_str))
}

/// An `OSError` with its number, so that Python picks `FileNotFoundError` and its kin, and the file.
pub(crate) fn os_error(error: &io::Error, path: &Path) -> PyErr {
    match error.raw_os_error() {
        Some(number) => {
            let text = error.to_string();
            // Rust appends the number, which Python says by itself.
            let text = text.split(" (os error").next().unwrap_or_default().to_owned();
            // As text, which is how `open` gives the name it was called with.
            PyOSError::new_err((number, text, path.as_os_str().to_owned()))
        }
        None => PyOSError::new_err(format!("{}: {error}", path.display())),
    }
}

/// Makes the exception `name` of `switchhook.exceptions`.
///
/// The tree stands in Python: there it can have several bases, pickles, and is read by type checkers, none of which the
/// stable ABI offers to exceptions made here.
fn exception(
    py: Python<'_>,
    name: &str,
    message: &str,
    fill: impl FnOnce(&Bound<'_, PyDict>) -> PyResult<()>,
) -> PyErr {
    let made = || {
        static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
        let module = MODULE.get_or_try_init(py, || {
            PyModule::import(py, "switchhook.exceptions").map(Bound::unbind)
        })?;
        let class = module.bind(py).getattr(name)?.cast_into::<PyType>()?;
        let fields = PyDict::new(py);
        // Messages of all crates end in `; what to do`, where there is something to do.
        fields.set_item("hint", message.rsplit_once("; ").map(|(_, hint)| hint))?;
        fill(&fields)?;
        Ok(PyErr::from_value(class.call((message,), Some(&fields))?))
    };
    made().unwrap_or_else(|error: PyErr| error)
}
