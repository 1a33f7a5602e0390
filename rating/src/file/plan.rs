//! The keys of a plan, both ways.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::FileError;
use super::numbering::NumberingEntry;
use super::text::Quoted;
use super::words::{
    days_texts, hours_text, parse, parse_some, read_date, read_days, read_hours, read_seconds, seconds,
};
use crate::{
    Band, Currency, Days, Decimal, DeckFile, Exchange, Format, Holiday, Place, Plan, Pricing, Ratio,
    Rounding, Seconds, Tax, TaxBasis, TaxPlace, TaxSide,
};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanEntry {
    name: String,
    currency: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency_decimals: Option<u8>,
    zone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    holidays: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pricing: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest: Option<Quoted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<ParentEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rounding: Option<RoundingEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax: Option<TaxEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) numbering: Option<NumberingEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    exchange: Vec<ExchangeEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decks: Vec<DeckEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bands: Vec<BandEntry>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct DeckEntry {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency_decimals: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<char>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal_mark: Option<char>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct BandEntry {
    name: String,
    days: Vec<String>,
    hours: Vec<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ParentEntry {
    plan: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<Quoted>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ExchangeEntry {
    currency: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency_decimals: Option<u8>,
    from: String,
    rate: Quoted,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct TaxEntry {
    #[serde(default)]
    included: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rounding: Option<String>,
    #[serde(default)]
    rates: Vec<TaxStep>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct TaxStep {
    from: String,
    percent: Quoted,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RoundingEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coin: Option<Quoted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<String>,
}

impl PlanEntry {
    /// The plan, without its numbering. `at` stands before every key of an error, such as `plans[0].`.
    pub(super) fn read(&self, at: &str) -> Result<Plan, FileError> {
        let key = |key: &str| format!("{at}{key}");
        let currency = read_currency(at, &self.currency, self.currency_decimals)?;
        let zone: Tz = self.zone.parse().map_err(|_| {
            FileError::value(
                key("zone"),
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
        for (number, band) in self.bands.iter().enumerate() {
            for window in band.read(&key(&format!("bands[{number}]")))? {
                plan = plan.band(window);
            }
        }
        for (number, text) in self.holidays.iter().enumerate() {
            plan = plan.holiday(parse::<Holiday>(&key(&format!("holidays[{number}]")), text)?);
        }
        if let Some(pricing) = parse_some::<Pricing>(&key("pricing"), self.pricing.as_deref())? {
            plan = plan.pricing(pricing);
        }
        if let Some(seconds) = parse_some::<Seconds>(&key("seconds"), self.seconds.as_deref())? {
            plan = plan.seconds(seconds);
        }
        if let Some(longest) = &self.longest {
            plan = plan.longest(read_seconds(&key("longest"), &longest.0)?);
        }
        if let Some(parent) = &self.parent {
            let factor = match &parent.factor {
                Some(factor) => parse(&key("parent.factor"), &factor.0)?,
                None => Ratio::ONE,
            };
            plan = plan.parent(&parent.plan, factor);
        }
        if let Some(rounding) = &self.rounding {
            plan = rounding.apply(&key("rounding"), plan)?;
        }
        if let Some(tax) = &self.tax {
            plan = plan.tax(tax.read(&key("tax"))?);
        }
        for (number, exchange) in self.exchange.iter().enumerate() {
            plan = exchange.apply(&key(&format!("exchange[{number}].")), plan)?;
        }
        for (number, deck) in self.decks.iter().enumerate() {
            plan = plan.deck(deck.read(&key(&format!("decks[{number}].")))?);
        }
        Ok(plan)
    }

    pub(super) fn forget_files(&mut self) {
        self.decks.clear();
    }

    /// The keys that say this plan; those that hold their defaults are left out.
    pub(super) fn print(plan: &Plan) -> Self {
        let (currency, currency_decimals) = currency_texts(plan.currency());
        Self {
            name: plan.name().to_owned(),
            currency,
            currency_decimals,
            zone: plan.zone().name().to_owned(),
            otherwise: (plan.other_band() != "all").then(|| plan.other_band().to_owned()),
            holidays: plan.holidays().iter().map(Holiday::to_string).collect(),
            pricing: unless_default(plan.priced_by()),
            seconds: unless_default(plan.seconds_rounding()),
            longest: plan.longest_call().map(|length| Quoted(seconds(length))),
            parent: plan.parent_plan().map(|parent| ParentEntry {
                plan: parent.plan.clone(),
                factor: (parent.factor != Ratio::ONE).then(|| Quoted(parent.factor.to_string())),
            }),
            rounding: RoundingEntry::print(plan),
            tax: TaxEntry::print(plan.taxation()),
            numbering: None,
            exchange: plan.exchanges().iter().map(ExchangeEntry::print).collect(),
            decks: plan.decks().iter().map(DeckEntry::print).collect(),
            bands: plan.bands().iter().map(BandEntry::print).collect(),
        }
    }
}

impl DeckEntry {
    fn read(&self, at: &str) -> Result<DeckFile, FileError> {
        let mut format = Format::default();
        if let Some(delimiter) = self.delimiter {
            format.delimiter = match delimiter {
                ',' | ';' | '\t' | '|' => delimiter as u8,
                _ => {
                    let message =
                        format!("{delimiter:?} separates no fields; use , or ; or | or a tab (\"\\t\")");
                    return Err(FileError::value(format!("{at}delimiter"), message));
                }
            };
        }
        if let Some(mark) = self.decimal_mark {
            format.decimal_mark = match mark {
                '.' | ',' => mark,
                _ => {
                    let message = format!("{mark:?} is no decimal mark; use . or ,");
                    return Err(FileError::value(format!("{at}decimal_mark"), message));
                }
            };
        }
        let mut file = DeckFile::new(&self.file, format);
        if let Some(day) = &self.effective {
            file.effective = Some(read_date(&format!("{at}effective"), day)?);
        }
        if let Some(currency) = &self.currency {
            file.currency = Some(read_currency(at, currency, self.currency_decimals)?);
        }
        Ok(file)
    }

    fn print(deck: &DeckFile) -> Self {
        let usual = Format::default();
        let delimiter = deck.format.delimiter;
        let mark = deck.format.decimal_mark;
        let (currency, currency_decimals) = deck.currency.map(currency_texts).unzip();
        Self {
            file: deck.file.clone(),
            effective: deck.effective.map(|day| day.to_string()),
            currency,
            currency_decimals: currency_decimals.flatten(),
            delimiter: (delimiter != usual.delimiter).then(|| char::from(delimiter)),
            decimal_mark: (mark != usual.decimal_mark).then_some(mark),
        }
    }
}

impl BandEntry {
    fn read(&self, at: &str) -> Result<Vec<Band>, FileError> {
        let mut days = Days::NONE;
        for text in &self.days {
            days = days.with(read_days(&format!("{at}.days"), text)?);
        }
        let key = format!("{at}.hours");
        let windows: Result<Vec<_>, _> = self
            .hours
            .iter()
            .map(|text| read_hours(&key, text).map(|hours| Band::new(&self.name, days, hours)))
            .collect();
        match windows {
            Ok(windows) if windows.is_empty() => Err(FileError::value(
                key,
                "empty; write [\"00:00-24:00\"] for all day",
            )),
            Ok(_) if days == Days::NONE => Err(FileError::value(
                format!("{at}.days"),
                "empty; write [\"mon-sun\"] for every day",
            )),
            windows => windows,
        }
    }

    fn print(band: &Band) -> Self {
        Self {
            name: band.name().to_owned(),
            days: days_texts(band.days()),
            hours: vec![hours_text(band.hours())],
        }
    }
}

impl TaxEntry {
    fn read(&self, at: &str) -> Result<Tax, FileError> {
        let mut tax = if self.included {
            Tax::inclusive()
        } else {
            Tax::exclusive()
        };
        let mut days: Vec<NaiveDate> = Vec::new();
        for (number, step) in self.rates.iter().enumerate() {
            let key = format!("{at}.rates[{number}].from");
            let day = read_date(&key, &step.from)?;
            if days.contains(&day) {
                let message = format!("{day} is there twice; give each day once");
                return Err(FileError::value(key, message));
            }
            days.push(day);
            tax = tax.from(
                day,
                parse::<Decimal>(&format!("{at}.rates[{number}].percent"), &step.percent.0)?,
            );
        }
        if let Some(side) = parse_some::<TaxSide>(&format!("{at}.first"), self.first.as_deref())? {
            tax = tax.first(side);
        }
        if let Some(basis) = parse_some::<TaxBasis>(&format!("{at}.basis"), self.basis.as_deref())? {
            tax = tax.basis(basis);
        }
        if let Some(place) = parse_some::<TaxPlace>(&format!("{at}.place"), self.place.as_deref())? {
            tax = tax.place(place);
        }
        if let Some(mode) = parse_some::<Rounding>(&format!("{at}.rounding"), self.rounding.as_deref())? {
            tax = tax.rounding(mode);
        }
        Ok(tax)
    }

    fn print(tax: &Tax) -> Option<Self> {
        let usual_side = if tax.is_included() {
            TaxSide::After
        } else {
            TaxSide::Before
        };
        let side = tax.first_side();
        let entry = Self {
            included: tax.is_included(),
            first: (side != usual_side).then(|| side.to_string()),
            basis: unless_default(tax.second_basis()),
            place: unless_default(tax.rounded_at()),
            rounding: tax.second_rounding().map(|mode| mode.to_string()),
            rates: tax
                .steps()
                .iter()
                .map(|(day, percent)| TaxStep {
                    from: day.to_string(),
                    percent: Quoted(percent.to_string()),
                })
                .collect(),
        };
        let is_usual = !entry.included
            && entry.first.is_none()
            && entry.basis.is_none()
            && entry.place.is_none()
            && entry.rounding.is_none()
            && entry.rates.is_empty();
        (!is_usual).then_some(entry)
    }
}

impl RoundingEntry {
    fn apply(&self, at: &str, mut plan: Plan) -> Result<Plan, FileError> {
        let mode = parse_some(&format!("{at}.mode"), self.mode.as_deref())?.unwrap_or(Rounding::HalfUp);
        let decimals = self.decimals.unwrap_or(6);
        if decimals > 6 {
            let message = format!("{decimals} decimals cannot be kept; use 0 to 6");
            return Err(FileError::value(format!("{at}.decimals"), message));
        }
        plan = plan.rounding(mode, decimals);
        if let Some(coin) = &self.coin {
            let key = format!("{at}.coin");
            if self.decimals.is_some() {
                let message = "there are decimals too; keep one of the two";
                return Err(FileError::value(key, message));
            }
            let value: Ratio = parse(&key, &coin.0)?;
            let micros = value.to_micros().filter(|&micros| micros > 0).ok_or_else(|| {
                FileError::value(
                    key,
                    format!(
                        "{:?} is no coin; write an amount above zero, with at most 6 decimals",
                        coin.0
                    ),
                )
            })?;
            plan = plan.coin(micros);
        }
        if let Some(place) = parse_some::<Place>(&format!("{at}.place"), self.place.as_deref())? {
            plan = plan.place(place);
        }
        Ok(match parse_some(&format!("{at}.shown"), self.shown.as_deref())? {
            Some(mode) => plan.shown(mode),
            None => plan,
        })
    }

    fn print(plan: &Plan) -> Option<Self> {
        let step = plan.amount_step();
        let decimals = (0..=6u8).find(|&decimals| 10i64.pow(6 - u32::from(decimals)) == step);
        let (mode, shown) = (plan.amount_rounding(), plan.shown_rounding());
        let entry = Self {
            mode: (mode != Rounding::HalfUp).then(|| mode.to_string()),
            decimals: decimals.filter(|&decimals| decimals != 6),
            coin: decimals.is_none().then(|| Quoted(micros_text(step))),
            place: unless_default(plan.rounded_at()),
            shown: (shown != Rounding::HalfUp).then(|| shown.to_string()),
        };
        let is_usual = entry.mode.is_none()
            && entry.decimals.is_none()
            && entry.coin.is_none()
            && entry.place.is_none()
            && entry.shown.is_none();
        (!is_usual).then_some(entry)
    }
}

impl ExchangeEntry {
    fn apply(&self, at: &str, plan: Plan) -> Result<Plan, FileError> {
        let currency = read_currency(at, &self.currency, self.currency_decimals)?;
        let from = read_date(&format!("{at}from"), &self.from)?;
        if plan
            .exchanges()
            .iter()
            .any(|known| (known.currency, known.from) == (currency, from))
        {
            let message = format!("{from} is there twice for {currency}; give each day once");
            return Err(FileError::value(format!("{at}from"), message));
        }
        let rate = parse(&format!("{at}rate"), &self.rate.0)?;
        Ok(plan.exchange(currency, from, rate))
    }

    fn print(exchange: &Exchange) -> Self {
        let (currency, currency_decimals) = currency_texts(exchange.currency);
        Self {
            currency,
            currency_decimals,
            from: exchange.from.to_string(),
            rate: Quoted(exchange.rate.to_string()),
        }
    }
}

/// A code of ISO 4217, or one of one's own with its decimals.
fn read_currency(at: &str, code: &str, decimals: Option<u8>) -> Result<Currency, FileError> {
    let Some(decimals) = decimals else {
        return parse(&format!("{at}currency"), code);
    };
    Currency::new(code, decimals).ok_or_else(|| {
        FileError::value(
            format!("{at}currency"),
            format!(
                "{code:?} with {decimals} decimals is no currency; write three capital letters and 0 to 6"
            ),
        )
    })
}

fn currency_texts(currency: Currency) -> (String, Option<u8>) {
    let code = currency.code().to_owned();
    let is_known = code.parse() == Ok(currency);
    (code, (!is_known).then(|| currency.decimals()))
}

/// The word of a setting; nothing for the default.
fn unless_default<T: Copy + Default + PartialEq + ToString>(value: T) -> Option<String> {
    (value != T::default()).then(|| value.to_string())
}

/// Millionths as a decimal number.
pub(super) fn micros_text(micros: i64) -> String {
    let digits = micros.unsigned_abs();
    let text = format!("{}.{:06}", digits / 1_000_000, digits % 1_000_000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if micros < 0 {
        format!("-{text}")
    } else {
        text.to_owned()
    }
}
