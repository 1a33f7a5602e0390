//! Number, plan, version, row: by looking at all of them.

use std::cmp::Reverse;

use chrono::{DateTime, LocalResult, NaiveDate, TimeZone, Utc};
use switchhook_rating::{Kind, Status};

use crate::fraction::Fraction;
use crate::model::{CallModel, PlanModel, RowModel, Rule, Site, Version, When, exact};
use crate::number::{allows, begins};
use crate::price::{Price, Terms};

/// What the slow way says of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It has no charge.
    Without(Status),
    NotAnswered,
    Charged(Charged),
}

/// A charge and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Charged {
    pub(crate) status: Status,
    pub(crate) price: Price,
    pub(crate) plan: String,
    /// The name of the destination: plan, version and row.
    pub(crate) row: String,
    pub(crate) prefix: String,
    pub(crate) band: &'static str,
    pub(crate) version: Option<NaiveDate>,
}

/// A call after its number was read.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) number: String,
    pub(crate) kind: Option<Kind>,
    pub(crate) caller: Option<String>,
    pub(crate) day: NaiveDate,
}

/// A row with what its prices are multiplied by.
pub(crate) struct Found<'a> {
    pub(crate) source: usize,
    pub(crate) version: &'a Version,
    pub(crate) row: &'a RowModel,
    pub(crate) name: String,
    pub(crate) prefix: String,
    pub(crate) factor: Fraction,
}

impl Site {
    pub(crate) fn rate(&self, call: &CallModel) -> Answer {
        if call.millis == 0 {
            return Answer::NotAnswered;
        }
        let Some((number, kind)) = self.dialling.dial(&call.number) else {
            return Answer::Without(Status::Rejected);
        };
        if kind == Some(Kind::Forbidden) {
            return Answer::Without(Status::Forbidden);
        }
        let caller = self.dialling.dial(call.caller).map(|(number, _)| number);
        let place = self.plan_of(call, &number, caller.as_deref());
        let Some(plan) = self.plans.get(place) else {
            return Answer::Without(Status::Rejected);
        };
        let Some((start, day)) = plan.started(call.start) else {
            return Answer::Without(Status::Rejected);
        };
        let asked = Asked {
            number,
            kind,
            caller,
            day,
        };
        let Some(found) = self.find(place, &asked) else {
            return Answer::Without(Status::Unmatched);
        };
        if found.row.blocked {
            return Answer::Without(Status::Forbidden);
        }
        let worth = if found.version.foreign {
            let known = plan.exchange.iter().rev().find(|(from, _)| *from <= day);
            let Some((_, worth)) = known else {
                return Answer::Without(Status::Rejected);
            };
            exact(*worth)
        } else {
            Fraction::whole(1)
        };
        let terms = Terms {
            plan,
            clock: &self.plans[found.source].clock,
            row: found.row,
            scale: found.factor.times(worth),
            start,
            day,
        };
        let (price, is_free) = terms.price(call.millis);
        Answer::Charged(Charged {
            status: if is_free { Status::Free } else { Status::Rated },
            price,
            plan: place.to_string(),
            row: found.name,
            prefix: found.prefix,
            band: terms.first_band(),
            version: found.version.from,
        })
    }

    fn plan_of(&self, call: &CallModel, number: &str, caller: Option<&str>) -> usize {
        let fits = |rule: &Rule| match rule {
            Rule::Account(name) => call.account == *name,
            Rule::Extension(name) => call.extension == *name,
            Rule::Trunk(beginning) => call.trunk.starts_with(beginning),
            Rule::Number(prefix) => begins(number, &self.dialling.prefix(prefix)),
            Rule::Caller(prefix) => {
                caller.is_some_and(|caller| begins(caller, &self.dialling.prefix(prefix)))
            }
        };
        let found = self.rules.iter().find(|(rule, _)| fits(rule));
        found.map_or(self.fallback, |(_, plan)| *plan)
    }

    /// The row in the plan, or in its parents.
    pub(crate) fn find(&self, plan: usize, asked: &Asked) -> Option<Found<'_>> {
        let (mut source, mut factor) = (plan, Fraction::whole(1));
        loop {
            let here = &self.plans[source];
            if let Some((number, version)) = here.in_force(asked.day)
                && let Some((row, prefix)) = self.row_of(version, asked)
            {
                return Some(Found {
                    source,
                    version,
                    row: &version.rows[row],
                    name: format!("{source}/{number}/{row}"),
                    prefix,
                    factor,
                });
            }
            let (parent, times) = here.parent?;
            (source, factor) = (parent, factor.times(exact(times)));
        }
    }

    /// The row with the longest prefix; of several the first in the order of the conditions.
    fn row_of(&self, version: &Version, asked: &Asked) -> Option<(usize, String)> {
        let count = asked.number.trim_start_matches('+').len();
        let rows = version.rows.iter().enumerate().filter_map(|(place, row)| {
            let prefix = self.dialling.prefix(row.prefix);
            let caller = row.caller.map(|caller| self.dialling.prefix(caller));
            let fits = begins(&asked.number, &prefix)
                && allows(row.digits, count)
                && row.only.is_none_or(|kind| asked.kind == Some(kind))
                && caller
                    .as_ref()
                    .is_none_or(|wanted| asked.caller.as_ref().is_some_and(|caller| begins(caller, wanted)))
                && row.from.is_none_or(|from| from <= asked.day)
                && row.until.is_none_or(|until| asked.day <= until)
                && !(row.blocked && asked.kind == Some(Kind::Emergency));
            fits.then_some((place, row, prefix, caller))
        });
        let first = rows.min_by_key(|(_, row, prefix, caller)| {
            (
                Reverse(prefix.len()),
                Reverse(row.priority),
                Reverse(caller.as_ref().map_or(0, |caller| 1 + caller.len())),
                Reverse(row.only.is_some()),
                Reverse(row.from),
            )
        });
        first.map(|(place, _, prefix, _)| (place, prefix))
    }
}

impl PlanModel {
    /// The instant and the date on the clock of the plan; `None` for a reading that never was.
    pub(crate) fn started(&self, start: When) -> Option<(DateTime<Utc>, NaiveDate)> {
        let zone = self.clock.zone;
        match start {
            When::Instant(instant) => Some((instant, instant.with_timezone(&zone).date_naive())),
            When::Reading(reading) => match zone.from_local_datetime(&reading) {
                LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => {
                    Some((time.with_timezone(&Utc), reading.date()))
                }
                LocalResult::None => None,
            },
        }
    }

    /// The version of the latest day that has come.
    fn in_force(&self, day: NaiveDate) -> Option<(usize, &Version)> {
        let come = self
            .versions
            .iter()
            .enumerate()
            .filter(|(_, version)| version.from.is_none_or(|from| from <= day));
        come.max_by_key(|(_, version)| version.from)
    }
}
