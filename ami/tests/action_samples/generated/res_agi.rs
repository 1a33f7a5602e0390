// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn agi() {
    let least = Agi::new("PJSIP/100-00000001", "some text");
    let full = Agi::new("PJSIP/100-00000001", "some text").command_id("some text");
    assert_encodes(
        &least,
        "AGI",
        "agi",
        &["Channel: PJSIP/100-00000001", "Command: some text"],
    );
    assert_encodes(
        &full,
        "AGI",
        "agi",
        &[
            "Channel: PJSIP/100-00000001",
            "Command: some text",
            "CommandID: some text",
        ],
    );
    assert_simple(&least);
}
