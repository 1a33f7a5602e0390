// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn atxfer() {
    let least = Atxfer::new("PJSIP/100-00000001", "some text");
    let full = Atxfer::new("PJSIP/100-00000001", "some text").context("some text");
    assert_encodes(
        &least,
        "Atxfer",
        "call",
        &["Channel: PJSIP/100-00000001", "Exten: some text"],
    );
    assert_encodes(
        &full,
        "Atxfer",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "Exten: some text",
            "Context: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn blind_transfer() {
    let least = BlindTransfer::new("PJSIP/100-00000001", "some text");
    let full = BlindTransfer::new("PJSIP/100-00000001", "some text").context("some text");
    assert_encodes(
        &least,
        "BlindTransfer",
        "call",
        &["Channel: PJSIP/100-00000001", "Exten: some text"],
    );
    assert_encodes(
        &full,
        "BlindTransfer",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "Context: some text",
            "Exten: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn cancel_atxfer() {
    let least = CancelAtxfer::new("PJSIP/100-00000001");
    let full = CancelAtxfer::new("PJSIP/100-00000001");
    assert_encodes(&least, "CancelAtxfer", "call", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(&full, "CancelAtxfer", "call", &["Channel: PJSIP/100-00000001"]);
    assert_simple(&least);
}

#[test]
fn redirect() {
    let least = Redirect::new("PJSIP/100-00000001", "some text", "some text", 1);
    let full = Redirect::new("PJSIP/100-00000001", "some text", "some text", 1)
        .extra_channel("PJSIP/100-00000001")
        .extra_extension("some text")
        .extra_context("some text")
        .extra_priority(1);
    assert_encodes(
        &least,
        "Redirect",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "Exten: some text",
            "Context: some text",
            "Priority: 1",
        ],
    );
    assert_encodes(
        &full,
        "Redirect",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "ExtraChannel: PJSIP/100-00000001",
            "Exten: some text",
            "ExtraExten: some text",
            "Context: some text",
            "ExtraContext: some text",
            "Priority: 1",
            "ExtraPriority: 1",
        ],
    );
    assert_simple(&least);
}

#[test]
fn send_text() {
    let least = SendText::new("PJSIP/100-00000001", "hunter2");
    let full = SendText::new("PJSIP/100-00000001", "hunter2").content_type("some text");
    assert_encodes(
        &least,
        "SendText",
        "call",
        &["Channel: PJSIP/100-00000001", "Message: hunter2"],
    );
    assert_encodes(
        &full,
        "SendText",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "Message: hunter2",
            "Content-Type: some text",
        ],
    );
    assert_simple(&least);
}
