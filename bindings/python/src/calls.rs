//! Calls from the records that Asterisk writes.

use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use switchhook_rating::Start;
use switchhook_rating::cdr::{CdrError, CdrRecord, MasterReader, ReadCdr, Settings, TableReader};
use switchhook_rating::mediation::{Fates, MediatedCall, Mediation, Mediator};

use crate::bytes::bytes_or_text;
use crate::error::{ParseError, refused};
use crate::rating::RejectedLine;

/// A call made of one or more records.
#[pyclass(frozen, eq, skip_from_py_object, module = "switchhook")]
#[derive(Clone, PartialEq)]
pub(crate) struct RecordedCall(MediatedCall);

#[pymethods]
impl RecordedCall {
    /// What was dialled.
    #[getter]
    fn number(&self) -> &str {
        &self.0.number
    }

    /// When it was answered.
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self.0.start {
            Start::Instant(instant) => instant.into_pyobject(py)?.into_any(),
            Start::Local(reading) => reading.into_pyobject(py)?.into_any(),
        })
    }

    /// How long the line was up.
    #[getter]
    const fn duration(&self) -> Duration {
        self.0.duration
    }

    /// The caller's number.
    #[getter]
    fn caller(&self) -> &str {
        &self.0.caller
    }

    /// The account code of the caller's channel.
    #[getter]
    fn account(&self) -> &str {
        &self.0.account
    }

    /// Who pays.
    #[getter]
    fn extension(&self) -> &str {
        &self.0.extension
    }

    /// The channel of the trunk.
    #[getter]
    fn trunk(&self) -> &str {
        &self.0.trunk
    }

    /// The linkedid of the record that began it.
    #[getter]
    fn linkedid(&self) -> &str {
        &self.0.linkedid
    }

    /// The uniqueid of that record.
    #[getter]
    fn uniqueid(&self) -> &str {
        &self.0.uniqueid
    }

    /// The lines of its records.
    #[getter]
    fn lines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.lines)
    }

    /// All that rating asks for, as `rate_all` takes it.
    #[getter]
    fn call<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(String, Bound<'py, PyAny>, Duration, Bound<'py, PyDict>)> {
        let known = PyDict::new(py);
        for (name, text) in [
            ("caller", &self.0.caller),
            ("account", &self.0.account),
            ("extension", &self.0.extension),
            ("trunk", &self.0.trunk),
        ] {
            known.set_item(name, text)?;
        }
        Ok((self.0.number.clone(), self.start(py)?, self.0.duration, known))
    }

    fn __repr__(&self) -> String {
        format!(
            "RecordedCall({:?} by {:?}, {} s)",
            self.0.number,
            self.0.extension,
            self.0.duration.as_secs()
        )
    }
}

/// The calls of a file.
#[pyclass(frozen, module = "switchhook")]
pub(crate) struct RecordedCalls {
    calls: Vec<MediatedCall>,
    refused: Vec<RejectedLine>,
    fates: Fates,
}

#[pymethods]
impl RecordedCalls {
    /// The calls, in the order of their starts.
    #[getter]
    fn calls(&self) -> Vec<RecordedCall> {
        self.calls.iter().cloned().map(RecordedCall).collect()
    }

    /// The records that cannot be used.
    #[getter]
    fn refused<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.refused.iter().cloned())
    }

    /// What became of the others.
    #[getter]
    fn fates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fates = PyDict::new(py);
        for (name, count) in [
            ("records", self.fates.records),
            ("calls", self.fates.calls),
            ("merged", self.fates.merged),
            ("duplicates", self.fates.duplicates),
            ("unanswered", self.fates.unanswered),
            ("internal", self.fates.internal),
            ("orphans", self.fates.orphans),
            ("unusable", self.fates.unusable),
        ] {
            fates.set_item(name, count)?;
        }
        Ok(fates)
    }

    fn __repr__(&self) -> String {
        format!(
            "RecordedCalls({} calls of {} records, {} refused)",
            self.calls.len(),
            self.fates.records,
            self.refused.len()
        )
    }
}

/// Reads the calls of a file that Asterisk wrote.
#[pyfunction]
#[pyo3(signature = (data, /, *, form = "master", trunks = Vec::new(), utc = false))]
pub(crate) fn read_calls(
    py: Python<'_>,
    data: &Bound<'_, PyAny>,
    form: &str,
    trunks: Vec<String>,
    utc: bool,
) -> PyResult<RecordedCalls> {
    let data = bytes_or_text(data)?;
    let rules = trunks
        .into_iter()
        .fold(Mediation::new(), |rules, trunk| rules.trunk(&trunk));
    let settings = Settings::new().utc(utc);
    let read = match form {
        "master" => py.detach(|| read(MasterReader::new(&*data).settings(settings), rules)),
        "table" => py.detach(|| read(TableReader::new(&*data).settings(settings), rules)),
        other => {
            let message = format!("no form {other:?}; use master or table");
            return Err(refused(py, &message, Some("form")));
        }
    };
    read.map_err(|error| {
        let line = match &error {
            CdrError::Header { line, .. } | CdrError::RepeatedColumn { line, .. } => {
                usize::try_from(*line).ok()
            }
            _ => None,
        };
        ParseError {
            message: error.to_string(),
            line,
            ..ParseError::default()
        }
        .raise(py)
    })
}

fn read(mut reader: impl ReadCdr, rules: Mediation) -> Result<RecordedCalls, CdrError> {
    let mut mediator = Mediator::new(rules);
    let (mut calls, mut refused) = (Vec::new(), Vec::new());
    let mut record = CdrRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => mediator.push(&record),
            Ok(false) => break,
            Err(CdrError::Record(bad)) => refused.push(RejectedLine {
                file: None,
                line: usize::try_from(bad.line).unwrap_or(usize::MAX),
                text: bad.text,
                reason: bad.problem.to_string(),
            }),
            Err(error) => return Err(error),
        }
        while let Some(call) = mediator.next_call() {
            calls.push(call);
        }
    }
    mediator.finish();
    while let Some(call) = mediator.next_call() {
        calls.push(call);
    }
    Ok(RecordedCalls {
        calls,
        refused,
        fates: mediator.fates(),
    })
}
