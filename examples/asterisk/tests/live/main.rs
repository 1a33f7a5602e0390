//! The company against the real thing, in both versions: `cargo test -p switchhook-rig --test live -- --ignored`.

mod accounts;
mod agi;
mod callfile;
mod callfile_times;
mod calls;
mod company;
#[path = "callfile/follow.rs"]
mod follow;
mod provisioning;
mod rating;

use agi::{
    async_agi as agi_async, commands as agi_commands, dialplan as agi_dialplan, hangups as agi_hangups,
    keys as agi_keys, programs as agi_programs, recording as agi_recording, server as agi_server,
};

use std::time::Duration;

use switchhook_rig::{CdrRow, Instance, Manager, Reply, Task, wait_for};

const SOON: Duration = Duration::from_secs(10);

/// Each scenario becomes a test for 22 and one for 16.
macro_rules! on_both_versions {
    ($($start:ident $group:ident: $($name:ident)*;)*) => {
        mod asterisk_22 {
            use switchhook_rig::{Instance, Laboratory, Version};
            $($(#[test]
            #[ignore = "needs a real Asterisk: see examples/asterisk"]
            fn $name() { crate::$group::$name(&crate::started($start::start(Version::V22))); })*)*
        }
        mod asterisk_16 {
            use switchhook_rig::{Instance, Laboratory, Version};
            $($(#[test]
            #[ignore = "needs a real Asterisk: see examples/asterisk"]
            fn $name() { crate::$group::$name(&crate::started($start::start(Version::V16))); })*)*
        }
    };
}

on_both_versions! {
    Instance calls:
        an_originate_joins_two_phones_and_the_record_says_so
        busy_and_no_answer_are_told_apart
        a_caller_who_gives_up_leaves_a_record
        calls_go_out_and_come_in_over_the_trunk
        a_phone_that_took_a_call_hangs_up
        a_dropped_phone_is_unregistered_and_a_wrong_secret_is_refused;
    Instance provisioning:
        a_phone_gets_its_file_registers_and_fetches_again_when_told
        a_phone_that_changes_hands_never_rings_for_the_wrong_person;
    Instance rating:
        records_are_read_rated_and_reported;
    Instance callfile:
        a_call_file_rings_a_phone_and_joins_it_with_an_extension
        a_future_call_is_placed_at_its_time_and_not_before
        a_call_whose_time_has_passed_is_placed_at_once
        hidden_files_and_links_are_calls_as_others_are
        a_busy_phone_is_tried_again_and_the_attempts_are_read_back
        a_call_cancelled_while_it_rings_is_not_tried_again
        a_file_of_the_group_is_called_tried_again_and_removed
        variables_arrive_as_they_were_given
        asterisk_does_with_odd_files_what_the_check_says
        attempts_ring_for_the_wait_time_and_follow_after_the_retry_time
        the_archive_keeps_each_status_and_one_file_of_a_name
        always_delete_no_leaves_the_file_of_a_short_call
        early_media_connects_a_call_that_nobody_answered
        the_extension_failed_has_the_reason_and_cannot_dial
        a_time_is_changed_by_another_name_only
        ten_thousand_files_at_once_are_called_once_each;
    Instance callfile_times:
        only_another_name_moves_a_call_to_another_time;
    Instance follow:
        the_follower_says_what_the_telephones_did
        the_follower_hears_the_same_without_rights_to_the_dialplan
        without_events_the_follower_says_what_files_can_say
        a_follower_that_was_restarted_says_the_same
        attempts_are_told_with_their_reasons;
    Instance company:
        a_queue_call_reaches_a_member_and_is_recorded
        a_busy_phone_with_a_mailbox_gets_voicemail
        keys_reach_the_dialplan
        a_fastagi_program_is_asked
        a_recording_asked_for_in_astdb_is_made_and_reported
        a_running_call_is_recorded_and_a_phone_notified_by_the_state_account
        a_parked_call_is_fetched;
    Instance agi_server:
        a_call_is_answered_asked_for_digits_and_hung_up
        a_variable_is_seen_from_outside_and_the_dialplan_goes_on
        every_value_comes_back_as_it_was_set
        the_longest_line_arrives_whole
        a_caller_who_hangs_up_is_noticed_at_once
        a_hangup_while_a_sound_plays_ends_the_command
        a_panicking_handler_harms_no_other_call
        over_the_limit_the_dialplan_is_told_at_once
        without_a_program_the_dialplan_goes_on
        a_program_in_extension_h_may_do_what_the_dead_may
        many_calls_at_once_do_not_mix
        refusals_are_told_apart;
    Laboratory agi_keys:
        digits_are_read_as_they_were_pressed
        a_key_ends_what_plays
        a_key_ends_what_is_said
        what_nobody_waits_for_stops_at_once;
    Laboratory agi_recording:
        a_recording_ends_by_a_key_by_time_by_silence_and_by_the_caller;
    Laboratory agi_dialplan:
        subroutines_and_applications_run
        the_channel_is_changed_and_goes_on_elsewhere
        the_database_of_asterisk_is_read_and_written
        two_programs_send_each_other_text
        without_an_engine_speech_is_refused
        the_words_of_a_telephone_do_not_reach_a_program;
    Laboratory agi_hangups:
        the_caller_leaves_in_the_middle_of_each_command_that_waits
        the_dead_are_told_apart
        the_end_of_a_call_depends_on_the_dialplan
        lines_and_words_have_their_limits;
    Laboratory agi_commands:
        asterisk_has_no_command_that_is_not_in_the_table;
    Laboratory agi_async:
        a_call_without_a_connection_is_answered_over_the_manager
        the_caller_leaves_a_call_over_the_manager
        long_texts_over_the_manager_are_whole_or_an_error
        what_others_asked_is_not_our_reply_and_failures_are_told
        many_calls_share_one_connection
        a_lost_connection_sends_the_calls_back;
    Laboratory agi_programs:
        a_program_of_this_machine_answers_with_and_without_tokio
        a_caller_who_leaves_is_a_signal_to_a_program
        the_voice_of_the_caller_arrives_sample_by_sample;
    Instance accounts:
        a_phone_added_through_the_manager_registers_and_is_called
        each_account_is_refused_what_is_not_its_task
        a_wrong_secret_is_refused_after_a_pause;
}

/// Asked for without a real Asterisk, a test fails with the sentence that it is ignored with.
fn started<T>(instance: switchhook_rig::Result<T>) -> T {
    instance.unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk ({e})"))
}

fn manager(pbx: &Instance, task: Task) -> Manager {
    let (user, secret) = pbx.account(task);
    let mut manager = Manager::connect(pbx.ami_addr()).unwrap();
    assert_eq!(
        manager.login(user, secret.expose()).unwrap().get("Message"),
        Some("Authentication accepted")
    );
    manager
}

fn done(reply: &Reply) {
    assert_eq!(reply.get("Response"), Some("Success"), "{reply:?}");
}

fn records(pbx: &Instance, count: usize) -> Vec<CdrRow> {
    wait_for("the call detail records", SOON, || {
        let rows = pbx.master_csv().unwrap();
        (rows.len() >= count).then_some(rows)
    })
    .unwrap_or_else(|e| panic!("{e}\n{:#?}\n{}", pbx.master_csv(), pbx.log()))
}
