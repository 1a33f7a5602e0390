// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn jabber_send() {
    let least = JabberSend::new("some text", "some text", "hunter2");
    let full = JabberSend::new("some text", "some text", "hunter2").jid("some text");
    assert_encodes(
        &least,
        "JabberSend",
        "system",
        &["Jabber: some text", "ScreenName: some text", "Message: hunter2"],
    );
    assert_encodes(
        &full,
        "JabberSend",
        "system",
        &[
            "Jabber: some text",
            "ScreenName: some text",
            "Message: hunter2",
            "JID: some text",
        ],
    );
    assert_simple(&least);
}
