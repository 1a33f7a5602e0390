//! Plans and their decks, compiled: the thing that rates.

mod assign;
mod builder;
mod compiled;
mod counted;
mod error;
mod find;
mod load;
#[cfg(feature = "serde")]
mod stored;

use std::time::Duration;

use chrono::NaiveDate;

use crate::engine::{Moment, Pricer, Selected, Wanted, Working, select};
use crate::fast::FastPlan;
use crate::increment::whole_millis;
use crate::{
    Call, Calls, Charge, Deck, Forbidden, Kind, Money, Number, Numbering, Outcome, Package, Plan, Prefix,
    Ratio, Rejection, Start, Unmatched,
};

use assign::Assignments;
pub use assign::When;
pub use builder::BookBuilder;
pub(crate) use compiled::{BandClass, Class, PlanData, Version};
use counted::PackageData;
pub use counted::{Counted, Part, Usage};
pub use error::BookError;
pub use load::Overlap;

/// Plans and their decks, checked and compiled. It never changes, and the same call always gets the same outcome.
///
/// [`new`](Self::new) is the short way for one plan with one deck, [`builder`](Self::builder) takes several.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rating::{Book, Call, Currency, Deck, Format, Outcome, Plan, Start};
/// # #[cfg(feature = "csv")] {
/// let text = "prefix,destination,price,per,first,next\n\
///             +33,France,19.09,60,60,1\n";
/// let (deck, rejected) = Deck::from_csv(text, &Format::default());
/// assert!(rejected.is_empty());
/// let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
///
/// let start: Start = "2025-06-11 10:00:00".parse()?;
/// let outcome = book.rate(&Call::new("+33 1 23 45 67 89", start, Duration::from_secs(90)));
/// assert_eq!(outcome.charge().unwrap().before_tax.to_string(), "28.635 XPF");
///
/// // What the deck does not know is not free.
/// let outcome = book.rate(&Call::new("+44 20 7946 0000", start, Duration::from_secs(90)));
/// assert!(matches!(outcome, Outcome::Unmatched { .. }));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Book {
    numbering: Numbering,
    plans: Vec<PlanData>,
    assignments: Assignments,
    default: u16,
    packages: Vec<PackageData>,
    // Whether any rule or row asks who called.
    asks_caller: bool,
    // The rules as they were given, to write them down.
    #[cfg(feature = "serde")]
    rules: Vec<(When, String)>,
    #[cfg(feature = "serde")]
    pub(crate) fingerprint: crate::Fingerprint,
}

/// What a [`Book`] takes in memory, in bytes; see [`Book::memory`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Memory {
    /// From a number to its rows.
    pub index: usize,
    /// The rows with their lines and classes of prices, without the names of destinations.
    pub rows: usize,
    /// The prices of ordinary calls, which batches read.
    pub prices: usize,
    /// The clocks and calendars.
    pub time: usize,
}

/// Where in a book the price of a call stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    /// The plan whose rules count.
    pub(crate) plan: u16,
    /// The plan whose deck has the row.
    pub(crate) source: u16,
    pub(crate) version: u16,
    pub(crate) band: u16,
    pub(crate) row: u32,
    pub(crate) prefix: Prefix,
}

/// A call as far as the plan is chosen for it.
#[derive(Clone, Copy)]
struct Asked<'a> {
    number: &'a Number,
    kind: Kind,
    caller: Option<&'a Number>,
    start: Start,
    duration: Duration,
}

impl Book {
    /// Checks that plan and deck fit, and compiles them.
    ///
    /// # Errors
    ///
    /// [`BookError`] when the deck is empty, a band has no price or a price no band, a setting of the plan cannot be,
    /// or two rows are for the same numbers as they are dialled under this plan.
    pub fn new(plan: Plan, deck: Deck) -> Result<Self, BookError> {
        Self::builder().plan(plan, [deck]).build()
    }

    /// A book of several plans, each with one or more decks.
    ///
    /// ```
    /// use std::time::Duration;
    /// use switchhook_rating::{Book, Call, Currency, Deck, Destination, DigitCount, Increment, Kind, Plan, Rate, Start, When};
    /// let deck = |price: &str| -> Result<Deck, Box<dyn std::error::Error>> {
    ///     let rate = Rate::new(Destination::new("Everywhere", Kind::Other), Duration::from_secs(60), Increment::new(60, 1));
    ///     let mut deck = Deck::new();
    ///     deck.add(&["+".parse()?], DigitCount::ANY, rate.price(price.parse()?))?;
    ///     Ok(deck)
    /// };
    /// let plan = |name| Plan::new(name, Currency::EUR, chrono_tz::Europe::Paris);
    /// let new_year = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    /// let book = Book::builder()
    ///     .plan(plan("usual"), [deck("0.10")?, deck("0.12")?.effective_from(new_year)])
    ///     .plan(plan("cheap"), [deck("0.05")?])
    ///     .assign(When::Trunk("PJSIP/cheap-".to_owned()), "cheap")
    ///     .build()?;
    ///
    /// let start: Start = "2025-12-31 23:59:59".parse()?;
    /// let call = Call::new("+33123456789", start, Duration::from_secs(60));
    /// assert_eq!(book.rate(&call).charge().unwrap().before_tax.to_string(), "0.10 EUR");
    /// let cheap = book.rate(&call.trunk("PJSIP/cheap-0000001a"));
    /// assert_eq!(cheap.charge().unwrap().before_tax.to_string(), "0.05 EUR");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn builder() -> BookBuilder {
        BookBuilder::default()
    }

    /// The plan of calls that no rule assigns to another: the first, unless the builder was told otherwise.
    pub fn plan(&self) -> &Plan {
        &self.plan_data(self.default).plan
    }

    /// Every plan, in the order in which they were added.
    pub fn plans(&self) -> impl ExactSizeIterator<Item = &Plan> {
        self.plans.iter().map(|data| &data.plan)
    }

    /// Every plan with its decks, by the numbers in a [`Site`].
    #[cfg(feature = "arrow")]
    pub(crate) fn plans_data(&self) -> &[PlanData] {
        &self.plans
    }

    /// How numbers are dialled.
    #[must_use]
    pub const fn numbering(&self) -> &Numbering {
        &self.numbering
    }

    /// The packages, in the order in which they were added.
    pub fn packages(&self) -> impl ExactSizeIterator<Item = &Package> {
        self.packages.iter().map(|data| &data.package)
    }

    /// How many bytes of memory the compiled form takes.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let versions = || self.plans.iter().flat_map(|data| &data.versions);
        let fast = self.plans.iter().filter_map(|data| data.fast.as_ref());
        Memory {
            index: versions().map(|version| version.index.memory()).sum(),
            rows: versions().map(Version::memory).sum(),
            prices: fast.map(FastPlan::memory).sum(),
            time: self
                .plans
                .iter()
                .map(|data| data.clock.memory() + data.calendar.memory())
                .sum(),
        }
    }

    pub(crate) const fn default_plan(&self) -> u16 {
        self.default
    }

    /// Whether rules assign calls to plans.
    pub(crate) fn has_rules(&self) -> bool {
        !self.assignments.is_empty()
    }

    /// The plan that the rules assign a call of a batch to.
    pub(crate) fn assigned(&self, calls: &Calls<'_>, at: usize, number: &Number) -> Option<u16> {
        if self.assignments.is_empty() {
            return None;
        }
        let call = calls.get(at)?;
        let caller = self
            .asks_caller
            .then(|| self.numbering.number(call.caller).ok())
            .flatten();
        self.assignments.plan(&call, number, caller.as_ref())
    }

    /// Rates one call.
    #[must_use]
    pub fn rate(&self, call: &Call<'_>) -> Outcome<'_> {
        self.rate_by(call, None)
    }

    /// Rates one call by a plan of this name, whatever the rules assign it to; `None` when there is no such plan.
    #[must_use]
    pub fn rate_under(&self, plan: &str, call: &Call<'_>) -> Option<Outcome<'_>> {
        let at = self.plans.iter().position(|data| data.plan.name() == plan)?;
        Some(self.rate_by(call, u16::try_from(at).ok()))
    }

    fn rate_by(&self, call: &Call<'_>, plan: Option<u16>) -> Outcome<'_> {
        if call.duration.is_zero() {
            return Outcome::NotAnswered;
        }
        let dialled = match self.numbering.dial(call.number) {
            Ok(dialled) => dialled,
            Err(error) => return Outcome::Rejected(error.into()),
        };
        let number = dialled.number;
        if dialled.kind == Kind::Forbidden {
            return Outcome::Forbidden {
                number,
                by: Forbidden::Numbering,
            };
        }
        let caller = if self.asks_caller {
            // What is no number begins like none: a withheld caller, a name.
            self.numbering.number(call.caller).ok()
        } else {
            None
        };
        let plan = plan.unwrap_or_else(|| {
            self.assignments
                .plan(call, &number, caller.as_ref())
                .unwrap_or(self.default)
        });
        let asked = Asked {
            number: &number,
            kind: dialled.kind,
            caller: caller.as_ref(),
            start: call.start,
            duration: call.duration,
        };
        self.rate_in(plan, &asked)
    }

    fn rate_in(&self, plan: u16, asked: &Asked<'_>) -> Outcome<'_> {
        let rules = self.plan_data(plan);
        if let Some(outcome) = self.rate_plainly(plan, rules, asked) {
            return outcome;
        }
        let moment = match Moment::new(asked.start, &rules.clock) {
            Ok(moment) => moment,
            Err(error) => return Outcome::Rejected(error),
        };
        let site = match self.find(plan, asked, moment.local.date()) {
            Ok(site) => site,
            Err(why) => {
                return Outcome::Unmatched {
                    number: *asked.number,
                    why,
                };
            }
        };
        let band = self.plan_data(site.source).calendar.band_at(moment.local);
        let site = Site {
            // Bands are counted in u16 when a book is built.
            band: band as u16,
            ..site
        };
        let (class, version) = (self.class(site), self.version(site));
        if class.terms.blocked {
            return Outcome::Forbidden {
                number: *asked.number,
                by: Forbidden::Row {
                    destination: version.destination(site.row),
                    prefix: site.prefix,
                    line: version.line(site.row),
                },
            };
        }
        let priced = self
            .scale(site, asked.start, asked.duration, moment.local.date())
            .and_then(|scale| self.pricer(site, scale).price(&moment, asked.duration));
        let priced = match priced {
            Ok(priced) => priced,
            Err(error) => return Outcome::Rejected(error),
        };
        let currency = rules.plan.currency();
        let charge = Charge {
            before_tax: Money::from_micros(priced.before, currency),
            after_tax: Money::from_micros(priced.after, currency),
            duration: asked.duration,
            billed: Duration::from_millis(priced.billed_ms),
            units: priced.units,
            book: self,
            found: site,
            number: *asked.number,
            start: asked.start,
            tax: priced.tax,
            is_split: false,
        };
        if priced.is_free {
            Outcome::Free(charge)
        } else {
            Outcome::Rated(charge)
        }
    }

    /// Rates a call by the part of the plan that batches use; `None` when the engine has to.
    fn rate_plainly(&self, plan: u16, rules: &PlanData, asked: &Asked<'_>) -> Option<Outcome<'_>> {
        let fast = rules.fast.as_ref()?;
        let millis = whole_millis(asked.duration)?;
        let reading = rules.clock.reading_of(asked.start)?;
        let day = reading.div_euclid(86_400);
        let at = fast.version_on(day)?;
        let index = &rules.versions.get(at)?.index;
        let number = asked.number;
        let range = index.find(number.is_international(), number.head());
        let band = rules.calendar.band_at_second(reading);
        let ordinary = fast.version(at)?;
        let offer = ordinary.offer(range);
        let made = fast.charge(ordinary, fast.tax_on(day)?, offer, number.len(), band, millis)?;
        let found = index.first(range)?;
        let currency = rules.plan.currency();
        let charge = Charge {
            before_tax: Money::from_micros(made.before, currency),
            after_tax: Money::from_micros(made.after, currency),
            duration: asked.duration,
            billed: Duration::from_millis(made.billed_ms),
            units: made.units,
            book: self,
            found: Site {
                plan,
                source: plan,
                // Versions and bands are counted in u16 when a book is built.
                version: at as u16,
                band: band as u16,
                row: found.row,
                prefix: number.prefix(found.digits),
            },
            number: *number,
            start: asked.start,
            tax: fast.percent_on(day),
            is_split: false,
        };
        Some(match made.is_free {
            true => Outcome::Free(charge),
            false => Outcome::Rated(charge),
        })
    }

    /// The row of a call: in the deck in force of the plan, or of its parents.
    fn find(&self, plan: u16, asked: &Asked<'_>, day: NaiveDate) -> Result<Site, Unmatched> {
        let wanted = Wanted {
            number: asked.number,
            kind: asked.kind,
            caller: asked.caller,
            day,
        };
        let mut first_reason = None;
        for &(source, _) in &self.plan_data(plan).chain {
            let reason = match self.plan_data(source).in_force(day) {
                None => Unmatched::NoDeck { day },
                Some(at) => {
                    let site = Site {
                        plan,
                        source,
                        version: at,
                        band: 0,
                        row: 0,
                        prefix: Prefix::EMPTY,
                    };
                    match select(self.version(site), &wanted) {
                        Selected::Row(prefix, row) => return Ok(Site { row, prefix, ..site }),
                        Selected::Nothing(why) => why,
                    }
                }
            };
            // What a parent lacks is no news; that it knows the prefix but not this call is.
            if first_reason.is_none_or(|known| known == Unmatched::NoPrefix) {
                first_reason = Some(reason);
            }
        }
        Err(first_reason.unwrap_or(Unmatched::NoPrefix))
    }

    /// What prices of a row are multiplied by: the factors of parents and the rate of exchange.
    fn scale(
        &self,
        site: Site,
        start: Start,
        duration: Duration,
        day: NaiveDate,
    ) -> Result<Ratio, Rejection> {
        let rules = self.plan_data(site.plan);
        let currency = self.version(site).currency;
        if site.plan == site.source && currency == rules.plan.currency() {
            return Ok(Ratio::ONE);
        }
        let factor = rules
            .chain
            .iter()
            .find(|(plan, _)| *plan == site.source)
            .map_or(Ratio::ONE, |(_, factor)| *factor);
        let worth = rules
            .plan
            .worth(currency, day)
            .ok_or(Rejection::Exchange { currency, day })?;
        let _ = start;
        factor.checked_mul(worth).ok_or(Rejection::TooLarge {
            seconds: duration.as_secs(),
        })
    }

    fn pricer(&self, site: Site, scale: Ratio) -> Pricer<'_> {
        Pricer {
            rules: self.plan_data(site.plan),
            source: self.plan_data(site.source),
            class: self.class(site),
            scale,
            band: usize::from(site.band),
        }
    }

    /// What the price of a call is made by, and when the call began.
    pub(crate) fn pricer_at(
        &self,
        site: Site,
        start: Start,
        duration: Duration,
    ) -> Result<(Pricer<'_>, Moment), Rejection> {
        let moment = Moment::new(start, &self.plan_data(site.plan).clock)?;
        let scale = self.scale(site, start, duration, moment.local.date())?;
        Ok((self.pricer(site, scale), moment))
    }

    /// The steps of a price, worked out again.
    pub(crate) fn work(&self, site: Site, start: Start, duration: Duration) -> Option<Working> {
        let (pricer, moment) = self.pricer_at(site, start, duration).ok()?;
        pricer.work(&moment, duration).ok()
    }

    /// The plan of a call, and the rule that chose it, if one did.
    pub(crate) fn chosen(&self, call: &Call<'_>) -> (&Plan, Option<When>) {
        let number = self.numbering.number(call.number).ok();
        let caller = self.numbering.number(call.caller).ok();
        let rule = number.and_then(|number| self.assignments.rule(call, &number, caller.as_ref()));
        match rule {
            Some((when, plan)) => (&self.plan_data(plan).plan, Some(when)),
            None => (self.plan(), None),
        }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "numbers of plans and versions are made by the builder of this book and kept by its charges only"
    )]
    pub(crate) fn plan_data(&self, plan: u16) -> &PlanData {
        &self.plans[usize::from(plan)]
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "numbers of plans and versions are made by the builder of this book and kept by its charges only"
    )]
    pub(crate) fn version(&self, site: Site) -> &Version {
        &self.plan_data(site.source).versions[usize::from(site.version)]
    }

    pub(crate) fn class(&self, site: Site) -> Class<'_> {
        self.version(site).class(site.row)
    }

    pub(crate) fn band_terms(&self, site: Site) -> BandClass {
        self.class(site).band(usize::from(site.band))
    }
}
