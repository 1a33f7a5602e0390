//! JSON lines: one record as one object on one line.

use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;
use std::mem;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::lines::{Line, Lines, beginning, into_text};
use super::record::Seen;
use super::{BadRecord, CdrError, CdrRecord, ReadCdr, RecordProblem, Settings};

/// Reads JSON lines. The keys are Asterisk's names ([`Field`](super::Field)); others are kept as [`CdrRecord::other`].
///
/// Values are texts, numbers or `null`; what is nested in others is kept as the JSON that it is.
///
/// ```
/// use switchhook_rating::cdr::{CdrRecord, JsonReader, ReadCdr};
/// let lines = "{\"src\":\"101\",\"dst\":\"872345\",\"start\":\"2026-01-05T10:00:00+11:00\",\"duration\":65,\"billsec\":60.5,\
///              \"disposition\":\"ANSWERED\",\"tags\":[1,2]}\n";
/// let mut reader = JsonReader::new(lines.as_bytes());
/// let mut record = CdrRecord::new();
/// assert!(reader.read_record(&mut record)?);
/// assert_eq!((record.billsec().as_millis(), record.other("tags")), (60_500, Some("[1,2]")));
/// # Ok::<(), switchhook_rating::cdr::CdrError>(())
/// ```
#[derive(Debug)]
pub struct JsonReader<R> {
    lines: Lines<R>,
    settings: Settings,
    // What is parsed, while the record takes it in.
    text: String,
}

impl<R: BufRead> JsonReader<R> {
    /// Reads from a source, such as a file in a `BufReader` or bytes.
    pub fn new(source: R) -> Self {
        Self {
            lines: Lines::new(source),
            settings: Settings::new(),
            text: String::new(),
        }
    }

    /// How records are read. Default: [`Settings::new`].
    #[must_use]
    pub const fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }
}

impl<R: BufRead> ReadCdr for JsonReader<R> {
    fn read_record(&mut self, record: &mut CdrRecord) -> Result<bool, CdrError> {
        self.lines.set_limit(self.settings.longest_record);
        loop {
            record.clear();
            let mut line = mem::take(&mut self.text).into_bytes();
            let kind = self.lines.read(&mut line)?;
            record.line = self.lines.number();
            (self.text, record.latin1) = into_text(line);
            let result = match kind {
                Line::End => {
                    record.clear();
                    return Ok(false);
                }
                _ if self.text.trim().is_empty() => continue,
                Line::TooLong => Err(RecordProblem::TooLong {
                    limit: self.settings.longest_record,
                }),
                Line::Whole => fill(&self.text, record).and_then(|()| record.understand(&self.settings)),
            };
            return result.map(|()| true).map_err(|problem| {
                CdrError::Record(BadRecord {
                    line: record.line,
                    text: beginning(&self.text),
                    problem,
                })
            });
        }
    }
}

/// Puts the members of an object into a record.
fn fill(text: &str, record: &mut CdrRecord) -> Result<(), RecordProblem> {
    let syntax = |error: serde_json::Error| RecordProblem::Json {
        reason: error.to_string(),
    };
    let mut parser = serde_json::Deserializer::from_str(text);
    let mut problem = None;
    parser
        .deserialize_map(Filler {
            record,
            problem: &mut problem,
        })
        .and_then(|()| parser.end())
        .map_err(syntax)?;
    problem.map_or(Ok(()), Err)
}

struct Filler<'a> {
    record: &'a mut CdrRecord,
    problem: &'a mut Option<RecordProblem>,
}

impl<'de> Visitor<'de> for Filler<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object whose keys are the fields of a call detail record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = Seen::default();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            // Numbers stay the text that they are: through a float 60.1 s would become something else.
            let raw: &RawValue = map.next_value()?;
            let raw = raw.get();
            let text: Cow<'_, str> = match raw.as_bytes().first() {
                Some(b'"') => Cow::Owned(serde_json::from_str(raw).map_err(serde::de::Error::custom)?),
                _ if raw == "null" => Cow::Borrowed(""),
                _ => Cow::Borrowed(raw),
            };
            if let Err(problem) = self.record.add(&key, &text, &mut seen) {
                *self.problem = Some(problem);
            }
        }
        Ok(())
    }
}
