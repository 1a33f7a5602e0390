//! Asterisk's channel event log (`main/cel.c`), from tables, files and the manager's `CEL` events.

use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::fact::{About, Fact, Said, read};
use super::{gathered, json};
use crate::Headers;
use crate::text::clip;

/// A row of the channel event log.
///
/// ```
/// use switchhook_portal_core::journey::CelRow;
///
/// let row = [
///     ("eventtype", "ANSWER"),
///     ("eventtime", "2026-11-23 03:27:33.612345"),
///     ("cid_num", "100"),
///     ("channame", "PJSIP/100-00000000"),
///     ("uniqueid", "1795404453.0"),
///     ("linkedid", "1795404453.0"),
/// ];
/// let row = CelRow::from_headers(&row, chrono_tz::UTC)?;
/// assert_eq!(row.at().to_rfc3339(), "2026-11-23T03:27:33.612345+00:00");
/// # Ok::<(), switchhook_portal_core::journey::CelError>(())
/// ```
#[derive(Clone, Debug)]
pub struct CelRow {
    pub(super) facts: Vec<Fact>,
    at: DateTime<Utc>,
}

impl CelRow {
    /// Reads a row by the names of its columns: those of `cel_odbc.conf` and `cel_pgsql.conf` (`eventtype`,
    /// `eventtime`, `cid_num`, `cid_name`, `exten`, `channame`, `appname`, `appdata`, `uniqueid`, `linkedid`, `peer`,
    /// `extra`), those of the sample `cel_custom.conf` (`eventextra`), or those of the manager's event.
    ///
    /// The time is seconds since 1970 with a fraction, or wall-clock time of the PBX's zone ([`Tz::UTC`] with
    /// `usegmtime`). When clocks go back, the earlier instant is taken. Rows of one second have their order only:
    /// `dateformat = %F %T.%3q` in `cel.conf`'s general section tells more.
    ///
    /// # Errors
    ///
    /// Without a name, a time or a channel the row says nothing.
    pub fn from_headers(row: &(impl Headers + ?Sized), zone: Tz) -> Result<Self, CelError> {
        let first = |field: &'static str, names: &[&str]| {
            let value = names.iter().find_map(|name| row.filled(name));
            value.ok_or(CelError::Missing { field })
        };
        let name = first("eventtype", &["eventtype", "EventName"])?.into_owned();
        let time = first("eventtime", &["eventtime"])?;
        let at = moment(&time, zone).ok_or_else(|| CelError::NotATime {
            text: clip(&time, 40),
        })?;
        let unique_id = clip(&first("uniqueid", &["uniqueid"])?, super::fact::TEXT);
        let mut facts = Vec::new();
        say(row, &name, at, &unique_id, &mut |fact| facts.push(fact));
        Ok(Self { facts, at })
    }

    /// When it happened.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

/// Why a row of the channel event log could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CelError {
    /// A column without which the row means nothing.
    #[error("the row has no {field}; log this column too")]
    Missing {
        /// The name of the column.
        field: &'static str,
    },
    /// A quote is not closed, or something stands after the closing one.
    #[error("{text:?} is not quoted as CSV; write each value with CSV_QUOTE")]
    Quotes {
        /// How the line begins.
        text: String,
    },
    /// Longer than any line that Asterisk writes.
    #[error("the line has {bytes} bytes, more than any event; look whether line ends are missing")]
    TooLong {
        /// How many.
        bytes: usize,
    },
    /// Neither `2026-11-22 10:00:00` nor seconds since 1970.
    #[error("eventtime is {text:?}, not a time like 2026-11-22 10:00:00 or 1795341600.25")]
    NotATime {
        /// What it says.
        text: String,
    },
}

fn moment(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(time) = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f") {
        return zone
            .from_local_datetime(&time)
            .earliest()
            .map_or_else(|| Some(time.and_utc()), |time| Some(time.to_utc()));
    }
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(9).collect();
    DateTime::from_timestamp(seconds.parse().ok()?, fraction.parse().ok()?)
}

/// The application of a manager's `CEL` event, beside the events of channels.
pub(super) fn application(event: &(impl Headers + ?Sized), at: DateTime<Utc>, take: &mut impl FnMut(Fact)) {
    let name = event.filled("EventName").unwrap_or_default();
    let unique_id = read(event, "UniqueID");
    if name == "APP_START" && !unique_id.is_empty() && read(event, "Application") != "Queue" {
        say(event, &name, at, &unique_id, take);
    }
}

fn say(
    row: &(impl Headers + ?Sized),
    name: &str,
    at: DateTime<Utc>,
    unique_id: &str,
    take: &mut impl FnMut(Fact),
) {
    let text = |names: &[&str]| {
        names
            .iter()
            .map(|name| read(row, name))
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    };
    let extra = row
        .filled("extra")
        .or_else(|| row.filled("eventextra"))
        .unwrap_or_default();
    let extra = |name: &str| match json::field(&extra, name) {
        Some(value) if value != "N/A" => clip(&value, super::fact::TEXT),
        _ => String::new(),
    };
    let linked_id = text(&["linkedid"]);
    let about = About {
        linked_id: if linked_id.is_empty() {
            unique_id.to_owned()
        } else {
            linked_id
        },
        unique_id: unique_id.to_owned(),
        channel: text(&["channame", "Channel"]),
        number: text(&["cid_num", "CallerIDnum"]),
        name: text(&["cid_name", "CallerIDname"]),
    };
    let application = text(&["appname", "Application"]).to_lowercase();
    let data = text(&["appdata"]);
    let queue = || data.split(',').next().unwrap_or_default().trim().to_owned();
    let own = about.channel.clone();
    let mut say = |what| {
        take(Fact {
            at,
            about: about.clone(),
            what,
        });
    };
    match name {
        "CHAN_START" => say(Said::Began {
            dialled: text(&["exten"]),
            calling: None,
        }),
        "ANSWER" => say(Said::Answered),
        "HANGUP" => {
            let status = extra("dialstatus");
            if !status.is_empty() {
                say(Said::Dialled { status });
            }
            if extra("hangupsource") == own {
                say(Said::HangsUp);
            }
            say(Said::Ended {
                cause: extra("hangupcause").parse().ok(),
            });
        }
        "CHAN_END" => say(Said::Ended { cause: None }),
        "APP_START" if application == "queue" => say(Said::Queued { queue: queue() }),
        "APP_END" if application == "queue" => say(Said::Unqueued { queue: queue() }),
        "APP_START" if gathered::is_heard(&application) => say(Said::Application {
            name: application,
            data,
        }),
        "BRIDGE_ENTER" => say(Said::Entered {
            bridge: extra("bridge_id"),
            is_holding: extra("bridge_technology") == "holding_bridge",
        }),
        "BRIDGE_EXIT" => say(Said::Left {
            bridge: extra("bridge_id"),
        }),
        "BLINDTRANSFER" => say(Said::Sent {
            whom: extra("transferee_channel_uniqueid"),
            to: extra("extension"),
        }),
        "ATTENDEDTRANSFER" => say(Said::Joined {
            whom: extra("transferee_channel_uniqueid"),
            to: extra("transfer_target_channel_uniqueid"),
        }),
        "PICKUP" => say(Said::PickedUp {
            by: extra("pickup_channel_uniqueid"),
        }),
        "PARK_START" => say(Said::Parked {
            space: extra("parking_space"),
        }),
        "PARK_END" => say(Said::Unparked {
            by: extra("retriever"),
        }),
        "FORWARD" => say(Said::Forwarded { to: extra("forward") }),
        "DTMF" => {
            if let Some(digit) = extra("digit").chars().next() {
                say(Said::Digit(digit));
            }
        }
        "LINKEDID_END" => say(Said::LinkedIdEnded),
        _ => say(Said::Seen),
    }
}
