// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn queue_change_priority_caller() {
    let least = QueueChangePriorityCaller::new("some text", "PJSIP/100-00000001", 7);
    let full = QueueChangePriorityCaller::new("some text", "PJSIP/100-00000001", 7).immediate(true);
    assert_encodes(
        &least,
        "QueueChangePriorityCaller",
        "",
        &["Queue: some text", "Caller: PJSIP/100-00000001", "Priority: 7"],
    );
    assert_encodes(
        &full,
        "QueueChangePriorityCaller",
        "",
        &[
            "Queue: some text",
            "Caller: PJSIP/100-00000001",
            "Priority: 7",
            "Immediate: true",
        ],
    );
    assert_simple(&least);
}

#[test]
fn queue_log() {
    let least = QueueLog::new("some text", "some text");
    let full = QueueLog::new("some text", "some text")
        .unique_id("1718000000.42")
        .interface("some text")
        .message("some text");
    assert_encodes(
        &least,
        "QueueLog",
        "agent",
        &["Queue: some text", "Event: some text"],
    );
    assert_encodes(
        &full,
        "QueueLog",
        "agent",
        &[
            "Queue: some text",
            "Event: some text",
            "Uniqueid: 1718000000.42",
            "Interface: some text",
            "Message: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn queue_reload() {
    let least = QueueReload::new();
    let full = QueueReload::new()
        .queue("some text")
        .members(true)
        .rules(true)
        .parameters(true);
    assert_encodes(&least, "QueueReload", "", &[]);
    assert_encodes(
        &full,
        "QueueReload",
        "",
        &[
            "Queue: some text",
            "Members: yes",
            "Rules: yes",
            "Parameters: yes",
        ],
    );
    assert_simple(&least);
}

#[test]
fn queue_reset() {
    let least = QueueReset::new();
    let full = QueueReset::new().queue("some text");
    assert_encodes(&least, "QueueReset", "", &[]);
    assert_encodes(&full, "QueueReset", "", &["Queue: some text"]);
    assert_simple(&least);
}

#[test]
fn queue_summary() {
    let least = QueueSummary::new();
    let full = QueueSummary::new().queue("some text");
    assert_encodes(&least, "QueueSummary", "", &[]);
    assert_encodes(&full, "QueueSummary", "", &["Queue: some text"]);
    assert_lists(&least, &["QueueSummary"], "QueueSummaryComplete", false);
}

#[test]
fn queue_withdraw_caller() {
    let least = QueueWithdrawCaller::new("some text", "PJSIP/100-00000001");
    let full = QueueWithdrawCaller::new("some text", "PJSIP/100-00000001").withdraw_info("some text");
    assert_encodes(
        &least,
        "QueueWithdrawCaller",
        "",
        &["Queue: some text", "Caller: PJSIP/100-00000001"],
    );
    assert_encodes(
        &full,
        "QueueWithdrawCaller",
        "",
        &[
            "Queue: some text",
            "Caller: PJSIP/100-00000001",
            "WithdrawInfo: some text",
        ],
    );
    assert_simple(&least);
}
