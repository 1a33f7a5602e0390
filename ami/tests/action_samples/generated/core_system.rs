// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn core_settings() {
    let least = CoreSettings;
    let full = CoreSettings;
    assert_encodes(&least, "CoreSettings", "system,reporting", &[]);
    assert_encodes(&full, "CoreSettings", "system,reporting", &[]);
    let reply = assert_fields(
        &least,
        &[
            "AMIversion: some text",
            "AsteriskVersion: some text",
            "SystemName: some text",
            "CoreMaxCalls: 42",
            "CoreMaxLoadAvg: 92.5",
            "CoreRunUser: some text",
            "CoreRunGroup: some text",
            "CoreMaxFilehandles: 42",
            "CoreRealTimeEnabled: Yes",
            "CoreCDRenabled: Yes",
            "CoreHTTPenabled: Yes",
            "SoundsSearchCustomDir: Yes",
        ],
    );
    assert_reads(reply.am_iversion(), "\"some text\"", "AMIversion");
    assert_reads(reply.asterisk_version(), "\"some text\"", "AsteriskVersion");
    assert_reads(reply.system_name(), "\"some text\"", "SystemName");
    assert_reads(reply.core_max_calls(), "42", "CoreMaxCalls");
    assert_reads(reply.core_max_load_avg(), "92.5", "CoreMaxLoadAvg");
    assert_reads(reply.core_run_user(), "\"some text\"", "CoreRunUser");
    assert_reads(reply.core_run_group(), "\"some text\"", "CoreRunGroup");
    assert_reads(reply.core_max_filehandles(), "42", "CoreMaxFilehandles");
    assert_reads(reply.core_real_time_enabled(), "true", "CoreRealTimeEnabled");
    assert_reads(reply.core_cd_renabled(), "true", "CoreCDRenabled");
    assert_reads(reply.core_htt_penabled(), "true", "CoreHTTPenabled");
    assert_reads(reply.sounds_search_custom_dir(), "true", "SoundsSearchCustomDir");
}

#[test]
fn core_status() {
    let least = CoreStatus;
    let full = CoreStatus;
    assert_encodes(&least, "CoreStatus", "system,reporting", &[]);
    assert_encodes(&full, "CoreStatus", "system,reporting", &[]);
    let reply = assert_fields(
        &least,
        &[
            "CoreStartupDate: some text",
            "CoreStartupTime: some text",
            "CoreReloadDate: some text",
            "CoreReloadTime: some text",
            "CoreCurrentCalls: 42",
            "CoreProcessedCalls: 4294967296",
        ],
    );
    assert_reads(reply.core_startup_date(), "\"some text\"", "CoreStartupDate");
    assert_reads(reply.core_startup_time(), "\"some text\"", "CoreStartupTime");
    assert_reads(reply.core_reload_date(), "\"some text\"", "CoreReloadDate");
    assert_reads(reply.core_reload_time(), "\"some text\"", "CoreReloadTime");
    assert_reads(reply.core_current_calls(), "42", "CoreCurrentCalls");
    assert_reads(reply.core_processed_calls(), "4294967296", "CoreProcessedCalls");
}

#[test]
fn logger_rotate() {
    let least = LoggerRotate;
    let full = LoggerRotate;
    assert_encodes(&least, "LoggerRotate", "system,reporting", &[]);
    assert_encodes(&full, "LoggerRotate", "system,reporting", &[]);
    assert_simple(&least);
}

#[test]
fn module_check() {
    let least = ModuleCheck::new("some text");
    let full = ModuleCheck::new("some text");
    assert_encodes(&least, "ModuleCheck", "system", &["Module: some text"]);
    assert_encodes(&full, "ModuleCheck", "system", &["Module: some text"]);
    let reply = assert_fields(&least, &["Version: some text"]);
    assert_reads(reply.version(), "\"some text\"", "Version");
}

#[test]
fn module_load() {
    let least = ModuleLoad::new(ModuleOperation::Load);
    let full = ModuleLoad::new(ModuleOperation::Load)
        .module("some text")
        .recursive(true);
    assert_encodes(&least, "ModuleLoad", "system", &["LoadType: load"]);
    assert_encodes(
        &full,
        "ModuleLoad",
        "system",
        &["Module: some text", "LoadType: load", "Recursive: true"],
    );
    assert_simple(&least);
}

#[test]
fn show_dial_plan() {
    let least = ShowDialPlan::new();
    let full = ShowDialPlan::new().extension("some text").context("some text");
    assert_encodes(&least, "ShowDialPlan", "config,reporting", &[]);
    assert_encodes(
        &full,
        "ShowDialPlan",
        "config,reporting",
        &["Extension: some text", "Context: some text"],
    );
    assert_lists(&least, &["ListDialplan"], "ShowDialPlanComplete", false);
}
