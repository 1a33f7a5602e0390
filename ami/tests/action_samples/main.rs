//! Every action of the table: what it writes with all parameters and with the required ones alone, what it needs, and
//! how each kind of answer is read, through the protocol. Most of it is generated from the table; [`by_hand`] has
//! those whose Rust is written by hand. An action without a test fails.
#![allow(
    clippy::disallowed_methods,
    reason = "one reading of the clock, to have a beginning"
)]

mod by_hand;
mod generated;
mod odd;
mod support;

use std::collections::BTreeSet;

use switchhook_ami::action::ActionKind;

/// Those that are written by hand are looked at by name in [`by_hand::headers`].
#[test]
fn every_action_has_a_test() {
    let by_hand = generated::BY_HAND.iter().map(|(name, _)| *name);
    let tested: BTreeSet<&str> = generated::TESTED.iter().copied().chain(by_hand).collect();
    let known: BTreeSet<&str> = ActionKind::all().map(ActionKind::as_str).collect();
    let missing: Vec<_> = known.difference(&tested).collect();
    assert!(missing.is_empty(), "no test for {missing:?}");
    assert_eq!(known, tested);
}

#[test]
fn every_header_of_the_table_can_be_written() {
    for (name, headers) in generated::BY_HAND {
        let written = by_hand::headers(name);
        for header in *headers {
            assert!(written.iter().any(|one| one == header), "{name}: {header}");
        }
    }
}
