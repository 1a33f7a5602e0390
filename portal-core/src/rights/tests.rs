use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::testing::{party, person, phone, subject};
use crate::{DepartmentId, Party, Person, PersonId, Phone, PhoneId};

const README: &str = include_str!("../../README.md");

/// The table of the README, read back: capability and profile to the words between the bars.
fn printed() -> BTreeMap<(&'static str, &'static str), Vec<&'static str>> {
    let cells = |line: &'static str| -> Vec<&'static str> {
        line.trim_matches('|').split('|').map(str::trim).collect()
    };
    let mut lines = README
        .lines()
        .skip_while(|line| !line.starts_with("| capability |"));
    let profiles = cells(lines.next().unwrap());
    let mut table = BTreeMap::new();
    for line in lines.skip(1).take_while(|line| line.starts_with('|')) {
        let row = cells(line);
        for (profile, words) in profiles[1..].iter().zip(&row[1..]) {
            table.insert((row[0], *profile), words.split(", ").collect());
        }
    }
    table
}

fn support() -> crate::QueueName {
    "support".parse().unwrap()
}

/// Person 1 with phone 10 in department 1, holding a profile; one of a queue for the queue `support`.
fn holding(profile: Profile) -> Subject {
    let profiles = match profile {
        Profile::Agent => Profiles {
            queues: [QueueProfile::agent(support())].into(),
            ..Profiles::default()
        },
        Profile::Supervisor => Profiles {
            queues: [QueueProfile::supervisor(support())].into(),
            ..Profiles::default()
        },
        other => [other].into(),
    };
    Subject {
        phones: vec![PhoneId(10)],
        departments: [DepartmentId(1)].into(),
        ..Subject::holding(PersonId(1), profiles)
    }
}

/// What a subject reaches, found out by asking about one object of each kind.
fn reached(subject: &Subject, capability: Capability) -> Vec<&'static str> {
    let own = party(Some(10), Some(1), None);
    let colleague = party(Some(11), Some(2), Some(1));
    let stranger = party(Some(12), Some(3), Some(2));
    let party = |party: &Party| subject.reaches(capability, party);
    let queue = |name| subject.reaches_queue(capability, name);
    let all = party(&stranger);
    assert_eq!(all, queue("sales"), "{capability}: everything is everything");
    assert_eq!(
        party(&colleague),
        subject.reaches_department(capability, DepartmentId(1))
    );
    [
        ("own", party(&own)),
        ("department", party(&colleague)),
        ("queue", queue("support")),
        ("all", all),
    ]
    .into_iter()
    .filter(|(_, reached)| *reached)
    .map(|(word, _)| word)
    .collect()
}

/// What an object of each kind has to say, given the words of the printed table.
fn expected(words: &[&str]) -> Vec<&'static str> {
    let has = |word| words.contains(&word);
    [
        ("own", has("own") || has("department") || has("all")),
        ("department", has("department") || has("all")),
        ("queue", has("queue") || has("all")),
        ("all", has("all")),
    ]
    .into_iter()
    .filter(|(_, expected)| *expected)
    .map(|(word, _)| word)
    .collect()
}

#[test]
fn every_capability_of_every_profile_reaches_what_the_readme_says_and_nothing_else() {
    let printed = printed();
    assert_eq!(printed.len(), Capability::ALL.len() * Profile::ALL.len());
    for capability in Capability::ALL {
        for profile in Profile::ALL {
            let words = &printed[&(capability.key(), profile.key())];
            let subject = holding(profile);
            let expected = expected(words);
            assert_eq!(
                reached(&subject, capability),
                expected,
                "{profile} {capability}: {words:?}"
            );
            assert_eq!(
                subject.require(capability).is_ok(),
                !expected.is_empty(),
                "{profile} {capability}"
            );
            let granted = Subject {
                profiles: Profiles {
                    grants: [capability].into(),
                    ..subject.profiles.clone()
                },
                ..subject
            };
            let more = if words.contains(&"grant") {
                vec!["own", "department", "queue", "all"]
            } else {
                expected
            };
            assert_eq!(
                reached(&granted, capability),
                more,
                "{profile} {capability} with a grant"
            );
        }
    }
}

#[test]
fn the_readme_shows_the_table() {
    assert!(
        README.contains(&markdown()),
        "copy this into the README:\n{}",
        markdown()
    );
}

#[test]
fn the_table_is_in_the_order_of_its_names() {
    for (nth, capability) in Capability::ALL.into_iter().enumerate() {
        assert_eq!((capability as usize, TABLE[nth].0), (nth, capability));
        assert_eq!(Capability::from_key(capability.key()), Some(capability));
    }
    for (nth, profile) in Profile::ALL.into_iter().enumerate() {
        assert_eq!((profile as usize, profile.key().parse()), (nth, Ok(profile)));
    }
    let keys: BTreeSet<_> = Capability::ALL.iter().map(|one| one.key()).collect();
    assert_eq!(keys.len(), Capability::ALL.len());
    let error = "root".parse::<Profile>().unwrap_err().to_string();
    assert!(
        error.contains("\"root\"") && error.contains("recording-officer"),
        "{error}"
    );
}

#[test]
fn an_administrator_hears_nobody_without_a_grant() {
    let voices = [
        Capability::QueueListen,
        Capability::QueueRecord,
        Capability::RecordingListen,
        Capability::RecordingDownload,
    ];
    for voice in voices {
        assert!(!holding(Profile::Administrator).may(voice), "{voice}");
        let granted: Profiles = format!("administrator,grant:{voice}").parse().unwrap();
        assert!(Subject::holding(PersonId(1), granted).may(voice), "{voice}");
    }
    assert_eq!(
        Profile::Administrator.grants(Capability::VoicemailUse),
        Some(Scope::Own.into())
    );
}

#[test]
fn a_supervisor_of_one_queue_is_nothing_but_an_agent_in_another() {
    let both = Subject::holding(PersonId(1), "supervisor:support,agent:sales".parse().unwrap());
    for (capability, support, sales) in [
        (Capability::QueueManage, true, false),
        (Capability::QueueListen, true, false),
        (Capability::QueueJoin, true, true),
        (Capability::QueueStatistics, true, false),
    ] {
        assert_eq!(both.reaches_queue(capability, "support"), support, "{capability}");
        assert_eq!(both.reaches_queue(capability, "sales"), sales, "{capability}");
    }
}

#[test]
fn role_names_do_not_differ_by_case_between_screens() {
    // One name, one spelling: another is an error, and not a role that nobody checks.
    for wrong in [
        "User",
        "utilisateurs",
        "Utilisateurs",
        "AG support",
        "SV support",
        "agent: ",
    ] {
        assert!(wrong.parse::<Profiles>().is_err(), "{wrong}");
    }
}

#[test]
fn a_queue_with_accents_blanks_and_a_long_name_has_its_profiles() {
    let queue: crate::QueueName = "Réception générale de l'été".parse().unwrap();
    let held: Profiles = QueueProfile::of_queue(&queue)
        .map(|profile| profile.to_string())
        .join(",")
        .parse()
        .unwrap();
    assert!(Subject::holding(PersonId(1), held).reaches_queue(Capability::QueueManage, queue.as_str()));
}

#[test]
fn the_departments_of_own_phones_are_own_departments() {
    let head = Person {
        department: Some(DepartmentId(1)),
        ..person(1, &[Profile::DepartmentHead])
    };
    let phones = [
        Phone {
            department: Some(DepartmentId(2)),
            ..phone(10, "101", Some(1))
        },
        Phone {
            department: Some(DepartmentId(3)),
            ..phone(11, "102", Some(2))
        },
    ];
    let subject = Subject::new(&head, &phones);
    assert_eq!(
        subject.departments,
        BTreeSet::from([DepartmentId(1), DepartmentId(2)])
    );
    assert_eq!(subject.phones, [PhoneId(10)]);
    let reaches = |department| subject.reaches(Capability::CallLogRead, &party(None, None, Some(department)));
    assert_eq!([1, 2, 3].map(reaches), [true, true, false]);
}

#[test]
fn a_disabled_person_may_nothing() {
    let person = Person {
        disabled: true,
        ..person(1, &[Profile::Administrator])
    };
    let subject = Subject::new(&person, []);
    assert!(Capability::ALL.iter().all(|&capability| !subject.may(capability)));
}

#[test]
fn a_phone_does_not_hand_over_its_former_owners_calls() {
    let subject = subject(1, &[Profile::User], &[10], &[]);
    assert!(subject.is(&party(Some(10), Some(1), None)));
    assert!(subject.is(&party(Some(10), None, None)));
    assert!(
        subject.is(&party(Some(99), Some(1), None)),
        "own call from a phone that is somebody else's now"
    );
    assert!(!subject.is(&party(Some(10), Some(2), None)));
}

#[test]
fn only_administrators_grant_what_they_do_not_hold() {
    let holding = |text: &str| Subject::holding(PersonId(1), text.parse().unwrap());
    for wanted in ["user,auditor", "agent:support", "accounting,grant:tariff-manage"] {
        assert!(
            holding("administrator").may_grant(&wanted.parse().unwrap()),
            "{wanted}"
        );
        assert!(!holding("user").may_grant(&wanted.parse().unwrap()), "{wanted}");
        assert!(holding(wanted).may_grant(&wanted.parse().unwrap()), "{wanted}");
    }
    assert!(!holding("agent:sales").may_grant(&"agent:support".parse().unwrap()));
}

fn any_profiles() -> impl Strategy<Value = Profiles> {
    let everywhere = prop::collection::btree_set(prop::sample::select(Profile::ALL.to_vec()), 0..4);
    let queues = prop::collection::btree_set(
        prop::sample::select(["agent:a", "agent:b", "supervisor:a", "supervisor:b"].to_vec()),
        0..3,
    );
    let grants = prop::collection::btree_set(any_capability(), 0..3);
    (everywhere, queues, grants).prop_map(|(everywhere, queues, grants)| Profiles {
        everywhere: everywhere
            .into_iter()
            .filter(|profile| !profile.is_of_queue())
            .collect(),
        queues: queues.into_iter().map(|key| key.parse().unwrap()).collect(),
        grants,
    })
}

fn any_capability() -> impl Strategy<Value = Capability> {
    prop::sample::select(Capability::ALL.to_vec())
}

proptest! {
    #[test]
    fn what_somebody_holds_survives_a_column_of_text(held in any_profiles()) {
        prop_assert_eq!(held.to_string().parse::<Profiles>(), Ok(held));
    }

    /// A further profile never takes a right away.
    #[test]
    fn adding_a_profile_never_removes_a_right(
        held in any_profiles(), more in any_profiles(), capability in any_capability(),
    ) {
        let both: Profiles = format!("{held},{more}").parse().unwrap();
        let before = held.scopes(capability).unwrap_or_default();
        prop_assert!(both.scopes(capability).unwrap_or_default().covers(before));
        prop_assert!(both.queues_of(capability).is_superset(&held.queues_of(capability)));
    }

    /// A wider scope reaches whatever the narrower one reaches.
    #[test]
    fn own_is_within_department_is_within_all(
        phone in prop::option::of(9i64..12), person in prop::option::of(0i64..3), department in prop::option::of(0i64..3),
    ) {
        let party = party(phone, person, department);
        let reach = |profile| {
            subject(1, &[profile], &[10], &[1]).reaches(Capability::CallLogRead, &party)
        };
        let (own, department, all) =
            (reach(Profile::User), reach(Profile::DepartmentHead), reach(Profile::Calls));
        prop_assert!(own <= department && department <= all);
    }
}
