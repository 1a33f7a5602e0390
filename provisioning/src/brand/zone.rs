//! Time zones in parts: a distance from UTC, and when summer time begins and ends.

use crate::grandstream::{zone, zone_names};
use crate::mac::shown;
use crate::problem::Problem;
use crate::time_zone::{TimeZone, UtcOffset};

/// A clock in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) offset: UtcOffset,
    pub(crate) summer: Option<Summer>,
}

/// Summer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Summer {
    /// How far the clock goes on, in minutes.
    pub(crate) save: i16,
    pub(crate) start: Date,
    pub(crate) end: Date,
}

/// The `week`th weekday of a month (5: the last one), and the time on the clock that goes until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) month: u8,
    pub(crate) week: u8,
    /// From 0 for Sunday.
    pub(crate) weekday: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
}

/// Takes a zone apart; a code of Grandstream's list means nothing here.
pub(crate) fn clock(zone: &TimeZone, brand: &'static str) -> Result<Clock, Problem> {
    let cannot = || Problem::ZoneForm { family: brand };
    let rule = match zone {
        TimeZone::Utc(offset) => {
            return Ok(Clock {
                offset: *offset,
                summer: None,
            });
        }
        TimeZone::Named(name) => {
            zone_names::rule(name).ok_or_else(|| Problem::ZoneName { text: shown(name) })?
        }
        TimeZone::Posix(rule) => {
            zone::check_rule(rule)?;
            rule
        }
        TimeZone::Maker(_) => return Err(cannot()),
    };
    read(rule).ok_or_else(cannot)
}

/// A clock as a zone again.
pub(crate) fn zone_of(clock: &Clock) -> TimeZone {
    let Some(summer) = clock.summer else {
        return TimeZone::Utc(clock.offset);
    };
    let west = |minutes: i16| {
        let sign = if minutes > 0 { "-" } else { "" };
        let minutes = minutes.unsigned_abs();
        match minutes % 60 {
            0 => format!("{sign}{}", minutes / 60),
            rest => format!("{sign}{}:{rest:02}", minutes / 60),
        }
    };
    let date = |date: Date| {
        let Date {
            month,
            week,
            weekday,
            hour,
            minute,
        } = date;
        format!("M{month}.{week}.{weekday}/{hour}:{minute:02}")
    };
    let offset = clock.offset.minutes();
    TimeZone::Posix(format!(
        "STD{}SUM{},{},{}",
        west(offset),
        west(offset.saturating_add(summer.save)),
        date(summer.start),
        date(summer.end)
    ))
}

/// A rule that was checked; `None` for what these phones cannot be told, such as changes at odd seconds.
fn read(rule: &str) -> Option<Clock> {
    let mut parts = rule.split(',');
    let names = parts.next()?;
    let after = |text: &'_ str| {
        text.find(|found: char| !found.is_ascii_alphabetic())
            .unwrap_or(text.len())
    };
    let rest = &names[after(names)..];
    let end = rest
        .find(|found: char| found.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let west = minutes(&rest[..end])?;
    let offset = UtcOffset::from_minutes(-west)?;
    let (Some(start), Some(finish)) = (parts.next(), parts.next()) else {
        return Some(Clock { offset, summer: None });
    };
    let summer_name = &rest[end..];
    let summer_offset = &summer_name[after(summer_name)..];
    let summer_west = if summer_offset.is_empty() {
        west - 60
    } else {
        minutes(summer_offset)?
    };
    Some(Clock {
        offset,
        summer: Some(Summer {
            save: west - summer_west,
            start: date(start)?,
            end: date(finish)?,
        }),
    })
}

/// `-1`, `+5:30`, `0`.
fn minutes(text: &str) -> Option<i16> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut parts = text.split(':');
    let hours: i16 = parts.next()?.parse().ok()?;
    let rest: i16 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let seconds: i16 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    (seconds == 0).then_some(sign * (hours * 60 + rest))
}

/// `M3.5.0/2:45`; at two o'clock where nothing is said.
fn date(text: &str) -> Option<Date> {
    let (day, time) = text.split_once('/').unwrap_or((text, "2"));
    let mut day = day.strip_prefix('M')?.split('.').map(str::parse::<u8>);
    let mut part = || day.next().and_then(Result::ok);
    let (month, week, weekday) = (part()?, part()?, part()?);
    let time = minutes(time)?;
    let (hour, minute) = (u8::try_from(time / 60).ok()?, u8::try_from(time % 60).ok()?);
    (hour < 24).then_some(Date {
        month,
        week,
        weekday,
        hour,
        minute,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_zone_with_summer_time_has_all_its_parts() {
        let paris = clock(&TimeZone::Named("Europe/Paris".into()), "Cisco SPA").unwrap();
        assert_eq!(paris.offset.minutes(), 60);
        let summer = paris.summer.unwrap();
        assert_eq!(summer.save, 60);
        let at = |date: Date| (date.month, date.week, date.weekday, date.hour, date.minute);
        assert_eq!(
            (at(summer.start), at(summer.end)),
            ((3, 5, 0, 2, 0), (10, 5, 0, 3, 0))
        );

        let chatham = clock(&TimeZone::Named("Pacific/Chatham".into()), "Cisco SPA").unwrap();
        assert_eq!(chatham.offset.minutes(), 765);
        assert_eq!(
            chatham.summer.map(|summer| at(summer.start)),
            Some((9, 5, 0, 2, 45))
        );

        // Its winter is the exception: the clock goes back by half an hour.
        let howe = clock(
            &TimeZone::Posix("LHST-10:30LHDT-11,M10.1.0,M4.1.0".into()),
            "Cisco SPA",
        )
        .unwrap();
        assert_eq!(howe.summer.map(|summer| summer.save), Some(30));
    }

    #[test]
    fn a_zone_without_summer_time_is_its_distance() {
        for (zone, minutes) in [
            (TimeZone::Named("Pacific/Noumea".into()), 660),
            (TimeZone::Utc("-9.5".parse().unwrap()), -570),
            (TimeZone::Posix("UTC0".into()), 0),
        ] {
            let clock = clock(&zone, "Mitel").unwrap();
            assert_eq!(
                (clock.offset.minutes(), clock.summer),
                (minutes, None),
                "{zone:?}"
            );
        }
        assert!(clock(&TimeZone::Maker("HAW10".into()), "Mitel").is_err());
        assert!(clock(&TimeZone::Named("Europe/Nowhere".into()), "Mitel").is_err());
    }

    proptest! {
        #[test]
        fn no_rule_is_too_strange(text in "[A-Z]{3}[-+]?[0-9:]{1,6}[A-Z]{0,4}[-0-9,M./:]{0,30}", any: String) {
            let _ = (clock(&TimeZone::Posix(text), "Mitel"), clock(&TimeZone::Posix(any), "Mitel"));
        }
    }
}
