// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn pjsip_set_maintenance() {
    let least = PjsipSetMaintenance::new("some text", true);
    let full = PjsipSetMaintenance::new("some text", true);
    assert_encodes(
        &least,
        "PJSIPSetMaintenance",
        "system",
        &["Endpoint: some text", "State: on"],
    );
    assert_encodes(
        &full,
        "PJSIPSetMaintenance",
        "system",
        &["Endpoint: some text", "State: on"],
    );
    assert_simple(&least);
}

#[test]
fn pjsip_show_maintenance() {
    let least = PjsipShowMaintenance::new();
    let full = PjsipShowMaintenance::new().endpoint("some text");
    assert_encodes(&least, "PJSIPShowMaintenance", "system,reporting", &[]);
    assert_encodes(
        &full,
        "PJSIPShowMaintenance",
        "system,reporting",
        &["Endpoint: some text"],
    );
    assert_lists(
        &least,
        &["PJSIPMaintenanceStatus"],
        "PJSIPMaintenanceStatusComplete",
        false,
    );
}
