//! Several plans into one book.

use super::assign::{Assignments, When};
use super::compiled::{PlanData, Version};
use super::counted::PackageData;
use super::{Book, BookError};
use crate::calendar::Calendar;
use crate::clock::Clock;
use crate::fast::FastPlan;
use crate::{Allowance, Deck, Numbering, Package, Plan, Prefix, Ratio};

/// Plans with their decks, the rules that assign calls to them, and packages; see [`Book::builder`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct BookBuilder {
    numbering: Option<Numbering>,
    pub(super) plans: Vec<(Plan, Vec<Deck>)>,
    default: Option<String>,
    rules: Vec<(When, String)>,
    packages: Vec<Package>,
}

/// Plans, decks of one plan and bands that one book may have.
const MOST: usize = 10_000;
/// Parents above a plan. Every plan keeps all of its own, and a call may be looked up in each.
const MOST_PARENTS: usize = 32;

impl BookBuilder {
    /// How numbers are dialled at the site. Default: as the plans say, which then all have to say the same.
    pub fn numbering(mut self, numbering: Numbering) -> Self {
        self.numbering = Some(numbering);
        self
    }

    /// Adds a plan with its decks. Of several decks the one in force when a call begins counts whole.
    pub fn plan(mut self, plan: Plan, decks: impl IntoIterator<Item = Deck>) -> Self {
        self.plans.push((plan, decks.into_iter().collect()));
        self
    }

    /// The plan of calls that no rule assigns to another. Default: the first.
    pub fn default_plan(mut self, name: &str) -> Self {
        self.default = Some(name.to_owned());
        self
    }

    /// Adds a rule that assigns calls to a plan. The first rule that fits counts.
    pub fn assign(mut self, when: When, plan: &str) -> Self {
        self.rules.push((when, plan.to_owned()));
        self
    }

    /// Adds a package.
    pub fn package(mut self, package: Package) -> Self {
        self.packages.push(package);
        self
    }

    /// How numbers are dialled, if that was said.
    #[must_use]
    pub const fn site_numbering(&self) -> Option<&Numbering> {
        self.numbering.as_ref()
    }

    /// The plans with their decks, in order.
    pub fn plans(&self) -> &[(Plan, Vec<Deck>)] {
        &self.plans
    }

    /// The plan of calls that no rule assigns to another, if that was said.
    #[must_use]
    pub fn fallback(&self) -> Option<&str> {
        self.default.as_deref()
    }

    /// The rules with the plans that they assign to, in order.
    #[must_use]
    pub fn rules(&self) -> &[(When, String)] {
        &self.rules
    }

    /// The packages, in order.
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// Checks that everything fits, and compiles it.
    ///
    /// # Errors
    ///
    /// [`BookError`] names the plan, where there are several, and what does not fit.
    pub fn build(self) -> Result<Book, BookError> {
        #[cfg_attr(
            not(feature = "serde"),
            expect(unused_mut, reason = "the fingerprint is taken from the text")
        )]
        let mut book = self.assemble(|plan, decks, calendar, numbering| {
            decks
                .into_iter()
                .map(|deck| Version::new(deck, plan, calendar, numbering))
                .collect()
        })?;
        #[cfg(feature = "serde")]
        {
            book.fingerprint = book.take_fingerprint();
        }
        Ok(book)
    }

    /// The book whose compiled decks `versions` makes, without its fingerprint.
    pub(super) fn assemble(
        self,
        mut versions: impl FnMut(&Plan, Vec<Deck>, &Calendar, &Numbering) -> Result<Vec<Version>, BookError>,
    ) -> Result<Book, BookError> {
        let numbering = self.site()?;
        let several = self.plans.len() > 1;
        let mut plans: Vec<PlanData> = Vec::with_capacity(self.plans.len());
        for (plan, decks) in self.plans {
            if plans.iter().any(|known| known.plan.name() == plan.name()) {
                return Err(BookError::PlanTwice {
                    plan: plan.name().to_owned(),
                });
            }
            let data = compile(&plan, |calendar| versions(&plan, decks, calendar, &numbering))
                .map_err(|error| error.in_plan(&plan, several))?;
            plans.push(data);
        }
        let chains = (0..plans.len())
            .map(|at| chain(&plans, at).map_err(|error| error.in_plan(&plans[at].plan, several)))
            .collect::<Result<Vec<_>, _>>()?;
        for (data, chain) in plans.iter_mut().zip(chains) {
            data.chain = chain;
            data.fast = FastPlan::new(data);
        }
        let number = |name: &str| {
            plans
                .iter()
                .position(|data| data.plan.name() == name)
                .and_then(|at| u16::try_from(at).ok())
                .ok_or_else(|| BookError::NoSuchPlan {
                    plan: name.to_owned(),
                })
        };
        let default = self.default.as_deref().map_or(Ok(0), number)?;
        let prefix = |prefix: Prefix| {
            numbering.prefix(prefix).map_err(|source| BookError::Prefix {
                prefix,
                line: 0,
                source,
            })
        };
        let mut rules = Vec::with_capacity(self.rules.len());
        for (when, plan) in &self.rules {
            let when = match when {
                When::Number(digits) => When::Number(prefix(*digits)?),
                When::Caller(digits) => When::Caller(prefix(*digits)?),
                other => other.clone(),
            };
            rules.push((when, number(plan)?));
        }
        let mut packages: Vec<PackageData> = Vec::with_capacity(self.packages.len());
        for package in self.packages {
            if packages
                .iter()
                .any(|known| known.package.name() == package.name())
            {
                return Err(BookError::PackageTwice {
                    package: package.name().to_owned(),
                });
            }
            packages.push(compile_package(package, &plans, number, prefix)?);
        }
        let assignments = Assignments::new(rules);
        let asks_caller = assignments.ask_caller()
            || plans
                .iter()
                .any(|data| data.versions.iter().any(Version::ask_caller));
        Ok(Book {
            numbering,
            plans,
            assignments,
            default,
            packages,
            asks_caller,
            #[cfg(feature = "serde")]
            rules: self.rules,
            #[cfg(feature = "serde")]
            fingerprint: crate::Fingerprint::new([0; 16]),
        })
    }

    /// The numbering of the site, checked.
    fn site(&self) -> Result<Numbering, BookError> {
        let Some((first, _)) = self.plans.first() else {
            return Err(BookError::NoPlan);
        };
        if self.plans.len() > MOST {
            return Err(BookError::TooMany {
                what: "plans",
                most: MOST,
            });
        }
        let numbering = match &self.numbering {
            Some(numbering) => numbering,
            None => {
                let other = self
                    .plans
                    .iter()
                    .find(|(plan, _)| plan.dialling() != first.dialling());
                if let Some((other, _)) = other {
                    return Err(BookError::Numberings {
                        first: first.name().to_owned(),
                        second: other.name().to_owned(),
                    });
                }
                first.dialling()
            }
        };
        match numbering.misfit() {
            Some((key, code)) => Err(BookError::DialCode {
                key,
                code: code.to_owned(),
            }),
            None => Ok(numbering.clone()),
        }
    }
}

/// Checks that a package fits the plans that it names.
fn compile_package(
    mut package: Package,
    plans: &[PlanData],
    number: impl Fn(&str) -> Result<u16, BookError>,
    prefix: impl Fn(Prefix) -> Result<Prefix, BookError>,
) -> Result<PackageData, BookError> {
    let fail = |why| BookError::Package {
        package: package.name().to_owned(),
        why,
    };
    let beyond = number(package.beyond())?;
    let rules = plans.get(usize::from(beyond)).map(|data| &data.plan);
    let mut steps = Vec::with_capacity(package.steps().len());
    for (size, plan) in package.steps() {
        let plan = number(plan)?;
        let same = |other: &PlanData| {
            rules.is_some_and(|rules| {
                (rules.currency(), rules.zone(), rules.taxation())
                    == (other.plan.currency(), other.plan.zone(), other.plan.taxation())
            })
        };
        if !plans.get(usize::from(plan)).is_some_and(same) {
            return Err(fail(
                "its plans differ in currency, zone or tax; give them the same",
            ));
        }
        let fits = match size {
            Allowance::Time(time) => !time.is_zero(),
            Allowance::BeforeTax(money) | Allowance::AfterTax(money) => {
                money.micros() > 0 && rules.is_some_and(|rules| rules.currency() == money.currency())
            }
        };
        if !fits {
            return Err(fail(
                "a step of it is empty, or in another currency; give it a size above zero",
            ));
        }
        steps.push((*size, plan));
    }
    if steps.is_empty() {
        return Err(fail(
            "it has no step; say how much there is of it, and at the prices of which plan",
        ));
    }
    package.prefixes = package
        .prefixes
        .iter()
        .map(|&digits| prefix(digits))
        .collect::<Result<_, _>>()?;
    Ok(PackageData {
        package,
        steps,
        beyond,
    })
}

/// Checks a plan by itself and compiles its decks.
fn compile(
    plan: &Plan,
    versions: impl FnOnce(&Calendar) -> Result<Vec<Version>, BookError>,
) -> Result<PlanData, BookError> {
    if let Some(percent) = plan.taxation().misfit() {
        return Err(BookError::Tax {
            percent: percent.to_string(),
        });
    }
    if plan.amount_step() <= 0 {
        return Err(BookError::Coin {
            micros: plan.amount_step(),
        });
    }
    let bad = plan.exchanges().iter().find(|known| known.rate <= Ratio::ZERO);
    if let Some(bad) = bad {
        return Err(BookError::Exchange {
            currency: bad.currency.code().to_owned(),
            rate: bad.rate,
        });
    }
    let calendar = plan.calendar();
    let mut versions = versions(&calendar)?;
    if versions.is_empty() && plan.parent_plan().is_none() {
        return Err(BookError::EmptyDeck);
    }
    for (what, count) in [("decks", versions.len()), ("bands", calendar.names().len())] {
        if count > MOST {
            return Err(BookError::TooMany { what, most: MOST });
        }
    }
    versions.sort_by_key(|version| version.effective);
    let twice = versions.windows(2).find(|pair| match pair {
        [a, b] => a.effective == b.effective,
        _ => false,
    });
    if let Some([version, ..]) = twice {
        let day = version.effective;
        return Err(BookError::SameDay {
            day: day.map_or("the beginning of time".to_owned(), |day| day.to_string()),
        });
    }
    let foreign = versions.iter().map(|version| version.currency);
    let no_rate = foreign
        .filter(|&currency| currency != plan.currency())
        .find(|&currency| plan.exchanges().iter().all(|known| known.currency != currency));
    if let Some(currency) = no_rate {
        return Err(BookError::NoExchange {
            currency: currency.code().to_owned(),
        });
    }
    Ok(PlanData {
        plan: plan.clone(),
        calendar,
        clock: Clock::of(plan.zone()),
        versions,
        chain: Vec::new(),
        fast: None,
    })
}

/// The plans in which rows of a plan are looked up, with the product of the factors on the way.
fn chain(plans: &[PlanData], at: usize) -> Result<Vec<(u16, Ratio)>, BookError> {
    let mut chain = Vec::new();
    let (mut next, mut factor) = (Some(at), Ratio::ONE);
    while let Some(at) = next {
        let Some(data) = plans.get(at) else { break };
        // Fewer than MOST.
        let number = at as u16;
        if chain.iter().any(|(known, _)| *known == number) {
            return Err(BookError::Circle {
                plan: data.plan.name().to_owned(),
            });
        }
        if chain.len() > MOST_PARENTS {
            return Err(BookError::TooMany {
                what: "parents above one another",
                most: MOST_PARENTS,
            });
        }
        chain.push((number, factor));
        let Some(parent) = data.plan.parent_plan() else {
            break;
        };
        if parent.factor <= Ratio::ZERO {
            return Err(BookError::Factor {
                factor: parent.factor,
            });
        }
        let found = plans.iter().position(|other| other.plan.name() == parent.plan);
        let found = found.ok_or_else(|| BookError::NoSuchPlan {
            plan: parent.plan.clone(),
        })?;
        let same = plans.get(found).is_some_and(|other| {
            (other.plan.currency(), other.plan.zone()) == (data.plan.currency(), data.plan.zone())
        });
        if !same {
            return Err(BookError::Parent {
                parent: parent.plan.clone(),
            });
        }
        factor = factor.checked_mul(parent.factor).ok_or(BookError::Factor {
            factor: parent.factor,
        })?;
        next = Some(found);
    }
    Ok(chain)
}
