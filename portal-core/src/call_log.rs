//! The call log: what became of every call, who may see it, and how much of it.

mod cdr;
mod filter;
#[cfg(feature = "rating")]
mod rated;

use std::collections::BTreeSet;

pub use self::cdr::{Cdr, CdrError, Disposition};
pub(crate) use self::cdr::{YEARS, instants};
pub use self::filter::{Filter, FilterForm};
pub(crate) use self::filter::{date, midnight};
use crate::number::mask;
use crate::{Capability, DepartmentId, Party, PartyIndex, PersonId, PhoneId, QueueName, Scope, Subject};

/// A call, with whose phones they were at the time.
///
/// Parties are found once, when the call is stored: a phone that changes hands later does not rewrite history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// What Asterisk wrote.
    pub cdr: Cdr,
    /// Inside, out or in.
    pub direction: Direction,
    /// Who called.
    pub caller: Party,
    /// Who was called.
    pub callee: Party,
    /// What it cost.
    pub pricing: Pricing,
}

impl CallRecord {
    /// Finds the parties of a call among the phones as they are now.
    pub fn new(cdr: Cdr, index: &PartyIndex) -> Self {
        let local = cdr.channel.starts_with("Local/");
        // The number that a caller claims proves nothing: only its own channel makes a caller one of ours. A local
        // channel has no device; its number was set by our dialplan. And where a site has a prefix for the numbers of
        // its phones outside, it trusts the line that brings them.
        let inside = index
            .by_channel(&cdr.channel)
            .or_else(|| index.by_extension(&cdr.source).filter(|_| local))
            .or_else(|| index.by_outside_number(&cdr.source));
        let caller = inside
            .cloned()
            .unwrap_or_else(|| Party::outside(&*cdr.source, cdr.caller_name()));
        let answered_by = index.by_channel(&cdr.destination_channel);
        // A call that went to no other line (a menu, a voice mailbox, a code) stayed inside.
        let went_out = answered_by.is_none()
            && !cdr.destination_channel.is_empty()
            && !cdr.destination_channel.starts_with("Local/");
        // A number of ours that was dialled over the line costs what the line costs, even if it came back to us.
        let dialled = index
            .by_extension(&cdr.destination)
            .or_else(|| index.by_outside_number(&cdr.destination).filter(|_| !went_out));
        let callee = answered_by
            .or(dialled)
            .cloned()
            .unwrap_or_else(|| Party::outside(&*cdr.destination, ""));
        let direction = match (caller.is_inside(), callee.is_inside() || !went_out) {
            (true, true) => Direction::Internal,
            (true, false) => Direction::Outgoing,
            (false, _) => Direction::Incoming,
        };
        let chargeable = direction == Direction::Outgoing && cdr.disposition == Disposition::Answered;
        let pricing = if chargeable {
            Pricing::Pending
        } else {
            Pricing::NotCharged
        };
        Self {
            cdr,
            direction,
            caller,
            callee,
            pricing,
        }
    }

    /// The call as a person may see it, or nothing.
    pub fn seen_by(&self, subject: &Subject) -> Option<CallView> {
        let visibility = visibility(subject, self);
        let shown = |party: &Party| match visibility {
            Visibility::Hidden => None,
            Visibility::Full => Some(party.clone()),
            Visibility::Masked => Some(masked(subject, Capability::CallLogRead, party)),
        };
        Some(CallView {
            visibility,
            caller: shown(&self.caller)?,
            callee: shown(&self.callee)?,
        })
    }
}

/// A party whose number others may not see whole. Who of the own people it was stays visible to those whose right
/// reaches that person, with the extension: the directory tells it to everybody. Of anybody else the name goes.
pub(crate) fn masked(subject: &Subject, capability: Capability, party: &Party) -> Party {
    let named = party.is_inside() && subject.reaches(capability, party);
    if named {
        return party.clone();
    }
    Party {
        number: mask(&party.number),
        name: String::new(),
        ..party.clone()
    }
}

/// The parties of a call as one person may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallView {
    /// Never [`Visibility::Hidden`].
    pub visibility: Visibility,
    /// Who called.
    pub caller: Party,
    /// Who was called.
    pub callee: Party,
}

/// Which way a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Between our own phones, or from one to an application.
    Internal,
    /// From one of our phones to the outside.
    Outgoing,
    /// From the outside.
    Incoming,
}

impl Direction {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Outgoing, Self::Incoming];

    /// A stable name, for the store and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Outgoing => "outgoing",
            Self::Incoming => "incoming",
        }
    }

    /// The direction of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.key() == key)
    }
}

/// What a call cost, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pricing {
    /// It is still to be rated.
    #[default]
    Pending,
    /// Nothing to rate: internal, incoming or not answered.
    NotCharged,
    /// It has a price, which a tariff may have set to zero.
    Priced(Price),
    /// No tariff knows the number. Such a call is reported, never taken for free.
    NoTariff {
        /// Why, for whoever completes the tariff.
        reason: String,
    },
}

impl Pricing {
    /// The price, if there is one.
    pub fn price(&self) -> Option<&Price> {
        match self {
            Self::Priced(price) => Some(price),
            _ => None,
        }
    }
}

/// The price of a call, unrounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Millionths of the currency before tax.
    pub before_tax_micros: i64,
    /// Millionths of the currency after tax.
    pub after_tax_micros: i64,
    /// The three letters of the currency.
    pub currency: String,
    /// What was called, in the words of the tariff.
    pub destination: String,
}

/// Which calls a person's call log is made of: what the store has to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogScope {
    /// All calls.
    All,
    /// Calls that are within any of these.
    Parts {
        /// Who asks, where own calls count.
        person: Option<PersonId>,
        /// Own phones, for calls from when they belonged to nobody; empty where own calls do not count.
        phones: Vec<PhoneId>,
        /// Departments of a party.
        departments: BTreeSet<DepartmentId>,
        /// Queues that the call went through, as [`Cdr::queue`] says.
        queues: BTreeSet<QueueName>,
    },
}

impl LogScope {
    /// The calls that a capability ([`CallLogRead`](Capability::CallLogRead), [`CostRead`](Capability::CostRead))
    /// lets a person see; `None` without it.
    pub fn of(subject: &Subject, capability: Capability) -> Option<Self> {
        let scopes = subject.scope(capability)?;
        if scopes.is_all() {
            return Some(Self::All);
        }
        let own = scopes.contains(Scope::Own);
        Some(Self::Parts {
            person: own.then_some(subject.person),
            phones: if own { subject.phones.clone() } else { Vec::new() },
            departments: if scopes.contains(Scope::Department) {
                subject.departments.clone()
            } else {
                BTreeSet::new()
            },
            queues: subject.queues(capability).into_iter().cloned().collect(),
        })
    }

    /// Own calls.
    pub fn own(subject: &Subject) -> Self {
        Self::Parts {
            person: Some(subject.person),
            phones: subject.phones.clone(),
            departments: BTreeSet::new(),
            queues: BTreeSet::new(),
        }
    }

    /// Whether a call is one of these: a party makes it one, or its queue.
    pub fn includes_call(&self, call: &CallRecord) -> bool {
        let in_queue = match self {
            Self::All => true,
            Self::Parts { queues, .. } => call.cdr.queue().is_some_and(|queue| queues.contains(queue)),
        };
        in_queue || self.includes(&call.caller) || self.includes(&call.callee)
    }

    /// Whether a party makes a call one of these.
    ///
    /// It is the rule for the store's query: the party's person is the one who asks; or it has none and its phone is
    /// one of those; or its department is one of those.
    pub fn includes(&self, party: &Party) -> bool {
        match self {
            Self::All => true,
            Self::Parts {
                person,
                phones,
                departments,
                ..
            } => {
                let own = match party.person {
                    Some(owner) => Some(owner) == *person,
                    None => party.phone.is_some_and(|phone| phones.contains(&phone)),
                };
                own || party
                    .department
                    .is_some_and(|department| departments.contains(&department))
            }
        }
    }
}

/// Whether a capability reaches a call: by a party, or by the queue that it went through.
pub fn reaches(subject: &Subject, capability: Capability, call: &CallRecord) -> bool {
    subject.reaches_any(capability, [&call.caller, &call.callee])
        || call
            .cdr
            .queue()
            .is_some_and(|queue| subject.reaches_queue(capability, queue))
}

/// How much of a call a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Nothing.
    Hidden,
    /// That it was, with the last digits of its numbers hidden.
    Masked,
    /// All of it.
    Full,
}

/// How much of a call a person sees: one's own calls whole, others within the scope with masked numbers.
pub fn visibility(subject: &Subject, call: &CallRecord) -> Visibility {
    if !reaches(subject, Capability::CallLogRead, call) {
        Visibility::Hidden
    } else if reaches(subject, Capability::CallLogUnmask, call)
        || subject.is(&call.caller)
        || subject.is(&call.callee)
    {
        Visibility::Full
    } else {
        Visibility::Masked
    }
}

#[cfg(test)]
pub(crate) mod tests;
