//! Call files: built, read, checked.

use std::fmt;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};
use switchhook_callfile::{self as callfile, Context, Priority, Target, Verdict};

use crate::bytes::bytes_or_text;
use crate::error::{call_file_error, refused, value_error};
use crate::number::{number, whole};
use crate::time::{duration, wrong_type};

/// A step of the dialplan that an answered call goes to.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Extension {
    context: Option<String>,
    extension: String,
    priority: u32,
}

#[pymethods]
impl Extension {
    #[new]
    #[pyo3(signature = (context, extension, /, *, priority = 1))]
    fn new(
        py: Python<'_>,
        context: Option<String>,
        extension: String,
        #[pyo3(from_py_with = whole)] priority: i64,
    ) -> PyResult<Self> {
        Ok(Self {
            context,
            extension,
            priority: number(py, priority, "Priority", "priorities count from 1")?,
        })
    }

    fn __repr__(&self) -> String {
        format!("Extension({self})")
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("context", "extension", "priority")
    }
}

/// As dialplans write it: `200@internal`.
impl fmt::Display for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.extension)?;
        if let Some(context) = &self.context {
            write!(f, "@{context}")?;
        }
        match self.priority {
            1 => Ok(()),
            priority => write!(f, ", priority {priority}"),
        }
    }
}

/// One application that an answered call runs.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Application {
    name: String,
    data: String,
}

#[pymethods]
impl Application {
    #[new]
    #[pyo3(signature = (name, data = "", /))]
    fn new(name: String, data: &str) -> Self {
        let data = data.to_owned();
        Self { name, data }
    }

    /// Shows the name only: the arguments may hold a PIN.
    fn __repr__(&self) -> String {
        format!("Application({}, {} bytes)", self.name, self.data.len())
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("name", "data")
    }
}

/// Where an answered call goes.
#[derive(FromPyObject)]
enum TargetArgument<'py> {
    #[pyo3(transparent, annotation = "Extension")]
    Extension(Bound<'py, Extension>),
    #[pyo3(transparent, annotation = "Application")]
    Application(Bound<'py, Application>),
}

impl TargetArgument<'_> {
    fn read(self) -> Result<Target, callfile::ValueError> {
        match self {
            Self::Extension(extension) => {
                let Extension {
                    context,
                    extension,
                    priority,
                } = extension.get();
                Ok(Target::Extension {
                    context: context.as_ref().map(Context::new).transpose()?,
                    extension: callfile::Extension::new(extension)?,
                    priority: Priority::new(*priority)?,
                })
            }
            Self::Application(application) => {
                let Application { name, data } = application.get();
                Target::application(name, data)
            }
        }
    }
}

/// What the called telephone shows: name and number, or text.
enum CallerArgument {
    Parts(String, String),
    Text(String),
}

impl FromPyObject<'_, '_> for CallerArgument {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            return object.extract().map(Self::Text);
        }
        match object.cast::<PyTuple>() {
            Ok(pair) if pair.len() == 2 => Ok(Self::Parts(
                pair.get_item(0)?.extract()?,
                pair.get_item(1)?.extract()?,
            )),
            _ => Err(wrong_type(
                "caller_id",
                "a str, or a tuple of name and number",
                &object,
            )),
        }
    }
}

/// A call that Asterisk is to place.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct CallFile(pub(crate) callfile::CallFile);

#[pymethods]
impl CallFile {
    #[new]
    #[expect(
        clippy::too_many_arguments,
        reason = "keywords in Python, each with a default but the first two"
    )]
    #[pyo3(signature = (
        channel, target, /, *, caller_id = None, wait_time = None, retry_time = None, max_retries = 0,
        account = None, codecs = Vec::new(), variables = Vec::new(), always_delete = true, archive = false,
        early_media = false,
    ))]
    fn new(
        py: Python<'_>,
        channel: &str,
        target: TargetArgument<'_>,
        caller_id: Option<CallerArgument>,
        wait_time: Option<Bound<'_, PyAny>>,
        retry_time: Option<Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole)] max_retries: i64,
        account: Option<&str>,
        codecs: Vec<String>,
        variables: Vec<(String, String)>,
        always_delete: bool,
        archive: bool,
        early_media: bool,
    ) -> PyResult<Self> {
        let target = target.read().map_err(|error| value_error(py, &error))?;
        let mut builder = callfile::CallFile::builder(channel, target)
            .max_retries(number(py, max_retries, "MaxRetries", "give 0 or a few")?)
            .always_delete(always_delete)
            .archive(archive)
            .early_media(early_media);
        match caller_id {
            Some(CallerArgument::Parts(name, number)) => builder = builder.caller_id(name, number),
            Some(CallerArgument::Text(text)) => builder = builder.caller_id_text(text),
            None => {}
        }
        if let Some(time) = wait_time {
            builder = builder.wait_time(length(&time, "WaitTime")?);
        }
        if let Some(time) = retry_time {
            builder = builder.retry_time(length(&time, "RetryTime")?);
        }
        if let Some(account) = account {
            builder = builder.account(account);
        }
        for codecs in codecs {
            builder = builder.codecs(codecs);
        }
        for (name, value) in variables {
            builder = builder.variable(name, value);
        }
        builder.build().map(Self).map_err(|error| value_error(py, &error))
    }

    /// Reads a file in which Asterisk would find nothing odd.
    #[staticmethod]
    #[pyo3(signature = (data, /))]
    fn parse(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = bytes_or_text(data)?;
        py.detach(|| callfile::CallFile::parse(&data))
            .map(Self)
            .map_err(|error| call_file_error(py, &error))
    }

    /// The file as text.
    #[getter]
    fn text(&self) -> String {
        self.0.to_string()
    }

    /// Whom it calls.
    #[getter]
    fn channel(&self) -> String {
        self.0.channel().to_string()
    }

    /// Where the answered call goes.
    #[getter]
    fn target(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(match self.0.target() {
            Target::Extension {
                context,
                extension,
                priority,
            } => {
                let extension = Extension {
                    context: context.as_ref().map(Context::to_string),
                    extension: extension.to_string(),
                    priority: priority.get(),
                };
                Py::new(py, extension)?.into_any()
            }
            Target::Application { name, data } => {
                let (name, data) = (name.to_string(), data.to_string());
                Py::new(py, Application { name, data })?.into_any()
            }
        })
    }

    /// What the called telephone shows.
    #[getter]
    fn caller_id(&self) -> Option<String> {
        self.0.caller_id().map(ToString::to_string)
    }

    /// How long it may ring.
    #[getter]
    fn wait_time(&self) -> Duration {
        self.0.wait_time()
    }

    /// How long Asterisk waits between attempts.
    #[getter]
    fn retry_time(&self) -> Duration {
        self.0.retry_time()
    }

    /// How many attempts may follow the first.
    #[getter]
    fn max_retries(&self) -> u32 {
        self.0.max_retries()
    }

    /// Account code.
    #[getter]
    fn account(&self) -> Option<String> {
        self.0.account().map(ToString::to_string)
    }

    /// Codec lists, applied one after the other.
    #[getter]
    fn codecs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.codecs().iter().map(ToString::to_string))
    }

    /// Variables, set one after the other.
    #[getter]
    fn variables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let variables = self.0.variables().iter();
        PyTuple::new(
            py,
            variables.map(|variable| {
                (
                    String::from_utf8_lossy(variable.name()),
                    String::from_utf8_lossy(variable.value()),
                )
            }),
        )
    }

    /// Whether the file is removed after the call though its time lies in the future.
    #[getter]
    fn always_delete(&self) -> bool {
        self.0.always_delete()
    }

    /// Whether the finished file is kept.
    #[getter]
    fn archive(&self) -> bool {
        self.0.archive()
    }

    /// Whether sound before the answer already connects the call.
    #[getter]
    fn early_media(&self) -> bool {
        self.0.early_media()
    }

    fn __bytes__<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// Shows whom it calls only: a variable may hold a PIN.
    fn __repr__(&self) -> String {
        let variables = self.0.variables().len();
        format!("CallFile({}, {variables} variables)", self.0.channel())
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("channel", "target")
    }
}

/// A length of time for one of the keys of a call file.
fn length(object: &Bound<'_, PyAny>, key: &str) -> PyResult<Duration> {
    duration(object, key)?.ok_or_else(|| {
        let message = format!("{key}: a negative or endless time; give seconds above zero");
        refused(object.py(), &message, Some(key))
    })
}

/// What Asterisk makes of a call file.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct CallFileReport(pub(crate) callfile::Report);

#[pymethods]
impl CallFileReport {
    /// Whether it calls.
    #[getter]
    fn verdict(&self) -> &'static str {
        match self.0.verdict {
            Verdict::Called => "called",
            Verdict::Expired => "expired",
            Verdict::Discarded => "discarded",
            _ => "unknown",
        }
    }

    /// The call as Asterisk reads it.
    #[getter]
    fn call(&self) -> Option<CallFile> {
        self.0.call.clone().map(CallFile)
    }

    /// What is odd, in the order of the lines.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.findings.iter().map(Finding::new))
    }

    /// How many findings more there are.
    #[getter]
    fn omitted(&self) -> usize {
        self.0.omitted
    }

    /// How it ended, as files in `outgoing_done` say.
    #[getter]
    fn status(&self) -> Option<String> {
        self.0.history.status().map(ToString::to_string)
    }

    /// How many attempts are over without an answer.
    #[getter]
    fn failed_attempts(&self) -> usize {
        self.0.history.failed_attempts()
    }

    /// The process that is calling.
    #[getter]
    fn calling_pid(&self) -> Option<i64> {
        self.0.history.calling_pid()
    }

    fn __repr__(&self) -> String {
        let findings = self.0.findings.len() + self.0.omitted;
        format!("CallFileReport({}, {findings} findings)", self.verdict())
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("verdict", "call")
    }
}

/// Something odd in a call file.
#[pyclass(frozen, eq, hash, get_all, module = "switchhook")]
#[derive(PartialEq, Hash)]
pub(crate) struct Finding {
    line: Option<usize>,
    code: &'static str,
    effect: &'static str,
    text: String,
}

impl Finding {
    fn new(finding: &callfile::Finding) -> Self {
        Self {
            line: finding.line,
            code: finding.problem.code(),
            effect: finding.effect.code(),
            text: finding.to_string(),
        }
    }
}

#[pymethods]
impl Finding {
    fn __str__(&self) -> String {
        self.text.clone()
    }

    fn __repr__(&self) -> String {
        format!("Finding({})", self.text)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("line", "code", "effect")
    }
}

/// Says what Asterisk does with a call file, and with each odd line of it.
#[pyfunction]
#[pyo3(signature = (data, /))]
pub(crate) fn check_call_file(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<CallFileReport> {
    let data = bytes_or_text(data)?;
    Ok(CallFileReport(py.detach(|| callfile::check(&data))))
}
