//! What became of a call: one class for each end that it can come to.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use switchhook_rating::{self as rating, Status};

use crate::charge::{Charge, Priced, Reasons};
use crate::record::Known;

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
pub(crate) struct Forbidden {
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
pub(crate) struct Rejected {
    reason: String,
}

/// What rating one call led to: an outcome without ties to its book, or a record that never got as far.
pub(crate) type Attempt = Result<Ended, String>;

/// An outcome without ties to its book.
pub(crate) enum Ended {
    Rated(Priced),
    Free(Priced),
    Forbidden(Forbidden),
    NotAnswered,
    Unmatched(Unmatched),
    Rejected(String),
}

impl Ended {
    /// What became of a call; `dialled` gives its number as it was dialled, and what else is known of it.
    pub(crate) fn new(
        outcome: rating::Outcome<'_>,
        book: &Arc<rating::Book>,
        dialled: impl FnOnce() -> (String, Known),
    ) -> Self {
        match outcome {
            rating::Outcome::Rated(charge) => {
                let (number, known) = dialled();
                Self::Rated(Priced::new(&charge, book, number, known))
            }
            rating::Outcome::Free(charge) => {
                let (number, known) = dialled();
                Self::Free(Priced::new(&charge, book, number, known))
            }
            rating::Outcome::Forbidden { number, by } => {
                let destination = by.destination();
                Self::Forbidden(Forbidden {
                    number: number.to_string(),
                    destination: destination
                        .map(|found| found.name.to_string())
                        .unwrap_or_default(),
                    kind: destination
                        .map_or(rating::Kind::Forbidden, |found| found.kind)
                        .to_string(),
                    prefix: match by {
                        rating::Forbidden::Row { prefix, .. } => prefix.to_string(),
                        _ => String::new(),
                    },
                })
            }
            rating::Outcome::NotAnswered => Self::NotAnswered,
            rating::Outcome::Unmatched { number, why } => Self::Unmatched(Unmatched {
                number: number.to_string(),
                reason: why.to_string(),
            }),
            rating::Outcome::Rejected(why) => Self::Rejected(why.to_string()),
            // An end that calls cannot come to yet: told in the words of the crate rather than as something it is not.
            other => Self::Rejected(other.to_string()),
        }
    }
}

impl Ended {
    /// The same, its charge explained by something else than the book alone.
    pub(crate) fn because(self, reasons: Reasons) -> Self {
        match self {
            Self::Rated(priced) => Self::Rated(priced.because(reasons)),
            Self::Free(priced) => Self::Free(priced.because(reasons)),
            other => other,
        }
    }
}

/// The outcome as an object of its class.
pub(crate) fn to_python(py: Python<'_>, attempt: Attempt) -> PyResult<Py<PyAny>> {
    Ok(match attempt {
        Ok(Ended::Rated(charge)) => {
            let charge = Charge(Arc::new(charge));
            Py::new(py, Rated { charge })?.into_any()
        }
        Ok(Ended::Free(charge)) => {
            let charge = Charge(Arc::new(charge));
            Py::new(py, Free { charge })?.into_any()
        }
        Ok(Ended::Forbidden(forbidden)) => Py::new(py, forbidden)?.into_any(),
        Ok(Ended::NotAnswered) => Py::new(py, NotAnswered)?.into_any(),
        Ok(Ended::Unmatched(unmatched)) => Py::new(py, unmatched)?.into_any(),
        Ok(Ended::Rejected(reason)) | Err(reason) => Py::new(py, Rejected { reason })?.into_any(),
    })
}

/// What every outcome has: `status`, `__str__`, `__repr__` and `__match_args__`.
macro_rules! outcome {
    ($class:ident, $status:ident, $fields:expr, |$this:ident| $text:expr) => {
        #[pymethods]
        impl $class {
            /// Which of the five ends it is: one word, as in columns.
            #[getter]
            fn status(&self) -> &'static str {
                Status::$status.name()
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

outcome!(Rated, Rated, ["charge"], |this| this.charge.0.explain());
outcome!(Free, Free, ["charge"], |this| this.charge.0.explain());
outcome!(
    Forbidden,
    Forbidden,
    ["number", "destination", "kind", "prefix"],
    |this| {
        let Self {
            number,
            destination,
            prefix,
            ..
        } = this;
        if prefix.is_empty() {
            format!("{number} is of a kind that the numbering forbids")
        } else {
            format!("{number} is {destination} (prefix {prefix}), which the deck forbids")
        }
    }
);
outcome!(NotAnswered, Free, [], |_this| "not answered".to_owned());
outcome!(Unmatched, Unmatched, ["number", "reason"], |this| format!(
    "no rate for {}: {}",
    this.number, this.reason
));
outcome!(Rejected, Rejected, ["reason"], |this| this.reason.clone());
