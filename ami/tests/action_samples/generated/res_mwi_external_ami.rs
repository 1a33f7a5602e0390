// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn mwi_delete() {
    let least = MwiDelete::new("some text");
    let full = MwiDelete::new("some text");
    assert_encodes(&least, "MWIDelete", "call", &["Mailbox: some text"]);
    assert_encodes(&full, "MWIDelete", "call", &["Mailbox: some text"]);
    assert_simple(&least);
}

#[test]
fn mwi_get() {
    let least = MwiGet::new("some text");
    let full = MwiGet::new("some text");
    assert_encodes(&least, "MWIGet", "call,reporting", &["Mailbox: some text"]);
    assert_encodes(&full, "MWIGet", "call,reporting", &["Mailbox: some text"]);
    assert_lists(&least, &["MWIGet"], "MWIGetComplete", false);
}

#[test]
fn mwi_update() {
    let least = MwiUpdate::new("100@default");
    let full = MwiUpdate::new("100@default").old_messages(7).new_messages(7);
    assert_encodes(&least, "MWIUpdate", "call", &["Mailbox: 100@default"]);
    assert_encodes(
        &full,
        "MWIUpdate",
        "call",
        &["Mailbox: 100@default", "OldMessages: 7", "NewMessages: 7"],
    );
    assert_simple(&least);
}
