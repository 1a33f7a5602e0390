//! Call files on disk.

use std::path::PathBuf;
use std::time::SystemTime;

use pyo3::prelude::*;
use pyo3::types::PyDateTime;
use switchhook_callfile::{self as callfile, FileName};

use crate::callfile::{CallFile, CallFileReport};
use crate::error::{refused, spool_error};
use crate::time::Moment;

/// A spool of call files: the folder that Asterisk watches.
#[pyclass(frozen, module = "switchhook")]
pub(crate) struct Spool(callfile::Spool);

#[pymethods]
impl Spool {
    #[new]
    #[pyo3(signature = (astspooldir = None, /, *, outgoing = None, staging = None, owner = None))]
    fn new(
        py: Python<'_>,
        astspooldir: Option<PathBuf>,
        outgoing: Option<PathBuf>,
        staging: Option<PathBuf>,
        owner: Option<(u32, u32)>,
    ) -> PyResult<Self> {
        let spool = astspooldir.unwrap_or_else(|| PathBuf::from("/var/spool/asterisk"));
        let outgoing = outgoing.unwrap_or_else(|| spool.join("outgoing"));
        let staging = staging.unwrap_or_else(|| spool.join("tmp"));
        py.detach(|| {
            let spool = callfile::Spool::with_folders(outgoing, staging)?;
            match owner {
                Some((uid, gid)) => spool.owner(uid, gid),
                None => Ok(spool),
            }
        })
        .map(Self)
        .map_err(|error| spool_error(py, &error))
    }

    /// The folder that Asterisk watches.
    #[getter]
    fn outgoing(&self) -> PathBuf {
        self.0.outgoing().to_owned()
    }

    /// The folder in which files are made.
    #[getter]
    fn staging(&self) -> PathBuf {
        self.0.staging().to_owned()
    }

    /// Puts a call into the spool, now or for a time.
    #[pyo3(signature = (name, call, /, *, at = None))]
    fn submit(
        &self,
        py: Python<'_>,
        name: &str,
        call: &CallFile,
        at: Option<Bound<'_, PyDateTime>>,
    ) -> PyResult<()> {
        let name = file_name(py, name)?;
        let at = at.map(|at| instant(&at)).transpose()?;
        py.detach(|| match at {
            Some(at) => self.0.submit_at(&name, &call.0, at),
            None => self.0.submit(&name, &call.0),
        })
        .map_err(|error| spool_error(py, &error))
    }

    /// The files that wait or are being tried, the earliest first.
    fn pending(&self, py: Python<'_>) -> PyResult<Vec<Pending>> {
        let pending = py
            .detach(|| self.0.pending())
            .map_err(|error| spool_error(py, &error))?;
        Ok(pending
            .into_iter()
            .map(|file| Pending {
                name: file.name.to_string(),
                due: file.due,
            })
            .collect())
    }

    /// What Asterisk makes of a file in the spool, and of its attempts so far.
    #[pyo3(signature = (name, /))]
    fn read(&self, py: Python<'_>, name: &str) -> PyResult<Option<CallFileReport>> {
        let name = file_name(py, name)?;
        let report = py
            .detach(|| self.0.read(&name))
            .map_err(|error| spool_error(py, &error))?;
        Ok(report.map(CallFileReport))
    }

    /// Takes a file out of the spool, and says what it was.
    #[pyo3(signature = (name, /))]
    fn cancel(&self, py: Python<'_>, name: &str) -> PyResult<Option<CallFileReport>> {
        let name = file_name(py, name)?;
        let report = py
            .detach(|| self.0.cancel(&name))
            .map_err(|error| spool_error(py, &error))?;
        Ok(report.map(|cancelled| CallFileReport(cancelled.report)))
    }

    fn __repr__(&self) -> String {
        format!("Spool({})", self.0.outgoing().display())
    }
}

/// A file in the spool.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Pending {
    name: String,
    due: SystemTime,
}

#[pymethods]
impl Pending {
    fn __repr__(&self) -> String {
        format!("Pending({:?})", self.name)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("name", "due")
    }
}

fn file_name(py: Python<'_>, name: &str) -> PyResult<FileName> {
    FileName::new(name).map_err(|error| refused(py, &error.to_string(), Some("name")))
}

fn instant(at: &Bound<'_, PyDateTime>) -> PyResult<SystemTime> {
    match Moment::new(at)? {
        Moment::Instant(instant) => Ok(instant.into()),
        Moment::Local(_) => Err(refused(
            at.py(),
            "the time of a call needs a zone, since Asterisk goes by instants; give it one, as with at.astimezone()",
            Some("at"),
        )),
    }
}
