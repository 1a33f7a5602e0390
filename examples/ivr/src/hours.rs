//! When somebody is there: civil time at a place.

use std::str::FromStr;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::Deserialize;

/// Opening hours at one place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hours {
    zone: Zone,
    open: Vec<Opening>,
    #[serde(default)]
    holidays: Vec<Holiday>,
}

impl Hours {
    /// Whether it is open at this moment.
    pub(crate) fn is_open(&self, now: DateTime<Utc>) -> bool {
        let local = self.local(now);
        let (today, time) = (local.date_naive(), local.time());
        let yesterday = today.checked_sub_days(Days::new(1));
        self.open.iter().any(|opening| {
            let begins = |day| opening.is_on(day) && !self.is_holiday(day);
            if opening.from < opening.until {
                begins(today) && (opening.from..opening.until).contains(&time)
            } else {
                // Into the next day: the night belongs to the day on which it begins.
                (begins(today) && time >= opening.from)
                    || (yesterday.is_some_and(begins) && time < opening.until)
            }
        })
    }

    /// What the clocks show there.
    pub(crate) fn local(&self, now: DateTime<Utc>) -> DateTime<Tz> {
        now.with_timezone(&self.zone.0)
    }

    fn is_holiday(&self, day: NaiveDate) -> bool {
        self.holidays.iter().any(|holiday| holiday.is_on(day))
    }
}

/// A time zone of the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Zone(Tz);

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let zone = Tz::from_str(&name).map_err(|_| {
            format!("no time zone {name:?}; write a name such as Europe/Paris or Pacific/Noumea")
        })?;
        Ok(Self(zone))
    }
}

/// `mon-fri 08:00-12:00`, `sat,sun 22:00-02:00`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Opening {
    days: Vec<Weekday>,
    from: NaiveTime,
    until: NaiveTime,
}

impl Opening {
    fn is_on(&self, day: NaiveDate) -> bool {
        self.days.contains(&day.weekday())
    }
}

impl TryFrom<String> for Opening {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        parse(&text).ok_or_else(|| {
            format!("{text:?} is no opening; write days and times such as \"mon-fri 08:00-12:00\" or \"sat,sun 22:00-02:00\"")
        })
    }
}

fn parse(text: &str) -> Option<Opening> {
    let (days, times) = text.trim().split_once(char::is_whitespace)?;
    let (from, until) = times.trim().split_once('-')?;
    let time = |text: &str| match text {
        // The end of a day is written so.
        "24:00" => Some(NaiveTime::MIN),
        text => NaiveTime::parse_from_str(text, "%H:%M").ok(),
    };
    let mut found = Vec::new();
    for part in days.split(',') {
        match part.split_once('-') {
            Some((first, last)) => {
                let (mut day, last) = (weekday(first)?, weekday(last)?);
                while day != last {
                    found.push(day);
                    day = day.succ();
                }
                found.push(last);
            }
            None => found.push(weekday(part)?),
        }
    }
    Some(Opening {
        days: found,
        from: time(from.trim())?,
        until: time(until.trim())?,
    })
}

fn weekday(text: &str) -> Option<Weekday> {
    // chrono takes whole names too.
    text.trim().parse().ok()
}

/// `2026-04-06`, or `12-25` for every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
enum Holiday {
    Date(NaiveDate),
    Yearly { month: u32, day: u32 },
}

impl Holiday {
    fn is_on(self, date: NaiveDate) -> bool {
        match self {
            Self::Date(holiday) => holiday == date,
            Self::Yearly { month, day } => (date.month(), date.day()) == (month, day),
        }
    }
}

impl TryFrom<String> for Holiday {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Ok(date) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
            return Ok(Self::Date(date));
        }
        // A leap year, so that 29 February is a day.
        match NaiveDate::parse_from_str(&format!("2000-{text}"), "%Y-%m-%d") {
            Ok(date) => Ok(Self::Yearly {
                month: date.month(),
                day: date.day(),
            }),
            Err(_) => Err(format!(
                "{text:?} is no day; write \"2026-04-06\", or \"12-25\" for every year"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{Holiday, Hours, Opening};

    fn hours(text: &str) -> Hours {
        toml::from_str(text).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn it_is_open_by_the_clock_of_the_place() {
        let noumea = hours(
            r#"
            zone = "Pacific/Noumea"
            open = ["mon-thu 07:30-11:30", "mon-thu 13:00-17:00", "fri,sat 07:30-11:30"]
            holidays = ["12-25", "2026-11-23"]
            "#,
        );
        for (utc, open) in [
            // Eleven hours ahead of UTC: Tuesday 24 November begins on Monday.
            ("2026-11-23T20:29:59Z", false),
            ("2026-11-23T20:30:00Z", true),
            ("2026-11-24T00:29:59Z", true),
            ("2026-11-24T00:30:00Z", false),
            ("2026-11-24T02:00:00Z", true),
            ("2026-11-24T05:59:00Z", true),
            ("2026-11-24T06:00:00Z", false),
            // Friday afternoon, Saturday morning, Sunday.
            ("2026-11-27T03:00:00Z", false),
            ("2026-11-27T21:00:00Z", true),
            ("2026-11-28T21:00:00Z", false),
            // Monday the 23rd is a holiday there; Christmas is one every year.
            ("2026-11-22T21:00:00Z", false),
            ("2026-12-24T21:00:00Z", false),
            ("2028-12-24T21:00:00Z", false),
        ] {
            assert_eq!(noumea.is_open(at(utc)), open, "{utc}");
        }
    }

    #[test]
    fn summer_time_moves_the_opening_not_the_clock() {
        let paris = hours("zone = \"Europe/Paris\"\nopen = [\"mon-sun 08:00-09:00\"]");
        assert!(paris.is_open(at("2026-03-28T07:30:00Z")));
        assert!(!paris.is_open(at("2026-03-29T07:30:00Z")));
        assert!(paris.is_open(at("2026-03-29T06:30:00Z")));
        // 02:30 happens twice on 25 October, and is open twice.
        let night = hours("zone = \"Europe/Paris\"\nopen = [\"sun 02:00-03:00\"]");
        assert!(night.is_open(at("2026-10-25T00:30:00Z")));
        assert!(night.is_open(at("2026-10-25T01:30:00Z")));
        assert!(!night.is_open(at("2026-10-25T02:00:00Z")));
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins() {
        let bar = hours(
            "zone = \"UTC\"\nopen = [\"fri-sat 22:00-02:00\", \"sun 20:00-24:00\"]\nholidays = [\"2026-11-28\"]",
        );
        for (utc, open) in [
            ("2026-11-27T21:59:00Z", false),
            ("2026-11-27T23:00:00Z", true),
            // Saturday is a holiday, but this is still Friday's night.
            ("2026-11-28T01:59:00Z", true),
            ("2026-11-28T02:00:00Z", false),
            ("2026-11-28T23:00:00Z", false),
            ("2026-11-29T01:00:00Z", false),
            ("2026-11-29T23:59:59Z", true),
            ("2026-11-30T00:00:00Z", false),
        ] {
            assert_eq!(bar.is_open(at(utc)), open, "{utc}");
        }
    }

    #[test]
    fn what_is_no_opening_or_day_is_refused_with_a_remedy() {
        for text in [
            "",
            "mon",
            "mon 8-12",
            "mon 08:00",
            "xyz 08:00-12:00",
            "mon 08:00-25:00",
            "mon-xyz 08:00-12:00",
        ] {
            let error = Opening::try_from(text.to_owned()).unwrap_err();
            assert!(error.contains("write days and times such as"), "{error}");
        }
        let around = Opening::try_from("sat-mon 08:00-12:00".to_owned()).unwrap();
        assert_eq!(around.days.len(), 3);
        for text in ["", "25", "13-01", "2026-02-29", "tomorrow"] {
            let error = Holiday::try_from(text.to_owned()).unwrap_err();
            assert!(error.contains("is no day; write"), "{error}");
        }
        assert!(Holiday::try_from("02-29".to_owned()).is_ok());
    }
}
