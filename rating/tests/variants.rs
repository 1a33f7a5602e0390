//! The five tariffs that an older program knew, as data: as they were meant, and as it stored them where its arithmetic
//! was wrong. Amounts are to the unit.
#![cfg(all(feature = "csv", feature = "serde"))]

mod support;

use std::time::Duration;

use support::variant;
use switchhook_rating::{Book, Call, Counted, Counters, Outcome, Start, Status};

/// Where a call goes and what it should come to: number, start, seconds, and amounts before and after tax.
type Vector = (
    &'static str,
    &'static str,
    &'static str,
    u64,
    &'static str,
    &'static str,
);

/// A working day within all peak hours: a Tuesday.
const TUESDAY: &str = "2011-12-13 10:00:00";

fn call<'a>(number: &'a str, start: &str, seconds: u64) -> Call<'a> {
    let start: Start = start.parse().unwrap();
    Call::new(number, start, Duration::from_secs(seconds))
}

/// The amounts of an outcome before and after tax, or its status.
fn amounts(outcome: &Outcome<'_>) -> (String, String) {
    match outcome.charge() {
        Some(charge) => (charge.before_tax.amount_text(), charge.after_tax.amount_text()),
        None => (outcome.status().to_string(), String::new()),
    }
}

/// The plan whose prices the whole call has.
fn plan_of(counted: &Counted<'_>) -> String {
    let plan = match counted.parts.as_slice() {
        [] => counted.outcome.charge().unwrap().plan(),
        [part] => part.plan,
        _ => panic!("{counted:?}"),
    };
    plan.name().to_owned()
}

fn check(book: &Book, trunk: &str, account: &str, vectors: &[Vector]) {
    for &(name, number, start, seconds, before, after) in vectors {
        let outcome = book.rate(&call(number, start, seconds).trunk(trunk).account(account));
        let (got_before, got_after) = amounts(&outcome);
        assert_eq!(
            (got_before.as_str(), got_after.as_str()),
            (before, after),
            "{name}: {seconds} s to {number} at {start}: {outcome}"
        );
    }
}

/// What the same calls come to, as meant and as stored.
fn check_both(variant_name: &str, trunk: &str, account: &str, meant: &[Vector], stored: &[Vector]) {
    check(
        &variant(&format!("{variant_name}/intended")),
        trunk,
        account,
        meant,
    );
    check(
        &variant(&format!("{variant_name}/as-stored")),
        trunk,
        account,
        stored,
    );
}

mod tahiti {
    use super::*;

    #[test]
    fn the_package_bills_a_minute_and_then_seconds() {
        let inside: &[Vector] = &[
            ("A1", "431234", TUESDAY, 10, "10", "11"),
            ("A2", "431234", TUESDAY, 125, "20.84", "22.92"),
            ("A3", "771234", TUESDAY, 30, "16.37", "18"),
            ("A4", "561234", TUESDAY, 90, "19.1", "21.01"),
        ];
        let intended = variant("a-tahiti/intended");
        let mut counters = Counters::default();
        for &(name, number, start, seconds, before, after) in inside {
            let call = call(number, start, seconds).trunk("DAHDI/g1/1");
            let outcome = intended.rate_with(&mut counters, &call).outcome;
            assert_eq!(amounts(&outcome), (before.to_owned(), after.to_owned()), "{name}");
        }
        // Without a package to count, the same trunk has the prices beyond: 90 s of 23 F, which floats make a hundredth
        // dearer for 99 s (3451 hundredths). No rule says that.
        check(
            &intended,
            "DAHDI/g1/1",
            "",
            &[
                ("A5", "771234", TUESDAY, 90, "31.37", "34.5"),
                ("floats in ceil", "771234", TUESDAY, 99, "34.5", "37.95"),
            ],
        );
        check(&variant("a-tahiti/as-stored"), "DAHDI/g1/1", "", inside);
    }

    #[test]
    fn the_package_ends_and_a_new_month_begins_it_again() {
        let intended = variant("a-tahiti/intended");
        let mut counters = Counters::default();
        let mut rate = |start: &str, seconds| {
            let call = call("431234", start, seconds).trunk("DAHDI/g1/1");
            amounts(&intended.rate_with(&mut counters, &call).outcome).0
        };
        // 1 499 minutes at 10 F before tax: 14 990 F of 15 000.
        assert_eq!(rate("2011-12-01 08:00:00", 1_499 * 60), "14990");
        // The call that crosses the end stays inside, the next one does not.
        assert_eq!(rate("2011-12-03 08:00:00", 120), "20");
        assert_eq!(rate("2011-12-03 09:00:00", 60), "12.73");
        assert_eq!(rate("2012-01-01 00:00:00", 60), "10");

        // The month was never kept, so every call began a new package.
        let stored = variant("a-tahiti/as-stored");
        let mut counters = Counters::default();
        for start in [
            "2011-12-01 08:00:00",
            "2011-12-03 08:00:00",
            "2011-12-03 09:00:00",
        ] {
            let call = call("431234", start, 1_499 * 60).trunk("DAHDI/g1/1");
            assert_eq!(
                amounts(&stored.rate_with(&mut counters, &call).outcome).0,
                "14990"
            );
        }
    }

    #[test]
    fn units_last_as_long_as_destination_and_hour_say() {
        let units: &[Vector] = &[
            ("A6", "771234", TUESDAY, 100, "93.18", "102.49"),
            ("A7", "771234", "2011-12-17 10:00:00", 100, "62.12", "68.33"),
            ("A8", "431234", "2011-12-13 21:59:59", 500, "93.18", "102.49"),
            ("A9", "431234", "2011-12-13 22:00:00", 500, "62.12", "68.33"),
            ("A10", "561234", "2011-12-13 12:00:00", 151, "62.12", "68.33"),
            ("A11", "0033123456789", TUESDAY, 61, "93.18", "102.49"),
            ("A12", "0088212345678", TUESDAY, 10, "93.18", "102.49"),
            ("group B", "0061212345678", TUESDAY, 40, "62.12", "68.33"),
            ("group C", "0058212345678", TUESDAY, 31, "93.18", "102.49"),
            ("group E", "00870123456789", TUESDAY, 10, "93.18", "102.49"),
            (
                "islands of three digits",
                "881234",
                TUESDAY,
                150,
                "31.06",
                "34.16",
            ),
            ("889 is Tahiti", "889234", TUESDAY, 150, "31.06", "34.16"),
        ];
        check_both("a-tahiti", "DAHDI/g0/1", "", units, units);
    }

    #[test]
    fn numbers_that_cost_nothing_are_free_and_not_local() {
        let intended = variant("a-tahiti/intended");
        for number in [
            "321", "3612", "13", "19", "3640", "3660", "366512", "367012", "99001",
        ] {
            let outcome = intended.rate(&call(number, TUESDAY, 100));
            assert_eq!(outcome.status(), Status::Free, "{number}: {outcome}");
        }
        // Numbers of six digits were local before anybody looked for them among the others.
        let stored = variant("a-tahiti/as-stored");
        assert_eq!(amounts(&stored.rate(&call("366512", TUESDAY, 100))).0, "31.06");
        assert_eq!(stored.rate(&call("3612", TUESDAY, 100)).status(), Status::Free);
    }

    #[test]
    fn dollars_become_francs_and_periods_of_six_seconds_count() {
        let meant: &[Vector] = &[
            ("A13", "0033612345678", TUESDAY, 30, "19.44", "21.38"),
            ("A14", "0033612345678", TUESDAY, 95, "31.1", "34.21"),
            ("longest code", "0033671234567", TUESDAY, 60, "20.79", "22.86"),
            ("added in code", "0012125550100", TUESDAY, 60, "2", "2.2"),
        ];
        let stored: &[Vector] = &[
            ("A13", "0033612345678", TUESDAY, 30, "19.44", "21.38"),
            ("A14", "0033612345678", TUESDAY, 95, "29.16", "32.07"),
        ];
        check_both("a-tahiti", "IAX2/teliax-1", "", meant, stored);
    }

    #[test]
    fn the_gateway_rounds_up_to_a_franc() {
        let calls: &[Vector] = &[("A15", "771234", TUESDAY, 61, "21", "23")];
        check_both("a-tahiti", "DAHDI/gsm/1", "", calls, calls);
    }

    #[test]
    fn each_row_of_a_code_counts_for_its_kind() {
        let meant: &[Vector] = &[
            ("fixed", "0033123456789", TUESDAY, 60, "61.82", "68"),
            ("mobile", "0033612345678", TUESDAY, 60, "77.27", "85"),
            (
                "group in small letters",
                "0058212345678",
                TUESDAY,
                60,
                "124.55",
                "137",
            ),
            ("no row", "0044123456789", TUESDAY, 60, "unmatched", ""),
        ];
        let stored: &[Vector] = &[
            ("last row wins", "0033123456789", TUESDAY, 60, "77.27", "85"),
            ("mobile", "0033612345678", TUESDAY, 60, "77.27", "85"),
            ("refused row", "0058212345678", TUESDAY, 60, "139.09", "153"),
            ("row without a code", "0044123456789", TUESDAY, 60, "75.45", "83"),
        ];
        check_both("a-tahiti", "", "minutes", meant, stored);
    }
}

mod new_caledonia {
    use super::*;

    #[test]
    fn the_screen_of_the_manual_comes_out() {
        // 2011-12-13 is a Tuesday.
        let both: &[Vector] = &[
            ("B1", "872101", TUESDAY, 979, "177.65", "177.65"),
            ("B2", "872101", TUESDAY, 32, "10.45", "10.45"),
            ("B3", "854105", TUESDAY, 399, "73.15", "73.15"),
            ("B4", "872101", TUESDAY, 112, "20.9", "20.9"),
            ("B5", "759109", TUESDAY, 4, "9.45", "9.45"),
            ("B6", "759109", TUESDAY, 123, "47.25", "47.25"),
            ("B7", "196897110110", TUESDAY, 2266, "1436.4", "1436.4"),
            ("B10", "0033123456789", TUESDAY, 60, "unmatched", ""),
        ];
        check_both("b-new-caledonia", "", "", both, both);
        let book = variant("b-new-caledonia/intended");
        for (number, seconds, shown) in [
            ("872101", 979, "177"),
            ("872101", 32, "10"),
            ("854105", 399, "73"),
            ("872101", 112, "20"),
            ("759109", 4, "9"),
            ("759109", 123, "47"),
            ("196897110110", 2266, "1436"),
        ] {
            let outcome = book.rate(&call(number, TUESDAY, seconds));
            assert_eq!(outcome.charge().unwrap().shown_before_tax(), shown, "{number}");
        }
    }

    #[test]
    fn an_exact_multiple_and_a_saturday_were_wrong() {
        let meant: &[Vector] = &[
            ("B8", "872101", TUESDAY, 60, "10.45", "10.45"),
            ("B9", "872101", "2011-12-17 10:00:00", 61, "12.6", "12.6"),
            ("Sunday", "872101", "2011-12-18 10:00:00", 61, "12.6", "12.6"),
        ];
        let stored: &[Vector] = &[
            ("B8", "872101", TUESDAY, 60, "20.9", "20.9"),
            ("B9", "872101", "2011-12-17 10:00:00", 61, "20.9", "20.9"),
            ("Sunday", "872101", "2011-12-18 10:00:00", 61, "12.6", "12.6"),
        ];
        check_both("b-new-caledonia", "", "", meant, stored);
    }
}

mod simplified {
    use super::*;

    #[test]
    fn units_are_those_of_the_hour() {
        // At night the program charged the units of the call before; no rule says that, so nights are as meant only.
        let meant: &[Vector] = &[
            ("mobile", "771234", TUESDAY, 34, "31.06", "34.17"),
            (
                "mobile on Saturday",
                "771234",
                "2011-12-17 10:00:00",
                61,
                "62.12",
                "68.34",
            ),
            ("fixed", "431234", TUESDAY, 241, "62.12", "68.34"),
            (
                "fixed at night",
                "431234",
                "2011-12-13 23:00:00",
                480,
                "31.06",
                "34.17",
            ),
            ("abroad", "0033123456789", TUESDAY, 60, "unmatched", ""),
        ];
        let stored: &[Vector] = &[
            ("mobile", "771234", TUESDAY, 34, "62.12", "68.34"),
            (
                "mobile on Saturday",
                "771234",
                "2011-12-17 10:00:00",
                61,
                "62.12",
                "68.34",
            ),
            (
                "mobile on Sunday",
                "771234",
                "2011-12-18 10:00:00",
                60,
                "62.12",
                "68.34",
            ),
            ("fixed", "431234", TUESDAY, 239, "31.06", "34.17"),
            ("fixed, exactly", "431234", TUESDAY, 240, "62.12", "68.34"),
            ("abroad", "0033123456789", TUESDAY, 60, "unmatched", ""),
        ];
        check_both("c-simplified", "", "", meant, stored);
    }
}

mod optimum {
    use super::*;

    const JUNE: &str = "2014-06-11 10:00:00";

    fn inside(book: &Book, number: &str, seconds: u64) -> (String, String, String) {
        let call = call(number, JUNE, seconds).trunk("DAHDI/i1/1");
        let outcome = book.rate_with(&mut Counters::default(), &call).outcome;
        let charge = outcome.charge().unwrap_or_else(|| panic!("{number}: {outcome}"));
        (
            charge.before_tax.amount_text(),
            charge.after_tax.amount_text(),
            charge.shown_before_tax(),
        )
    }

    #[test]
    fn the_amount_with_tax_comes_first() {
        // The outside line is 00, so that 000033 is 0033.
        for (name, number, seconds, before, after) in [
            // Rounded up to a franc, the first minute too: 21.5717 are 22, and 22 / 1.13 are 19.47.
            ("D1", "000033123456789", 60, "19", "22"),
            ("D2", "000033123456789", 61, "19", "22"),
            ("D3", "000033123456789", 90, "29", "33"),
            ("D5", "000033612345678", 600, "334", "377"),
            ("D6", "000033791234567", 10, "34", "38"),
        ] {
            for book in ["d-optimum/intended/book.toml", "d-optimum/as-stored/book.toml"] {
                let got = inside(&variant(book), number, seconds);
                assert_eq!((got.0.as_str(), got.1.as_str()), (before, after), "{name} {book}");
            }
        }
        let first_minute = variant("d-optimum/as-stored/first-minute.toml");
        for (name, number, seconds, shown, after) in [
            ("D1", "000033123456789", 60, "19", "21.5717"),
            ("D6", "000033791234567", 10, "33", "37.6629"),
            ("local", "0040123456", 10, "10", "11"),
        ] {
            let got = inside(&first_minute, number, seconds);
            assert_eq!((got.2.as_str(), got.1.as_str()), (shown, after), "{name}");
        }
    }

    #[test]
    fn beyond_the_package_other_prices_hold() {
        let beyond: &[Vector] = &[("D4", "000033123456789", JUNE, 90, "36", "41")];
        check_both("d-optimum", "DAHDI/i1/1", "", beyond, beyond);
    }

    #[test]
    fn unknown_numbers_are_visible_and_forbidden_ones_are_not_tried_again() {
        let meant: &[Vector] = &[
            ("D7", "000099123456", JUNE, 60, "unmatched", ""),
            ("Audiotel", "00366512", JUNE, 60, "forbidden", ""),
        ];
        // The row stayed without a price, and every run tried it again.
        let stored: &[Vector] = &[
            ("D7", "000099123456", JUNE, 60, "unmatched", ""),
            ("Audiotel", "00366512", JUNE, 60, "unmatched", ""),
        ];
        check_both("d-optimum", "DAHDI/i1/1", "", meant, stored);
    }

    #[test]
    fn the_size_of_a_package_is_its_hours_of_local_calls() {
        let book = variant("d-optimum/intended");
        for (hours, account, size) in [
            (16, "16", 13_440),
            (25, "25", 16_500),
            (200, "", 132_000),
            (500, "500", 270_000),
        ] {
            let mut counters = Counters::default();
            let mut rate = |start: &str, seconds| {
                let call = call("0040123456", start, seconds)
                    .trunk("DAHDI/i1/1")
                    .account(account);
                let counted = book.rate_with(&mut counters, &call);
                (amounts(&counted.outcome).1, plan_of(&counted))
            };
            // The hours in one call use it up to the last franc.
            let (amount, plan) = rate("2014-06-01 00:00:00", hours * 3600);
            assert_eq!(amount, size.to_string(), "{hours} h");
            assert!(plan.starts_with("inside"), "{plan}");
            let (amount, plan) = rate("2014-06-29 00:00:00", 60);
            assert_eq!(amount, "14", "{hours} h");
            assert!(plan.starts_with("beyond"), "{plan}");
        }
    }
}

mod optimum_before_tax {
    use super::*;

    /// The tax changed on the first of October.
    const AT_10: &str = "2013-09-30 23:59:59";
    const AT_13: &str = "2013-10-01 00:00:00";

    #[test]
    fn amounts_are_exact_and_the_tax_is_that_of_the_day() {
        for book in ["e-optimum-ht/intended", "e-optimum-ht/as-stored"] {
            let book = variant(book);
            for (name, number, seconds, before, at_13, at_10) in [
                ("D1", "00033123456789", 60, "19.09", "21.5717", "20.999"),
                ("D2", "00033123456789", 61, "19.408167", "21.931228", "21.348983"),
                ("D3", "00033123456789", 90, "28.635", "32.35755", "31.4985"),
                ("D5", "00033612345678", 600, "333.3", "376.629", "366.63"),
                ("D6", "00033791234567", 10, "33.33", "37.6629", "36.663"),
            ] {
                for (start, after) in [(AT_13, at_13), (AT_10, at_10)] {
                    let call = call(number, start, seconds).trunk("SIP/gw1");
                    let outcome = book.rate_with(&mut Counters::default(), &call).outcome;
                    assert_eq!(amounts(&outcome), (before.to_owned(), after.to_owned()), "{name}");
                }
            }
        }
        check(
            &variant("e-optimum-ht/intended"),
            "SIP/gw1",
            "",
            &[
                ("D4", "00033123456789", AT_13, 90, "35.46", "40.0698"),
                ("D4", "00033123456789", AT_10, 90, "35.46", "39.006"),
                ("D7", "00099123456", AT_13, 90, "unmatched", ""),
            ],
        );
    }

    #[test]
    fn each_gateway_has_a_package_of_its_own() {
        let book = variant("e-optimum-ht/intended");
        let mut counters = Counters::default();
        let mut plan = |trunk: &str, seconds| {
            let call = call("040123456", AT_13, seconds).trunk(trunk);
            let counted = book.rate_with(&mut counters, &call);
            plan_of(&counted)
        };
        // 500 hours and a second, since the package is a third of a millionth larger than they are.
        assert_eq!(plan("SIP/gw1", 500 * 3600 + 1), "inside");
        assert_eq!(plan("SIP/gw1", 60), "beyond");
        assert_eq!(plan("SIP/gw2", 60), "inside");
    }

    #[test]
    fn classic_steps_are_started_ones() {
        let meant: &[Vector] = &[
            ("ZAM4", "000260211123456", AT_13, 61, "683.32", "772.1516"),
            ("ZAM4", "000260211123456", AT_13, 59, "341.66", "386.0758"),
        ];
        let stored: &[Vector] = &[
            ("ZAM4", "000260211123456", AT_13, 61, "341.66", "386.0758"),
            ("ZAM4", "000260211123456", AT_13, 59, "0", "0"),
        ];
        check_both("e-optimum-ht", "", "classic", meant, stored);
    }

    #[test]
    fn nights_begin_at_ten() {
        for (book, band) in [
            ("e-optimum-ht/intended", "offpeak"),
            ("e-optimum-ht/as-stored", "peak"),
        ] {
            let book = variant(book);
            let outcome = book.rate(&call("000260211123456", "2013-10-01 22:30:00", 61).account("classic"));
            assert_eq!(outcome.charge().unwrap().band(), band);
        }
    }
}
