//! What may still be called to the outside today: the budgets of `portal.toml`, and what the calls of the day say.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use switchhook_portal_core::dial::budget::{Budget, Limit, Spent};
use switchhook_portal_core::dial::{Purse, Purses};
use switchhook_portal_core::numbering::Number;
use switchhook_portal_core::{DepartmentId, EndpointName, Party, PersonId};

use crate::app::App;
use crate::store::{Payer, Seconds, StoreError};

/// What one payer has left of its day.
#[derive(Clone, Debug)]
pub struct Account {
    pub payer: Payer,
    pub spent: Spent,
    pub state: AccountUse,
}

/// How near the limit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountUse {
    /// Four fifths of a limit are used up.
    Low,
    Empty,
}

/// When the day began on the clock of the site.
fn day_began(local: NaiveDateTime, zone: Tz) -> Seconds {
    // Where clocks are put forward at midnight, the day begins later.
    let hours = (0..24).map(|hour| local.date().and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(hour));
    let began = hours
        .filter_map(|hour| zone.from_local_datetime(&hour).earliest())
        .next();
    began.map_or(0, |began| began.timestamp())
}

impl App {
    /// The purses of a call from this telephone that begins then: everybody's rules, its owner's and its department's.
    pub async fn purses(&self, endpoint: &EndpointName, at: Seconds) -> Result<Purses, StoreError> {
        let party = self.live.index().by_endpoint(endpoint.as_str()).cloned();
        self.purses_of(&party.unwrap_or_default(), at).await
    }

    /// The same of whoever calls.
    pub async fn purses_of(&self, party: &Party, at: Seconds) -> Result<Purses, StoreError> {
        let budgets = &self.config.budget;
        let person = party
            .person
            .map(|person| (Payer::Person(person), &budgets.person));
        let department = party
            .department
            .map(|department| (Payer::Department(department), &budgets.department));
        let payers = [person, department];
        let mut purses = vec![Purse {
            budget: budgets.everybody.clone(),
            spent: Spent::default(),
        }];
        for (payer, budget) in payers
            .into_iter()
            .flatten()
            .filter(|(_, b)| **b != Budget::default())
        {
            purses.push(Purse {
                budget: budget.clone(),
                spent: self.spent(payer, at).await?,
            });
        }
        Ok(Purses {
            site: self.config.numbering.clone(),
            local: self.local(at),
            purses,
        })
    }

    /// What was spent on the day of a call that begins then.
    async fn spent(&self, payer: Payer, at: Seconds) -> Result<Spent, StoreError> {
        let (now, zone) = (self.now(), self.config.pbx.time_zone);
        let began = day_began(self.local(at), zone);
        if began > now {
            return Ok(Spent::default());
        }
        let mut spent = self.store.spent_by(payer, began).await?;
        self.add_live(&mut spent, payer, now);
        // What goes on now is over by then.
        if at > now {
            spent.outside_now = 0;
        }
        Ok(spent)
    }

    /// Calls that go on have no record yet.
    fn add_live(&self, spent: &mut Spent, payer: Payer, now: Seconds) {
        let (index, site) = (self.live.index(), &self.config.numbering);
        let now = DateTime::from_timestamp(now, 0).unwrap_or_default();
        let begun: Vec<DateTime<Utc>> = self.live.read(|state| {
            let calls = state.calls().iter();
            calls
                .filter(|call| {
                    index
                        .by_channel(&call.caller.channel)
                        .is_some_and(|party| payer.is(party))
                })
                .filter(|call| {
                    let number = call
                        .called
                        .number
                        .parse()
                        .map(|number| site.read_dialled(&number));
                    number.is_ok_and(|number| matches!(number, Number::Outside(_) | Number::Other(_)))
                })
                .map(|call| call.begun)
                .collect()
        });
        spent.outside_now = u32::try_from(begun.len()).unwrap_or(u32::MAX);
        for begun in begun {
            spent.seconds_today += u64::try_from((now - begun).num_seconds()).unwrap_or(0);
        }
    }

    /// Who has used up four fifths of a day's budget or more, the emptiest first.
    pub async fn low_accounts(&self) -> Result<Vec<Account>, StoreError> {
        let budgets = &self.config.budget;
        let began = day_began(self.local(self.now()), self.config.pbx.time_zone);
        let mut accounts = Vec::new();
        for (person, budget) in [(true, &budgets.person), (false, &budgets.department)] {
            if *budget == Budget::default() {
                continue;
            }
            for (payer, mut spent) in self.store.spenders(person, began).await? {
                self.add_live(&mut spent, payer, self.now());
                accounts.extend(state(budget, &spent).map(|state| Account { payer, spent, state }));
            }
        }
        accounts.sort_by_key(|account| account.state != AccountUse::Empty);
        Ok(accounts)
    }
}

impl Payer {
    fn is(self, party: &Party) -> bool {
        match self {
            Self::Person(person) => party.person == Some(person),
            Self::Department(department) => party.department == Some(department),
        }
    }

    pub fn is_person(self) -> bool {
        matches!(self, Self::Person(_))
    }

    pub fn of(person: bool, id: i64) -> Self {
        if person {
            Self::Person(PersonId(id))
        } else {
            Self::Department(DepartmentId(id))
        }
    }
}

fn state(budget: &Budget, spent: &Spent) -> Option<AccountUse> {
    let used = [
        (
            budget.minutes_per_day.map(|limit| u64::from(limit) * 60),
            spent.seconds_today,
        ),
        (budget.cost_per_day, spent.cost_today),
    ];
    let state = |(limit, used): (Option<u64>, u64)| {
        let limit = limit?;
        if used >= limit {
            Some(AccountUse::Empty)
        } else {
            (used >= limit / 5 * 4).then_some(AccountUse::Low)
        }
    };
    let states: Vec<AccountUse> = used.into_iter().filter_map(state).collect();
    states
        .iter()
        .copied()
        .find(|state| *state == AccountUse::Empty)
        .or(states.first().copied())
}

/// Why a budget does not allow a call, in words.
pub fn words(t: crate::i18n::Texts, limit: &Limit) -> String {
    match limit {
        Limit::CallsPerMinute { .. } => t.budget_calls_per_minute(),
        Limit::MinutesPerDay { limit } => t.budget_minutes_per_day((*limit).into()),
        Limit::CostPerDay => t.budget_cost_per_day(),
        Limit::Simultaneous { limit } => t.budget_simultaneous((*limit).into()),
        Limit::Closed => t.budget_closed(),
        Limit::Country => t.budget_country(),
        Limit::Premium => t.budget_premium(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
