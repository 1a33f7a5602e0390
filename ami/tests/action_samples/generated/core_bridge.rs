// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn bridge() {
    let least = Bridge::new("PJSIP/100-00000001", "PJSIP/100-00000001");
    let full = Bridge::new("PJSIP/100-00000001", "PJSIP/100-00000001").tone(BridgeTone::Nobody);
    assert_encodes(
        &least,
        "Bridge",
        "call",
        &["Channel1: PJSIP/100-00000001", "Channel2: PJSIP/100-00000001"],
    );
    assert_encodes(
        &full,
        "Bridge",
        "call",
        &[
            "Channel1: PJSIP/100-00000001",
            "Channel2: PJSIP/100-00000001",
            "Tone: no",
        ],
    );
    assert_simple(&least);
}

#[test]
fn bridge_destroy() {
    let least = BridgeDestroy::new("some text");
    let full = BridgeDestroy::new("some text");
    assert_encodes(&least, "BridgeDestroy", "", &["BridgeUniqueid: some text"]);
    assert_encodes(&full, "BridgeDestroy", "", &["BridgeUniqueid: some text"]);
    assert_simple(&least);
}

#[test]
fn bridge_info() {
    let least = BridgeInfo::new("some text");
    let full = BridgeInfo::new("some text");
    assert_encodes(&least, "BridgeInfo", "", &["BridgeUniqueid: some text"]);
    assert_encodes(&full, "BridgeInfo", "", &["BridgeUniqueid: some text"]);
    assert_lists(&least, &["BridgeInfoChannel"], "BridgeInfoComplete", false);
}

#[test]
fn bridge_kick() {
    let least = BridgeKick::new("PJSIP/100-00000001");
    let full = BridgeKick::new("PJSIP/100-00000001").bridge_id("some text");
    assert_encodes(&least, "BridgeKick", "", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(
        &full,
        "BridgeKick",
        "",
        &["BridgeUniqueid: some text", "Channel: PJSIP/100-00000001"],
    );
    assert_simple(&least);
}

#[test]
fn bridge_list() {
    let least = BridgeList::new();
    let full = BridgeList::new().bridge_type("some text");
    assert_encodes(&least, "BridgeList", "", &[]);
    assert_encodes(&full, "BridgeList", "", &["BridgeType: some text"]);
    assert_lists(&least, &["BridgeListItem"], "BridgeListComplete", false);
}

#[test]
fn bridge_technology_list() {
    let least = BridgeTechnologyList;
    let full = BridgeTechnologyList;
    assert_encodes(&least, "BridgeTechnologyList", "", &[]);
    assert_encodes(&full, "BridgeTechnologyList", "", &[]);
    assert_lists(
        &least,
        &["BridgeTechnologyListItem"],
        "BridgeTechnologyListComplete",
        false,
    );
}

#[test]
fn bridge_technology_suspend() {
    let least = BridgeTechnologySuspend::new("some text");
    let full = BridgeTechnologySuspend::new("some text");
    assert_encodes(
        &least,
        "BridgeTechnologySuspend",
        "",
        &["BridgeTechnology: some text"],
    );
    assert_encodes(
        &full,
        "BridgeTechnologySuspend",
        "",
        &["BridgeTechnology: some text"],
    );
    assert_simple(&least);
}

#[test]
fn bridge_technology_unsuspend() {
    let least = BridgeTechnologyUnsuspend::new("some text");
    let full = BridgeTechnologyUnsuspend::new("some text");
    assert_encodes(
        &least,
        "BridgeTechnologyUnsuspend",
        "",
        &["BridgeTechnology: some text"],
    );
    assert_encodes(
        &full,
        "BridgeTechnologyUnsuspend",
        "",
        &["BridgeTechnology: some text"],
    );
    assert_simple(&least);
}
