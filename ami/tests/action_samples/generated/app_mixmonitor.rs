// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn mix_monitor() {
    let least = MixMonitor::new("PJSIP/100-00000001");
    let full = MixMonitor::new("PJSIP/100-00000001")
        .file("some text")
        .options("some text")
        .command("some text");
    assert_encodes(&least, "MixMonitor", "system", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(
        &full,
        "MixMonitor",
        "system",
        &[
            "Channel: PJSIP/100-00000001",
            "File: some text",
            "Options: some text",
            "Command: some text",
        ],
    );
    let reply = assert_fields(&least, &["MixMonitorID: some text"]);
    assert_reads(reply.mix_monitor_id(), "\"some text\"", "MixMonitorID");
}

#[test]
fn mix_monitor_mute() {
    let least = MixMonitorMute::new("PJSIP/100-00000001", true);
    let full = MixMonitorMute::new("PJSIP/100-00000001", true)
        .direction(RecordingSide::Read)
        .mix_monitor_id("some text");
    assert_encodes(
        &least,
        "MixMonitorMute",
        "system,call",
        &["Channel: PJSIP/100-00000001", "State: 1"],
    );
    assert_encodes(
        &full,
        "MixMonitorMute",
        "system,call",
        &[
            "Channel: PJSIP/100-00000001",
            "Direction: read",
            "State: 1",
            "MixMonitorID: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn stop_mix_monitor() {
    let least = StopMixMonitor::new("PJSIP/100-00000001");
    let full = StopMixMonitor::new("PJSIP/100-00000001").mix_monitor_id("some text");
    assert_encodes(
        &least,
        "StopMixMonitor",
        "system,call",
        &["Channel: PJSIP/100-00000001"],
    );
    assert_encodes(
        &full,
        "StopMixMonitor",
        "system,call",
        &["Channel: PJSIP/100-00000001", "MixMonitorID: some text"],
    );
    assert_simple(&least);
}
