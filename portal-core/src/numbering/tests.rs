use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{DialString, PersonId, PhoneId, Right};

fn number(text: &str) -> DialString {
    text.parse().unwrap()
}

fn class(right: &str, kind: ClassKind, numbers: &[&str]) -> Class {
    Class {
        right: right.parse().unwrap(),
        kind,
        numbers: numbers.iter().map(|text| text.parse().unwrap()).collect(),
    }
}

/// A French site: extensions of four digits, `0` for a line.
fn france() -> Site {
    Site {
        country: "33".parse().unwrap(),
        trunk_prefix: "0".parse().unwrap(),
        line_prefix: "0".parse().unwrap(),
        source_prefix: "463".parse().unwrap(),
        internal_digits: 4,
        emergency: ["112", "15", "17", "18"].map(|text| text.parse().unwrap()).into(),
        classes: vec![
            class("internal", ClassKind::Internal, &[]),
            class("services", ClassKind::Services, &[]),
            class("premium", ClassKind::Premium, &["089XXXXXXX", "+881."]),
            class("mobile", ClassKind::Mobile, &["06XXXXXXXX", "07XXXXXXXX"]),
            class("national", ClassKind::National, &[]),
            class("international", ClassKind::International, &[]),
        ],
        everyone: rights(&["internal", "services"]),
        ..Site::default()
    }
}

/// A small country without trunk prefix.
fn polynesia() -> Site {
    Site {
        country: "689".parse().unwrap(),
        internal_digits: 4,
        ..Site::default()
    }
}

/// The United States, seen from area 212: seven digits are local.
fn new_york() -> Site {
    Site {
        country: "1".parse().unwrap(),
        area: "212".parse().unwrap(),
        trunk_prefix: "1".parse().unwrap(),
        international_prefix: "011".parse().unwrap(),
        internal_digits: 4,
        ..Site::default()
    }
}

fn rights(names: &[&str]) -> BTreeSet<Right> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

#[test]
fn a_number_means_the_same_however_it_is_written() {
    for (site, spellings, canonical) in [
        (
            france(),
            &[
                "0687721234",
                "+33 6 87 72 12 34",
                "0033687721234",
                "06.87.72.12.34",
            ][..],
            "+33687721234",
        ),
        (
            polynesia(),
            &["87721234", "+689 87 72 12 34", "0068987721234"],
            "+68987721234",
        ),
        (
            new_york(),
            &[
                "555 0100",
                "1 212 555 0100",
                "+1 (212) 555-0100",
                "01112125550100",
            ],
            "+12125550100",
        ),
        (france(), &["106"], "106"),
        (france(), &["*21*106#"], "*21*106#"),
    ] {
        for spelling in spellings {
            assert_eq!(site.read(&number(spelling)).canonical(), canonical, "{spelling}");
            assert!(site.same(&number(spelling), &number(spellings[0])), "{spelling}");
        }
    }
    assert!(!france().same(&number("0687721234"), &number("0687721235")));
}

#[test]
fn what_is_no_number_of_anything_stays_as_it_is() {
    for text in ["1", "12*3", "+0331234", "00331", "+331234567890123456", "106#"] {
        assert_eq!(
            france().read(&number(text)),
            Number::Other(number(text)),
            "{text}"
        );
    }
    // Nobody said in which country.
    assert_eq!(
        Site::default().read(&number("0687721234")),
        Number::Other(number("0687721234"))
    );
}

#[test]
fn the_prefix_for_a_line_belongs_to_no_number() {
    let site = france();
    for (dialled, expected) in [
        ("00687721234", "+33687721234"),
        ("000687721234", "+687721234"),
        ("106", "106"),
        ("112", "112"),
        // A line, then four digits: not the extension 1061.
        ("01061", "01061"),
        ("*98", "*98"),
    ] {
        assert_eq!(
            site.read_dialled(&number(dialled)).canonical(),
            expected,
            "{dialled}"
        );
    }
}

#[test]
fn a_record_of_an_extension_has_the_sites_prefix_or_not() {
    for (recorded, expected) in [("463106", "106"), ("106", "106"), ("0687721234", "+33687721234")] {
        assert_eq!(france().read_recorded(&number(recorded)).canonical(), expected);
    }
    // Longer than an extension: a number that happens to begin so.
    assert_eq!(
        polynesia().read_recorded(&number("46310612")).canonical(),
        "+68946310612"
    );
}

#[test]
fn each_number_is_in_the_first_class_that_fits() {
    let site = france();
    for (text, held, allowed, key) in [
        ("106", &[][..], true, "has-right"),
        ("*98", &[], true, "has-right"),
        ("0687721234", &[], false, "lacks-right"),
        ("0687721234", &["mobile"], true, "has-right"),
        ("106", &["mobile"], false, "lacks-right"),
        ("0142345678", &["national"], true, "has-right"),
        // Premium numbers are national ones too: the class before decides.
        (
            "0899123456",
            &["national", "international", "mobile"],
            false,
            "lacks-right",
        ),
        (
            "+33899123456",
            &["national", "international", "mobile"],
            false,
            "lacks-right",
        ),
        ("+88112345678", &["international"], false, "lacks-right"),
        ("0044201234567", &["national"], false, "lacks-right"),
        ("0044201234567", &["international"], true, "has-right"),
        ("12*3", &["national", "international"], false, "in-no-class"),
    ] {
        let verdict = site.may_call(&rights(held), &site.read(&number(text)));
        assert_eq!(
            (verdict.allowed, verdict.because.key()),
            (allowed, key),
            "{text} {held:?}"
        );
    }
}

#[test]
fn help_can_always_be_called() {
    let mut site = france();
    site.everyone.clear();
    for text in ["112", "15", "17", "18"] {
        for held in [&[][..], &["premium"]] {
            let verdict = site.may_call(&rights(held), &site.read_dialled(&number(text)));
            assert_eq!(
                (verdict.allowed, verdict.because),
                (true, Because::Emergency),
                "{text}"
            );
        }
    }
}

#[test]
fn a_short_number_gives_nobody_more_rights_than_the_whole_number() {
    let site = france();
    let mut short_numbers = ShortNumbers::default();
    let short = |short: &str, target: &str| ShortNumber {
        short: number(short),
        number: number(target),
        description: "Agency".into(),
        owner: None,
    };
    // As dialled: with the prefix for a line.
    short_numbers.add(short("501", "00044201234567"), &site).unwrap();
    short_numbers.add(short("502", "00142345678"), &site).unwrap();
    let ask = |dialled: &str, held: &[&str]| {
        site.may_dial(&rights(held), &number(dialled), &short_numbers, Some(PersonId(1)))
    };
    let refused = ask("501", &["internal", "national"]);
    assert!(!refused.verdict.allowed, "{refused:?}");
    assert_eq!(refused.short, Some((number("501"), number("00044201234567"))));
    assert!(ask("502", &["national"]).verdict.allowed);
    assert_eq!(ask("106", &["internal"]).short, None);
    for (new, error) in [
        (short("503", "501"), ShortNumberError::Chained),
        (short("504", "504"), ShortNumberError::Chained),
        (short("501", "0142345678"), ShortNumberError::Taken),
        (short("112", "0142345678"), ShortNumberError::Emergency),
        (short("12345678901", "0142345678"), ShortNumberError::TooLong),
    ] {
        assert_eq!(short_numbers.clone().add(new, &site), Err(error));
    }
    assert_eq!(short_numbers.iter().count(), 2);
}

#[test]
fn direct_numbers_that_share_their_last_four_digits_are_two() {
    let site = polynesia();
    let (one, other) = ("40501234".parse().unwrap(), "40871234".parse().unwrap());
    let direct = DirectNumbers::new([(PhoneId(1), &one), (PhoneId(2), &other)], &site);
    assert_eq!(
        direct.phone(&site.read(&number("+68940501234"))),
        Some(PhoneId(1))
    );
    assert_eq!(
        direct.phone(&site.read(&number("0068940871234"))),
        Some(PhoneId(2))
    );
    assert_eq!(direct.phone(&site.read(&number("1234"))), None);
}

#[test]
fn others_see_extensions_whole_and_other_numbers_in_part() {
    let site = france();
    for (text, shown) in [
        ("106", "106"),
        ("112", "112"),
        ("0687721234", "+33687721***"),
        ("*98", "***"),
    ] {
        assert_eq!(site.read(&number(text)).masked(), shown, "{text}");
    }
}

proptest! {
    /// What the site writes and dials, it reads as the same number.
    #[test]
    fn a_number_that_is_written_or_dialled_comes_back(digits in "[1-9][0-9]{6,13}", place in 0usize..3) {
        let site = [france(), polynesia(), new_york()][place].clone();
        let whole: E164 = format!("+{digits}").parse().unwrap();
        let read = Number::Outside(whole);
        prop_assert_eq!(site.read(&number(&site.to_write(whole))), read.clone());
        prop_assert_eq!(site.read(&number(&read.canonical())), read.clone());
        // A number that is dialled with a `+` behind the prefix for a line is none.
        let dialled = site.to_dial(&read);
        if !dialled.as_str().contains('+') {
            prop_assert_eq!(site.read_dialled(&dialled), read);
        }
    }

    /// Nothing that can be dialled makes the rules fail, and its one form is read as itself.
    #[test]
    fn every_number_is_read_as_something(text in "\\+?[0-9*#]{1,31}", place in 0usize..3) {
        let site = [france(), polynesia(), new_york()][place].clone();
        let dialled = number(&text);
        let _ = (site.read_dialled(&dialled), site.read_recorded(&dialled));
        let read = site.read(&dialled);
        let _ = site.may_call(&BTreeSet::new(), &read);
        prop_assert_eq!(site.read(&number(&read.canonical())), read);
    }
}
