// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::AorDetail(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.minimum_expiration();
            let _ = view.maximum_expiration();
            let _ = view.default_expiration();
            let _ = view.qualify_frequency();
            let _ = view.authenticate_qualify();
            let _ = view.max_contacts();
            let _ = view.remove_existing();
            let _ = view.remove_unavailable();
            let _ = view.mailboxes();
            let _ = view.outbound_proxy();
            let _ = view.support_path();
            let _ = view.qualify2xx_only();
            let _ = view.qualify_timeout();
            let _ = view.voicemail_extension();
            let _ = view.contacts();
            let _ = view.total_contacts();
            let _ = view.contacts_registered();
            let _ = view.endpoint_name();
        }
        Event::AorList(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.minimum_expiration();
            let _ = view.maximum_expiration();
            let _ = view.default_expiration();
            let _ = view.qualify_frequency();
            let _ = view.qualify_timeout();
            let _ = view.qualify2xx_only();
            let _ = view.authenticate_qualify();
            let _ = view.max_contacts();
            let _ = view.remove_existing();
            let _ = view.remove_unavailable();
            let _ = view.mailboxes();
            let _ = view.voicemail_extension();
            let _ = view.outbound_proxy();
            let _ = view.support_path();
            let _ = view.contacts();
        }
        Event::AuthDetail(view) | Event::AuthList(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.username();
            let _ = view.password();
            let _ = view.md5cred();
            let _ = view.realm();
            let _ = view.nonce_lifetime();
            let _ = view.auth_type();
            let _ = view.endpoint_name();
            let _ = view.oauth_clientid();
            let _ = view.oauth_secret();
            let _ = view.password_digest();
            let _ = view.refresh_token();
            let _ = view.supported_algorithms_uac();
            let _ = view.supported_algorithms_uas();
        }
        Event::ContactList(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.via_addr();
            let _ = view.via_port();
            let _ = view.qualify_timeout();
            let _ = view.call_id();
            let _ = view.reg_server();
            let _ = view.prune_on_boot();
            let _ = view.path();
            let _ = view.endpoint();
            let _ = view.authenticate_qualify();
            let _ = view.uri();
            let _ = view.qualify_frequency();
            let _ = view.user_agent();
            let _ = view.expiration_time();
            let _ = view.outbound_proxy();
            let _ = view.status();
            let _ = view.round_trip();
            let _ = view.qualify2xx_only();
        }
        Event::ContactStatusDetail(view) => {
            let _ = view.aor();
            let _ = view.uri();
            let _ = view.status();
            let _ = view.round_trip();
            let _ = view.endpoint_name();
            let _ = view.user_agent();
            let _ = view.registration_expires();
            let _ = view.via_address();
            let _ = view.call_id();
            let _ = view.id();
            let _ = view.authenticate_qualify();
            let _ = view.outbound_proxy();
            let _ = view.path();
            let _ = view.qualify_frequency();
            let _ = view.qualify_timeout();
            let _ = view.qualify2xx_only();
        }
        Event::EndpointList(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.transport();
            let _ = view.aor();
            let _ = view.auths();
            let _ = view.outbound_auths();
            let _ = view.device_state();
            let _ = view.active_channels();
            let _ = view.contacts();
        }
        Event::IdentifyDetail(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.endpoint();
            let _ = view.srv_lookups();
            let _ = view.match_();
            let _ = view.match_header();
            let _ = view.match_request_uri();
            let _ = view.endpoint_name();
        }
        _ => {}
    }
}
