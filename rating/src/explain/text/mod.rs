//! Explanations as sentences.

mod en;
mod es;
mod fr;
mod ru;

use chrono::{NaiveDate, NaiveDateTime};

use super::{Explanation, Fraction, Language, Quantity, Segment, Step, Tier};
use crate::{Currency, Money, Place, TaxSide};

/// One sentence for each step.
pub(super) fn steps(explanation: &Explanation, language: Language) -> Vec<String> {
    let all = Writer::new(explanation, language);
    let mut writer = all;
    let sentence = |(at, step): (usize, &Step)| {
        if let Step::Part { place, .. } = step {
            // Each part goes by its own deck and its own plan, up to its share.
            let own = explanation.steps.get(at..).unwrap_or_default();
            writer = Writer {
                deck: own
                    .iter()
                    .take_while(|step| !matches!(step, Step::Share { .. }))
                    .find_map(deck)
                    .unwrap_or(explanation.currency),
                place: *place,
                ..all
            };
        }
        match language {
            Language::En => en::step(&writer, step),
            Language::Fr => fr::step(&writer, step),
            Language::Es => es::step(&writer, step),
            Language::Ru => ru::step(&writer, step),
        }
    };
    explanation.steps.iter().enumerate().map(sentence).collect()
}

/// All in one line.
pub(super) fn line(explanation: &Explanation, language: Language) -> String {
    let Some(summary) = Summary::of(explanation) else {
        // What has no price is explained by its last step, which says why, and what to do.
        let why = steps(explanation, language).pop().unwrap_or_default();
        let number = explanation.number();
        return match language {
            Language::Fr => format!("{number}\u{a0}: {why}"),
            _ => format!("{number}: {why}"),
        };
    };
    let writer = Writer::new(explanation, language);
    match language {
        Language::En => en::line(&writer, &summary),
        Language::Fr => fr::line(&writer, &summary),
        Language::Es => es::line(&writer, &summary),
        Language::Ru => ru::line(&writer, &summary),
    }
}

/// The word for a kind of numbers.
pub(super) fn kind(kind: crate::Kind, language: Language) -> &'static str {
    match language {
        Language::En => en::kind(kind),
        Language::Fr => fr::kind(kind),
        Language::Es => es::kind(kind),
        Language::Ru => ru::kind(kind),
    }
}

/// The currency of the deck, where it is another than that of the plan.
fn deck(step: &Step) -> Option<Currency> {
    match step {
        Step::Exchange { from, .. } => Some(*from),
        _ => None,
    }
}

/// A language, and what all sentences need to know of the call.
#[derive(Clone, Copy)]
struct Writer {
    language: Language,
    currency: Currency,
    /// The currency of prices.
    deck: Currency,
    place: Place,
}

impl Writer {
    fn new(explanation: &Explanation, language: Language) -> Self {
        let mut writer = Self {
            language,
            currency: explanation.currency,
            deck: explanation.currency,
            place: Place::Call,
        };
        for step in &explanation.steps {
            match step {
                Step::Exchange { from, .. } => writer.deck = *from,
                Step::Round { place, .. } => writer.place = *place,
                _ => {}
            }
        }
        writer
    }

    fn money(&self, amount: Money) -> String {
        self.language.money(amount)
    }

    fn amount(&self, amount: Fraction) -> String {
        self.amount_in(amount, self.currency)
    }

    fn amount_in(&self, amount: Fraction, currency: Currency) -> String {
        // An amount that whole millionths hold is shown with the decimals of its currency.
        let micros = amount
            .numerator()
            .checked_mul(1_000_000)
            .filter(|micros| micros % amount.denominator() == 0)
            .and_then(|micros| i64::try_from(micros / amount.denominator()).ok());
        match micros {
            Some(micros) => self.money(Money::from_micros(micros, currency)),
            None => self.language.amount(amount, currency),
        }
    }

    /// An amount in the currency of the deck.
    fn price(&self, price: Fraction) -> String {
        self.amount_in(price, self.deck)
    }

    /// Whether an amount of the deck is the same amount in the plan.
    fn is_same(&self, price: Fraction, amount: Fraction) -> bool {
        price == amount && self.deck == self.currency
    }

    fn number(&self, number: Fraction) -> String {
        self.language.number(number)
    }

    fn percent(&self, number: Fraction) -> String {
        self.language.percent(number)
    }

    fn count(&self, count: u64) -> String {
        self.language.count(count)
    }

    fn form<'a>(&self, count: u64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
        self.language.form(count, one, few, many)
    }

    fn seconds(&self, millis: u64) -> String {
        self.language.seconds(millis)
    }

    /// First and next block as carriers write them: `60/1`.
    fn steps(&self, first: u64, next: u64) -> String {
        let (first, next) = (
            self.language.bare_seconds(first),
            self.language.bare_seconds(next),
        );
        format!("{first}/{next}")
    }

    /// Time or money of a package, with the words for money before tax and after it.
    fn quantity(&self, quantity: Quantity, before: &str, after: &str) -> String {
        match quantity {
            Quantity::Time { length } => self.seconds(length),
            Quantity::BeforeTax { amount } => format!("{} {before}", self.money(amount)),
            Quantity::AfterTax { amount } => format!("{} {after}", self.money(amount)),
        }
    }

    /// What there was of the steps of a package, one behind the other.
    #[expect(clippy::unused_self, reason = "called as the others are")]
    fn tiers(&self, tiers: &[Tier], one: impl Fn(&Tier) -> String) -> String {
        tiers.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn day(&self, day: NaiveDate) -> String {
        self.language.day(day)
    }

    fn clock(&self, reading: NaiveDateTime) -> String {
        self.language.clock(reading)
    }

    /// Whether rounding changed nothing.
    #[expect(clippy::unused_self, reason = "called as the others are")]
    fn is_exact(&self, before: Fraction, after: Money) -> bool {
        Fraction::new(after.micros().into(), 1_000_000) == Some(before)
    }

    /// Whether amounts are kept as finely as they can be.
    #[expect(clippy::unused_self, reason = "called as the others are")]
    fn is_fine(&self, unit: Money) -> bool {
        unit.micros() == 1
    }
}

/// What the line of a priced call is made of.
struct Summary<'a> {
    destination: &'a str,
    prefix: &'a str,
    bands: Vec<&'a str>,
    lasted: u64,
    /// First and next block, and what they come to.
    billed: Option<(u64, u64, u64)>,
    /// Percentage, whether the sum holds it, the tax, the amount after it; `None` for no tax.
    tax: Option<(Fraction, bool, Money, Money)>,
    steps: &'a [Step],
}

impl<'a> Summary<'a> {
    /// `None` when the call has no price.
    fn of(explanation: &'a Explanation) -> Option<Self> {
        let mut row = None;
        let mut summary = Self {
            destination: "",
            prefix: "",
            bands: Vec::new(),
            lasted: explanation.duration,
            billed: None,
            tax: None,
            steps: &explanation.steps,
        };
        let mut is_priced = false;
        let mut add_band = |band: &'a str| match summary.bands.contains(&band) {
            true => {}
            false => summary.bands.push(band),
        };
        for step in &explanation.steps {
            match step {
                Step::Row {
                    prefix, destination, ..
                } => row = Some((prefix, destination)),
                Step::Segment(part) => add_band(&part.band),
                Step::Billed {
                    first, next, billed, ..
                } => summary.billed = Some((*first, *next, *billed)),
                // The parts of a call have steps of their own.
                Step::Share { .. } => summary.billed = None,
                Step::Tax {
                    percent,
                    first,
                    tax,
                    after,
                    ..
                } => {
                    is_priced = true;
                    summary.tax =
                        (!percent.is_zero()).then_some((*percent, *first == TaxSide::After, *tax, *after));
                }
                _ => {}
            }
        }
        if let Some(Step::Clock { band, .. }) = explanation
            .steps
            .iter()
            .find(|step| matches!(step, Step::Clock { .. }))
            && summary.bands.is_empty()
        {
            summary.bands.push(band);
        }
        (summary.prefix, summary.destination) = row?;
        is_priced.then_some(summary)
    }

    /// Whether the sum is that of the shares of several parts.
    fn is_split(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Share { .. }))
    }

    /// `17 × 10.45 XPF a 60 s + 5 XPF = 182.65 XPF`, with the words for units of time, for a minimum and a maximum.
    fn sum(
        &self,
        writer: &Writer,
        times: impl Fn(String, String, String) -> String,
        least: &str,
        most: &str,
    ) -> String {
        let w = writer;
        let mut sum = String::new();
        let join = |sum: &mut String, text: &str| {
            if !sum.is_empty() {
                sum.push_str(" + ");
            }
            sum.push_str(text);
        };
        let (mut scale, mut parts) = (String::new(), 0);
        let (is_split, mut of) = (self.is_split(), "");
        for step in self.steps {
            match step {
                Step::Part { plan, .. } => of = plan,
                Step::Share { length, total, .. } => {
                    let text = format!("{} ({of}) {}", w.seconds(*length), w.amount(*total));
                    join(&mut sum, &text);
                }
                Step::Segment(_)
                | Step::Grace { .. }
                | Step::Fee { .. }
                | Step::Factor { .. }
                | Step::Exchange { .. }
                    if is_split => {}
                // A line stays a line: what comes after the fourth stretch is told step by step only.
                Step::Segment(part) => {
                    parts += 1;
                    match parts {
                        1..=MOST_PARTS => join(&mut sum, &part_text(w, part, &times)),
                        _ if sum.ends_with('…') => {}
                        _ => join(&mut sum, "…"),
                    }
                }
                Step::Grace { .. } => join(&mut sum, &w.amount(Fraction::ZERO)),
                Step::Fee { fee, .. } => join(&mut sum, &w.price(*fee)),
                Step::Factor { factor: by } | Step::Exchange { rate: by, .. } => {
                    scale += &format!(" × {}", w.number(*by));
                }
                Step::Minimum { total, .. } => scale += &format!(", {least} {}", w.amount(*total)),
                Step::Maximum { total, .. } => scale += &format!(", {most} {}", w.amount(*total)),
                Step::OtherSide { percent, side, .. } => {
                    let sign = if *side == TaxSide::After { '+' } else { '\u{2212}' };
                    scale += &format!(" {sign} {}", w.percent(*percent));
                }
                Step::Round { before, after, .. } => {
                    if !scale.is_empty() && sum.contains(" + ") {
                        sum = format!("({sum})");
                    }
                    sum += &scale;
                    sum += &match w.is_exact(*before, *after) {
                        true => format!(" = {}", w.money(*after)),
                        false => format!(" = {} → {}", w.amount(*before), w.money(*after)),
                    };
                }
                _ => {}
            }
        }
        sum
    }
}

/// How many stretches of a call the line tells.
const MOST_PARTS: usize = 4;

fn part_text(w: &Writer, part: &Segment, times: &impl Fn(String, String, String) -> String) -> String {
    let price = match part.surcharge.is_zero() {
        true => w.price(part.price),
        false => format!("({} + {})", w.price(part.price), w.price(part.surcharge)),
    };
    match part.length.checked_rem(part.per) {
        Some(0) => times(w.count(part.length / part.per), price, w.seconds(part.per)),
        _ => format!("{} × {price} / {}", w.seconds(part.length), w.seconds(part.per)),
    }
}
