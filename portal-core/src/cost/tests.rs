use proptest::prelude::*;

use super::*;
use crate::Profile;
use crate::call_log::Price;
use crate::call_log::tests::{cdr, index};
use crate::testing::subject;

/// An outgoing call of 2026-11-22, 10:00 UTC.
fn call(
    name: &str,
    extension: &str,
    person: Option<i64>,
    department: Option<i64>,
    seconds: u64,
    micros: i64,
) -> CallRecord {
    let mut call = CallRecord::new(
        cdr("106", "PJSIP/phone106-01", "872123", "PJSIP/trunk-02"),
        &index(),
    );
    call.caller = Party {
        number: extension.into(),
        name: name.into(),
        phone: extension.parse().ok().map(PhoneId),
        person: person.map(PersonId),
        department: department.map(DepartmentId),
    };
    call.cdr.billable = Duration::from_secs(seconds);
    call.pricing = Pricing::Priced(Price {
        before_tax_micros: micros,
        after_tax_micros: micros,
        currency: "XPF".into(),
        destination: "Local".into(),
    });
    call
}

fn departments() -> Vec<Department> {
    let department = |id, short_name: &str, full_name: &str| Department {
        id: DepartmentId(id),
        short_name: short_name.into(),
        full_name: full_name.into(),
        parent: None,
    };
    vec![
        department(1, "Divers", "Téléphones divers"),
        department(2, "Accueil", ""),
    ]
}

/// Calls as the store has them.
fn numbered(calls: &[CallRecord]) -> Vec<(CallId, CallRecord)> {
    let numbers = (1..).map(CallId);
    numbers.zip(calls.iter().cloned()).collect()
}

fn report(calls: &[CallRecord], subject: &Subject, form: &QueryForm<'_>) -> Report {
    let (calls, departments) = (numbered(calls), departments());
    let facts = Facts {
        calls: &calls,
        departments: &departments,
        zone: Tz::UTC,
        currency: Currency::XPF,
        rounding: Rounding::Floor,
    };
    Report::build(subject, &Query::parse(form).unwrap(), &facts).unwrap()
}

fn november() -> QueryForm<'static> {
    QueryForm {
        month: "2026-11",
        ..QueryForm::default()
    }
}

fn accounting() -> Subject {
    subject(9, &[Profile::Accounting], &[], &[])
}

/// The first department on the billing screen of the manual.
fn manual() -> Vec<CallRecord> {
    vec![
        call("Salle Conseil", "293", None, Some(1), 6, 10_450_000),
        call("", "292", None, Some(1), 248, 106_900_000),
        call("", "291", None, Some(1), 10_000, 2_500_000_000),
        call("", "291", None, Some(1), 684, 99_900_000),
    ]
}

#[test]
fn totals_are_sums_of_unrounded_amounts() {
    let report = report(&manual(), &accounting(), &november());
    let shown = |line: &Line| {
        (
            line.extension.clone(),
            clock(line.total.duration),
            report.shown(line.total.before_tax),
        )
    };
    let text =
        |extension: &str, duration: &str, amount: &str| (extension.into(), duration.into(), amount.into());
    let group = &report.groups[0];
    assert_eq!(
        group.lines.iter().map(shown).collect::<Vec<_>>(),
        [
            text("291", "2:58:04", "2599"),
            text("292", "0:04:08", "106"),
            text("293", "0:00:06", "10")
        ]
    );
    assert_eq!(group.heading, "Divers (Téléphones divers)");
    assert_eq!(
        (
            clock(group.total.duration).as_str(),
            report.shown(group.total.after_tax).as_str()
        ),
        ("3:02:18", "2717")
    );
    assert_eq!((group.total.calls, group.lines[0].total.calls), (4, 2));
}

#[test]
fn roles_see_the_costs_that_the_manual_says() {
    let calls = [
        call("a", "106", Some(1), Some(1), 60, 1_000_000),
        call("b", "107", Some(2), Some(1), 60, 10_000_000),
        call("c", "108", Some(3), Some(2), 60, 100_000_000),
    ];
    for (who, profile, departments, expected) in [
        (1, Profile::User, &[1][..], "1"),
        (1, Profile::DepartmentHead, &[1], "11"),
        (1, Profile::Calls, &[1], "1"),
        (9, Profile::Direction, &[], "111"),
        (9, Profile::Accounting, &[], "111"),
        (9, Profile::Administrator, &[], "111"),
    ] {
        let report = report(&calls, &subject(who, &[profile], &[], departments), &november());
        assert_eq!(report.shown(report.total.before_tax), expected, "{profile}");
    }
    let query = Query::parse(&november()).unwrap();
    let calls = numbered(&calls);
    let facts = Facts {
        calls: &calls,
        departments: &[],
        zone: Tz::UTC,
        currency: Currency::XPF,
        rounding: Rounding::Floor,
    };
    let auditor = subject(1, &[Profile::Auditor], &[], &[]);
    assert!(matches!(
        Report::build(&auditor, &query, &facts),
        Err(ReportError::Denied(_))
    ));
    let euro = Facts {
        currency: Currency::EUR,
        ..facts
    };
    let error = Report::build(&accounting(), &query, &euro).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a call is rated in XPF, not in EUR; rate it again with the current tariffs"
    );
}

#[test]
fn queries_narrow_by_period_department_and_phone() {
    let calls = [
        call("a", "106", Some(1), Some(1), 60, 1_000_000),
        call("b", "107", Some(2), Some(1), 60, 10_000_000),
        call("c", "108", Some(3), Some(2), 60, 100_000_000),
        CallRecord {
            pricing: Pricing::NoTariff {
                reason: String::new(),
            },
            ..call("d", "109", None, None, 60, 1)
        },
        call("free", "109", None, None, 60, 0),
    ];
    let none = QueryForm::default();
    for (form, expected) in [
        (november(), "111"),
        (
            QueryForm {
                month: "2026-10",
                ..none
            },
            "0",
        ),
        (
            QueryForm {
                from: "2026-11-22",
                to: "2026-11-22",
                ..none
            },
            "111",
        ),
        (
            QueryForm {
                from: "2026-11-23",
                ..none
            },
            "0",
        ),
        (
            QueryForm {
                department: "1",
                ..november()
            },
            "11",
        ),
        (
            QueryForm {
                phones: &["106", "108"],
                ..november()
            },
            "101",
        ),
    ] {
        let report = report(&calls, &accounting(), &form);
        assert_eq!(report.shown(report.total.before_tax), expected, "{form:?}");
    }
}

#[test]
fn a_detailed_report_hides_whom_others_called() {
    let calls = [
        call("a", "106", Some(1), Some(1), 60, 1_000_000),
        call("a", "106", Some(1), Some(1), 60, 2_000_000),
        call("b", "107", Some(2), None, 60, 4_000_000),
    ];
    let detail = QueryForm {
        report: "detail",
        ..november()
    };
    let own = report(&calls, &subject(1, &[Profile::User], &[], &[]), &detail);
    assert_eq!(own.groups[0].lines[0].call.as_ref().unwrap().number, "872123");
    let all = report(&calls, &accounting(), &detail);
    let lines: Vec<_> = all.groups.iter().flat_map(|group| &group.lines).collect();
    assert!(
        lines
            .iter()
            .all(|line| line.call.as_ref().unwrap().number == "872***")
    );
    assert_eq!(
        lines.iter().map(|line| line.first).collect::<Vec<_>>(),
        [true, false, true]
    );
    assert_eq!(
        all.groups
            .iter()
            .map(|group| group.heading.as_str())
            .collect::<Vec<_>>(),
        ["Divers (Téléphones divers)", ""]
    );
}

#[test]
fn the_file_has_title_date_criteria_and_totals() {
    let texts = CsvTexts {
        title: "Facturation",
        date: ("Date", "22/11/2026"),
        report: ("Type", "Récapitulatif"),
        criteria: Some("mois=2026-11, service=Divers"),
        heads: [
            "Service",
            "Nom (poste)",
            "Date",
            "Appelé",
            "Appels",
            "Durée",
            "CFP HT",
            "CFP TTC",
        ],
        subtotal: "TOTAL SERVICE",
        total: "TOTAL",
        unknown: "Inconnu",
    };
    let mut calls = manual();
    calls.push(call("=cmd", "299", None, None, 60, 5_000_000));
    let summary = report(&calls, &accounting(), &november());
    assert_eq!(
        summary.csv(&texts, Tz::UTC).replace("\r\n", "\n"),
        "Facturation\nDate,22/11/2026\nType,Récapitulatif\n\"mois=2026-11, service=Divers\"\n\n\
         Service,Nom (poste),Appels,Durée,CFP HT,CFP TTC\n\
         Divers (Téléphones divers)\n\
         ,(291),2,2:58:04,2599,2599\n,(292),1,0:04:08,106,106\n,Salle Conseil (293),1,0:00:06,10,10\n\
         ,TOTAL SERVICE,4,3:02:18,2717,2717\n\
         Inconnu\n,'=cmd (299),1,0:01:00,5,5\n,TOTAL SERVICE,1,0:01:00,5,5\n\
         ,TOTAL,5,3:03:18,2722,2722\n"
    );
    let detail = report(
        &calls[..1],
        &accounting(),
        &QueryForm {
            report: "detail",
            ..november()
        },
    );
    let file = detail.csv(
        &CsvTexts {
            criteria: None,
            ..texts
        },
        chrono_tz::Pacific::Noumea,
    );
    assert!(
        file.contains(",Salle Conseil (293),2026-11-22 21:00:00,872***,0:00:06,10,10\r\n"),
        "{file}"
    );
}

proptest! {
    /// Nothing is lost or counted twice between a call, its line, its department and the total.
    #[test]
    fn lines_add_up_to_subtotals_and_subtotals_to_the_total(
        calls in prop::collection::vec((0u8..4, 0u8..4, 1u64..10_000, 1i64..1_000_000_000), 0..30), detail: bool,
    ) {
        let calls: Vec<_> = calls
            .iter()
            .map(|&(phone, department, seconds, micros)| {
                let department = (department < 3).then_some(i64::from(department));
                call("x", &format!("10{phone}"), None, department, seconds, micros)
            })
            .collect();
        let form = QueryForm { report: if detail { "detail" } else { "summary" }, ..november() };
        let report = report(&calls, &accounting(), &form);
        let sum = |totals: Vec<&Total>| {
            totals.iter().fold((0, Duration::ZERO, 0), |(calls, time, micros), total| {
                (calls + total.calls, time + total.duration, micros + total.before_tax.micros())
            })
        };
        let micros = |call: &CallRecord| call.pricing.price().unwrap().before_tax_micros;
        let expected = (
            calls.len() as u64,
            calls.iter().map(|call| call.cdr.billable).sum::<Duration>(),
            calls.iter().map(micros).sum::<i64>(),
        );
        prop_assert_eq!(sum(vec![&report.total]), expected);
        prop_assert_eq!(sum(report.groups.iter().map(|group| &group.total).collect()), expected);
        for group in &report.groups {
            let lines = group.lines.iter().map(|line| &line.total).collect();
            prop_assert_eq!(sum(lines), sum(vec![&group.total]));
        }
        let lines: Vec<_> = report.groups.iter().flat_map(|group| &group.lines).collect();
        let one_per_call = lines.len() == calls.len();
        let one_per_phone = lines.iter().all(|line| line.first);
        let right = if detail { one_per_call } else { one_per_phone };
        prop_assert!(right, "{}", detail);
    }
}
