//! Calls as Arrow columns, and charges: across the border as streams of the PyCapsule interface.

use std::sync::Arc;

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use switchhook_rating as rating;
use switchhook_rating::arrow::{ArrowOptions, ArrowRater, BatchError};

use crate::error::{ParseError, refused};
use crate::time::wrong_type;

/// Charges as columns, for whoever takes an Arrow stream.
#[pyclass(frozen, module = "switchhook")]
pub(crate) struct Charges {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Charges {
    /// The columns as a stream. It may be asked for as often as one likes.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A producer may give its own types where it cannot give those asked for; the consumer casts.
        drop(requested_schema);
        let batches: Vec<Result<_, ArrowError>> = self.batches.iter().cloned().map(Ok).collect();
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        PyCapsule::new_with_value(
            py,
            FFI_ArrowArrayStream::new(Box::new(reader)),
            c"arrow_array_stream",
        )
    }

    /// The names and types of the columns.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.schema).map_err(|error| unreadable(py, &error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!(
            "Charges({} rows: {})",
            self.__len__(),
            self.column_names().join(", ")
        )
    }
}

/// Rates all batches of a stream.
pub(crate) fn rate(
    py: Python<'_>,
    book: &rating::Book,
    calls: &Bound<'_, PyAny>,
    options: &ArrowOptions,
) -> PyResult<Charges> {
    if !calls.hasattr(intern!(py, "__arrow_c_stream__"))? {
        let wanted = "columns with __arrow_c_stream__, such as a table of pyarrow or a frame of Polars";
        return Err(wrong_type("calls", wanted, calls));
    }
    let mut calls = RecordBatchStreamReader::from_pyarrow_bound(calls)?;
    let refuse = |error: BatchError| column_error(py, &error);
    let mut rater = ArrowRater::new(book, calls.schema(), options).map_err(refuse)?;
    let mut batches = Vec::new();
    // Whoever gives the batches may be Python again, and takes the GIL for itself then.
    while let Some(rated) = py.detach(|| next(&mut calls, &mut rater)) {
        match rated {
            Ok(Ok(batch)) => batches.push(batch),
            Ok(Err(error)) => return Err(refuse(error)),
            Err(error) => return Err(unreadable(py, &error)),
        }
        py.check_signals()?;
    }
    Ok(Charges {
        schema: rater.schema(),
        batches,
    })
}

/// The charges of the next batch; `None` when there is none.
fn next(
    calls: &mut RecordBatchStreamReader,
    rater: &mut ArrowRater<'_>,
) -> Option<Result<Result<RecordBatch, BatchError>, ArrowError>> {
    let batch = match calls.next()? {
        Ok(batch) => batch,
        Err(error) => return Some(Err(error)),
    };
    // Taken over without a look: text that is none must not become a `str`.
    for column in rater.columns().filter_map(|index| batch.columns().get(index)) {
        if let Err(error) = column.to_data().validate_full() {
            return Some(Err(error));
        }
    }
    Some(Ok(rater.rate(&batch)))
}

fn column_error(py: Python<'_>, error: &BatchError) -> PyErr {
    let column = match error {
        BatchError::Missing { column, .. }
        | BatchError::Type { column, .. }
        | BatchError::NoResult { column, .. }
        | BatchError::Twice { column } => Some(column.as_str()),
        _ => None,
    };
    refused(py, &error.to_string(), column)
}

/// Columns that do not hold what their types say.
fn unreadable(py: Python<'_>, error: &ArrowError) -> PyErr {
    ParseError {
        message: format!("the columns cannot be read: {error}"),
        ..ParseError::default()
    }
    .raise(py)
}
