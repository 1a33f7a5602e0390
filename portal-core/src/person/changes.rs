//! People are added, changed and invited: who may, and what is to be stored.

use super::{NewPerson, Person, keeps_an_administrator};
use crate::approved::{Approved, Refused};
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::rights::{Capability, Denied, Profiles, QueueProfile, Subject};
use crate::{FieldError, PersonId, Problem, QueueName};

/// A person is to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddPerson {
    /// As it shall be.
    pub person: NewPerson,
}

/// A person is to be stored otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePerson {
    /// Who.
    pub id: PersonId,
    /// As it shall be.
    pub person: NewPerson,
}

/// A person is to get a link with which to choose a password; earlier links stop working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvitePerson {
    /// Who.
    pub id: PersonId,
}

/// The profiles of a queue are to be taken from whoever holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropQueueProfiles {
    /// Of which queue.
    pub queue: QueueName,
    /// Who loses something, with what stays.
    pub people: Vec<(PersonId, Profiles)>,
}

/// Why nothing is done with a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PersonError {
    /// The acting person may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The person holds what the acting one does not: whoever may not give it must not get at it either.
    #[error("this person may do more than you; ask an administrator")]
    HoldsMore,
    /// A field cannot be so.
    #[error(transparent)]
    Field(FieldError),
    /// The profiles of a queue go with the queue.
    #[error("the queue {0} is there; its profiles go when it goes")]
    QueueExists(QueueName),
}

impl PersonError {
    /// A stable name such as `holds-more`, for the audit trail.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Denied(_) => "no-right",
            Self::HoldsMore => "holds-more",
            Self::Field(error) => error.problem.key(),
            Self::QueueExists(_) => "queue-exists",
        }
    }
}

/// The outcome of a use case here.
pub type Decision<E> = Result<Approved<E>, Refused<PersonError>>;

/// Adds a person. The store puts the identifier into the entry: [`Approved::about`].
///
/// # Errors
///
/// The acting person may not add people, or gives what they do not hold: `profiles`.
pub fn add(subject: &Subject, new: NewPerson) -> Decision<AddPerson> {
    let audit = entry(subject, Action::Create, PersonId(0))
        .change("login", "", new.login.as_str())
        .change("profiles", "", new.profiles.to_string());
    let checked = may(subject).and_then(|()| may_give(subject, &new.profiles));
    decide(checked, AddPerson { person: new }, audit)
}

/// Changes a person, also to disabled; `people` is everybody as stored.
///
/// # Errors
///
/// The acting person may not, gives what they do not hold, changes somebody who may do more, or takes the last
/// administrator away: `profiles` or `disabled`.
///
/// ```
/// use switchhook_portal_core::person::{PersonError, change};
/// use switchhook_portal_core::{NewPerson, PersonForm, PersonId, Problem, Subject};
///
/// let form = PersonForm { login: "ana", last_name: "Souza", profiles: &["administrator"], ..PersonForm::default() };
/// let ana = NewPerson::parse(&form)?.with_id(PersonId(1));
/// let subject = Subject::new(&ana, []);
///
/// let gone = NewPerson { disabled: true, ..NewPerson::parse(&form)? };
/// let refused = change(&subject, &ana, gone, &[ana.clone()]).unwrap_err();
/// assert!(matches!(refused.reason, PersonError::Field(error) if error.problem == Problem::LastAdministrator));
/// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
/// ```
pub fn change(subject: &Subject, old: &Person, new: NewPerson, people: &[Person]) -> Decision<ChangePerson> {
    let changed = new.clone().with_id(old.id);
    let text = |value: Option<String>| value.unwrap_or_default();
    let audit = entry(subject, Action::Update, old.id)
        .change("login", old.login.as_str(), changed.login.as_str())
        .change("first_name", &old.first_name, &changed.first_name)
        .change("last_name", &old.last_name, &changed.last_name)
        .change(
            "email",
            text(old.email.as_ref().map(ToString::to_string)),
            text(changed.email.as_ref().map(ToString::to_string)),
        )
        .change(
            "department",
            text(old.department.map(|id| id.to_string())),
            text(changed.department.map(|id| id.to_string())),
        )
        .change("profiles", old.profiles.to_string(), changed.profiles.to_string())
        .change("disabled", old.disabled.to_string(), changed.disabled.to_string());
    let checked = may(subject)
        .and_then(|()| may_touch(subject, old))
        .and_then(|()| may_give(subject, &changed.profiles))
        .and_then(|()| keeps_an_administrator(people, &changed).map_err(PersonError::Field));
    let effect = ChangePerson {
        id: old.id,
        person: new,
    };
    decide(checked, effect, audit)
}

/// Lets a person choose a new password.
///
/// # Errors
///
/// The acting person may not, or the person may do more.
pub fn invite(subject: &Subject, person: &Person) -> Decision<InvitePerson> {
    let audit = entry(subject, Action::Update, person.id).secret_changed("one_time_link");
    let checked = may(subject).and_then(|()| may_touch(subject, person));
    decide(checked, InvitePerson { id: person.id }, audit)
}

/// Takes the profiles of a queue that is gone from everybody; `exists` is whether Asterisk still has it. The effect lists
/// who loses what.
///
/// # Errors
///
/// The acting person may not, or the queue exists: its profiles come and go with it, and are not deleted by hand.
pub fn drop_queue_profiles(
    subject: &Subject,
    queue: &QueueName,
    exists: bool,
    people: &[Person],
) -> Decision<DropQueueProfiles> {
    let losing: Vec<(&Person, Profiles)> = people
        .iter()
        .filter_map(|person| {
            let mut left = person.profiles.clone();
            left.queues.retain(|held| held.queue() != queue);
            (left != person.profiles).then_some((person, left))
        })
        .collect();
    let names: Vec<String> = losing
        .iter()
        .flat_map(|(person, _)| {
            let held = person.profiles.queues.iter();
            held.filter(|held| held.queue() == queue)
                .map(|held: &QueueProfile| format!("{} {}", person.login, held.profile()))
        })
        .collect();
    let audit = AuditEntry::new(
        Actor::Person(subject.person),
        Action::Delete,
        Object::Queue(queue.to_string()),
    )
    .change("profiles", names.join(", "), "");
    let checked = subject
        .require(Capability::ProfileManage)
        .map_err(PersonError::Denied)
        .and_then(|_| {
            if exists {
                Err(PersonError::QueueExists(queue.clone()))
            } else {
                Ok(())
            }
        });
    let effect = DropQueueProfiles {
        queue: queue.clone(),
        people: losing
            .into_iter()
            .map(|(person, left)| (person.id, left))
            .collect(),
    };
    decide(checked, effect, audit)
}

fn may(subject: &Subject) -> Result<(), PersonError> {
    subject.require(Capability::PeopleManage)?;
    Ok(())
}

fn may_touch(subject: &Subject, person: &Person) -> Result<(), PersonError> {
    if subject.may_grant(&person.profiles) {
        Ok(())
    } else {
        Err(PersonError::HoldsMore)
    }
}

fn may_give(subject: &Subject, profiles: &Profiles) -> Result<(), PersonError> {
    if subject.may_grant(profiles) {
        Ok(())
    } else {
        Err(PersonError::Field(FieldError::new(
            "profiles",
            Problem::MoreThanYouHold,
        )))
    }
}

fn decide<E>(checked: Result<(), PersonError>, effect: E, audit: AuditEntry) -> Decision<E> {
    match checked {
        Ok(()) => Ok(Approved::new(effect, audit)),
        Err(reason) => Err(Refused {
            audit: Box::new(audit.outcome(Outcome::Refused(reason.key().to_owned()))),
            reason,
        }),
    }
}

fn entry(subject: &Subject, action: Action, id: PersonId) -> AuditEntry {
    AuditEntry::new(Actor::Person(subject.person), action, Object::Person(id))
}

#[cfg(test)]
mod tests;
