// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn confbridge_kick() {
    let least = ConfbridgeKick::new("some text", "some text");
    let full = ConfbridgeKick::new("some text", "some text");
    assert_encodes(
        &least,
        "ConfbridgeKick",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_encodes(
        &full,
        "ConfbridgeKick",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_simple(&least);
}

#[test]
fn confbridge_list() {
    let least = ConfbridgeList::new("some text");
    let full = ConfbridgeList::new("some text");
    assert_encodes(&least, "ConfbridgeList", "reporting", &["Conference: some text"]);
    assert_encodes(&full, "ConfbridgeList", "reporting", &["Conference: some text"]);
    assert_lists(&least, &["ConfbridgeList"], "ConfbridgeListComplete", false);
}

#[test]
fn confbridge_list_rooms() {
    let least = ConfbridgeListRooms;
    let full = ConfbridgeListRooms;
    assert_encodes(&least, "ConfbridgeListRooms", "reporting", &[]);
    assert_encodes(&full, "ConfbridgeListRooms", "reporting", &[]);
    assert_lists(
        &least,
        &["ConfbridgeListRooms"],
        "ConfbridgeListRoomsComplete",
        false,
    );
}

#[test]
fn confbridge_lock() {
    let least = ConfbridgeLock::new("some text");
    let full = ConfbridgeLock::new("some text");
    assert_encodes(&least, "ConfbridgeLock", "call", &["Conference: some text"]);
    assert_encodes(&full, "ConfbridgeLock", "call", &["Conference: some text"]);
    assert_simple(&least);
}

#[test]
fn confbridge_mute() {
    let least = ConfbridgeMute::new("some text", "some text");
    let full = ConfbridgeMute::new("some text", "some text");
    assert_encodes(
        &least,
        "ConfbridgeMute",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_encodes(
        &full,
        "ConfbridgeMute",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_simple(&least);
}

#[test]
fn confbridge_set_single_video_src() {
    let least = ConfbridgeSetSingleVideoSrc::new("some text", "some text");
    let full = ConfbridgeSetSingleVideoSrc::new("some text", "some text");
    assert_encodes(
        &least,
        "ConfbridgeSetSingleVideoSrc",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_encodes(
        &full,
        "ConfbridgeSetSingleVideoSrc",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_simple(&least);
}

#[test]
fn confbridge_start_record() {
    let least = ConfbridgeStartRecord::new("some text");
    let full = ConfbridgeStartRecord::new("some text").record_file("some text");
    assert_encodes(
        &least,
        "ConfbridgeStartRecord",
        "system",
        &["Conference: some text"],
    );
    assert_encodes(
        &full,
        "ConfbridgeStartRecord",
        "system",
        &["Conference: some text", "RecordFile: some text"],
    );
    assert_simple(&least);
}

#[test]
fn confbridge_stop_record() {
    let least = ConfbridgeStopRecord::new("some text");
    let full = ConfbridgeStopRecord::new("some text");
    assert_encodes(
        &least,
        "ConfbridgeStopRecord",
        "system",
        &["Conference: some text"],
    );
    assert_encodes(
        &full,
        "ConfbridgeStopRecord",
        "system",
        &["Conference: some text"],
    );
    assert_simple(&least);
}

#[test]
fn confbridge_unlock() {
    let least = ConfbridgeUnlock::new("some text");
    let full = ConfbridgeUnlock::new("some text");
    assert_encodes(&least, "ConfbridgeUnlock", "call", &["Conference: some text"]);
    assert_encodes(&full, "ConfbridgeUnlock", "call", &["Conference: some text"]);
    assert_simple(&least);
}

#[test]
fn confbridge_unmute() {
    let least = ConfbridgeUnmute::new("some text", "some text");
    let full = ConfbridgeUnmute::new("some text", "some text");
    assert_encodes(
        &least,
        "ConfbridgeUnmute",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_encodes(
        &full,
        "ConfbridgeUnmute",
        "call",
        &["Conference: some text", "Channel: some text"],
    );
    assert_simple(&least);
}
