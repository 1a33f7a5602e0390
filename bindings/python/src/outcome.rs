//! What became of a call: one class for each end that it can come to.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use switchhook_rating as rating;

use crate::charge::Charge;

/// The call has a price.
#[pyclass(frozen, eq, get_all, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Rated {
    charge: Charge,
}

/// The deck has a price for it, which is zero.
#[pyclass(frozen, eq, get_all, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Free {
    charge: Charge,
}

/// The deck forbids its destination.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Blocked {
    number: String,
    destination: String,
    kind: String,
    prefix: String,
}

/// It lasted no time, and costs nothing.
#[pyclass(frozen, eq, hash, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct NotAnswered;

/// No row of the deck fits. It is not free: add a row and rate it again.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Unmatched {
    number: String,
    reason: String,
}

/// The record of the call is wrong.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Invalid {
    reason: String,
}

/// What rating one call led to: an outcome, or a record that never got as far.
pub(crate) type Attempt = Result<rating::Outcome, String>;

/// The outcome as an object of its class.
pub(crate) fn to_python(py: Python<'_>, attempt: Attempt) -> PyResult<Py<PyAny>> {
    let invalid = |reason| Ok(Py::new(py, Invalid { reason })?.into_any());
    let outcome = match attempt {
        Ok(outcome) => outcome,
        Err(reason) => return invalid(reason),
    };
    match outcome {
        rating::Outcome::Rated(charge) => {
            let charge = Charge(Arc::new(charge));
            Ok(Py::new(py, Rated { charge })?.into_any())
        }
        rating::Outcome::Free(charge) => {
            let charge = Charge(Arc::new(charge));
            Ok(Py::new(py, Free { charge })?.into_any())
        }
        rating::Outcome::Blocked {
            number,
            destination,
            prefix,
        } => {
            let blocked = Blocked {
                number,
                destination: destination.name.to_string(),
                kind: destination.kind.to_string(),
                prefix: prefix.to_string(),
            };
            Ok(Py::new(py, blocked)?.into_any())
        }
        rating::Outcome::NotAnswered => Ok(Py::new(py, NotAnswered)?.into_any()),
        rating::Outcome::Unmatched { number, why } => {
            let reason = why.to_string();
            Ok(Py::new(py, Unmatched { number, reason })?.into_any())
        }
        rating::Outcome::Invalid(why) => invalid(why.to_string()),
        // An end that calls cannot come to yet: told in the words of the crate rather than as something it is not.
        other => invalid(other.to_string()),
    }
}

/// What every outcome has: `word`, `__str__`, `__repr__` and `__match_args__`.
macro_rules! outcome {
    ($class:ident, $word:literal, $fields:expr, |$this:ident| $text:expr) => {
        #[pymethods]
        impl $class {
            /// One word for a column.
            #[getter]
            fn word(&self) -> &'static str {
                $word
            }

            fn __str__(&self) -> String {
                let $this = self;
                $text
            }

            fn __repr__(&self) -> String {
                format!("{}({})", stringify!($class), self.__str__())
            }

            #[classattr]
            fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
                let fields: &[&str] = &$fields;
                PyTuple::new(py, fields)
            }
        }
    };
}

outcome!(Rated, "rated", ["charge"], |this| this.charge.0.explain());
outcome!(Free, "free", ["charge"], |this| this.charge.0.explain());
outcome!(
    Blocked,
    "blocked",
    ["number", "destination", "kind", "prefix"],
    |this| {
        let Self {
            number,
            destination,
            prefix,
            ..
        } = this;
        format!("{number} is {destination} (prefix {prefix}), which the deck forbids")
    }
);
outcome!(NotAnswered, "unanswered", [], |_this| "not answered".to_owned());
outcome!(Unmatched, "unmatched", ["number", "reason"], |this| format!(
    "no rate for {}: {}",
    this.number, this.reason
));
outcome!(Invalid, "invalid", ["reason"], |this| this.reason.clone());
