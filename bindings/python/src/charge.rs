//! What a call costs.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::NaiveDate;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use switchhook_rating::explain::{self, Language};
use switchhook_rating::{
    self as rating, Call, Counter, Counters, Decimal, Increment, Kind, Money, Ratio, Start,
};

use crate::explanation::{Explanation, language};
use crate::record::Known;

/// What a call costs, and how that came about.
//
// Shared with the outcome it came from, and turned into Python's types field by field on demand: a batch of a hundred
// thousand calls is rarely read in full.
#[pyclass(frozen, eq, skip_from_py_object, module = "switchhook")]
#[derive(Clone, PartialEq)]
pub(crate) struct Charge(pub(crate) Arc<Priced>);

/// What a charge came to, and the call, to work out everything else again when it is asked for: of a batch, most people
/// read an amount or two a call, and a copy of all the rest would take longer than the rating.
pub(crate) struct Priced {
    before_tax: Money,
    after_tax: Money,
    facts: OnceLock<Box<Facts>>,
    book: Arc<rating::Book>,
    number: String,
    start: Start,
    duration: Duration,
    known: Known,
    reasons: Reasons,
}

/// What explains a charge. Worked out when it is asked for: that takes longer than to rate the call.
pub(crate) enum Reasons {
    /// The book, which comes to the same again.
    Book,
    /// The book with what had been used of a package before the call: afterwards it would come to another price.
    Package(Box<Counter>),
    /// Another plan of the book than its rules say: what it said.
    Plan(Box<(Facts, explain::Explanation, Option<rating::Rounding>)>),
}

impl Reasons {
    /// The plan that made this charge, whatever the rules of its book say.
    pub(crate) fn plan(charge: &rating::Charge<'_>) -> Self {
        Self::Plan(Box::new((Facts::new(charge), charge.explain(), charge.rounded())))
    }
}

/// What a charge says besides its amounts, without ties to its book.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Facts {
    shown: rating::Rounding,
    destination: Arc<str>,
    kind: Kind,
    prefix: String,
    band: String,
    duration: Duration,
    billed: Duration,
    units: u64,
    increment: Option<Increment>,
    price: Ratio,
    per: Duration,
    fee: Ratio,
    tax: Decimal,
    tax_included: bool,
    line: usize,
    plan: String,
    version: Option<NaiveDate>,
}

impl PartialEq for Priced {
    fn eq(&self, other: &Self) -> bool {
        let amounts = |priced: &Self| (priced.before_tax, priced.after_tax);
        amounts(self) == amounts(other) && self.facts() == other.facts()
    }
}

impl Facts {
    fn new(charge: &rating::Charge<'_>) -> Self {
        Self {
            shown: charge.plan().shown_rounding(),
            destination: Arc::clone(&charge.destination().name),
            kind: charge.destination().kind,
            prefix: charge.prefix().to_string(),
            band: charge.band().to_owned(),
            duration: charge.duration,
            billed: charge.billed,
            units: charge.units,
            increment: Some(charge.increment()),
            price: charge.price(),
            per: charge.per(),
            fee: charge.fee(),
            tax: charge.tax_percent(),
            tax_included: charge.tax_included(),
            line: charge.line(),
            plan: charge.plan().name().to_owned(),
            version: charge.version(),
        }
    }
}

impl Priced {
    /// Keeps what a charge for a number as it was dialled came to.
    pub(crate) fn new(
        charge: &rating::Charge<'_>,
        book: &Arc<rating::Book>,
        number: String,
        known: Known,
    ) -> Self {
        Self {
            before_tax: charge.before_tax,
            after_tax: charge.after_tax,
            facts: OnceLock::new(),
            duration: charge.duration,
            book: Arc::clone(book),
            number,
            start: charge.start(),
            known,
            reasons: Reasons::Book,
        }
    }

    /// The same, explained by something else than the book alone.
    pub(crate) fn because(self, reasons: Reasons) -> Self {
        Self { reasons, ..self }
    }

    fn tax(&self) -> Money {
        // Both amounts are of one currency and not negative, so the difference exists.
        self.after_tax
            .checked_sub(self.before_tax)
            .unwrap_or(Money::zero(self.after_tax.currency()))
    }

    /// All that the charge says: the book never changes, so it comes to the same charge again.
    fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let facts = |outcome: rating::Outcome<'_>| outcome.charge().map(Facts::new).map(Box::new);
            match &self.reasons {
                Reasons::Book => facts(self.book.rate(&self.call())),
                Reasons::Package(counter) => facts(self.counted(counter).outcome),
                Reasons::Plan(said) => Some(Box::new(said.0.clone())),
            }
            .unwrap_or_default()
        })
    }

    fn rounded(&self) -> Option<rating::Rounding> {
        let rounded = |outcome: &rating::Outcome<'_>| outcome.charge().and_then(rating::Charge::rounded);
        match &self.reasons {
            Reasons::Book => rounded(&self.book.rate(&self.call())),
            Reasons::Package(counter) => rounded(&self.counted(counter).outcome),
            Reasons::Plan(said) => said.2,
        }
    }

    fn counted(&self, counter: &Counter) -> rating::Counted<'_> {
        let mut counters = Counters::default();
        counters.insert(counter.clone());
        self.book.rate_with(&mut counters, &self.call())
    }

    fn reasons(&self) -> explain::Explanation {
        match &self.reasons {
            Reasons::Book => self.book.explain(&self.call()),
            Reasons::Package(counter) => self.counted(counter).explain(&self.book, &self.call()),
            Reasons::Plan(said) => said.1.clone(),
        }
    }

    fn call(&self) -> Call<'_> {
        self.known.on(Call::new(&self.number, self.start, self.duration))
    }

    /// One line that says how the price came about.
    pub(crate) fn explain(&self) -> String {
        match &self.reasons {
            Reasons::Book => {
                let outcome = self.book.rate(&self.call());
                outcome.charge().map(ToString::to_string).unwrap_or_default()
            }
            _ => self.reasons().line(Language::En),
        }
    }
}

#[pymethods]
impl Charge {
    /// The amount before tax, exact.
    #[getter]
    fn before_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.before_tax.amount_text())
    }

    /// The amount after tax, exact.
    #[getter]
    fn after_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.after_tax.amount_text())
    }

    /// The tax, exact.
    #[getter]
    fn tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.tax().amount_text())
    }

    /// The amount before tax as the plan shows it, in coins.
    #[getter]
    fn shown_before_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.before_tax.rounded_text(self.0.facts().shown))
    }

    /// The amount after tax as the plan shows it, in coins.
    #[getter]
    fn shown_after_tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.after_tax.rounded_text(self.0.facts().shown))
    }

    /// The currency of all amounts.
    #[getter]
    fn currency(&self) -> String {
        self.0.before_tax.currency().code().to_owned()
    }

    /// The name of what was called.
    #[getter]
    fn destination(&self) -> &str {
        &self.0.facts().destination
    }

    /// The kind of numbers that it is.
    #[getter]
    fn kind(&self) -> String {
        self.0.facts().kind.to_string()
    }

    /// The prefix that matched.
    #[getter]
    fn prefix(&self) -> &str {
        &self.0.facts().prefix
    }

    /// The band in which the call began.
    #[getter]
    fn band(&self) -> &str {
        &self.0.facts().band
    }

    /// How long the call lasted.
    #[getter]
    fn duration(&self) -> Duration {
        self.0.duration
    }

    /// How long it is billed for.
    #[getter]
    fn billed(&self) -> Duration {
        self.0.facts().billed
    }

    /// The blocks billed, the first one included.
    #[getter]
    fn units(&self) -> u64 {
        self.0.facts().units
    }

    /// The price for the time `per`.
    #[getter]
    fn price<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        exact(py, self.0.facts().price)
    }

    /// The time that the price is for.
    #[getter]
    fn per(&self) -> Duration {
        self.0.facts().per
    }

    /// Paid once a call.
    #[getter]
    fn fee<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        exact(py, self.0.facts().fee)
    }

    /// The tax in percent.
    #[getter]
    fn tax_percent<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.facts().tax.to_string())
    }

    /// Whether the price holds the tax.
    #[getter]
    fn tax_included(&self) -> bool {
        self.0.facts().tax_included
    }

    /// How the exact price was rounded to the amount, if it had to be.
    #[getter]
    fn rounded(&self) -> Option<String> {
        self.0.rounded().map(|mode| mode.to_string())
    }

    /// The line of the deck.
    #[getter]
    fn line(&self) -> usize {
        self.0.facts().line
    }

    /// The name of the plan.
    #[getter]
    fn plan(&self) -> &str {
        &self.0.facts().plan
    }

    /// The day from which the deck is in force.
    #[getter]
    fn version(&self) -> Option<NaiveDate> {
        self.0.facts().version
    }

    /// What tells the book that made it from others.
    #[getter]
    fn book(&self) -> String {
        self.0.book.fingerprint().to_string()
    }

    /// Why the call costs this much, step by step.
    #[pyo3(signature = (*, lang = "en"))]
    fn explain(&self, py: Python<'_>, lang: &str) -> PyResult<Explanation> {
        let language = language(py, lang)?;
        Ok(Explanation::new(self.0.reasons(), language))
    }

    fn __str__(&self) -> String {
        self.0.explain()
    }

    fn __repr__(&self) -> String {
        format!("Charge({}, {})", self.0.facts().destination, self.0.after_tax)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("after_tax", "currency")
    }
}

/// Python's class.
pub(crate) static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// A `decimal.Decimal`, made from text and never from a float.
pub(crate) fn decimal<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    DECIMAL.import(py, "decimal", "Decimal")?.call1((text,))
}

/// A `decimal.Decimal`, or a `fractions.Fraction` of what is none, such as 170/11.
fn exact<'py>(py: Python<'py>, ratio: Ratio) -> PyResult<Bound<'py, PyAny>> {
    static FRACTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    match ratio.to_decimal() {
        Some(number) => decimal(py, &number.to_string()),
        None => FRACTION
            .import(py, "fractions", "Fraction")?
            .call1((ratio.numerator(), ratio.denominator())),
    }
}
