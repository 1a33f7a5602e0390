//! Asterisk's call detail records, from the text of the manager's `Cdr` event.

use std::ops::RangeInclusive;
use std::time::Duration;

use chrono::{DateTime, Datelike as _, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use crate::Headers;
use crate::text::clip;

/// A call detail record, as Asterisk wrote it, with its times as instants.
///
/// ```
/// use switchhook_portal_core::call_log::{Cdr, Disposition};
///
/// let event = [
///     ("Event", "Cdr"),
///     ("Source", "106"),
///     ("Destination", "107"),
///     ("Channel", "PJSIP/ab12cd34-00000001"),
///     ("StartTime", "2026-11-22 10:00:00"),
///     ("AnswerTime", "2026-11-22 10:00:05"),
///     ("EndTime", "2026-11-22 10:01:00"),
///     ("Duration", "60"),
///     ("BillableSeconds", "55"),
///     ("Disposition", "ANSWERED"),
///     ("UniqueID", "1795341600.1"),
/// ];
/// let cdr = Cdr::from_headers(&event, chrono_tz::Europe::Paris)?;
/// assert_eq!(cdr.start.to_rfc3339(), "2026-11-22T09:00:00+00:00");
/// assert_eq!(cdr.disposition, Disposition::Answered);
/// # Ok::<(), switchhook_portal_core::call_log::CdrError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cdr {
    /// The channel's identifier, such as `1795341600.1`.
    pub unique_id: String,
    /// The identifier of the call's first channel; the unique id where Asterisk does not tell.
    pub linked_id: String,
    /// The number of the record within Asterisk's run, where it is mapped; else 0.
    pub sequence: u64,
    /// When the call came in.
    pub start: DateTime<Utc>,
    /// When it was answered.
    pub answer: Option<DateTime<Utc>>,
    /// When it was over.
    pub end: DateTime<Utc>,
    /// From start to end.
    pub duration: Duration,
    /// From answer to end.
    pub billable: Duration,
    /// How it ended.
    pub disposition: Disposition,
    /// The number of the caller.
    pub source: String,
    /// What was dialled.
    pub destination: String,
    /// The caller id with name, such as `"Ana" <106>`.
    pub caller_id: String,
    /// The caller's channel.
    pub channel: String,
    /// The channel that it was connected to; may be empty.
    pub destination_channel: String,
    /// The dialplan context.
    pub context: String,
    /// What the dialplan did last, such as `Dial`.
    pub last_application: String,
    /// With what.
    pub last_data: String,
    /// The field that the dialplan fills.
    pub user_field: String,
    /// The account code.
    pub account_code: String,
}

/// Text fields beyond this many characters are cut: Asterisk's own columns are at most 255 wide.
const TEXT: usize = 255;

impl Cdr {
    /// Reads a `Cdr` event, whose times are wall-clock times of the PBX's zone ([`Tz::UTC`] with `usegmtime`).
    ///
    /// The linked id and the sequence are read where `cdr_manager.conf` maps them (`linkedid => LinkedID`,
    /// `sequence => Sequence`).
    ///
    /// When clocks go back, an hour of wall-clock time comes twice. Which one is meant is decided by the unique id,
    /// which begins with the second in which the channel was made, and by the durations.
    ///
    /// # Errors
    ///
    /// A field that cannot be missed is missing or cannot be read; the record is not to be stored.
    pub fn from_headers(event: &(impl Headers + ?Sized), zone: Tz) -> Result<Self, CdrError> {
        let text = |field| clip(&event.header(field).unwrap_or_default(), TEXT);
        let number = |field| match event.filled(field) {
            None => Ok(0),
            Some(text) => text.trim().parse().map_err(|_| CdrError::NotANumber {
                field,
                text: clip(&text, 40),
            }),
        };
        let unique_id = text("UniqueID");
        if unique_id.is_empty() {
            return Err(CdrError::Missing { field: "UniqueID" });
        }
        let start = wall_clock(event, "StartTime")?.ok_or(CdrError::Missing { field: "StartTime" })?;
        let answer = wall_clock(event, "AnswerTime")?;
        let end = wall_clock(event, "EndTime")?.ok_or(CdrError::Missing { field: "EndTime" })?;
        let seconds = number("Duration")?;
        let billable = number("BillableSeconds")?;

        let start = first_after(instants(start, zone), made_at(&unique_id));
        let ended = instants(end, zone);
        let end = nearest(ended, start.checked_add_signed(length(seconds)).unwrap_or(start));
        let answered = |answer| {
            nearest(
                instants(answer, zone),
                end.checked_sub_signed(length(billable)).unwrap_or(end),
            )
        };
        let linked_id = clip(&event.filled("LinkedID").unwrap_or_default(), TEXT);
        Ok(Self {
            linked_id: if linked_id.is_empty() {
                unique_id.clone()
            } else {
                linked_id
            },
            unique_id,
            sequence: number("Sequence")?,
            start,
            answer: answer.map(answered),
            end,
            duration: Duration::from_secs(seconds),
            billable: Duration::from_secs(billable),
            disposition: Disposition::from_asterisk(&event.header("Disposition").unwrap_or_default()),
            source: text("Source"),
            destination: text("Destination"),
            caller_id: text("CallerID"),
            channel: text("Channel"),
            destination_channel: text("DestinationChannel"),
            context: text("DestinationContext"),
            last_application: text("LastApplication"),
            last_data: text("LastData"),
            user_field: text("UserField"),
            account_code: text("AccountCode"),
        })
    }

    /// The queue that the call waited in last, if the dialplan ended there: `support` in `support,r,,,120`.
    pub fn queue(&self) -> Option<&str> {
        let name = self.last_data.split(',').next().unwrap_or_default().trim();
        (self.last_application.eq_ignore_ascii_case("Queue") && !name.is_empty()).then_some(name)
    }

    /// Whether two sides were connected. A queue or a menu answers before anybody does.
    pub fn has_talk(&self) -> bool {
        self.disposition == Disposition::Answered && !self.destination_channel.is_empty()
    }

    /// The name in the caller id: `Ana` in `"Ana" <106>`.
    pub fn caller_name(&self) -> &str {
        let name = self.caller_id.split_once('<').map_or("", |(name, _)| name);
        name.trim().trim_matches('"')
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Disposition {
    /// Somebody or something answered.
    Answered,
    /// Nobody answered.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// It could not be made.
    Failed,
    /// The network had no room (only with `congestion=yes`).
    Congestion,
    /// The caller gave up (only with `canceldispositionenabled=yes`).
    Cancelled,
}

impl Disposition {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Answered,
        Self::NoAnswer,
        Self::Busy,
        Self::Failed,
        Self::Congestion,
        Self::Cancelled,
    ];

    /// Reads Asterisk's word or number (`main/cdr.c`); an unknown one counts as failed.
    pub fn from_asterisk(text: &str) -> Self {
        match text {
            "ANSWERED" | "8" => Self::Answered,
            "NO ANSWER" | "0" | "1" => Self::NoAnswer,
            "BUSY" | "4" => Self::Busy,
            "CONGESTION" | "16" => Self::Congestion,
            "CANCEL" | "32" => Self::Cancelled,
            _ => Self::Failed,
        }
    }

    /// A stable name such as `no-answer`, for the store, translations and style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NoAnswer => "no-answer",
            Self::Busy => "busy",
            Self::Failed => "failed",
            Self::Congestion => "congestion",
            Self::Cancelled => "cancelled",
        }
    }

    /// The disposition of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|disposition| disposition.key() == key)
    }
}

/// Why a call detail record could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CdrError {
    /// A field without which the record means nothing.
    #[error("the call record has no {field}; check the mappings in cdr_manager.conf")]
    Missing {
        /// The name of the header.
        field: &'static str,
    },
    /// Not of the form `2026-11-22 10:00:00`.
    #[error("{field} of the call record is {text:?}, not a time like 2026-11-22 10:00:00")]
    NotATime {
        /// The name of the header.
        field: &'static str,
        /// What it says.
        text: String,
    },
    /// Not a whole number of seconds.
    #[error("{field} of the call record is {text:?}, not a whole number")]
    NotANumber {
        /// The name of the header.
        field: &'static str,
        /// What it says.
        text: String,
    },
}

/// Years in which calls are made.
pub(crate) const YEARS: RangeInclusive<i32> = 1970..=2999;

fn wall_clock(
    event: &(impl Headers + ?Sized),
    field: &'static str,
) -> Result<Option<NaiveDateTime>, CdrError> {
    let Some(text) = event.filled(field) else {
        return Ok(None);
    };
    let time = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M:%S").ok();
    // A year that no clock shows would stand at the top of the log for ever.
    match time.filter(|time| YEARS.contains(&time.year())) {
        Some(time) => Ok(Some(time)),
        None => Err(CdrError::NotATime {
            field,
            text: clip(&text, 40),
        }),
    }
}

/// The instants at which clocks in the zone show the time: the earlier one first.
pub(crate) fn instants(time: NaiveDateTime, zone: Tz) -> [DateTime<Utc>; 2] {
    match zone.from_local_datetime(&time) {
        MappedLocalTime::Single(instant) => [instant.to_utc(); 2],
        MappedLocalTime::Ambiguous(earlier, later) => [earlier.to_utc(), later.to_utc()],
        // No clock that follows the zone shows it: the PBX lags behind the change, so its clock still shows the
        // offset of before.
        MappedLocalTime::None => {
            let before = time.checked_sub_signed(TimeDelta::hours(3)).unwrap_or(time);
            let offset = zone.offset_from_utc_datetime(&before);
            [time.checked_sub_offset(chrono::Offset::fix(&offset))
                .unwrap_or(time)
                .and_utc(); 2]
        }
    }
}

/// The first of the instants that is not before the channel was made.
fn first_after([earlier, later]: [DateTime<Utc>; 2], made: Option<DateTime<Utc>>) -> DateTime<Utc> {
    match made {
        // The second is cut off in one and rounded in the other.
        Some(made) if earlier < made - TimeDelta::seconds(2) => later,
        _ => earlier,
    }
}

fn nearest([earlier, later]: [DateTime<Utc>; 2], expected: DateTime<Utc>) -> DateTime<Utc> {
    if (later - expected).abs() < (earlier - expected).abs() {
        later
    } else {
        earlier
    }
}

fn length(seconds: u64) -> TimeDelta {
    // A call of years is a wrong record; its length must not overflow.
    TimeDelta::seconds(
        i64::try_from(seconds)
            .unwrap_or(i64::MAX / 1000)
            .min(i64::MAX / 1000),
    )
}

/// The second in a unique id such as `1795341600.1` or `pbx-1-1795341600.1`.
fn made_at(unique_id: &str) -> Option<DateTime<Utc>> {
    let (_, number) = unique_id.rsplit_once('-').unwrap_or(("", unique_id));
    let (seconds, _) = number.split_once('.')?;
    DateTime::from_timestamp(seconds.parse().ok()?, 0).filter(|made| YEARS.contains(&made.year()))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    use super::*;

    fn event<'a>(
        unique_id: &'a str,
        start: &'a str,
        answer: &'a str,
        end: &'a str,
    ) -> Vec<(&'static str, &'a str)> {
        vec![
            ("UniqueID", unique_id),
            ("StartTime", start),
            ("AnswerTime", answer),
            ("EndTime", end),
            ("Duration", "60"),
            ("BillableSeconds", "50"),
            ("Disposition", "ANSWERED"),
        ]
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart_by_the_unique_id() {
        // On 25 October 2026 clocks in Paris go from 3:00 (00:00 + 2 h … 01:00 UTC) back to 2:00.
        for (made, start) in [
            ("2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z"),
            ("2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"),
        ] {
            let unique_id = format!("{}.7", utc(made).timestamp());
            let event = event(
                &unique_id,
                "2026-10-25 02:30:00",
                "2026-10-25 02:30:10",
                "2026-10-25 02:31:00",
            );
            let cdr = Cdr::from_headers(event.as_slice(), Paris).unwrap();
            assert_eq!(cdr.start, utc(start), "{made}");
            assert_eq!(cdr.answer, Some(utc(start) + TimeDelta::seconds(10)));
            assert_eq!(cdr.end, utc(start) + TimeDelta::seconds(60));
        }
    }

    #[test]
    fn a_call_over_the_change_ends_after_it_began() {
        let unique_id = format!("{}.7", utc("2026-10-25T00:59:30Z").timestamp());
        let event = event(
            &unique_id,
            "2026-10-25 02:59:30",
            "2026-10-25 02:59:40",
            "2026-10-25 02:00:30",
        );
        let cdr = Cdr::from_headers(event.as_slice(), Paris).unwrap();
        assert_eq!(cdr.start, utc("2026-10-25T00:59:30Z"));
        assert_eq!(cdr.end, utc("2026-10-25T01:00:30Z"));
    }

    #[test]
    fn a_time_that_no_clock_showed_is_taken_with_the_offset_of_before() {
        let event = event("pbx-1-1.7", "2026-03-29 02:30:00", "", "2026-03-29 03:31:00");
        let cdr = Cdr::from_headers(event.as_slice(), Paris).unwrap();
        assert_eq!(cdr.start, utc("2026-03-29T01:30:00Z"));
        assert_eq!(cdr.end, utc("2026-03-29T01:31:00Z"));
        assert_eq!(cdr.answer, None);
    }

    #[test]
    fn unreadable_fields_are_named() {
        let good = event("1.1", "2026-01-01 10:00:00", "", "2026-01-01 10:01:00");
        for (field, value, expected) in [
            ("UniqueID", "", CdrError::Missing { field: "UniqueID" }),
            ("StartTime", "", CdrError::Missing { field: "StartTime" }),
            (
                "StartTime",
                "9999-12-31 23:59:59",
                CdrError::NotATime {
                    field: "StartTime",
                    text: "9999-12-31 23:59:59".into(),
                },
            ),
            (
                "EndTime",
                "now",
                CdrError::NotATime {
                    field: "EndTime",
                    text: "now".into(),
                },
            ),
            (
                "Duration",
                "-1",
                CdrError::NotANumber {
                    field: "Duration",
                    text: "-1".into(),
                },
            ),
            (
                "BillableSeconds",
                "x",
                CdrError::NotANumber {
                    field: "BillableSeconds",
                    text: "x".into(),
                },
            ),
        ] {
            let mut event = good.clone();
            event
                .iter_mut()
                .filter(|(name, _)| *name == field)
                .for_each(|(_, old)| *old = value);
            assert_eq!(
                Cdr::from_headers(event.as_slice(), Paris),
                Err(expected),
                "{field}"
            );
        }
    }

    #[test]
    fn ids_that_are_not_mapped_are_replaced() {
        let mut event = event("1.1", "2026-01-01 10:00:00", "", "2026-01-01 10:01:00");
        let cdr = Cdr::from_headers(event.as_slice(), Tz::UTC).unwrap();
        assert_eq!((cdr.linked_id.as_str(), cdr.sequence), ("1.1", 0));
        event.extend([
            ("LinkedID", "1.0"),
            ("Sequence", "42"),
            ("CallerID", "\"Ana Souza\" <106>"),
        ]);
        let cdr = Cdr::from_headers(event.as_slice(), Tz::UTC).unwrap();
        assert_eq!(
            (cdr.linked_id.as_str(), cdr.sequence, cdr.caller_name()),
            ("1.0", 42, "Ana Souza")
        );
    }

    #[test]
    fn dispositions_are_read_back_from_their_keys() {
        for (text, expected) in [
            ("ANSWERED", Disposition::Answered),
            ("NO ANSWER", Disposition::NoAnswer),
            ("BUSY", Disposition::Busy),
            ("FAILED", Disposition::Failed),
            ("CONGESTION", Disposition::Congestion),
            ("CANCEL", Disposition::Cancelled),
            ("?", Disposition::Failed),
        ] {
            assert_eq!(Disposition::from_asterisk(text), expected, "{text}");
            assert_eq!(Disposition::from_key(expected.key()), Some(expected));
        }
    }

    proptest! {
        /// Whatever the PBX writes, reading it ends in a record or an error.
        #[test]
        fn nothing_in_a_record_panics(values in prop::collection::vec("[0-9 :.-]{0,20}|\\PC{0,20}", 7)) {
            let names = ["UniqueID", "StartTime", "AnswerTime", "EndTime", "Duration", "BillableSeconds", "Sequence"];
            let event: Vec<_> = names.iter().zip(&values).map(|(name, value)| (*name, value.as_str())).collect();
            let _: Result<Cdr, CdrError> = Cdr::from_headers(event.as_slice(), Paris);
        }

        /// At whatever second of the year a call begins, its wall-clock time leads back to that second.
        #[test]
        fn wall_clock_times_lead_back_to_the_instant(second in 1_767_222_000i64..1_798_758_000) {
            let start = DateTime::from_timestamp(second, 0).unwrap();
            let local = |instant: DateTime<Utc>| instant.with_timezone(&Paris).format("%Y-%m-%d %H:%M:%S").to_string();
            let (began, answered, ended) =
                (local(start), local(start + TimeDelta::seconds(10)), local(start + TimeDelta::seconds(60)));
            let unique_id = format!("{second}.1");
            let cdr = Cdr::from_headers(event(&unique_id, &began, &answered, &ended).as_slice(), Paris).unwrap();
            prop_assert_eq!(cdr.start, start);
            prop_assert_eq!(cdr.answer, Some(start + TimeDelta::seconds(10)));
            prop_assert_eq!(cdr.end, start + TimeDelta::seconds(60));
        }
    }
}
