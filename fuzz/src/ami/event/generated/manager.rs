// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::ChannelHungup(view) => {
            let _ = view.channel();
        }
        Event::CoreShowChannelMap(view) => {
            let _ = view.channel();
            let _ = view.connected_channel();
        }
        _ => {}
    }
}
