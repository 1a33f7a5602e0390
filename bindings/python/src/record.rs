//! Calls as Python gives them.

use std::sync::Arc;
use std::time::Duration;

use chrono::Datelike;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyString, PyTuple};
use switchhook_rating::{self as rating, Allowance, Call, Counter, Currency, Money};

use crate::charge::{DECIMAL, Reasons};
use crate::counters::Counters;
use crate::error::refused;
use crate::outcome::{Attempt, Ended};
use crate::time::{StartArgument, duration, wrong_type};

/// Calls that are rated between two looks at Python: enough to make the crossing cheap, few enough for the cache.
const CHUNK: usize = 512;

/// What else may be known of a call; empty where it is not.
#[derive(Clone, Default)]
pub(crate) struct Known(Option<Arc<Texts>>);

#[derive(Default)]
struct Texts {
    caller: String,
    account: String,
    extension: String,
    trunk: String,
}

impl Known {
    pub(crate) fn new(caller: &str, account: &str, extension: &str, trunk: &str) -> Self {
        if [caller, account, extension, trunk]
            .iter()
            .all(|text| text.is_empty())
        {
            return Self::default();
        }
        Self(Some(Arc::new(Texts {
            caller: caller.to_owned(),
            account: account.to_owned(),
            extension: extension.to_owned(),
            trunk: trunk.to_owned(),
        })))
    }

    fn from_dict(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let Ok(dict) = given.cast::<PyDict>() else {
            return Err(wrong_type("the fourth of a call", "a dict", given));
        };
        let mut known = Texts::default();
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
        Ok(Self(Some(Arc::new(known))))
    }

    /// The call with all that is known of it.
    pub(crate) fn on<'a>(&'a self, call: Call<'a>) -> Call<'a> {
        let Some(known) = &self.0 else { return call };
        call.caller(&known.caller)
            .account(&known.account)
            .extension(&known.extension)
            .trunk(&known.trunk)
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

    /// What was dialled, and what else is known of it.
    pub(crate) fn dialled(&self) -> (String, Known) {
        (self.number.clone(), self.known.clone())
    }

    /// A record that cannot be rated costs that record, so its error is an outcome like any other.
    pub(crate) fn rate(self, book: &Arc<rating::Book>) -> Attempt {
        let outcome = book.rate(&self.call()?);
        Ok(Ended::new(outcome, book, || (self.number, self.known)))
    }

    /// The same with packages.
    pub(crate) fn rate_with(&self, book: &Arc<rating::Book>, counters: &Counters) -> Attempt {
        let call = self.call()?;
        let counted = book.rate_with(&mut counters.lock(), &call);
        let ended = Ended::new(counted.outcome, book, || self.dialled());
        Ok(match counted.usage {
            Some(usage) => ended.because(Reasons::Package(Box::new(before(&usage)))),
            None => ended,
        })
    }

    /// The call, or what is wrong with the record.
    pub(crate) fn call(&self) -> Result<Call<'_>, String> {
        let duration = self
            .duration
            .ok_or("the duration is negative or out of range; check the clock that wrote the record")?;
        let start = match &self.start {
            StartArgument::Start(start) => *start,
            StartArgument::OutOfRange => {
                return Err("the start is out of range; check the clock that wrote the record".to_owned());
            }
            StartArgument::Unreadable(why) => return Err(why.clone()),
        };
        Ok(self.known.on(Call::new(&self.number, start, duration)))
    }
}

/// What had been used of a package before a call, as far as it matters to the call: used up is used up.
fn before(usage: &rating::Usage<'_>) -> Counter {
    let used = usage.package.steps().iter().zip(&usage.left);
    let used = used.map(|((size, _), left)| match size {
        Allowance::Time(time) => i64::try_from(time.as_millis()).unwrap_or(i64::MAX) - left,
        Allowance::BeforeTax(money) | Allowance::AfterTax(money) => money.micros() - left,
        // A size that cannot be yet: as if nothing had been used.
        _ => 0,
    });
    Counter {
        package: usage.package.name().to_owned(),
        owner: usage.owner.clone(),
        year: usage.day.year(),
        month: usage.day.month(),
        used: used.collect(),
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
