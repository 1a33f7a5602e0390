//! What a book takes in memory.

#[path = "synthetic/mod.rs"]
mod synthetic;

const MB: usize = 1 << 20;

#[test]
fn a_hundred_thousand_prefixes_take_two_megabytes_to_match() {
    let memory = synthetic::book(&synthetic::deck(100_000)).memory();
    assert!((MB / 2..2 * MB).contains(&memory.index), "{memory:?}");
    assert!((100_000..2 * MB).contains(&memory.prices), "{memory:?}");
    // Each row of this deck has a destination of its own.
    assert!((100_000..8 * MB).contains(&memory.rows), "{memory:?}");
    assert!(memory.time < MB, "{memory:?}");
}

/// What a search reads is its index without the names of rows: 7 bytes a prefix, of 12.5 in all.
#[test]
#[ignore = "half a minute without optimisation: cargo test --release -p switchhook-rating --test memory -- --ignored"]
fn a_million_prefixes_take_twelve_megabytes_to_match_and_name() {
    let memory = synthetic::book(&synthetic::deck(1_000_000)).memory();
    assert!((5 * MB..10 * MB).contains(&memory.index), "{memory:?}");
    assert!((1_000_000..5 * MB).contains(&memory.prices), "{memory:?}");
}

/// What the documentation of the limits says. Finishing turns the entries into groups one by one, so that for most of them
/// there is never both.
#[test]
fn a_group_of_a_report_takes_six_hundred_bytes_at_most() {
    use switchhook_rating::report::{Entry, Key, Owner, Report};
    use switchhook_rating::{Currency, Money, Status};

    const GROUPS: u64 = 50_000;
    let mut groups = 0;
    let memory = allocation_counter::measure(|| {
        let mut report = Report::new([Key::Department, Key::Extension], Currency::EUR, chrono_tz::UTC);
        let amount = Money::from_micros(1_000_000, Currency::EUR);
        for number in 0..GROUPS {
            let (department, extension) = (format!("Department {}", number / 100), number.to_string());
            let owner = Owner {
                department: &department,
                person: "",
                extension: &extension,
            };
            let entry = Entry::priced(Status::Rated, 60, amount, amount).owner(owner);
            report.add(&entry).expect("within the limits");
        }
        let summary = report.finish().expect("sums that fit");
        groups = summary.groups.iter().map(|group| group.groups.len() as u64).sum();
    });
    assert_eq!(groups, GROUPS);
    let each = memory.bytes_max / GROUPS;
    assert!((200..600).contains(&each), "{each} bytes a group");
}
