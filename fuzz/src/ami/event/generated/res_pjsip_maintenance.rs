// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::PjsipMaintenanceStatus(view) => {
            let _ = view.endpoint();
            let _ = view.enabled();
        }
        _ => {}
    }
}
