//! The tables of queue statistics, as data and as CSV. Every count can say which visits are behind it.

mod behind;
mod csv;

use std::time::Duration;

use chrono::Weekday;

use super::count::Counts;
use super::distribution::HalfHour;
use super::log::Refusal;
use super::ratio::Ratio;
use super::rollup::{Report, Totals};
use super::service_level::Variant;
use super::visit::{Name, Outcome};
use super::wait::{Scale, Slot, Waits};

pub use behind::{Behind, What, When};
pub use csv::{CsvTexts, file_name};

/// A table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// How many calls each queue had.
    Global,
    /// What became of the calls of each queue.
    #[default]
    Queues,
    /// How long those waited who were answered.
    ServiceLevel,
    /// How long those waited who gave up.
    Abandons,
    /// When calls came: Monday to Sunday.
    Weekdays,
    /// When calls came: half-hours of the day.
    HalfHours,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Global,
        Self::Queues,
        Self::ServiceLevel,
        Self::Abandons,
        Self::Weekdays,
        Self::HalfHours,
    ];

    /// A stable name such as `half-hours`, for addresses and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Queues => "queues",
            Self::ServiceLevel => "service-level",
            Self::Abandons => "abandons",
            Self::Weekdays => "weekdays",
            Self::HalfHours => "half-hours",
        }
    }

    /// The table of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How a table is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which service level.
    pub service_level: Variant,
    /// How waits are grouped.
    pub scale: Scale,
}

/// Rows of cells below named columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Which one it is.
    pub kind: Kind,
    /// What is counted, from left to right.
    pub columns: Vec<Column>,
    /// One for each queue, wait or time.
    pub rows: Vec<Row>,
    /// The total. It is no row, so that nobody plots or adds it as one more queue.
    pub total: Row,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// How many calls were offered.
    Offered,
    /// The share of them of all that were offered.
    OfferedShare,
    /// How many calls had this outcome.
    Outcome(Outcome),
    /// The share of them.
    OutcomeShare(Outcome),
    /// How many calls were not let in for this reason.
    Refused(Refusal),
    /// The share of them.
    RefusedShare(Refusal),
    /// The service level.
    ServiceLevel(Variant),
    /// The mean wait of those who were answered.
    SpeedOfAnswer,
    /// The mean wait of all.
    MeanWait,
    /// The wait that nine of ten who were answered did not exceed.
    Wait90,
    /// The longest wait of those who were answered.
    LongestWait,
    /// The mean wait of those who gave up.
    TimeToAbandon,
    /// How many calls.
    Calls,
    /// The share of them.
    Share,
    /// The share of them and of all rows before.
    Cumulated,
}

impl Column {
    /// A stable name such as `answered-share`, for translations.
    pub fn key(self) -> String {
        match self {
            Self::Offered => "offered".to_owned(),
            Self::OfferedShare => "offered-share".to_owned(),
            Self::Outcome(outcome) => outcome.key().to_owned(),
            Self::OutcomeShare(outcome) => format!("{}-share", outcome.key()),
            Self::Refused(why) => format!("refused-{}", why.key()),
            Self::RefusedShare(why) => format!("refused-{}-share", why.key()),
            Self::ServiceLevel(_) => "service-level".to_owned(),
            Self::SpeedOfAnswer => "speed-of-answer".to_owned(),
            Self::MeanWait => "mean-wait".to_owned(),
            Self::Wait90 => "wait-90".to_owned(),
            Self::LongestWait => "longest-wait".to_owned(),
            Self::TimeToAbandon => "time-to-abandon".to_owned(),
            Self::Calls => "calls".to_owned(),
            Self::Share => "share".to_owned(),
            Self::Cumulated => "cumulated".to_owned(),
        }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub label: Label,
    /// As many as there are columns.
    pub cells: Vec<Cell>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// A queue.
    Queue(Name),
    /// Waits between two times.
    Wait(Slot),
    /// A day of the week.
    Weekday(Weekday),
    /// A half-hour.
    HalfHour(HalfHour),
    /// All rows.
    Total,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it is.
    pub value: Value,
    /// What was counted, if something was.
    pub behind: Option<Behind>,
}

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// So many.
    Count(u64),
    /// A percentage.
    Share(Ratio),
    /// A mean, or nothing if there is nothing.
    Time(Option<Duration>),
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Value::Count(count).into()
    }
}

impl From<Ratio> for Cell {
    fn from(share: Ratio) -> Self {
        Value::Share(share).into()
    }
}

impl From<Option<Duration>> for Cell {
    fn from(time: Option<Duration>) -> Self {
        Value::Time(time).into()
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, behind: None }
    }
}

impl Table {
    /// Makes a table of a report.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use switchhook_portal_core::queue::rollup::Rollup;
    /// use switchhook_portal_core::queue::service_level::Thresholds;
    /// use switchhook_portal_core::queue::table::{Kind, Options, Table};
    ///
    /// let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
    /// let rollup = Rollup::new(chrono_tz::Europe::Paris, Thresholds::default());
    /// let report = rollup.report(day(24)..day(26), |_| true);
    /// let table = Table::new(Kind::HalfHours, &report, Options::default());
    /// // Half-hours without a call are rows too, and the hour of 25 October that comes twice is there twice.
    /// assert_eq!(table.rows.len(), 48 + 2);
    /// ```
    pub fn new(kind: Kind, report: &Report, options: Options) -> Self {
        match kind {
            Kind::Global => global(report),
            Kind::Queues => queues(report, options),
            Kind::ServiceLevel => waits(kind, &report.total.answered, options, What::AnsweredAfter),
            Kind::Abandons => waits(kind, &report.total.abandoned, options, What::AbandonedAfter),
            Kind::Weekdays => weekdays(report),
            Kind::HalfHours => half_hours(report),
        }
    }
}

/// Who is behind the figures of a row.
#[derive(Clone, Copy)]
struct Of<'a> {
    queue: Option<&'a Name>,
    when: Option<When>,
}

impl Of<'_> {
    const ALL: Self = Of {
        queue: None,
        when: None,
    };

    fn count(self, count: u64, what: What) -> Cell {
        Cell {
            value: Value::Count(count),
            behind: Some(Behind {
                queue: self.queue.cloned(),
                when: self.when,
                what,
            }),
        }
    }
}

fn global(report: &Report) -> Table {
    let cells = |of: Of<'_>, totals: &Totals| vec![of.count(totals.counts.offered(), What::Offered)];
    by_queue(Kind::Global, report, vec![Column::Offered], cells)
}

fn queues(report: &Report, options: Options) -> Table {
    use Outcome::{Abandoned, Answered, Empty, Failed, LeftByKey, Open, TimedOut, Withdrawn};
    let columns = vec![
        Column::Offered,
        Column::Outcome(Answered),
        Column::OutcomeShare(Answered),
        Column::Outcome(Abandoned),
        Column::OutcomeShare(Abandoned),
        Column::Outcome(TimedOut),
        Column::Outcome(LeftByKey),
        Column::Outcome(Empty),
        Column::Outcome(Withdrawn),
        Column::Outcome(Failed),
        Column::Outcome(Open),
        Column::Refused(Refusal::Dissuaded),
        Column::RefusedShare(Refusal::Dissuaded),
        Column::Refused(Refusal::Closed),
        Column::RefusedShare(Refusal::Closed),
        Column::Refused(Refusal::Full),
        Column::Refused(Refusal::Empty),
        Column::ServiceLevel(options.service_level),
        Column::SpeedOfAnswer,
        Column::Wait90,
        Column::LongestWait,
        Column::MeanWait,
        Column::TimeToAbandon,
    ];
    let cells =
        |of: Of<'_>, totals: &Totals| columns.iter().map(|column| figure(of, *column, totals)).collect();
    by_queue(Kind::Queues, report, columns.clone(), cells)
}

fn figure(of: Of<'_>, column: Column, totals: &Totals) -> Cell {
    match column {
        Column::ServiceLevel(variant) => variant.of(totals).into(),
        Column::SpeedOfAnswer => totals.speed_of_answer().into(),
        Column::MeanWait => totals.mean_wait().into(),
        Column::Wait90 => totals.answered.percentile(90).into(),
        Column::LongestWait => totals.answered.longest().into(),
        Column::TimeToAbandon => totals.time_to_abandon().into(),
        _ => counted(of, column, &totals.counts, &totals.counts),
    }
}

/// A count, or its share of `all`.
fn counted(of: Of<'_>, column: Column, counts: &Counts, all: &Counts) -> Cell {
    match column {
        Column::Outcome(outcome) => of.count(counts.of(outcome), What::Outcome(outcome)),
        Column::OutcomeShare(outcome) => Ratio::new(counts.of(outcome), all.offered()).into(),
        Column::Refused(why) => of.count(counts.not_let_in(why), What::Refused(why)),
        Column::RefusedShare(why) => Ratio::new(counts.not_let_in(why), all.arrived()).into(),
        Column::OfferedShare => Ratio::new(counts.offered(), all.offered()).into(),
        _ => of.count(counts.offered(), What::Offered),
    }
}

fn by_queue(
    kind: Kind,
    report: &Report,
    columns: Vec<Column>,
    cells: impl Fn(Of<'_>, &Totals) -> Vec<Cell>,
) -> Table {
    let rows = report.queues.iter().map(|(queue, totals)| Row {
        label: Label::Queue(queue.clone()),
        cells: cells(
            Of {
                queue: Some(queue),
                when: None,
            },
            totals,
        ),
    });
    Table {
        kind,
        columns,
        rows: rows.collect(),
        total: Row {
            label: Label::Total,
            cells: cells(Of::ALL, &report.total),
        },
    }
}

fn waits(kind: Kind, waits: &Waits, options: Options, what: fn(u64, Option<u64>) -> What) -> Table {
    let all = waits.count();
    let mut before = 0;
    let rows = waits.slots(options.scale).into_iter().map(|slot| {
        before += slot.count;
        Row {
            label: Label::Wait(slot),
            cells: vec![
                Of::ALL.count(slot.count, what(slot.from, slot.to)),
                Ratio::new(slot.count, all).into(),
                Ratio::new(before, all).into(),
            ],
        }
    });
    let rows = rows.collect();
    Table {
        kind,
        columns: vec![Column::Calls, Column::Share, Column::Cumulated],
        rows,
        total: Row {
            label: Label::Total,
            cells: vec![
                Of::ALL.count(all, what(0, None)),
                Ratio::new(all, all).into(),
                Ratio::new(all, all).into(),
            ],
        },
    }
}

fn weekdays(report: &Report) -> Table {
    let first = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ()));
    let rows = first
        .zip(&report.weekdays)
        .map(|(day, counts)| (Label::Weekday(day), Some(When::Weekday(day)), counts));
    by_time(Kind::Weekdays, report, rows)
}

fn half_hours(report: &Report) -> Table {
    let rows = report.half_hours.iter().map(|(half_hour, counts)| {
        (
            Label::HalfHour(*half_hour),
            Some(When::HalfHour(*half_hour)),
            counts,
        )
    });
    by_time(Kind::HalfHours, report, rows)
}

/// Every share is one of all calls of the table, so that a column of shares adds up to that of the total.
fn by_time<'a>(
    kind: Kind,
    report: &Report,
    rows: impl Iterator<Item = (Label, Option<When>, &'a Counts)>,
) -> Table {
    let columns = vec![
        Column::Offered,
        Column::OfferedShare,
        Column::Refused(Refusal::Closed),
        Column::RefusedShare(Refusal::Closed),
        Column::Refused(Refusal::Dissuaded),
        Column::RefusedShare(Refusal::Dissuaded),
        Column::Outcome(Outcome::Abandoned),
        Column::OutcomeShare(Outcome::Abandoned),
        Column::Outcome(Outcome::Answered),
        Column::OutcomeShare(Outcome::Answered),
    ];
    let row = |(label, when, counts): (Label, Option<When>, &Counts)| Row {
        label,
        cells: columns
            .iter()
            .map(|column| counted(Of { queue: None, when }, *column, counts, &report.total.counts))
            .collect(),
    };
    let rows = rows.map(row).collect();
    let total = row((Label::Total, None, &report.total.counts));
    Table {
        kind,
        columns,
        rows,
        total,
    }
}
