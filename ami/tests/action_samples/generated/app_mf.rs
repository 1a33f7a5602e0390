// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::time::Duration;

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn play_mf() {
    let least = PlayMf::new("PJSIP/100-00000001", "some text");
    let full = PlayMf::new("PJSIP/100-00000001", "some text").duration(Duration::from_millis(1_500));
    assert_encodes(
        &least,
        "PlayMF",
        "call",
        &["Channel: PJSIP/100-00000001", "Digit: some text"],
    );
    assert_encodes(
        &full,
        "PlayMF",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "Digit: some text",
            "Duration: 1500",
        ],
    );
    assert_simple(&least);
}
