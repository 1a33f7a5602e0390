//! The rules against toll fraud that are about forwards and numbers, each by its name.

use std::time::Duration;

use super::*;

const PARIS: &str = "0033612345678";

/// May call abroad.
fn with_rights(mut company: Company, phone: i64, rights: &[&str]) -> Company {
    let rights = rights.iter().map(|right| right.parse().unwrap()).collect();
    company.rights.insert(PhoneId(phone), rights);
    company
}

fn abroad() -> Company {
    with_rights(
        Company::new(&[]),
        1,
        &["internal", "services", "local", "international", "premium"],
    )
}

fn refusal(company: &Company, target: &str, policy: &Policy) -> Option<&'static str> {
    let state = company.state();
    match set(
        &traveller(1),
        &wish(1, Kind::Immediate, target),
        &company.facts(&state),
        policy,
    ) {
        Decision::Change(_) => None,
        Decision::Denied { reason, .. } => Some(reason.key()),
    }
}

#[test]
fn destination_classes_default_is_without_international() {
    let mut company = Company::new(&[]);
    let reason = company.set(&traveller(1), 1, Kind::Immediate, PARIS).unwrap_err();
    assert_eq!(
        reason.to_string(),
        "telephone 101 may not call there: class 5 (international) has it, and the telephone lacks the right international"
    );
    assert!(abroad().set(&traveller(1), 1, Kind::Immediate, PARIS).is_ok());
}

#[test]
fn destination_classes_hold_for_every_phone_on_the_way() {
    // 101 may call abroad, 102 may not: by 101 it could.
    let mut company = abroad();
    company.set(&user(2), 2, Kind::Immediate, "101").unwrap();
    let reason = company.set(&traveller(1), 1, Kind::Immediate, PARIS).unwrap_err();
    assert!(matches!(reason, Reason::NotCallable { extension, .. } if extension == "102"));
    // The other way round.
    let mut company = abroad();
    company.set(&traveller(1), 1, Kind::Immediate, PARIS).unwrap();
    assert_eq!(
        company
            .set(&traveller(2), 2, Kind::Immediate, "101")
            .unwrap_err()
            .key(),
        "not-callable"
    );
    // Whatever feature codes wrote into AstDB.
    let company = with_rights(
        Company::new(&[("/CFIM/phone102", "101"), ("/CFIM/phone101", PARIS)]),
        1,
        &["international"],
    );
    assert!(matches!(company.trace(1, &[], &[]).end, End::Outside { .. }));
    assert!(matches!(
        company.trace(2, &[], &[]).end,
        End::Refused { by: PhoneId(2), .. }
    ));
}

#[test]
fn external_forward_needs_the_right_of_who_sets_it() {
    let mut company = Company::new(&[]);
    for target in ["87721234", "+689 87 72 12 34", "0068987721234", "501"] {
        let reason = company.set(&user(1), 1, Kind::NoAnswer, target).unwrap_err();
        assert_eq!(reason, Reason::NoExternalRight, "{target}");
    }
}

#[test]
fn external_forward_at_the_end_of_a_chain_needs_the_right_too() {
    let mut company = Company::new(&[]);
    company.set(&traveller(3), 3, Kind::Busy, "87721234").unwrap();
    company.set(&traveller(2), 2, Kind::NoAnswer, "103").unwrap();
    let reason = company.set(&user(1), 1, Kind::Immediate, "102").unwrap_err();
    assert_eq!(
        reason.to_string(),
        "calls would leave the house by the forwards of 101 → 102 → 103; that needs the right forward-external"
    );
    assert!(company.set(&traveller(1), 1, Kind::Immediate, "102").is_ok());
}

#[test]
fn external_forward_has_to_be_confirmed() {
    let company = Company::new(&[]);
    let command = Set {
        confirmed: false,
        ..wish(1, Kind::Immediate, "87721234")
    };
    for (command, reason) in [
        (command, Some("not-confirmed")),
        (wish(1, Kind::Immediate, "87721234"), None),
        (
            Set {
                target: "102",
                ..command
            },
            None,
        ),
    ] {
        let found = match company.decide(&traveller(1), &command) {
            Decision::Change(_) => None,
            Decision::Denied { reason, .. } => Some(reason.key()),
        };
        assert_eq!(found, reason, "{command:?}");
    }
}

#[test]
fn external_forward_is_told_to_the_owner_and_the_administrators() {
    let mut company = Company::new(&[]);
    let effect = company
        .set(&traveller(1), 1, Kind::Immediate, "87721234")
        .unwrap();
    let notice = effect.notice.unwrap();
    assert_eq!((notice.phone, &*notice.number), (PhoneId(1), "+68987721***"));
    let effect = company.set(&user(1), 1, Kind::Immediate, "102").unwrap();
    assert_eq!(effect.notice, None);
}

#[test]
fn external_forward_ends_by_itself() {
    let mut company = Company::new(&[]);
    company
        .set(&traveller(1), 1, Kind::Immediate, "87721234")
        .unwrap();
    let month = 30 * 24 * 3600;
    let end = format!("CFEND/CFIM/phone101 = {}", 1000 + month);
    assert_eq!(company.entries(), ["CFIM/phone101 = 87721234", &end]);
    let command = |seconds| Set {
        until: Some(at(seconds)),
        ..wish(1, Kind::Immediate, "87721234")
    };
    let reason = |company: &Company, seconds, policy: &Policy| {
        let state = company.state();
        match set(&traveller(1), &command(seconds), &company.facts(&state), policy) {
            Decision::Change(_) => None,
            Decision::Denied { reason, .. } => Some(reason),
        }
    };
    let policy = Policy::default();
    assert_eq!(reason(&company, 1000 + month, &policy), None);
    assert_eq!(
        reason(&company, 1001 + month, &policy),
        Some(Reason::EndsTooLate {
            latest: at(1000 + month)
        })
    );
    let for_ever = Policy {
        longest: None,
        ..Policy::default()
    };
    assert_eq!(reason(&company, 1001 + month, &for_ever), None);
    // Longer than clocks go.
    let eternity = Policy {
        longest: Some(Duration::MAX),
        ..Policy::default()
    };
    assert_eq!(reason(&company, 1001 + month, &eternity), None);
}

#[test]
fn premium_ranges_are_no_targets_whatever_the_rights() {
    for target in ["361234", "+689361234", "00689 36 12 34"] {
        assert_eq!(
            refusal(&abroad(), target, &Policy::default()),
            Some("premium"),
            "{target}"
        );
    }
}

#[test]
fn country_allow_list_leaves_all_others_out() {
    let policy = Policy {
        countries: vec!["689".parse().unwrap(), "33".parse().unwrap()],
        ..Policy::default()
    };
    for (target, refused) in [
        (PARIS, None),
        ("87721234", None),
        ("+44 20 1234 5678", Some("country")),
        ("0088112345678", Some("country")),
    ] {
        assert_eq!(refusal(&abroad(), target, &policy), refused, "{target}");
    }
}

#[test]
fn forbidden_numbers_are_no_targets_however_they_are_written() {
    let policy = Policy {
        forbidden: vec!["8999XXXX".parse().unwrap()],
        ..Policy::default()
    };
    for target in ["89991234", "+689 8999 1234", "0068989991234"] {
        assert_eq!(refusal(&abroad(), target, &policy), Some("forbidden"), "{target}");
    }
}

#[test]
fn emergency_numbers_always_pass_and_are_no_targets() {
    let company = Company::new(&[]);
    for number in ["15", "17"] {
        let read = company.site.read_dialled(&number.parse().unwrap());
        assert!(company.site.may_call(&BTreeSet::new(), &read).allowed);
        assert_eq!(refusal(&company, number, &Policy::default()), Some("emergency"));
    }
}

#[test]
fn feature_codes_are_no_targets() {
    // Whoever called would forward somebody else's telephone.
    for target in ["*21*0033612345678#", "#21#", "*72102", "*98"] {
        assert_eq!(
            refusal(&abroad(), target, &Policy::default()),
            Some("feature-code"),
            "{target}"
        );
    }
}

#[test]
fn a_number_cannot_carry_a_second_destination() {
    for target in [
        "102&PJSIP/trunk/0033612345678",
        "102,30,G(evil^s^1)",
        "102@outgoing",
        "Local/102@outgoing",
        "${SHELL(id)}",
        "102;103",
        "102|103",
        "102\n103",
    ] {
        assert_eq!(
            refusal(&abroad(), target, &Policy::default()),
            Some("bad-number"),
            "{target}"
        );
    }
}
