// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::InboundRegistrationDetail(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.minimum_expiration();
            let _ = view.default_expiration();
            let _ = view.qualify_timeout();
            let _ = view.qualify2xx_only();
            let _ = view.mailboxes();
            let _ = view.support_path();
            let _ = view.remove_unavailable();
            let _ = view.voicemail_extension();
            let _ = view.max_contacts();
            let _ = view.authenticate_qualify();
            let _ = view.maximum_expiration();
            let _ = view.qualify_frequency();
            let _ = view.remove_existing();
            let _ = view.outbound_proxy();
            let _ = view.contacts();
            let _ = view.contact();
        }
        _ => {}
    }
}
