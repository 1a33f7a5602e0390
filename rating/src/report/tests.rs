use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::*;
use crate::{Money, Rounding};

const NOUMEA: Tz = chrono_tz::Pacific::Noumea;

fn francs(micros: i64) -> Money {
    Money::from_micros(micros, Currency::XPF)
}

fn owner(department: &'static str, person: &'static str, extension: &'static str) -> Owner<'static> {
    Owner {
        department,
        person,
        extension,
    }
}

fn reading(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
}

/// The first department on the billing screen of the original's manual, and a call of nobody's.
fn manual() -> Vec<Entry<'static>> {
    let priced = |extension, person, seconds, micros| {
        Entry::priced(Status::Rated, seconds, francs(micros), francs(micros))
            .owner(owner("Divers (Téléphones divers)", person, extension))
            .at(reading("2011-12-19 11:08:58"))
            .number("872345")
    };
    vec![
        priced("293", "Salle Conseil", 6, 10_450_000),
        priced("292", "", 248, 106_900_000),
        priced("291", "", 10_000, 2_500_000_000),
        priced("291", "", 684, 99_900_000),
        Entry::priced(Status::Rated, 60, francs(5_000_000), francs(5_000_000))
            .owner(owner("", "=cmd", "299")),
    ]
}

fn report(keys: &[Key], entries: &[Entry<'_>]) -> Report {
    let mut report = Report::new(keys.iter().copied(), Currency::XPF, NOUMEA);
    for entry in entries {
        report.add(entry).unwrap();
    }
    report
}

#[test]
fn a_summary_is_that_of_the_original_screen() {
    let summary = report(&[Key::Department, Key::Extension], &manual())
        .finish()
        .unwrap();
    let csv = summary
        .table(&Words::FRENCH, Figures::Shown(Rounding::Floor))
        .to_csv();
    assert_eq!(
        csv.replace("\r\n", "\n"),
        "Service,Poste,Appels,Taxés,Gratuits,Interdits,Sans tarif,Erronés,Durée,Durée facturée,HT,Taxe,TTC\n\
         Divers (Téléphones divers),291,2,2,0,0,0,0,2:58:04,2:58:04,2599,0,2599\n\
         Divers (Téléphones divers),292,1,1,0,0,0,0,0:04:08,0:04:08,106,0,106\n\
         Divers (Téléphones divers),293,1,1,0,0,0,0,0:00:06,0:00:06,10,0,10\n\
         TOTAL Divers (Téléphones divers),,4,4,0,0,0,0,3:02:18,3:02:18,2717,0,2717\n\
         Inconnu,299,1,1,0,0,0,0,0:01:00,0:01:00,5,0,5\n\
         TOTAL Inconnu,,1,1,0,0,0,0,0:01:00,0:01:00,5,0,5\n\
         TOTAL,,5,5,0,0,0,0,3:03:18,3:03:18,2722,0,2722\n\
         Taxe et arrondi : par appel.\n"
    );
}

#[test]
fn a_detailed_report_has_the_newest_call_first_and_hides_numbers() {
    let entry = |at, number, status| {
        let entry = match status {
            Status::Rated => Entry::priced(status, 36, francs(10_450_000), francs(10_450_000)),
            _ => Entry::without_price(status, 36),
        };
        entry
            .at(reading(at))
            .number(number)
            .owner(owner("D", "", "207"))
            .destination("Local fixed")
    };
    let entries = [
        entry("2011-12-19 10:52:57", "872345", Status::Rated),
        entry("2011-12-19 11:08:58", "84", Status::Unmatched),
        entry("2011-12-19 10:40:00", "é€872345", Status::Rated),
    ];
    let table = |report: Report| {
        let summary = report.finish().unwrap();
        summary
            .table(&Words::ENGLISH, Figures::Exact)
            .to_csv()
            .replace("\r\n", "\n")
    };
    let empty = || Report::new([Key::Extension], Currency::XPF, NOUMEA).detail(true);
    let filled = |mut report: Report| {
        for entry in &entries {
            report.add(entry).unwrap();
        }
        report
    };
    assert_eq!(
        table(filled(empty())),
        "Phone,Date,Number,Destination,Result,Duration,Billed,Before tax,Tax,After tax\n\
         207,2011-12-19 11:08:58,84***,Local fixed,without rate,0:00:36,0:00:00,,,\n\
         207,2011-12-19 10:52:57,872***,Local fixed,priced,0:00:36,0:00:36,10.45,0,10.45\n\
         207,2011-12-19 10:40:00,é€8***,Local fixed,priced,0:00:36,0:00:36,10.45,0,10.45\n\
         TOTAL 207,,,,3,0:01:12,0:01:12,20.9,0,20.9\n\
         TOTAL,,,,3,0:01:12,0:01:12,20.9,0,20.9\n\
         Tax and rounding: for each call.\n"
    );
    assert!(table(filled(empty().whole_numbers(true))).contains(",872345,"));
    let total_only = filled(Report::new([], Currency::XPF, NOUMEA).detail(true));
    assert!(table(total_only).starts_with("Date,Number,Destination,"));
}

#[test]
fn months_and_days_begin_at_midnight_of_the_zone() {
    let paris = chrono_tz::Europe::Paris;
    let outcome = Outcome::NotAnswered;
    let entry = |start: &str| {
        let start: crate::Start = start.parse().unwrap();
        Entry::of(
            &Call::new("1", start, Duration::ZERO),
            &outcome,
            Currency::EUR,
            paris,
        )
        .at
    };
    let day = |day, hour, minute| {
        NaiveDate::from_ymd_opt(2026, 3, day)
            .unwrap()
            .and_hms_opt(hour, minute, 0)
    };
    // The clock goes from 02:00 to 03:00 on the 29th.
    assert_eq!(entry("2026-03-29T01:30:00Z"), day(29, 3, 30));
    assert_eq!(entry("2026-03-28T23:00:00Z"), day(29, 0, 0));
    let mut report = Report::new([Key::Month, Key::Day], Currency::EUR, paris);
    for start in [
        "2026-03-31T21:59:59Z",
        "2026-03-31T22:00:00Z",
        "2026-03-31 23:59:59",
    ] {
        let start: crate::Start = start.parse().unwrap();
        report
            .add_call(&Call::new("1", start, Duration::ZERO), Owner::default(), &outcome)
            .unwrap();
    }
    let summary = report.finish().unwrap();
    let names: Vec<_> = summary
        .groups
        .iter()
        .map(|month| {
            (
                month.name.as_str(),
                month.groups[0].name.as_str(),
                month.total.counts.free,
            )
        })
        .collect();
    assert_eq!(
        names,
        [("2026-03", "2026-03-31", 2), ("2026-04", "2026-04-01", 1)]
    );
}

#[test]
fn numbers_without_a_rate_are_listed_with_their_calls() {
    let mut report = Report::new([], Currency::XPF, NOUMEA).limits(Limits {
        unmatched: 2,
        ..Limits::default()
    });
    for number in ["+44", "+33", "+33", "=1+1", "+55"] {
        report
            .add(&Entry::without_price(Status::Unmatched, 30).number(number))
            .unwrap();
    }
    let summary = report.finish().unwrap();
    assert_eq!(
        summary.unmatched_table(&Words::ENGLISH).to_csv(),
        "Number,Calls,Duration\r\n'+33,2,0:01:00\r\n'+44,1,0:00:30\r\nother numbers,2,0:01:00\r\n"
    );
    assert_eq!(summary.total.counts.unmatched, 5);
}

#[test]
fn what_does_not_fit_counts_nowhere() {
    let limits = Limits {
        groups: 1,
        lines: 2,
        unmatched: 1,
    };
    let mut report = Report::new([Key::Trunk], Currency::XPF, NOUMEA)
        .limits(limits)
        .detail(true);
    let entry = Entry::priced(Status::Rated, 1, francs(i64::MAX), francs(i64::MAX)).trunk("a\0b");
    report.add(&entry).unwrap();
    let euro = Money::zero(Currency::EUR);
    for (entry, expected) in [
        (
            entry,
            "the sum is too large for an amount; choose a shorter period",
        ),
        (
            Entry::priced(Status::Free, 1, euro, euro).trunk("a\0b"),
            "a call is rated in EUR, not in XPF; make a report for each currency",
        ),
        (
            Entry::without_price(Status::Forbidden, 1).trunk("c"),
            "the report has more than 1 groups; group by less, or take a shorter period",
        ),
    ] {
        assert_eq!(report.add(&entry).unwrap_err().to_string(), expected);
        assert_eq!(report.calls(), 1);
    }
    let small = Entry::without_price(Status::Forbidden, 1).trunk("a\0b");
    report.add(&small).unwrap();
    assert_eq!(
        report.add(&small).unwrap_err().to_string(),
        "the detailed report has more than 2 lines; take a shorter period, or a summary"
    );
    let other = Report::new([Key::Day], Currency::XPF, NOUMEA);
    assert_eq!(report.clone().merge(other), Err(ReportError::OtherReport));
    let summary = report.finish().unwrap();
    assert_eq!(summary.groups[0].name, "a\u{fffd}b");
    assert_eq!(
        (summary.total.counts.rated, summary.total.counts.forbidden),
        (1, 1)
    );
}

/// Three calls of 2.4 francs with 13 % tax: 6 and 6 by line, 6 and 7 by invoice.
#[test]
fn an_invoice_is_rounded_once() {
    let line = |before, after| Entry::priced(Status::Rated, 60, francs(before), francs(after));
    let by_line = [line(2_000_000, 2_000_000).owner(owner("a", "", "1")); 3];
    let sums = |summary: &Summary| {
        (
            summary.total.before_tax.amount_text(),
            summary.total.after_tax.amount_text(),
        )
    };
    let summary = report(&[Key::Department], &by_line).finish().unwrap();
    assert_eq!(sums(&summary), ("6".into(), "6".into()));

    let entry = line(2_000_000, 2_260_000);
    let mut report = Report::new([Key::Department, Key::Extension], Currency::XPF, NOUMEA)
        .invoices(Rounding::HalfUp, 1_000_000);
    for (department, extension) in [("a", "1"), ("a", "1"), ("a", "2"), ("b", "3")] {
        report
            .add(&entry.owner(owner(department, "", extension)))
            .unwrap();
    }
    let summary = report.clone().finish().unwrap();
    assert_eq!(
        summary
            .table(&Words::ENGLISH, Figures::Exact)
            .to_csv()
            .replace("\r\n", "\n"),
        "Department,Phone,Calls,Priced,Free,Forbidden,Without rate,Bad records,Duration,Billed,Before tax,Tax,After tax\n\
         a,1,2,2,0,0,0,0,0:02:00,0:02:00,4,0.52,4.52\n\
         a,2,1,1,0,0,0,0,0:01:00,0:01:00,2,0.26,2.26\n\
         TOTAL a,,3,3,0,0,0,0,0:03:00,0:03:00,6,1,7\n\
         b,3,1,1,0,0,0,0,0:01:00,0:01:00,2,0.26,2.26\n\
         TOTAL b,,1,1,0,0,0,0,0:01:00,0:01:00,2,0,2\n\
         TOTAL,,4,4,0,0,0,0,0:04:00,0:04:00,8,1,9\n\
         \"Tax and rounding: for each invoice, which is a group of the first column.\"\n"
    );
    let other = Report::new([Key::Department, Key::Extension], Currency::XPF, NOUMEA);
    assert_eq!(report.merge(other), Err(ReportError::OtherReport));
    let mut whole = Report::new([], Currency::XPF, NOUMEA).invoices(Rounding::Up, 50_000);
    whole.add(&line(2_410_000, 2_430_001)).unwrap();
    assert_eq!(sums(&whole.finish().unwrap()), ("2.45".into(), "2.45".into()));
}

#[test]
fn every_key_is_read_by_its_name() {
    for key in Key::ALL {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    assert_eq!("extension".parse(), Ok(Key::Extension));
    assert_eq!(
        "office".parse::<Key>().unwrap_err().to_string(),
        "\"office\" is nothing to group by; use department, phone, person, destination, trunk, month or day"
    );
    for code in ["en", "fr", "es", "ru"] {
        assert!(Words::of(code).is_some(), "{code}");
    }
    assert_eq!(Words::of("de"), None);
}

/// Calls as they come: `(status, department, extension, destination, day, seconds, micros, tax)`.
type Sample = (Status, u8, u8, u8, u32, u64, i64, i64);

fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let status = prop::sample::select(vec![
        Status::Rated,
        Status::Free,
        Status::Forbidden,
        Status::Unmatched,
        Status::Rejected,
    ]);
    let one = (
        status,
        0u8..4,
        0u8..4,
        0u8..3,
        1u32..28,
        0u64..10_000,
        0i64..1_000_000_000,
        0i64..1_000_000,
    );
    prop::collection::vec(one, 0..40)
}

const NAMES: [&str; 4] = ["", "a", "b", "é"];

fn entry(
    &(status, department, extension, destination, day, seconds, micros, tax): &Sample,
) -> Entry<'static> {
    let entry = match status {
        Status::Rated => Entry::priced(status, seconds, francs(micros), francs(micros + tax)),
        Status::Free => Entry::priced(status, seconds, francs(0), francs(0)),
        _ => Entry::without_price(status, seconds),
    };
    let at = NaiveDate::from_ymd_opt(2026, 1 + day % 3, day).unwrap();
    entry
        .owner(owner(
            NAMES[usize::from(department)],
            "",
            NAMES[usize::from(extension)],
        ))
        .destination(NAMES[usize::from(destination)])
        .number(NAMES[usize::from(extension)])
        .at(at.into())
}

fn keys() -> impl Strategy<Value = Vec<Key>> {
    prop::sample::subsequence(Key::ALL.to_vec(), 0..=4).prop_shuffle()
}

/// Whether groups hold what is within them, down to the calls.
fn check(groups: &[Group], total: &Total, keys: &[Key]) -> Result<(), TestCaseError> {
    let mut sum = Total::zero(Currency::XPF);
    for group in groups {
        sum = sum.plus(&group.total).unwrap();
        prop_assert_eq!(group.key, keys[0]);
        if keys.len() > 1 {
            check(&group.groups, &group.total, &keys[1..])?;
        } else {
            prop_assert_eq!(group.lines.len() as u64, group.total.counts.all());
            let micros: i64 = group.lines.iter().map(|line| line.after_tax.micros()).sum();
            prop_assert_eq!(micros, group.total.after_tax.micros());
        }
    }
    prop_assert_eq!(&sum, total);
    Ok(())
}

proptest! {
    /// Nothing is lost or counted twice: lines add up to groups, groups to the total, the five counts to the calls.
    #[test]
    fn parts_add_up_to_the_whole(samples in samples(), keys in keys()) {
        let mut report = Report::new(keys.iter().copied(), Currency::XPF, NOUMEA).detail(true);
        for sample in &samples {
            report.add(&entry(sample)).unwrap();
        }
        let summary = report.finish().unwrap();
        prop_assert_eq!(summary.total.counts.all(), samples.len() as u64);
        let expected: i64 = samples
            .iter()
            .filter(|sample| sample.0 == Status::Rated)
            .map(|sample| sample.6 + sample.7)
            .sum();
        prop_assert_eq!(summary.total.after_tax.micros(), expected);
        let missed: u64 = summary.unmatched.iter().map(|number| number.calls).sum();
        prop_assert_eq!(missed, summary.total.counts.unmatched);
        if keys.is_empty() {
            prop_assert_eq!(summary.lines.len(), samples.len());
        } else {
            check(&summary.groups, &summary.total, &keys)?;
        }
        // Every row of the file has a cell for every head.
        for detail in [true, false] {
            let table = Summary { detail, ..summary.clone() }.table(&Words::RUSSIAN, Figures::Exact);
            for row in table.rows.iter().filter(|row| row.kind != RowKind::Note) {
                prop_assert_eq!(row.cells.len(), table.heads.len());
            }
        }
    }

    /// A year is the sum of its months, however it is cut.
    #[test]
    fn splitting_a_period_does_not_change_a_sum(samples in samples(), keys in keys(), cut: prop::sample::Index) {
        let cut = cut.index(samples.len() + 1);
        let of = |samples: &[Sample]| {
            let entries: Vec<_> = samples.iter().map(entry).collect();
            report(&keys, &entries)
        };
        let mut parts = of(&samples[..cut]);
        parts.merge(of(&samples[cut..])).unwrap();
        prop_assert_eq!(parts.finish().unwrap(), of(&samples).finish().unwrap());
    }

    /// What stands in a name comes back from the file, and never as a formula.
    #[test]
    fn cells_are_never_formulas(text in "[-=+@,\"a\t\r\n é]{0,8}") {
        let row = csv_row([text.as_str()]);
        let cell = row.strip_suffix("\r\n").unwrap();
        let cell = match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
            Some(quoted) => quoted.replace("\"\"", "\""),
            None => cell.to_owned(),
        };
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(&cell), text);
    }
}
