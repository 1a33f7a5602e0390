//! A site in plain values: what the strategies draw, the slow way reads, and the crate is told.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use switchhook_rating::{Counting, Kind, Place, Pricing, Rounding, Seconds, TaxBasis, TaxPlace, TaxSide};

use crate::fraction::Fraction;

/// Plans, the rules that assign calls to them, and how numbers are dialled.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) dialling: Dialling,
    /// Named by their place: `0`, `1`, …
    pub(crate) plans: Vec<PlanModel>,
    pub(crate) fallback: usize,
    pub(crate) rules: Vec<(Rule, usize)>,
}

#[derive(Clone, Debug)]
pub(crate) enum Rule {
    Account(&'static str),
    Extension(&'static str),
    Trunk(&'static str),
    Number(&'static str),
    Caller(&'static str),
}

#[derive(Clone, Debug)]
pub(crate) struct Dialling {
    pub(crate) country: &'static str,
    pub(crate) national: &'static str,
    pub(crate) international: Vec<&'static str>,
    pub(crate) outside: &'static str,
    pub(crate) access: Vec<&'static str>,
    pub(crate) lengths: Vec<u8>,
    pub(crate) short: Vec<(&'static str, Kind)>,
    pub(crate) kinds: Vec<(&'static str, (u8, u8), Kind)>,
}

#[derive(Clone, Debug)]
pub(crate) struct PlanModel {
    pub(crate) clock: Clock,
    pub(crate) pricing: Pricing,
    pub(crate) seconds: Seconds,
    pub(crate) place: Place,
    pub(crate) mode: Rounding,
    /// In millionths.
    pub(crate) step: i64,
    pub(crate) tax: TaxModel,
    /// What a unit of the foreign currency is worth from a day on, earliest first.
    pub(crate) exchange: Vec<(NaiveDate, Ratio)>,
    /// An earlier plan, and the factor.
    pub(crate) parent: Option<(usize, Ratio)>,
    /// No two of one day.
    pub(crate) versions: Vec<Version>,
}

/// Numerator and denominator.
pub(crate) type Ratio = (i64, i64);

pub(crate) fn exact(ratio: Ratio) -> Fraction {
    Fraction::new(ratio.0.into(), ratio.1.into())
}

/// The names of the bands, the last one outside all windows.
pub(crate) const BANDS: [&str; 3] = ["a", "b", "rest"];

#[derive(Clone, Debug)]
pub(crate) struct Clock {
    pub(crate) zone: Tz,
    pub(crate) windows: Vec<Window>,
    pub(crate) holidays: Vec<NaiveDate>,
}

#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub(crate) band: usize,
    /// Monday to Sunday, and holidays.
    pub(crate) days: [bool; 8],
    pub(crate) from: u16,
    pub(crate) to: u16,
}

#[derive(Clone, Debug)]
pub(crate) struct TaxModel {
    /// From which day on how many tenths of a percent, earliest first.
    pub(crate) tenths: Vec<(NaiveDate, i64)>,
    pub(crate) included: bool,
    pub(crate) first: Option<TaxSide>,
    pub(crate) basis: TaxBasis,
    pub(crate) place: TaxPlace,
    pub(crate) rounding: Option<Rounding>,
}

#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) foreign: bool,
    pub(crate) rows: Vec<RowModel>,
}

#[derive(Clone, Debug)]
pub(crate) struct RowModel {
    pub(crate) prefix: &'static str,
    pub(crate) digits: (u8, u8),
    pub(crate) only: Option<Kind>,
    pub(crate) caller: Option<&'static str>,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) priority: i32,
    pub(crate) blocked: bool,
    pub(crate) per: u64,
    pub(crate) price: Ratio,
    pub(crate) fee: Ratio,
    pub(crate) steps: Steps,
    /// What is different in a band.
    pub(crate) bands: [(Option<Ratio>, Option<Ratio>, Option<Steps>); 3],
    /// From how many milliseconds on, shortest first.
    pub(crate) slots: Vec<(u64, Ratio, Option<Steps>)>,
    pub(crate) surcharge: Ratio,
    pub(crate) minimum: Option<Ratio>,
    pub(crate) maximum: Option<Ratio>,
    pub(crate) grace: u64,
    pub(crate) free: u64,
}

/// First and next block in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Steps {
    pub(crate) first: u64,
    pub(crate) next: u64,
    pub(crate) rule: Counting,
}

#[derive(Clone, Debug)]
pub(crate) struct CallModel {
    pub(crate) number: String,
    pub(crate) start: When,
    pub(crate) millis: u64,
    pub(crate) caller: &'static str,
    pub(crate) account: &'static str,
    pub(crate) extension: &'static str,
    pub(crate) trunk: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum When {
    Instant(DateTime<Utc>),
    Reading(NaiveDateTime),
}
