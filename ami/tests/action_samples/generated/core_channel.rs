// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::time::Duration;

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn absolute_timeout() {
    let least = AbsoluteTimeout::new("PJSIP/100-00000001", Duration::from_millis(1_500));
    let full = AbsoluteTimeout::new("PJSIP/100-00000001", Duration::from_millis(1_500));
    assert_encodes(
        &least,
        "AbsoluteTimeout",
        "system,call",
        &["Channel: PJSIP/100-00000001", "Timeout: 1.5"],
    );
    assert_encodes(
        &full,
        "AbsoluteTimeout",
        "system,call",
        &["Channel: PJSIP/100-00000001", "Timeout: 1.5"],
    );
    assert_simple(&least);
}

#[test]
fn core_show_channel_map() {
    let least = CoreShowChannelMap::new();
    let full = CoreShowChannelMap::new().channel("PJSIP/100-00000001");
    assert_encodes(&least, "CoreShowChannelMap", "system,reporting", &[]);
    assert_encodes(
        &full,
        "CoreShowChannelMap",
        "system,reporting",
        &["Channel: PJSIP/100-00000001"],
    );
    assert_lists(
        &least,
        &["CoreShowChannelMap"],
        "CoreShowChannelMapComplete",
        false,
    );
}

#[test]
fn core_show_channels() {
    let least = CoreShowChannels;
    let full = CoreShowChannels;
    assert_encodes(&least, "CoreShowChannels", "system,reporting", &[]);
    assert_encodes(&full, "CoreShowChannels", "system,reporting", &[]);
    assert_lists(&least, &["CoreShowChannel"], "CoreShowChannelsComplete", false);
}

#[test]
fn getvar() {
    let least = Getvar::new("some text");
    let full = Getvar::new("some text").channel("PJSIP/100-00000001");
    assert_encodes(&least, "Getvar", "call,reporting", &["Variable: some text"]);
    assert_encodes(
        &full,
        "Getvar",
        "call,reporting",
        &["Channel: PJSIP/100-00000001", "Variable: some text"],
    );
    let reply = assert_fields(&least, &["Variable: unknown", "Value: unknown"]);
    assert_reads(reply.variable(), "\"unknown\"", "Variable");
    assert_reads(reply.value(), "\"unknown\"", "Value");
}

#[test]
fn local_optimize_away() {
    let least = LocalOptimizeAway::new("PJSIP/100-00000001");
    let full = LocalOptimizeAway::new("PJSIP/100-00000001");
    assert_encodes(
        &least,
        "LocalOptimizeAway",
        "system,call",
        &["Channel: PJSIP/100-00000001"],
    );
    assert_encodes(
        &full,
        "LocalOptimizeAway",
        "system,call",
        &["Channel: PJSIP/100-00000001"],
    );
    assert_simple(&least);
}

#[test]
fn setvar() {
    let least = Setvar::new("some text", "hunter2");
    let full = Setvar::new("some text", "hunter2").channel("PJSIP/100-00000001");
    assert_encodes(
        &least,
        "Setvar",
        "call",
        &["Variable: some text", "Value: hunter2"],
    );
    assert_encodes(
        &full,
        "Setvar",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "Variable: some text",
            "Value: hunter2",
        ],
    );
    assert_simple(&least);
}

#[test]
fn status() {
    let least = Status::new();
    let full = Status::new()
        .channel("PJSIP/100-00000001")
        .variables(["A", "FUNC(b)"])
        .all_variables(true);
    assert_encodes(&least, "Status", "system,call,reporting", &[]);
    assert_encodes(
        &full,
        "Status",
        "system,call,reporting",
        &[
            "Channel: PJSIP/100-00000001",
            "Variables: A,FUNC(b)",
            "AllVariables: true",
        ],
    );
    assert_lists(&least, &["Status"], "StatusComplete", false);
}
