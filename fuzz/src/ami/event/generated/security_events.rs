// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::AuthMethodNotAllowed(view)
        | Event::ChallengeResponseFailed(view)
        | Event::ChallengeSent(view)
        | Event::FailedAcl(view)
        | Event::InvalidAccountId(view)
        | Event::InvalidPassword(view)
        | Event::InvalidTransport(view)
        | Event::LoadAverageLimit(view)
        | Event::MemoryLimit(view)
        | Event::RequestBadFormat(view)
        | Event::RequestNotAllowed(view)
        | Event::RequestNotSupported(view)
        | Event::SessionLimit(view)
        | Event::SuccessfulAuth(view)
        | Event::UnexpectedAddress(view) => {
            let _ = view.event_tv();
            let _ = view.severity();
            let _ = view.service();
            let _ = view.event_version();
            let _ = view.account_id();
            let _ = view.session_id();
            let _ = view.local_address();
            let _ = view.remote_address();
            let _ = view.auth_method();
            let _ = view.module();
            let _ = view.session_tv();
            let _ = view.challenge();
            let _ = view.response();
            let _ = view.expected_response();
            let _ = view.acl_name();
            let _ = view.received_challenge();
            let _ = view.received_hash();
            let _ = view.attempted_transport();
            let _ = view.request_type();
            let _ = view.request_params();
            let _ = view.using_password();
            let _ = view.expected_address();
        }
        _ => {}
    }
}
