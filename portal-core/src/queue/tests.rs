use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
use proptest::prelude::*;

use super::abandon::{CallBack, Rates, Recovery, callers, recover};
use super::count::Counts;
use super::log::Refusal;
use super::reconcile::{Cause, reconcile};
use super::rollup::{Report, Rollup, Totals};
use super::service_level::{Thresholds, Variant};
use super::table::{CsvTexts, Kind, Label, Options, Row, Table, Value};
use super::visit::tests::{Reduced, any_log, reduce};
use super::visit::{Name, Outcome};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn all_days() -> Range<NaiveDate> {
    day("2026-11-01")..day("2027-06-01")
}

fn rollup(reduced: &Reduced, zone: Tz) -> Rollup {
    let mut rollup = Rollup::new(zone, Thresholds::default());
    for visit in &reduced.visits {
        rollup.add(visit);
    }
    for refused in &reduced.refused {
        rollup.add_refused(refused);
    }
    rollup
}

fn report(log: &str) -> Report {
    rollup(&reduce(log), Paris).report(all_days(), |_| true)
}

fn shown(row: &Row) -> Vec<String> {
    row.cells
        .iter()
        .map(|cell| match cell.value {
            Value::Count(count) => count.to_string(),
            Value::Share(share) => share.to_string(),
            Value::Time(time) => time.map_or("-".to_owned(), |time| time.as_secs().to_string()),
        })
        .collect()
}

fn waits(table: &Table) -> Vec<(u64, Vec<String>)> {
    table
        .rows
        .iter()
        .map(|row| match &row.label {
            Label::Wait(slot) => (slot.from, shown(row)),
            other => panic!("{other:?}"),
        })
        .collect()
}

/// Two members, three callers and one who came out of hours.
const SYNTHETIC: &str = "
    0|MANAGER|q|m1|ADDMEMBER|
    10|MANAGER|q|m2|ADDMEMBER|
    20|c1|q|NONE|ENTERQUEUE||0601|1
    45|c1|q|m1|CONNECT|25|9.1|5
    105|c1|q|m1|COMPLETECALLER|25|60|1
    110|c2|q|NONE|ENTERQUEUE||0602|1
    145|c2|q|NONE|ABANDON|1|1|35
    150|NONE|q|m2|PAUSE|
    210|NONE|q|m2|UNPAUSE|
    220|c3|q|NONE|ENTERQUEUE||0603|1
    290|c3|q|m2|CONNECT|70|9.2|5
    300|c3|q|m2|COMPLETEAGENT|70|10|1
    310|c4|q|NONE|CLOSED|
    400|MANAGER|q|m2|REMOVEMEMBER|
    500|NONE|q|m1|PAUSE|
    560|MANAGER|q|m1|REMOVEMEMBER|";

#[test]
fn the_synthetic_log_gives_its_figures() {
    let report = report(SYNTHETIC);
    let counts = &report.queues["q"].counts;
    assert_eq!((counts.offered(), counts.arrived()), (3, 4));
    assert_eq!(counts.share(Outcome::Answered).to_string(), "66.7");
    assert_eq!(counts.share(Outcome::Abandoned).to_string(), "33.3");
    assert_eq!(counts.not_let_in(Refusal::Closed), 1);
    let table = |kind| Table::new(kind, &report, Options::default());
    assert_eq!(
        waits(&table(Kind::ServiceLevel)),
        [
            (0, vec!["1".into(), "50.0".into(), "50.0".into()]),
            (30, vec!["0".into(), "0.0".into(), "50.0".into()]),
            (60, vec!["1".into(), "50.0".into(), "100.0".into()])
        ]
    );
    assert_eq!(waits(&table(Kind::Abandons))[1].1, ["1", "100.0", "100.0"]);
}

#[test]
fn the_example_of_the_service_level_gives_seven_figures() {
    let mut totals = Totals::default();
    totals.counts.outcomes[Outcome::Answered as usize] = 1000;
    totals.counts.outcomes[Outcome::Abandoned as usize] = 60;
    (
        totals.answered_in_time,
        totals.abandoned_in_time,
        totals.abandoned_short,
    ) = (860, 20, 10);
    // 86.00, 81.13, 82.69, 83.02, 82.08 and twice 81.90 percent.
    let shown = Variant::ALL.map(|variant| variant.of(&totals).to_string());
    assert_eq!(shown, ["86.0", "81.1", "82.7", "83.0", "82.1", "81.9", "81.9"]);
    totals.counts.refused[Refusal::Full as usize] = 50;
    assert_eq!(Variant::Arrived.of(&totals).to_string(), "78.2");
    assert_eq!(Variant::Offered.of(&totals).to_string(), "81.9");
}

#[test]
fn an_empty_total_divides_by_nothing_and_is_not_perfect() {
    let report = Rollup::new(Paris, Thresholds::default()).report(all_days(), |_| true);
    for variant in Variant::ALL {
        assert_eq!(variant.of(&report.total).to_string(), "-", "{variant:?}");
        assert_eq!(Variant::from_key(variant.key()), Some(variant));
    }
    let rates = Rates::of(&report.total);
    for rate in [
        rates.abandoned,
        rates.gross,
        rates.lost,
        rates.dissuaded,
        rates.closed,
    ] {
        assert_eq!(rate.to_string(), "-");
    }
    assert_eq!(
        [
            report.total.speed_of_answer(),
            report.total.mean_wait(),
            report.total.time_to_abandon()
        ],
        [None; 3]
    );
    for kind in Kind::ALL {
        Table::new(kind, &report, Options::default());
    }
}

#[test]
fn an_empty_slot_does_not_shift_the_labels_of_service_level() {
    let report = report(
        "0|1.1|q|NONE|ENTERQUEUE||1|1
        5|1.1|q|Ana|CONNECT|5|9.1|5
        0|1.2|q|NONE|ENTERQUEUE||1|1
        95|1.2|q|Ana|CONNECT|95|9.2|5",
    );
    let table = Table::new(Kind::ServiceLevel, &report, Options::default());
    let rows: Vec<_> = waits(&table)
        .into_iter()
        .map(|(from, cells)| (from, cells[0].clone()))
        .collect();
    assert_eq!(
        rows,
        [
            (0, "1".into()),
            (30, "0".into()),
            (60, "0".into()),
            (90, "1".into())
        ]
    );
}

#[test]
fn an_empty_half_hour_does_not_shift_the_labels_of_the_day() {
    // 11:00, 12:35 and 20:00 in Paris.
    let report = report(
        "0|1.1|q|NONE|ENTERQUEUE||1|1
        5700|1.2|q|NONE|ENTERQUEUE||1|1
        32400|1.3|q|NONE|ENTERQUEUE||1|1",
    );
    let table = Table::new(Kind::HalfHours, &report, Options::default());
    assert_eq!(table.rows.len(), 48);
    let used: Vec<_> = table
        .rows
        .iter()
        .filter(|row| row.cells[0].value != Value::Count(0))
        .map(|row| match &row.label {
            Label::HalfHour(half_hour) => half_hour.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(used, ["11:00–11:30", "12:30–13:00", "20:00–20:30"]);
}

#[test]
fn a_day_has_as_many_half_hours_as_it_lasts() {
    let rollup = Rollup::new(Paris, Thresholds::default());
    for (date, half_hours) in [("2026-03-29", 46), ("2026-10-25", 50), ("2026-11-22", 48)] {
        let date = day(date);
        let report = rollup.report(date..date.succ_opt().unwrap(), |_| true);
        assert_eq!(report.half_hours.len(), half_hours, "{date}");
        for half_hour in report.half_hours.keys() {
            let key = half_hour.key();
            assert_eq!(
                super::distribution::HalfHour::from_key(&key),
                Some(*half_hour),
                "{key}"
            );
        }
    }
}

#[test]
fn a_period_without_bounds_is_a_report_too() {
    let always = rollup(&reduce(SYNTHETIC), Paris).report(NaiveDate::MIN..NaiveDate::MAX, |_| true);
    assert_eq!(always.total.counts.offered(), 3);
}

#[test]
fn a_call_counts_when_it_came_and_not_when_it_was_answered() {
    // It came at 10:29 UTC on Sunday and was answered at 10:31.
    let report = report("1740|1.1|q|NONE|ENTERQUEUE||1|1\n1860|1.1|q|Ana|CONNECT|120|9.1|5");
    let counted: Vec<_> = report
        .half_hours
        .iter()
        .filter(|(_, counts)| counts.offered() + counts.of(Outcome::Answered) > 0)
        .map(|(half_hour, counts)| (half_hour.to_string(), counts.of(Outcome::Answered)))
        .collect();
    assert_eq!(counted, [("11:00–11:30".to_owned(), 1)]);
    assert_eq!(
        report.weekdays[Weekday::Sun.num_days_from_monday() as usize].offered(),
        1
    );
}

#[test]
fn a_queue_that_was_only_closed_is_in_the_table() {
    let report = report("0|1.1|q|NONE|CLOSED|\n1|1.2|q|NONE|DISSUASION|");
    let table = Table::new(Kind::Queues, &report, Options::default());
    let closed = table
        .columns
        .iter()
        .position(|column| column.key() == "refused-closed-share");
    assert_eq!(shown(&table.rows[0])[closed.unwrap()], "50.0");
}

/// Lines of a queue: so many answered, abandoned, still waiting, and ends of callers who had entered before.
fn lines_of(queue: &str, answered: u32, abandoned: u32, waiting: u32, ends: u32) -> String {
    let mut log = String::new();
    for call in 0..answered + abandoned + waiting {
        log.push_str(&format!(
            "0|{queue}.{call}|{queue}|NONE|ENTERQUEUE||06{call:08}|1\n"
        ));
    }
    for call in 0..answered + abandoned {
        let end = if call < answered {
            "Ana|CONNECT|9|9.9|5"
        } else {
            "NONE|ABANDON|1|1|9"
        };
        log.push_str(&format!("9|{queue}.{call}|{queue}|{end}\n"));
    }
    for call in 0..ends {
        log.push_str(&format!("9|{queue}.old{call}|{queue}|NONE|ABANDON|1|1|9\n"));
    }
    log
}

#[test]
fn the_table_of_the_manual_does_not_add_up_and_the_difference_of_two_has_a_name() {
    // Received, handled and abandoned of five queues, as printed; the total line says 4168, 3025 and 1145.
    let manual = [
        ("a", 339, 233, 105),
        ("b", 2351, 1813, 540),
        ("c", 146, 117, 29),
        ("d", 1298, 852, 447),
        ("e", 34, 10, 24),
    ];
    let mut log = String::new();
    for (queue, received, handled, abandoned) in manual {
        let surplus = (handled + abandoned) as i64 - received as i64;
        // Callers of the evening before gave up in the morning, and one was still waiting at the end.
        let ends = surplus.max(0) as u32;
        let waiting = (-surplus).max(0) as u32;
        log.push_str(&lines_of(queue, handled, abandoned - ends, waiting, ends));
    }
    let reduced = reduce(&log);
    let period = "2026-11-22T00:00:00Z".parse().unwrap().."2026-11-23T00:00:00Z".parse().unwrap();
    let queues = reconcile(&reduced.visits, &reduced.strays, &period);
    let mut all = super::reconcile::Reconciliation::default();
    for (queue, received, handled, abandoned) in manual {
        let lines = &queues[queue];
        assert_eq!(
            (lines.enter_lines, lines.connect_lines, lines.abandon_lines),
            (received, handled.into(), abandoned.into())
        );
        all.merge(lines);
    }
    assert_eq!(
        (all.enter_lines, all.connect_lines, all.abandon_lines),
        (4168, 3025, 1145)
    );
    assert_eq!(all.difference(), 2);
    assert_eq!(
        all.causes().collect::<Vec<_>>(),
        [(Cause::NoEntry, 3), (Cause::StillWaiting, 1)]
    );

    // Our table adds up: what is offered is what became of it.
    let counts = rollup(&reduced, Paris).report(all_days(), |_| true).total.counts;
    assert_eq!(counts.offered(), 4168);
    assert_eq!(
        [Outcome::Answered, Outcome::Abandoned, Outcome::Open].map(|outcome| counts.of(outcome)),
        [3025, 1142, 1]
    );
    assert_eq!(counts.outcomes.iter().sum::<u64>(), counts.offered());
}

#[test]
fn shares_are_rounded_and_not_cut() {
    use super::ratio::Ratio;
    let handled: Vec<_> = [2306, 286, 167, 117, 60]
        .iter()
        .map(|calls| Ratio::new(*calls, 3025).to_string())
        .collect();
    assert_eq!(handled, ["76.2", "9.5", "5.5", "3.9", "2.0"]);
    let mut sum = 0;
    let cumulated: Vec<_> = [2306, 286, 167, 117, 60]
        .iter()
        .map(|calls| {
            sum += calls;
            Ratio::new(sum, 3025).to_string()
        })
        .collect();
    assert_eq!(cumulated, ["76.2", "85.7", "91.2", "95.1", "97.1"]);
    let abandoned: Vec<_> = [256, 203, 214, 148, 106, 75, 37]
        .iter()
        .map(|calls| Ratio::new(*calls, 1145).to_string())
        .collect();
    assert_eq!(abandoned, ["22.4", "17.7", "18.7", "12.9", "9.3", "6.6", "3.2"]);
    let weekdays: Vec<_> = [554, 540, 686, 713, 532]
        .iter()
        .map(|calls| Ratio::new(*calls, 3025).to_string())
        .collect();
    assert_eq!(weekdays, ["18.3", "17.9", "22.7", "23.6", "17.6"]);
    let half_hour = [168, 36, 127].map(|calls| Ratio::new(calls, 4168).to_string());
    assert_eq!(half_hour, ["4.0", "0.9", "3.0"]);
    assert_eq!(Ratio::new(u64::MAX, 1).tenths(), Some(u64::MAX));
}

#[test]
fn rates_leave_out_short_abandons_and_those_who_wait() {
    let report = report(
        "0|1.1|q|NONE|ENTERQUEUE||1|1
        3|1.1|q|NONE|ABANDON|1|1|3
        0|1.2|q|NONE|ENTERQUEUE||1|1
        60|1.2|q|NONE|ABANDON|1|1|60
        0|1.3|q|NONE|ENTERQUEUE||1|1
        60|1.3|q|NONE|EXITWITHTIMEOUT|1|1|60
        0|1.4|q|NONE|ENTERQUEUE||1|1
        10|1.4|q|Ana|CONNECT|10|9.1|5
        0|1.5|q|NONE|ENTERQUEUE||1|1",
    );
    let rates = Rates::of(&report.total);
    assert_eq!(
        [rates.abandoned, rates.gross, rates.lost].map(|rate| rate.to_string()),
        ["33.3", "50.0", "66.7"]
    );
    assert_eq!(report.total.time_to_abandon(), Some(Duration::from_secs(60)));
    assert_eq!(report.total.mean_wait(), Some(Duration::from_millis(33_250)));
    assert_eq!(Variant::Offered.of(&report.total).to_string(), "33.3");
}

#[test]
fn who_gave_up_is_recovered_or_still_to_be_called() {
    let reduced = reduce(
        "0|1.1|q|NONE|ENTERQUEUE||0601|1
        10|1.1|q|NONE|ABANDON|1|1|10
        0|1.2|q|NONE|ENTERQUEUE||0602|1
        10|1.2|q|NONE|ABANDON|1|1|10
        0|1.3|q|NONE|ENTERQUEUE||0603|1
        10|1.3|q|NONE|ABANDON|1|1|10
        0|1.4|q|NONE|ENTERQUEUE|||1
        10|1.4|q|NONE|ABANDON|1|1|10
        100|1.5|q|NONE|ENTERQUEUE||+33601|1
        110|1.5|q|Ana|CONNECT|10|9.1|5
        200|1.6|q|NONE|ENTERQUEUE||0603|1
        210|1.6|q|NONE|ABANDON|1|1|10",
    );
    let number = |number: &str| {
        let number = number.replace("+33", "0");
        (!number.is_empty()).then_some(number)
    };
    let answered: DateTime<Utc> = "2026-11-22T10:10:10Z".parse().unwrap();
    let back = [CallBack {
        number: "0602",
        answered,
    }];
    let within = Duration::from_secs(24 * 3600);
    let found = recover(&reduced.visits, &back, within, number, |_| true);
    let recovered: Vec<_> = found
        .recovered
        .iter()
        .map(|(visit, how)| (&*visit.call, *how))
        .collect();
    let again = "2026-11-22T10:01:50Z".parse().unwrap();
    assert_eq!(
        recovered,
        [
            ("1.1", Recovery::CalledAgain(again)),
            ("1.2", Recovery::CalledBack(answered))
        ]
    );
    let to_call: Vec<_> = found
        .to_call
        .iter()
        .map(|(visit, times)| (&*visit.call, *times))
        .collect();
    assert_eq!(to_call, [("1.6", 2)]);
    assert_eq!((found.anonymous, found.rate().to_string().as_str()), (1, "50.0"));
    assert_eq!(found.median_time(), Some(Duration::from_secs(100)));
    // Ten minutes are too late within five.
    let soon = recover(&reduced.visits, &back, Duration::from_secs(300), number, |_| true);
    assert_eq!(soon.recovered.len(), 1);
    assert_eq!(callers(&reduced.visits, number).to_string(), "66.7");
}

#[test]
fn tables_are_csv_without_formulas() {
    let report =
        report("0|1.1|=HYPERLINK(1)|NONE|ENTERQUEUE||1|1\n90|1.1|=HYPERLINK(1)|Ana|CONNECT|90|9.1|5");
    let table = Table::new(Kind::Queues, &report, Options::default());
    let file = table.csv(&CsvTexts {
        title: "Queue statistics",
        period: ("Period", "2026-11-22"),
        head: "Queue",
        column: &|column| column.key(),
        label: &|label| match label {
            Label::Queue(queue) => queue.to_string(),
            _ => "Total".to_owned(),
        },
    });
    let lines: Vec<_> = file.lines().collect();
    assert!(lines[2].starts_with("Queue,offered,answered,answered-share,abandoned"));
    assert!(
        lines[3].starts_with("'=HYPERLINK(1),1,1,100.0,0,0.0"),
        "{}",
        lines[3]
    );
    assert!(
        lines[3].ends_with("0.0,0:01:30,0:01:30,0:01:30,0:01:30,"),
        "{}",
        lines[3]
    );
    assert!(lines[4].starts_with("Total,1,1"));
}

/// The figures once more, straight from the visits.
fn brute(
    reduced: &Reduced,
    days: Range<NaiveDate>,
    zone: Tz,
) -> BTreeMap<Name, (Counts, u64, u64, Option<Duration>)> {
    let local = |time: DateTime<Utc>| time.with_timezone(&zone).date_naive();
    let mut queues: BTreeMap<Name, (Counts, u64, u64, Vec<Duration>)> = BTreeMap::new();
    for visit in reduced
        .visits
        .iter()
        .filter(|visit| days.contains(&local(visit.entered)))
    {
        let (counts, in_time, short, waits) = queues.entry(visit.queue.clone()).or_default();
        counts.add(visit);
        let within = |limit| visit.wait.is_some_and(|wait| wait.as_secs() <= limit);
        match visit.outcome() {
            Outcome::Answered => {
                *in_time += u64::from(within(20));
                waits.push(visit.wait.unwrap());
            }
            Outcome::Abandoned => *short += u64::from(within(5)),
            _ => {}
        }
    }
    for refused in reduced
        .refused
        .iter()
        .filter(|refused| days.contains(&local(refused.time)))
    {
        queues
            .entry(refused.queue.clone())
            .or_default()
            .0
            .add_refused(refused);
    }
    queues
        .into_iter()
        .map(|(queue, (counts, in_time, short, waits))| {
            let mean = waits.iter().sum::<Duration>().checked_div(waits.len() as u32);
            (queue, (counts, in_time, short, mean))
        })
        .collect()
}

fn spread(mut reduced: Reduced, step: i64) -> Reduced {
    // Over the changes of clocks in March, half an hour and more apart.
    let start: DateTime<Utc> = "2027-03-27T00:00:00Z".parse().unwrap();
    let mut shift = 0;
    for visit in &mut reduced.visits {
        shift += step;
        visit.entered = start + TimeDelta::minutes(shift);
    }
    for refused in &mut reduced.refused {
        shift += step;
        refused.time = start + TimeDelta::minutes(shift);
    }
    reduced
}

proptest! {
    /// Offered is what became of it, in every row of every table.
    #[test]
    fn the_identity_always_holds(log in any_log()) {
        let reduced = reduce(&log.join("\n"));
        let report = rollup(&reduced, Paris).report(all_days(), |_| true);
        for totals in report.queues.values().chain([&report.total]) {
            let counts = &totals.counts;
            prop_assert_eq!(Outcome::ALL.map(|outcome| counts.of(outcome)).iter().sum::<u64>(), counts.offered());
            prop_assert_eq!(totals.answered.count(), counts.of(Outcome::Answered));
            prop_assert_eq!(totals.abandoned.count(), counts.of(Outcome::Abandoned));
        }
        prop_assert_eq!(report.total.counts.offered(), reduced.visits.len() as u64);
        let by = |counts: &mut dyn Iterator<Item = &Counts>| counts.map(Counts::arrived).sum::<u64>();
        prop_assert_eq!(by(&mut report.weekdays.iter()), report.total.counts.arrived());
        prop_assert_eq!(by(&mut report.half_hours.values()), report.total.counts.arrived());
    }

    /// Rollups give what the visits give, also when they were made in parts, over changes of clocks, and a period is the
    /// sum of its parts.
    #[test]
    fn rollups_give_the_same_figures_as_the_visits(log in any_log(), step in 1i64..200, cut in 0usize..60, from in 0u64..4, length in 0u64..4) {
        let reduced = spread(reduce(&log.join("\n")), step);
        let whole = rollup(&reduced, Paris);
        let mut parts = reduced.clone();
        let rest = parts.visits.split_off(cut.min(parts.visits.len()));
        let mut merged = rollup(&parts, Paris);
        merged.merge(&rollup(&Reduced { visits: rest, ..Reduced::default() }, Paris)).unwrap();
        prop_assert_eq!(&merged, &whole);

        let first = day("2027-03-27") + chrono::Days::new(from);
        let days = first..first + chrono::Days::new(length);
        let report = merged.report(days.clone(), |_| true);
        let shown: BTreeMap<_, _> = report.queues.iter().map(|(queue, totals)| {
            let asa = totals.speed_of_answer();
            (queue.clone(), (totals.counts, totals.answered_in_time, totals.abandoned_short, asa))
        }).collect();
        let expected = brute(&reduced, days.clone(), Paris);
        prop_assert_eq!(shown.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (queue, (counts, in_time, short, asa)) in &expected {
            let (shown_counts, shown_in_time, shown_short, shown_asa) = &shown[queue];
            prop_assert_eq!((counts, in_time, short), (shown_counts, shown_in_time, shown_short));
            prop_assert_eq!(asa.map(|asa| (asa.as_micros() + 500) / 1000), shown_asa.map(|asa| asa.as_millis()));
        }

        let mut joined = Totals::default();
        for date in days.start.iter_days().take_while(|date| *date < days.end) {
            joined.merge(&merged.report(date..date.succ_opt().unwrap(), |_| true).total);
        }
        prop_assert_eq!(joined, report.total);
    }

    /// Behind every count stand exactly the visits that it counts.
    #[test]
    fn every_count_lists_the_visits_behind_it(log in any_log(), step in 1i64..200) {
        let reduced = spread(reduce(&log.join("\n")), step);
        let days = day("2027-03-27")..day("2027-04-20");
        let report = rollup(&reduced, Paris).report(days, |_| true);
        for kind in Kind::ALL {
            let table = Table::new(kind, &report, Options::default());
            for row in table.rows.iter().chain([&table.total]) {
                prop_assert_eq!(row.cells.len(), table.columns.len());
                for cell in &row.cells {
                    if let (Value::Count(count), Some(behind)) = (cell.value, &cell.behind) {
                        let visits = reduced.visits.iter().filter(|visit| behind.has(visit, Paris)).count();
                        let refused = reduced.refused.iter().filter(|refused| behind.has_refused(refused, Paris)).count();
                        prop_assert_eq!(count, (visits + refused) as u64, "{:?}", behind);
                        let parameters: BTreeMap<_, _> = behind.parameters().into_iter().collect();
                        let read = super::table::Behind::from_parameters(|name| parameters.get(name).cloned());
                        prop_assert_eq!(read.as_ref(), Some(behind));
                    }
                }
            }
        }
    }

    /// Whatever a log holds and wherever a period is cut, the causes explain the difference of its kinds of lines.
    #[test]
    fn every_line_too_many_or_too_few_has_a_cause(log in any_log(), from in 0i64..100_000, length in 0i64..200_000) {
        let reduced = reduce(&log.join("\n"));
        let start: DateTime<Utc> = "2026-11-22T10:00:00Z".parse().unwrap();
        let period = start + TimeDelta::seconds(from)..start + TimeDelta::seconds(from + length);
        let queues = reconcile(&reduced.visits, &reduced.strays, &period);
        for (queue, lines) in &queues {
            let caused: i64 = lines.causes()
                .map(|(cause, times)| if cause.adds() { times as i64 } else { -(times as i64) }).sum();
            prop_assert_eq!(lines.difference(), caused);
            let counted = |word: &str| log.iter().filter(|line| {
                let fields: Vec<_> = line.split('|').collect();
                let time = start + TimeDelta::seconds(fields[0].parse().unwrap());
                fields[2] == &**queue && fields[4] == word && period.contains(&time)
            }).count() as u64;
            prop_assert_eq!(counted("ENTERQUEUE"), lines.enter_lines);
            prop_assert_eq!(counted("CONNECT"), lines.connect_lines);
            prop_assert_eq!(counted("ABANDON"), lines.abandon_lines);
        }
    }
}

#[test]
fn a_rollup_of_another_zone_or_threshold_is_refused() {
    let mut ours = Rollup::new(Paris, Thresholds::default());
    assert!(ours.merge(&Rollup::new(Tz::UTC, Thresholds::default())).is_err());
    let other = Thresholds {
        service: Duration::from_secs(90),
        ..Thresholds::default()
    };
    assert!(ours.merge(&Rollup::new(Paris, other)).is_err());
    assert_eq!(day("2026-11-22").weekday(), Weekday::Sun);
}
