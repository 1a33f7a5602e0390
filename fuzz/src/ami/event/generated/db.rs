// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::DbGetResponse(view) => {
            let _ = view.family();
            let _ = view.key();
            let _ = view.value();
        }
        Event::DbGetTreeResponse(view) => {
            let _ = view.key();
            let _ = view.value();
        }
        _ => {}
    }
}
