use super::*;
use crate::testing::person;
use crate::{PersonForm, Profile};

fn new(profiles: &[&str]) -> NewPerson {
    NewPerson::parse(&PersonForm {
        login: "teva",
        last_name: "Maruhi",
        profiles,
        ..PersonForm::default()
    })
    .unwrap()
}

fn holding(text: &str) -> Subject {
    Subject::holding(PersonId(9), text.parse().unwrap())
}

fn stored(id: i64, held: &str) -> Person {
    Person {
        profiles: held.parse().unwrap(),
        ..person(id, &[])
    }
}

#[test]
fn only_who_manages_people_adds_changes_and_invites_them() {
    for profile in Profile::ALL {
        let subject = Subject::holding(PersonId(9), [profile].into());
        let may = profile == Profile::Administrator;
        let old = stored(2, "user");
        assert_eq!(add(&subject, new(&["user"])).is_ok(), may, "{profile}");
        assert_eq!(
            change(&subject, &old, new(&["user"]), std::slice::from_ref(&old)).is_ok(),
            may,
            "{profile}"
        );
        let refused = invite(&subject, &old).map_err(|refused| refused.audit.outcome);
        assert_eq!(refused.is_ok(), may, "{profile}");
        if let Err(outcome) = refused {
            assert_eq!(outcome, Outcome::Refused("no-right".into()));
        }
    }
}

#[test]
fn the_last_administrator_is_neither_demoted_nor_disabled() {
    let last = stored(1, "administrator");
    let admin = Subject::new(&last, []);
    let people = [last.clone(), stored(2, "user")];
    let disabled = NewPerson {
        disabled: true,
        ..new(&["administrator"])
    };
    for (wanted, field) in [(new(&["user"]), "profiles"), (disabled, "disabled")] {
        let refused = change(&admin, &last, wanted, &people).unwrap_err();
        assert_eq!(
            refused.reason,
            PersonError::Field(FieldError::new(field, Problem::LastAdministrator))
        );
        assert_eq!(
            refused.audit.outcome,
            Outcome::Refused("problem-last-administrator".into())
        );
    }
    let two = [last.clone(), stored(3, "administrator")];
    assert!(change(&admin, &last, new(&["user"]), &two).is_ok());
}

#[test]
fn what_was_given_stands_in_the_trail_before_and_after() {
    let old = stored(2, "user");
    let people = [stored(1, "administrator"), old.clone()];
    let wanted = new(&["user", "agent:support", "grant:recording-listen"]);
    let approved = change(&holding("administrator"), &old, wanted, &people).unwrap();
    let profiles = approved
        .audit()
        .changes
        .iter()
        .find(|change| change.field == "profiles")
        .unwrap();
    assert_eq!(
        profiles.values,
        crate::audit::Values::Shown {
            before: "user".into(),
            after: "user,agent:support,grant:recording-listen".into()
        }
    );
}

#[test]
fn a_queue_that_is_gone_takes_its_profiles_along_and_the_trail_says_who_lost_what() {
    let queue: QueueName = "support".parse().unwrap();
    let people = [
        stored(1, "user,agent:support,agent:sales"),
        stored(2, "agent:support,supervisor:support"),
        stored(3, "user,agent:sales"),
    ];
    let refused = drop_queue_profiles(&holding("administrator"), &queue, true, &people).unwrap_err();
    assert_eq!(refused.reason, PersonError::QueueExists(queue.clone()));
    assert!(drop_queue_profiles(&holding("supervisor:support"), &queue, false, &people).is_err());

    let (effect, audit) = drop_queue_profiles(&holding("administrator"), &queue, false, &people)
        .unwrap()
        .into_parts();
    let left: Vec<_> = effect
        .people
        .iter()
        .map(|(id, left)| (id.0, left.to_string()))
        .collect();
    assert_eq!(left, [(1, "user,agent:sales".to_owned()), (2, String::new())]);
    assert_eq!(
        audit.changes[0].values,
        crate::audit::Values::Shown {
            before: "person1 agent, person2 agent, person2 supervisor".into(),
            after: String::new()
        }
    );
}
