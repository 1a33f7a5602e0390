// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::DeviceEntry(view) => {
            let _ = view.channel_type();
            let _ = view.object_name();
            let _ = view.channel_object_type();
            let _ = view.device_id();
            let _ = view.ip_address();
            let _ = view.type_();
            let _ = view.device_status();
            let _ = view.number_of_lines();
            let _ = view.event_list();
            let _ = view.list_items();
        }
        Event::LineEntry(view) => {
            let _ = view.channel_type();
            let _ = view.object_name();
            let _ = view.channel_object_type();
            let _ = view.device();
            let _ = view.instance();
            let _ = view.label();
            let _ = view.event_list();
            let _ = view.list_items();
        }
        _ => {}
    }
}
