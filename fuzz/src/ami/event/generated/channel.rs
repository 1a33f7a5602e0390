// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Bridge(view) | Event::Link(view) | Event::Unlink(view) => {
            let _ = view.bridge_state();
            let _ = view.bridge_type();
            let _ = view.channel_1();
            let _ = view.channel_2();
            let _ = view.unique_id_1();
            let _ = view.unique_id_2();
            let _ = view.caller_id_1();
            let _ = view.caller_id_2();
        }
        Event::Dtmf(view) => {
            let _ = view.channel();
            let _ = view.unique_id();
            let _ = view.digit();
            let _ = view.direction();
            let _ = view.begin();
            let _ = view.end();
        }
        Event::Masquerade(view) => {
            let _ = view.cloned();
            let _ = view.clone_state();
            let _ = view.original();
            let _ = view.original_state();
        }
        Event::Rename(view) => {
            let _ = view.old_name();
            let _ = view.new_name();
            let _ = view.unique_id();
        }
        _ => {}
    }
}
