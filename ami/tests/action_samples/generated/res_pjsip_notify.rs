// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn pjsip_notify() {
    let least = PjsipNotify::new();
    let full = PjsipNotify::new()
        .endpoint("some text")
        .uri("some text")
        .channel("PJSIP/100-00000001")
        .option("some text")
        .variable("NAME", "hunter2,b")
        .variable("NAME", "hunter2,b");
    assert_encodes(&least, "PJSIPNotify", "system", &[]);
    assert_encodes(
        &full,
        "PJSIPNotify",
        "system",
        &[
            "Endpoint: some text",
            "URI: some text",
            "channel: PJSIP/100-00000001",
            "Option: some text",
            "Variable: NAME=hunter2\\,b",
            "Variable: NAME=hunter2\\,b",
        ],
    );
    assert_simple(&least);
}
