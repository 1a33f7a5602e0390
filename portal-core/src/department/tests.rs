use proptest::prelude::*;

use super::*;
use crate::Profile;
use crate::testing::subject;

fn department(id: i64, parent: Option<i64>) -> Department {
    NewDepartment::parse(&format!("D{id}"), "")
        .unwrap()
        .below(parent.map(DepartmentId))
        .with_id(DepartmentId(id))
}

fn admin() -> Subject {
    subject(9, &[Profile::Administrator], &[], &[])
}

fn named(parent: Option<i64>) -> NewDepartment {
    NewDepartment::parse("New", "")
        .unwrap()
        .below(parent.map(DepartmentId))
}

#[test]
fn headings_are_as_in_the_billing_report() {
    for (full, expected) in [
        ("Téléphones divers", "Divers (Téléphones divers)"),
        ("", "Divers"),
    ] {
        let department = NewDepartment::parse("Divers", full)
            .unwrap()
            .with_id(DepartmentId(1));
        assert_eq!(department.heading(), expected);
    }
}

#[test]
fn a_department_in_use_is_not_deleted_and_everything_that_uses_it_is_listed() {
    let sales = department(1, None);
    let allowed = remove(&admin(), &sales, &Uses::default()).unwrap();
    assert_eq!(allowed.effect(), &RemoveDepartment { id: DepartmentId(1) });

    let uses = Uses {
        people: vec!["Ana Souza".into(), "Jean Poadja".into()],
        phones: vec!["106".into()],
        departments: vec![],
    };
    let refused = remove(&admin(), &sales, &uses).unwrap_err();
    assert_eq!(refused.reason, DepartmentError::InUse(uses));
    assert_eq!(refused.audit.outcome, Outcome::Refused("in-use".into()));
    assert_eq!(
        refused.to_string(),
        "the department has 2 people, 1 telephones and 0 departments below it; move them to another one first"
    );
}

#[test]
fn who_may_not_manage_departments_does_nothing_with_them_and_the_trail_says_so() {
    for profile in Profile::ALL {
        let somebody = subject(1, &[profile], &[], &[]);
        let may = profile == Profile::Administrator;
        let old = department(1, None);
        let refusals = [
            add(&somebody, named(None), &[]).err(),
            change(&somebody, &old, named(None), &[]).err(),
            remove(&somebody, &old, &Uses::default()).err(),
        ];
        for refused in refusals {
            assert_eq!(refused.is_none(), may, "{profile}");
            if let Some(refused) = refused {
                assert_eq!(refused.audit.outcome, Outcome::Refused("no-right".into()));
                assert_eq!(refused.audit.actor, Actor::Person(somebody.person));
            }
        }
    }
}

#[test]
fn a_department_does_not_stand_below_itself() {
    let all = [
        department(1, None),
        department(2, Some(1)),
        department(3, Some(2)),
    ];
    for (id, parent, problem) in [
        (1, Some(1), Some(Problem::Loop)),
        (1, Some(3), Some(Problem::Loop)),
        (1, Some(7), Some(Problem::Unknown)),
        (3, Some(1), None),
        (2, None, None),
    ] {
        let decision = change(&admin(), &department(id, None), named(parent), &all);
        let found = match decision.map_err(|refused| refused.reason) {
            Err(DepartmentError::Field(error)) => Some((error.field, error.problem)),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        };
        assert_eq!(
            found,
            problem.map(|problem| ("parent", problem)),
            "{id} below {parent:?}"
        );
    }
}

#[test]
fn what_changed_stands_in_the_entry_by_name() {
    let all = [department(1, None), department(2, None)];
    let (effect, audit) = change(&admin(), &all[1], named(Some(1)), &all)
        .unwrap()
        .into_parts();
    assert_eq!(effect.department.parent, Some(DepartmentId(1)));
    let fields: Vec<_> = audit.changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, ["short_name", "parent"]);
}

#[test]
fn a_tree_lists_each_department_after_the_one_above_it() {
    let all = [
        department(1, Some(3)),
        department(2, None),
        department(3, None),
        department(4, Some(1)),
        department(5, Some(6)),
        department(6, Some(5)),
        department(7, Some(99)),
    ];
    let tree: Vec<_> = as_tree(&all)
        .iter()
        .map(|(depth, one)| (*depth, one.id.0))
        .collect();
    assert_eq!(tree, [(0, 2), (0, 3), (1, 1), (2, 4), (0, 7), (0, 5), (1, 6)]);
}

proptest! {
    /// Whatever is allowed, in whatever order, there is never a loop.
    #[test]
    fn no_sequence_of_changes_makes_a_loop(changes in prop::collection::vec((1i64..6, prop::option::of(1i64..6)), 0..30)) {
        let mut all: Vec<_> = (1..6).map(|id| department(id, None)).collect();
        for (id, parent) in changes {
            let old = all.iter().find(|one| one.id.0 == id).unwrap().clone();
            if let Ok(approved) = change(&admin(), &old, named(parent), &all) {
                let (effect, _) = approved.into_parts();
                let place = all.iter_mut().find(|one| one.id == effect.id).unwrap();
                place.parent = effect.department.parent;
            }
        }
        for one in &all {
            let below = all.iter().filter(|other| other.parent == Some(one.id)).map(|other| other.id);
            prop_assert!(!with_those_below(&all, below).contains(&one.id));
        }
        prop_assert_eq!(as_tree(&all).len(), all.len());
    }
}
