// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::time::Duration;

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn queue_add() {
    let least = QueueAdd::new("some text", "some text");
    let full = QueueAdd::new("some text", "some text")
        .penalty(7)
        .paused(true)
        .reason("some text")
        .member_name("some text")
        .state_interface("some text")
        .wrap_up_time(Duration::from_millis(1_500));
    assert_encodes(
        &least,
        "QueueAdd",
        "agent",
        &["Queue: some text", "Interface: some text"],
    );
    assert_encodes(
        &full,
        "QueueAdd",
        "agent",
        &[
            "Queue: some text",
            "Interface: some text",
            "Penalty: 7",
            "Paused: true",
            "Reason: some text",
            "MemberName: some text",
            "StateInterface: some text",
            "Wrapuptime: 2",
        ],
    );
    assert_simple(&least);
}

#[test]
fn queue_member_ring_in_use() {
    let least = QueueMemberRingInUse::new("some text", true);
    let full = QueueMemberRingInUse::new("some text", true).queue("some text");
    assert_encodes(
        &least,
        "QueueMemberRingInUse",
        "agent",
        &["Interface: some text", "RingInUse: true"],
    );
    assert_encodes(
        &full,
        "QueueMemberRingInUse",
        "agent",
        &["Interface: some text", "RingInUse: true", "Queue: some text"],
    );
    assert_simple(&least);
}

#[test]
fn queue_pause() {
    let least = QueuePause::new("some text", true);
    let full = QueuePause::new("some text", true)
        .queue("some text")
        .reason("some text");
    assert_encodes(
        &least,
        "QueuePause",
        "agent",
        &["Interface: some text", "Paused: true"],
    );
    assert_encodes(
        &full,
        "QueuePause",
        "agent",
        &[
            "Interface: some text",
            "Paused: true",
            "Queue: some text",
            "Reason: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn queue_penalty() {
    let least = QueuePenalty::new("some text", 7);
    let full = QueuePenalty::new("some text", 7).queue("some text");
    assert_encodes(
        &least,
        "QueuePenalty",
        "agent",
        &["Interface: some text", "Penalty: 7"],
    );
    assert_encodes(
        &full,
        "QueuePenalty",
        "agent",
        &["Interface: some text", "Penalty: 7", "Queue: some text"],
    );
    assert_simple(&least);
}

#[test]
fn queue_remove() {
    let least = QueueRemove::new("some text", "some text");
    let full = QueueRemove::new("some text", "some text");
    assert_encodes(
        &least,
        "QueueRemove",
        "agent",
        &["Queue: some text", "Interface: some text"],
    );
    assert_encodes(
        &full,
        "QueueRemove",
        "agent",
        &["Queue: some text", "Interface: some text"],
    );
    assert_simple(&least);
}
