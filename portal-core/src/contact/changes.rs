//! Who may add, change and delete which contact.

use super::{Contact, ContactDetails};
use crate::approved::{Approved, Refused};
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::{Capability, ContactId, Denied, PersonId, Subject};

/// A contact is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddContact {
    /// Whose it is.
    pub creator: PersonId,
    /// What was filled in.
    pub details: ContactDetails,
}

/// A contact is to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeContact {
    /// Which.
    pub id: ContactId,
    /// What it is to be.
    pub details: ContactDetails,
}

/// A contact is to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoveContact {
    /// Which.
    pub id: ContactId,
}

/// Decides about a new contact: who may write contacts adds their own. The store gives the identifier
/// ([`Approved::about`]).
///
/// # Errors
///
/// The right [`Capability::ContactWrite`] is missing.
///
/// ```
/// use switchhook_portal_core::contact;
/// use switchhook_portal_core::{ContactDetails, ContactForm, PersonId, Profile, Subject};
///
/// let form = ContactForm { last_name: "Girard", phone1: "501040", ..ContactForm::default() };
/// let details = ContactDetails::parse(&form)?;
/// let user = Subject::holding(PersonId(1), [Profile::User].into());
/// let approved = contact::add(&user, details.clone()).expect("allowed");
/// assert_eq!(approved.effect().creator, PersonId(1));
///
/// let auditor = Subject::holding(PersonId(2), [Profile::Auditor].into());
/// assert!(contact::add(&auditor, details).is_err());
/// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
/// ```
///
/// What is typed is not enough to change anything:
///
/// ```compile_fail,E0308
/// use switchhook_portal_core::approved::Approved;
/// use switchhook_portal_core::contact::AddContact;
/// use switchhook_portal_core::{ContactDetails, PersonId};
///
/// fn store(approved: Approved<AddContact>) {}
/// fn unchecked(creator: PersonId, details: ContactDetails) {
///     store(AddContact { creator, details });
/// }
/// ```
pub fn add(subject: &Subject, details: ContactDetails) -> Result<Approved<AddContact>, Refused<Denied>> {
    // It has no identifier yet.
    let audit = entry(subject, Action::Create, ContactId(0));
    match subject.require(Capability::ContactWrite) {
        Ok(_) => {
            let creator = subject.person;
            Ok(Approved::new(AddContact { creator, details }, audit))
        }
        Err(reason) => Err(refused(reason, audit)),
    }
}

/// Decides about a change of a contact: see [`Contact::is_editable_by`].
///
/// # Errors
///
/// The contact is not theirs to change, or the right is missing.
pub fn change(
    subject: &Subject,
    old: &Contact,
    details: ContactDetails,
) -> Result<Approved<ChangeContact>, Refused<Denied>> {
    let audit = editable(subject, old, Action::Update)?;
    Ok(Approved::new(ChangeContact { id: old.id, details }, audit))
}

/// Decides about the end of a contact: who may change it may delete it.
///
/// # Errors
///
/// The contact is not theirs to delete, or the right is missing.
pub fn remove(subject: &Subject, old: &Contact) -> Result<Approved<RemoveContact>, Refused<Denied>> {
    let audit = editable(subject, old, Action::Delete)?;
    Ok(Approved::new(RemoveContact { id: old.id }, audit))
}

fn editable(subject: &Subject, old: &Contact, action: Action) -> Result<AuditEntry, Refused<Denied>> {
    let audit = entry(subject, action, old.id);
    if old.is_editable_by(subject) {
        return Ok(audit);
    }
    Err(refused(
        Denied {
            capability: Capability::ContactWrite,
        },
        audit,
    ))
}

/// Which contact, and nothing of what it says: some are private.
fn entry(subject: &Subject, action: Action, id: ContactId) -> AuditEntry {
    AuditEntry::new(Actor::Person(subject.person), action, Object::Contact(id))
}

fn refused(reason: Denied, audit: AuditEntry) -> Refused<Denied> {
    let audit = audit.outcome(Outcome::Refused("no-right".to_owned()));
    Refused {
        reason,
        audit: Box::new(audit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::testing::{contact, subject};

    #[test]
    fn nobody_changes_or_deletes_what_somebody_else_added() {
        let creator = subject(1, &[Profile::User], &[], &[]);
        let colleague = subject(2, &[Profile::User], &[], &[]);
        let administrator = subject(3, &[Profile::Administrator], &[], &[]);
        let auditor = subject(1, &[Profile::Auditor], &[], &[]);
        for (private, who, allowed) in [
            (true, &creator, true),
            (true, &colleague, false),
            (true, &administrator, false),
            (false, &creator, true),
            (false, &colleague, false),
            (false, &administrator, true),
            (false, &auditor, false),
        ] {
            let old = contact(5, 1, "Girard", private);
            let changed = change(who, &old, old.details.clone());
            let removed = remove(who, &old);
            assert_eq!(changed.is_ok(), allowed, "{private} {who:?}");
            assert_eq!(removed.is_ok(), allowed, "{private} {who:?}");
            for audit in [changed.err().map(|r| r.audit), removed.err().map(|r| r.audit)]
                .into_iter()
                .flatten()
            {
                assert_eq!(audit.outcome, Outcome::Refused("no-right".to_owned()));
                assert_eq!(audit.actor, Actor::Person(who.person), "who tried is noted");
            }
        }
    }

    #[test]
    fn the_trail_says_which_contact_and_not_whom_it_names() {
        let creator = subject(1, &[Profile::User], &[], &[]);
        let old = contact(5, 1, "Girard", true);
        let approved = change(&creator, &old, old.details.clone()).unwrap();
        let audit = approved.audit();
        assert_eq!(
            (audit.object_text(), audit.detail()),
            ("contact 5".to_owned(), String::new())
        );
    }
}
