//! What of a file of contacts somebody may add.

use super::Contact;
use crate::directory::exchange::Imported;
use crate::{Capability, Denied, Subject};

/// What comes of a file. It is looked at first and made again when it is carried out: each contact goes through
/// [`add`](super::add).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What is added, in the order of the file; at most [`MAX`](Self::MAX).
    pub add: Vec<Imported>,
    /// How many the person has already, or stand twice in the file: they are left as they are.
    pub known: usize,
    /// How many come after the most. The same file brings the next of them, for what was added is known then.
    pub more: usize,
    /// The lines, from 1, of what only those who manage the directory may add: contacts that everybody sees.
    pub shared: Vec<usize>,
}

impl Plan {
    /// The most contacts that are added at once.
    pub const MAX: usize = 2_000;
}

/// Decides what of a file somebody may add. `contacts` are those that exist.
///
/// Whoever writes contacts brings private ones. For contacts that everybody sees the person also needs
/// [`Capability::DirectoryManage`]: a form brings one of them, a file hundreds.
///
/// # Errors
///
/// The right [`Capability::ContactWrite`] is missing.
///
/// ```
/// use switchhook_portal_core::contact;
/// use switchhook_portal_core::directory::exchange::read;
/// use switchhook_portal_core::{PersonId, Profile, Subject};
///
/// let file = read(b"Name;Number;Private\nGirard;501040;yes\nSouza;501041;no\n", true);
/// let user = Subject::holding(PersonId(1), [Profile::User].into());
/// let plan = contact::plan_import(&user, file.contacts, &[])?;
/// assert_eq!(plan.add[0].details.last_name, "Girard");
/// assert_eq!((plan.add.len(), plan.shared), (1, vec![3]));
/// # Ok::<(), switchhook_portal_core::Denied>(())
/// ```
pub fn plan_import(subject: &Subject, imported: Vec<Imported>, contacts: &[Contact]) -> Result<Plan, Denied> {
    subject.require(Capability::ContactWrite)?;
    let may_share = subject.may(Capability::DirectoryManage);
    // A set of names finds what may be the same; numbers and the rest are compared.
    let mut known: std::collections::HashMap<String, Vec<_>> = std::collections::HashMap::new();
    for contact in contacts
        .iter()
        .filter(|contact| contact.creator == subject.person)
    {
        let same = known.entry(contact.details.display_name()).or_default();
        same.push(contact.details.clone());
    }
    let mut plan = Plan::default();
    for imported in imported {
        if !imported.details.private && !may_share {
            plan.shared.push(imported.line);
            continue;
        }
        let same = known.entry(imported.details.display_name()).or_default();
        if same.contains(&imported.details) {
            plan.known += 1;
        } else if plan.add.len() >= Plan::MAX {
            plan.more += 1;
        } else {
            same.push(imported.details.clone());
            plan.add.push(imported);
        }
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::directory::exchange::read;
    use crate::testing::{contact, subject};

    fn planned(profile: Profile, file: &str, private: bool, contacts: &[Contact]) -> Result<Plan, Denied> {
        let imported = read(file.as_bytes(), private).contacts;
        plan_import(&subject(1, &[profile], &[], &[]), imported, contacts)
    }

    #[test]
    fn contacts_of_everybody_come_in_by_those_who_manage_the_directory_only() {
        let file = "Name;Number\nGirard;501040\n";
        let plan = planned(Profile::User, file, false, &[]).unwrap();
        assert_eq!((plan.add.len(), plan.shared), (0, vec![2]));
        let plan = planned(Profile::Administrator, file, false, &[]).unwrap();
        assert_eq!((plan.add.len(), plan.shared.len()), (1, 0));
        assert!(!plan.add[0].details.private);
        assert!(planned(Profile::Auditor, file, true, &[]).is_err());
    }

    #[test]
    fn what_the_person_has_already_is_not_added_twice() {
        let file = "Name;Number\nGirard;501040\nGirard;501040\nGirard;501041\n";
        let plan = planned(Profile::User, file, true, &[]).unwrap();
        assert_eq!((plan.add.len(), plan.known), (2, 1));
        let mut own = contact(5, 1, "Girard", true);
        own.details = plan.add[0].details.clone();
        let mut other = own.clone();
        other.creator = crate::PersonId(2);
        other.details = plan.add[1].details.clone();
        let again = planned(Profile::User, file, true, &[own, other]).unwrap();
        assert_eq!(
            (again.add.len(), again.known),
            (1, 2),
            "what somebody else has does not count"
        );
    }

    #[test]
    fn a_long_file_comes_in_several_times_and_nothing_is_lost() {
        let mut file = String::from("Name;Number\n");
        for n in 0..Plan::MAX + 5 {
            file.push_str(&format!("A{n};{}\n", 400_000 + n));
        }
        let first = planned(Profile::User, &file, true, &[]).unwrap();
        assert_eq!((first.add.len(), first.more), (Plan::MAX, 5));
        let own: Vec<Contact> = (0..)
            .zip(&first.add)
            .map(|(id, imported)| Contact {
                id: id.into(),
                creator: crate::PersonId(1),
                details: imported.details.clone(),
            })
            .collect();
        let next = planned(Profile::User, &file, true, &own).unwrap();
        assert_eq!((next.add.len(), next.known, next.more), (5, Plan::MAX, 0));
    }
}
