// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn control_playback() {
    let least = ControlPlayback::new("PJSIP/100-00000001", PlaybackControl::Stop);
    let full = ControlPlayback::new("PJSIP/100-00000001", PlaybackControl::Stop);
    assert_encodes(
        &least,
        "ControlPlayback",
        "call",
        &["Channel: PJSIP/100-00000001", "Control: stop"],
    );
    assert_encodes(
        &full,
        "ControlPlayback",
        "call",
        &["Channel: PJSIP/100-00000001", "Control: stop"],
    );
    assert_simple(&least);
}
