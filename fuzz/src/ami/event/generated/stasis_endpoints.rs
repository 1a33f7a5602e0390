// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::ContactStatus(view) => {
            let _ = view.uri();
            let _ = view.contact_status();
            let _ = view.aor();
            let _ = view.endpoint_name();
            let _ = view.round_trip();
        }
        Event::PeerStatus(view) => {
            let _ = view.channel_type();
            let _ = view.peer();
            let _ = view.peer_status();
            let _ = view.cause();
            let _ = view.address();
            let _ = view.port();
            let _ = view.time();
        }
        _ => {}
    }
}
