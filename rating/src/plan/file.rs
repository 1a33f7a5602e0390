//! Plans from TOML.

use std::fmt::{self, Display};
use std::str::FromStr;

use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::{DeckFile, Plan};
use crate::{Band, Currency, Days, Decimal, Format, Holiday, Hours, Numbering, Rounding, Tax};

/// Bytes beyond which a text is no plan.
const LONGEST: usize = 1024 * 1024;

impl Plan {
    /// Reads a plan from TOML. The README describes the keys; `testdata/new-caledonia/plan.toml` is a plan with
    /// comments.
    ///
    /// Numbers of money are texts (`percent = "13"`), since a TOML float would no longer be the number in the
    /// contract.
    ///
    /// ```
    /// use switchhook_rating::Plan;
    /// let plan = Plan::from_toml(
    ///     r#"
    ///     name = "example"
    ///     currency = "EUR"
    ///     zone = "Europe/Paris"
    ///     "#,
    /// )?;
    /// assert_eq!(plan.currency().decimals(), 2);
    ///
    /// let error = Plan::from_toml("name = 'x'\ncurrency = 'EUR'\nzone = 'Europe/Atlantis'").unwrap_err();
    /// assert!(error.to_string().starts_with("zone: \"Europe/Atlantis\" is not a time zone"));
    /// # Ok::<(), switchhook_rating::PlanError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`PlanError`] names the line, or the key, what it holds and what belongs there.
    pub fn from_toml(text: &str) -> Result<Self, PlanError> {
        if text.len() > LONGEST {
            return Err(PlanError::TooLong);
        }
        let file: PlanFile = toml::from_str(text).map_err(|error| PlanError::Toml {
            line: error.span().map_or(1, |span| {
                1 + text.bytes().take(span.start).filter(|&b| b == b'\n').count()
            }),
            message: with_remedy(error.message().replace('\n', " ")),
        })?;
        file.plan()
    }
}

/// Why a text is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The syntax of TOML, a missing key or one that a plan does not have.
    #[error("line {line}: {message}")]
    Toml {
        /// Counted from 1.
        line: usize,
        /// What the reader of TOML says.
        message: String,
    },
    /// A key holds something that it cannot hold.
    #[error("{key}: {message}")]
    Value {
        /// The key, such as `bands[0].hours`.
        key: String,
        /// What it holds, and what belongs there.
        message: String,
    },
    /// More than a plan could need.
    #[error("the plan has more than 1048576 bytes; rates belong in a deck")]
    TooLong,
}

/// Says what to do where the reader of TOML does not.
fn with_remedy(message: String) -> String {
    if message.starts_with("missing field") {
        message + "; add it, in the table that begins on this line"
    } else {
        message
    }
}

impl PlanError {
    fn value(key: impl Into<String>, message: impl Display) -> Self {
        Self::Value {
            key: key.into(),
            message: message.to_string(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    name: String,
    currency: String,
    zone: String,
    otherwise: Option<String>,
    #[serde(default)]
    decks: Vec<DeckEntry>,
    #[serde(default)]
    bands: Vec<BandEntry>,
    #[serde(default)]
    holidays: Vec<String>,
    tax: Option<TaxEntry>,
    rounding: Option<RoundingEntry>,
    numbering: Option<NumberingEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeckEntry {
    file: String,
    delimiter: Option<char>,
    decimal_mark: Option<char>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandEntry {
    name: String,
    days: Vec<String>,
    hours: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaxEntry {
    #[serde(default)]
    included: bool,
    rounding: Option<String>,
    rates: Vec<TaxStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaxStep {
    from: String,
    percent: Quoted,
}

/// A number in quotes, which a reader of TOML leaves as it was written. A bare `19.6` would already be a float.
struct Quoted(String);

impl<'de> Deserialize<'de> for Quoted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Quoted;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number in quotes, such as \"19.6\"")
            }

            fn visit_str<E>(self, text: &str) -> Result<Quoted, E> {
                Ok(Quoted(text.to_owned()))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundingEntry {
    mode: Option<String>,
    decimals: Option<u8>,
    shown: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberingEntry {
    #[serde(default)]
    country: String,
    #[serde(default)]
    national: String,
    #[serde(default)]
    international: Vec<String>,
    #[serde(default)]
    outside_line: String,
    #[serde(default)]
    access_codes: Vec<String>,
}

impl PlanFile {
    fn plan(self) -> Result<Plan, PlanError> {
        let currency: Currency = parse("currency", &self.currency)?;
        let zone: Tz = self.zone.parse().map_err(|_| {
            PlanError::value(
                "zone",
                format!(
                    "{:?} is not a time zone; write an IANA name such as Pacific/Noumea",
                    self.zone
                ),
            )
        })?;
        let mut plan = Plan::new(&self.name, currency, zone);
        if let Some(otherwise) = &self.otherwise {
            plan = plan.otherwise(otherwise);
        }
        for (at, deck) in self.decks.iter().enumerate() {
            plan = plan.deck(deck.read(at)?);
        }
        for (at, band) in self.bands.iter().enumerate() {
            for window in band.read(at)? {
                plan = plan.band(window);
            }
        }
        for (at, text) in self.holidays.iter().enumerate() {
            plan = plan.holiday(read_holiday(&format!("holidays[{at}]"), text)?);
        }
        if let Some(tax) = &self.tax {
            plan = plan.tax(tax.read()?);
        }
        if let Some(rounding) = &self.rounding {
            plan = rounding.apply(plan)?;
        }
        if let Some(numbering) = &self.numbering {
            plan = plan.numbering(numbering.read()?);
        }
        Ok(plan)
    }
}

impl DeckEntry {
    fn read(&self, at: usize) -> Result<DeckFile, PlanError> {
        let mut format = Format::default();
        if let Some(delimiter) = self.delimiter {
            format.delimiter = match delimiter {
                ',' | ';' | '\t' | '|' => delimiter as u8,
                _ => {
                    let message =
                        format!("{delimiter:?} separates no fields; use , or ; or | or a tab (\"\\t\")");
                    return Err(PlanError::value(format!("decks[{at}].delimiter"), message));
                }
            };
        }
        if let Some(mark) = self.decimal_mark {
            format.decimal_mark = match mark {
                '.' | ',' => mark,
                _ => {
                    let message = format!("{mark:?} is no decimal mark; use . or ,");
                    return Err(PlanError::value(format!("decks[{at}].decimal_mark"), message));
                }
            };
        }
        Ok(DeckFile::new(&self.file, format))
    }
}

impl BandEntry {
    fn read(&self, at: usize) -> Result<Vec<Band>, PlanError> {
        let mut days = Days::NONE;
        for text in &self.days {
            days = days.with(read_days(&format!("bands[{at}].days"), text)?);
        }
        let key = format!("bands[{at}].hours");
        let windows: Result<Vec<_>, _> = self
            .hours
            .iter()
            .map(|text| read_hours(&key, text).map(|hours| Band::new(&self.name, days, hours)))
            .collect();
        match windows {
            Ok(windows) if windows.is_empty() => Err(PlanError::value(
                key,
                "empty; write [\"00:00-24:00\"] for all day",
            )),
            Ok(_) if days == Days::NONE => Err(PlanError::value(
                format!("bands[{at}].days"),
                "empty; write [\"mon-sun\"] for every day",
            )),
            windows => windows,
        }
    }
}

impl TaxEntry {
    fn read(&self) -> Result<Tax, PlanError> {
        let mut tax = if self.included {
            Tax::inclusive()
        } else {
            Tax::exclusive()
        };
        let mut days: Vec<NaiveDate> = Vec::new();
        for (at, step) in self.rates.iter().enumerate() {
            let day = read_date(&format!("tax.rates[{at}].from"), &step.from)?;
            if days.contains(&day) {
                let message = format!("{day} is there twice; give each day once");
                return Err(PlanError::value(format!("tax.rates[{at}].from"), message));
            }
            days.push(day);
            tax = tax.from(
                day,
                parse::<Decimal>(&format!("tax.rates[{at}].percent"), &step.percent.0)?,
            );
        }
        match &self.rounding {
            Some(mode) => Ok(tax.rounding(parse("tax.rounding", mode)?)),
            None => Ok(tax),
        }
    }
}

impl RoundingEntry {
    fn apply(&self, mut plan: Plan) -> Result<Plan, PlanError> {
        let mode = self
            .mode
            .as_deref()
            .map_or(Ok(Rounding::HalfUp), |mode| parse("rounding.mode", mode))?;
        let decimals = self.decimals.unwrap_or(6);
        if decimals > 6 {
            let message = format!("{decimals} decimals cannot be kept; use 0 to 6");
            return Err(PlanError::value("rounding.decimals", message));
        }
        plan = plan.rounding(mode, decimals);
        match &self.shown {
            Some(mode) => Ok(plan.shown(parse("rounding.shown", mode)?)),
            None => Ok(plan),
        }
    }
}

impl NumberingEntry {
    fn read(&self) -> Result<Numbering, PlanError> {
        let mut numbering = Numbering::new()
            .country(&self.country)
            .national(&self.national)
            .outside_line(&self.outside_line);
        for code in &self.international {
            numbering = numbering.international(code);
        }
        for code in &self.access_codes {
            numbering = numbering.access_code(code);
        }
        match numbering.misfit() {
            Some((key, code)) => Err(PlanError::value(
                format!("numbering.{key}"),
                format!("{code:?} is no code; write 1 to 8 digits"),
            )),
            None => Ok(numbering),
        }
    }
}

fn parse<T: FromStr<Err: Display>>(key: &str, text: &str) -> Result<T, PlanError> {
    text.parse().map_err(|error: T::Err| PlanError::value(key, error))
}

fn read_date(key: &str, text: &str) -> Result<NaiveDate, PlanError> {
    let is_written_out = text.len() == 10;
    text.parse().ok().filter(|_| is_written_out).ok_or_else(|| {
        PlanError::value(
            key,
            format!("{text:?} is not a date; write year-month-day such as 2013-10-01"),
        )
    })
}

/// `12-25` for every year, `2025-06-09` for once.
fn read_holiday(key: &str, text: &str) -> Result<Holiday, PlanError> {
    if text.len() != 5 {
        return read_date(key, text).map(Holiday::Once);
    }
    // A leap year, so that 29 February is a day.
    let date: Option<NaiveDate> = format!("2024-{text}").parse().ok();
    text.split_once('-')
        .filter(|_| date.is_some())
        .and_then(|(month, day)| {
            Some(Holiday::Yearly {
                month: month.parse().ok()?,
                day: day.parse().ok()?,
            })
        })
        .ok_or_else(|| PlanError::value(key, format!("{text:?} is not a day; write 12-25 or 2025-06-09")))
}

/// `mon`, `mon-fri` or `holiday`.
fn read_days(key: &str, text: &str) -> Result<Days, PlanError> {
    if text == "holiday" {
        return Ok(Days::HOLIDAY);
    }
    let weekday = |text: &str| match text.trim() {
        "mon" => Some(Weekday::Mon),
        "tue" => Some(Weekday::Tue),
        "wed" => Some(Weekday::Wed),
        "thu" => Some(Weekday::Thu),
        "fri" => Some(Weekday::Fri),
        "sat" => Some(Weekday::Sat),
        "sun" => Some(Weekday::Sun),
        _ => None,
    };
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    weekday(from)
        .zip(weekday(to))
        .map(|(from, to)| Days::range(from, to))
        .ok_or_else(|| {
            PlanError::value(
                key,
                format!("{text:?} is no day; write mon, tue, wed, thu, fri, sat, sun, mon-fri or holiday"),
            )
        })
}

/// `07:00-19:00`.
fn read_hours(key: &str, text: &str) -> Result<Hours, PlanError> {
    let minute = |text: &str| {
        let (hours, minutes) = text.trim().split_once(':')?;
        let two_digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (hours, minutes) = (
            two_digits(hours).then_some(hours)?,
            two_digits(minutes).then_some(minutes)?,
        );
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (minutes < 60).then_some(hours * 60 + minutes)
    };
    text.split_once('-')
        .and_then(|(from, to)| Hours::new(minute(from)?, minute(to)?))
        .ok_or_else(|| {
            PlanError::value(
                key,
                format!("{text:?} are no hours; write 07:00-19:00, or 22:00-06:00 over midnight"),
            )
        })
}
