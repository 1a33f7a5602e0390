// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn pjsip_show_resource_lists() {
    let least = PjsipShowResourceLists;
    let full = PjsipShowResourceLists;
    assert_encodes(&least, "PJSIPShowResourceLists", "system", &[]);
    assert_encodes(&full, "PJSIPShowResourceLists", "system", &[]);
    assert_lists(
        &least,
        &["ResourceListDetail"],
        "ResourceListDetailComplete",
        false,
    );
}

#[test]
fn pjsip_show_subscriptions_inbound() {
    let least = PjsipShowSubscriptionsInbound;
    let full = PjsipShowSubscriptionsInbound;
    assert_encodes(&least, "PJSIPShowSubscriptionsInbound", "system", &[]);
    assert_encodes(&full, "PJSIPShowSubscriptionsInbound", "system", &[]);
    assert_lists(
        &least,
        &["InboundSubscriptionDetail"],
        "InboundSubscriptionDetailComplete",
        false,
    );
}

#[test]
fn pjsip_show_subscriptions_outbound() {
    let least = PjsipShowSubscriptionsOutbound;
    let full = PjsipShowSubscriptionsOutbound;
    assert_encodes(&least, "PJSIPShowSubscriptionsOutbound", "system", &[]);
    assert_encodes(&full, "PJSIPShowSubscriptionsOutbound", "system", &[]);
    assert_lists(
        &least,
        &["OutboundSubscriptionDetail"],
        "OutboundSubscriptionDetailComplete",
        false,
    );
}
