// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn presence_state_list() {
    let least = PresenceStateList;
    let full = PresenceStateList;
    assert_encodes(&least, "PresenceStateList", "call,reporting", &[]);
    assert_encodes(&full, "PresenceStateList", "call,reporting", &[]);
    assert_lists(
        &least,
        &["PresenceStateChange"],
        "PresenceStateListComplete",
        false,
    );
}
