//! Calls before they are rated: `Master.csv`, tables with a header, JSON lines, Parquet.

use std::path::Path;

use clap::ValueEnum;
use indicatif::ProgressBar;
#[cfg(feature = "parquet")]
use switchhook_rating::cdr::ParquetReader;
use switchhook_rating::cdr::{
    CdrError, CdrRecord, Field, JsonReader, MasterReader, ReadCdr, Settings, TableReader,
};

use super::Input;
use crate::failure::Failure;

/// In which form call records stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// Master.csv, or the file of one account: no header
    Master,
    /// An export of a cdr table: the first line names the columns
    Table,
    /// One JSON object a line
    Jsonl,
    /// Columns that bear the names of Asterisk
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Call records of a file or stream.
pub(crate) struct Calls {
    reader: Box<dyn ReadCdr>,
    pub(crate) bar: ProgressBar,
    name: String,
}

impl std::fmt::Debug for Calls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Calls")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Calls {
    /// Opens a file, or the standard input for `-`. Without a form it looks at the beginning.
    pub(crate) fn open(path: &Path, from: Option<From>, utc: bool) -> Result<Self, Failure> {
        let (mut input, bar) = super::open(path)?;
        let from = match from {
            Some(from) => from,
            None => look(&mut input, path)?,
        };
        let settings = Settings::new().utc(utc);
        let reader: Box<dyn ReadCdr> = match from {
            From::Master => Box::new(MasterReader::new(input).settings(settings)),
            From::Table => Box::new(TableReader::new(input).settings(settings)),
            From::Jsonl => Box::new(JsonReader::new(input).settings(settings)),
            #[cfg(feature = "parquet")]
            From::Parquet => Box::new(parquet(path)?.settings(settings)),
        };
        Ok(Self {
            reader,
            bar,
            name: path.display().to_string(),
        })
    }

    /// Reads the next record; `None` at the end. A record that cannot be used comes back as file, line, reason, remedy.
    pub(crate) fn read(&mut self, record: &mut CdrRecord) -> Result<Option<Result<(), String>>, Failure> {
        match self.reader.read_record(record) {
            Ok(true) => Ok(Some(Ok(()))),
            Ok(false) => Ok(None),
            Err(CdrError::Record(bad)) => Ok(Some(Err(format!("{}, {bad}", self.name)))),
            Err(CdrError::Io(error)) => Err(Failure::cannot_read(Path::new(&self.name), &error)),
            Err(error) => Err(Failure::Input(format!("{}: {error}", self.name))),
        }
    }
}

/// A file of columns, opened once more: it is read from its end.
#[cfg(feature = "parquet")]
fn parquet(path: &Path) -> Result<ParquetReader, Failure> {
    if path == Path::new("-") {
        return Err(Failure::Input(
            "-: Parquet is read from its end; give the path of a file".to_owned(),
        ));
    }
    let file = std::fs::File::open(path).map_err(|error| Failure::cannot_read(path, &error))?;
    ParquetReader::new(file).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}

/// The form, by the beginning of the input.
fn look(input: &mut Input, path: &Path) -> Result<From, Failure> {
    let beginning = super::beginning(input, path)?;
    let beginning = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    if beginning.starts_with(b"PAR1") {
        #[cfg(feature = "parquet")]
        return Ok(From::Parquet);
        #[cfg(not(feature = "parquet"))]
        return Err(Failure::Input(format!(
            "{}: is Parquet; build this program with --features parquet, or write the calls as CSV with a header",
            path.display()
        )));
    }
    if beginning.trim_ascii_start().starts_with(b"{") {
        return Ok(From::Jsonl);
    }
    let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let names: Vec<_> = line
        .split([',', ';', '\t', '|'])
        .filter_map(|name| Field::from_name(name.trim().trim_matches('"')))
        .collect();
    // A record of Master.csv holds no names of columns, and surely not two of them.
    Ok(if names.len() >= 2 {
        From::Table
    } else {
        From::Master
    })
}

/// The parts of a channel's name: `PJSIP/101-0000001f` is a line of `PJSIP/101`.
pub(crate) fn endpoint(channel: &str) -> &str {
    channel.rsplit_once('-').map_or(channel, |(endpoint, _)| endpoint)
}

/// The telephone that called: that of the channel, or the number that called where the channel says nothing.
pub(crate) fn extension(record: &CdrRecord) -> &str {
    match endpoint(record.channel()).split_once('/') {
        Some((_, name)) if !name.is_empty() => name,
        _ => record.src(),
    }
}
