//! Forwards: who set which, where calls go now and why, and who may send them where.
//!
//! What holds stands in AstDB ([`State`] is read from it), so that a forward that is dialled as a feature code and one
//! that is set on a page are the same. [`set`] and [`clear`] decide about changes, [`Facts::trace`] says who rings.

mod decide;
mod list;
mod reason;
mod state;
mod trace;

pub use decide::{Clear, Decision, Effect, Notice, Policy, Set, Warning, clear, end_expired, expired, set};
pub use list::{Flag, Row, list};
pub use reason::Reason;
pub use state::{Forward, Kind, Settings, State, UnknownKind};
pub use trace::{End, Reach, Step, Trace};

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::numbering::{ClassKind, DirectNumbers, Number, ShortNumbers, Site};
use crate::{DialString, Extension, Party, Phone, PhoneId, Right};

/// What the rules are made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// All phones of the site.
    pub phones: &'a [Phone],
    /// What phones may call; those that are not here have what everybody has.
    pub rights: &'a BTreeMap<PhoneId, BTreeSet<Right>>,
    /// Which numbers of the outside lead to phones.
    pub direct: &'a DirectNumbers,
    /// The short numbers of the site.
    pub short: &'a ShortNumbers,
    /// How numbers are written and dialled.
    pub site: &'a Site,
    /// The forwards that hold.
    pub state: &'a State,
    /// Now.
    pub now: DateTime<Utc>,
}

/// Where a target leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Leads {
    Phone(PhoneId),
    Application(Extension),
    Outside(Number),
    Emergency,
    Code,
    Nobody,
}

impl<'a> Facts<'a> {
    pub(crate) fn phone(&self, id: PhoneId) -> Option<&'a Phone> {
        self.phones.iter().find(|phone| phone.id == id)
    }

    pub(crate) fn extension(&self, id: PhoneId) -> String {
        self.phone(id)
            .map(|phone| phone.extension.to_string())
            .unwrap_or_default()
    }

    pub(crate) fn party(phone: &Phone) -> Party {
        Party {
            number: phone.extension.to_string(),
            name: phone.label.clone(),
            phone: Some(phone.id),
            person: phone.owner,
            department: phone.department,
        }
    }

    pub(crate) fn rights_of(&self, phone: PhoneId) -> BTreeSet<Right> {
        self.rights.get(&phone).cloned().unwrap_or_default()
    }

    /// Where a target leads that a phone is forwarded to, as it is dialled; and the short number that it was.
    pub(crate) fn leads(
        &self,
        from: &Phone,
        target: &DialString,
    ) -> (Option<(DialString, DialString)>, Leads) {
        let short = self.short.find(target, from.owner);
        let number = short.map_or(target, |short| &short.number);
        let leads = self.leads_to(self.site.read_dialled(number));
        (
            short.map(|short| (short.short.clone(), short.number.clone())),
            leads,
        )
    }

    pub(crate) fn leads_to(&self, number: Number) -> Leads {
        // Colleagues are colleagues however their numbers are written.
        if let Some(phone) = self.direct.phone(&number) {
            return Leads::Phone(phone);
        }
        match number {
            Number::Emergency(_) => Leads::Emergency,
            Number::Code(_) => Leads::Code,
            Number::Internal(extension) => {
                let phone = self.phones.iter().find(|phone| phone.extension == extension);
                let number = Number::Internal(extension.clone());
                match phone {
                    Some(phone) => Leads::Phone(phone.id),
                    None if self.site.kind_of(&number) == Some(ClassKind::Services) => {
                        Leads::Application(extension)
                    }
                    None => Leads::Nobody,
                }
            }
            Number::Outside(_) => Leads::Outside(number),
            // A site that does not say in which country it is knows long numbers only by their length.
            Number::Other(ref text)
                if text.as_str().len() > self.site.internal_digits && !text.as_str().contains(['*', '#']) =>
            {
                Leads::Outside(number)
            }
            Number::Other(_) => Leads::Nobody,
        }
    }
}

#[cfg(test)]
mod tests;
