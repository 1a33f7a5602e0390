//! The words that Python uses for the choices of a phone's settings.

use std::time::Duration;

use chrono::TimeDelta;
use pyo3::prelude::*;
use pyo3::types::{PyDelta, PyString};
use switchhook_provisioning::{self as provisioning, TimeZone, UtcOffset};

use crate::error::refused;
use crate::number::number;
use crate::time::{duration, wrong_type};

/// A choice of the crate by its word in Python; another word is a `RefusedValueError` that lists them.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident($choice:ty), $field:literal, { $($word:literal => $variant:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq)]
        pub(crate) struct $name(pub(crate) $choice);

        impl FromPyObject<'_, '_> for $name {
            type Error = PyErr;

            fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
                let Ok(word) = object.cast::<PyString>() else {
                    return Err(wrong_type($field, "a str", &object));
                };
                match &*word.to_cow()? {
                    $($word => Ok(Self(<$choice>::$variant)),)+
                    other => {
                        let words = [$($word),+].join(", ");
                        let message = format!("{}: {other:?} is no choice; use one of {words}", $field);
                        Err(refused(object.py(), &message, Some($field)))
                    }
                }
            }
        }
    };
}

choice!(
    /// How a phone fetches a file.
    Protocol(provisioning::Protocol), "protocol", {
        "https" => Https,
        "http" => Http,
        "tftp" => Tftp,
    }
);

choice!(
    /// Which doors of a phone are shut unless something says otherwise.
    Baseline(provisioning::Baseline), "baseline", {
        "on" => On,
        "shared" => Shared,
        "off" => Off,
    }
);

choice!(
    /// How much a phone logs.
    SyslogLevel(provisioning::SyslogLevel), "syslog", {
        "off" => Off,
        "debug" => Debug,
        "info" => Info,
        "warning" => Warning,
        "error" => Error,
    }
);

choice!(
    /// What carries the SIP messages of a line.
    Transport(provisioning::Transport), "transport", {
        "udp" => Udp,
        "tcp" => Tcp,
        "tls" => Tls,
    }
);

/// What a key does, by its word in Python.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct KeyFunction(pub(crate) provisioning::KeyFunction);

impl FromPyObject<'_, '_> for KeyFunction {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let Ok(word) = object.cast::<PyString>() else {
            return Err(wrong_type("function", "a str", &object));
        };
        let word = word.to_cow()?;
        let in_python = |function: &provisioning::KeyFunction| function.name().replace('_', "-");
        let all = provisioning::KeyFunction::ALL;
        match all.iter().find(|function| in_python(function) == word) {
            Some(function) => Ok(Self(*function)),
            None => {
                let words: Vec<_> = all.iter().map(in_python).collect();
                let words = words.join(", ");
                let message = format!("function: {word:?} is no choice; use one of {words}");
                Err(refused(object.py(), &message, Some("function")))
            }
        }
    }
}

/// When a phone looks for a new configuration: `"never"`, a `timedelta`, `("daily", hour)` or
/// `("weekly", weekday, hour)`.
pub(crate) struct Schedule(pub(crate) provisioning::Schedule);

impl FromPyObject<'_, '_> for Schedule {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let py = object.py();
        let field = "schedule";
        let unknown = || {
            let message = "schedule: unknown; give \"never\", a timedelta, (\"daily\", hour) or \
                           (\"weekly\", weekday, hour) with Sunday as weekday 0";
            refused(py, message, Some(field))
        };
        let hour = |hour| number(py, hour, field, "hours are 0 to 23");
        let schedule = if object.is_instance_of::<PyDelta>() {
            let every = duration(&object, field)?.unwrap_or(Duration::ZERO);
            provisioning::Schedule::Every(every)
        } else if let Ok(word) = object.extract::<String>() {
            match word.as_str() {
                "never" => provisioning::Schedule::Never,
                _ => return Err(unknown()),
            }
        } else if let Ok((word, at)) = object.extract::<(String, i64)>() {
            match word.as_str() {
                "daily" => provisioning::Schedule::Daily { hour: hour(at)? },
                _ => return Err(unknown()),
            }
        } else {
            match object.extract::<(String, i64, i64)>() {
                Ok((word, weekday, at)) if word == "weekly" => provisioning::Schedule::Weekly {
                    weekday: number(py, weekday, field, "weekdays are 0 for Sunday to 6")?,
                    hour: hour(at)?,
                },
                _ => return Err(unknown()),
            }
        };
        Ok(Self(schedule))
    }
}

/// A clock: a `timedelta` from UTC, text that begins with a sign or a digit likewise, any other text a POSIX rule.
pub(crate) fn time_zone(object: &Bound<'_, PyAny>) -> PyResult<TimeZone> {
    let py = object.py();
    let fail = |message: String| refused(py, &format!("time_zone: {message}"), Some("time_zone"));
    if object.is_instance_of::<PyDelta>() {
        let offset = object.extract::<TimeDelta>()?;
        let minutes = i16::try_from(offset.num_minutes()).ok();
        let whole = TimeDelta::minutes(offset.num_minutes()) == offset;
        return minutes
            .filter(|_| whole)
            .and_then(UtcOffset::from_minutes)
            .map(TimeZone::Utc)
            .ok_or_else(|| {
                fail("no place has that; give whole minutes between -12 and 14 hours".to_owned())
            });
    }
    let Ok(text) = object.cast::<PyString>() else {
        return Err(wrong_type("time_zone", "a timedelta or a str", object));
    };
    let text = text.to_cow()?;
    match text
        .trim_start()
        .starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-'))
    {
        true => text
            .parse()
            .map(TimeZone::Utc)
            .map_err(|error: provisioning::ParseUtcOffsetError| fail(error.to_string())),
        false => Ok(TimeZone::Posix(text.into_owned())),
    }
}
