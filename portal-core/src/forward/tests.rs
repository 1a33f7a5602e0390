mod toll_fraud;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::astdb::{Family, Found};
use crate::audit::{Outcome, Values};
use crate::numbering::{Class, ClassKind, ShortNumber};
use crate::testing::{phone, subject};
use crate::{Profile, Subject};

/// A site of six phones, 101 to 106, each of the person with its last digit, and what stands in its AstDB.
///
/// Extensions have three digits, other numbers are of French Polynesia; 800 is a queue; the direct number of 102 is
/// 40 50 01 02.
struct Company {
    phones: Vec<Phone>,
    rights: BTreeMap<PhoneId, BTreeSet<Right>>,
    direct: DirectNumbers,
    short: ShortNumbers,
    site: Site,
    found: Found,
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn site() -> Site {
    let class = |right: &str, kind, numbers: &[&str]| Class {
        right: right.parse().unwrap(),
        kind,
        numbers: numbers.iter().map(|text| text.parse().unwrap()).collect(),
    };
    Site {
        country: "689".parse().unwrap(),
        internal_digits: 3,
        emergency: vec!["15".parse().unwrap(), "17".parse().unwrap()],
        classes: vec![
            class("services", ClassKind::Services, &["8XX"]),
            class("internal", ClassKind::Internal, &[]),
            class("premium", ClassKind::Premium, &["36XXXX"]),
            class("local", ClassKind::National, &[]),
            class("international", ClassKind::International, &[]),
        ],
        everyone: ["services", "internal", "local"]
            .map(|right| right.parse().unwrap())
            .into(),
        ..Site::default()
    }
}

impl Company {
    fn new(entries: &[(&str, &str)]) -> Self {
        let phones: Vec<_> = (1..=6).map(|n| phone(n, &format!("10{n}"), Some(n))).collect();
        let site = site();
        let direct = DirectNumbers::new([(PhoneId(2), &"40500102".parse().unwrap())], &site);
        let mut short = ShortNumbers::default();
        for (text, number) in [("501", "87721234"), ("502", "103")] {
            let new = ShortNumber {
                short: text.parse().unwrap(),
                number: number.parse().unwrap(),
                description: String::new(),
                owner: None,
            };
            short.add(new, &site).unwrap();
        }
        Self {
            phones,
            rights: BTreeMap::new(),
            direct,
            short,
            site,
            found: Found::read(entries.iter().copied()),
        }
    }

    fn facts<'a>(&'a self, state: &'a State) -> Facts<'a> {
        Facts {
            phones: &self.phones,
            rights: &self.rights,
            direct: &self.direct,
            short: &self.short,
            site: &self.site,
            state,
            now: at(1000),
        }
    }

    fn state(&self) -> State {
        State::read(&self.found, &self.phones)
    }

    /// Who rings when somebody calls a phone and these are busy and these absent.
    fn trace(&self, start: i64, busy: &[i64], absent: &[i64]) -> Trace {
        let state = self.state();
        self.facts(&state).trace(PhoneId(start), |phone| {
            if busy.contains(&phone.0) {
                Reach::Busy
            } else if absent.contains(&phone.0) {
                Reach::NoAnswer
            } else {
                Reach::Rings
            }
        })
    }

    fn decide(&self, who: &Subject, command: &Set<'_>) -> Decision {
        let state = self.state();
        set(who, command, &self.facts(&state), &Policy::default())
    }

    /// Sets a forward of an own phone, and says why not.
    fn set(&mut self, who: &Subject, phone: i64, kind: Kind, target: &str) -> Result<Effect, Reason> {
        match self.decide(who, &wish(phone, kind, target)) {
            Decision::Change(approved) => {
                let effect = approved.into_parts().0;
                self.found.apply(&effect.changes);
                Ok(effect)
            }
            Decision::Denied { reason, audit } => {
                assert_eq!(audit.outcome, Outcome::Refused(reason.key().to_owned()));
                Err(reason)
            }
        }
    }

    fn entries(&self) -> Vec<String> {
        self.found
            .entries()
            .map(|(family, key, value)| format!("{family}/{key} = {value}"))
            .collect()
    }
}

fn wish(phone: i64, kind: Kind, target: &str) -> Set<'_> {
    Set {
        phone: PhoneId(phone),
        kind,
        target,
        until: None,
        confirmed: true,
    }
}

fn user(n: i64) -> Subject {
    subject(n, &[Profile::User], &[n], &[])
}

/// May forward own calls out of the house.
fn traveller(n: i64) -> Subject {
    subject(n, &[Profile::User, Profile::ExternalForward], &[n], &[])
}

fn administrator() -> Subject {
    subject(9, &[Profile::Administrator], &[], &[])
}

#[test]
fn a_forward_is_an_entry_under_the_account_of_the_phone() {
    let mut company = Company::new(&[]);
    company.set(&user(1), 1, Kind::Immediate, "1 02").unwrap();
    company.set(&user(1), 1, Kind::Busy, "103").unwrap();
    company.set(&user(1), 1, Kind::NoAnswer, "800").unwrap();
    company.set(&user(1), 1, Kind::Voicemail, "whatever").unwrap();
    assert_eq!(
        company.entries(),
        [
            "CFIM/phone101 = 102",
            "CFBS/phone101 = 103",
            "CFUN/phone101 = 800",
            "CFVM/phone101 = 101"
        ]
    );
}

#[test]
fn refusals_say_why() {
    let mut company = Company::new(&[("/CFIM/phone103", "101"), ("/CFBS/phone104", "105")]);
    let auditor = subject(1, &[Profile::Auditor], &[1], &[]);
    for (who, phone, target, expected) in [
        (&user(1), 1, "102", Ok(())),
        (&user(1), 2, "103", Err("not-your-phone")),
        (&user(1), 99, "103", Err("not-your-phone")),
        (&auditor, 1, "102", Err("not-your-phone")),
        (&administrator(), 1, "102", Ok(())),
        (&user(1), 1, "", Err("bad-number")),
        (&user(1), 1, "102&PJSIP/trunk/0044", Err("bad-number")),
        (&user(1), 1, "102\r\nAction: Logoff", Err("bad-number")),
        (&user(1), 1, "101", Err("own-number")),
        (&user(1), 1, "199", Err("unknown-number")),
        (&user(1), 1, "1", Err("unknown-number")),
        (&user(1), 1, "103", Err("loop")),
        // The direct number of 102, and short numbers: colleagues.
        (&user(1), 1, "+689 40 50 01 02", Ok(())),
        (&user(2), 2, "40500102", Err("own-number")),
        (&user(1), 1, "502", Err("loop")),
        (&user(5), 5, "104", Err("loop")),
        (&user(1), 1, "87721234", Err("no-external-right")),
        (&user(1), 1, "501", Err("no-external-right")),
        (&traveller(1), 1, "87721234", Ok(())),
        (&traveller(1), 1, "501", Ok(())),
    ] {
        let mut company = Company {
            found: company.found.clone(),
            ..Company::new(&[])
        };
        let result = company.set(who, phone, Kind::Immediate, target);
        let result = result.map(|_| ()).map_err(|reason| reason.key());
        assert_eq!(result, expected, "{phone} to {target:?}");
    }
    let reason = company.set(&user(1), 1, Kind::Immediate, "502").unwrap_err();
    assert_eq!(
        reason.to_string(),
        "calls would go round in a circle: 101 → 103 → 101; choose another target"
    );
}

#[test]
fn who_rings_depends_on_what_the_phones_do() {
    let company = Company::new(&[
        ("/CFBS/phone101", "102"),
        ("/CFUN/phone101", "103"),
        ("/CFUN/phone103", "800"),
        ("/DND/phone102", "1"),
        ("/CFVM/phone104", "104"),
        ("/CFIM/phone105", "104"),
        ("/CFIM/phone106", "199"),
    ]);
    let phone = PhoneId;
    for (start, busy, absent, end) in [
        (1, &[][..], &[][..], End::Rings { phone: phone(1) }),
        (1, &[1], &[], End::Busy { phone: phone(2) }),
        (1, &[], &[1], End::Rings { phone: phone(3) }),
        (
            1,
            &[],
            &[1, 3],
            End::Application {
                extension: "800".parse().unwrap(),
            },
        ),
        (3, &[3], &[], End::Busy { phone: phone(3) }),
        (2, &[], &[], End::Busy { phone: phone(2) }),
        (4, &[], &[], End::Voicemail { phone: phone(4) }),
        (5, &[], &[], End::Voicemail { phone: phone(4) }),
        (
            6,
            &[],
            &[],
            End::Nobody {
                target: "199".parse().unwrap(),
            },
        ),
    ] {
        assert_eq!(
            company.trace(start, busy, absent).end,
            end,
            "{start} {busy:?} {absent:?}"
        );
    }
    let trace = company.trace(1, &[1], &[]);
    let to = |phone_id, kind, target: &str| Step::Forwarded {
        phone: phone(phone_id),
        kind,
        target: target.parse().unwrap(),
        until: None,
    };
    assert_eq!(
        trace.steps,
        [
            Step::Busy { phone: phone(1) },
            to(1, Kind::Busy, "102"),
            Step::DoNotDisturb { phone: phone(2) },
        ],
        "the way is told"
    );
}

#[test]
fn a_circle_that_feature_codes_made_has_a_name_and_an_end() {
    let company = Company::new(&[
        ("/CFIM/phone101", "102"),
        ("/CFIM/phone102", "103"),
        ("/CFIM/phone103", "102"),
    ]);
    assert_eq!(
        company.trace(1, &[], &[]).end,
        End::Loop {
            phones: vec![PhoneId(2), PhoneId(3), PhoneId(2)]
        }
    );
    let state = company.state();
    let rows = list(&administrator(), &company.facts(&state));
    assert!(
        rows.iter()
            .all(|row| row.flags.contains(&Flag::Loop) || row.phone == PhoneId(1))
    );
    assert_eq!(rows.len(), 3);
}

#[test]
fn a_forward_that_has_ended_sends_nobody_anywhere() {
    let company = Company::new(&[
        ("/CFIM/phone101", "102"),
        ("/CFEND/CFIM/phone101", "1000"),
        ("/CFIM/phone102", "103"),
        ("/CFEND/CFIM/phone102", "1001"),
    ]);
    let trace = company.trace(1, &[], &[]);
    assert_eq!(trace.end, End::Rings { phone: PhoneId(1) });
    assert_eq!(
        trace.steps,
        [Step::Over {
            phone: PhoneId(1),
            kind: Kind::Immediate,
            until: at(1000)
        }]
    );
    assert_eq!(company.trace(2, &[], &[]).end, End::Rings { phone: PhoneId(3) });
    let mut found = company.found.clone();
    found.apply(&expired(&company.found, at(1000)));
    assert_eq!(found.entries().count(), 2, "the other one stays: {found:?}");
}

#[test]
fn an_end_is_written_before_its_forward_and_goes_with_it() {
    let mut company = Company::new(&[]);
    let until = |seconds| Set {
        until: Some(at(seconds)),
        ..wish(1, Kind::Immediate, "102")
    };
    let Decision::Change(approved) = company.decide(&user(1), &until(5000)) else {
        panic!()
    };
    let (effect, audit) = approved.into_parts();
    assert_eq!(effect.changes[0].family(), Family::ForwardEnd);
    company.found.apply(&effect.changes);
    assert_eq!(
        company.entries(),
        ["CFIM/phone101 = 102", "CFEND/CFIM/phone101 = 5000"]
    );
    let Values::Shown { before, after } = &audit.changes[0].values else {
        panic!()
    };
    assert_eq!((&**before, &**after), ("", "102 until 1970-01-01T01:23Z"));
    // Without an end from now on.
    company.set(&user(1), 1, Kind::Immediate, "102").unwrap();
    assert_eq!(company.entries(), ["CFIM/phone101 = 102"]);
    let Decision::Denied { reason, .. } = company.decide(&user(1), &until(1000)) else {
        panic!()
    };
    assert_eq!(reason, Reason::EndsInThePast);
}

#[test]
fn an_entry_of_any_family_is_read_when_forwards_are_listed() {
    // The original's display code knew one of the families only, and failed at the first entry of another.
    let company = Company::new(&[
        ("/CFIM/phone101", "102"),
        ("/CFBS/phone102", "103"),
        ("/CFUN/phone103", "87721234"),
        ("/CFVM/phone104", "104"),
        ("/CFIM/gone", "102"),
    ]);
    let state = company.state();
    let rows = list(&administrator(), &company.facts(&state));
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.kind.family().name(), row.phone.0, &*row.shown))
        .collect();
    assert_eq!(
        seen,
        [
            ("CFIM", 1, "102"),
            ("CFBS", 2, "103"),
            ("CFUN", 3, "87721234"),
            ("CFVM", 4, "104")
        ]
    );
    assert_eq!(state.strangers(), ["/CFIM/gone"]);
    assert_eq!(rows[2].flags, [Flag::External]);
}

#[test]
fn each_person_sees_the_forwards_within_reach() {
    let mut company = Company::new(&[
        ("/CFIM/phone101", "102"),
        ("/CFIM/phone102", "103"),
        ("/CFBS/phone103", "104"),
    ]);
    company.phones[1].department = Some(crate::DepartmentId(7));
    let state = company.state();
    let seen = |who: &Subject| -> Vec<i64> {
        let rows = list(who, &company.facts(&state));
        rows.iter().map(|row| row.phone.0).collect()
    };
    assert_eq!(seen(&user(1)), [1]);
    assert_eq!(seen(&administrator()), [1, 2, 3]);
    assert_eq!(seen(&subject(1, &[Profile::DepartmentHead], &[1], &[7])), [1, 2]);
    assert_eq!(seen(&subject(1, &[Profile::Auditor], &[1], &[])), [] as [i64; 0]);
}

#[test]
fn a_forward_of_somebody_else_is_taken_away_only_within_reach() {
    let company = Company::new(&[("/CFIM/phone102", "103"), ("/CFEND/CFIM/phone102", "5000")]);
    let state = company.state();
    let command = Clear {
        phone: PhoneId(2),
        kind: Kind::Immediate,
    };
    let ask = |who: &Subject| clear(who, &command, &company.facts(&state));
    assert!(matches!(
        ask(&user(1)),
        Decision::Denied {
            reason: Reason::NotYourPhone,
            ..
        }
    ));
    for who in [user(2), administrator()] {
        let Decision::Change(approved) = ask(&who) else {
            panic!()
        };
        let mut found = company.found.clone();
        found.apply(&approved.effect().changes);
        assert_eq!(found.entries().count(), 0, "with its end");
    }
}

#[test]
fn warnings_name_who_comes_along_and_where_calls_go_on() {
    let mut company = Company::new(&[("/CFIM/phone104", "101"), ("/CFBS/phone102", "103")]);
    let effect = company.set(&user(1), 1, Kind::Immediate, "102").unwrap();
    assert_eq!(
        effect.warnings,
        [
            Warning::TargetForwarded {
                extensions: vec!["102".into(), "103".into()]
            },
            Warning::TakesAlong {
                extensions: vec!["104".into()]
            },
        ]
    );
}

#[test]
fn a_chain_is_not_longer_than_eight_phones() {
    let mut company = Company::new(&[]);
    company.phones = (10..30).map(|n| phone(n, &format!("1{n}"), Some(n))).collect();
    let mut refused = 0;
    for n in 10..29 {
        match company.set(&user(n), n, Kind::Immediate, &format!("1{}", n + 1)) {
            Ok(_) => {}
            Err(reason) => {
                assert_eq!(reason, Reason::TooLong { max: 8 });
                refused += 1;
            }
        }
    }
    assert_eq!(
        refused, 2,
        "of nineteen, two would have joined two chains of eight"
    );
    for n in 10..30 {
        assert!(matches!(company.trace(n, &[], &[]).end, End::Rings { .. }));
    }
}

fn any_forward() -> impl Strategy<Value = (i64, Kind, String)> {
    (
        1i64..=6,
        prop::sample::select(Kind::ALL.to_vec()),
        prop::sample::select(vec![
            "101",
            "102",
            "103",
            "104",
            "105",
            "106",
            "800",
            "199",
            "501",
            "502",
            "40500102",
            "+68940500102",
            "87721234",
            "0033612345678",
            "15",
            "*21*101#",
            "361234",
        ])
        .prop_map(str::to_owned),
    )
}

proptest! {
    /// Whatever stands in AstDB, every call comes to an end.
    #[test]
    fn no_chain_is_without_an_end(
        entries in prop::collection::vec(any_forward(), 0..24), busy in prop::collection::vec(1i64..=6, 0..6),
        absent in prop::collection::vec(1i64..=6, 0..6),
    ) {
        let paths: Vec<_> = entries
            .iter()
            .map(|(n, kind, target)| (format!("/{}/phone10{n}", kind.family()), target.clone()))
            .collect();
        let pairs: Vec<_> = paths.iter().map(|(path, target)| (&**path, &**target)).collect();
        let company = Company::new(&pairs);
        for start in 1..=6 {
            let trace = company.trace(start, &busy, &absent);
            prop_assert!(trace.steps.len() <= 4 * Facts::MAX_CHAIN + 1, "{trace:?}");
        }
        let state = company.state();
        let _ = list(&administrator(), &company.facts(&state));
    }

    /// In whatever order people set forwards, no call leaves the house unless who set the way had the right, and every
    /// phone on the way may call there; nobody makes a circle.
    #[test]
    fn no_call_leaves_the_house_without_right_by_any_path(
        wishes in prop::collection::vec(any_forward(), 0..24), travellers in prop::collection::btree_set(1i64..=6, 0..3),
        abroad in prop::collection::btree_set(1i64..=6, 0..4),
    ) {
        let mut company = Company::new(&[]);
        for n in &abroad {
            let rights = ["internal", "local", "international"].map(|right| right.parse().unwrap());
            company.rights.insert(PhoneId(*n), rights.into());
        }
        for (n, kind, target) in &wishes {
            let who = if travellers.contains(n) { traveller(*n) } else { user(*n) };
            let _ = company.set(&who, *n, *kind, target);
        }
        for start in 1..=6 {
            // Every combination of what the phones do.
            for mask in 0u32..64 {
                let busy: Vec<_> = (1..=6).filter(|n| mask & (1 << (n - 1)) != 0).collect();
                let absent: Vec<_> = (1..=6).filter(|n| mask & (1 << (n - 1)) == 0).collect();
                match company.trace(start, &busy, &absent).end {
                    End::Outside { by, number } => {
                        prop_assert!(travellers.contains(&by.0), "{by:?} sends calls to {number}");
                        let local = number.canonical() == "+68987721234";
                        prop_assert!(local || abroad.contains(&start), "{start} calls {number}");
                    }
                    End::Refused { .. } | End::Loop { .. } | End::TooLong { .. } | End::Nobody { .. } => {
                        prop_assert!(false, "{start}: {:?} in {:?}", company.trace(start, &busy, &absent), company.entries());
                    }
                    _ => {}
                }
            }
        }
    }

    /// Setting a forward and taking it away leaves AstDB as it was.
    #[test]
    fn set_then_clear_is_nothing((n, kind, target) in any_forward(), end in prop::option::of(1001i64..100_000)) {
        let mut company = Company::new(&[("/DND/phone106", "1")]);
        let before = company.found.clone();
        let command = Set { until: end.map(at), ..wish(n, kind, &target) };
        if let Decision::Change(approved) = company.decide(&traveller(n), &command) {
            let effect = approved.into_parts().0;
            company.found.apply(&effect.changes);
            prop_assert!(effect.changes.iter().all(|change| change.is_done(&company.found)));
            let state = company.state();
            let command = Clear { phone: PhoneId(n), kind };
            let Decision::Change(approved) = clear(&traveller(n), &command, &company.facts(&state)) else {
                panic!("who set it may clear it")
            };
            company.found.apply(&approved.effect().changes);
        }
        prop_assert_eq!(company.found, before);
    }
}
