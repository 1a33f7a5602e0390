//! Tariffs, and calls to outcomes.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt, PyString, PyTuple};
use switchhook_rating::arrow::ArrowOptions;
use switchhook_rating::question::MaxDuration;
use switchhook_rating::{self as rating, Call, Currency, Deck, Money, Plan, Start};

use crate::arrow::{self, Charges};
use crate::charge::DECIMAL;
use crate::counters::Counters;
use crate::error::{ParseError, book_error, number_error, os_error, plan_error, refused};
use crate::explanation::{Explanation, language};
use crate::outcome::{Attempt, Ended, to_python};
use crate::time::{Moment, StartArgument, duration, wrong_type};

/// Bytes beyond which a file is no plan and no deck: two million prefixes need less.
const LONGEST_FILE: u64 = 256 * 1024 * 1024;

/// Calls that are rated between two looks at Python: enough to make the crossing cheap, few enough for the cache.
const CHUNK: usize = 512;

/// A plan and its decks, compiled: the thing that rates.
#[pyclass(frozen, module = "switchhook")]
pub(crate) struct Book {
    book: Arc<rating::Book>,
    rejected: Vec<RejectedLine>,
}

#[pymethods]
impl Book {
    /// Reads a plan and the decks that it names.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let plan_path = if path.is_dir() {
            path.join("plan.toml")
        } else {
            path
        };
        let plan_name = plan_path.display().to_string();
        let plan = read_plan(py, &read_file(py, &plan_path)?, Some(&plan_name))?;
        let folder = plan_path.parent().unwrap_or(Path::new(""));
        let texts = plan
            .decks()
            .iter()
            .map(|deck| read_file(py, &folder.join(&deck.file)))
            .collect::<PyResult<Vec<_>>>()?;
        Self::compile(py, plan, &texts)
    }

    /// The same from texts: the plan, and its decks in the order in which it names them.
    #[staticmethod]
    #[pyo3(signature = (plan, /, *decks))]
    fn from_text(py: Python<'_>, plan: &str, decks: &Bound<'_, PyTuple>) -> PyResult<Self> {
        let plan = read_plan(py, plan, None)?;
        let decks = decks.extract::<Vec<String>>()?;
        let named = plan.decks().len();
        if named != 0 && named != decks.len() {
            let message = format!(
                "the plan names {named} decks and {} were given; give the text of each, in the order of the plan",
                decks.len()
            );
            return Err(refused(py, &message, Some("decks")));
        }
        Self::compile(py, plan, &decks)
    }

    /// The lines of the decks that could not be read; all others count.
    #[getter]
    fn rejected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.rejected.iter().cloned())
    }

    /// The name of the plan.
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
        let mut calls = calls.try_iter()?.enumerate();
        loop {
            let records = calls
                .by_ref()
                .take(CHUNK)
                .map(|(index, call)| Record::from_tuple(index, &call?))
                .collect::<PyResult<Vec<_>>>()?;
            if records.is_empty() {
                return Ok(outcomes);
            }
            // A list gives Python no chance to notice Ctrl-C.
            py.check_signals()?;
            let attempts: Vec<Attempt> =
                py.detach(|| records.iter().map(|record| record.rate(&self.book)).collect());
            for attempt in attempts {
                outcomes.push(to_python(py, attempt)?);
            }
        }
    }

    /// Rates calls that stand in Arrow columns.
    #[pyo3(signature = (
        calls, /, *, number = "number", start = "start", duration = "duration",
        caller = None, account = None, extension = None, trunk = None,
        keep = false, dictionaries = true, micros = false, reasons = false,
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
    fn compile(py: Python<'_>, plan: Plan, texts: &[String]) -> PyResult<Self> {
        let (book, rejected) = py.detach(|| {
            let (deck, rejected) = read_decks(&plan, texts);
            (rating::Book::new(plan, deck), rejected)
        });
        let book = Arc::new(book.map_err(|error| book_error(py, &error))?);
        Ok(Self { book, rejected })
    }
}

/// Reads the decks of a plan, and each line of them that was refused.
fn read_decks(plan: &Plan, texts: &[String]) -> (Deck, Vec<RejectedLine>) {
    let mut deck = Deck::new();
    let mut rejected = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let named = plan.decks().get(index);
        let format = named.map(|deck| deck.format).unwrap_or_default();
        let file = named.map(|deck| deck.file.clone());
        let (part, lines) = Deck::from_csv(text, &format);
        rejected.extend(lines.into_iter().map(|line| RejectedLine {
            file: file.clone(),
            line: line.line,
            text: line.text,
            reason: line.error.to_string(),
        }));
        let twins = deck.merge(part);
        if twins.is_empty() {
            continue;
        }
        // Looked up, not counted off again for each: a whole deck may be there twice.
        let lines: Vec<&str> = text.lines().collect();
        rejected.extend(twins.into_iter().map(|(line, error)| {
            let text = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
            RejectedLine {
                file: file.clone(),
                line,
                text: text.chars().take(80).collect(),
                reason: error.to_string(),
            }
        }));
    }
    (deck, rejected)
}

fn read_plan(py: Python<'_>, text: &str, file: Option<&str>) -> PyResult<Plan> {
    Plan::from_toml(text).map_err(|error| plan_error(py, &error, file))
}

/// A file as text. The crates read none: the one place of the bindings that does.
#[expect(clippy::disallowed_types, reason = "Book.load reads files, as its name says")]
fn read_file(py: Python<'_>, path: &Path) -> PyResult<String> {
    let mut bytes = Vec::new();
    py.detach(|| {
        let file = std::fs::File::open(path)?;
        file.take(LONGEST_FILE + 1).read_to_end(&mut bytes)
    })
    .map_err(|error| os_error(&error, path))?;
    let name = path.display().to_string();
    let fail = |message: String, line| {
        ParseError {
            message,
            file: Some(&name),
            line,
            ..ParseError::default()
        }
        .raise(py)
    };
    if bytes.len() as u64 > LONGEST_FILE {
        let message =
            format!("more than {LONGEST_FILE} bytes, which no deck needs; check that it is the right file");
        return Err(fail(message, None));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        fail(
            format!("line {line} is not UTF-8; save the file as UTF-8"),
            Some(line),
        )
    })
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
    fn new(caller: &str, account: &str, extension: &str, trunk: &str) -> Self {
        Self {
            caller: caller.to_owned(),
            account: account.to_owned(),
            extension: extension.to_owned(),
            trunk: trunk.to_owned(),
        }
    }

    /// The call with all that is known of it.
    pub(crate) fn on<'a>(&'a self, call: Call<'a>) -> Call<'a> {
        call.caller(&self.caller)
            .account(&self.account)
            .extension(&self.extension)
            .trunk(&self.trunk)
    }
}

/// A call as Python gave it, without ties to the interpreter.
struct Record {
    number: String,
    start: StartArgument,
    duration: Option<Duration>,
    known: Known,
}

impl Record {
    fn new(number: &Bound<'_, PyAny>, start: &Bound<'_, PyAny>, length: &Bound<'_, PyAny>) -> PyResult<Self> {
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

    fn from_tuple(index: usize, call: &Bound<'_, PyAny>) -> PyResult<Self> {
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
                3 => Ok(tuple),
                found => Err(PyTypeError::new_err(format!(
                    "a call is a tuple of number, start and duration, not of {found}"
                ))),
            });
        let fields = fields.map_err(in_call)?;
        Self::new(&fields.get_item(0)?, &fields.get_item(1)?, &fields.get_item(2)?).map_err(in_call)
    }

    /// A record that cannot be rated costs that record, so its error is an outcome like any other.
    fn rate(&self, book: &Arc<rating::Book>) -> Attempt {
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
    fn call(&self) -> Result<Call<'_>, String> {
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
fn amount(given: &Bound<'_, PyAny>, currency: Currency, name: &str) -> PyResult<Money> {
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
    file: Option<String>,
    line: usize,
    text: String,
    reason: String,
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
