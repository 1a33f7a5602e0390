//! What a phone has: lines and keys.

use pyo3::prelude::*;
use switchhook_provisioning as provisioning;

use crate::number::{number, whole};
use crate::phone_option::{KeyFunction, Transport};

/// A SIP account of a phone.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Line(pub(crate) provisioning::Line, String);

#[pymethods]
impl Line {
    #[new]
    #[expect(
        clippy::too_many_arguments,
        reason = "keywords in Python, each with a default but the first three"
    )]
    #[pyo3(signature = (
        registrar, user, secret, /, *, secondary_registrar = None, auth_id = None, display_name = None, label = None,
        voicemail = None, transport = None, star_codes_on_phone = false,
    ))]
    fn new(
        registrar: &str,
        user: &str,
        secret: String,
        secondary_registrar: Option<String>,
        auth_id: Option<String>,
        display_name: Option<String>,
        label: Option<String>,
        voicemail: Option<String>,
        transport: Option<Transport>,
        star_codes_on_phone: bool,
    ) -> Self {
        let shown = format!("Line({user}@{registrar})");
        let mut line =
            provisioning::Line::new(registrar, user, secret).star_codes_on_phone(star_codes_on_phone);
        if let Some(host) = secondary_registrar {
            line = line.secondary_registrar(host);
        }
        if let Some(auth_id) = auth_id {
            line = line.auth_id(auth_id);
        }
        if let Some(name) = display_name {
            line = line.display_name(name);
        }
        if let Some(label) = label {
            line = line.label(label);
        }
        if let Some(number) = voicemail {
            line = line.voicemail(number);
        }
        if let Some(transport) = transport {
            line = line.transport(transport.0);
        }
        Self(line, shown)
    }

    /// Shows user and registrar: the secret is nobody's business.
    fn __repr__(&self) -> &str {
        &self.1
    }
}

/// A key beside the display.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct FunctionKey(pub(crate) provisioning::FunctionKey, String);

#[pymethods]
impl FunctionKey {
    #[new]
    #[pyo3(signature = (function, /, *, value = None, label = None, line = 1))]
    fn new(
        py: Python<'_>,
        function: &Bound<'_, PyAny>,
        value: Option<String>,
        label: Option<String>,
        #[pyo3(from_py_with = whole)] line: i64,
    ) -> PyResult<Self> {
        let choice: KeyFunction = function.extract()?;
        let line = number(py, line, "line", "lines count from 1 and the model has fewer")?;
        let shown = format!("FunctionKey({function}, line {line})");
        let mut key = provisioning::FunctionKey::new(choice.0).line(line);
        if let Some(value) = value {
            key = key.value(value);
        }
        if let Some(label) = label {
            key = key.label(label);
        }
        Ok(Self(key, shown))
    }

    /// Shows no value: the digits of a key may be a PIN.
    fn __repr__(&self) -> &str {
        &self.1
    }
}
