//! Whoever asks.

use std::collections::BTreeSet;

use super::{Capability, Profile, Profiles, Scope, Scopes};
use crate::department::with_those_below;
use crate::{Department, DepartmentId, Party, Person, PersonId, Phone, PhoneId, QueueName};

/// The person who asks, with what decides about rights.
///
/// ```
/// use switchhook_portal_core::rights::Scopes;
/// use switchhook_portal_core::{Capability, PersonId, Profile, Scope, Subject};
///
/// let subject = Subject::holding(PersonId(1), [Profile::User, Profile::Accounting].into());
/// assert_eq!(subject.scope(Capability::CallLogRead), Some(Scope::Own.into()));
/// assert!(subject.require(Capability::CostRead)?.is_all());
/// assert!(subject.require(Capability::PeopleManage).is_err());
///
/// // A set, and no ranking: the calls of the own department and those of one queue.
/// let subject = Subject {
///     departments: [switchhook_portal_core::DepartmentId(7)].into(),
///     ..Subject::holding(PersonId(1), "department-head,supervisor:support".parse().unwrap())
/// };
/// assert_eq!(subject.scope(Capability::CallLogRead), Some(Scopes::of(&[Scope::Own, Scope::Department, Scope::Queue])));
/// assert!(subject.reaches_queue(Capability::QueueManage, "support"));
/// assert!(!subject.reaches_queue(Capability::QueueManage, "sales"));
/// # Ok::<(), switchhook_portal_core::Denied>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Who.
    pub person: PersonId,
    /// What the person holds.
    pub profiles: Profiles,
    /// The person's own phones; the first is the one that rings at a click.
    pub phones: Vec<PhoneId>,
    /// The person's department and those of the own phones, and those below them.
    pub departments: BTreeSet<DepartmentId>,
}

impl Subject {
    /// Somebody without a phone and a department.
    pub fn holding(person: PersonId, profiles: Profiles) -> Self {
        Self {
            person,
            profiles,
            phones: Vec::new(),
            departments: BTreeSet::new(),
        }
    }

    /// The person as subject; `phones` may hold other people's phones too.
    ///
    /// A disabled person holds no profile, so sessions that are still open can do nothing.
    pub fn new<'a>(person: &Person, phones: impl IntoIterator<Item = &'a Phone>) -> Self {
        let own: Vec<&Phone> = phones
            .into_iter()
            .filter(|phone| phone.owner == Some(person.id))
            .collect();
        Self {
            person: person.id,
            profiles: if person.disabled {
                Profiles::default()
            } else {
                person.profiles.clone()
            },
            phones: own.iter().map(|phone| phone.id).collect(),
            departments: own
                .iter()
                .filter_map(|phone| phone.department)
                .chain(person.department)
                .collect(),
        }
    }

    /// The same with the departments below the own ones; `all` is what there is.
    #[must_use]
    pub fn with_departments_below(mut self, all: &[Department]) -> Self {
        self.departments = with_those_below(all, self.departments);
        self
    }

    /// How far a capability reaches: all scopes of all profiles, `None` without any.
    pub fn scope(&self, capability: Capability) -> Option<Scopes> {
        self.profiles.scopes(capability)
    }

    /// Whether the person holds the capability at all.
    pub fn may(&self, capability: Capability) -> bool {
        self.scope(capability).is_some()
    }

    /// Like [`scope`](Self::scope), for the `?` of a use case.
    ///
    /// # Errors
    ///
    /// The person does not hold the capability.
    pub fn require(&self, capability: Capability) -> Result<Scopes, Denied> {
        self.scope(capability).ok_or(Denied { capability })
    }

    /// Whether a party of a call is the person: it was, or it was an own phone that belonged to nobody.
    ///
    /// A phone that has changed hands since does not hand its old calls over.
    pub fn is(&self, party: &Party) -> bool {
        match party.person {
            Some(person) => person == self.person,
            None => party.phone.is_some_and(|phone| self.phones.contains(&phone)),
        }
    }

    /// Whether a capability reaches a party of a call.
    pub fn reaches(&self, capability: Capability, party: &Party) -> bool {
        let Some(scopes) = self.scope(capability) else {
            return false;
        };
        let in_department = || party.department.is_some_and(|id| self.departments.contains(&id));
        scopes.is_all()
            || scopes.contains(Scope::Own) && self.is(party)
            || scopes.contains(Scope::Department) && in_department()
    }

    /// Whether a capability reaches a call of which these are the parties; nobody knows the parties of some.
    pub fn reaches_any<'a>(
        &self,
        capability: Capability,
        parties: impl IntoIterator<Item = &'a Party>,
    ) -> bool {
        self.scope(capability).is_some_and(Scopes::is_all)
            || parties.into_iter().any(|party| self.reaches(capability, party))
    }

    /// Whether a capability reaches a department, with its people and telephones.
    pub fn reaches_department(&self, capability: Capability, department: DepartmentId) -> bool {
        self.scope(capability).is_some_and(|scopes| {
            scopes.is_all() || scopes.contains(Scope::Department) && self.departments.contains(&department)
        })
    }

    /// Whether a capability reaches a queue: over everything, or by a profile of this queue.
    pub fn reaches_queue(&self, capability: Capability, queue: &str) -> bool {
        self.scope(capability).is_some_and(Scopes::is_all)
            || self.queues(capability).iter().any(|name| name.as_str() == queue)
    }

    /// The queues that a capability reaches by a profile of theirs; see [`scope`](Self::scope) for whether it reaches all.
    pub fn queues(&self, capability: Capability) -> BTreeSet<&QueueName> {
        self.profiles.queues_of(capability)
    }

    /// Whether the person may give somebody these profiles: an administrator any, others what they hold themselves.
    pub fn may_grant(&self, profiles: &Profiles) -> bool {
        self.profiles.contains(Profile::Administrator) || profiles.is_within(&self.profiles)
    }
}

/// The person may not do this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this needs the right {capability}; ask an administrator for a profile that grants it")]
pub struct Denied {
    /// What is missing.
    pub capability: Capability,
}
