//! The same site and calls for the crate.

use std::time::Duration;

use switchhook_rating::{
    Allowance, Band, Book, BookBuilder, Call, CountedPer, Currency, Days, Deck, Destination, DigitCount,
    Holiday, Hours, Increment, Kind, KindRule, Numbering, Outcome, Package, Plan, Rate, Ratio, Slot, Start,
    Status, Tax, When as Rules,
};

use crate::find::{Answer, Charged};
use crate::model::{
    self, BANDS, CallModel, Dialling, PlanModel, RowModel, Rule, Site, Steps, TaxModel, When,
};
use crate::price::Price;

impl Site {
    pub(crate) fn book(&self) -> Book {
        self.builder().build().unwrap()
    }

    /// The book once more with a package of the fallback plan, inside which another plan has the same prices.
    pub(crate) fn with_package(&self, size: Allowance) -> Book {
        let beyond = self.fallback.to_string();
        let package = Package::new("p", CountedPer::Extension, &beyond).step(size, "inside");
        let plan = self.plans[self.fallback].plan("inside");
        self.builder()
            .plan(plan, self.decks(self.fallback))
            .package(package)
            .build()
            .unwrap()
    }

    fn decks(&self, place: usize) -> Vec<Deck> {
        let versions = self.plans[place].versions.iter().enumerate();
        versions
            .map(|(number, version)| {
                let mut deck = Deck::new();
                for (row, model) in version.rows.iter().enumerate() {
                    let name = format!("{place}/{number}/{row}");
                    let (least, most) = model.digits;
                    let digits = DigitCount::new(least, most).unwrap();
                    deck.add(&[model.prefix.parse().unwrap()], digits, model.rate(&name))
                        .unwrap();
                }
                if let Some(day) = version.from {
                    deck = deck.effective_from(day);
                }
                if version.foreign {
                    deck.in_currency(Currency::USD)
                } else {
                    deck
                }
            })
            .collect()
    }

    fn builder(&self) -> BookBuilder {
        let mut book = Book::builder().numbering(self.dialling.numbering());
        for (place, plan) in self.plans.iter().enumerate() {
            book = book.plan(plan.plan(&place.to_string()), self.decks(place));
        }
        for (rule, plan) in &self.rules {
            let when = match rule {
                Rule::Account(name) => Rules::Account((*name).to_owned()),
                Rule::Extension(name) => Rules::Extension((*name).to_owned()),
                Rule::Trunk(name) => Rules::Trunk((*name).to_owned()),
                Rule::Number(prefix) => Rules::Number(prefix.parse().unwrap()),
                Rule::Caller(prefix) => Rules::Caller(prefix.parse().unwrap()),
            };
            book = book.assign(when, &plan.to_string());
        }
        book.default_plan(&self.fallback.to_string())
    }
}

impl Dialling {
    fn numbering(&self) -> Numbering {
        let mut numbering = Numbering::new()
            .country(self.country)
            .national(self.national)
            .outside_line(self.outside);
        for code in &self.international {
            numbering = numbering.international(code);
        }
        for code in &self.access {
            numbering = numbering.access_code(code);
        }
        for length in &self.lengths {
            numbering = numbering.length(*length);
        }
        for (code, kind) in &self.short {
            numbering = numbering.short_code(code, *kind);
        }
        for (prefix, (least, most), kind) in &self.kinds {
            let digits = DigitCount::new(*least, *most).unwrap();
            numbering = numbering.kind(KindRule::new(&[prefix.parse().unwrap()], digits, *kind));
        }
        numbering
    }
}

impl PlanModel {
    fn plan(&self, name: &str) -> Plan {
        let mut plan = Plan::new(name, Currency::EUR, self.clock.zone)
            .otherwise(BANDS[BANDS.len() - 1])
            .pricing(self.pricing)
            .seconds(self.seconds)
            .place(self.place)
            .rounding(self.mode, 6)
            .coin(self.step)
            .tax(self.tax.tax());
        for window in &self.clock.windows {
            let mut days = Days::NONE;
            for (day, _) in window.days.iter().enumerate().filter(|(_, is_in)| **is_in) {
                days = days.with(match day {
                    7 => Days::HOLIDAY,
                    day => Days::weekday(chrono::Weekday::try_from(day as u8).unwrap()),
                });
            }
            let hours = Hours::new(window.from, window.to).unwrap();
            plan = plan.band(Band::new(BANDS[window.band], days, hours));
        }
        for day in &self.clock.holidays {
            plan = plan.holiday(Holiday::Once(*day));
        }
        for (day, worth) in &self.exchange {
            plan = plan.exchange(Currency::USD, *day, ratio(*worth));
        }
        match self.parent {
            Some((parent, factor)) => plan.parent(&parent.to_string(), ratio(factor)),
            None => plan,
        }
    }
}

impl TaxModel {
    fn tax(&self) -> Tax {
        let mut tax = if self.included {
            Tax::inclusive()
        } else {
            Tax::exclusive()
        };
        tax = tax.basis(self.basis).place(self.place);
        for (day, tenths) in &self.tenths {
            tax = tax.from(*day, format!("{}.{}", tenths / 10, tenths % 10).parse().unwrap());
        }
        if let Some(side) = self.first {
            tax = tax.first(side);
        }
        match self.rounding {
            Some(mode) => tax.rounding(mode),
            None => tax,
        }
    }
}

impl RowModel {
    fn rate(&self, name: &str) -> Rate {
        let destination = Destination::new(name, Kind::Other);
        let mut rate = if self.blocked {
            Rate::blocked(destination)
        } else {
            Rate::new(
                destination,
                Duration::from_millis(self.per),
                self.steps.increment(),
            )
            .price(ratio(self.price))
            .fee(ratio(self.fee))
            .surcharge(ratio(self.surcharge))
            .grace(Duration::from_millis(self.grace))
            .free(Duration::from_millis(self.free))
        };
        for (band, (price, fee, steps)) in BANDS.iter().zip(self.bands) {
            if let Some(price) = price {
                rate = rate.band_price(band, ratio(price));
            }
            if let Some(fee) = fee {
                rate = rate.band_fee(band, ratio(fee));
            }
            if let Some(steps) = steps {
                rate = rate.band_increment(band, steps.increment());
            }
        }
        for (from, price, steps) in &self.slots {
            let mut slot = Slot::new(Duration::from_millis(*from), ratio(*price));
            if let Some(steps) = steps {
                slot = slot.increment(steps.increment());
            }
            rate = rate.slot(slot);
        }
        if let Some(least) = self.minimum {
            rate = rate.minimum(ratio(least));
        }
        if let Some(most) = self.maximum {
            rate = rate.maximum(ratio(most));
        }
        if let Some(kind) = self.only {
            rate = rate.only(kind);
        }
        if let Some(caller) = self.caller {
            rate = rate.caller(caller.parse().unwrap());
        }
        if let Some(day) = self.from {
            rate = rate.valid_from(day);
        }
        if let Some(day) = self.until {
            rate = rate.valid_until(day);
        }
        rate.priority(self.priority)
    }
}

impl Steps {
    fn increment(self) -> Increment {
        Increment::from_millis(self.first as u32, self.next as u32).counting(self.rule)
    }
}

fn ratio((above, below): model::Ratio) -> Ratio {
    Ratio::new(above, below).unwrap()
}

impl CallModel {
    pub(crate) fn call(&self) -> Call<'_> {
        let start = match self.start {
            When::Instant(instant) => Start::Instant(instant),
            When::Reading(reading) => Start::Local(reading),
        };
        Call::new(&self.number, start, Duration::from_millis(self.millis))
            .caller(self.caller)
            .account(self.account)
            .extension(self.extension)
            .trunk(self.trunk)
    }
}

/// What the crate says, in the words of the slow way.
pub(crate) fn answer(outcome: &Outcome<'_>) -> Answer {
    let charge = match outcome {
        Outcome::NotAnswered => return Answer::NotAnswered,
        Outcome::Rated(charge) | Outcome::Free(charge) => charge,
        other => return Answer::Without(other.status()),
    };
    let band = BANDS.into_iter().find(|band| *band == charge.band());
    Answer::Charged(Charged {
        status: outcome.status(),
        price: Price {
            before: charge.before_tax.micros().into(),
            after: charge.after_tax.micros().into(),
            billed: charge.billed.as_millis() as u64,
            units: charge.units,
        },
        plan: charge.plan().name().to_owned(),
        row: charge.destination().name.to_string(),
        prefix: charge.prefix().to_string(),
        band: band.unwrap_or("?"),
        version: charge.version(),
    })
}

/// What a status column can say of an answer.
pub(crate) fn status(answer: &Answer) -> Status {
    match answer {
        Answer::Without(status) => *status,
        Answer::NotAnswered => Status::Free,
        Answer::Charged(charged) => charged.status,
    }
}
