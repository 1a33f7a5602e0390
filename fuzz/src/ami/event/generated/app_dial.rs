// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Dial(view) => {
            let _ = view.sub_event();
            let _ = view.channel();
            let _ = view.source();
            let _ = view.destination();
            let _ = view.caller_id();
            let _ = view.caller_number();
            let _ = view.caller_name();
            let _ = view.connected_number();
            let _ = view.connected_name();
            let _ = view.unique_id();
            let _ = view.src_unique_id();
            let _ = view.dest_unique_id();
            let _ = view.dial_string();
            let _ = view.dial_status();
        }
        _ => {}
    }
}
