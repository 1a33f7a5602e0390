use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::Numbering;

fn number(text: &str) -> Number {
    Numbering::new().number(text).unwrap()
}

fn entries(rows: &[(&str, bool)]) -> Vec<Entry> {
    rows.iter()
        .zip(0..)
        .map(|(&(prefix, certain), row)| Entry {
            prefix: prefix.parse().unwrap(),
            row,
            certain,
        })
        .collect()
}

/// The obviously right way: look at every prefix, sort those that begin the number, stop at a certain one.
fn scan(entries: &[Entry], number: Number) -> Vec<Candidate> {
    let text = number.to_string();
    let mut fitting: Vec<&Entry> = entries
        .iter()
        .filter(|entry| {
            entry.prefix.is_international() == number.is_international()
                && text.trim_start_matches('+').starts_with(&entry.prefix.digits())
        })
        .collect();
    fitting.sort_by_key(|entry| std::cmp::Reverse(entry.prefix.len()));
    let sure = fitting
        .iter()
        .position(|entry| entry.certain)
        .map_or(fitting.len(), |at| at + 1);
    fitting[..sure]
        .iter()
        .map(|entry| Candidate {
            row: entry.row,
            digits: entry.prefix.len() as u8,
        })
        .collect()
}

/// Both ways to look numbers up say what the scan says.
fn assert_same(entries: &[Entry], index: &Index, numbers: &[Number]) {
    for number in numbers {
        let expected = scan(entries, *number);
        let got: Vec<_> = index.candidates(*number).collect();
        assert_eq!(got, expected, "{number}");
        let first = index.first(index.find(number.is_international(), number.head()));
        assert_eq!(first, expected.first().copied(), "{number}");
    }
}

#[test]
fn the_longest_prefix_comes_first_and_a_certain_row_last() {
    let entries = entries(&[
        ("8", true),
        ("87", false),
        ("87", false),
        ("+33", true),
        ("+336", true),
        ("+33612345678901", false),
        ("330", true),
        ("33", true),
        ("+", false),
    ]);
    let index = Index::new(entries.clone());
    for (dialled, rows) in [
        ("872345", &[1, 2, 0][..]),
        ("862345", &[0]),
        ("+33612345678", &[4]),
        ("+33612345678901", &[5, 4]),
        ("+3361234567890123456", &[5, 4]),
        ("+33112345678", &[3]),
        ("33012", &[6]),
        ("33", &[7]), // 330 does not match a number that is shorter
        ("+3", &[8]),
        ("9", &[]),
        ("3", &[]),
    ] {
        let found: Vec<_> = index
            .candidates(number(dialled))
            .map(|candidate| candidate.row)
            .collect();
        assert_eq!(found, rows, "{dialled}");
        assert_same(&entries, &index, &[number(dialled)]);
    }
}

#[test]
fn an_empty_deck_matches_nothing() {
    let index = Index::new(Vec::new());
    assert_same(
        &[],
        &index,
        &["0", "1", "9999999999999999", "+1", "+99999"].map(number),
    );
}

#[test]
fn a_crowded_bucket_narrows_by_two_digits() {
    // All of 1201 but for some, so that places of the table begin in the middle of a range; and some deeper ones.
    let mut rows: Vec<(String, bool)> = (0..1000)
        .filter(|rest| rest % 7 != 0)
        .map(|rest| (format!("1201{rest:03}"), rest % 5 != 0))
        .collect();
    rows.extend(
        [
            "1",
            "1201",
            "12019",
            "120112345",
            "12011234567",
            "1201123456",
            "12015990",
            "1201599099",
        ]
        .map(|prefix| (prefix.to_owned(), true)),
    );
    let rows: Vec<_> = rows
        .iter()
        .map(|(prefix, certain)| (prefix.as_str(), *certain))
        .collect();
    let entries = entries(&rows);
    let index = Index::new(entries.clone());
    let mut numbers: Vec<Number> = (0..10_000)
        .map(|rest| number(&format!("1201{rest:04}99")))
        .collect();
    numbers.extend((0..1000).map(|rest| number(&format!("1201{rest}"))));
    numbers.extend(
        [
            "1",
            "12",
            "120",
            "1201",
            "120112345",
            "12011234567",
            "12011234568",
            "120112345678999",
        ]
        .map(number),
    );
    assert_same(&entries, &index, &numbers);
}

#[test]
fn a_bucket_whose_numbers_share_digits_is_narrowed_by_those_behind_them() {
    // 1201 goes on with 5, and 1202 with 57; before and behind there is little.
    let shared = (0..1000).map(|rest| format!("12015{rest:03}"));
    let more = (0..100).map(|rest| format!("120257{rest:02}"));
    let around = ["12", "1201", "12014", "12017", "120249", "12029"].map(str::to_owned);
    let rows: Vec<String> = shared.chain(more).chain(around).collect();
    let rows: Vec<(&str, bool)> = rows.iter().map(|prefix| (prefix.as_str(), true)).collect();
    let entries = entries(&rows);
    let index = Index::new(entries.clone());
    let mut shifts: Vec<u64> = index.top.iter().map(|bucket| bucket.0 >> 56).collect();
    shifts.sort_unstable();
    shifts.dedup();
    assert_eq!(shifts, [4, 16]);
    let numbers: Vec<Number> = (0..10_000)
        .step_by(3)
        .flat_map(|rest| {
            [
                format!("1201{rest:04}9"),
                format!("1202{rest:04}"),
                format!("120{rest}"),
            ]
        })
        .map(|text| number(&text))
        .collect();
    assert_same(&entries, &index, &numbers);
}

/// Prefixes with few different digits, so that they nest.
fn rows(most: usize) -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(
        ("\\+?[0189]{1,15}|\\+?[0-9]{1,4}|\\+", any::<bool>(), 1..3u32),
        0..most,
    )
    .prop_map(|rows| {
        let mut entries = Vec::new();
        let mut next = 0;
        // Rows of one prefix stand together: the index keeps their order.
        let rows: BTreeMap<String, (bool, u32)> = rows
            .into_iter()
            .map(|(prefix, certain, count)| (prefix, (certain, count)))
            .collect();
        for (prefix, (certain, count)) in rows {
            for at in 0..count {
                let certain = certain && at + 1 == count;
                entries.push(Entry {
                    prefix: prefix.parse().unwrap(),
                    row: next,
                    certain,
                });
                next += 1;
            }
        }
        entries
    })
}

proptest! {
    #[test]
    fn the_index_finds_what_a_scan_finds(
        entries in rows(60), numbers in prop::collection::vec("\\+?[0189]{1,20}|\\+?[0-9]{1,9}", 1..40),
    ) {
        let index = Index::new(entries.clone());
        let numbers: Vec<_> = numbers.iter().map(|text| number(text)).collect();
        assert_same(&entries, &index, &numbers);
    }

    /// The numbers that lie just before, at and behind the ends of the ranges.
    #[test]
    fn the_neighbours_of_prefixes_are_found_as_a_scan_finds_them(entries in rows(30), tail in "[09]{0,3}") {
        let index = Index::new(entries.clone());
        let mut numbers = Vec::new();
        for entry in &entries {
            let digits = entry.prefix.digits();
            let sign = if entry.prefix.is_international() { "+" } else { "" };
            let value: u64 = digits.parse().unwrap_or(0);
            for near in [value.saturating_sub(1), value, value + 1] {
                let width = digits.len();
                numbers.push(number(&format!("{sign}{near:0width$}{tail}0")));
                // Shorter than the prefix, perhaps: a prefix of no digits has no number of its own.
                numbers.extend(Numbering::new().number(&format!("{sign}{near}")).ok());
            }
        }
        assert_same(&entries, &index, &numbers);
    }

    #[test]
    fn a_large_index_finds_what_a_scan_finds(
        values in prop::collection::btree_map(0u32..1_000_000, any::<bool>(), 2000..2500),
        probes in prop::collection::vec(0u64..10_000_000_000, 50),
    ) {
        // Lengths of one to six digits, so that ranges nest.
        let prefixes: BTreeMap<String, bool> = values
            .iter()
            .map(|(value, certain)| (format!("{value:06}")[..1 + *value as usize % 6].to_owned(), *certain))
            .collect();
        let rows: Vec<_> = prefixes.iter().map(|(prefix, certain)| (prefix.as_str(), *certain)).collect();
        let entries = entries(&rows);
        let index = Index::new(entries.clone());
        let numbers: Vec<_> = probes.iter().map(|probe| number(&probe.to_string())).collect();
        assert_same(&entries, &index, &numbers);
    }
}
