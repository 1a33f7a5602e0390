// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn pjsip_register() {
    let least = PjsipRegister::new("some text");
    let full = PjsipRegister::new("some text");
    assert_encodes(
        &least,
        "PJSIPRegister",
        "system,reporting",
        &["Registration: some text"],
    );
    assert_encodes(
        &full,
        "PJSIPRegister",
        "system,reporting",
        &["Registration: some text"],
    );
    assert_simple(&least);
}

#[test]
fn pjsip_show_registrations_outbound() {
    let least = PjsipShowRegistrationsOutbound;
    let full = PjsipShowRegistrationsOutbound;
    assert_encodes(&least, "PJSIPShowRegistrationsOutbound", "system,reporting", &[]);
    assert_encodes(&full, "PJSIPShowRegistrationsOutbound", "system,reporting", &[]);
    assert_lists(
        &least,
        &["OutboundRegistrationDetail", "AuthDetail"],
        "OutboundRegistrationDetailComplete",
        false,
    );
}

#[test]
fn pjsip_unregister() {
    let least = PjsipUnregister::new("some text");
    let full = PjsipUnregister::new("some text");
    assert_encodes(
        &least,
        "PJSIPUnregister",
        "system,reporting",
        &["Registration: some text"],
    );
    assert_encodes(
        &full,
        "PJSIPUnregister",
        "system,reporting",
        &["Registration: some text"],
    );
    assert_simple(&least);
}
