// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::time::Duration;

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn play_dtmf() {
    let least = PlayDtmf::new("PJSIP/100-00000001", "some text");
    let full = PlayDtmf::new("PJSIP/100-00000001", "some text")
        .duration(Duration::from_millis(1_500))
        .receive(true);
    assert_encodes(
        &least,
        "PlayDTMF",
        "call",
        &["Channel: PJSIP/100-00000001", "Digit: some text"],
    );
    assert_encodes(
        &full,
        "PlayDTMF",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "Digit: some text",
            "Duration: 1500",
            "Receive: true",
        ],
    );
    assert_simple(&least);
}

#[test]
fn send_flash() {
    let least = SendFlash::new("PJSIP/100-00000001");
    let full = SendFlash::new("PJSIP/100-00000001").receive(true);
    assert_encodes(&least, "SendFlash", "call", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(
        &full,
        "SendFlash",
        "call",
        &["Channel: PJSIP/100-00000001", "Receive: true"],
    );
    assert_simple(&least);
}
