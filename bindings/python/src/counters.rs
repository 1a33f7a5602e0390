//! What has been used of packages.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use pyo3::prelude::*;
use switchhook_rating::{self as rating, Counter};

use crate::error::refused;

/// What has been used of packages: the only state that rating has.
#[pyclass(frozen, module = "switchhook")]
#[derive(Default)]
pub(crate) struct Counters(Mutex<rating::Counters>);

impl Counters {
    /// The counters, for one call after the other. What a panic elsewhere left is whole: each call adds in one step.
    pub(crate) fn lock(&self) -> MutexGuard<'_, rating::Counters> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Counters {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Reads what `to_json` wrote.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        let kept: Vec<Counter> = serde_json::from_str(text).map_err(|error| {
            let message = format!("these are no counters: {error}; give the text of Counters.to_json");
            refused(py, &message, Some("text"))
        })?;
        let mut counters = rating::Counters::default();
        for counter in kept {
            counters.insert(counter);
        }
        Ok(Self(Mutex::new(counters)))
    }

    /// All of them as text.
    fn to_json(&self) -> PyResult<String> {
        let all: Vec<Counter> = self.lock().iter().collect();
        serde_json::to_string(&all)
            .map_err(|error| pyo3::exceptions::PyRuntimeError::new_err(error.to_string()))
    }

    /// What has been used of each step of a package in the month of a day.
    #[pyo3(signature = (package, owner, day, /))]
    fn used(&self, package: &str, owner: &str, day: NaiveDate) -> Vec<i64> {
        self.lock().used(package, owner, day).to_vec()
    }

    /// Forgets the months before that of a day.
    #[pyo3(signature = (day, /))]
    fn forget_before(&self, day: NaiveDate) {
        self.lock().forget_before(day);
    }

    fn __len__(&self) -> usize {
        self.lock().iter().count()
    }

    fn __eq__(&self, other: &Self) -> bool {
        // One after the other, so that comparing two with each other from two threads does not lock up.
        let own = self.lock().clone();
        own == *other.lock()
    }

    fn __repr__(&self) -> String {
        format!("Counters({} used)", self.__len__())
    }
}
