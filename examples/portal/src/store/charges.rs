//! What calls cost. A charge can be made again; the call it belongs to stays as it was.

use sqlx::FromRow;
use switchhook_portal_core::CallId;
use switchhook_portal_core::call_log::{Price, Pricing};
use switchhook_portal_core::tariff::UnmatchedNumber;
use switchhook_rating::explain::Explanation;
use switchhook_rating::question::Priced;
use switchhook_rating::{self as rating, Currency, Money};

use super::{LoggedCall, Result, Seconds, Store};

/// How a call was rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCharge {
    pub status: Status,
    /// Currency code, amount before tax and after tax in millionths; absent where there is no price.
    pub amount: Option<(String, i64, i64)>,
    pub destination: String,
    /// Why there is no price, as a code of `jobs::rating`.
    pub reason: String,
    /// The steps of the price, or why there is none, as JSON of rating's explanation; a line in English in rows of
    /// older portals; empty where nobody asks why.
    pub explanation: String,
}

/// A call with what it cost, and the fingerprint of the tariff that said so.
#[derive(Clone, Debug)]
pub struct PricedCall {
    pub call: CallId,
    pub charge: StoredCharge,
    pub tariff: String,
}

/// What the tariff said of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Rated,
    /// The tariff says that it costs nothing.
    Free,
    /// Between our own telephones, and the tariff has no price for that.
    Internal,
    NotAnswered,
    /// It came from outside.
    Incoming,
    /// The tariff has no row for it.
    Unmatched,
    Blocked,
    Invalid,
}

impl Status {
    const ALL: [Self; 8] = [
        Self::Rated,
        Self::Free,
        Self::Internal,
        Self::NotAnswered,
        Self::Incoming,
        Self::Unmatched,
        Self::Blocked,
        Self::Invalid,
    ];

    /// Whether the tariff said so, and can say why.
    pub fn is_of_tariff(self) -> bool {
        matches!(
            self,
            Self::Rated | Self::Free | Self::Unmatched | Self::Blocked | Self::Invalid
        )
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Rated => "rated",
            Self::Free => "free",
            Self::Internal => "internal",
            Self::NotAnswered => "not_answered",
            Self::Incoming => "incoming",
            Self::Unmatched => "unmatched",
            Self::Blocked => "blocked",
            Self::Invalid => "invalid",
        }
    }
}

impl StoredCharge {
    /// The same for sums of what changes.
    pub fn priced(&self) -> Priced {
        let status = match self.status {
            Status::Rated => rating::Status::Rated,
            Status::Free | Status::Internal | Status::NotAnswered | Status::Incoming => rating::Status::Free,
            Status::Unmatched => rating::Status::Unmatched,
            Status::Blocked => rating::Status::Forbidden,
            Status::Invalid => rating::Status::Rejected,
        };
        let amounts = self.amount.as_ref().and_then(|(code, before, after)| {
            // A plan may count in units of its own, which no standard lists.
            let currency = code.parse().ok().or_else(|| Currency::new(code, 2))?;
            let money = |micros| Money::from_micros(micros, currency);
            Some((money(*before), money(*after)))
        });
        match amounts {
            Some((before, after)) => Priced::new(status, before, after),
            None => Priced::without(status),
        }
    }

    /// Why it is so, for any language.
    pub fn explanation(&self) -> Option<Explanation> {
        serde_json::from_str(&self.explanation).ok()
    }

    /// Whether it says why as data.
    pub fn is_explained(&self) -> bool {
        self.explanation.starts_with('{')
    }

    /// The same for the call log.
    pub fn pricing(&self) -> Pricing {
        match (self.status, &self.amount) {
            (Status::Rated | Status::Free, Some((currency, before_tax, after_tax))) => {
                Pricing::Priced(Price {
                    before_tax_micros: *before_tax,
                    after_tax_micros: *after_tax,
                    currency: currency.clone(),
                    destination: self.destination.clone(),
                })
            }
            (Status::Unmatched | Status::Blocked | Status::Invalid, _) => Pricing::NoTariff {
                reason: self.reason.clone(),
            },
            _ => Pricing::NotCharged,
        }
    }
}

/// The columns of a charge beside those of its call.
#[derive(FromRow)]
pub(super) struct Row {
    status: Option<String>,
    currency: Option<String>,
    before_tax: Option<i64>,
    after_tax: Option<i64>,
    charged_destination: Option<String>,
    reason: Option<String>,
    explanation: Option<String>,
}

impl Row {
    pub(super) fn stored(self) -> Option<StoredCharge> {
        let status = self.status?;
        Some(StoredCharge {
            // An unknown word was written by a later version: the safest reading is that there is no price.
            status: Status::ALL
                .into_iter()
                .find(|s| s.key() == status)
                .unwrap_or(Status::Invalid),
            amount: self
                .currency
                .zip(self.before_tax)
                .zip(self.after_tax)
                .map(|((c, b), a)| (c, b, a)),
            destination: self.charged_destination.unwrap_or_default(),
            reason: self.reason.unwrap_or_default(),
            explanation: self.explanation.unwrap_or_default(),
        })
    }
}

impl Store {
    /// Calls without a charge, or with a charge that says that the tariff had none, oldest first.
    pub async fn calls_to_rate(&self, after: CallId, again: bool, limit: u32) -> Result<Vec<LoggedCall>> {
        let rows: Vec<super::calls::Row> = sqlx::query_as(
            "SELECT call.*, charge.status, charge.currency, charge.before_tax, charge.after_tax,
             charge.destination AS charged_destination, charge.reason, charge.explanation
             FROM call LEFT JOIN charge ON charge.call = call.id
             WHERE call.id > ?1 AND (charge.call IS NULL OR (?2 AND charge.status IN ('unmatched', 'blocked', 'invalid')))
             ORDER BY call.id LIMIT ?3",
        )
        .bind(i64::from(after))
        .bind(again)
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(LoggedCall::try_from).collect()
    }

    /// The fingerprint of the tariff that made the charge of a call, and when.
    pub async fn priced_with(&self, call: CallId) -> Result<Option<(String, Seconds)>> {
        Ok(sqlx::query_as("SELECT tariff, rated FROM charge WHERE call = ?")
            .bind(i64::from(call))
            .fetch_optional(&self.read)
            .await?)
    }

    pub async fn put_charges(&self, charges: &[PricedCall], now: Seconds) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        for PricedCall { call, charge, tariff } in charges {
            let amount = charge.amount.as_ref();
            sqlx::query(
                "INSERT INTO charge (call, status, currency, before_tax, after_tax, destination, reason, explanation, tariff, rated)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (call) DO UPDATE SET status = excluded.status, currency = excluded.currency,
                 before_tax = excluded.before_tax, after_tax = excluded.after_tax, destination = excluded.destination,
                 reason = excluded.reason, explanation = excluded.explanation, tariff = excluded.tariff, rated = excluded.rated",
            )
            .bind(i64::from(*call))
            .bind(charge.status.key())
            .bind(amount.map(|(currency, ..)| currency))
            .bind(amount.map(|(_, before, _)| before))
            .bind(amount.map(|(.., after)| after))
            .bind(&charge.destination)
            .bind(&charge.reason)
            .bind(&charge.explanation)
            .bind(tariff)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The numbers that the tariff had no price for, the latest first, `limit` at most.
    pub async fn unmatched_numbers(&self, limit: u32) -> Result<Vec<UnmatchedNumber>> {
        let rows: Vec<(String, String, String, i64, i64, Seconds)> = sqlx::query_as(
            "SELECT call.destination, charge.reason, CASE charge.reason WHEN 'invalid' THEN max(charge.explanation) ELSE '' END,
             count(*), sum(call.billable), max(call.started)
             FROM charge JOIN call ON charge.call = call.id
             WHERE charge.status IN ('unmatched', 'blocked', 'invalid')
             GROUP BY call.destination, charge.reason ORDER BY max(call.started) DESC LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        Ok(rows
            .into_iter()
            .map(
                |(number, reason, explanation, calls, seconds, last)| UnmatchedNumber {
                    number,
                    // An invalid record says why in words of its own.
                    reason: if explanation.is_empty() {
                        reason
                    } else {
                        explanation
                    },
                    calls: calls.unsigned_abs(),
                    seconds: seconds.unsigned_abs(),
                    last: chrono::DateTime::from_timestamp(last, 0).unwrap_or_default(),
                },
            )
            .collect())
    }

    /// The calls that the tariff had no price for, oldest first.
    pub async fn unmatched_calls(&self, after: CallId, limit: u32) -> Result<Vec<LoggedCall>> {
        let rows: Vec<super::calls::Row> = sqlx::query_as(
            "SELECT call.*, charge.status, charge.currency, charge.before_tax, charge.after_tax,
             charge.destination AS charged_destination, charge.reason, charge.explanation
             FROM charge JOIN call ON charge.call = call.id
             WHERE charge.status IN ('unmatched', 'blocked', 'invalid') AND call.id > ?
             ORDER BY call.id LIMIT ?",
        )
        .bind(i64::from(after))
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(LoggedCall::try_from).collect()
    }

    pub async fn count_unrated(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(
            "SELECT count(*) FROM charge WHERE status IN ('unmatched', 'blocked', 'invalid')",
        )
        .fetch_one(&self.read)
        .await?)
    }
}
