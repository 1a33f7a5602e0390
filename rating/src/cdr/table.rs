//! Exports of a `cdr` table as delimited text.

use std::io::BufRead;
use std::mem;

use super::lines::{Line, Lines, beginning, into_text};
use super::{BadRecord, CdrError, CdrRecord, Field, ReadCdr, RecordProblem, Settings};
use crate::span::Span;
use crate::split::{Fields, MOST_FIELDS, SplitError};

/// Reads delimited text whose first line names the columns, as `cdr_adaptive_odbc`, `cdr_custom` and exports of
/// databases have them: any columns in any order.
///
/// Needed are `start` (or `calldate`), `dst` and `billsec`; the other names of [`Field`] are understood, whatever their
/// capitals, and columns of other names kept as [`CdrRecord::other`]. The delimiter is `,`, `;`, a tab or `|`, whichever the first line has most
/// of. `NULL` and `\N` stand for nothing. A value ends on its line.
///
/// ```
/// use switchhook_rating::cdr::{CdrRecord, Field, ReadCdr, TableReader};
/// let export = "appele;calldate;billsec;did\n872345;2026-01-05 10:00:00;60;271234\n";
/// let mut reader = TableReader::new(export.as_bytes()).alias("appele", Field::Dst);
/// let mut record = CdrRecord::new();
/// assert!(reader.read_record(&mut record)?);
/// assert_eq!((record.dst(), record.other("did")), ("872345", Some("271234")));
/// # Ok::<(), switchhook_rating::cdr::CdrError>(())
/// ```
#[derive(Debug)]
pub struct TableReader<R> {
    lines: Lines<R>,
    settings: Settings,
    delimiter: Option<u8>,
    aliases: Vec<(String, Field)>,
    fields: Fields,
    header: Option<Vec<Column>>,
}

/// What a column is.
#[derive(Debug)]
enum Column {
    Field(Field),
    Other(String),
}

impl<R: BufRead> TableReader<R> {
    /// Reads from a source, such as a file in a `BufReader` or bytes.
    pub fn new(source: R) -> Self {
        Self {
            lines: Lines::new(source),
            settings: Settings::new(),
            delimiter: None,
            aliases: Vec::new(),
            fields: Fields::default(),
            header: None,
        }
    }

    /// How records are read. Default: [`Settings::new`].
    #[must_use]
    pub const fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// What stands between two fields. Default: told from the first line.
    #[must_use]
    pub const fn delimiter(mut self, delimiter: u8) -> Self {
        self.delimiter = Some(delimiter);
        self
    }

    /// A column of another name, as `alias` lines in `cdr_adaptive_odbc.conf` make them. Default: none.
    #[must_use]
    pub fn alias(mut self, column: &str, field: Field) -> Self {
        self.aliases.push((column.to_owned(), field));
        self
    }

    /// Reads the names of the columns.
    fn read_header(&mut self) -> Result<Vec<Column>, CdrError> {
        let mut bytes = Vec::new();
        let mut text = String::new();
        while self.lines.read(&mut bytes)? == Line::Whole {
            (text, _) = into_text(mem::take(&mut bytes));
            if !text.trim().is_empty() {
                break;
            }
        }
        let line = self.lines.number().max(1);
        let mut text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let found: String = text.chars().take(200).collect();
        let missing = |missing| CdrError::Header {
            line,
            missing,
            found: found.clone(),
        };
        let count = |byte: u8| text.bytes().filter(|&other| other == byte).count();
        let delimiter = self
            .delimiter
            .or_else(|| b",;\t|".iter().copied().rev().max_by_key(|&byte| count(byte)))
            .unwrap_or(b',');
        self.delimiter = Some(delimiter);
        let split = self.fields.split(&mut text, delimiter);
        split.map_err(|_| missing("names in closed quotes"))?;
        let mut columns = Vec::new();
        let mut known = Vec::new();
        for span in self.fields.spans() {
            let name = span.of(&text).trim();
            let alias = self.aliases.iter().find(|(alias, _)| alias == name);
            let field = alias.map(|&(_, field)| field).or_else(|| Field::from_name(name));
            if let Some(field) = field {
                if known.contains(&field) {
                    return Err(CdrError::RepeatedColumn {
                        line,
                        column: name.chars().take(80).collect(),
                    });
                }
                known.push(field);
            }
            columns.push(field.map_or_else(|| Column::Other(name.to_owned()), Column::Field));
        }
        for (field, name) in [
            (Field::Start, "start or calldate"),
            (Field::Dst, "dst"),
            (Field::Billsec, "billsec"),
        ] {
            if !known.contains(&field) {
                return Err(missing(name));
            }
        }
        Ok(columns)
    }

    fn understand(&mut self, record: &mut CdrRecord) -> Result<(), RecordProblem> {
        if memchr::memchr(0, record.text.as_bytes()).is_some() {
            return Err(RecordProblem::ZeroBytes);
        }
        let split = self
            .fields
            .split(&mut record.text, self.delimiter.unwrap_or(b','));
        split.map_err(|error| match error {
            SplitError::Open => RecordProblem::Cut,
            SplitError::AfterQuote(field) => RecordProblem::AfterQuote { field },
        })?;
        let columns = self.header.as_deref().unwrap_or_default();
        let spans = self.fields.spans();
        if spans.len() != columns.len() || spans.len() > MOST_FIELDS {
            return Err(RecordProblem::FieldCount {
                found: spans.len(),
                expected: columns.len().to_string(),
            });
        }
        for (column, &span) in columns.iter().zip(spans) {
            let is_null = matches!(span.of(&record.text), "NULL" | "\\N");
            let span = if is_null { Span::default() } else { span };
            match column {
                Column::Field(field) => record.set(*field, span),
                Column::Other(name) => {
                    let name = record.push(name);
                    record.others.push((name, span));
                }
            }
        }
        record.understand(&self.settings)
    }
}

impl<R: BufRead> ReadCdr for TableReader<R> {
    fn read_record(&mut self, record: &mut CdrRecord) -> Result<bool, CdrError> {
        self.lines.set_limit(self.settings.longest_record);
        if self.header.is_none() {
            record.clear();
            self.header = Some(self.read_header()?);
        }
        loop {
            record.clear();
            let mut text = mem::take(&mut record.text).into_bytes();
            let kind = self.lines.read(&mut text)?;
            record.line = self.lines.number();
            (record.text, record.latin1) = into_text(text);
            let shown = match kind {
                Line::End => {
                    record.clear();
                    return Ok(false);
                }
                _ if record.text.trim().is_empty() => continue,
                Line::TooLong | Line::Whole => record.text.len(),
            };
            let result = match kind {
                Line::TooLong => Err(RecordProblem::TooLong {
                    limit: self.settings.longest_record,
                }),
                _ => self.understand(record),
            };
            return result.map(|()| true).map_err(|problem| {
                CdrError::Record(BadRecord {
                    line: record.line,
                    text: beginning(record.text.get(..shown).unwrap_or(&record.text)),
                    problem,
                })
            });
        }
    }
}
