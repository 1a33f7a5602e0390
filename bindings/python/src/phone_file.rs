//! Files of phones, read back.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::catalogue::{Model, ParseModelError};
use switchhook_provisioning::grandstream::{Limits, PValues, binary, xml};

use crate::bytes::bytes_or_text;
use crate::error::{ParseError, binary_file_error, xml_file_error};
use crate::provisioning::shown;

/// What a phone's configuration file holds.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct PhoneFile {
    mac: Option<MacAddr>,
    values: PValues,
}

#[pymethods]
impl PhoneFile {
    /// Reads a configuration file, XML or binary.
    #[staticmethod]
    #[pyo3(signature = (data, /))]
    fn parse(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = bytes_or_text(data)?;
        let limits = Limits::default();
        if is_xml(&data) {
            let file = py.detach(|| xml::read(&data, &limits));
            let file = file.map_err(|error| xml_file_error(py, &error))?;
            Ok(Self {
                mac: file.mac,
                values: file.values,
            })
        } else {
            let file = py.detach(|| binary::read(&data, &limits));
            let file = file.map_err(|error| binary_file_error(py, &error))?;
            Ok(Self {
                mac: Some(file.mac),
                values: file.values,
            })
        }
    }

    /// Whose file it is.
    #[getter]
    fn mac(&self) -> Option<String> {
        self.mac.map(|mac| mac.to_string())
    }

    /// Its values by their numbers, in the order of the file.
    #[getter]
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let values = PyDict::new(py);
        for (number, text) in self.values.iter() {
            values.set_item(number.to_string(), text)?;
        }
        Ok(values)
    }

    /// What it sets on a phone of a model, by path.
    #[pyo3(signature = (model, /))]
    fn settings(&self, py: Python<'_>, model: &str) -> PyResult<Vec<(String, Option<String>)>> {
        let model: Model = model.parse().map_err(|error: ParseModelError| {
            ParseError {
                message: format!("model: {error}"),
                field: Some("model"),
                code: Some(error.code()),
                ..ParseError::default()
            }
            .raise(py)
        })?;
        let settings = model.read(&self.values).into_iter();
        Ok(settings
            .map(|(setting, value)| (setting.path(), shown(value.as_ref())))
            .collect())
    }

    /// Shows no values: there are secrets among them.
    fn __repr__(&self) -> String {
        let mac = self
            .mac
            .map_or_else(|| "any phone".to_owned(), |mac| mac.to_string());
        format!("PhoneFile({mac}, {} values)", self.values.len())
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("mac", "values")
    }
}

/// XML begins with `<`, perhaps after a byte order mark and blanks. A binary file begins with its length, whose first
/// byte is 0: no phone's file has 16 MiB.
fn is_xml(data: &[u8]) -> bool {
    let data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    data.trim_ascii_start().starts_with(b"<")
}
