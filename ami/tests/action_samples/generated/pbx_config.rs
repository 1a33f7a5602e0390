// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn dialplan_extension_add() {
    let least = DialplanExtensionAdd::new("some text", "some text", 1, "some text");
    let full = DialplanExtensionAdd::new("some text", "some text", 1, "some text")
        .application_data("some text")
        .replace(true);
    assert_encodes(
        &least,
        "DialplanExtensionAdd",
        "system",
        &[
            "Context: some text",
            "Extension: some text",
            "Priority: 1",
            "Application: some text",
        ],
    );
    assert_encodes(
        &full,
        "DialplanExtensionAdd",
        "system",
        &[
            "Context: some text",
            "Extension: some text",
            "Priority: 1",
            "Application: some text",
            "ApplicationData: some text",
            "Replace: true",
        ],
    );
    assert_simple(&least);
}

#[test]
fn dialplan_extension_remove() {
    let least = DialplanExtensionRemove::new("some text", "some text");
    let full = DialplanExtensionRemove::new("some text", "some text").priority(1);
    assert_encodes(
        &least,
        "DialplanExtensionRemove",
        "system",
        &["Context: some text", "Extension: some text"],
    );
    assert_encodes(
        &full,
        "DialplanExtensionRemove",
        "system",
        &["Context: some text", "Extension: some text", "Priority: 1"],
    );
    assert_simple(&least);
}
