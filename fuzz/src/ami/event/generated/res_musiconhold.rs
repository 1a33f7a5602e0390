// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::MusicOnHold(view) => {
            let _ = view.state();
            let _ = view.channel();
            let _ = view.unique_id();
            let _ = view.class();
        }
        _ => {}
    }
}
