//! Against a real Asterisk, 22 and 16: `cargo test -p switchhook-ami --all-features --test live -- --ignored`.
//!
//! Each test starts an Asterisk of its own by `switchhook-rig` (see `examples/asterisk`), with everything in it that
//! needs no hardware, and SIPp as the telephones.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "clock, sockets, threads: this is the outside world"
)]

mod actions;
mod dial;
mod events;
mod lab;
mod log;
mod restart;
mod session;
mod tap;
mod tls;
mod volume;

use std::time::Duration;

/// Longer than anything here takes on a machine that does other things too.
const SOON: Duration = Duration::from_secs(20);

/// Each scenario becomes a test for 22 and one for 16.
macro_rules! on_both_versions {
    ($($group:ident: $($name:ident)*;)*) => {
        mod asterisk_22 {
            use switchhook_rig::Version;
            $($(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs a real Asterisk: see examples/asterisk"]
            async fn $name() { crate::$group::$name(Version::V22).await; })*)*
        }
        mod asterisk_16 {
            use switchhook_rig::Version;
            $($(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs a real Asterisk: see examples/asterisk"]
            async fn $name() { crate::$group::$name(Version::V16).await; })*)*
        }
    };
}

on_both_versions! {
    actions:
        every_action_is_answered_or_the_table_says_why_not;
    dial:
        a_dialled_phone_answers_is_busy_does_not_answer_or_is_not_there
        an_originated_call_is_seen_from_beginning_to_end;
    restart:
        the_client_comes_back_after_a_restart_of_asterisk;
    session:
        login_works_plain_and_md5_and_the_banner_names_a_version
        a_wrong_password_is_refused_both_ways
        a_mask_lets_only_its_classes_through
        filters_narrow_what_a_connection_hears;
    tls:
        tls_needs_the_right_certificate;
    volume:
        a_megabyte_of_output_thousands_of_items_and_hundreds_in_flight_arrive_whole
        a_slow_subscriber_lags_and_a_slow_reader_is_cut_off;
}
