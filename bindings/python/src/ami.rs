//! Bytes of the manager interface to messages, and back.

use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::{PyBytes, PyString, PyTuple};
use switchhook_ami::wire::{self, Frame, Kind, Limits, MessageBuf};

use crate::bytes::{bytes_like, bytes_or_text};
use crate::error::{ParseError, encode_error};

/// Cuts a stream into messages, wherever the network cut it before.
#[pyclass(frozen, module = "switchhook")]
pub(crate) struct Framer(Mutex<wire::Framer>);

/// What one call of `feed` found, without ties to the framer's buffer.
enum Found {
    Banner(Banner),
    Message(MessageBuf),
    Malformed(Malformed),
}

#[pymethods]
impl Framer {
    #[new]
    #[pyo3(signature = (*, banner = true, message_bytes = None, headers = None))]
    fn new(banner: bool, message_bytes: Option<usize>, headers: Option<usize>) -> Self {
        let default = Limits::default();
        let limits = Limits {
            message_bytes: message_bytes.unwrap_or(default.message_bytes),
            headers: headers.unwrap_or(default.headers),
            ..default
        };
        Self(Mutex::new(if banner {
            wire::Framer::new(limits)
        } else {
            wire::Framer::without_banner(limits)
        }))
    }

    /// Takes bytes as they came, and gives what is whole.
    #[pyo3(signature = (data, /))]
    fn feed(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Vec<Py<PyAny>>> {
        let data = bytes_like(data)?;
        let found = py.detach(|| {
            // A panic in another thread leaves the buffer as it was before that call: nothing to be afraid of.
            let mut framer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            framer.push(&data);
            let mut found = Vec::new();
            while let Some(frame) = framer.next() {
                found.extend(Found::new(frame));
            }
            found
        });
        found
            .into_iter()
            .map(|found| {
                Ok(match found {
                    Found::Banner(banner) => Py::new(py, banner)?.into_any(),
                    Found::Message(message) => Py::new(py, Message(message))?.into_any(),
                    Found::Malformed(malformed) => Py::new(py, malformed)?.into_any(),
                })
            })
            .collect()
    }

    /// Bytes held back for a message that is not complete yet.
    #[getter]
    fn buffered(&self, py: Python<'_>) -> usize {
        let framer = self
            .0
            .lock_py_attached(py)
            .unwrap_or_else(PoisonError::into_inner);
        framer.buffered()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("Framer({} bytes buffered)", self.buffered(py))
    }
}

impl Found {
    fn new(frame: Frame<'_>) -> Option<Self> {
        match frame {
            Frame::Banner(banner) => Some(Self::Banner(Banner(banner))),
            Frame::Message(message) => Some(Self::Message(message.to_owned())),
            Frame::Malformed(malformed) => Some(Self::Malformed(Malformed {
                // As the limits are called here.
                reason: malformed.to_string().replace("Limits::", "Framer's "),
                action_id: malformed.action_id().map(str::to_owned),
            })),
            // `Frame` may grow; there is nothing else yet.
            _ => None,
        }
    }
}

/// The first line of a connection.
#[pyclass(frozen, eq, hash, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Banner(wire::Banner);

#[pymethods]
impl Banner {
    /// The line without its ending.
    #[getter]
    fn text(&self) -> &str {
        self.0.as_str()
    }

    /// The version of the manager interface.
    #[getter]
    fn version(&self) -> Option<&str> {
        self.0.version()
    }

    fn __repr__(&self) -> String {
        format!("Banner({:?})", self.0.as_str())
    }

    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("text",)
    }
}

/// A message that was given up; the next ones are not affected.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Malformed {
    reason: String,
    action_id: Option<String>,
}

#[pymethods]
impl Malformed {
    fn __str__(&self) -> String {
        self.reason.clone()
    }

    fn __repr__(&self) -> String {
        format!("Malformed({})", self.reason)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("reason", "action_id")
    }
}

/// A message: its headers in order, its bytes as they came.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Message(MessageBuf);

#[pymethods]
impl Message {
    /// Reads one whole message.
    #[staticmethod]
    #[pyo3(signature = (data, /))]
    fn parse(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = bytes_like(data)?;
        match py.detach(|| MessageBuf::parse(&data)) {
            Some(message) => Ok(Self(message)),
            None => Err(ParseError {
                message: "no whole message; give all of it, up to its closing empty line, or feed a Framer"
                    .to_owned(),
                ..ParseError::default()
            }
            .raise(py)),
        }
    }

    /// Builds a message, and refuses what could not arrive as it was meant.
    #[staticmethod]
    #[pyo3(signature = (headers, /))]
    fn build(py: Python<'_>, headers: &Bound<'_, PyAny>) -> PyResult<Self> {
        let headers = headers
            .try_iter()?
            .map(|pair| {
                let (name, value) = pair?.extract::<(String, Bound<'_, PyAny>)>()?;
                Ok((name, bytes_or_text(&value)?.into_owned()))
            })
            .collect::<PyResult<Vec<_>>>()?;
        let built = MessageBuf::build(|writer| {
            for (name, value) in &headers {
                writer.header(name, value);
            }
        });
        built.map(Self).map_err(|error| encode_error(py, &error))
    }

    /// What it is, by its first line.
    #[getter]
    fn kind(&self) -> &'static str {
        match self.0.kind() {
            Kind::Response => "response",
            Kind::Event => "event",
            Kind::Action => "action",
            _ => "other",
        }
    }

    /// The name of an event or action, the word of a response.
    #[getter]
    fn name(&self) -> Option<&str> {
        match self.0.kind() {
            Kind::Response => self.0.response_word(),
            Kind::Event => self.0.event_name(),
            Kind::Action => self.0.get("Action"),
            _ => None,
        }
    }

    /// The id that ties replies to their action.
    #[getter]
    fn action_id(&self) -> Option<&str> {
        self.0.action_id()
    }

    /// Whether it is a response that does not say `Error`.
    #[getter]
    fn is_success(&self) -> bool {
        self.0.is_success()
    }

    /// All headers in order as text.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.headers().map(|header| (header.name(), header.value())))
    }

    /// All headers in order as bytes.
    #[getter]
    fn raw_headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let pair = |header: wire::Header<'_>| {
            (
                PyBytes::new(py, header.name_bytes()),
                PyBytes::new(py, header.value_bytes()),
            )
        };
        PyTuple::new(py, self.0.headers().map(pair))
    }

    /// The text of the first header of that name.
    #[pyo3(signature = (name, default = None, /))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        default: Option<Bound<'py, PyAny>>,
    ) -> Option<Bound<'py, PyAny>> {
        match self.0.text(name) {
            Some(text) => Some(PyString::new(py, &text).into_any()),
            None => default,
        }
    }

    /// The bytes of the first header of that name.
    #[pyo3(signature = (name, /))]
    fn get_bytes<'py>(&self, py: Python<'py>, name: &str) -> Option<Bound<'py, PyBytes>> {
        self.0.get_bytes(name).map(|bytes| PyBytes::new(py, bytes))
    }

    /// The texts of all headers of that name.
    #[pyo3(signature = (name, /))]
    fn get_all(&self, name: &str) -> Vec<String> {
        self.0.get_all(name).map(text).collect()
    }

    /// The lines that a CLI command printed.
    #[getter]
    fn output(&self) -> Vec<String> {
        self.0.output().map(text).collect()
    }

    fn __getitem__(&self, name: &str) -> PyResult<String> {
        match self.0.text(name) {
            Some(text) => Ok(text.into_owned()),
            None => Err(PyKeyError::new_err(name.to_owned())),
        }
    }

    fn __contains__(&self, name: &str) -> bool {
        self.0.get_bytes(name).is_some()
    }

    fn __bytes__<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.as_bytes())
    }

    /// Shows kind, name and the number of headers: a value may be a secret.
    fn __repr__(&self) -> String {
        let name = self.name().unwrap_or_default();
        format!(
            "Message({} {name:?}, {} headers)",
            self.kind(),
            self.0.headers().len()
        )
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("kind", "name")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
