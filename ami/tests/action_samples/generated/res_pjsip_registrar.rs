// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn pjsip_show_registration_inbound_contact_statuses() {
    let least = PjsipShowRegistrationInboundContactStatuses;
    let full = PjsipShowRegistrationInboundContactStatuses;
    assert_encodes(
        &least,
        "PJSIPShowRegistrationInboundContactStatuses",
        "system",
        &[],
    );
    assert_encodes(
        &full,
        "PJSIPShowRegistrationInboundContactStatuses",
        "system",
        &[],
    );
    assert_lists(
        &least,
        &["ContactStatusDetail"],
        "ContactStatusDetailComplete",
        false,
    );
}

#[test]
fn pjsip_show_registrations_inbound() {
    let least = PjsipShowRegistrationsInbound;
    let full = PjsipShowRegistrationsInbound;
    assert_encodes(&least, "PJSIPShowRegistrationsInbound", "system", &[]);
    assert_encodes(&full, "PJSIPShowRegistrationsInbound", "system", &[]);
    assert_lists(
        &least,
        &["InboundRegistrationDetail"],
        "InboundRegistrationDetailComplete",
        false,
    );
}
