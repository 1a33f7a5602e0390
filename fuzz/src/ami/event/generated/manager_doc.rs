// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::CoreShowChannel(view) => {
            channel(view.channel());
            let _ = view.bridge();
            let _ = view.application();
            let _ = view.data();
            let _ = view.duration();
        }
        Event::ExtensionStatus(view) => {
            let _ = view.extension();
            let _ = view.context();
            let _ = view.hint();
            let _ = view.status();
            let _ = view.status_text();
        }
        Event::OriginateResponse(view) => {
            let _ = view.channel();
            let _ = view.context();
            let _ = view.extension();
            let _ = view.application();
            let _ = view.data();
            let _ = view.reason();
            let _ = view.unique_id();
            let _ = view.caller_number();
            let _ = view.caller_name();
        }
        Event::PresenceStatus(view) => {
            let _ = view.extension();
            let _ = view.context();
            let _ = view.hint();
            let _ = view.status();
            let _ = view.subtype();
            let _ = view.note();
        }
        Event::Status(view) => {
            channel(view.channel());
            let _ = view.type_();
            let _ = view.dnid();
            let _ = view.effective_connected_line_num();
            let _ = view.effective_connected_line_name();
            let _ = view.hangs_up_at();
            let _ = view.bridge_id();
            let _ = view.application();
            let _ = view.data();
            let _ = view.native_formats();
            let _ = view.read_format();
            let _ = view.read_translation();
            let _ = view.write_format();
            let _ = view.write_translation();
            let _ = view.call_group();
            let _ = view.pickup_group();
            let _ = view.seconds();
        }
        _ => {}
    }
}
