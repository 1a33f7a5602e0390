//! Why a call costs what it costs.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyAny, PyTuple};
use switchhook_rating::explain::{self, Language};

use crate::error::refused;

/// Why a call costs what it costs, or why it has no price: step by step, in a language.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Explanation {
    of: explain::Explanation,
    language: Language,
}

impl Explanation {
    pub(crate) const fn new(of: explain::Explanation, language: Language) -> Self {
        Self { of, language }
    }
}

/// The language of a code such as `fr`.
pub(crate) fn language(py: Python<'_>, code: &str) -> PyResult<Language> {
    code.parse::<Language>()
        .map_err(|error| refused(py, &error.to_string(), Some("lang")))
}

#[pymethods]
impl Explanation {
    /// One word: what became of the call.
    #[getter]
    fn status(&self) -> &'static str {
        self.of.status.name()
    }

    /// The code of its language.
    #[getter]
    const fn language(&self) -> &'static str {
        self.language.code()
    }

    /// All in one line.
    #[getter]
    fn line(&self) -> String {
        self.of.line(self.language)
    }

    /// One sentence for each step.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.of.sentences(self.language))
    }

    /// The steps as data.
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let loads = LOADS
            .get_or_try_init(py, || {
                let json = py.import("json")?;
                json.getattr("loads").map(Bound::unbind)
            })?
            .bind(py);
        // Numbers in it are whole, and fractions text: nothing becomes a float on this way.
        let json = serde_json::to_string(&self.of.steps)
            .map_err(|error| pyo3::exceptions::PyRuntimeError::new_err(error.to_string()))?;
        loads.call1((json,))
    }

    fn __str__(&self) -> String {
        self.of.text(self.language)
    }

    fn __repr__(&self) -> String {
        format!("Explanation({:?})", self.line())
    }
}
