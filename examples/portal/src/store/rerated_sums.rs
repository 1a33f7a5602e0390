//! What rating again changes, added up by department and by destination while the job goes on.

use sqlx::{FromRow, Sqlite, Transaction};
use switchhook_portal_core::{DepartmentId, ReratingId};
use switchhook_rating::Money;
use switchhook_rating::question::{Difference, Priced, Sum};

use super::{Result, Store, StoredCharge};

/// Name of the group, currency.
type Key = (String, String);

/// What a step of the job changes.
#[derive(Debug, Default)]
pub struct RerateSums {
    departments: Difference<Key>,
    destinations: Difference<Key>,
}

/// The calls of one group whose price becomes another: the sums with tax, in millionths.
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct ChangedSum {
    /// The identifier of a department, or the name of a destination.
    pub key: String,
    /// Empty for calls that neither had nor get a price.
    pub currency: String,
    pub calls: i64,
    pub old: i64,
    pub new: i64,
}

/// What becomes of all calls whose price becomes another.
#[derive(Clone, Copy, Debug, Default, FromRow, PartialEq, Eq)]
pub struct ChangedCounts {
    pub dearer: i64,
    pub cheaper: i64,
    /// They had no price.
    pub gained: i64,
    /// They have none any more.
    pub lost: i64,
}

impl ChangedSum {
    /// A department of a sum.
    pub fn department(&self) -> Option<DepartmentId> {
        self.key.parse().ok().map(DepartmentId)
    }
}

impl RerateSums {
    /// Adds a call whose price becomes another. It counts under its new destination, or the old one if it has none now.
    pub fn record(
        &mut self,
        department: Option<DepartmentId>,
        old: Option<&StoredCharge>,
        new: &StoredCharge,
    ) {
        let before = old.map_or(
            Priced::without(switchhook_rating::Status::Unmatched),
            StoredCharge::priced,
        );
        let after = new.priced();
        let department = department.map(|id| id.to_string()).unwrap_or_default();
        let destination = std::iter::once(new)
            .chain(old)
            .map(|charge| charge.destination.as_str())
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        let currency = |priced: Priced| {
            let amounts = priced.amounts?;
            Some(amounts.after_tax.currency().code().to_owned())
        };
        let mut record = |currency: String, before, after| {
            self.departments
                .record(&(department.clone(), currency.clone()), before, after);
            self.destinations
                .record(&(destination.to_owned(), currency), before, after);
        };
        match (currency(before), currency(after)) {
            // Two currencies are never added: the call goes from the sum of one to that of the other.
            (Some(old), Some(new)) if old != new => {
                record(old, before, Priced::without(after.status));
                record(new, Priced::without(before.status), after);
            }
            (old, new) => record(new.or(old).unwrap_or_default(), before, after),
        }
    }
}

/// Adds a step's sums to those of the job.
pub(super) async fn add(
    transaction: &mut Transaction<'_, Sqlite>,
    job: ReratingId,
    sums: &RerateSums,
) -> Result<()> {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    // A sum of nothing has no currency.
    let micros = |sum: Sum| sum.after_tax().map_or(0, Money::micros);
    let both = [
        ("department", &sums.departments),
        ("destination", &sums.destinations),
    ];
    for (kind, difference) in both {
        for ((key, currency), change) in difference.groups() {
            sqlx::query(
                "INSERT INTO rerating_sum (rerating, kind, key, currency, calls, dearer, cheaper, gained, lost, old, new)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (rerating, kind, key, currency) DO UPDATE SET calls = calls + excluded.calls,
                 dearer = dearer + excluded.dearer, cheaper = cheaper + excluded.cheaper,
                 gained = gained + excluded.gained, lost = lost + excluded.lost,
                 old = old + excluded.old, new = new + excluded.new",
            )
            .bind(i64::from(job))
            .bind(kind)
            .bind(key)
            .bind(currency)
            .bind(count(change.calls))
            .bind(count(change.dearer))
            .bind(count(change.cheaper))
            .bind(count(change.gained))
            .bind(count(change.lost))
            .bind(micros(change.old))
            .bind(micros(change.new))
            .execute(&mut **transaction)
            .await?;
        }
    }
    Ok(())
}

impl Store {
    /// What changes, by department of the caller (the key is empty without one), most changed calls first.
    pub async fn changed_by_department(&self, id: ReratingId) -> Result<Vec<ChangedSum>> {
        self.changed_sums(id, "department").await
    }

    /// What changes, by destination (the key is empty for calls that have none, before and after).
    pub async fn changed_by_destination(&self, id: ReratingId) -> Result<Vec<ChangedSum>> {
        self.changed_sums(id, "destination").await
    }

    async fn changed_sums(&self, id: ReratingId, kind: &str) -> Result<Vec<ChangedSum>> {
        Ok(sqlx::query_as(
            "SELECT key, currency, calls, old, new FROM rerating_sum WHERE rerating = ? AND kind = ?
             ORDER BY calls DESC, key, currency LIMIT 500",
        )
        .bind(i64::from(id))
        .bind(kind)
        .fetch_all(&self.read)
        .await?)
    }

    /// What becomes of all calls whose price becomes another.
    pub async fn changed_counts(&self, id: ReratingId) -> Result<ChangedCounts> {
        Ok(sqlx::query_as(
            "SELECT coalesce(sum(dearer), 0) AS dearer, coalesce(sum(cheaper), 0) AS cheaper,
             coalesce(sum(gained), 0) AS gained, coalesce(sum(lost), 0) AS lost
             FROM rerating_sum WHERE rerating = ? AND kind = 'department'",
        )
        .bind(i64::from(id))
        .fetch_one(&self.read)
        .await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Status;

    fn charge(destination: &str, amount: Option<(&str, i64)>) -> StoredCharge {
        StoredCharge {
            status: match amount {
                Some(_) => Status::Rated,
                None => Status::Unmatched,
            },
            amount: amount.map(|(currency, micros)| (currency.to_owned(), micros, micros)),
            destination: destination.to_owned(),
            reason: String::new(),
            explanation: String::new(),
        }
    }

    #[test]
    fn a_call_that_changes_its_currency_goes_from_one_sum_to_the_other() {
        let mut sums = RerateSums::default();
        let (old, new) = (
            charge("France", Some(("XPF", 119))),
            charge("France", Some(("EUR", 1))),
        );
        sums.record(Some(DepartmentId(7)), Some(&old), &new);
        sums.record(None, Some(&old), &charge("", None));
        sums.record(None, None, &charge("", None));
        let groups = |difference: &Difference<Key>| -> Vec<_> {
            let micros = |sum: Sum| sum.after_tax().map(Money::micros);
            difference
                .groups()
                .map(|((key, currency), change)| {
                    let sums = (micros(change.old), micros(change.new));
                    (format!("{key} {currency}"), change.gained, change.lost, sums)
                })
                .collect()
        };
        assert_eq!(
            groups(&sums.departments),
            [
                (" ".to_owned(), 0, 0, (None, None)),
                (" XPF".to_owned(), 0, 1, (Some(119), None)),
                ("7 EUR".to_owned(), 1, 0, (None, Some(1))),
                ("7 XPF".to_owned(), 0, 1, (Some(119), None)),
            ]
        );
        // The call without a price counts where it had one.
        assert_eq!(
            groups(&sums.destinations),
            [
                (" ".to_owned(), 0, 0, (None, None)),
                ("France EUR".to_owned(), 1, 0, (None, Some(1))),
                ("France XPF".to_owned(), 0, 2, (Some(238), None)),
            ]
        );
    }
}
