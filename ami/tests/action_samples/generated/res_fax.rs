// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn fax_session() {
    let least = FaxSession::new(7);
    let full = FaxSession::new(7);
    assert_encodes(&least, "FAXSession", "call", &["SessionNumber: 7"]);
    assert_encodes(&full, "FAXSession", "call", &["SessionNumber: 7"]);
    assert_then(&least, "FAXSession");
}

#[test]
fn fax_sessions() {
    let least = FaxSessions;
    let full = FaxSessions;
    assert_encodes(&least, "FAXSessions", "call", &[]);
    assert_encodes(&full, "FAXSessions", "call", &[]);
    assert_lists(&least, &["FAXSessionsEntry"], "FAXSessionsComplete", false);
}

#[test]
fn fax_stats() {
    let least = FaxStats;
    let full = FaxStats;
    assert_encodes(&least, "FAXStats", "reporting", &[]);
    assert_encodes(&full, "FAXStats", "reporting", &[]);
    assert_then(&least, "FAXStats");
}
