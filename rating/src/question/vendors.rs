//! Several books for one call: which vendor is cheapest, and what is earned.

use crate::{Book, Call, Charge, Money, Outcome};

/// What a call costs with one vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Offer<'b, V> {
    /// The vendor.
    pub vendor: V,
    /// What became of the call there.
    pub outcome: Outcome<'b>,
}

impl<V> Offer<'_, V> {
    /// What the call costs there before tax; `None` when the vendor does not take it.
    #[must_use]
    pub fn cost(&self) -> Option<Money> {
        self.outcome.charge().map(|charge| charge.before_tax)
    }
}

/// Asks several vendors, and puts the cheapest first, by what this call costs before tax: length, increments, bands,
/// fees and minimum count, not the price of a minute.
///
/// Vendors that do not take the call come last, and of equal ones the first given comes first. Amounts are compared in
/// the currency of the first vendor that takes it; vendors with another one come after those: give each book the same
/// currency, and its decks their own with the rates of exchange.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use std::time::Duration;
/// use switchhook_rating::question::least_cost;
/// use switchhook_rating::{Book, Call, Currency, Deck, Format, Plan, Start};
/// let book = |row: &str| {
///     let text = format!("prefix,destination,price,per,first,next\n+33,France,{row}\n");
///     let (deck, _) = Deck::from_csv(&text, &Format::default());
///     Book::new(Plan::new("vendor", Currency::EUR, chrono_tz::Europe::Paris), deck)
/// };
/// let (by_minute, by_second) = (book("0.010,60,60,60")?, book("0.012,60,1,1")?);
/// let start: Start = "2025-06-11 10:00:00".parse()?;
/// let call = |seconds| Call::new("+33123456789", start, Duration::from_secs(seconds));
/// let vendors = [("minutes", &by_minute), ("seconds", &by_second)];
/// // 61 s are two minutes for one of them.
/// assert_eq!(least_cost(&call(61), vendors)[0].vendor, "seconds");
/// assert_eq!(least_cost(&call(120), vendors)[0].vendor, "minutes");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn least_cost<'b, V>(
    call: &Call<'_>,
    vendors: impl IntoIterator<Item = (V, &'b Book)>,
) -> Vec<Offer<'b, V>> {
    let offers = vendors.into_iter().map(|(vendor, book)| Offer {
        vendor,
        outcome: book.rate(call),
    });
    in_order(offers.collect())
}

/// The same of several plans of one book, by name; a name that no plan has is left out.
#[must_use]
pub fn least_cost_plan<'b, 'p>(
    book: &'b Book,
    call: &Call<'_>,
    plans: impl IntoIterator<Item = &'p str>,
) -> Vec<Offer<'b, &'p str>> {
    let offers = plans.into_iter().filter_map(|vendor| {
        let outcome = book.rate_under(vendor, call)?;
        Some(Offer { vendor, outcome })
    });
    in_order(offers.collect())
}

fn in_order<'b, V>(mut offers: Vec<Offer<'b, V>>) -> Vec<Offer<'b, V>> {
    let currency = offers.iter().find_map(Offer::cost).map(Money::currency);
    offers.sort_by_key(|offer| {
        let cost = offer.cost();
        let group = match cost {
            Some(cost) if Some(cost.currency()) == currency => 0,
            Some(_) => 1,
            None => 2,
        };
        (group, cost.map(Money::micros))
    });
    offers
}

/// What a call is sold for, what it is bought for, and what remains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Margin {
    /// The price before tax.
    pub sold: Money,
    /// The cost before tax.
    pub bought: Money,
    /// What remains; below zero for a loss.
    pub margin: Money,
}

impl Margin {
    /// The margin of two charges of one call; `None` when their currencies differ.
    #[must_use]
    pub fn of(sold: &Charge<'_>, bought: &Charge<'_>) -> Option<Self> {
        Self::between(sold.before_tax, bought.before_tax)
    }

    /// The margin of two amounts; `None` when their currencies differ.
    #[must_use]
    pub fn between(sold: Money, bought: Money) -> Option<Self> {
        let margin = sold.checked_sub(bought)?;
        Some(Self { sold, bought, margin })
    }

    /// Whether the call is sold below its cost.
    #[must_use]
    pub const fn is_loss(&self) -> bool {
        self.margin.micros() < 0
    }

    /// The margin in thousandths of the price, cut off towards zero; `None` of a call that is sold for nothing.
    #[must_use]
    pub fn per_mille(&self) -> Option<i64> {
        let of = i128::from(self.margin.micros()) * 1000;
        i64::try_from(of.checked_div(self.sold.micros().into())?).ok()
    }
}

/// What is earned by a call that is sold by one book and bought by another.
///
/// `Err` holds what became of the call on both sides when one of them has no price for it, or another currency.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use std::time::Duration;
/// use switchhook_rating::question::margin;
/// use switchhook_rating::{Book, Call, Currency, Deck, Format, Plan, Start};
/// let book = |row: &str| {
///     let text = format!("prefix,destination,price,per,first,next\n+33,France,{row}\n");
///     let (deck, _) = Deck::from_csv(&text, &Format::default());
///     Book::new(Plan::new("book", Currency::EUR, chrono_tz::Europe::Paris), deck)
/// };
/// let (sell, buy) = (book("0.05,60,60,60")?, book("0.012,60,1,1")?);
/// let start: Start = "2025-06-11 10:00:00".parse()?;
/// let margin = margin(&sell, &buy, &Call::new("+33123456789", start, Duration::from_secs(90))).unwrap();
/// assert_eq!(margin.margin.to_string(), "0.082 EUR");
/// assert_eq!(margin.per_mille(), Some(820));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The two outcomes, that of `sell` first.
pub fn margin<'s, 'b>(
    sell: &'s Book,
    buy: &'b Book,
    call: &Call<'_>,
) -> Result<Margin, Box<(Outcome<'s>, Outcome<'b>)>> {
    let (sold, bought) = (sell.rate(call), buy.rate(call));
    let margin = sold
        .charge()
        .zip(bought.charge())
        .and_then(|(sold, bought)| Margin::of(sold, bought));
    margin.ok_or_else(|| Box::new((sold, bought)))
}
