// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::FullyBooted(view) => {
            let _ = view.status();
            let _ = view.uptime();
            let _ = view.last_reload();
        }
        Event::Shutdown(view) => {
            let _ = view.shutdown();
            let _ = view.restarts();
        }
        _ => {}
    }
}
