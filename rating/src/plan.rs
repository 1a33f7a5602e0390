//! The rules around a deck.

#[cfg(feature = "serde")]
mod file;

use chrono_tz::Tz;

use crate::calendar::Calendar;
use crate::{Band, Currency, Format, Holiday, Numbering, Rounding, Tax};

#[cfg(feature = "serde")]
pub use file::PlanError;

/// The rules around a deck: currency, time zone, bands, tax, rounding, numbering.
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
#[derive(Clone, Debug)]
#[must_use]
pub struct Plan {
    name: String,
    currency: Currency,
    zone: Tz,
    bands: Vec<Band>,
    otherwise: String,
    holidays: Vec<Holiday>,
    tax: Tax,
    rounding: Rounding,
    decimals: u8,
    shown: Rounding,
    numbering: Numbering,
    decks: Vec<DeckFile>,
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
            tax: Tax::default(),
            rounding: Rounding::HalfUp,
            decimals: 6,
            shown: Rounding::HalfUp,
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

    /// Tax. Default: none.
    pub fn tax(mut self, tax: Tax) -> Self {
        self.tax = tax;
        self
    }

    /// How the amount of a call is made from the exact price: to so many decimals, at most 6. Default: half up to 6.
    pub fn rounding(mut self, mode: Rounding, decimals: u8) -> Self {
        (self.rounding, self.decimals) = (mode, decimals.min(6));
        self
    }

    /// How amounts are rounded where they are shown in whole coins. Default: half up.
    pub fn shown(mut self, mode: Rounding) -> Self {
        self.shown = mode;
        self
    }

    /// How numbers are dialled. Default: as in the deck.
    pub fn numbering(mut self, numbering: Numbering) -> Self {
        self.numbering = numbering;
        self
    }

    /// Names a file that the deck stands in; reading it is up to the caller.
    pub fn deck(mut self, deck: DeckFile) -> Self {
        self.decks.push(deck);
        self
    }

    /// The name of the plan.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The currency of all prices.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The zone whose clock the bands, and the dates of the tax, go by.
    #[must_use]
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// How amounts are rounded where they are shown.
    #[must_use]
    pub const fn shown_rounding(&self) -> Rounding {
        self.shown
    }

    /// The files that the deck stands in, in order.
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

    pub(crate) const fn taxation(&self) -> &Tax {
        &self.tax
    }

    /// The mode, and the step in millionths.
    pub(crate) fn step(&self) -> (Rounding, i64) {
        (
            self.rounding,
            10i64.pow(6u32.saturating_sub(u32::from(self.decimals))),
        )
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
}

impl DeckFile {
    /// A file and how it is written.
    #[must_use]
    pub fn new(file: &str, format: Format) -> Self {
        Self {
            file: file.to_owned(),
            format,
        }
    }
}
