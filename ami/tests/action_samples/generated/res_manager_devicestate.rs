// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn device_state_list() {
    let least = DeviceStateList;
    let full = DeviceStateList;
    assert_encodes(&least, "DeviceStateList", "call,reporting", &[]);
    assert_encodes(&full, "DeviceStateList", "call,reporting", &[]);
    assert_lists(&least, &["DeviceStateChange"], "DeviceStateListComplete", false);
}
