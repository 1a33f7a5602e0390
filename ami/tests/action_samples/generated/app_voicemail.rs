// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn voicemail_box_summary() {
    let least = VoicemailBoxSummary::new("some text", "some text");
    let full = VoicemailBoxSummary::new("some text", "some text");
    assert_encodes(
        &least,
        "VoicemailBoxSummary",
        "call,reporting",
        &["Context: some text", "Mailbox: some text"],
    );
    assert_encodes(
        &full,
        "VoicemailBoxSummary",
        "call,reporting",
        &["Context: some text", "Mailbox: some text"],
    );
    assert_lists(
        &least,
        &["VoicemailBoxDetail"],
        "VoicemailBoxDetailComplete",
        false,
    );
}

#[test]
fn voicemail_forward() {
    let least = VoicemailForward::new(
        "some text",
        "some text",
        "some text",
        "some text",
        "some text",
        "some text",
        "some text",
    );
    let full = VoicemailForward::new(
        "some text",
        "some text",
        "some text",
        "some text",
        "some text",
        "some text",
        "some text",
    );
    assert_encodes(
        &least,
        "VoicemailForward",
        "user",
        &[
            "Context: some text",
            "Mailbox: some text",
            "Folder: some text",
            "ID: some text",
            "ToContext: some text",
            "ToMailbox: some text",
            "ToFolder: some text",
        ],
    );
    assert_encodes(
        &full,
        "VoicemailForward",
        "user",
        &[
            "Context: some text",
            "Mailbox: some text",
            "Folder: some text",
            "ID: some text",
            "ToContext: some text",
            "ToMailbox: some text",
            "ToFolder: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn voicemail_move() {
    let least = VoicemailMove::new("some text", "some text", "some text", "some text", "some text");
    let full = VoicemailMove::new("some text", "some text", "some text", "some text", "some text");
    assert_encodes(
        &least,
        "VoicemailMove",
        "user",
        &[
            "Context: some text",
            "Mailbox: some text",
            "Folder: some text",
            "ID: some text",
            "ToFolder: some text",
        ],
    );
    assert_encodes(
        &full,
        "VoicemailMove",
        "user",
        &[
            "Context: some text",
            "Mailbox: some text",
            "Folder: some text",
            "ID: some text",
            "ToFolder: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn voicemail_refresh() {
    let least = VoicemailRefresh::new();
    let full = VoicemailRefresh::new().context("some text").mailbox("some text");
    assert_encodes(&least, "VoicemailRefresh", "user", &[]);
    assert_encodes(
        &full,
        "VoicemailRefresh",
        "user",
        &["Context: some text", "Mailbox: some text"],
    );
    assert_simple(&least);
}

#[test]
fn voicemail_remove() {
    let least = VoicemailRemove::new("some text", "some text", "some text", "some text");
    let full = VoicemailRemove::new("some text", "some text", "some text", "some text");
    assert_encodes(
        &least,
        "VoicemailRemove",
        "user",
        &[
            "Context: some text",
            "Mailbox: some text",
            "Folder: some text",
            "ID: some text",
        ],
    );
    assert_encodes(
        &full,
        "VoicemailRemove",
        "user",
        &[
            "Context: some text",
            "Mailbox: some text",
            "Folder: some text",
            "ID: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn voicemail_users_list() {
    let least = VoicemailUsersList;
    let full = VoicemailUsersList;
    assert_encodes(&least, "VoicemailUsersList", "call,reporting", &[]);
    assert_encodes(&full, "VoicemailUsersList", "call,reporting", &[]);
    assert_lists(
        &least,
        &["VoicemailUserEntry"],
        "VoicemailUserEntryComplete",
        true,
    );
}

#[test]
fn voicemail_user_status() {
    let least = VoicemailUserStatus::new("some text", "some text");
    let full = VoicemailUserStatus::new("some text", "some text");
    assert_encodes(
        &least,
        "VoicemailUserStatus",
        "call,reporting",
        &["Context: some text", "Mailbox: some text"],
    );
    assert_encodes(
        &full,
        "VoicemailUserStatus",
        "call,reporting",
        &["Context: some text", "Mailbox: some text"],
    );
    assert_lists(
        &least,
        &["VoicemailUserDetail"],
        "VoicemailUserDetailComplete",
        true,
    );
}
