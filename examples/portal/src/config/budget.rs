//! `[budget]`: how much may be called to the outside, against toll fraud.

use chrono::NaiveTime;
use switchhook_portal_core::dial::budget::{Budget, Closed};
use switchhook_portal_core::numbering::{ClassKind, Digits};

use super::ConfigError;
use super::numbering::parsed;
use super::reader::Reader;

/// Who may spend what. All three hold for a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budgets {
    /// Which numbers may be called, and when, whoever calls.
    pub everybody: Budget,
    /// What each person may spend.
    pub person: Budget,
    /// What the people of a department may spend together.
    pub department: Budget,
}

pub(super) fn read(file: &Reader<'_>) -> Result<Budgets, ConfigError> {
    Ok(Budgets {
        everybody: Budget {
            countries: countries(file)?,
            no_premium: !file.flag("budget.premium")?,
            closed: closed(file)?,
            ..Budget::default()
        },
        person: payer(file, "person")?,
        department: payer(file, "department")?,
    })
}

pub(super) fn countries(file: &Reader<'_>) -> Result<Vec<Digits>, ConfigError> {
    let countries = file.texts("budget.countries")?;
    countries
        .iter()
        .map(|text| parsed(file, "budget.countries", text))
        .collect()
}

fn closed(file: &Reader<'_>) -> Result<Option<Closed>, ConfigError> {
    let until = time(file, "budget.closed_until", &file.text("budget.closed_until")?)?;
    let weekend = file.flag("budget.closed_weekend")?;
    let allowed = file.texts("budget.closed_allowed")?;
    let Some(from) = file.optional("budget.closed_from")? else {
        return Ok(None);
    };
    Ok(Some(Closed {
        from: time(file, "budget.closed_from", &from)?,
        until,
        weekend,
        allowed: ClassKind::ALL
            .into_iter()
            .filter(|kind| allowed.iter().any(|word| word == kind.key()))
            .collect(),
    }))
}

fn time(file: &Reader<'_>, key: &str, text: &str) -> Result<NaiveTime, ConfigError> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| {
        file.bad(
            key,
            format!("{text:?} is no time of day"),
            "write hours and minutes between quotation marks, such as \"19:00\"",
        )
    })
}

fn payer(file: &Reader<'_>, who: &str) -> Result<Budget, ConfigError> {
    let limit = |name: &str| {
        let key = format!("budget.{who}.{name}");
        file.has(&key).then(|| file.integer(&key)).transpose()
    };
    let key = format!("budget.{who}.cost_per_day");
    let cost = file.optional(&key)?;
    Ok(Budget {
        minutes_per_day: limit("minutes_per_day")?,
        simultaneous: limit("simultaneous")?,
        cost_per_day: cost.map(|text| micros(file, &key, &text)).transpose()?,
        ..Budget::default()
    })
}

/// `2.50` in millionths.
fn micros(file: &Reader<'_>, key: &str, text: &str) -> Result<u64, ConfigError> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = (digits(whole) && digits(decimals) && decimals.len() <= 6)
        .then(|| format!("{whole}{decimals:0<6}"))
        .and_then(|text| text.parse().ok())
        // Sums of charges are whole numbers of the database.
        .filter(|micros| i64::try_from(*micros).is_ok());
    value.ok_or_else(|| {
        file.bad(
            key,
            format!("{text:?} is no amount"),
            "write it with a point and at most six decimals, such as \"2.50\"",
        )
    })
}
