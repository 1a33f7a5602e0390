//! Decks from the files of operators, whatever their columns.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use switchhook_rating::Format;
use switchhook_rating::import::ready::{self, InterPrice};
use switchhook_rating::import::{Counts, Mapping};

use crate::bytes::bytes_or_text;
use crate::error::ParseError;
use crate::rating::RejectedLine;

/// What came out of an operator's file.
#[pyclass(frozen, module = "switchhook")]
pub(crate) struct ImportedDeck {
    deck: String,
    currency: Option<String>,
    prefixes: usize,
    encoding: String,
    counts: Counts,
    refused: Vec<RejectedLine>,
    repaired: Vec<Repair>,
}

#[pymethods]
impl ImportedDeck {
    /// The rows as the text of a deck.
    #[getter]
    fn deck(&self) -> &str {
        &self.deck
    }

    /// The currency that the mapping says.
    #[getter]
    fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// How many rows there are.
    #[getter]
    const fn rows(&self) -> usize {
        self.counts.rows
    }

    /// How many prefixes they have.
    #[getter]
    const fn prefixes(&self) -> usize {
        self.prefixes
    }

    /// How many lines the file has.
    #[getter]
    const fn lines(&self) -> usize {
        self.counts.lines
    }

    /// How many of them say nothing.
    #[getter]
    const fn skipped(&self) -> usize {
        self.counts.skipped
    }

    /// The encoding in which it was read.
    #[getter]
    fn encoding(&self) -> &str {
        &self.encoding
    }

    /// The lines that were refused.
    #[getter]
    fn refused<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.refused.iter().cloned())
    }

    /// The dirt that was taken off.
    #[getter]
    fn repaired<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.repaired.iter().cloned())
    }

    fn __repr__(&self) -> String {
        format!(
            "ImportedDeck({} lines in {}: {} rows, {} refused, {} skipped; {} repaired)",
            self.counts.lines,
            self.encoding,
            self.counts.rows,
            self.counts.refused,
            self.counts.skipped,
            self.repaired.len()
        )
    }
}

/// Dirt that was taken off a field.
#[pyclass(frozen, eq, hash, get_all, skip_from_py_object, module = "switchhook")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct Repair {
    line: usize,
    field: String,
    before: String,
    after: String,
}

#[pymethods]
impl Repair {
    fn __str__(&self) -> String {
        format!(
            "line {}: {}: {:?} read as {:?}",
            self.line, self.field, self.before, self.after
        )
    }

    fn __repr__(&self) -> String {
        format!("Repair({})", self.__str__())
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str, &'static str) {
        ("line", "field", "before", "after")
    }
}

/// Reads the rates of an operator's file.
#[pyfunction]
#[pyo3(signature = (data, mapping, /))]
pub(crate) fn import_deck(py: Python<'_>, data: &Bound<'_, PyAny>, mapping: &str) -> PyResult<ImportedDeck> {
    let data = bytes_or_text(data)?;
    let fail = |message: String| {
        ParseError {
            message,
            field: Some("mapping"),
            ..ParseError::default()
        }
        .raise(py)
    };
    let mapping = match named(mapping) {
        Some(ready) => ready,
        None => Mapping::from_toml(mapping).map_err(|error| fail(error.to_string()))?,
    };
    let imported = py
        .detach(|| mapping.read(&data))
        .map_err(|error| fail(error.to_string()))?;
    let refused = imported.refused.into_iter().map(|refused| RejectedLine {
        file: None,
        line: refused.line,
        reason: refused.problem.to_string(),
        text: refused.text,
    });
    let repaired = imported.repaired.into_iter().map(|repaired| Repair {
        line: repaired.line,
        field: repaired.field,
        before: repaired.from,
        after: repaired.to,
    });
    Ok(ImportedDeck {
        deck: imported.deck.to_csv(&Format::default()),
        currency: imported
            .deck
            .currency()
            .map(|currency| currency.code().to_owned()),
        prefixes: imported.deck.prefix_count(),
        encoding: imported.encoding.to_string(),
        counts: imported.counts,
        refused: refused.collect(),
        repaired: repaired.collect(),
    })
}

/// The mappings that are there, by the names that the command line gives them.
fn named(name: &str) -> Option<Mapping> {
    Some(match name {
        "inter" => ready::inter(InterPrice::Classic),
        "inter-optimum" => ready::inter(InterPrice::Optimum),
        "inter-1-16" => ready::inter(InterPrice::Hours1To16),
        "inter-25-250" => ready::inter(InterPrice::Hours25To250),
        "inter-500" => ready::inter(InterPrice::Hours500),
        "opt-rates" => ready::opt_rates(),
        "teliax" => ready::teliax(),
        _ => return None,
    })
}
