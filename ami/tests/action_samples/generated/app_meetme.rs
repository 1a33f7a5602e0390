// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn meetme_list() {
    let least = MeetmeList::new();
    let full = MeetmeList::new().conference("some text");
    assert_encodes(&least, "MeetmeList", "reporting", &[]);
    assert_encodes(&full, "MeetmeList", "reporting", &["Conference: some text"]);
    assert_lists(&least, &["MeetmeList"], "MeetmeListComplete", false);
}

#[test]
fn meetme_list_rooms() {
    let least = MeetmeListRooms;
    let full = MeetmeListRooms;
    assert_encodes(&least, "MeetmeListRooms", "reporting", &[]);
    assert_encodes(&full, "MeetmeListRooms", "reporting", &[]);
    assert_lists(&least, &["MeetmeListRooms"], "MeetmeListRoomsComplete", false);
}

#[test]
fn meetme_mute() {
    let least = MeetmeMute::new("some text", 7);
    let full = MeetmeMute::new("some text", 7);
    assert_encodes(&least, "MeetmeMute", "call", &["Meetme: some text", "Usernum: 7"]);
    assert_encodes(&full, "MeetmeMute", "call", &["Meetme: some text", "Usernum: 7"]);
    assert_simple(&least);
}

#[test]
fn meetme_unmute() {
    let least = MeetmeUnmute::new("some text", 7);
    let full = MeetmeUnmute::new("some text", 7);
    assert_encodes(
        &least,
        "MeetmeUnmute",
        "call",
        &["Meetme: some text", "Usernum: 7"],
    );
    assert_encodes(
        &full,
        "MeetmeUnmute",
        "call",
        &["Meetme: some text", "Usernum: 7"],
    );
    assert_simple(&least);
}
