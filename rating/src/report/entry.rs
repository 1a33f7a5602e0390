//! A call as a report sees it.

use std::time::Duration;

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use crate::{Call, Currency, Forbidden, Money, Outcome, Status};

/// Who owns a call, as the caller knows it. Empty where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Owner<'a> {
    /// The department, as reports show it.
    pub department: &'a str,
    /// The person, as reports show it.
    pub person: &'a str,
    /// The telephone's extension.
    pub extension: &'a str,
}

/// The part of a call, and of what became of it, that reports are made of.
///
/// Made from an [`Outcome`] with [`of`](Self::of), or from figures that were stored with [`priced`](Self::priced) and
/// [`without_price`](Self::without_price).
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Entry<'a> {
    pub(super) status: Status,
    pub(super) owner: Owner<'a>,
    pub(super) at: Option<NaiveDateTime>,
    pub(super) number: &'a str,
    pub(super) destination: &'a str,
    pub(super) trunk: &'a str,
    pub(super) duration: Duration,
    pub(super) billed: Duration,
    pub(super) amounts: Option<(Money, Money)>,
}

impl<'a> Entry<'a> {
    /// A call and what became of it.
    pub fn of(call: &Call<'a>, outcome: &Outcome<'a>, currency: Currency, zone: Tz) -> Self {
        let entry = match outcome {
            Outcome::Rated(charge) | Outcome::Free(charge) => Self {
                destination: &charge.destination().name,
                billed: charge.billed,
                ..Self::priced(outcome.status(), 0, charge.before_tax, charge.after_tax)
            },
            Outcome::NotAnswered => {
                let zero = Money::zero(currency);
                Self::priced(Status::Free, 0, zero, zero)
            }
            Outcome::Forbidden {
                by: Forbidden::Row { destination, .. },
                ..
            } => Self::without_price(Status::Forbidden, 0).destination(&destination.name),
            _ => Self::without_price(outcome.status(), 0),
        };
        let at = call.start.reading_in(zone);
        Self {
            number: call.number,
            duration: call.duration,
            at,
            ..entry
        }
    }

    /// A call with a price, which lasted so many seconds and is billed for as many.
    pub fn priced(status: Status, seconds: u64, before_tax: Money, after_tax: Money) -> Self {
        Self {
            amounts: Some((before_tax, after_tax)),
            ..Self::without_price(status, seconds)
        }
    }

    /// A call without a price.
    pub fn without_price(status: Status, seconds: u64) -> Self {
        let duration = Duration::from_secs(seconds);
        Self {
            status,
            owner: Owner::default(),
            at: None,
            number: "",
            destination: "",
            trunk: "",
            duration,
            billed: duration,
            amounts: None,
        }
    }

    /// Who owns it. Default: not known.
    pub const fn owner(mut self, owner: Owner<'a>) -> Self {
        self.owner = owner;
        self
    }

    /// What the clock of the report's zone showed when it began. Default: not known.
    pub const fn at(mut self, reading: NaiveDateTime) -> Self {
        self.at = Some(reading);
        self
    }

    /// The number called. Default: not known.
    pub const fn number(mut self, number: &'a str) -> Self {
        self.number = number;
        self
    }

    /// The name of the destination. Default: not known.
    pub const fn destination(mut self, name: &'a str) -> Self {
        self.destination = name;
        self
    }

    /// The trunk that it went over. Default: not known.
    pub const fn trunk(mut self, trunk: &'a str) -> Self {
        self.trunk = trunk;
        self
    }

    /// How long it lasted, and is billed for unless [`billed`](Self::billed) says otherwise.
    pub const fn duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self.billed = duration;
        self
    }

    /// How long it is billed for. Default: as long as it lasted.
    pub const fn billed(mut self, billed: Duration) -> Self {
        self.billed = billed;
        self
    }
}
