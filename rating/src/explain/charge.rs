//! What explanations need of a charge and its book.

use chrono::NaiveDateTime;

use super::ChosenBy;
use crate::engine::Moment;
use crate::{Book, Call, Charge, Currency, Kind, Plan, Ratio, Terms, When};

impl Charge<'_> {
    /// The row's money and time, but for its price.
    pub(super) fn terms(&self) -> &Terms {
        self.book.class(self.found).terms
    }

    /// Whether nothing in the row costs anything, or the call lies within its grace.
    pub(super) fn is_free(&self) -> bool {
        self.book.class(self.found).is_free || self.working().is_some_and(|working| working.in_grace)
    }

    /// What kind of number it is, where the numbering plan knows it.
    pub(super) fn number_kind(&self) -> Option<Kind> {
        known(self.book.numbering().kind_of(*self.number()))
    }

    /// What the clock of the plan showed at the start.
    pub(super) fn local_start(&self) -> Option<NaiveDateTime> {
        Moment::new(self.start(), &self.book.plan_data(self.found.plan).clock)
            .ok()
            .map(|moment| moment.local)
    }

    /// A band of the plan that has the row, by its number.
    pub(super) fn name_of_band(&self, band: usize) -> &str {
        let names = self.book.plan_data(self.found.source).calendar.names();
        names.get(band).map_or("", |name| name)
    }

    /// The factor of the parents, and the currency of the deck with what it was worth, if it is another.
    pub(super) fn scaled_by(&self) -> (Ratio, Option<(Currency, Ratio)>) {
        let rules = self.book.plan_data(self.found.plan);
        let factor = rules.chain.iter().find(|(plan, _)| *plan == self.found.source);
        let factor = factor.map_or(Ratio::ONE, |(_, factor)| *factor);
        let currency = self.book.version(self.found).currency;
        let exchange = self
            .local_start()
            .filter(|_| currency != rules.plan.currency())
            .and_then(|local| rules.plan.worth(currency, local.date()))
            .map(|rate| (currency, rate));
        (factor, exchange)
    }
}

/// The kind, unless it is not known.
pub(super) fn known(kind: Kind) -> Option<Kind> {
    (kind != Kind::Other).then_some(kind)
}

/// The plan of a call, and what chose it.
pub(super) fn chosen<'b>(book: &'b Book, call: &Call<'_>) -> (&'b Plan, ChosenBy) {
    let (plan, rule) = book.chosen(call);
    let by = match rule {
        None => ChosenBy::Default,
        Some(When::Account(of)) => ChosenBy::Account(of),
        Some(When::Extension(of)) => ChosenBy::Extension(of),
        Some(When::Trunk(of)) => ChosenBy::Trunk(of),
        Some(When::Number(of)) => ChosenBy::Number(of.to_string()),
        Some(When::Caller(of)) => ChosenBy::Caller(of.to_string()),
    };
    (plan, by)
}
