// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::MobileStatus(view) => {
            let _ = view.status();
            let _ = view.device();
        }
        _ => {}
    }
}
