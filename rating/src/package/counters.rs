//! What has been used of packages: the only state that rating has.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

/// What has been used of packages, by package, owner and month.
///
/// Plain values: they can be kept anywhere and put back with [`insert`](Self::insert). Empty counters are those of
/// packages that nobody has used.
///
/// ```
/// use switchhook_rating::{Counter, Counters};
/// let mut counters = Counters::default();
/// counters.insert(Counter { package: "optimum".into(), owner: "gw".into(), year: 2026, month: 11, used: vec![90_000] });
/// let kept: Vec<Counter> = counters.iter().collect();
/// assert_eq!(kept.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    used: BTreeMap<(String, String, i32, u32), Vec<i64>>,
}

/// What one owner has used of one package in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Counter {
    /// The name of the package.
    pub package: String,
    /// The trunk, account or extension.
    pub owner: String,
    /// The year, by the clock of the plan.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// What has been used of each step: milliseconds, or millionths of the currency.
    pub used: Vec<i64>,
}

impl Counters {
    /// Puts a counter in, in place of one for the same package, owner and month.
    pub fn insert(&mut self, counter: Counter) {
        let key = (counter.package, counter.owner, counter.year, counter.month);
        self.used.insert(key, counter.used);
    }

    /// The counters, by package, owner and month.
    pub fn iter(&self) -> impl Iterator<Item = Counter> {
        self.used
            .iter()
            .map(|((package, owner, year, month), used)| Counter {
                package: package.clone(),
                owner: owner.clone(),
                year: *year,
                month: *month,
                used: used.clone(),
            })
    }

    /// What has been used of each step; nothing when there is no counter.
    #[must_use]
    pub fn used(&self, package: &str, owner: &str, day: NaiveDate) -> &[i64] {
        self.used
            .get(&key(package, owner, day))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Forgets the months before that of a day, which no further call uses when calls come in order of their start.
    pub fn forget_before(&mut self, day: NaiveDate) {
        self.used
            .retain(|(_, _, year, month), _| (*year, *month) >= (day.year(), day.month()));
    }

    pub(crate) fn add(&mut self, package: &str, owner: &str, day: NaiveDate, step: usize, amount: i64) {
        let used = self.used.entry(key(package, owner, day)).or_default();
        if used.len() <= step {
            used.resize(step + 1, 0);
        }
        if let Some(used) = used.get_mut(step) {
            *used = used.saturating_add(amount);
        }
    }
}

fn key(package: &str, owner: &str, day: NaiveDate) -> (String, String, i32, u32) {
    (package.to_owned(), owner.to_owned(), day.year(), day.month())
}
