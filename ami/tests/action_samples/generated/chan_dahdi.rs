// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn dahdi_dial_offhook() {
    let least = DahdiDialOffhook::new(7, "some text");
    let full = DahdiDialOffhook::new(7, "some text");
    assert_encodes(
        &least,
        "DAHDIDialOffhook",
        "",
        &["DAHDIChannel: 7", "Number: some text"],
    );
    assert_encodes(
        &full,
        "DAHDIDialOffhook",
        "",
        &["DAHDIChannel: 7", "Number: some text"],
    );
    assert_simple(&least);
}

#[test]
fn dahdi_dnd_off() {
    let least = DahdiDndOff::new(7);
    let full = DahdiDndOff::new(7);
    assert_encodes(&least, "DAHDIDNDoff", "", &["DAHDIChannel: 7"]);
    assert_encodes(&full, "DAHDIDNDoff", "", &["DAHDIChannel: 7"]);
    assert_simple(&least);
}

#[test]
fn dahdi_dnd_on() {
    let least = DahdiDndOn::new(7);
    let full = DahdiDndOn::new(7);
    assert_encodes(&least, "DAHDIDNDon", "", &["DAHDIChannel: 7"]);
    assert_encodes(&full, "DAHDIDNDon", "", &["DAHDIChannel: 7"]);
    assert_simple(&least);
}

#[test]
fn dahdi_hangup() {
    let least = DahdiHangup::new(7);
    let full = DahdiHangup::new(7);
    assert_encodes(&least, "DAHDIHangup", "", &["DAHDIChannel: 7"]);
    assert_encodes(&full, "DAHDIHangup", "", &["DAHDIChannel: 7"]);
    assert_simple(&least);
}

#[test]
fn dahdi_restart() {
    let least = DahdiRestart;
    let full = DahdiRestart;
    assert_encodes(&least, "DAHDIRestart", "", &[]);
    assert_encodes(&full, "DAHDIRestart", "", &[]);
    assert_simple(&least);
}

#[test]
fn dahdi_show_channels() {
    let least = DahdiShowChannels::new();
    let full = DahdiShowChannels::new().dahdi_channel(7);
    assert_encodes(&least, "DAHDIShowChannels", "", &[]);
    assert_encodes(&full, "DAHDIShowChannels", "", &["DAHDIChannel: 7"]);
    assert_lists(&least, &["DAHDIShowChannels"], "DAHDIShowChannelsComplete", false);
}

#[test]
fn dahdi_show_status() {
    let least = DahdiShowStatus;
    let full = DahdiShowStatus;
    assert_encodes(&least, "DAHDIShowStatus", "", &[]);
    assert_encodes(&full, "DAHDIShowStatus", "", &[]);
    assert_lists(&least, &["DAHDIShowStatus"], "DAHDIShowStatusComplete", false);
}

#[test]
fn dahdi_transfer() {
    let least = DahdiTransfer::new(7);
    let full = DahdiTransfer::new(7);
    assert_encodes(&least, "DAHDITransfer", "", &["DAHDIChannel: 7"]);
    assert_encodes(&full, "DAHDITransfer", "", &["DAHDIChannel: 7"]);
    assert_simple(&least);
}

#[test]
fn pri_debug_file_set() {
    let least = PriDebugFileSet::new("some text");
    let full = PriDebugFileSet::new("some text");
    assert_encodes(&least, "PRIDebugFileSet", "system", &["File: some text"]);
    assert_encodes(&full, "PRIDebugFileSet", "system", &["File: some text"]);
    assert_simple(&least);
}

#[test]
fn pri_debug_file_unset() {
    let least = PriDebugFileUnset;
    let full = PriDebugFileUnset;
    assert_encodes(&least, "PRIDebugFileUnset", "", &[]);
    assert_encodes(&full, "PRIDebugFileUnset", "", &[]);
    assert_simple(&least);
}

#[test]
fn pri_debug_set() {
    let least = PriDebugSet::new(7, "some text");
    let full = PriDebugSet::new(7, "some text");
    assert_encodes(&least, "PRIDebugSet", "", &["Span: 7", "Level: some text"]);
    assert_encodes(&full, "PRIDebugSet", "", &["Span: 7", "Level: some text"]);
    assert_simple(&least);
}

#[test]
fn pri_show_spans() {
    let least = PriShowSpans::new();
    let full = PriShowSpans::new().span(7);
    assert_encodes(&least, "PRIShowSpans", "", &[]);
    assert_encodes(&full, "PRIShowSpans", "", &["Span: 7"]);
    assert_lists(&least, &["PRIShowSpans"], "PRIShowSpansComplete", false);
}
