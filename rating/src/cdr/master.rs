//! `Master.csv`, as Asterisk's `cdr_csv.c` writes it.

use std::io::BufRead;
use std::mem;

use super::lines::{Line, Lines, beginning, into_text};
use super::{BadRecord, CdrError, CdrRecord, Field, ReadCdr, RecordProblem, Settings};
use crate::span::Span;
use crate::split::{Fields, SplitError};

/// Lines that one record may go over, when a value has line breaks in it.
const MOST_LINES: usize = 16;
/// The columns that every file has.
const BASE: usize = 16;

/// Which of the two columns of a file stands behind `amaflags` where only one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Columns {
    /// Told from the text: a `uniqueid` ends in digits, a point and digits.
    #[default]
    Look,
    /// `uniqueid`: `loguniqueid=yes`, `loguserfield=no` in `cdr.conf`.
    UniqueId,
    /// `userfield`: the other way round.
    UserField,
}

/// Reads `Master.csv`, or the file of one account: no header, 16 columns and up to 5 more.
///
/// | columns | those behind `amaflags` | set in `cdr.conf` |
/// |---|---|---|
/// | 16 | none | |
/// | 17 | `uniqueid` or `userfield`, see [`Columns`] | `loguniqueid` or `loguserfield` |
/// | 18 | `uniqueid`, `userfield` | both |
/// | 19 | `peeraccount`, `linkedid`, `sequence` | `newcdrcolumns` |
/// | 20 | one of the first two, and these three | |
/// | 21 | all five | |
///
/// Text stands in quotes with quotes doubled, and a line break within them is part of a value. A record that breaks off
/// is told from one with line breaks by the next line: when that is a record by itself, this one was cut. The last
/// line needs no line end.
///
/// Fields as `loguniqueid`: Asterisk `cdr/cdr_csv.c`, function `build_csv_record`. See the [module](super) for an
/// example.
#[derive(Debug)]
pub struct MasterReader<R> {
    lines: Lines<R>,
    settings: Settings,
    columns: Columns,
    fields: Fields,
}

impl<R: BufRead> MasterReader<R> {
    /// Reads from a source, such as a file in a `BufReader` or bytes.
    pub fn new(source: R) -> Self {
        Self {
            lines: Lines::new(source),
            settings: Settings::new(),
            columns: Columns::Look,
            fields: Fields::default(),
        }
    }

    /// How records are read. Default: [`Settings::new`].
    #[must_use]
    pub const fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Which column a single one behind `amaflags` is. Default: [`Columns::Look`].
    #[must_use]
    pub const fn columns(mut self, columns: Columns) -> Self {
        self.columns = columns;
        self
    }

    /// Adds lines until the quotes of the record are closed. `false` if they never are: then nothing was added.
    fn complete(&mut self, text: &mut Vec<u8>) -> Result<bool, CdrError> {
        let begun = text.len();
        let mut added = Vec::new();
        while added.len() < MOST_LINES {
            let mut line = Vec::new();
            let kind = self.lines.read(&mut line)?;
            text.push(b'\n');
            text.extend_from_slice(&line);
            added.push((line, kind));
            let Some((line, Line::Whole)) = added.last() else {
                break;
            };
            // A record by itself: the one before it was cut.
            if is_record(self.fields.count(line, b',')) || text.len() > self.settings.longest_record {
                break;
            }
            if is_record(self.fields.count(text, b',')) {
                return Ok(true);
            }
        }
        text.truncate(begun);
        self.lines.take_back(added.into_iter());
        Ok(false)
    }

    /// Gives the fields of the line that the record holds to its fields.
    fn distribute(&self, record: &mut CdrRecord) -> Result<(), RecordProblem> {
        let spans = self.fields.spans();
        let Some((base, more)) = spans.split_at_checked(BASE) else {
            return Err(field_count(spans.len()));
        };
        let only_userfield = || match self.columns {
            Columns::UserField => true,
            Columns::UniqueId => false,
            Columns::Look => !more.first().is_some_and(|&span| looks_unique(record, span)),
        };
        let names: &[Field] = match more.len() {
            0 => &[],
            1 if only_userfield() => &[Field::UserField],
            1 => &[Field::UniqueId],
            2 => &[Field::UniqueId, Field::UserField],
            3 => &[Field::PeerAccount, Field::LinkedId, Field::Sequence],
            4 if only_userfield() => &[
                Field::UserField,
                Field::PeerAccount,
                Field::LinkedId,
                Field::Sequence,
            ],
            4 => &[
                Field::UniqueId,
                Field::PeerAccount,
                Field::LinkedId,
                Field::Sequence,
            ],
            5 => Field::ALL.get(BASE..).unwrap_or_default(),
            _ => return Err(field_count(spans.len())),
        };
        for (place, &span) in record.spans.iter_mut().zip(base) {
            *place = span;
        }
        for (&field, &span) in names.iter().zip(more) {
            record.set(field, span);
        }
        Ok(())
    }

    /// Finds the fields of a record, which may go on over lines, and says what they mean.
    fn understand(&mut self, mut text: Vec<u8>, record: &mut CdrRecord) -> Result<(), CdrError> {
        let mut found = self.fields.find(&text, b',');
        let mut cut = None;
        if found == Err(SplitError::Open) {
            match self.complete(&mut text)? {
                true => found = self.fields.find(&text, b','),
                false => cut = Some(RecordProblem::Cut),
            }
        }
        let is_zeroed = memchr::memchr(0, &text).is_some();
        (record.text, record.latin1) = into_text(text);
        let problem = match (found, cut) {
            _ if is_zeroed => Some(RecordProblem::ZeroBytes),
            (_, Some(cut)) => Some(cut),
            (Err(SplitError::AfterQuote(field)), _) => Some(RecordProblem::AfterQuote { field }),
            (Err(SplitError::Open), _) => Some(RecordProblem::Cut),
            (Ok(()), None) => None,
        };
        let result = problem.map_or_else(
            || {
                if record.latin1 {
                    // The characters stand elsewhere than the bytes did.
                    let _ = self.fields.find(record.text.as_bytes(), b',');
                }
                self.fields.undouble(&mut record.text);
                self.distribute(record)?;
                record.understand(&self.settings)
            },
            Err,
        );
        result.map_err(|problem| bad(record, problem))
    }
}

impl<R: BufRead> ReadCdr for MasterReader<R> {
    fn read_record(&mut self, record: &mut CdrRecord) -> Result<bool, CdrError> {
        self.lines.set_limit(self.settings.longest_record);
        loop {
            record.clear();
            let mut text = mem::take(&mut record.text).into_bytes();
            let kind = self.lines.read(&mut text)?;
            record.line = self.lines.number();
            match kind {
                Line::End => {
                    record.clear();
                    return Ok(false);
                }
                _ if text.trim_ascii().is_empty() => (record.text, _) = into_text(text),
                Line::TooLong => {
                    (record.text, _) = into_text(text);
                    let limit = self.settings.longest_record;
                    return Err(bad(record, RecordProblem::TooLong { limit }));
                }
                Line::Whole => return self.understand(text, record).map(|()| true),
            }
        }
    }
}

fn bad(record: &CdrRecord, problem: RecordProblem) -> CdrError {
    CdrError::Record(BadRecord {
        line: record.line,
        text: beginning(&record.text),
        problem,
    })
}

fn field_count(found: usize) -> RecordProblem {
    RecordProblem::FieldCount {
        found,
        expected: "16 to 21".to_owned(),
    }
}

fn is_record(count: Result<usize, SplitError>) -> bool {
    count.is_ok_and(|count| (BASE..=Field::COUNT).contains(&count))
}

/// Whether a text ends like `1324253330.1`.
fn looks_unique(record: &CdrRecord, span: Span) -> bool {
    let text = span.of(&record.text);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.rsplit_once('.').is_some_and(|(seconds, count)| {
        let seconds = seconds
            .rsplit_once('-')
            .map_or(seconds, |(_system, seconds)| seconds);
        is_number(seconds) && is_number(count)
    })
}
