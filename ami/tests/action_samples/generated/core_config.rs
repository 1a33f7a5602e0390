// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn get_config_json() {
    let least = GetConfigJson::new("some text");
    let full = GetConfigJson::new("some text")
        .category("some text")
        .filter("some text");
    assert_encodes(&least, "GetConfigJSON", "system,config", &["Filename: some text"]);
    assert_encodes(
        &full,
        "GetConfigJSON",
        "system,config",
        &["Filename: some text", "Category: some text", "Filter: some text"],
    );
    let reply = assert_fields(&least, &["JSON: unknown"]);
    assert_reads(reply.json(), "\"unknown\"", "JSON");
}
