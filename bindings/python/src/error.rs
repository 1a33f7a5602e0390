//! Errors of the crates as exceptions of `switchhook.exceptions`, their fields as attributes.

use std::io;
use std::path::Path;

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};
use switchhook_ami::wire::EncodeError;
use switchhook_callfile::{self as callfile, SpoolError};
use switchhook_provisioning as provisioning;
use switchhook_provisioning::grandstream::{ReadBinaryError, ReadXmlError};
use switchhook_rating::{BookError, FileError, NumberError};

use crate::provisioning::SettingFinding;

/// A text that could not be read.
#[derive(Default)]
pub(crate) struct ParseError<'a> {
    pub(crate) message: String,
    pub(crate) file: Option<&'a str>,
    pub(crate) line: Option<usize>,
    pub(crate) field: Option<&'a str>,
    pub(crate) code: Option<&'static str>,
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
            fields.set_item("field", self.field)?;
            fields.set_item("code", self.code)
        })
    }
}

/// A value that cannot be used, given by the program.
pub(crate) fn refused(py: Python<'_>, message: &str, field: Option<&str>) -> PyErr {
    exception(py, "RefusedValueError", message, |fields| {
        fields.set_item("field", field)
    })
}

pub(crate) fn plan_error(py: Python<'_>, error: &FileError, file: Option<&str>) -> PyErr {
    let (line, field) = match error {
        FileError::Syntax { line, .. } => (Some(*line), None),
        FileError::Value { line, key, .. } => (*line, Some(key.as_str())),
        _ => (None, None),
    };
    let message = error.to_string();
    ParseError {
        message,
        file,
        line,
        field,
        code: None,
    }
    .raise(py)
}

pub(crate) fn book_error(py: Python<'_>, error: &BookError) -> PyErr {
    let about = match error {
        BookError::InPlan { error, .. } => error,
        error => error,
    };
    let line = match about {
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

pub(crate) fn value_error(py: Python<'_>, error: &callfile::ValueError) -> PyErr {
    refused(py, &error.to_string(), Some(error.key.as_str()))
}

pub(crate) fn call_file_error(py: Python<'_>, error: &callfile::ParseError) -> PyErr {
    ParseError {
        message: error.to_string(),
        line: error.line,
        code: Some(error.problem.code()),
        ..ParseError::default()
    }
    .raise(py)
}

pub(crate) fn xml_file_error(py: Python<'_>, error: &ReadXmlError) -> PyErr {
    ParseError {
        message: error.to_string(),
        line: error.line(),
        code: Some(error.code()),
        ..ParseError::default()
    }
    .raise(py)
}

pub(crate) fn binary_file_error(py: Python<'_>, error: &ReadBinaryError) -> PyErr {
    ParseError {
        message: error.to_string(),
        code: Some(error.code()),
        ..ParseError::default()
    }
    .raise(py)
}

/// Settings that no phone can have, each with what to do.
pub(crate) fn refused_settings(py: Python<'_>, refused: &provisioning::Refused) -> PyErr {
    let first = refused.findings.iter().find(|finding| finding.is_error());
    exception(py, "RefusedSettingsError", &refused.to_string(), |fields| {
        fields.set_item("hint", first.map(provisioning::Finding::remedy))?;
        fields.set_item("field", first.map(|finding| finding.setting.path()))?;
        let findings = refused.findings.iter().map(SettingFinding::from);
        fields.set_item("findings", PyTuple::new(py, findings)?)
    })
}

/// What the system refused is Python's `OSError` with its number, so that `except PermissionError` works; its text is
/// ours, since it says what to do.
pub(crate) fn spool_error(py: Python<'_>, error: &SpoolError) -> PyErr {
    let message = chain(error);
    let (number, path) = match error {
        SpoolError::StagingInside { .. } => return refused(py, &message, Some("staging")),
        SpoolError::Name(_) | SpoolError::PathTooLong { .. } => return refused(py, &message, Some("name")),
        SpoolError::Time => return refused(py, &message, Some("at")),
        // No OSError: a program that tries again after one would call twice.
        SpoolError::Unsynced { path, .. } => {
            return exception(py, "UnsyncedError", &message, |fields| {
                fields.set_item("filename", path.as_os_str())
            });
        }
        SpoolError::NoFolder { path, .. } => (errno(py, "ENOENT"), Some(path)),
        SpoolError::AlreadyPending { path } => (errno(py, "EEXIST"), Some(path)),
        SpoolError::OtherFileSystem { staging, .. } => (errno(py, "EXDEV"), Some(staging)),
        SpoolError::CannotDelete { outgoing, .. } => (errno(py, "EACCES"), Some(outgoing)),
        SpoolError::Owner { source, .. } => (Ok(source.raw_os_error()), None),
        SpoolError::Denied { path, source, .. }
        | SpoolError::Full { path, source, .. }
        | SpoolError::ReadOnly { path, source, .. }
        | SpoolError::Io { path, source, .. } => (Ok(source.raw_os_error()), Some(path)),
        _ => (Ok(None), None),
    };
    match number {
        Ok(Some(number)) => {
            PyOSError::new_err((number, message, path.map(|path| path.as_os_str().to_owned())))
        }
        Ok(None) => PyOSError::new_err(message),
        Err(error) => error,
    }
}

/// The number of a system error by its name, which differs between systems.
fn errno(py: Python<'_>, name: &str) -> PyResult<Option<i32>> {
    PyModule::import(py, "errno")?.getattr(name)?.extract()
}

/// An error and its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| {
        let cause = cause.to_string();
        // Some messages hold their cause already.
        if text.contains(&cause) {
            text
        } else {
            format!("{text}: {cause}")
        }
    })
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
        fields.set_item("hint", hint(message))?;
        fill(&fields)?;
        Ok(PyErr::from_value(class.call((message,), Some(&fields))?))
    };
    made().unwrap_or_else(|error: PyErr| error)
}

/// What follows the last `; `, unless that ends an entity, as in `write & and < as &amp; and &lt;`.
fn hint(message: &str) -> Option<&str> {
    let is_entity = |before: &str| {
        let name = before.rsplit_once('&').map(|(_, name)| name);
        name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    message
        .rmatch_indices("; ")
        .map(|(at, separator)| (&message[..at], &message[at + separator.len()..]))
        .find(|(before, _)| !is_entity(before))
        .map(|(_, hint)| hint)
}
