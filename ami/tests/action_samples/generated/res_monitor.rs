// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn change_monitor() {
    let least = ChangeMonitor::new("PJSIP/100-00000001", "some text");
    let full = ChangeMonitor::new("PJSIP/100-00000001", "some text");
    assert_encodes(
        &least,
        "ChangeMonitor",
        "call",
        &["Channel: PJSIP/100-00000001", "File: some text"],
    );
    assert_encodes(
        &full,
        "ChangeMonitor",
        "call",
        &["Channel: PJSIP/100-00000001", "File: some text"],
    );
    assert_simple(&least);
}

#[test]
fn monitor() {
    let least = Monitor::new("PJSIP/100-00000001");
    let full = Monitor::new("PJSIP/100-00000001")
        .file("some text")
        .format("some text")
        .mix(true);
    assert_encodes(&least, "Monitor", "call", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(
        &full,
        "Monitor",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "File: some text",
            "Format: some text",
            "Mix: true",
        ],
    );
    assert_simple(&least);
}

#[test]
fn pause_monitor() {
    let least = PauseMonitor::new("PJSIP/100-00000001");
    let full = PauseMonitor::new("PJSIP/100-00000001");
    assert_encodes(&least, "PauseMonitor", "call", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(&full, "PauseMonitor", "call", &["Channel: PJSIP/100-00000001"]);
    assert_simple(&least);
}

#[test]
fn stop_monitor() {
    let least = StopMonitor::new("PJSIP/100-00000001");
    let full = StopMonitor::new("PJSIP/100-00000001");
    assert_encodes(&least, "StopMonitor", "call", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(&full, "StopMonitor", "call", &["Channel: PJSIP/100-00000001"]);
    assert_simple(&least);
}

#[test]
fn unpause_monitor() {
    let least = UnpauseMonitor::new("PJSIP/100-00000001");
    let full = UnpauseMonitor::new("PJSIP/100-00000001");
    assert_encodes(&least, "UnpauseMonitor", "call", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(&full, "UnpauseMonitor", "call", &["Channel: PJSIP/100-00000001"]);
    assert_simple(&least);
}
