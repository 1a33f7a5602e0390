//! Call detail records: what Asterisk writes about each call, read from the files and tables that it writes to.
//!
//! One record type, [`CdrRecord`], and a reader for each form:
//!
//! | reader | reads | feature |
//! |---|---|---|
//! | [`MasterReader`] | `Master.csv` and the files of one account, 16 to 21 columns, no header | `csv` |
//! | [`TableReader`] | exports of a `cdr` table: delimited text whose first line names the columns | `csv` |
//! | `JsonReader` | JSON, one object a line | `json` |
//! | `ParquetReader` | Parquet files | `parquet` |
//!
//! All of them take one record at a time into a buffer that is used again:
//!
//! ```
//! use switchhook_rating::cdr::{CdrRecord, CdrError, MasterReader, ReadCdr};
//! # #[cfg(feature = "csv")] {
//! let file = concat!(
//!     r#""","101","872345","internal","""Alice"" <101>","PJSIP/101-01","PJSIP/gw-02","Dial","PJSIP/872345@gw","#,
//!     r#""2011-12-19 11:08:50","2011-12-19 11:08:58","2011-12-19 11:25:17",987,979,"ANSWERED","DOCUMENTATION","#,
//!     r#""1324253330.1","""#, "\n",
//!     r#""","101","8723"#, "\n",
//! );
//! let mut reader = MasterReader::new(file.as_bytes());
//! let mut record = CdrRecord::new();
//! assert!(reader.read_record(&mut record)?);
//! assert_eq!((record.src(), record.dst(), record.billsec().as_secs()), ("101", "872345", 979));
//! assert_eq!(record.clid(), r#""Alice" <101>"#);
//!
//! // A bad record costs that record: the next call of `read_record` goes on behind it.
//! let Err(CdrError::Record(bad)) = reader.read_record(&mut record) else { panic!("half a line is no record") };
//! assert_eq!(bad.line, 2);
//! assert!(!reader.read_record(&mut record)?);
//! # }
//! # Ok::<(), switchhook_rating::cdr::CdrError>(())
//! ```
//!
//! # What is refused
//!
//! A record without a start, with a negative or absurd duration, with more talk than call, cut off in the middle, or
//! of a number of columns that Asterisk does not write. It comes back with its line, the reason and the remedy, and is
//! never rated as something that it is not. An unset answer, an unknown disposition and unknown columns are kept.
//!
//! # Text
//!
//! Asterisk copies names from telephones as bytes. A record that is not UTF-8 is read as ISO-8859-1, in which every
//! byte is a character, and says so: [`CdrRecord::is_latin1`].

mod error;
#[cfg(feature = "json")]
mod json;
#[cfg(any(feature = "csv", feature = "json"))]
mod lines;
#[cfg(feature = "csv")]
mod master;
#[cfg(feature = "parquet")]
mod parquet;
mod record;
#[cfg(feature = "csv")]
mod table;
mod value;

pub use error::{BadRecord, CdrError, RecordProblem};
#[cfg(feature = "json")]
pub use json::JsonReader;
#[cfg(feature = "csv")]
pub use master::{Columns, MasterReader};
#[cfg(feature = "parquet")]
pub use parquet::ParquetReader;
pub use record::{CdrRecord, Disposition, Field};
#[cfg(feature = "csv")]
pub use table::TableReader;

use std::time::Duration;

/// Reads records one after the other.
pub trait ReadCdr {
    /// Reads the next record into `record`. `false` at the end; the record is then empty.
    ///
    /// # Errors
    ///
    /// [`CdrError::Record`] for a record that cannot be used: the next call goes on behind it. Every other error is
    /// the end: the next call says `false` or the same.
    fn read_record(&mut self, record: &mut CdrRecord) -> Result<bool, CdrError>;

    /// The records from here on, each in a buffer of its own. See [`read_record`](Self::read_record) for a faster way.
    ///
    /// ```
    /// use switchhook_rating::cdr::{ReadCdr, TableReader};
    /// # #[cfg(feature = "csv")] {
    /// let table = "calldate,src,dst,duration,billsec,disposition\n2026-01-05 10:00:00,101,872345,70,60,ANSWERED\n";
    /// for record in TableReader::new(table.as_bytes()).records() {
    ///     assert_eq!(record?.dst(), "872345");
    /// }
    /// # }
    /// # Ok::<(), switchhook_rating::cdr::CdrError>(())
    /// ```
    fn records(&mut self) -> Records<'_, Self>
    where
        Self: Sized,
    {
        Records {
            reader: self,
            ended: false,
        }
    }
}

/// The records of a reader; see [`ReadCdr::records`].
#[derive(Debug)]
pub struct Records<'a, R> {
    reader: &'a mut R,
    ended: bool,
}

impl<R: ReadCdr> Iterator for Records<'_, R> {
    type Item = Result<CdrRecord, CdrError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut record = CdrRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(true) => Some(Ok(record)),
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = !matches!(error, CdrError::Record(_));
                Some(Err(error))
            }
        }
    }
}

/// How records are read, whatever their form.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rating::cdr::Settings;
/// let settings = Settings::new().utc(true).longest_call(Duration::from_secs(7 * 24 * 3600));
/// # assert_ne!(settings, Settings::new());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    utc: bool,
    longest_call: Duration,
    longest_record: usize,
}

impl Settings {
    /// The settings of an ordinary Asterisk.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            utc: false,
            // Ten years: beyond that the record is wrong. Calls that merely got stuck are the plan's to flag.
            longest_call: Duration::from_secs(315_360_000),
            longest_record: 64 * 1024,
        }
    }

    /// Whether times without an offset are UTC (`usegmtime=yes` in `cdr.conf`) and not the clock of the plan's zone.
    /// Default: no.
    #[must_use]
    pub const fn utc(mut self, utc: bool) -> Self {
        self.utc = utc;
        self
    }

    /// The longest call that can be. Default: ten years.
    #[must_use]
    pub const fn longest_call(mut self, longest: Duration) -> Self {
        self.longest_call = longest;
        self
    }

    /// The most bytes in one record. Default: 64 KiB; Asterisk itself drops those beyond 1 KiB in `Master.csv`.
    #[must_use]
    pub const fn longest_record(mut self, bytes: usize) -> Self {
        self.longest_record = bytes;
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}
