// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn pjsip_qualify() {
    let least = PjsipQualify::new("some text");
    let full = PjsipQualify::new("some text");
    assert_encodes(
        &least,
        "PJSIPQualify",
        "system,reporting",
        &["Endpoint: some text"],
    );
    assert_encodes(
        &full,
        "PJSIPQualify",
        "system,reporting",
        &["Endpoint: some text"],
    );
    assert_simple(&least);
}

#[test]
fn pjsip_show_aors() {
    let least = PjsipShowAors;
    let full = PjsipShowAors;
    assert_encodes(&least, "PJSIPShowAors", "system", &[]);
    assert_encodes(&full, "PJSIPShowAors", "system", &[]);
    assert_lists(&least, &["AorList"], "AorListComplete", false);
}

#[test]
fn pjsip_show_auths() {
    let least = PjsipShowAuths;
    let full = PjsipShowAuths;
    assert_encodes(&least, "PJSIPShowAuths", "system", &[]);
    assert_encodes(&full, "PJSIPShowAuths", "system", &[]);
    assert_lists(&least, &["AuthList"], "AuthListComplete", false);
}

#[test]
fn pjsip_show_contacts() {
    let least = PjsipShowContacts;
    let full = PjsipShowContacts;
    assert_encodes(&least, "PJSIPShowContacts", "system", &[]);
    assert_encodes(&full, "PJSIPShowContacts", "system", &[]);
    assert_lists(&least, &["ContactList"], "ContactListComplete", false);
}

#[test]
fn pjsip_show_endpoint() {
    let least = PjsipShowEndpoint::new("some text");
    let full = PjsipShowEndpoint::new("some text");
    assert_encodes(&least, "PJSIPShowEndpoint", "system", &["Endpoint: some text"]);
    assert_encodes(&full, "PJSIPShowEndpoint", "system", &["Endpoint: some text"]);
    assert_lists(
        &least,
        &[
            "EndpointDetail",
            "AorDetail",
            "AuthDetail",
            "TransportDetail",
            "IdentifyDetail",
            "ContactStatusDetail",
        ],
        "EndpointDetailComplete",
        false,
    );
}

#[test]
fn pjsip_show_endpoints() {
    let least = PjsipShowEndpoints;
    let full = PjsipShowEndpoints;
    assert_encodes(&least, "PJSIPShowEndpoints", "system", &[]);
    assert_encodes(&full, "PJSIPShowEndpoints", "system", &[]);
    assert_lists(&least, &["EndpointList"], "EndpointListComplete", false);
}
