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

/// What a search reads is its index without the names of rows: 8.5 bytes a prefix, of 11.6 in all.
#[test]
#[ignore = "half a minute without optimisation: cargo test --release -p switchhook-rating --test memory -- --ignored"]
fn a_million_prefixes_take_twelve_megabytes_to_match_and_name() {
    let memory = synthetic::book(&synthetic::deck(1_000_000)).memory();
    assert!((5 * MB..10 * MB).contains(&memory.index), "{memory:?}");
    assert!((1_000_000..5 * MB).contains(&memory.prices), "{memory:?}");
}
