// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn extension_state() {
    let least = ExtensionState::new("some text", "some text");
    let full = ExtensionState::new("some text", "some text");
    assert_encodes(
        &least,
        "ExtensionState",
        "call,reporting",
        &["Exten: some text", "Context: some text"],
    );
    assert_encodes(
        &full,
        "ExtensionState",
        "call,reporting",
        &["Exten: some text", "Context: some text"],
    );
    let reply = assert_fields(
        &least,
        &[
            "Message: unknown",
            "Exten: some text",
            "Context: some text",
            "Hint: some text",
            "Status: 9",
            "StatusText: some text",
        ],
    );
    assert_reads(reply.message(), "\"unknown\"", "Message");
    assert_reads(reply.exten(), "\"some text\"", "Exten");
    assert_reads(reply.context(), "\"some text\"", "Context");
    assert_reads(reply.hint(), "\"some text\"", "Hint");
    assert_reads(reply.status(), "InUseRinging", "Status");
    assert_reads(reply.status_text(), "\"some text\"", "StatusText");
}

#[test]
fn extension_state_list() {
    let least = ExtensionStateList;
    let full = ExtensionStateList;
    assert_encodes(&least, "ExtensionStateList", "call,reporting", &[]);
    assert_encodes(&full, "ExtensionStateList", "call,reporting", &[]);
    assert_lists(&least, &["ExtensionStatus"], "ExtensionStateListComplete", false);
}

#[test]
fn mailbox_count() {
    let least = MailboxCount::new("100@default");
    let full = MailboxCount::new("100@default");
    assert_encodes(
        &least,
        "MailboxCount",
        "call,reporting",
        &["Mailbox: 100@default"],
    );
    assert_encodes(&full, "MailboxCount", "call,reporting", &["Mailbox: 100@default"]);
    let reply = assert_fields(
        &least,
        &[
            "Message: unknown",
            "Mailbox: some text",
            "UrgMessages: 42",
            "NewMessages: 42",
            "OldMessages: 42",
        ],
    );
    assert_reads(reply.message(), "\"unknown\"", "Message");
    assert_reads(reply.mailbox(), "\"some text\"", "Mailbox");
    assert_reads(reply.urg_messages(), "42", "UrgMessages");
    assert_reads(reply.new_messages(), "42", "NewMessages");
    assert_reads(reply.old_messages(), "42", "OldMessages");
}

#[test]
fn mailbox_status() {
    let least = MailboxStatus::new("100@default");
    let full = MailboxStatus::new("100@default");
    assert_encodes(
        &least,
        "MailboxStatus",
        "call,reporting",
        &["Mailbox: 100@default"],
    );
    assert_encodes(
        &full,
        "MailboxStatus",
        "call,reporting",
        &["Mailbox: 100@default"],
    );
    let reply = assert_fields(
        &least,
        &["Message: unknown", "Mailbox: some text", "Waiting: Yes"],
    );
    assert_reads(reply.message(), "\"unknown\"", "Message");
    assert_reads(reply.mailbox(), "\"some text\"", "Mailbox");
    assert_reads(reply.waiting(), "true", "Waiting");
}

#[test]
fn presence_state() {
    let least = PresenceState::new("some text");
    let full = PresenceState::new("some text");
    assert_encodes(
        &least,
        "PresenceState",
        "call,reporting",
        &["Provider: some text"],
    );
    assert_encodes(&full, "PresenceState", "call,reporting", &["Provider: some text"]);
    let reply = assert_fields(
        &least,
        &[
            "Message: unknown",
            "State: away",
            "Subtype: some text",
            "PresenceMessage: some text",
        ],
    );
    assert_reads(reply.message(), "\"unknown\"", "Message");
    assert_reads(reply.state(), "Away", "State");
    assert_reads(reply.subtype(), "\"some text\"", "Subtype");
    assert_reads(reply.presence_message(), "\"some text\"", "PresenceMessage");
}
