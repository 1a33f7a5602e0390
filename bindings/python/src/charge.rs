//! What a call costs.

use std::sync::Arc;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// What a call costs, and how that came about.
//
// Shared with the outcome it came from, and turned into Python's types field by field on demand: a batch of a hundred
// thousand calls is rarely read in full.
#[pyclass(frozen, eq, skip_from_py_object, module = "switchhook")]
#[derive(Clone, PartialEq)]
pub(crate) struct Charge(pub(crate) Arc<switchhook_rating::Charge>);

#[pymethods]
impl Charge {
    /// The amount before tax, exact.
    #[getter]
    fn before_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.before_tax.amount_text())
    }

    /// The amount after tax, exact.
    #[getter]
    fn after_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.after_tax.amount_text())
    }

    /// The tax, exact.
    #[getter]
    fn tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.tax_amount().amount_text())
    }

    /// The amount before tax as the plan shows it, in coins.
    #[getter]
    fn shown_before_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.shown_before_tax())
    }

    /// The amount after tax as the plan shows it, in coins.
    #[getter]
    fn shown_after_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.shown_after_tax())
    }

    /// The currency of all amounts.
    #[getter]
    fn currency(&self) -> String {
        self.0.before_tax.currency().code().to_owned()
    }

    /// The name of what was called.
    #[getter]
    fn destination(&self) -> &str {
        &self.0.destination.name
    }

    /// The kind of numbers that it is.
    #[getter]
    fn kind(&self) -> String {
        self.0.destination.kind.to_string()
    }

    /// The prefix that matched.
    #[getter]
    fn prefix(&self) -> String {
        self.0.prefix.to_string()
    }

    /// The band in which the call began.
    #[getter]
    fn band(&self) -> &str {
        &self.0.band
    }

    /// How long the call lasted.
    #[getter]
    fn duration(&self) -> Duration {
        self.0.duration
    }

    /// How long it is billed for.
    #[getter]
    fn billed(&self) -> Duration {
        self.0.billed
    }

    /// The blocks billed, the first one included.
    #[getter]
    fn units(&self) -> u64 {
        self.0.units
    }

    /// The price for the time `per`.
    #[getter]
    fn price<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.price.to_string())
    }

    /// The time that the price is for.
    #[getter]
    fn per(&self) -> Duration {
        self.0.per
    }

    /// Paid once a call.
    #[getter]
    fn fee<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.fee.to_string())
    }

    /// The tax in percent.
    #[getter]
    fn tax_percent<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.tax.to_string())
    }

    /// Whether the price holds the tax.
    #[getter]
    fn tax_included(&self) -> bool {
        self.0.tax_included
    }

    /// How the exact price was rounded to the amount, if it had to be.
    #[getter]
    fn rounded(&self) -> Option<String> {
        self.0.rounded.map(|mode| mode.to_string())
    }

    /// The line of the deck.
    #[getter]
    fn line(&self) -> usize {
        self.0.line
    }

    /// One line that says how the price came about.
    fn explain(&self) -> String {
        self.0.explain()
    }

    fn __str__(&self) -> String {
        self.0.explain()
    }

    fn __repr__(&self) -> String {
        format!("Charge({}, {})", self.0.destination.name, self.0.after_tax)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("after_tax", "currency")
    }
}

/// A `decimal.Decimal`, made from text and never from a float.
fn decimal<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")?.call1((text,))
}
