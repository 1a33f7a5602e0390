//! Tariffs, and calls to outcomes.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};
use switchhook_rating as rating;
use switchhook_rating::arrow::ArrowOptions;
use switchhook_rating::question::MaxDuration;

use crate::arrow::{self, Charges};
use crate::bytes::bytes_like;
use crate::counters::Counters;
use crate::error::{ParseError, number_error, refused};
use crate::explanation::{Explanation, language};
use crate::load::{self, Loaded};
use crate::outcome::{Attempt, Ended, to_python};
use crate::question::{self, Difference, Offer};
use crate::record::{Known, Record, amount, in_chunks};

/// Plans and their decks, compiled: the thing that rates.
#[pyclass(frozen, module = "switchhook")]
pub(crate) struct Book {
    book: Arc<rating::Book>,
    rejected: Vec<RejectedLine>,
}

#[pymethods]
impl Book {
    /// Reads a book and the decks that its plans name.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        load::from_file(py, path).map(Self::new)
    }

    /// The same from a text, and decks from wherever they are.
    #[staticmethod]
    #[pyo3(signature = (text, /, *decks, folder = None, read = None))]
    fn from_text<'py>(
        py: Python<'py>,
        text: &str,
        decks: &Bound<'py, PyTuple>,
        folder: Option<PathBuf>,
        read: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        let decks = load::decks(py, decks, folder, read)?;
        load::from_text(py, text, None, &decks).map(Self::new)
    }

    /// Reads what `to_blob` wrote.
    #[staticmethod]
    #[pyo3(signature = (blob, /))]
    fn from_blob(py: Python<'_>, blob: &Bound<'_, PyAny>) -> PyResult<Self> {
        let bytes = bytes_like(blob)?;
        let book = py.detach(|| rating::Book::from_blob(&bytes)).map_err(|error| {
            ParseError {
                message: error.to_string(),
                ..ParseError::default()
            }
            .raise(py)
        })?;
        Ok(Self::new((book, Vec::new())))
    }

    /// The compiled book as bytes.
    fn to_blob<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let blob = py.detach(|| self.book.to_blob());
        PyBytes::new(py, &blob)
    }

    /// What tells this book from others, as 32 hexadecimal digits.
    #[getter]
    fn fingerprint(&self) -> String {
        self.book.fingerprint().to_string()
    }

    /// Pickles as its blob.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyType>,))> {
        let operator = PyModule::import(py, "operator")?;
        let from_blob = operator.call_method1("methodcaller", ("from_blob", self.to_blob(py)))?;
        Ok((from_blob, (py.get_type::<Self>(),)))
    }

    /// The lines of the decks that could not be read; all others count.
    #[getter]
    fn rejected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.rejected.iter().cloned())
    }

    /// The names of all plans.
    #[getter]
    fn plans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.book.plans().map(rating::Plan::name))
    }

    /// The names of all packages.
    #[getter]
    fn packages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.book.packages().map(rating::Package::name))
    }

    /// The name of the first plan.
    #[getter]
    fn name(&self) -> &str {
        self.book.plan().name()
    }

    /// The currency of all amounts.
    #[getter]
    fn currency(&self) -> String {
        self.book.plan().currency().code().to_owned()
    }

    /// The IANA zone whose clock the bands and taxes go by.
    #[getter]
    fn zone(&self) -> &'static str {
        self.book.plan().zone().name()
    }

    /// What a dialled number belongs to.
    #[pyo3(signature = (number, /))]
    fn destination(&self, py: Python<'_>, number: &str) -> PyResult<Option<Destination>> {
        let found = self
            .book
            .destination(number)
            .map_err(|error| number_error(py, &error))?;
        Ok(found.map(|(prefix, destination)| Destination {
            name: destination.name.to_string(),
            kind: destination.kind.to_string(),
            prefix: prefix.to_string(),
        }))
    }

    /// Rates one call.
    #[pyo3(signature = (
        number, start, duration, /, *, caller = "", account = "", extension = "", trunk = "",
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn rate(
        &self,
        py: Python<'_>,
        number: &Bound<'_, PyAny>,
        start: &Bound<'_, PyAny>,
        duration: &Bound<'_, PyAny>,
        caller: &str,
        account: &str,
        extension: &str,
        trunk: &str,
    ) -> PyResult<Py<PyAny>> {
        let record =
            Record::new(number, start, duration)?.with(Known::new(caller, account, extension, trunk));
        to_python(py, record.rate(&self.book))
    }

    /// Why a call costs what it costs, or why it has no price.
    #[pyo3(signature = (
        number, start, duration, /, *, lang = "en", caller = "", account = "", extension = "", trunk = "",
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn explain(
        &self,
        py: Python<'_>,
        number: &Bound<'_, PyAny>,
        start: &Bound<'_, PyAny>,
        duration: &Bound<'_, PyAny>,
        lang: &str,
        caller: &str,
        account: &str,
        extension: &str,
        trunk: &str,
    ) -> PyResult<Explanation> {
        let language = language(py, lang)?;
        let record =
            Record::new(number, start, duration)?.with(Known::new(caller, account, extension, trunk));
        let call = record.call().map_err(|reason| refused(py, &reason, None))?;
        Ok(Explanation::new(self.book.explain(&call), language))
    }

    /// Rates one call with packages, and counts what it uses of them.
    #[pyo3(signature = (
        counters, number, start, duration, /, *, caller = "", account = "", extension = "", trunk = "",
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn rate_with(
        &self,
        py: Python<'_>,
        counters: &Counters,
        number: &Bound<'_, PyAny>,
        start: &Bound<'_, PyAny>,
        duration: &Bound<'_, PyAny>,
        caller: &str,
        account: &str,
        extension: &str,
        trunk: &str,
    ) -> PyResult<Py<PyAny>> {
        let record =
            Record::new(number, start, duration)?.with(Known::new(caller, account, extension, trunk));
        to_python(py, record.rate_with(&self.book, counters))
    }

    /// How long a call may last for a balance.
    #[pyo3(signature = (
        number, start, balance, /, *, caller = "", account = "", extension = "", trunk = "",
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn max_duration(
        &self,
        py: Python<'_>,
        number: &Bound<'_, PyAny>,
        start: &Bound<'_, PyAny>,
        balance: &Bound<'_, PyAny>,
        caller: &str,
        account: &str,
        extension: &str,
        trunk: &str,
    ) -> PyResult<Py<PyAny>> {
        let zero = 0u8.into_pyobject(py)?.into_any();
        let record = Record::new(number, start, &zero)?.with(Known::new(caller, account, extension, trunk));
        let currency = self.book.plan().currency();
        let balance = amount(balance, currency, "balance")?;
        let call = match record.call() {
            Ok(call) => call,
            Err(reason) => return to_python(py, Err(reason)),
        };
        let length = match self.book.max_duration(&call, balance) {
            MaxDuration::UpTo(length) => length,
            MaxDuration::NoPrice(outcome) => {
                return to_python(py, Ok(Ended::new(outcome, &self.book, || record.dialled())));
            }
            MaxDuration::Currency => {
                let message =
                    format!("the plan of this call is not in {currency}: no balance of it pays the call");
                return Err(refused(py, &message, Some("balance")));
            }
            _ => MaxDuration::YEAR,
        };
        Ok(length.into_pyobject(py)?.into_any().unbind())
    }

    /// Rates many calls at once.
    #[pyo3(signature = (calls, /))]
    fn rate_all(&self, py: Python<'_>, calls: &Bound<'_, PyAny>) -> PyResult<Vec<Py<PyAny>>> {
        let mut outcomes = Vec::new();
        in_chunks(py, calls, Record::from_tuple, |records| {
            let attempts: Vec<Attempt> = py.detach(|| {
                records
                    .into_iter()
                    .map(|record| record.rate(&self.book))
                    .collect()
            });
            for attempt in attempts {
                outcomes.push(to_python(py, attempt)?);
            }
            Ok(())
        })?;
        Ok(outcomes)
    }

    /// Which plan of this book is cheapest for a call.
    #[pyo3(signature = (
        number, start, duration, /, *, plans = None, caller = "", account = "", extension = "", trunk = "",
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn least_cost(
        &self,
        py: Python<'_>,
        number: &Bound<'_, PyAny>,
        start: &Bound<'_, PyAny>,
        duration: &Bound<'_, PyAny>,
        plans: Option<Vec<String>>,
        caller: &str,
        account: &str,
        extension: &str,
        trunk: &str,
    ) -> PyResult<Vec<Offer>> {
        let record =
            Record::new(number, start, duration)?.with(Known::new(caller, account, extension, trunk));
        question::least_cost_plan(py, &self.book, &record, plans)
    }

    /// Rates calls again, and says what would change.
    #[pyo3(signature = (calls, /, *, changed = None))]
    fn rerate(
        &self,
        py: Python<'_>,
        calls: &Bound<'_, PyAny>,
        changed: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Difference> {
        question::rerate(py, &self.book, calls, changed)
    }

    /// Rates calls that stand in Arrow columns.
    #[pyo3(signature = (
        calls, /, *, number = "number", start = "start", duration = "duration",
        caller = None, account = None, extension = None, trunk = None,
        columns = None, keep = false, dictionaries = true, micros = false, reasons = false,
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    #[expect(clippy::fn_params_excessive_bools, reason = "keywords of Python")]
    fn rate_batch(
        &self,
        py: Python<'_>,
        calls: &Bound<'_, PyAny>,
        number: &str,
        start: &str,
        duration: &str,
        caller: Option<&str>,
        account: Option<&str>,
        extension: Option<&str>,
        trunk: Option<&str>,
        columns: Option<Vec<String>>,
        keep: bool,
        dictionaries: bool,
        micros: bool,
        reasons: bool,
    ) -> PyResult<Charges> {
        let mut options = ArrowOptions::new().number(number).start(start).duration(duration);
        if let Some(column) = caller {
            options = options.caller(column);
        }
        if let Some(column) = account {
            options = options.account(column);
        }
        if let Some(column) = extension {
            options = options.extension(column);
        }
        if let Some(column) = trunk {
            options = options.trunk(column);
        }
        if let Some(columns) = columns {
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            options = options.columns(&columns);
        }
        if keep {
            options = options.keep();
        }
        if !dictionaries {
            options = options.plain();
        }
        if micros {
            options = options.micros();
        }
        if reasons {
            options = options.reasons();
        }
        arrow::rate(py, &self.book, calls, &options)
    }

    fn __repr__(&self) -> String {
        let (name, currency) = (self.book.plan().name(), self.book.plan().currency());
        format!(
            "Book({name:?}, {currency}, {} lines rejected)",
            self.rejected.len()
        )
    }
}

impl Book {
    fn new((book, rejected): Loaded) -> Self {
        let book = Arc::new(book);
        Self { book, rejected }
    }

    /// The book itself.
    pub(crate) const fn shared(&self) -> &Arc<rating::Book> {
        &self.book
    }
}

/// A set of numbers that share a price.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Destination {
    name: String,
    kind: String,
    prefix: String,
}

#[pymethods]
impl Destination {
    fn __str__(&self) -> String {
        self.name.clone()
    }

    fn __repr__(&self) -> String {
        format!(
            "Destination({:?}, {}, prefix {})",
            self.name, self.kind, self.prefix
        )
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("name", "kind", "prefix")
    }
}

/// A line of a deck that was refused.
#[pyclass(frozen, eq, hash, get_all, skip_from_py_object, module = "switchhook")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct RejectedLine {
    pub(crate) file: Option<String>,
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) reason: String,
}

#[pymethods]
impl RejectedLine {
    fn __str__(&self) -> String {
        let file = self
            .file
            .as_ref()
            .map(|file| format!("{file}: "))
            .unwrap_or_default();
        format!("{file}line {}: {}", self.line, self.reason)
    }

    fn __repr__(&self) -> String {
        format!("RejectedLine({})", self.__str__())
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str, &'static str) {
        ("file", "line", "text", "reason")
    }
}
