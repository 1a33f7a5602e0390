// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn mute_audio() {
    let least = MuteAudio::new("PJSIP/100-00000001", AudioSide::In, true);
    let full = MuteAudio::new("PJSIP/100-00000001", AudioSide::In, true);
    assert_encodes(
        &least,
        "MuteAudio",
        "system",
        &["Channel: PJSIP/100-00000001", "Direction: in", "State: on"],
    );
    assert_encodes(
        &full,
        "MuteAudio",
        "system",
        &["Channel: PJSIP/100-00000001", "Direction: in", "State: on"],
    );
    assert_simple(&least);
}
