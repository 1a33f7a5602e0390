//! Tariffs, and calls to outcomes.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyString, PyTuple, PyType};
use switchhook_rating::arrow::ArrowOptions;
use switchhook_rating::question::MaxDuration;
use switchhook_rating::{self as rating, Call, Currency, Money, Start};

use crate::arrow::{self, Charges};
use crate::bytes::bytes_like;
use crate::charge::DECIMAL;
use crate::counters::Counters;
use crate::error::{ParseError, number_error, refused};
use crate::explanation::{Explanation, language};
use crate::load::{self, Loaded};
use crate::outcome::{Attempt, Ended, to_python};
use crate::question::{self, Difference, Offer};
use crate::time::{Moment, StartArgument, duration, wrong_type};

/// Calls that are rated between two looks at Python: enough to make the crossing cheap, few enough for the cache.
const CHUNK: usize = 512;

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
        let mut record = Record::new(number, start, duration)?;
        record.known = Known::new(caller, account, extension, trunk);
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
        let mut record = Record::new(number, start, duration)?;
        record.known = Known::new(caller, account, extension, trunk);
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
        let mut record = Record::new(number, start, duration)?;
        record.known = Known::new(caller, account, extension, trunk);
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
        let mut record = Record::new(number, start, &zero)?;
        record.known = Known::new(caller, account, extension, trunk);
        let currency = self.book.plan().currency();
        let balance = amount(balance, currency, "balance")?;
        let call = match record.call() {
            Ok(call) => call,
            Err(reason) => return to_python(py, Err(reason)),
        };
        let length = match self.book.max_duration(&call, balance) {
            MaxDuration::UpTo(length) => length,
            MaxDuration::NoPrice(outcome) => {
                return to_python(
                    py,
                    Ok(Ended::new(outcome, &self.book, &record.number, &record.known)),
                );
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
            let attempts: Vec<Attempt> =
                py.detach(|| records.iter().map(|record| record.rate(&self.book)).collect());
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
        let mut record = Record::new(number, start, duration)?;
        record.known = Known::new(caller, account, extension, trunk);
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

/// What else may be known of a call; empty where it is not.
#[derive(Clone, Default)]
pub(crate) struct Known {
    caller: String,
    account: String,
    extension: String,
    trunk: String,
}

impl Known {
    pub(crate) fn new(caller: &str, account: &str, extension: &str, trunk: &str) -> Self {
        Self {
            caller: caller.to_owned(),
            account: account.to_owned(),
            extension: extension.to_owned(),
            trunk: trunk.to_owned(),
        }
    }

    fn from_dict(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let Ok(dict) = given.cast::<PyDict>() else {
            return Err(wrong_type("the fourth of a call", "a dict", given));
        };
        let mut known = Self::default();
        for (key, value) in dict {
            let key = key.str()?.to_string_lossy().into_owned();
            let field = match key.as_str() {
                "caller" => &mut known.caller,
                "account" => &mut known.account,
                "extension" => &mut known.extension,
                "trunk" => &mut known.trunk,
                other => {
                    return Err(PyTypeError::new_err(format!(
                        "a call has no {other:?}; there are caller, account, extension and trunk"
                    )));
                }
            };
            let Ok(text) = value.cast::<PyString>() else {
                return Err(wrong_type(&key, "a str", &value));
            };
            *field = text.to_string_lossy().into_owned();
        }
        Ok(known)
    }

    /// The call with all that is known of it.
    pub(crate) fn on<'a>(&'a self, call: Call<'a>) -> Call<'a> {
        call.caller(&self.caller)
            .account(&self.account)
            .extension(&self.extension)
            .trunk(&self.trunk)
    }
}

/// Reads what Python gives, one after the other, and hands it on in chunks.
pub(crate) fn in_chunks<'py, T>(
    py: Python<'py>,
    given: &Bound<'py, PyAny>,
    read: impl Fn(usize, &Bound<'py, PyAny>) -> PyResult<T>,
    mut work: impl FnMut(Vec<T>) -> PyResult<()>,
) -> PyResult<()> {
    let mut given = given.try_iter()?.enumerate();
    loop {
        let chunk = given
            .by_ref()
            .take(CHUNK)
            .map(|(index, item)| read(index, &item?))
            .collect::<PyResult<Vec<_>>>()?;
        if chunk.is_empty() {
            return Ok(());
        }
        // A list gives Python no chance to notice Ctrl-C.
        py.check_signals()?;
        work(chunk)?;
    }
}

/// A call as Python gave it, without ties to the interpreter.
pub(crate) struct Record {
    number: String,
    start: StartArgument,
    duration: Option<Duration>,
    known: Known,
}

impl Record {
    pub(crate) fn new(
        number: &Bound<'_, PyAny>,
        start: &Bound<'_, PyAny>,
        length: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let Ok(text) = number.cast::<PyString>() else {
            return Err(wrong_type("number", "a str", number));
        };
        Ok(Self {
            // What was no UTF-8 in a file may have become half a character, which no number has either.
            number: text.to_string_lossy().into_owned(),
            start: StartArgument::new(start)?,
            duration: duration(length, "duration")?,
            known: Known::default(),
        })
    }

    pub(crate) fn from_tuple(index: usize, call: &Bound<'_, PyAny>) -> PyResult<Self> {
        let in_call = |error: PyErr| {
            let py = call.py();
            if error.is_instance_of::<PyTypeError>(py) {
                PyTypeError::new_err(format!("call {index}: {}", error.value(py)))
            } else {
                error
            }
        };
        let fields = call
            .cast::<PyTuple>()
            .map_err(|_| wrong_type("a call", "a tuple of number, start and duration", call))
            .and_then(|tuple| match tuple.len() {
                3 | 4 => Ok(tuple),
                found => Err(PyTypeError::new_err(format!(
                    "a call is a tuple of number, start and duration, and perhaps a dict, not of {found}"
                ))),
            });
        let fields = fields.map_err(in_call)?;
        let mut record =
            Self::new(&fields.get_item(0)?, &fields.get_item(1)?, &fields.get_item(2)?).map_err(in_call)?;
        if fields.len() == 4 {
            record.known = Known::from_dict(&fields.get_item(3)?).map_err(in_call)?;
        }
        Ok(record)
    }

    /// The same with what else is known of it.
    pub(crate) fn with(self, known: Known) -> Self {
        Self { known, ..self }
    }

    /// What was dialled.
    pub(crate) fn number(&self) -> &str {
        &self.number
    }

    /// What else is known of it.
    pub(crate) const fn known(&self) -> &Known {
        &self.known
    }

    /// A record that cannot be rated costs that record, so its error is an outcome like any other.
    pub(crate) fn rate(&self, book: &Arc<rating::Book>) -> Attempt {
        let outcome = book.rate(&self.call()?);
        Ok(Ended::new(outcome, book, &self.number, &self.known))
    }

    /// The same with packages.
    fn rate_with(&self, book: &Arc<rating::Book>, counters: &Counters) -> Attempt {
        let call = self.call()?;
        let counted = book.rate_with(&mut counters.lock(), &call);
        let ended = Ended::new(counted.outcome, book, &self.number, &self.known);
        Ok(match counted.usage {
            Some(_) => ended.explained(|| counted.explain(book, &call)),
            None => ended,
        })
    }

    /// The call, or what is wrong with the record.
    pub(crate) fn call(&self) -> Result<Call<'_>, String> {
        let duration = self
            .duration
            .ok_or("the duration is negative or out of range; check the clock that wrote the record")?;
        let start = match &self.start {
            StartArgument::Moment(Moment::Instant(instant)) => Start::from(*instant),
            StartArgument::Moment(Moment::Local(reading)) => Start::from(*reading),
            StartArgument::OutOfRange => {
                return Err("the start is out of range; check the clock that wrote the record".to_owned());
            }
            StartArgument::Text(text) => text
                .parse()
                .map_err(|error: rating::ParseStartError| error.to_string())?,
        };
        Ok(self.known.on(Call::new(&self.number, start, duration)))
    }
}

/// Money from a `Decimal`, an `int` or text; a float is no amount.
pub(crate) fn amount(given: &Bound<'_, PyAny>, currency: Currency, name: &str) -> PyResult<Money> {
    let py = given.py();
    let text = if given.is_instance_of::<PyString>()
        || (given.is_instance_of::<PyInt>() && !given.is_instance_of::<PyBool>())
    {
        given.str()?.to_string_lossy().into_owned()
    } else if given.is_instance(DECIMAL.import(py, "decimal", "Decimal")?)? {
        // Without an exponent.
        given.call_method1("__format__", ("f",))?.extract()?
    } else {
        return Err(wrong_type(name, "a Decimal, an int or a str", given));
    };
    format!("{text} {currency}")
        .parse()
        .map_err(|error: rating::ParseMoneyError| refused(py, &error.to_string(), Some(name)))
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
