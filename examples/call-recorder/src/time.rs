//! Asterisk's times to moments, and the clock.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;

/// Milliseconds since 1970, as the queue keeps them.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A time as Asterisk writes it, as a moment of this zone: `2026-11-22 10:00:00`, or the seconds since 1970 that
/// `CDR(start,u)` gives. PostgreSQL adds fractions and its own distance from UTC, which then counts. `None` is one that is
/// not set: empty, or zero.
///
/// An hour that comes twice in autumn is the first of the two; one that spring leaves out is taken as the hour after.
pub fn moment(text: &str, zone: Tz) -> Option<DateTime<Tz>> {
    let text = text.trim();
    if let Ok(civil) = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f") {
        return zone.from_local_datetime(&civil).earliest().or_else(|| {
            let hour_later = civil.checked_add_signed(chrono::Duration::hours(1))?;
            zone.from_local_datetime(&hour_later).earliest()
        });
    }
    if let Ok(moment) = DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z") {
        return Some(moment.with_timezone(&zone));
    }
    let seconds: i64 = text.split('.').next()?.parse().ok()?;
    if seconds <= 0 {
        return None;
    }
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone))
}

/// As programs expect it; empty if it is not set.
pub fn text(moment: Option<DateTime<Tz>>) -> String {
    moment.map_or_else(String::new, |moment| {
        moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    })
}

/// The zone of this machine, as `/etc/localtime` names it.
pub fn system_zone() -> Option<Tz> {
    let target = Path::new("/etc/localtime").canonicalize().ok()?;
    let target = target.to_str()?;
    let (_, name) = target.split_once("/zoneinfo/")?;
    name.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_asterisk_become_moments() {
        let paris = chrono_tz::Europe::Paris;
        for (written, expected) in [
            ("2026-11-22 10:00:00", "2026-11-22T10:00:00+01:00"),
            ("2026-07-01 10:00:00", "2026-07-01T10:00:00+02:00"),
            // Twice in this night, and never in that.
            ("2026-10-25 02:30:00", "2026-10-25T02:30:00+02:00"),
            ("2026-03-29 02:30:00", "2026-03-29T03:30:00+02:00"),
            ("1793091600.123456", "2026-10-27T10:00:00+01:00"),
            ("2026-11-22 10:00:00.25", "2026-11-22T10:00:00+01:00"),
            ("2026-11-22 10:00:00.25+00", "2026-11-22T11:00:00+01:00"),
            ("2026-11-22 10:00:00-03:30", "2026-11-22T14:30:00+01:00"),
            ("0.000000", ""),
            ("0000-00-00 00:00:00", ""),
            ("", ""),
            ("yesterday", ""),
            ("+262143-12-31 23:59:59", ""),
        ] {
            assert_eq!(text(moment(written, paris)), expected, "{written}");
        }
        // The end of the calendar, where one more hour is beyond it.
        let new_york = chrono_tz::America::New_York;
        assert_eq!(text(moment("+262142-12-31 23:59:59", new_york)), "");
    }
}
