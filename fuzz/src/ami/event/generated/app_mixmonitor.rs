// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::MixMonitorMute(view) => {
            channel(view.channel());
            let _ = view.direction();
            let _ = view.muted();
        }
        _ => {}
    }
}
