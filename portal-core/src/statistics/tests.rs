use chrono_tz::Europe::Paris;
use proptest::prelude::*;

use super::*;
use crate::call_log::tests::{cdr, index};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn one(seconds: u64) -> Figures {
    Figures {
        calls: 1,
        answered: u64::from(seconds > 0),
        talk: Duration::from_secs(seconds),
    }
}

fn rollup(calls: &[(&str, Direction, u64)]) -> Rollup {
    let mut rollup = Rollup::new(Paris);
    for (start, direction, seconds) in calls {
        rollup.add_figures(utc(start), *direction, one(*seconds));
    }
    rollup
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn calls<K>(table: &Table<K>) -> Vec<u64> {
    table.rows.iter().map(|row| row.count.all().calls).collect()
}

#[test]
fn answered_or_not_every_call_counts_and_talk_is_what_was_billed() {
    let mut rollup = Rollup::new(Paris);
    let answered = CallRecord::new(
        cdr("106", "PJSIP/phone106-1", "107", "PJSIP/phone107-2"),
        &index(),
    );
    let mut missed = answered.clone();
    missed.cdr.disposition = Disposition::NoAnswer;
    missed.cdr.billable = Duration::ZERO;
    rollup.add(&answered);
    rollup.add(&missed);
    let table = rollup.months(month("2026-11"), 1);
    let expected = Figures {
        calls: 2,
        answered: 1,
        talk: Duration::from_secs(55),
    };
    assert_eq!(table.total.internal, expected);
    assert_eq!(table.total.all(), expected);
}

#[test]
fn months_days_and_hours_without_a_call_have_a_row_of_zeros() {
    let rollup = rollup(&[
        ("2026-09-01T10:00:00Z", Direction::Incoming, 30),
        ("2026-11-30T10:59:59Z", Direction::Outgoing, 0),
    ]);
    assert_eq!(calls(&rollup.months(month("2026-12"), 5)), [0, 1, 0, 1, 0]);
    let days = calls(&rollup.days(month("2026-11")));
    assert_eq!((days.len(), days[29], days.iter().sum::<u64>()), (30, 1, 1));
    let hours = calls(&rollup.hours(month("2026-11"), 1));
    assert_eq!((hours.len(), hours[11], hours.iter().sum::<u64>()), (24, 1, 1));
    assert_eq!(calls(&rollup.hours(month("2026-12"), 5)).iter().sum::<u64>(), 2);
    assert_eq!(rollup.first_month(), Some(month("2026-09")));
    assert_eq!(Rollup::new(Paris).days(month("2026-02")).rows.len(), 28);
    assert_eq!(Rollup::new(Paris).days(month("2026-02")).busiest(), None);
}

#[test]
fn a_day_of_25_hours_has_both_hours_in_one_row_and_one_of_23_none() {
    let rollup = rollup(&[
        ("2026-10-25T00:30:00Z", Direction::Incoming, 30), // 2:30, first time
        ("2026-10-25T01:30:00Z", Direction::Incoming, 30), // 2:30, second time
        ("2026-10-25T22:59:59Z", Direction::Incoming, 30), // 23:59
        ("2026-10-25T23:00:00Z", Direction::Incoming, 30), // midnight
        ("2026-03-29T01:00:00Z", Direction::Incoming, 30), // 3:00, the second after 1:59
    ]);
    let october = rollup.days(month("2026-10"));
    assert_eq!(
        (october.rows[24].hours, october.rows[24].count.all().calls),
        (25, 3)
    );
    assert_eq!(
        (october.rows[25].hours, october.rows[25].count.all().calls),
        (24, 1)
    );
    let march = rollup.days(month("2026-03"));
    assert_eq!((march.rows[28].hours, march.rows[28].count.all().calls), (23, 1));

    let hours = rollup.hours(month("2026-10"), 1);
    assert_eq!((hours.rows[2].hours, hours.rows[2].count.all().calls), (32, 2));
    assert_eq!(hours.rows[3].hours, 31);
    assert_eq!(rollup.hours(month("2026-03"), 1).rows[2].hours, 30);
    assert_eq!(rollup.months(month("2026-10"), 1).rows[0].hours, 31 * 24 + 1);
}

#[test]
fn the_last_day_of_a_month_belongs_to_it() {
    let rollup = rollup(&[
        ("2026-11-30T22:59:59Z", Direction::Internal, 5),
        ("2026-11-30T23:00:00Z", Direction::Internal, 5),
    ]);
    assert_eq!(calls(&rollup.months(month("2026-12"), 2)), [1, 1]);
}

#[test]
fn the_busiest_hour_is_the_first_of_those_with_most_calls() {
    let rollup = rollup(&[
        ("2026-11-02T09:00:00Z", Direction::Internal, 5),
        ("2026-11-02T08:00:00Z", Direction::Internal, 5),
    ]);
    let hours = rollup.hours(month("2026-11"), 1);
    assert_eq!(hours.busiest().map(|row| row.key), Some(9));
}

#[test]
fn hours_of_another_zone_are_not_added() {
    let mut ours = Rollup::new(Paris);
    let theirs = Rollup::new(Tz::UTC);
    let error = ours.merge(&theirs).unwrap_err();
    assert_eq!(
        error.to_string(),
        "these calls are counted by the hours of UTC, those by the hours of Europe/Paris; count the calls again"
    );
}

#[test]
fn figures_are_exported_as_numbers_and_not_as_localised_text() {
    let rollup = rollup(&[
        ("2026-11-02T09:00:00Z", Direction::Incoming, 3605),
        ("2026-11-02T09:00:00Z", Direction::Outgoing, 0),
    ]);
    let texts = CsvTexts {
        title: "Statistics",
        date: ("Date", "2026-11-22"),
        report: ("Report", "by month"),
        key: "Month",
        figures: ["calls", "answered", "talk (s)"],
        directions: ["internal", "outgoing", "incoming"],
        total: "=Total",
    };
    assert_eq!(
        rollup
            .months(month("2026-11"), 2)
            .csv(&texts, ToString::to_string),
        "Statistics\r\nDate,2026-11-22\r\nReport,by month\r\n\r\n\
         Month,calls,answered,talk (s),internal: calls,internal: answered,internal: talk (s),\
         outgoing: calls,outgoing: answered,outgoing: talk (s),incoming: calls,incoming: answered,incoming: talk (s)\r\n\
         2026-10,0,0,0,0,0,0,0,0,0,0,0,0\r\n\
         2026-11,2,1,3605,0,0,0,1,0,0,1,1,3605\r\n\
         '=Total,2,1,3605,0,0,0,1,0,0,1,1,3605\r\n"
    );
}

proptest! {
    /// However calls are split, put together and rounded to quarters, the tables are those of the single calls.
    #[test]
    fn rollups_come_to_the_figures_of_the_rows(
        calls in prop::collection::vec((1_767_222_000i64..1_798_758_000, 0usize..3, 0u64..1000), 0..60),
        cut in 0usize..60,
    ) {
        let (mut whole, mut parts) = (Rollup::new(Paris), [Rollup::new(Paris), Rollup::new(Paris)]);
        for (index, (second, direction, talk)) in calls.iter().enumerate() {
            let direction = Direction::ALL[*direction];
            whole.add_figures(DateTime::from_timestamp(*second, 0).unwrap(), direction, one(*talk));
            let quarter = DateTime::from_timestamp(second / 900 * 900, 0).unwrap();
            parts[usize::from(index < cut)].add_figures(quarter, direction, one(*talk));
        }
        let [mut merged, other] = parts;
        merged.merge(&other).unwrap();
        prop_assert_eq!(&merged, &whole);

        // By hand: what the clock in Paris showed at each call.
        let shown: Vec<_> = calls
            .iter()
            .map(|(second, ..)| DateTime::from_timestamp(*second, 0).unwrap().with_timezone(&Paris).to_rfc3339())
            .collect();
        for row in merged.months(month("2026-12"), 12).rows {
            let prefix = row.key.to_string();
            prop_assert_eq!(row.count.all().calls as usize, shown.iter().filter(|text| text.starts_with(&prefix)).count());
        }
        for row in merged.days(month("2026-10")).rows {
            let prefix = row.key.to_string();
            prop_assert_eq!(row.count.all().calls as usize, shown.iter().filter(|text| text.starts_with(&prefix)).count());
        }
        for row in merged.hours(month("2026-12"), 12).rows {
            let hour = format!("{:02}", row.key);
            prop_assert_eq!(row.count.all().calls as usize, shown.iter().filter(|text| text[11..13] == *hour).count());
        }
    }
}
