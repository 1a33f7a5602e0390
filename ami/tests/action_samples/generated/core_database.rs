// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn db_del_tree() {
    let least = DbDelTree::new("some text");
    let full = DbDelTree::new("some text").key("some text");
    assert_encodes(&least, "DBDelTree", "system", &["Family: some text"]);
    assert_encodes(
        &full,
        "DBDelTree",
        "system",
        &["Family: some text", "Key: some text"],
    );
    assert_simple(&least);
}

#[test]
fn db_get_tree() {
    let least = DbGetTree::new();
    let full = DbGetTree::new().family("some text").key("some text");
    assert_encodes(&least, "DBGetTree", "system,reporting", &[]);
    assert_encodes(
        &full,
        "DBGetTree",
        "system,reporting",
        &["Family: some text", "Key: some text"],
    );
    assert_lists(&least, &["DBGetTreeResponse"], "DBGetTreeComplete", false);
}
