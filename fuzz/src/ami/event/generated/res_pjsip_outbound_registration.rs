// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::OutboundRegistrationDetail(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.max_retries();
            let _ = view.client_uri();
            let _ = view.security_negotiation();
            let _ = view.auth_rejection_permanent();
            let _ = view.server_uri();
            let _ = view.max_random_initial_delay();
            let _ = view.support_path();
            let _ = view.retry_interval();
            let _ = view.contact_header_params();
            let _ = view.expiration();
            let _ = view.transport();
            let _ = view.line();
            let _ = view.contact_user();
            let _ = view.endpoint();
            let _ = view.user_agent();
            let _ = view.forbidden_retry_interval();
            let _ = view.outbound_auth();
            let _ = view.outbound_proxy();
            let _ = view.fatal_retry_interval();
            let _ = view.support_outbound();
            let _ = view.status();
            let _ = view.next_registration();
        }
        _ => {}
    }
}
