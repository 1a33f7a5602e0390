//! More questions than what a call cost: which vendor, what another tariff makes of many calls, what changed.

use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple};
use switchhook_rating::question::{self, Priced, Sum};
use switchhook_rating::{self as rating, Money, Status};

use crate::charge::{Reasons, decimal};
use crate::error::refused;
use crate::outcome::{Attempt, Ended, to_python};
use crate::rating::Book;
use crate::record::{Known, Record, amount, in_chunks};
use crate::time::wrong_type;

/// What a call costs with one vendor.
#[pyclass(frozen, get_all, module = "switchhook")]
pub(crate) struct Offer {
    vendor: String,
    outcome: Py<PyAny>,
    cost: Option<Py<PyAny>>,
}

#[pymethods]
impl Offer {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let cost = match &self.cost {
            Some(cost) => cost.bind(py).str()?.to_string_lossy().into_owned(),
            None => "no price".to_owned(),
        };
        Ok(format!("Offer({:?}, {cost})", self.vendor))
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("vendor", "outcome", "cost")
    }
}

impl Offer {
    fn new(py: Python<'_>, vendor: &str, cost: Option<Money>, attempt: Attempt) -> PyResult<Self> {
        let cost = cost.map(|cost| Ok::<_, PyErr>(decimal(py, &cost.amount_text())?.unbind()));
        Ok(Self {
            vendor: vendor.to_owned(),
            outcome: to_python(py, attempt)?,
            cost: cost.transpose()?,
        })
    }
}

/// Asks several vendors, and puts the cheapest first.
#[pyfunction]
#[pyo3(signature = (
    vendors, number, start, duration, /, *, caller = "", account = "", extension = "", trunk = "",
))]
#[expect(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn least_cost(
    py: Python<'_>,
    vendors: &Bound<'_, PyMapping>,
    number: &Bound<'_, PyAny>,
    start: &Bound<'_, PyAny>,
    duration: &Bound<'_, PyAny>,
    caller: &str,
    account: &str,
    extension: &str,
    trunk: &str,
) -> PyResult<Vec<Offer>> {
    let record = Record::new(number, start, duration)?.with(Known::new(caller, account, extension, trunk));
    let vendors = vendors
        .items()?
        .iter()
        .map(|item| item.extract::<(String, Py<Book>)>())
        .collect::<PyResult<Vec<_>>>()?;
    let call = match record.call() {
        Ok(call) => call,
        Err(reason) => {
            let rejected = |(name, _): &(String, _)| Offer::new(py, name, None, Err(reason.clone()));
            return vendors.iter().map(rejected).collect();
        }
    };
    let books = vendors.iter().map(|vendor| (vendor, &**vendor.1.get().shared()));
    question::least_cost(&call, books)
        .into_iter()
        .map(|offer| {
            let (name, book) = offer.vendor;
            let ended = Ended::new(offer.outcome, book.get().shared(), || record.dialled());
            Offer::new(py, name, offer.cost(), Ok(ended))
        })
        .collect()
}

/// The same of the plans of one book.
pub(crate) fn least_cost_plan(
    py: Python<'_>,
    book: &Arc<rating::Book>,
    record: &Record,
    plans: Option<Vec<String>>,
) -> PyResult<Vec<Offer>> {
    let plans = plans.unwrap_or_else(|| book.plans().map(|plan| plan.name().to_owned()).collect());
    let unknown = plans
        .iter()
        .find(|name| book.plans().all(|plan| plan.name() != name.as_str()));
    if let Some(name) = unknown {
        let known: Vec<&str> = book.plans().map(rating::Plan::name).collect();
        let message = format!("no plan {name:?} in this book; there are {}", known.join(", "));
        return Err(refused(py, &message, Some("plans")));
    }
    let call = match record.call() {
        Ok(call) => call,
        Err(reason) => {
            let rejected = |name: &String| Offer::new(py, name, None, Err(reason.clone()));
            return plans.iter().map(rejected).collect();
        }
    };
    question::least_cost_plan(book, &call, plans.iter().map(String::as_str))
        .into_iter()
        .map(|offer| {
            let ended = Ended::new(offer.outcome, book, || record.dialled());
            // The book itself would explain it by the plan that its rules assign the call to.
            let ended = match offer.outcome.charge() {
                Some(charge) => ended.because(Reasons::plan(charge)),
                None => ended,
            };
            Offer::new(py, offer.vendor, offer.cost(), Ok(ended))
        })
        .collect()
}

/// What a change of prices does to one group of calls.
#[pyclass(frozen, eq, skip_from_py_object, module = "switchhook")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Change(question::Change);

#[pymethods]
impl Change {
    /// How many calls there are.
    #[getter]
    const fn calls(&self) -> u64 {
        self.0.calls
    }

    /// How many have another amount or another status than before.
    #[getter]
    const fn changed(&self) -> u64 {
        self.0.changed
    }

    /// How many cost more.
    #[getter]
    const fn dearer(&self) -> u64 {
        self.0.dearer
    }

    /// How many cost less.
    #[getter]
    const fn cheaper(&self) -> u64 {
        self.0.cheaper
    }

    /// How many have a price and had none.
    #[getter]
    const fn gained(&self) -> u64 {
        self.0.gained
    }

    /// How many had a price and have none.
    #[getter]
    const fn lost(&self) -> u64 {
        self.0.lost
    }

    /// What they came to, after tax.
    #[getter]
    fn old<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        amount_of(py, self.0.old.after_tax())
    }

    /// What they come to, after tax.
    #[getter(new)]
    fn now<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        amount_of(py, self.0.new.after_tax())
    }

    /// What they came to, before tax.
    #[getter]
    fn old_before_tax<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        amount_of(py, self.0.old.before_tax())
    }

    /// What they come to, before tax.
    #[getter]
    fn new_before_tax<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        amount_of(py, self.0.new.before_tax())
    }

    /// By how much the sum after tax grew.
    #[getter]
    fn delta<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        amount_of(py, self.0.delta())
    }

    fn __repr__(&self) -> String {
        let sum = |sum: &Sum| {
            sum.after_tax()
                .map_or("none".to_owned(), |money| money.to_string())
        };
        format!(
            "Change({} calls, {} changed: {} to {})",
            self.0.calls,
            self.0.changed,
            sum(&self.0.old),
            sum(&self.0.new)
        )
    }
}

fn amount_of<'py>(py: Python<'py>, money: Option<Money>) -> PyResult<Option<Bound<'py, PyAny>>> {
    money.map(|money| decimal(py, &money.amount_text())).transpose()
}

/// What a change of prices does to many calls.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Difference(question::Difference<String>);

#[pymethods]
impl Difference {
    /// All calls together.
    #[getter]
    const fn total(&self) -> Change {
        Change(*self.0.total())
    }

    /// The groups by name, those first whose sum changed most.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let groups = PyDict::new(py);
        for (name, change) in self.0.by_delta() {
            groups.set_item(name, Change(*change))?;
        }
        Ok(groups)
    }

    /// The calls of groups beyond the first 100 000.
    #[getter]
    const fn rest(&self) -> Change {
        Change(*self.0.rest())
    }

    fn __repr__(&self) -> String {
        format!(
            "Difference({} groups, {})",
            self.0.groups().count(),
            self.total().__repr__()
        )
    }
}

/// What another book makes of the same calls.
#[pyfunction]
#[pyo3(signature = (old, new, calls, /))]
pub(crate) fn compare(
    py: Python<'_>,
    old: &Bound<'_, Book>,
    new: &Bound<'_, Book>,
    calls: &Bound<'_, PyAny>,
) -> PyResult<Difference> {
    let (old, new) = (old.get().shared(), new.get().shared());
    let mut difference = question::Difference::new();
    in_chunks(py, calls, Record::from_tuple, |records| {
        py.detach(|| {
            for record in &records {
                match record.call() {
                    Ok(call) => difference.record_outcomes(&old.rate(&call), &new.rate(&call)),
                    Err(_) => difference.record("", REJECTED, REJECTED),
                }
            }
        });
        Ok(())
    })?;
    Ok(Difference(difference))
}

const REJECTED: Priced = Priced::without(Status::Rejected);

/// A call with what was stored for it, and what it is reported under.
struct Stored {
    index: usize,
    record: Record,
    stored: Option<Priced>,
    group: String,
}

/// Rates calls again, and says what would change.
pub(crate) fn rerate(
    py: Python<'_>,
    book: &Arc<rating::Book>,
    calls: &Bound<'_, PyAny>,
    changed: Option<&Bound<'_, PyAny>>,
) -> PyResult<Difference> {
    let mut difference = question::Difference::new();
    let is_asked = changed.is_some();
    let read = |index, item: &Bound<'_, PyAny>| read_stored(index, item, book);
    in_chunks(py, calls, read, |chunk| {
        let others = py.detach(|| {
            let mut others: Vec<(usize, Attempt)> = Vec::new();
            for Stored {
                index,
                record,
                stored,
                group,
            } in chunk
            {
                let call = record.call();
                let outcome = call.as_ref().map(|call| book.rate(call));
                let now = outcome.as_ref().map_or(REJECTED, Priced::from);
                let old = stored.unwrap_or(Priced::without(Status::Unmatched));
                difference.record(group.as_str(), old, now);
                if is_asked && stored != Some(now) {
                    others.push((index, record.rate(book)));
                }
            }
            others
        });
        for (index, attempt) in others {
            if let Some(changed) = changed {
                changed.call1((index, to_python(py, attempt)?))?;
            }
        }
        Ok(())
    })?;
    Ok(Difference(difference))
}

fn read_stored(index: usize, item: &Bound<'_, PyAny>, book: &rating::Book) -> PyResult<Stored> {
    let wrong = || {
        PyTypeError::new_err(format!(
            "call {index}: give a tuple of call, what was stored and group"
        ))
    };
    let fields = item.cast::<PyTuple>().map_err(|_| wrong())?;
    if fields.len() != 3 {
        return Err(wrong());
    }
    let group = fields.get_item(2)?;
    let Ok(group) = group.cast::<PyString>() else {
        return Err(wrong_type("the group", "a str", &group));
    };
    Ok(Stored {
        index,
        record: Record::from_tuple(index, &fields.get_item(0)?)?,
        stored: read_priced(&fields.get_item(1)?, book)?,
        group: group.to_string_lossy().into_owned(),
    })
}

/// Two amounts, or a status; `None` of a call that had no price yet.
fn read_priced(stored: &Bound<'_, PyAny>, book: &rating::Book) -> PyResult<Option<Priced>> {
    if stored.is_none() {
        return Ok(None);
    }
    if let Ok(word) = stored.cast::<PyString>() {
        let status = word.to_string_lossy().parse::<Status>();
        let status = status.map_err(|error| refused(stored.py(), &error.to_string(), Some("stored")))?;
        return Ok(Some(Priced::without(status)));
    }
    let Ok((before, after)) = stored.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>() else {
        return Err(wrong_type(
            "what was stored",
            "a tuple of two amounts, a status or None",
            stored,
        ));
    };
    let currency = book.plan().currency();
    let before = amount(&before, currency, "before_tax")?;
    let after = amount(&after, currency, "after_tax")?;
    let status = if before.micros() == 0 && after.micros() == 0 {
        Status::Free
    } else {
        Status::Rated
    };
    Ok(Some(Priced::new(status, before, after)))
}
