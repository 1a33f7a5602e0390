//! The rules around decks.

use std::time::Duration;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::calendar::Calendar;
use crate::{Band, Currency, Format, Holiday, Numbering, Ratio, Rounding, Tax};

/// The rules around decks: currency, time zone, bands, tax, rounding, numbering.
///
/// Built step by step, or read from TOML with `Plan::from_toml` (feature `serde`).
///
/// ```
/// use chrono_tz::Pacific::Noumea;
/// use switchhook_rating::{Band, Currency, Days, Hours, Plan, Rounding};
/// let plan = Plan::new("New Caledonia", Currency::XPF, Noumea)
///     .band(Band::new("peak", Days::WORKING, Hours::new(7 * 60, 19 * 60).unwrap()))
///     .otherwise("offpeak")
///     .shown(Rounding::Floor);
/// assert_eq!(plan.zone().name(), "Pacific/Noumea");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Plan {
    name: String,
    currency: Currency,
    zone: Tz,
    bands: Vec<Band>,
    otherwise: String,
    holidays: Vec<Holiday>,
    pricing: Pricing,
    seconds: Seconds,
    tax: Tax,
    rounding: Rounding,
    step: i64,
    place: Place,
    shown: Rounding,
    exchange: Vec<Exchange>,
    parent: Option<Parent>,
    longest: Option<Duration>,
    numbering: Numbering,
    decks: Vec<DeckFile>,
}

/// Which band and slot the parts of a call belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Pricing {
    /// `start`: the whole call to the band in which it begins; an increment to the slot in which it begins.
    #[default]
    Start,
    /// `increment`: each increment to the band and slot in which it begins.
    Increment,
    /// `second`: the billed time is cut exactly where band or slot change.
    Second,
}

/// What becomes of fractions of a second in the length of a call, before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Seconds {
    /// `none`: they count.
    #[default]
    Exact,
    /// `up`: a started second is a whole one.
    Up,
    /// `down`: they are cut off.
    Down,
    /// `half_up`: to the nearest, half a second up.
    HalfUp,
}

/// Where the exact price is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Place {
    /// `increment`: the price of each increment, and then the amount of the call.
    Increment,
    /// `segment`: the price of each stretch in one band and slot, and then the amount of the call.
    Segment,
    /// `call`: the amount of the call, once.
    #[default]
    Call,
    /// `invoice`: the sum of calls; the amount of a call is kept to the millionth.
    Invoice,
}

/// What a unit of a deck's currency is worth in the plan's, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// The currency of the deck.
    pub currency: Currency,
    /// The first day, by the clock of the plan.
    pub from: NaiveDate,
    /// How many units of the plan's currency one unit is worth.
    pub rate: Ratio,
}

/// The plan in which rows are looked up that the decks of a plan do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parent {
    /// Its name.
    pub plan: String,
    /// What its prices, fees, minima and maxima are multiplied by.
    pub factor: Ratio,
}

impl Plan {
    /// A plan with one band called `all`, no tax, amounts kept to the millionth.
    pub fn new(name: &str, currency: Currency, zone: Tz) -> Self {
        Self {
            name: name.to_owned(),
            currency,
            zone,
            bands: Vec::new(),
            otherwise: "all".to_owned(),
            holidays: Vec::new(),
            pricing: Pricing::default(),
            seconds: Seconds::default(),
            tax: Tax::default(),
            rounding: Rounding::HalfUp,
            step: 1,
            place: Place::default(),
            shown: Rounding::HalfUp,
            exchange: Vec::new(),
            parent: None,
            longest: None,
            numbering: Numbering::new(),
            decks: Vec::new(),
        }
    }

    /// Adds a window of the week. Where windows overlap, the first added counts.
    pub fn band(mut self, band: Band) -> Self {
        self.bands.push(band);
        self
    }

    /// The name of the band outside all windows. Default: `all`.
    pub fn otherwise(mut self, name: &str) -> Self {
        name.clone_into(&mut self.otherwise);
        self
    }

    /// Adds a holiday.
    pub fn holiday(mut self, holiday: Holiday) -> Self {
        self.holidays.push(holiday);
        self
    }

    /// Which band and slot the parts of a call belong to. Default: by the start.
    pub fn pricing(mut self, pricing: Pricing) -> Self {
        self.pricing = pricing;
        self
    }

    /// What becomes of fractions of a second. Default: they count.
    pub fn seconds(mut self, seconds: Seconds) -> Self {
        self.seconds = seconds;
        self
    }

    /// Tax. Default: none.
    pub fn tax(mut self, tax: Tax) -> Self {
        self.tax = tax;
        self
    }

    /// How an amount is made from the exact price: to so many decimals, at most 6. Default: half up to 6.
    pub fn rounding(mut self, mode: Rounding, decimals: u8) -> Self {
        self.rounding = mode;
        self.step = 10i64.pow(6u32.saturating_sub(u32::from(decimals)));
        self
    }

    /// The smallest coin, in millionths of the currency, in place of a number of decimals: 50 000 for five hundredths.
    /// [`BookError::Coin`](crate::BookError::Coin) unless it is above zero.
    pub fn coin(mut self, micros: i64) -> Self {
        self.step = micros;
        self
    }

    /// Where the exact price is rounded. Default: in the amount of the call.
    pub fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// How amounts are rounded where they are shown in whole coins. Default: half up.
    pub fn shown(mut self, mode: Rounding) -> Self {
        self.shown = mode;
        self
    }

    /// What a unit of a currency of decks is worth in that of the plan, from a day on. Default: nothing is known, and
    /// a call that would need it is rejected.
    pub fn exchange(mut self, currency: Currency, from: NaiveDate, rate: Ratio) -> Self {
        self.exchange
            .retain(|known| (known.currency, known.from) != (currency, from));
        self.exchange.push(Exchange { currency, from, rate });
        self.exchange.sort_by_key(|known| known.from);
        self
    }

    /// The plan in which rows are looked up that are missing here, and what its prices are multiplied by.
    /// Default: none.
    pub fn parent(mut self, plan: &str, factor: Ratio) -> Self {
        self.parent = Some(Parent {
            plan: plan.to_owned(),
            factor,
        });
        self
    }

    /// The length beyond which a call is flagged as one that may have got stuck; it has a price all the same.
    /// Default: none.
    pub fn longest(mut self, length: Duration) -> Self {
        self.longest = Some(length);
        self
    }

    /// How numbers are dialled. Default: as in the deck.
    pub fn numbering(mut self, numbering: Numbering) -> Self {
        self.numbering = numbering;
        self
    }

    /// Names a file that a deck stands in; reading it is up to the caller.
    pub fn deck(mut self, deck: DeckFile) -> Self {
        self.decks.push(deck);
        self
    }

    /// The name of the plan.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The currency of all amounts, and of the prices of decks that name none.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The zone whose clock the bands, the decks and the dates of the tax go by.
    #[must_use]
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// The windows of the week, in order.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// The name of the band outside all windows.
    #[must_use]
    pub fn other_band(&self) -> &str {
        &self.otherwise
    }

    /// The holidays, in order.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// Which band and slot the parts of a call belong to.
    #[must_use]
    pub const fn priced_by(&self) -> Pricing {
        self.pricing
    }

    /// What becomes of fractions of a second.
    #[must_use]
    pub const fn seconds_rounding(&self) -> Seconds {
        self.seconds
    }

    /// The tax.
    pub const fn taxation(&self) -> &Tax {
        &self.tax
    }

    /// How an amount is made from the exact price.
    #[must_use]
    pub const fn amount_rounding(&self) -> Rounding {
        self.rounding
    }

    /// What amounts are multiples of, in millionths of the currency: 10 000 for two decimals.
    #[must_use]
    pub const fn amount_step(&self) -> i64 {
        self.step
    }

    /// Where the exact price is rounded.
    #[must_use]
    pub const fn rounded_at(&self) -> Place {
        self.place
    }

    /// How amounts are rounded where they are shown.
    #[must_use]
    pub const fn shown_rounding(&self) -> Rounding {
        self.shown
    }

    /// What currencies of decks are worth, earliest first.
    #[must_use]
    pub fn exchanges(&self) -> &[Exchange] {
        &self.exchange
    }

    /// What a unit of a currency is worth on a day, if that is known; 1 of the plan's own.
    #[must_use]
    pub fn worth(&self, currency: Currency, day: NaiveDate) -> Option<Ratio> {
        if currency == self.currency {
            return Some(Ratio::ONE);
        }
        self.exchange
            .iter()
            .rev()
            .find(|known| known.currency == currency && known.from <= day)
            .map(|known| known.rate)
    }

    /// The plan in which rows are looked up that are missing here.
    #[must_use]
    pub const fn parent_plan(&self) -> Option<&Parent> {
        self.parent.as_ref()
    }

    /// The length beyond which a call is flagged.
    #[must_use]
    pub const fn longest_call(&self) -> Option<Duration> {
        self.longest
    }

    /// The files that decks stand in, in order.
    #[must_use]
    pub fn decks(&self) -> &[DeckFile] {
        &self.decks
    }

    /// How numbers are dialled.
    #[must_use]
    pub const fn dialling(&self) -> &Numbering {
        &self.numbering
    }

    pub(crate) fn calendar(&self) -> Calendar {
        Calendar::new(&self.bands, &self.otherwise, &self.holidays)
    }

    /// The mode, and the step in millionths: half up to the millionth where nothing is rounded.
    pub(crate) const fn step(&self) -> (Rounding, i64) {
        match self.rounding {
            Rounding::Exact => (Rounding::HalfUp, 1),
            mode => (mode, self.step),
        }
    }
}

/// A file that a deck stands in, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeckFile {
    /// Its name, relative to the plan's.
    pub file: String,
    /// Delimiter and decimal mark.
    pub format: Format,
    /// The day from which the rows are in force; files of the same day are one deck. Default: always.
    pub effective: Option<NaiveDate>,
    /// The currency of its prices. Default: that of the plan.
    pub currency: Option<Currency>,
}

impl DeckFile {
    /// A file and how it is written.
    #[must_use]
    pub fn new(file: &str, format: Format) -> Self {
        Self {
            file: file.to_owned(),
            format,
            effective: None,
            currency: None,
        }
    }
}
