//! The outcome of rating as the pricing of a call.

use switchhook_rating::{Charge, Outcome};

use super::{Price, Pricing};

impl From<&Outcome<'_>> for Pricing {
    /// A call that no tariff knows or allows has [`NoTariff`](Pricing::NoTariff), never a price of zero.
    fn from(outcome: &Outcome<'_>) -> Self {
        match outcome {
            Outcome::Rated(charge) | Outcome::Free(charge) => Self::Priced(charge.into()),
            Outcome::NotAnswered => Self::NotCharged,
            // The number stands in the record, where rights decide about it: the reason leaves it out.
            Outcome::Unmatched { why, .. } => Self::NoTariff {
                reason: why.to_string(),
            },
            Outcome::Forbidden { by, .. } => Self::NoTariff {
                reason: by.destination().map_or_else(
                    || "the numbering forbids it".to_owned(),
                    |destination| format!("the tariff forbids {}", destination.name),
                ),
            },
            Outcome::Rejected(error) => Self::NoTariff {
                reason: error.to_string(),
            },
            other => Self::NoTariff {
                reason: other.word().to_owned(),
            },
        }
    }
}

impl From<&Charge<'_>> for Price {
    fn from(charge: &Charge<'_>) -> Self {
        Self {
            before_tax_micros: charge.before_tax.micros(),
            after_tax_micros: charge.after_tax.micros(),
            currency: charge.after_tax.currency().code().to_owned(),
            destination: charge.destination().name.to_string(),
        }
    }
}
