//! Rated calls and reports to files and streams.

mod csv;
mod jsonl;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
pub(crate) mod xlsx;

use std::fs::File;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::failure::Failure;
use crate::row::Row;

/// In which form rated calls are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// One line a call, read again by `rating report`
    Csv,
    /// One object a line, amounts as texts
    Jsonl,
    /// A sheet of a spreadsheet, at most 1048575 calls
    Xlsx,
    /// Columns for Spark, Polars, DuckDB, pandas; read again by `rating report`
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Form {
    /// The form that the name of a file asks for.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            "xlsx" => Some(Self::Xlsx),
            #[cfg(feature = "parquet")]
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// The form asked for, or that of the file's name, or CSV.
    pub(crate) fn choose(asked: Option<Self>, path: Option<&Path>) -> Result<Self, Failure> {
        match (asked, path) {
            (Some(form), _) => Ok(form),
            (None, None) => Ok(Self::Csv),
            (None, Some(path)) => Self::of(path).ok_or_else(|| {
                let names: Vec<_> = Self::value_variants()
                    .iter()
                    .filter_map(|form| Some(form.to_possible_value()?.get_name().to_owned()))
                    .collect();
                Failure::Usage(format!(
                    "{}: the name does not say in which form; give --format {}",
                    path.display(),
                    names.join(", ")
                ))
            }),
        }
    }
}

/// Where output goes: a stream, or a file that appears when it is complete.
pub(crate) enum Sink {
    /// Takes everything and keeps nothing.
    Nowhere,
    Stream(BufWriter<StdoutLock<'static>>),
    Device {
        file: BufWriter<File>,
        path: PathBuf,
    },
    File {
        file: BufWriter<File>,
        part: PathBuf,
        path: PathBuf,
    },
}

impl Sink {
    /// A file, or the standard output.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::Stream(BufWriter::new(io::stdout().lock())));
        };
        let failed = |error: io::Error| Failure::cannot_write(&path.display().to_string(), &error);
        // Where a link leads; a file that is not there yet is no link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        // Devices and pipes are written to; a file put in their place would be the end of /dev/null.
        if path
            .metadata()
            .is_ok_and(|data| !data.is_file() && !data.is_dir())
        {
            let file = File::options().write(true).open(&path).map_err(failed)?;
            return Ok(Self::Device {
                file: BufWriter::new(file),
                path,
            });
        }
        // Written beside and renamed at the end: what is broken off leaves the file that was there before.
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        let file = File::create(&part).map_err(failed)?;
        Ok(Self::File {
            file: BufWriter::new(file),
            part,
            path,
        })
    }

    /// What it is called in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Nowhere => "nowhere".to_owned(),
            Self::Stream(_) => "standard output".to_owned(),
            Self::Device { path, .. } | Self::File { path, .. } => path.display().to_string(),
        }
    }

    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match self {
            Self::Nowhere => {
                std::hint::black_box(bytes);
                Ok(())
            }
            Self::Stream(stream) => stream.write_all(bytes),
            Self::Device { file, .. } | Self::File { file, .. } => file.write_all(bytes),
        };
        written.map_err(|error| Failure::cannot_write(&self.name(), &error))
    }

    /// The end: all is written, and a file stands where it belongs.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let done = match &mut self {
            Self::Nowhere => Ok(()),
            Self::Stream(stream) => stream.flush(),
            Self::Device { file, .. } => file.flush(),
            Self::File { file, part, path } => file.flush().and_then(|()| std::fs::rename(part, path)),
        };
        done.map_err(|error| Failure::cannot_write(&self.name(), &error))
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if let Self::File { part, .. } = self {
            // After `finish` it is not there any more; before, it is of no use.
            let _ = std::fs::remove_file(part);
        }
    }
}

/// Writes rated calls in one of the forms.
pub(crate) struct Writer {
    sink: Sink,
    // What is due: the line of a call, and the heads before the first one, so that input that cannot be read at all
    // leaves the output empty.
    due: Vec<u8>,
    state: State,
}

/// What a form has to remember from call to call.
enum State {
    Csv,
    Jsonl,
    Xlsx(xlsx::Sheet),
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::Columns>),
}

impl Writer {
    pub(crate) fn new(sink: Sink, form: Form) -> Result<Self, Failure> {
        let mut due = Vec::new();
        let state = match form {
            Form::Csv => {
                due.extend(csv::head().bytes());
                State::Csv
            }
            Form::Jsonl => State::Jsonl,
            Form::Xlsx => State::Xlsx(xlsx::Sheet::default()),
            #[cfg(feature = "parquet")]
            Form::Parquet => State::Parquet(Box::new(parquet::Columns::new(sink.name())?)),
        };
        Ok(Self { sink, due, state })
    }

    pub(crate) fn write(&mut self, row: &Row) -> Result<(), Failure> {
        match &mut self.state {
            State::Csv => csv::line(row, &mut self.due),
            State::Jsonl => jsonl::line(row, &mut self.due),
            State::Xlsx(sheet) => sheet.push(row)?,
            #[cfg(feature = "parquet")]
            State::Parquet(columns) => self.due.extend(columns.push(row)?),
        }
        self.put_due()
    }

    fn put_due(&mut self) -> Result<(), Failure> {
        self.sink.put(&self.due)?;
        self.due.clear();
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.put_due()?;
        let rest = match self.state {
            State::Csv | State::Jsonl => Vec::new(),
            State::Xlsx(mut sheet) => sheet.take_file()?,
            #[cfg(feature = "parquet")]
            State::Parquet(columns) => columns.finish()?,
        };
        self.sink.put(&rest)?;
        self.sink.finish()
    }
}
