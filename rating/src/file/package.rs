//! The keys of packages, both ways.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::FileError;
use super::plan::micros_text;
use super::text::Quoted;
use super::words::{parse, parse_some};
use crate::{
    Allowance, CountedPer, Crossing, Currency, Kind, Money, Package, Period, Prefix, Ratio, read_prefixes,
};

/// The most prefixes that a package may name.
const MOST_PREFIXES: usize = 1000;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackageEntry {
    name: String,
    per: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crossing: Option<String>,
    beyond: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    prefixes: Vec<String>,
    steps: Vec<StepEntry>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StepEntry {
    plan: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<Quoted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before_tax: Option<Quoted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after_tax: Option<Quoted>,
}

impl PackageEntry {
    /// `currency` gives that of a plan by its name.
    pub(super) fn read(
        &self,
        at: &str,
        currency: impl Fn(&str) -> Option<Currency>,
    ) -> Result<Package, FileError> {
        let key = |key: &str| format!("{at}.{key}");
        let mut package = Package::new(
            &self.name,
            parse::<CountedPer>(&key("per"), &self.per)?,
            &self.beyond,
        );
        if let Some(period) = parse_some::<Period>(&key("period"), self.period.as_deref())? {
            package = package.period(period);
        }
        if let Some(crossing) = parse_some::<Crossing>(&key("crossing"), self.crossing.as_deref())? {
            package = package.crossing(crossing);
        }
        for (place, kind) in self.kinds.iter().enumerate() {
            package = package.kind(parse::<Kind>(&key(&format!("kinds[{place}]")), kind)?);
        }
        for (place, text) in self.prefixes.iter().enumerate() {
            let key = key(&format!("prefixes[{place}]"));
            let room = MOST_PREFIXES.saturating_sub(package.prefixes().len());
            for prefix in read_prefixes(text, room).map_err(|error| FileError::value(key, error))? {
                package = package.prefix(prefix);
            }
        }
        for (place, step) in self.steps.iter().enumerate() {
            let key = key(&format!("steps[{place}]"));
            let currency = currency(&self.beyond).ok_or_else(|| {
                let message = format!("{:?} is no plan of this book; write the name of one", self.beyond);
                FileError::value(format!("{at}.beyond"), message)
            })?;
            package = package.step(step.read(&key, currency)?, &step.plan);
        }
        Ok(package)
    }

    pub(super) fn print(package: &Package) -> Self {
        let (period, crossing) = (package.renewed(), package.crossed());
        Self {
            name: package.name().to_owned(),
            per: package.counted_per().to_string(),
            period: (period != Period::default()).then(|| period.to_string()),
            crossing: (crossing != Crossing::default()).then(|| crossing.to_string()),
            beyond: package.beyond().to_owned(),
            kinds: package.kinds().iter().map(Kind::to_string).collect(),
            prefixes: package.prefixes().iter().map(Prefix::to_string).collect(),
            steps: package
                .steps()
                .iter()
                .map(|(size, plan)| StepEntry::print(*size, plan))
                .collect(),
        }
    }
}

impl StepEntry {
    fn read(&self, key: &str, currency: Currency) -> Result<Allowance, FileError> {
        match (&self.minutes, &self.before_tax, &self.after_tax) {
            (Some(minutes), None, None) => {
                let key = format!("{key}.minutes");
                let minutes: Ratio = parse(&key, &minutes.0)?;
                time(minutes).map(Allowance::Time).ok_or_else(|| {
                    let message =
                        format!("{minutes} are no minutes; write a number above zero, in whole milliseconds");
                    FileError::value(key, message)
                })
            }
            (None, Some(amount), None) => {
                money(&format!("{key}.before_tax"), &amount.0, currency).map(Allowance::BeforeTax)
            }
            (None, None, Some(amount)) => {
                money(&format!("{key}.after_tax"), &amount.0, currency).map(Allowance::AfterTax)
            }
            _ => Err(FileError::value(
                key,
                "how much there is stands under one of minutes, before_tax and after_tax; write exactly one of them",
            )),
        }
    }

    fn print(size: Allowance, plan: &str) -> Self {
        let mut entry = Self {
            plan: plan.to_owned(),
            minutes: None,
            before_tax: None,
            after_tax: None,
        };
        match size {
            Allowance::Time(time) => entry.minutes = Some(Quoted(minutes(time).to_string())),
            Allowance::BeforeTax(money) => entry.before_tax = Some(Quoted(micros_text(money.micros()))),
            Allowance::AfterTax(money) => entry.after_tax = Some(Quoted(micros_text(money.micros()))),
        }
        entry
    }
}

const MILLIS_A_MINUTE: i64 = 60_000;

/// Minutes as a time, if they are whole milliseconds above zero.
fn time(minutes: Ratio) -> Option<Duration> {
    let millis = i128::from(minutes.numerator()) * i128::from(MILLIS_A_MINUTE);
    let denominator = i128::from(minutes.denominator());
    (millis > 0 && millis % denominator == 0)
        .then(|| u64::try_from(millis / denominator).ok())
        .flatten()
        .map(Duration::from_millis)
}

fn minutes(time: Duration) -> Ratio {
    // A time that no ratio can hold is longer than the world is old: it stays more than anybody can use.
    i64::try_from(time.as_millis())
        .ok()
        .and_then(|millis| Ratio::new(millis, MILLIS_A_MINUTE))
        .unwrap_or_else(|| Ratio::new(1_000_000_000_000, 1).unwrap_or(Ratio::ONE))
}

fn money(key: &str, text: &str, currency: Currency) -> Result<Money, FileError> {
    parse::<Ratio>(key, text)?
        .to_micros()
        .filter(|&micros| micros > 0)
        .map(|micros| Money::from_micros(micros, currency))
        .ok_or_else(|| {
            let message =
                format!("{text:?} is no amount of a package; write one above zero, with at most 6 decimals");
            FileError::value(key, message)
        })
}
