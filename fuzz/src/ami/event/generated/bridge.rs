// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::BridgeTechnologyListItem(view) => {
            let _ = view.bridge_technology();
            let _ = view.bridge_type();
            let _ = view.bridge_priority();
            let _ = view.bridge_suspended();
        }
        _ => {}
    }
}
