//! Packages: so much time or money a month at one price, what lies beyond at another.

mod counters;

use std::time::Duration;

pub use counters::{Counter, Counters};

use crate::{Kind, Money, Prefix};

/// An allowance that calls use up: inside it they have the prices of one plan, beyond it those of another.
///
/// A package takes the calls that the book assigns to its plan `beyond`. Only [`Book::rate_with`](crate::Book::rate_with)
/// knows of it; [`Book::rate`](crate::Book::rate) and batches of any kind give the prices beyond. Several steps are tiers of volume: the first
/// so many minutes at one price, the next at another.
///
/// ```
/// use switchhook_rating::{Allowance, CountedPer, Package};
/// use std::time::Duration;
/// let package = Package::new("optimum 200", CountedPer::Trunk, "beyond")
///     .step(Allowance::Time(Duration::from_secs(200 * 3600)), "inside");
/// assert_eq!(package.beyond(), "beyond");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Package {
    pub(crate) name: String,
    pub(crate) per: CountedPer,
    pub(crate) period: Period,
    pub(crate) steps: Vec<(Allowance, String)>,
    pub(crate) beyond: String,
    pub(crate) crossing: Crossing,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) prefixes: Vec<Prefix>,
}

/// How much there is of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Allowance {
    /// Billed time.
    Time(Duration),
    /// Money before tax, at the prices inside.
    BeforeTax(Money),
    /// Money after tax, at the prices inside.
    AfterTax(Money),
}

/// Whose calls use up one package together: those of a call's [`trunk`](crate::Call::trunk),
/// [`account`](crate::Call::account) or [`extension`](crate::Call::extension).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum CountedPer {
    /// `trunk`: of one trunk.
    Trunk,
    /// `account`: of one account.
    #[default]
    Account,
    /// `extension`: of one telephone.
    Extension,
}

/// How often a package is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Period {
    /// `month`: on the first day of every month, by the clock of its plan `beyond`.
    #[default]
    Month,
}

/// What becomes of the call in which a package ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Crossing {
    /// `split`: its part inside has the inside price, the rest the price beyond. The fee is that inside; minimum and
    /// maximum are those of the row beyond.
    #[default]
    Split,
    /// `inside`: the whole call has the inside price.
    Inside,
    /// `beyond`: the whole call has the price beyond, and uses up nothing.
    Beyond,
}

impl Package {
    /// A package without steps yet: who shares it, and the plan of calls beyond it.
    pub fn new(name: &str, per: CountedPer, beyond: &str) -> Self {
        Self {
            name: name.to_owned(),
            per,
            period: Period::default(),
            steps: Vec::new(),
            beyond: beyond.to_owned(),
            crossing: Crossing::default(),
            kinds: Vec::new(),
            prefixes: Vec::new(),
        }
    }

    /// Adds so much at the prices of a plan. Several steps are used up in the order in which they are added.
    pub fn step(mut self, size: Allowance, plan: &str) -> Self {
        self.steps.push((size, plan.to_owned()));
        self
    }

    /// What becomes of the call in which a step ends. Default: it is split.
    pub fn crossing(mut self, crossing: Crossing) -> Self {
        self.crossing = crossing;
        self
    }

    /// How often it is new. Default: every month.
    pub fn period(mut self, period: Period) -> Self {
        self.period = period;
        self
    }

    /// Takes calls to destinations of this kind; may be called more than once. Default: of every kind.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kinds.push(kind);
        self
    }

    /// Takes calls to numbers that begin like this; may be called more than once. Default: to every number.
    pub fn prefix(mut self, prefix: Prefix) -> Self {
        self.prefixes.push(prefix);
        self
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whose calls share it.
    #[must_use]
    pub const fn counted_per(&self) -> CountedPer {
        self.per
    }

    /// How often it is new.
    #[must_use]
    pub const fn renewed(&self) -> Period {
        self.period
    }

    /// The steps: how much, and at the prices of which plan.
    #[must_use]
    pub fn steps(&self) -> &[(Allowance, String)] {
        &self.steps
    }

    /// The plan of calls beyond.
    #[must_use]
    pub fn beyond(&self) -> &str {
        &self.beyond
    }

    /// What becomes of the call in which a step ends.
    #[must_use]
    pub const fn crossed(&self) -> Crossing {
        self.crossing
    }

    /// The kinds of destination whose calls it takes; none for all.
    #[must_use]
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The beginnings of numbers that it takes; none for all.
    #[must_use]
    pub fn prefixes(&self) -> &[Prefix] {
        &self.prefixes
    }
}
