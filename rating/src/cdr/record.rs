//! A record: the text of its fields, and what they mean.

use std::fmt;
use std::time::Duration;

use super::{RecordProblem, Settings, value};
use crate::Start;
use crate::span::Span;

/// A field of a record, by Asterisk's name. Displays as it: `dstchannel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// Account code of the caller's channel.
    AccountCode,
    /// The caller's number.
    Src,
    /// What was dialled.
    Dst,
    /// The context it was dialled in.
    Dcontext,
    /// The caller's name and number.
    Clid,
    /// The caller's channel.
    Channel,
    /// The called channel; empty if none was made.
    DstChannel,
    /// The last application that ran.
    LastApp,
    /// Its arguments.
    LastData,
    /// When the call began. Tables may call it `calldate`.
    Start,
    /// When it was answered.
    Answer,
    /// When it ended.
    End,
    /// Seconds from start to end.
    Duration,
    /// Seconds from answer to end.
    Billsec,
    /// How it ended.
    Disposition,
    /// What kind of record this is for billing.
    AmaFlags,
    /// The `UniqueId` of the caller's channel.
    UniqueId,
    /// Free text of the dialplan.
    UserField,
    /// Account code of the other channel.
    PeerAccount,
    /// The `UniqueId` of the call's first channel.
    LinkedId,
    /// Orders the records of one call.
    Sequence,
}

impl Field {
    /// How many there are.
    pub(crate) const COUNT: usize = 21;

    /// All of them, in the order of `Master.csv`.
    pub const ALL: [Self; Self::COUNT] = [
        Self::AccountCode,
        Self::Src,
        Self::Dst,
        Self::Dcontext,
        Self::Clid,
        Self::Channel,
        Self::DstChannel,
        Self::LastApp,
        Self::LastData,
        Self::Start,
        Self::Answer,
        Self::End,
        Self::Duration,
        Self::Billsec,
        Self::Disposition,
        Self::AmaFlags,
        Self::UniqueId,
        Self::UserField,
        Self::PeerAccount,
        Self::LinkedId,
        Self::Sequence,
    ];

    /// Asterisk's name for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountCode => "accountcode",
            Self::Src => "src",
            Self::Dst => "dst",
            Self::Dcontext => "dcontext",
            Self::Clid => "clid",
            Self::Channel => "channel",
            Self::DstChannel => "dstchannel",
            Self::LastApp => "lastapp",
            Self::LastData => "lastdata",
            Self::Start => "start",
            Self::Answer => "answer",
            Self::End => "end",
            Self::Duration => "duration",
            Self::Billsec => "billsec",
            Self::Disposition => "disposition",
            Self::AmaFlags => "amaflags",
            Self::UniqueId => "uniqueid",
            Self::UserField => "userfield",
            Self::PeerAccount => "peeraccount",
            Self::LinkedId => "linkedid",
            Self::Sequence => "sequence",
        }
    }

    /// The field that a column is, whatever its capitals; `calldate` is the start.
    ///
    /// ```
    /// use switchhook_rating::cdr::Field;
    /// assert_eq!(Field::from_name("LinkedID"), Some(Field::LinkedId));
    /// assert_eq!(Field::from_name("calldate"), Some(Field::Start));
    /// assert_eq!(Field::from_name("recordingfile"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("calldate") {
            return Some(Self::Start);
        }
        Self::ALL
            .into_iter()
            .find(|field| field.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How a call ended. Parses from Asterisk's words and from the numbers that numeric columns hold.
///
/// ```
/// use switchhook_rating::cdr::Disposition;
/// assert_eq!(Disposition::read("NO ANSWER"), Disposition::NoAnswer);
/// assert_eq!(Disposition::read("8"), Disposition::Answered);
/// assert_eq!(Disposition::read("PARKED"), Disposition::Other);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Disposition {
    /// `ANSWERED`, 8.
    Answered,
    /// `NO ANSWER`, 0, and 1 (a record of nothing).
    NoAnswer,
    /// `BUSY`, 4.
    Busy,
    /// `FAILED`, 2.
    Failed,
    /// `CONGESTION`, 16.
    Congestion,
    /// `CANCEL`, 32.
    Cancel,
    /// A word of another program, or none. The text is in [`CdrRecord::text`].
    #[default]
    Other,
}

impl Disposition {
    /// Reads the word or number.
    #[must_use]
    pub fn read(text: &str) -> Self {
        match text {
            "ANSWERED" | "8" => Self::Answered,
            "NO ANSWER" | "0" | "1" => Self::NoAnswer,
            "BUSY" | "4" => Self::Busy,
            "FAILED" | "2" => Self::Failed,
            "CONGESTION" | "16" => Self::Congestion,
            "CANCEL" | "32" => Self::Cancel,
            _ if text.eq_ignore_ascii_case("answered") || text.eq_ignore_ascii_case("answer") => {
                Self::Answered
            }
            _ => Self::Other,
        }
    }
}

/// A call detail record. Made empty once and filled by [`ReadCdr::read_record`](super::ReadCdr::read_record) again
/// and again.
///
/// The text of every field is kept as it was written ([`text`](Self::text)), columns that Asterisk does not know too
/// ([`other`](Self::other)).
#[derive(Clone, PartialEq, Eq)]
pub struct CdrRecord {
    pub(crate) text: String,
    pub(crate) spans: [Span; Field::COUNT],
    pub(crate) others: Vec<(Span, Span)>,
    pub(crate) line: u64,
    pub(crate) latin1: bool,
    start: Option<Start>,
    answer: Option<Start>,
    end: Option<Start>,
    duration: Duration,
    billsec: Duration,
    sequence: Option<u64>,
    disposition: Disposition,
}

impl CdrRecord {
    /// A record without anything in it.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            text: String::new(),
            spans: [Span { start: 0, end: 0 }; Field::COUNT],
            others: Vec::new(),
            line: 0,
            latin1: false,
            start: None,
            answer: None,
            end: None,
            duration: Duration::ZERO,
            billsec: Duration::ZERO,
            sequence: None,
            disposition: Disposition::Other,
        }
    }

    /// Forgets everything but the memory.
    pub fn clear(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        let mut others = std::mem::take(&mut self.others);
        text.clear();
        others.clear();
        *self = Self {
            text,
            others,
            ..Self::new()
        };
    }

    /// The text of a field as it was written, without its quotes; empty if there is none.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        self.spans.get(field as usize).map_or("", |&span| self.at(span))
    }

    /// The text of a column that Asterisk itself does not write, such as `recordingfile`.
    #[must_use]
    pub fn other(&self, name: &str) -> Option<&str> {
        self.others()
            .find(|(other, _)| *other == name)
            .map(|(_, text)| text)
    }

    /// The columns that Asterisk itself does not write, in their order, with their texts.
    pub fn others(&self) -> impl Iterator<Item = (&str, &str)> {
        self.others
            .iter()
            .map(|&(name, text)| (self.at(name), self.at(text)))
    }

    fn at(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The line on which the record begins, counted from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// Whether the record was no UTF-8 and was read as ISO-8859-1.
    #[must_use]
    pub const fn is_latin1(&self) -> bool {
        self.latin1
    }

    /// Account code of the caller's channel.
    #[must_use]
    pub fn accountcode(&self) -> &str {
        self.text(Field::AccountCode)
    }

    /// The caller's number.
    #[must_use]
    pub fn src(&self) -> &str {
        self.text(Field::Src)
    }

    /// What was dialled.
    #[must_use]
    pub fn dst(&self) -> &str {
        self.text(Field::Dst)
    }

    /// The context it was dialled in.
    #[must_use]
    pub fn dcontext(&self) -> &str {
        self.text(Field::Dcontext)
    }

    /// The caller's name and number: `"Alice Martin" <100>`.
    #[must_use]
    pub fn clid(&self) -> &str {
        self.text(Field::Clid)
    }

    /// The caller's channel.
    #[must_use]
    pub fn channel(&self) -> &str {
        self.text(Field::Channel)
    }

    /// The called channel; empty if none was made.
    #[must_use]
    pub fn dstchannel(&self) -> &str {
        self.text(Field::DstChannel)
    }

    /// The last application that ran.
    #[must_use]
    pub fn lastapp(&self) -> &str {
        self.text(Field::LastApp)
    }

    /// Its arguments.
    #[must_use]
    pub fn lastdata(&self) -> &str {
        self.text(Field::LastData)
    }

    /// When the call began. Every record that a reader gave has it; `None` in an empty one.
    #[must_use]
    pub const fn start(&self) -> Option<Start> {
        self.start
    }

    /// When it was answered, if it was and the record says so. See [`talk_start`](Self::talk_start).
    #[must_use]
    pub const fn answer(&self) -> Option<Start> {
        self.answer
    }

    /// When it ended, if the record says so.
    #[must_use]
    pub const fn end(&self) -> Option<Start> {
        self.end
    }

    /// From start to end.
    #[must_use]
    pub const fn duration(&self) -> Duration {
        self.duration
    }

    /// From answer to end: what is charged.
    #[must_use]
    pub const fn billsec(&self) -> Duration {
        self.billsec
    }

    /// How it ended.
    #[must_use]
    pub const fn disposition(&self) -> Disposition {
        self.disposition
    }

    /// The `UniqueId` of the caller's channel; empty in files without it.
    #[must_use]
    pub fn uniqueid(&self) -> &str {
        self.text(Field::UniqueId)
    }

    /// The `UniqueId` of the call's first channel; empty in files without it.
    #[must_use]
    pub fn linkedid(&self) -> &str {
        self.text(Field::LinkedId)
    }

    /// Free text of the dialplan.
    #[must_use]
    pub fn userfield(&self) -> &str {
        self.text(Field::UserField)
    }

    /// Orders the records of one call; `None` in files without it.
    #[must_use]
    pub const fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    /// Whether somebody answered and there is time to charge.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.disposition == Disposition::Answered && !self.billsec.is_zero()
    }

    /// When the talk began: the answer, or where the record has none, as in tables with `calldate` alone, the start
    /// and what was not talk.
    ///
    /// In a table that gives readings of a clock, that clock is taken to run evenly during the ringing.
    #[must_use]
    pub fn talk_start(&self) -> Option<Start> {
        match (self.answer, self.start?) {
            (Some(answer), _) => Some(answer),
            (None, start) => later(start, self.duration.saturating_sub(self.billsec)),
        }
    }

    /// Gives the texts their meanings, once all of them are there.
    pub(crate) fn understand(&mut self, settings: &Settings) -> Result<(), RecordProblem> {
        let start = value::time(Field::Start, self.text(Field::Start), settings)?;
        self.start = Some(start.ok_or(RecordProblem::NoStart)?);
        self.answer = value::time(Field::Answer, self.text(Field::Answer), settings)?;
        self.end = value::time(Field::End, self.text(Field::End), settings)?;
        self.duration = value::seconds(Field::Duration, self.text(Field::Duration), settings)?;
        self.billsec = value::seconds(Field::Billsec, self.text(Field::Billsec), settings)?;
        // Both are cut to seconds on their own, so one of them may be a second more.
        if self.billsec.as_secs() > self.duration.as_secs() + 1 && !self.text(Field::Duration).is_empty() {
            return Err(RecordProblem::TalkLongerThanCall {
                billsec: self.billsec.as_secs(),
                duration: self.duration.as_secs(),
            });
        }
        self.disposition = Disposition::read(self.text(Field::Disposition));
        self.sequence = match self.text(Field::Sequence) {
            "" => None,
            text => Some(
                text.parse()
                    .map_err(|_| value::not_a_number(Field::Sequence, text))?,
            ),
        };
        Ok(())
    }

    /// Fills the record with fields by the names of their columns, such as those of a row from a database. What was
    /// in it is forgotten.
    ///
    /// ```
    /// use switchhook_rating::cdr::{CdrRecord, Settings};
    /// let row = [("calldate", "2026-01-05 10:00:00"), ("dst", "872345"), ("duration", "65"), ("billsec", "60"),
    ///            ("disposition", "ANSWERED"), ("did", "271234")];
    /// let mut record = CdrRecord::new();
    /// record.fill(1, row, &Settings::new())?;
    /// assert_eq!(record.talk_start().unwrap().to_string(), "2026-01-05 10:00:05");
    /// assert_eq!(record.other("did"), Some("271234"));
    /// # Ok::<(), switchhook_rating::cdr::RecordProblem>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RecordProblem`] as for every record; also when a field is there twice.
    pub fn fill<'a>(
        &mut self,
        line: u64,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
        settings: &Settings,
    ) -> Result<(), RecordProblem> {
        self.clear();
        self.line = line;
        let mut seen = Seen::default();
        for (name, text) in fields {
            self.add(name, text, &mut seen)?;
        }
        self.understand(settings)
    }

    /// Adds one field by the name of its column.
    pub(crate) fn add(&mut self, name: &str, text: &str, seen: &mut Seen) -> Result<(), RecordProblem> {
        let text = self.push(text);
        match Field::from_name(name) {
            Some(field) => {
                self.set(field, text);
                seen.note(field)
            }
            None => {
                let name = self.push(name);
                self.others.push((name, text));
                Ok(())
            }
        }
    }

    /// Adds the text of a field behind what is there.
    pub(crate) fn push(&mut self, text: &str) -> Span {
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        Span {
            start,
            end: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
        }
    }

    /// Says where the text of a field is.
    pub(crate) fn set(&mut self, field: Field, span: Span) {
        if let Some(place) = self.spans.get_mut(field as usize) {
            *place = span;
        }
    }
}

impl Default for CdrRecord {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for CdrRecord {
    /// The fields by their names. Who called whom stands in it: it is for tests and not for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        map.entry(&"line", &self.line);
        for field in Field::ALL {
            map.entry(&field.name(), &self.text(field));
        }
        map.entries(self.others()).finish()
    }
}

/// The fields that a record has already.
#[derive(Debug, Default)]
pub(crate) struct Seen([bool; Field::COUNT]);

impl Seen {
    /// Notes a field; an error if it was noted before.
    pub(crate) fn note(&mut self, field: Field) -> Result<(), RecordProblem> {
        let was_seen = self
            .0
            .get_mut(field as usize)
            .is_some_and(|seen| std::mem::replace(seen, true));
        match was_seen {
            true => Err(RecordProblem::Repeated { field }),
            false => Ok(()),
        }
    }
}

/// A start by a length later; `None` beyond the calendar.
pub(crate) fn later(start: Start, by: Duration) -> Option<Start> {
    let by = chrono::TimeDelta::from_std(by).ok()?;
    match start {
        Start::Instant(instant) => instant.checked_add_signed(by).map(Start::Instant),
        Start::Local(reading) => reading.checked_add_signed(by).map(Start::Local),
    }
}
